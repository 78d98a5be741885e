/* Replies as data: headers, and Retry-After in all its forms. */
#include "send/request.h"
#include "table.h"

/* 2026-11-18T09:00:00+08:00 */
#define NOW 1794963600

static const struct retry_row {
	const char *name, *header;
	int wait;
} retry_rows[] = {
    {"retry-after: seconds", "retry-after: 17", 17},
    {"retry-after: white space", "retry-after:  \t9", 9},
    {"retry-after: a day at most", "retry-after: 9999999999999", 86400},
    {"retry-after: HTTP date", "retry-after: Wed, 18 Nov 2026 01:01:30 GMT", 90},
    {"retry-after: RFC 850 date", "retry-after: Wednesday, 18-Nov-26 01:02:00 GMT", 120},
    {"retry-after: asctime date", "retry-after: Wed Nov 18 01:00:10 2026", 10},
    {"retry-after: a date that passed", "retry-after: Wed, 18 Nov 2015 01:01:30 GMT", 0},
    {"retry-after: nonsense", "retry-after: soon", 0},
    {"retry-after: no such month", "retry-after: Wed, 18 Foo 2026 01:01:30 GMT", 0},
    {"retry-after: negative", "retry-after: -5", 0},
    {"retry-after: another header", "retry-after-not: 5", 0},
};

static void test_retry(void **state)
{
	const struct retry_row *row = *state;
	const char *headers[] = {"content-type: text/plain", row->header};
	struct reply r = {.status = 429, .headers = {.at = headers, .n = 2}};

	assert_int_equal(reply_retry_after(&r, NOW), row->wait);
	assert_string_equal(reply_header(&r, "content-type"), "text/plain");
	assert_null(reply_header(&r, "content"));
}

int main(void)
{
	return table_run("retry", retry_rows, test_retry);
}
