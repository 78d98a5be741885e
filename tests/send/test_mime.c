/* Mails, read back by another library (Python's email): what was put in comes out, and nothing
 * else does. */
#include "send/mime.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/json.h"
#include "table.h"

#define LONG_TITLE                                                                                                                   \
	"【逾期2项】江府办〔2016〕34号 开放200个以上政府数据集，形成20个以上开放数据应用（截止 " \
	"2018-12-31）"
#define PLAIN "您好：\n第18项任务已逾期。\n.\n..两点\n-- \n督查室\n"

static const struct channel office = {.name = "office-mail",
    .from = "督查室 <reminders@example.org>",
    .reply_to = "\"Office, of duty\" <ducha@example.org>",
    .domain = "example.org"};
static const struct channel bare = {.name = "drop"};

static const struct mail_row {
	const char *name;
	const struct channel *channel;
	struct letter letter;
	const char *parts; /* types in order */
	const char *to_name, *to, *group;
} mail_rows[] = {
    {"mail: everything", &office,
	{.id = "01JD2Z8Q6V3K7N5W9X0Y1Z2A3B",
	    .to = "office@example.org",
	    .to_name = "市府办公室",
	    .subject = LONG_TITLE,
	    .text = PLAIN,
	    .html = "<p>任务 &lt;18&gt;</p>\n",
	    .date = "Mon, 23 Nov 2026 09:10:00 +0800",
	    .series = "jiangmen-2016-34.18",
	    .list = "jiangmen-2016-34",
	    .urgent = true,
	    .calendar = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"},
	"multipart/mixed multipart/alternative text/plain text/html text/calendar", "市府办公室",
	"office@example.org", NULL},
    {"mail: two parts", &office,
	{.id = "A1",
	    .to = "a@b.example",
	    .subject = "Reminder: 3 days left",
	    .text = PLAIN,
	    .html = "<p>x</p>"},
	"multipart/alternative text/plain text/html", "", "a@b.example", NULL},
    {"mail: text alone", &office, {.id = "A2", .to = "a@b.example", .subject = "s", .text = "t"},
	"text/plain", "", "a@b.example", NULL},
    {"mail: empty text", &office, {.id = "A3", .to = "a@b.example", .subject = "", .text = ""},
	"text/plain", "", "a@b.example", NULL},
    {"mail: the smallest channel", &bare,
	{.id = "A4", .to = "市网信统筹局", .subject = "题目", .text = "文"}, "text/plain", NULL,
	NULL, "市网信统筹局"},
    {"mail: nobody", &bare, {.id = "A5", .subject = "题目", .text = "文"}, "text/plain", NULL, NULL,
	"undisclosed-recipients"},
    {"mail: a long ASCII subject", &office,
	{.id = "A6",
	    .to = "a@b.example",
	    .text = "t",
	    .subject = "Overdue: open at least two hundred government data sets and shape twenty "
		       "applications before the end of the year"},
	"text/plain", "", "a@b.example", NULL},
    {"mail: a subject that looks encoded", &office,
	{.id = "A7", .to = "a@b.example", .text = "t", .subject = "=?UTF-8?B?AAAA?= is no word"},
	"text/plain", "", "a@b.example", NULL},
    {"mail: a name that needs quotes", &office,
	{.id = "A8",
	    .to = "a@b.example",
	    .to_name = "Chan \"Tai\" Man, Dr. <x>",
	    .subject = "s",
	    .text = "t"},
	"text/plain", "Chan \"Tai\" Man, Dr. <x>", "a@b.example", NULL},
    {"mail: a very long name", &office,
	{.id = "A9",
	    .to = "a@b.example",
	    .subject = "s",
	    .text = "t",
	    .to_name = "江门市人民政府办公室政务信息公开与电子政务统筹协调工作领导小组"},
	"text/plain", "江门市人民政府办公室政务信息公开与电子政务统筹协调工作领导小组",
	"a@b.example", NULL},
    {"mail: characters beyond the BMP", &office,
	{.id = "A10",
	    .to = "a@b.example",
	    .text = "𠮷😀\n",
	    .subject = "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀𠮷"},
	"text/plain", "", "a@b.example", NULL},
};

/* What the script understands of the mail. */
static json_t *understood(const struct text *mail)
{
	char path[] = "/tmp/deadlined-mime-XXXXXX";
	scope(text) command = {0};
	int fd = mkstemp(path);
	json_t *value;
	FILE *f;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, mail->s, mail->len), mail->len);
	close(fd);
	text_addf(&command, "python3 tests/send/mime_roundtrip.py %s", path);
	f = popen(command.s, "r");
	assert_non_null(f);
	value = json_loadf(f, 0, NULL);
	pclose(f);
	unlink(path);
	if (!value)
		fail_msg(
		    "python3 tests/send/mime_roundtrip.py printed no JSON: is python3 installed?");
	return value;
}

static void no_problem(const json_t *seen)
{
	const json_t *problem = json_array_get(json_object_get(seen, "problems"), 0);

	if (problem)
		fail_msg("%s", json_string_value(problem));
}

static const char *header(const json_t *seen, const char *name)
{
	return json_get_text(json_object_get(seen, "headers"), name, "(none)");
}

static void same_text(const json_t *seen, const char *type, const char *expected)
{
	scope(text) lines = {0};
	size_t i;
	json_t *part;

	json_array_foreach (json_object_get(seen, "parts"), i, part) {
		const char *s = json_get_text(part, "text", "");
		if (strcmp(json_get_text(part, "type", ""), type) != 0)
			continue;
		for (; *s; s++)
			if (*s != '\r')
				text_addc(&lines, *s);
		assert_string_equal(text_get(&lines), expected);
		return;
	}
	fail_msg("no part of type %s", type);
}

static void test_mail(void **state)
{
	const struct mail_row *row = *state;
	const struct letter *l = &row->letter;
	scope(text) mail = {0}, again = {0}, types = {0};
	json_scope seen = NULL;
	size_t i;
	json_t *part, *to;

	mime_add_letter(&mail, row->channel, l);
	mime_add_letter(&again, row->channel, l);
	assert_string_equal(mail.s, again.s);
	seen = understood(&mail);
	no_problem(seen);
	assert_string_equal(header(seen, "Subject"), l->subject);
	json_array_foreach (json_object_get(seen, "parts"), i, part)
		text_addf(&types, "%s%s", i ? " " : "", json_get_text(part, "type", ""));
	assert_string_equal(types.s, row->parts);
	same_text(seen, "text/plain", l->text);
	if (l->html)
		same_text(seen, "text/html", l->html);
	to = json_array_get(json_object_get(seen, "to"), 0);
	if (row->to) {
		assert_string_equal(json_string_value(json_array_get(to, 0)), row->to_name);
		assert_string_equal(json_string_value(json_array_get(to, 1)), row->to);
	} else {
		assert_null(to);
		assert_string_equal(
		    json_string_value(json_array_get(json_object_get(seen, "groups"), 0)),
		    row->group);
	}
}

static const struct field_row {
	const char *name, *header, *value;
} field_rows[] = {
    {"field: From", "From", "督查室 <reminders@example.org>"},
    {"field: Reply-To", "Reply-To", "\"Office, of duty\" <ducha@example.org>"},
    {"field: Date", "Date", "Mon, 23 Nov 2026 09:10:00 +0800"},
    {"field: Message-ID", "Message-ID", "<01JD2Z8Q6V3K7N5W9X0Y1Z2A3B@example.org>"},
    {"field: In-Reply-To", "In-Reply-To", "<jiangmen-2016-34.18@example.org>"},
    {"field: References", "References", "<jiangmen-2016-34.18@example.org>"},
    {"field: Auto-Submitted", "Auto-Submitted", "auto-generated"},
    {"field: X-Auto-Response-Suppress", "X-Auto-Response-Suppress", "OOF, AutoReply"},
    {"field: List-Id", "List-Id", "<jiangmen-2016-34.deadlined.example.org>"},
    {"field: List-Owner", "List-Owner", "<mailto:ducha@example.org>"},
    {"field: Importance", "Importance", "high"},
    {"field: X-Priority", "X-Priority", "1"},
    {"field: MIME-Version", "MIME-Version", "1.0"},
};

static void test_fields(void **state)
{
	scope(text) mail = {0};
	json_scope seen = NULL;

	(void)state;
	mime_add_letter(&mail, &office, &mail_rows[0].letter);
	seen = understood(&mail);
	for (size_t i = 0; i < ROWS(field_rows); i++)
		assert_string_equal(header(seen, field_rows[i].header), field_rows[i].value);
	assert_string_equal(
	    json_get_text(json_array_get(json_object_get(seen, "parts"), 4), "name", ""),
	    "deadlines.ics");
}

/* Whoever writes line ends into a name, subject or id gets spaces; no second field, no second
 * part. */
static const struct injection_row {
	const char *name, *with;
} injection_rows[] = {
    {"injection: CRLF", "a\r\nBcc: evil@example.org\r\n\r\nbody"},
    {"injection: LF", "a\nBcc: evil@example.org\n\nbody"},
    {"injection: CR", "a\rBcc: evil@example.org"},
    {"injection: folded", "a\r\n Bcc: evil@example.org"},
    {"injection: NEL and LINE SEPARATOR", "a\xc2\x85"
					  "Bcc: evil\xe2\x80\xa8"
					  "Bcc: evil"},
    {"injection: Chinese around", "逾期\r\nBcc: evil@example.org\r\n提醒"},
    {"injection: an encoded word with a break in it", "=?UTF-8?B?Cg==?=Bcc: evil"},
    {"injection: an address", "x@y.example>\r\nRCPT TO:<evil@example.org"},
    {"injection: broken UTF-8", "\xff\xfe\r\nBcc: evil@example.org\xe6"},
};

static void test_injection(void **state)
{
	const struct injection_row *row = *state;
	const char *s = row->with;
	struct channel c = {.from = s, .reply_to = s, .domain = "example.org"};
	struct letter l = {.id = s,
	    .to = s,
	    .to_name = s,
	    .subject = s,
	    .text = "t",
	    .html = "h",
	    .date = s,
	    .series = s,
	    .list = s,
	    .leave = s};
	scope(text) mail = {0};
	const char *end;

	mime_add_letter(&mail, &c, &l);
	end = strstr(mail.s, "\r\n\r\n");
	for (const char *p = mail.s; p && p < end; p = strstr(p + 2, "\r\n")) {
		const char *line = p == mail.s ? p : p + 2;
		assert_int_not_equal(strncasecmp(line, "Bcc", 3), 0);
		assert_int_not_equal(strncmp(line, "RCPT", 4), 0);
		assert_int_not_equal(strncmp(line, " Bcc", 4), 0);
	}
	for (const char *p = mail.s; *p; p++) {
		assert_false(*p == '\n' && p[-1] != '\r');
		assert_false(*p == '\r' && p[1] != '\n');
	}
	assert_non_null(strstr(mail.s, "\r\nMIME-Version: 1.0\r\n"));
}

static void test_leave(void **state)
{
	struct letter l = {.id = "A", .to = "a@b.example", .leave = "https://d.example/leave?t=1"};
	scope(text) mail = {0};

	(void)state;
	mime_add_letter(&mail, &office, &l);
	assert_non_null(strstr(mail.s, "\r\nList-Unsubscribe: <https://d.example/leave?t=1>\r\n"));
	assert_non_null(
	    strstr(mail.s, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	assert_null(strstr(mail.s, "List-Owner"));
	assert_null(strstr(mail.s, "Importance"));
}

/* The bytes are those of the same letter without a calendar; what has none stays as it is. */
static void test_drop_calendar(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(mail_rows); i++) {
		struct letter l = mail_rows[i].letter;
		scope(text) with = {0}, without = {0}, got = {0};

		mime_add_letter(&with, mail_rows[i].channel, &l);
		assert_int_equal(mime_drop_calendar(&got, with.s, with.len), l.calendar != NULL);
		assert_int_equal(got.len > 0, l.calendar != NULL);
		l.calendar = NULL;
		mime_add_letter(&without, mail_rows[i].channel, &l);
		if (got.len)
			assert_string_equal(got.s, without.s);
	}
}

/* A mail cut anywhere is not read past its end, and gives no half. */
static void test_drop_from_cut_mail(void **state)
{
	scope(text) mail = {0};

	(void)state;
	mime_add_letter(&mail, &office, &mail_rows[0].letter);
	for (size_t n = 0; n < mail.len; n++) {
		char *copy = malloc(n ? n : 1);
		scope(text) got = {0};

		memcpy(copy, mail.s, n);
		if (mime_drop_calendar(&got, copy, n))
			assert_non_null(strstr(got.s, "text/html"));
		free(copy);
	}
}

static void test_calendar_part(void **state)
{
	scope(text) mail = {0};

	(void)state;
	mime_add_letter(&mail, &office, &mail_rows[0].letter);
	assert_non_null(
	    strstr(mail.s, "\r\nContent-Disposition: attachment; filename=\"deadlines.ics\"\r\n"
			   "Content-Type: text/calendar; name=\"deadlines.ics\";\r\n"
			   " method=PUBLISH; charset=utf-8\r\n"));
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_drop_calendar),
	    cmocka_unit_test(test_drop_from_cut_mail), cmocka_unit_test(test_calendar_part),
	    cmocka_unit_test(test_fields), cmocka_unit_test(test_leave)};

	return table_run("mail", mail_rows, test_mail) +
	       table_run("injection", injection_rows, test_injection) +
	       cmocka_run_group_tests_name("fields", others, NULL, NULL);
}
