/* Every reply of SMTP and HTTP that the facts name, with what it means. */
#include "send/verdict.h"
#include <string.h>
#include "table.h"

enum mark { NOTHING = 0, ENDPOINT = 1, DEAD = 2, BIG = 4, DOUBT = 8, TWO_DAYS = 16 };

static int marks_of(const struct verdict *v)
{
	return v->endpoint * ENDPOINT + v->address_dead * DEAD + v->too_big * BIG +
	       v->in_doubt * DOUBT + (v->most_s == 2 * 86400) * TWO_DAYS;
}

static const struct smtp_row {
	const char *name;
	enum smtp_stage stage;
	int code;
	const char *enhanced;
	enum verdict_kind kind;
	int marks;
} smtp_rows[] = {
    {"smtp: accepted", SMTP_STAGE_DOT, 250, "2.0.0", VERDICT_SENT, NOTHING},
    {"smtp: accepted without code", SMTP_STAGE_DOT, 250, NULL, VERDICT_SENT, NOTHING},
    {"smtp: 250 before the dot is not sent", SMTP_STAGE_RCPT, 250, "", VERDICT_RETRY, ENDPOINT},
    {"smtp: greeting 421", SMTP_STAGE_CONNECT, 421, "4.3.2", VERDICT_RETRY, ENDPOINT},
    {"smtp: greeting 554", SMTP_STAGE_CONNECT, 554, "", VERDICT_HOLD, NOTHING},
    {"smtp: 421 at RCPT", SMTP_STAGE_RCPT, 421, "", VERDICT_RETRY, ENDPOINT},
    {"smtp: 421 after the dot", SMTP_STAGE_DOT, 421, "4.3.2", VERDICT_RETRY, ENDPOINT},
    {"smtp: AUTH 454", SMTP_STAGE_LOGIN, 454, "4.7.0", VERDICT_RETRY, ENDPOINT},
    {"smtp: AUTH 535", SMTP_STAGE_LOGIN, 535, "5.7.8", VERDICT_HOLD, NOTHING},
    {"smtp: AUTH 535 without code", SMTP_STAGE_LOGIN, 535, "", VERDICT_HOLD, NOTHING},
    {"smtp: AUTH 534", SMTP_STAGE_LOGIN, 534, "5.7.9", VERDICT_HOLD, NOTHING},
    {"smtp: AUTH 538", SMTP_STAGE_LOGIN, 538, "5.7.11", VERDICT_HOLD, NOTHING},
    {"smtp: AUTH 503", SMTP_STAGE_LOGIN, 503, "5.5.1", VERDICT_HOLD, NOTHING},
    {"smtp: MAIL 530", SMTP_STAGE_MAIL, 530, "5.7.0", VERDICT_HOLD, NOTHING},
    {"smtp: MAIL 451", SMTP_STAGE_MAIL, 451, "4.3.0", VERDICT_RETRY, ENDPOINT},
    {"smtp: MAIL 452", SMTP_STAGE_MAIL, 452, "4.3.1", VERDICT_RETRY, ENDPOINT},
    {"smtp: MAIL 550 sender denied", SMTP_STAGE_MAIL, 550, "5.7.1", VERDICT_HOLD, NOTHING},
    {"smtp: MAIL 550 without code", SMTP_STAGE_MAIL, 550, "", VERDICT_HOLD, NOTHING},
    {"smtp: MAIL 552 too big", SMTP_STAGE_MAIL, 552, "5.3.4", VERDICT_REJECT, BIG},
    {"smtp: MAIL 552 without code", SMTP_STAGE_MAIL, 552, "", VERDICT_REJECT, BIG},
    {"smtp: MAIL 501 protocol", SMTP_STAGE_MAIL, 501, "5.5.4", VERDICT_REJECT, NOTHING},
    {"smtp: RCPT 450 greylisted", SMTP_STAGE_RCPT, 450, "4.7.1", VERDICT_RETRY, NOTHING},
    {"smtp: RCPT 451", SMTP_STAGE_RCPT, 451, "", VERDICT_RETRY, NOTHING},
    {"smtp: RCPT 450 rate", SMTP_STAGE_RCPT, 450, "4.7.0", VERDICT_RETRY, NOTHING},
    {"smtp: RCPT 452 mailbox full", SMTP_STAGE_RCPT, 452, "4.2.2", VERDICT_RETRY, TWO_DAYS},
    {"smtp: RCPT 452 no space", SMTP_STAGE_RCPT, 452, "4.3.1", VERDICT_RETRY, ENDPOINT},
    {"smtp: RCPT 451 shutting down", SMTP_STAGE_RCPT, 451, "4.3.2", VERDICT_RETRY, ENDPOINT},
    {"smtp: RCPT 5.1.1", SMTP_STAGE_RCPT, 550, "5.1.1", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.1.2", SMTP_STAGE_RCPT, 550, "5.1.2", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.1.3", SMTP_STAGE_RCPT, 501, "5.1.3", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.1.6", SMTP_STAGE_RCPT, 551, "5.1.6", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.1.10", SMTP_STAGE_RCPT, 556, "5.1.10", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.1.8 is our sender", SMTP_STAGE_RCPT, 550, "5.1.8", VERDICT_HOLD, NOTHING},
    {"smtp: RCPT 550 without code", SMTP_STAGE_RCPT, 550, "", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 553 without code", SMTP_STAGE_RCPT, 553, NULL, VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.2.1", SMTP_STAGE_RCPT, 550, "5.2.1", VERDICT_REJECT, DEAD},
    {"smtp: RCPT 5.2.2", SMTP_STAGE_RCPT, 552, "5.2.2", VERDICT_RETRY, TWO_DAYS},
    {"smtp: RCPT 552 without code", SMTP_STAGE_RCPT, 552, "", VERDICT_RETRY, TWO_DAYS},
    {"smtp: RCPT 5.2.3", SMTP_STAGE_RCPT, 552, "5.2.3", VERDICT_REJECT, BIG},
    {"smtp: RCPT 5.7.1 by policy", SMTP_STAGE_RCPT, 554, "5.7.1", VERDICT_REJECT, NOTHING},
    {"smtp: RCPT 550 5.7.1", SMTP_STAGE_RCPT, 550, "5.7.1", VERDICT_REJECT, NOTHING},
    {"smtp: RCPT 554 without code", SMTP_STAGE_RCPT, 554, "", VERDICT_REJECT, NOTHING},
    {"smtp: RCPT 530 wants a login", SMTP_STAGE_RCPT, 530, "", VERDICT_HOLD, NOTHING},
    {"smtp: RCPT 503 protocol", SMTP_STAGE_RCPT, 503, "5.5.1", VERDICT_REJECT, NOTHING},
    {"smtp: DATA 451", SMTP_STAGE_DATA, 451, "4.7.1", VERDICT_RETRY, NOTHING},
    {"smtp: DATA 554", SMTP_STAGE_DATA, 554, "5.7.1", VERDICT_REJECT, NOTHING},
    {"smtp: dot 451", SMTP_STAGE_DOT, 451, "4.7.1", VERDICT_RETRY, NOTHING},
    {"smtp: dot 552 too big", SMTP_STAGE_DOT, 552, "5.3.4", VERDICT_REJECT, BIG},
    {"smtp: dot 552 without code", SMTP_STAGE_DOT, 552, "", VERDICT_REJECT, BIG},
    {"smtp: dot 554 spam", SMTP_STAGE_DOT, 554, "5.7.1", VERDICT_REJECT, NOTHING},
    {"smtp: dot 550 no such user", SMTP_STAGE_DOT, 550, "5.1.1", VERDICT_REJECT, DEAD},
    {"smtp: dot 550 without code", SMTP_STAGE_DOT, 550, "", VERDICT_REJECT, NOTHING},
    {"smtp: 354 where it does not belong", SMTP_STAGE_DOT, 354, "", VERDICT_RETRY, ENDPOINT},
    {"smtp: no code", SMTP_STAGE_DOT, 0, "", VERDICT_RETRY, ENDPOINT},
    {"smtp: absurd code", SMTP_STAGE_MAIL, -7, "", VERDICT_RETRY, ENDPOINT},
};

static void test_smtp(void **state)
{
	const struct smtp_row *row = *state;
	struct verdict v = verdict_of_smtp(row->stage, row->code, row->enhanced, "text of it");

	assert_string_equal(verdict_name(v.kind), verdict_name(row->kind));
	assert_int_equal(marks_of(&v), row->marks);
	assert_non_null(strstr(v.reason, "text of it"));
}

static const struct failure_row {
	const char *name;
	enum failure failure;
	enum verdict_kind kind;
	int marks;
} failure_rows[] = {
    {"failure: resolve", FAILURE_RESOLVE, VERDICT_RETRY, ENDPOINT},
    {"failure: connect", FAILURE_CONNECT, VERDICT_RETRY, ENDPOINT},
    {"failure: certificate", FAILURE_TLS, VERDICT_RETRY, ENDPOINT},
    {"failure: login", FAILURE_LOGIN, VERDICT_HOLD, NOTHING},
    {"failure: timeout", FAILURE_TIMEOUT, VERDICT_RETRY, ENDPOINT},
    {"failure: lost after all was sent", FAILURE_UNKNOWN_OUTCOME, VERDICT_RETRY, DOUBT},
    {"failure: broken before all was sent", FAILURE_BROKEN, VERDICT_RETRY, NOTHING},
    {"failure: not understood", FAILURE_PROTOCOL, VERDICT_RETRY, DOUBT},
    {"failure: local", FAILURE_LOCAL, VERDICT_RETRY, ENDPOINT},
    {"failure: nothing at all", FAILURE_NONE, VERDICT_RETRY, ENDPOINT},
};

static void test_failure(void **state)
{
	const struct failure_row *row = *state;
	struct verdict v = verdict_of_failure(row->failure, "detail\r\nmore");

	assert_string_equal(verdict_name(v.kind), verdict_name(row->kind));
	assert_int_equal(marks_of(&v), row->marks);
	assert_non_null(strstr(v.reason, ": detail  more"));
}

static const struct http_row {
	const char *name;
	int status;
	const char *header;
	enum verdict_kind kind;
	int marks, after_s;
} http_rows[] = {
    {"http: 200", 200, NULL, VERDICT_SENT, NOTHING, 0},
    {"http: 204", 204, NULL, VERDICT_SENT, NOTHING, 0},
    {"http: 100", 100, NULL, VERDICT_RETRY, ENDPOINT, 0},
    {"http: 302 is not followed", 302, "location: http://elsewhere/", VERDICT_HOLD, NOTHING, 0},
    {"http: 400", 400, NULL, VERDICT_REJECT, NOTHING, 0},
    {"http: 401", 401, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 403", 403, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 404", 404, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 405", 405, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 407", 407, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 408", 408, NULL, VERDICT_RETRY, ENDPOINT, 0},
    {"http: 410", 410, NULL, VERDICT_HOLD, NOTHING, 0},
    {"http: 413", 413, NULL, VERDICT_REJECT, BIG, 0},
    {"http: 415", 415, NULL, VERDICT_REJECT, NOTHING, 0},
    {"http: 422", 422, NULL, VERDICT_REJECT, NOTHING, 0},
    {"http: 429", 429, "retry-after: 7", VERDICT_RETRY, ENDPOINT, 7},
    {"http: 429 by date", 429, "retry-after: Thu, 01 Jan 1970 00:17:40 GMT", VERDICT_RETRY,
	ENDPOINT, 60},
    {"http: 500", 500, NULL, VERDICT_RETRY, ENDPOINT, 0},
    {"http: 502", 502, NULL, VERDICT_RETRY, ENDPOINT, 0},
    {"http: 503", 503, "retry-after: 120", VERDICT_RETRY, ENDPOINT, 120},
    {"http: 504", 504, NULL, VERDICT_RETRY, ENDPOINT, 0},
    {"http: 999", 999, NULL, VERDICT_RETRY, ENDPOINT, 0},
};

static void test_http(void **state)
{
	const struct http_row *row = *state;
	const char *headers[] = {row->header};
	struct reply r = {.status = row->status,
	    .body = "body\nof it",
	    .body_n = 10,
	    .headers = {.at = headers, .n = row->header != NULL}};
	struct verdict v = verdict_of_http(&r, 1000);

	assert_string_equal(verdict_name(v.kind), verdict_name(row->kind));
	assert_int_equal(marks_of(&v), row->marks);
	assert_int_equal(v.after_s, row->after_s);
	assert_non_null(strstr(v.reason, "body of it"));
}

/* The reason is cut between characters. */
static void test_reason(void **state)
{
	struct verdict v;
	scope(text) t = {0};

	(void)state;
	for (int i = 0; i < 200; i++)
		text_add(&t, "限流");
	v = verdict_make(VERDICT_RETRY, "x%s", t.s);
	/* 255 bytes fit; 1 + 84 characters of 3 are 253. */
	assert_int_equal(strlen(v.reason), 253);
	assert_memory_equal(v.reason + 1, t.s, 252);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_reason)};

	return table_run("smtp", smtp_rows, test_smtp) +
	       table_run("failure", failure_rows, test_failure) +
	       table_run("http", http_rows, test_http) +
	       cmocka_run_group_tests_name("reason", others, NULL, NULL);
}
