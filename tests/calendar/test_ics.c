/* iCalendar as it travels: what stands in it, how it is folded and escaped, and that no text from outside can add a
 * line of its own. */
#include "calendar/ics.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "table.h"

static const moment NOW = 1545613920; /* 2018-12-24T09:12:00+08:00 */

static char *made(const char *name, struct ics_event *e, struct text *out)
{
	struct ics_events events = {e, e ? 1 : 0, e ? 1 : 0};

	ics_add(out, name, &events, NOW);
	return out->s;
}

/* Lines put together again as RFC 5545, 3.1 says. */
static void unfold(const char *s, struct text *out)
{
	for (; *s; s++) {
		if (!strncmp(s, "\r\n ", 3) || !strncmp(s, "\r\n\t", 3))
			s += 2;
		else
			text_addc(out, *s);
	}
}

/* The value of a property that stands once, unescaped. */
static void value_of(const char *ics, const char *name, struct text *out)
{
	scope(text) lines = {0};
	scope(text) begin = {0};
	const char *s;

	unfold(ics, &lines);
	text_addf(&begin, "\r\n%s:", name);
	s = strstr(lines.s, begin.s);
	assert_non_null(s);
	for (s += begin.len; *s != '\r'; s++) {
		bool escaped = *s == '\\';

		s += escaped;
		text_addc(out, escaped && *s == 'n' ? '\n' : *s);
	}
}

static int count(const char *s, const char *what)
{
	int n = 0;

	for (s = strstr(s, what); s; s = strstr(s + 1, what))
		n++;
	return n;
}

static const struct row {
	const char *name;
	struct ics_event event;
	const char *lines, *never; /* one after the other; '|' between */
} rows[] = {
    {"ics: a day", {.uid = "a:1.1@x", .summary = "s", .day = 17896},
	"BEGIN:VCALENDAR|VERSION:2.0|METHOD:PUBLISH|BEGIN:VEVENT|UID:a:1.1@x|DTSTAMP:"
	"20181224T011200Z|"
	"SEQUENCE:0|DTSTART;VALUE=DATE:20181231|DTEND;VALUE=DATE:20190101|SUMMARY:s|"
	"TRANSP:TRANSPARENT|STATUS:CONFIRMED|END:VEVENT|END:VCALENDAR",
	"VALARM"},
    {"ics: nobody is asked to answer", {.uid = "u", .summary = "s", .day = 17896}, "UID:u",
	"ATTENDEE"},
    {"ics: a day that moved", {.uid = "u", .summary = "s", .day = 17896, .sequence = 3},
	"SEQUENCE:3", NULL},
    {"ics: taken back, without an alarm",
	{.uid = "u", .summary = "s", .day = 17896, .cancelled = true, .alarm_s = 60},
	"STATUS:CANCELLED", "VALARM"},
    {"ics: an alarm with an id of its own",
	{.uid = "u@x", .summary = "s", .day = 17896, .alarm_s = 15 * 3600},
	"BEGIN:VALARM|UID:alarm.u@x|ACTION:DISPLAY|TRIGGER:-PT15H|DESCRIPTION:s|END:VALARM", NULL},
    {"ics: a clock ends at its moment",
	{.uid = "u", .summary = "s", .timed = true, .end = 1545627600, .alarm_s = 3600},
	"DTSTART:20181224T043000Z|DTEND:20181224T050000Z|TRIGGER:-PT30M", "VALUE=DATE"},
    {"ics: the last day of February", {.uid = "u", .summary = "s", .day = 18320},
	"DTSTART;VALUE=DATE:20200228|DTEND;VALUE=DATE:20200229", NULL},
    {"ics: marks are escaped",
	{.uid = "u", .summary = "a;b,c\\d", .description = "one\ntwo", .day = 17896},
	"SUMMARY:a\\;b\\,c\\\\d|DESCRIPTION:one\\ntwo", NULL},
    {"ics: a summary is one line", {.uid = "u", .summary = "a\r\nEND:VEVENT\nb", .day = 17896},
	"SUMMARY:a  END:VEVENT b", "\r\nEND:VEVENT b"},
    {"ics: control characters are spaces",
	{.uid = "u\r\nX:1", .summary = "a\x01\x7f\tb", .day = 17896}, "UID:u  X:1|SUMMARY:a   b",
	NULL},
    {"ics: a link", {.uid = "u", .summary = "s", .url = "https://d.example/r/x?a=1", .day = 17896},
	"URL:https://d.example/r/x?a=1", NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct ics_event e = row->event;
	scope(text) ics = {0};
	scope(text) lines = {0};
	const char *at;

	unfold(made(NULL, &e, &ics), &lines);
	at = lines.s;
	for (const char *s = row->lines; *s;) {
		size_t n = strcspn(s, "|");
		scope(text) line = {0};

		text_addf(&line, "%.*s\r\n", (int)n, s);
		at = strstr(at, line.s);
		if (!at)
			fail_msg("\"%.*s\" is missing in\n%s", (int)n, s, lines.s);
		s += n + (s[n] == '|');
	}
	if (row->never)
		assert_null(strstr(lines.s, row->never));
}

static void test_name(void **state)
{
	scope(text) ics = {0};
	scope(text) none = {0};

	(void)state;
	assert_non_null(
	    strstr(made("江府办\r\n34号", NULL, &ics), "X-WR-CALNAME:江府办  34号\r\n"));
	assert_null(strstr(made("", NULL, &none), "X-WR"));
	assert_null(strstr(none.s, "VEVENT"));
}

/* A text of pieces that are hard to fold and to escape. */
static void add_random(struct text *out, int pieces)
{
	static const char *const all[] = {"开放", "a", "é", "😀", ";", ",", "\\", "\\n", ":", " ",
	    "  ", "\"", "END:VEVENT", "长长的一句话没有任何空格", "word", "=", "\xe3\x80\x80"};

	while (pieces--)
		text_add(out, all[(size_t)rand() % ROWS(all)]);
}

/* RFC 5545, 3.1: at most 75 octets a line, and what was put in comes out. */
static void test_random(void **state)
{
	(void)state;
	srand(20181224);
	print_message("ics: seed 20181224\n");
	for (int round = 0; round < 2000; round++) {
		scope(text) summary = {0};
		scope(text) description = {0};
		scope(text) ics = {0};
		scope(text) got = {0};
		struct ics_event e = {.uid = "u", .day = 17896};

		text_addc(&summary, 'x');
		add_random(&summary, rand() % 60);
		text_addc(&description, 'y');
		add_random(&description, rand() % 90);
		e.summary = summary.s;
		e.description = description.s;
		made("c", &e, &ics);
		for (const char *s = ics.s; *s;) {
			size_t n = strcspn(s, "\r\n");

			if (n > 75 || !utf8_valid(s, n))
				fail_msg("%zu %.*s|", n, (int)n, s);
			assert_true(n <= 75 && s[n] == '\r' && s[n + 1] == '\n');
			assert_true(utf8_valid(s, n));
			s += n + 2;
		}
		value_of(ics.s, "SUMMARY", &got);
		assert_string_equal(got.s, summary.s);
		text_reset(&got);
		value_of(ics.s, "DESCRIPTION", &got);
		assert_string_equal(got.s, description.s);
		assert_int_equal(count(ics.s, "\r\nBEGIN:VEVENT"), 1);
	}
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_name),
	    cmocka_unit_test(test_random),
	};

	return table_run("ics", rows, test_row) +
	       cmocka_run_group_tests_name("calendar", single, NULL, NULL);
}
