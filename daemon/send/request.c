/* HTTP requests and replies as plain data. Headers arrive in lower case from whoever speaks HTTP,
 * so that looking one up is a comparison of bytes. */
#include "send/request.h"
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

const char *reply_header(const struct reply *r, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < r->headers.n; i++) {
		const char *h = r->headers.at[i];
		if (!strncasecmp(h, name, n) && h[n] == ':')
			return h + n + 1 + strspn(h + n + 1, " \t");
	}
	return NULL;
}

static int month_of(const char *name)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *p = strlen(name) == 3 ? strstr(months, name) : NULL;

	return p && (p - months) % 3 == 0 ? (int)(p - months) / 3 : -1;
}

/* RFC 9110, 5.6.7: the preferred form, the RFC 850 form, and asctime's. */
static bool http_date(const char *s, moment *out)
{
	static const char *const forms[] = {"%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT",
	    "%*[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT"};
	struct tm t = {0};
	char month[4] = "";
	bool found = sscanf(s, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d", month, &t.tm_mday,
			 &t.tm_hour, &t.tm_min, &t.tm_sec, &t.tm_year) == 6;

	for (size_t i = 0; i < 2 && !found; i++)
		found = sscanf(s, forms[i], &t.tm_mday, month, &t.tm_year, &t.tm_hour, &t.tm_min,
			    &t.tm_sec) == 6;
	t.tm_mon = month_of(month);
	if (!found || t.tm_mon < 0)
		return false;
	t.tm_year -= t.tm_year >= 1900 ? 1900 : t.tm_year < 70 ? -100 : 0;
	*out = timegm(&t);
	return true;
}

int reply_retry_after(const struct reply *r, moment now)
{
	const char *s = reply_header(r, "retry-after");
	moment until;
	int64_t wait = 0;

	if (!s)
		return 0;
	if (*s >= '0' && *s <= '9')
		wait = strtoll(s, NULL, 10);
	else if (http_date(s, &until))
		wait = until - now;
	return wait < 0 ? 0 : wait > REPLY_LONGEST_WAIT_S ? REPLY_LONGEST_WAIT_S : (int)wait;
}
