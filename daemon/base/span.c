/* Slices of text that somebody else owns. Nothing is copied or ended with a NUL: a slice is a
 * pointer, a length and the line in its source, so that whoever finds a mistake can say where. */
#include "base/span.h"
#include <string.h>

static const char IDEOGRAPHIC_SPACE[] = "\u3000";
enum { IDEOGRAPHIC_SPACE_BYTES = sizeof IDEOGRAPHIC_SPACE - 1 };

struct span span_of(const char *s)
{
	return (struct span){.s = s, .n = s ? strlen(s) : 0};
}

bool span_equal(struct span a, const char *s)
{
	return a.n == strlen(s) && span_starts(a, s);
}

bool span_starts(struct span a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && (n == 0 || !memcmp(a.s, prefix, n));
}

/* Bytes of white space at the front. */
static size_t blank_at_start(struct span a)
{
	if (a.n && strchr(" \t\r\n\v\f", a.s[0]) && a.s[0])
		return 1;
	return span_starts(a, IDEOGRAPHIC_SPACE) ? IDEOGRAPHIC_SPACE_BYTES : 0;
}

static size_t blank_at_end(struct span a)
{
	struct span last = a;

	if (!a.n)
		return 0;
	last.s += a.n - 1;
	last.n = 1;
	if (blank_at_start(last))
		return 1;
	if (a.n < IDEOGRAPHIC_SPACE_BYTES)
		return 0;
	last.s = a.s + a.n - IDEOGRAPHIC_SPACE_BYTES;
	last.n = IDEOGRAPHIC_SPACE_BYTES;
	return span_equal(last, IDEOGRAPHIC_SPACE) ? IDEOGRAPHIC_SPACE_BYTES : 0;
}

struct span span_trim(struct span a)
{
	size_t n;

	while ((n = blank_at_start(a))) {
		a.s += n;
		a.n -= n;
	}
	while ((n = blank_at_end(a)))
		a.n -= n;
	return a;
}

struct span span_cut(struct span *rest, const char *separator)
{
	struct span part = *rest;
	size_t n = strlen(separator);
	const char *at = part.n && n ? memmem(part.s, part.n, separator, n) : NULL;

	if (!at) {
		*rest = (struct span){.line = part.line};
		return part;
	}
	part.n = (size_t)(at - part.s);
	rest->s = at + n;
	rest->n -= part.n + n;
	return part;
}

bool span_next_line(struct span *rest, struct span *line)
{
	int number = rest->line ? rest->line : 1;

	if (!rest->n)
		return false;
	*line = span_cut(rest, "\n");
	line->line = number;
	rest->line = number + 1;
	if (line->n && line->s[line->n - 1] == '\r')
		line->n--;
	return true;
}
