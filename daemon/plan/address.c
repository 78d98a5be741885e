/* Addresses of milestones. They are read from behind, because a notice's name may hold any sign but the last ':'. */
#include "plan/address.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(const char *s, const char *why, struct error *err)
{
	return error_set(err,
	    "\"%.100s\" is no address: %s; write NOTICE:TASK, NOTICE:TASK.MILESTONE or "
	    "NOTICE:TASK.MILESTONE@OCCURRENCE, as in jiangmen-2016-34:33.1@2026",
	    s, why);
}

/* Copy [s, end) into a field of `size` bytes; false when it is empty or does not fit. */
static bool take(char *field, size_t size, const char *s, const char *end)
{
	size_t n = (size_t)(end - s);

	if (!n || n >= size)
		return false;
	memcpy(field, s, n);
	field[n] = 0;
	return true;
}

/* 1–999999 without leading zeros, so that print(parse(s)) is s; 0 otherwise. */
static int milestone_number(const char *s, const char *end)
{
	size_t digits = strspn(s, "0123456789");

	return s + digits == end && digits >= 1 && digits <= 6 && *s != '0' ? atoi(s) : 0;
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

bool address_parse(const char *s, struct address *out, struct error *err)
{
	struct address a = {0};
	const char *colon = strrchr(s, ':'), *at, *end, *dot;

	if (has_control(s))
		return refuse(s, "it holds a control character", err);
	if (!colon)
		return refuse(s, "there is no ':' behind the notice", err);
	at = strchr(colon, '@');
	end = at ? at : colon + strlen(colon);
	dot = memrchr(colon, '.', (size_t)(end - colon));
	if (dot && !(a.milestone = milestone_number(dot + 1, end)))
		return refuse(
		    s, "a milestone's number (1, 2 …) is expected behind the last '.'", err);
	if (!take(a.notice, sizeof a.notice, s, colon))
		return refuse(s, "the notice's name is missing or longer than 95 bytes", err);
	if (!take(a.task, sizeof a.task, colon + 1, dot ? dot : end))
		return refuse(s, "the task is missing or longer than 31 bytes", err);
	if (at && !a.milestone)
		return refuse(s, "an occurrence belongs to a milestone, not to a task", err);
	if (at && !take(a.occurrence, sizeof a.occurrence, at + 1, at + strlen(at)))
		return refuse(s, "the occurrence is missing or longer than 31 bytes", err);
	*out = a;
	return true;
}

const char *address_print(const struct address *a, char out[ADDRESS_BYTES])
{
	int n = snprintf(out, ADDRESS_BYTES, "%s:%s", a->notice, a->task);

	if (a->milestone)
		n += snprintf(out + n, ADDRESS_BYTES - (size_t)n, ".%d", a->milestone);
	if (a->occurrence[0])
		snprintf(out + n, ADDRESS_BYTES - (size_t)n, "@%s", a->occurrence);
	return out;
}

void address_add(const struct address *a, struct text *out)
{
	char s[ADDRESS_BYTES];

	text_add(out, address_print(a, s));
}

bool address_equal(const struct address *a, const struct address *b)
{
	return address_order(a, b) == 0;
}

int address_order(const void *pa, const void *pb)
{
	const struct address *a = pa, *b = pb;
	int order = strverscmp(a->notice, b->notice);

	if (!order)
		order = strverscmp(a->task, b->task);
	if (!order)
		order = (a->milestone > b->milestone) - (a->milestone < b->milestone);
	return order ? order : strverscmp(a->occurrence, b->occurrence);
}
