/* The SMTP dialogue against scripts: what the server says at each step, what is written, what the
 * letter's verdict is. */
#include "send/smtp.h"
#include <string.h>
#include "table.h"

#define BODY	"Subject: x\r\n\r\n.dot\r\nend\r\n"
#define STUFFED "Subject: x\r\n\r\n..dot\r\nend\r\n.\r\n"
#define MAIL	"MAIL FROM:<f@a.example>\r\n"
#define RCPT	"RCPT TO:<t@b.example>\r\n"
#define DATA	"DATA\r\n"
#define ALL	MAIL RCPT DATA

enum { STEPS = 10 };
/* Each step: what is written before it (NULL: nothing), then what the server says (NULL: the
 * connection ends). */
struct turn {
	const char *written, *said;
};
static const struct talk_row {
	const char *name;
	bool pipelining;
	struct turn turns[STEPS];
	enum smtp_state state;
	enum verdict_kind kind;
	bool in_doubt, endpoint, address_dead;
} talk_rows[] = {
    {"talk: one at a time", false,
	{{MAIL, "250 ok\r\n"}, {RCPT, "250 ok\r\n"}, {DATA, "354 go\r\n"},
	    {STUFFED, "250 2.0.0 queued\r\n"}},
	SMTP_IDLE, VERDICT_SENT, false, false, false},
    {"talk: pipelined", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "250 2.0.0 queued\r\n"}}, SMTP_IDLE,
	VERDICT_SENT, false, false, false},
    {"talk: replies in pieces", true,
	{{ALL, "25"}, {NULL, "0 ok\r"}, {NULL, "\n250-a\r\n250 b\r\n3"}, {NULL, "54 go\n"},
	    {STUFFED, "250 ok\r\n"}},
	SMTP_IDLE, VERDICT_SENT, false, false, false},
    {"talk: MAIL 451", false, {{MAIL, "451 4.3.0 later\r\n"}}, SMTP_IDLE, VERDICT_RETRY, false,
	true, false},
    {"talk: MAIL 550", false, {{MAIL, "550 5.7.1 denied\r\n"}}, SMTP_IDLE, VERDICT_HOLD, false,
	false, false},
    {"talk: MAIL 550 pipelined", true,
	{{ALL, "550 5.7.1 denied\r\n503 5.5.1 first MAIL\r\n503 5.5.1 no\r\n"}}, SMTP_IDLE,
	VERDICT_HOLD, false, false, false},
    {"talk: RCPT 550", false, {{MAIL, "250 ok\r\n"}, {RCPT, "550 5.1.1 who\r\n"}}, SMTP_IDLE,
	VERDICT_REJECT, false, false, true},
    {"talk: RCPT 550 pipelined", true, {{ALL, "250 ok\r\n550 5.1.1 who\r\n554 none\r\n"}},
	SMTP_IDLE, VERDICT_REJECT, false, false, true},
    {"talk: RCPT 550, DATA 354 all the same", true,
	{{ALL, "250 ok\r\n550 5.1.1 who\r\n354 go\r\n"}, {".\r\n", "554 no recipients\r\n"}},
	SMTP_IDLE, VERDICT_REJECT, false, false, true},
    {"talk: RCPT 550, even the dot accepted", true,
	{{ALL, "250 ok\r\n550 5.1.1 who\r\n354 go\r\n"}, {".\r\n", "250 ok\r\n"}}, SMTP_IDLE,
	VERDICT_REJECT, false, false, true},
    {"talk: RCPT 450 greylisted", true, {{ALL, "250 ok\r\n450 4.7.1 grey\r\n503 no\r\n"}},
	SMTP_IDLE, VERDICT_RETRY, false, false, false},
    {"talk: RCPT 252 is fine", true,
	{{ALL, "250 ok\r\n252 will try\r\n354 go\r\n"}, {STUFFED, "250 ok\r\n"}}, SMTP_IDLE,
	VERDICT_SENT, false, false, false},
    {"talk: DATA 554", true, {{ALL, "250 ok\r\n250 ok\r\n554 5.7.1 spam\r\n"}}, SMTP_IDLE,
	VERDICT_REJECT, false, false, false},
    {"talk: dot 451", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "451 4.7.1 later\r\n"}}, SMTP_IDLE,
	VERDICT_RETRY, false, false, false},
    {"talk: dot 554", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "554 5.7.1 spam\r\n"}}, SMTP_IDLE,
	VERDICT_REJECT, false, false, false},
    {"talk: 421 at MAIL", false, {{MAIL, "421 4.3.2 bye\r\n"}}, SMTP_CLOSED, VERDICT_RETRY, false,
	true, false},
    {"talk: 421 at RCPT", true, {{ALL, "250 ok\r\n421 4.3.2 bye\r\n"}}, SMTP_CLOSED, VERDICT_RETRY,
	false, true, false},
    {"talk: 421 after RCPT 550 leaves the address dead", true,
	{{ALL, "250 ok\r\n550 5.1.1 who\r\n421 bye\r\n"}}, SMTP_CLOSED, VERDICT_REJECT, false,
	false, true},
    {"talk: 421 after the dot", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "421 4.3.2 bye\r\n"}}, SMTP_CLOSED,
	VERDICT_RETRY, false, true, false},
    {"talk: lost at once", true, {{ALL, NULL}}, SMTP_CLOSED, VERDICT_RETRY, false, true, false},
    {"talk: lost at RCPT", false, {{MAIL, "250 ok\r\n"}, {RCPT, NULL}}, SMTP_CLOSED, VERDICT_RETRY,
	false, false, false},
    {"talk: lost at DATA", true, {{ALL, "250 ok\r\n250 ok\r\n"}, {NULL, NULL}}, SMTP_CLOSED,
	VERDICT_RETRY, false, false, false},
    {"talk: lost after the dot", true, {{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, NULL}},
	SMTP_CLOSED, VERDICT_RETRY, true, false, false},
    {"talk: nonsense at MAIL", true, {{ALL, "HTTP/1.1 400 Bad Request\r\n"}}, SMTP_CLOSED,
	VERDICT_RETRY, false, false, false},
    {"talk: nonsense after the dot", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "\x01\x02\r\n"}}, SMTP_CLOSED,
	VERDICT_RETRY, true, false, false},
    {"talk: 354 to MAIL", false, {{MAIL, "354 go\r\n"}}, SMTP_IDLE, VERDICT_RETRY, false, true,
	false},
    {"talk: more replies than commands", true,
	{{ALL, "250 ok\r\n250 ok\r\n354 go\r\n"}, {STUFFED, "250 ok\r\n250 again\r\n"}},
	SMTP_CLOSED, VERDICT_SENT, false, false, false},
};

static void hello(struct smtp *s, const char *keyword)
{
	scope(text) line = {0};

	text_addf(&line, "250-%s\r\n", keyword);
	smtp_hello(s, line.s, line.len);
}

static void writes(struct smtp *s, const char *expected)
{
	size_t n;
	const char *bytes = smtp_output(s, &n);

	assert_int_equal(n, expected ? strlen(expected) : 0);
	if (expected)
		assert_memory_equal(bytes, expected, n);
	smtp_wrote(s, n);
}

static void says(struct smtp *s, const char *said)
{
	smtp_input(s, said, strlen(said));
}

static const struct smtp_envelope envelope = {"f@a.example", "t@b.example", BODY, sizeof BODY - 1};

static void test_talk(void **state)
{
	const struct talk_row *row = *state;
	scope(smtp) s = {0};

	if (row->pipelining)
		hello(&s, "PIPELINING");
	smtp_begin(&s, &envelope);
	for (const struct turn *t = row->turns; t < row->turns + STEPS && (t->written || t->said);
	     t++) {
		assert_int_equal(s.state, SMTP_BUSY);
		writes(&s, t->written);
		if (t->said)
			smtp_input(&s, t->said, strlen(t->said));
	}
	if (s.state == SMTP_BUSY)
		smtp_lost(&s, "the connection ended");
	assert_int_equal(s.state, row->state);
	assert_string_equal(verdict_name(s.verdict.kind), verdict_name(row->kind));
	assert_int_equal(s.verdict.in_doubt, row->in_doubt);
	assert_int_equal(s.verdict.endpoint, row->endpoint);
	assert_int_equal(s.verdict.address_dead, row->address_dead);
	assert_false(s.untouched);
}

static const struct offer_row {
	const char *name, *offers[4], *from, *to, *body, *written;
} offer_rows[] = {
    {"offer: nothing", {NULL}, "f@a", "t@b", "x\r\n", "MAIL FROM:<f@a>\r\n"},
    {"offer: SIZE", {"SIZE 1000"}, "f@a", "t@b", "x\r\n", "MAIL FROM:<f@a> SIZE=3\r\n"},
    {"offer: SIZE without a figure", {"SIZE"}, "f@a", "t@b", "x\r\n", "MAIL FROM:<f@a>\r\n"},
    {"offer: 8BITMIME unused for ASCII", {"8BITMIME"}, "f@a", "t@b", "x\r\n",
	"MAIL FROM:<f@a>\r\n"},
    {"offer: 8BITMIME", {"8BITMIME"}, "f@a", "t@b", "\xe6\x96\x87\r\n",
	"MAIL FROM:<f@a> BODY=8BITMIME\r\n"},
    {"offer: SMTPUTF8 unused for ASCII", {"SMTPUTF8"}, "f@a", "t@b", "x\r\n",
	"MAIL FROM:<f@a>\r\n"},
    {"offer: SMTPUTF8", {"SMTPUTF8", "8bitmime", "size 99"}, "f@a", "督查@b", "\xe6\x96\x87\r\n",
	"MAIL FROM:<f@a> SIZE=5 BODY=8BITMIME SMTPUTF8\r\n"},
    {"offer: a foreign domain needs no SMTPUTF8", {"SMTPUTF8"}, "f@例子.中国", "t@b", "x\r\n",
	"MAIL FROM:<f@xn--fsqu00a.xn--fiqs8s>\r\n"},
    {"offer: a word that only begins so", {"SMTPUTF8X", "PIPELININGS"}, "f@a", "t@b", "x\r\n",
	"MAIL FROM:<f@a>\r\n"},
};

static void test_offer(void **state)
{
	const struct offer_row *row = *state;
	scope(smtp) s = {0};
	struct smtp_envelope e = {row->from, row->to, row->body, strlen(row->body)};

	for (size_t i = 0; i < 4 && row->offers[i]; i++)
		hello(&s, row->offers[i]);
	smtp_begin(&s, &e);
	assert_int_equal(s.state, SMTP_BUSY);
	writes(&s, row->written);
}

static const struct refuse_row {
	const char *name, *offer, *from, *to;
	enum verdict_kind kind;
	bool address_dead, too_big;
} refuse_rows[] = {
    {"refuse: no address", "X", "f@a", "office", VERDICT_REJECT, true, false},
    {"refuse: a second command in the address", "X", "f@a", "t@b>\r\nRCPT TO:<evil@b",
	VERDICT_REJECT, true, false},
    {"refuse: a broken sender", "X", "f@a\r\nX", "t@b", VERDICT_HOLD, false, false},
    {"refuse: SMTPUTF8 is missing", "8BITMIME", "f@a", "督查@b", VERDICT_REJECT, true, false},
    {"refuse: SMTPUTF8 is missing for the sender", "8BITMIME", "督查@a", "t@b", VERDICT_HOLD, false,
	false},
    {"refuse: larger than SIZE", "SIZE 10", "f@a", "t@b", VERDICT_REJECT, false, true},
};

static void test_refuse(void **state)
{
	const struct refuse_row *row = *state;
	scope(smtp) s = {0};
	struct smtp_envelope e = {row->from, row->to, BODY, sizeof BODY - 1};

	hello(&s, row->offer);
	smtp_begin(&s, &e);
	assert_int_equal(s.state, SMTP_IDLE);
	writes(&s, NULL);
	assert_string_equal(verdict_name(s.verdict.kind), verdict_name(row->kind));
	assert_int_equal(s.verdict.address_dead, row->address_dead);
	assert_int_equal(s.verdict.too_big, row->too_big);
}

static const struct body_row {
	const char *name, *body, *stuffed;
} body_rows[] = {
    {"body: dots", ".\r\n..\r\na.b\r\n", "..\r\n...\r\na.b\r\n.\r\n"},
    {"body: no line end", "abc", "abc\r\n.\r\n"},
    {"body: empty", "", ".\r\n"},
    {"body: a dot is all", ".", "..\r\n.\r\n"},
};

static void test_body(void **state)
{
	const struct body_row *row = *state;
	scope(smtp) s = {0};
	struct smtp_envelope e = {"f@a.example", "t@b.example", row->body, strlen(row->body)};

	hello(&s, "PIPELINING");
	smtp_begin(&s, &e);
	writes(&s, ALL);
	says(&s, "250 a\r\n250 b\r\n354 c\r\n");
	writes(&s, row->stuffed);
}

/* One refused letter does not end the connection: RSET goes with the next. */
static void test_reuse(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	hello(&s, "PIPELINING");
	smtp_begin(&s, &envelope);
	writes(&s, ALL);
	says(&s, "250 a\r\n550 5.1.1 b\r\n503 c\r\n");
	assert_true(smtp_usable(&s));
	assert_string_equal(s.receipt, "550 5.1.1 b");
	smtp_begin(&s, &envelope);
	writes(&s, "RSET\r\n" ALL);
	says(&s, "250 r\r\n250 a\r\n250 b\r\n354 c\r\n");
	writes(&s, STUFFED);
	assert_int_equal(smtp_patience_s(&s), 600);
	says(&s, "250 2.0.0 queued as 4X7\r\n");
	assert_int_equal(s.verdict.kind, VERDICT_SENT);
	assert_string_equal(s.receipt, "250 2.0.0 queued as 4X7");
	smtp_begin(&s, &envelope);
	writes(&s, ALL);
}

/* An idle connection that the server closed: the letter goes at once over a new one. */
static void test_untouched(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	smtp_begin(&s, &envelope);
	says(&s, "550 no\r\n");
	smtp_begin(&s, &envelope);
	smtp_lost(&s, "closed");
	assert_true(s.untouched);
	smtp_clear(&s);
	assert_int_equal(s.state, SMTP_IDLE);
	smtp_begin(&s, &envelope);
	writes(&s, MAIL);
	smtp_lost(&s, "closed");
	assert_false(s.untouched);
}

static void test_idle_421(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	says(&s, "421 4.4.2 idle\r\n");
	assert_int_equal(s.state, SMTP_CLOSED);
	assert_false(smtp_usable(&s));
}

static void test_refused_while_writing(void **state)
{
	scope(smtp) s = {0};
	size_t n;

	(void)state;
	hello(&s, "PIPELINING");
	smtp_begin(&s, &envelope);
	writes(&s, ALL);
	says(&s, "250 a\r\n250 b\r\n354 c\r\n");
	smtp_output(&s, &n);
	smtp_wrote(&s, 5);
	says(&s, "552 5.3.4 too big\r\n");
	assert_int_equal(s.state, SMTP_CLOSED);
	assert_true(s.verdict.too_big);
}

/* Lost while the body was going out: it cannot have been taken. */
static void test_lost_while_writing(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	hello(&s, "PIPELINING");
	smtp_begin(&s, &envelope);
	writes(&s, ALL);
	says(&s, "250 a\r\n250 b\r\n354 c\r\n");
	smtp_wrote(&s, 5);
	smtp_lost(&s, "closed");
	assert_int_equal(s.verdict.kind, VERDICT_RETRY);
	assert_false(s.verdict.in_doubt);
}

/* STARTTLS: what was offered before it does not count. */
static void test_hello(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	hello(&s, "PIPELINING");
	hello(&s, "SIZE 5");
	smtp_hello(&s, "220 2.0.0 go ahead\r\n", 20);
	assert_false(s.pipelining);
	assert_int_equal(s.size, 0);
	smtp_hello(&s, "250 pipelining", 14);
	assert_true(s.pipelining);
	smtp_hello(&s, "25", 2);
	smtp_hello(&s, "", 0);
}

static void test_endless_line(void **state)
{
	scope(smtp) s = {0};
	static const char junk[1000] = {0};

	(void)state;
	smtp_begin(&s, &envelope);
	for (int i = 0; i < 100; i++)
		smtp_input(&s, junk, sizeof junk);
	assert_int_equal(s.state, SMTP_CLOSED);
	assert_int_equal(s.verdict.kind, VERDICT_RETRY);
	assert_true(s.in.room < 100000);
}

/* Whatever a server says, the dialogue ends or waits, and a letter counts as sent only after a
 * 2xx to its dot. */
static void test_any_server(void **state)
{
	static const char *const words[] = {"250 ok\r\n", "250-ok\r\n", "354 go\r\n", "421 bye\r\n",
	    "550 5.1.1 x\r\n", "451\r\n", "25", "0 x\r\n", "\r\n", "xyz\r\n", "999 \xff\r\n", "\n"};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		scope(smtp) s = {0};
		const char *last = "";
		s.pipelining = round & 1;
		smtp_begin(&s, &envelope);
		for (int i = 0; i < 12 && s.state == SMTP_BUSY; i++) {
			size_t n;
			smtp_output(&s, &n);
			smtp_wrote(&s, n);
			seed = seed * 1664525 + 1013904223;
			last = words[(seed >> 16) % ROWS(words)];
			says(&s, last);
		}
		if (s.state == SMTP_BUSY)
			smtp_lost(&s, "enough");
		assert_true(s.state != SMTP_BUSY);
		if (s.verdict.kind == VERDICT_SENT) {
			assert_int_equal(s.next, SMTP_END);
			assert_true(!strncmp(s.receipt, "250", 3));
		}
	}
}

static void test_quit(void **state)
{
	scope(smtp) s = {0};

	(void)state;
	smtp_quit(&s);
	writes(&s, "QUIT\r\n");
	assert_int_equal(s.state, SMTP_CLOSED);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_reuse),
	    cmocka_unit_test(test_untouched), cmocka_unit_test(test_idle_421),
	    cmocka_unit_test(test_refused_while_writing), cmocka_unit_test(test_lost_while_writing),
	    cmocka_unit_test(test_hello), cmocka_unit_test(test_endless_line),
	    cmocka_unit_test(test_quit), cmocka_unit_test(test_any_server)};

	return table_run("talk", talk_rows, test_talk) +
	       table_run("offer", offer_rows, test_offer) +
	       table_run("refuse", refuse_rows, test_refuse) +
	       table_run("body", body_rows, test_body) +
	       cmocka_run_group_tests_name("smtp", others, NULL, NULL);
}
