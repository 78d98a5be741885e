/* The calendar that a mail carries: one entry per reminder, the same one in every later mail. */
#include "sample.h"
#include "remind/diary.h"

static const char *calendar_of(struct sample *s, const char *kind)
{
	struct channel c = sample_channel(kind);
	struct letters out = {0};

	c.domain = "example.org";
	compose_letters(&s->message, &c, &s->calendar, s->templates, &s->arena, &out);
	assert_true(out.n > 0);
	return out.at[0].calendar;
}

static int count(const char *s, const char *what)
{
	int n = 0;

	for (s = strstr(s, what); s; s = strstr(s + 1, what))
		n++;
	return n;
}

static void change_done(struct reminder_item *i)
{
	((struct state *)i->state)->standing = STANDING_DONE;
}

static void change_waived(struct reminder_item *i)
{
	((struct state *)i->state)->standing = STANDING_WAIVED;
}

static void change_moved(struct reminder_item *i)
{
	i->moves = 2;
}

static void change_turn(struct reminder_item *i)
{
	snprintf(i->address.occurrence, sizeof i->address.occurrence, "2018");
}

static void change_claimed(struct reminder_item *i)
{
	((struct state *)i->state)->standing = STANDING_CLAIMED;
}

static const struct row {
	const char *name;
	struct reminder_item *(*make)(struct sample *);
	void (*change)(struct reminder_item *);
	const char *line, *never;
} rows[] = {
    {"diary: all of a day", sample_soon, NULL, "\r\nDTSTART;VALUE=DATE:20181231\r\n", NULL},
    {"diary: the address is its id", sample_soon, NULL, "\r\nUID:yunxi-2016-8:18.1@example.org\r\n",
	NULL},
    {"diary: each turn has its own", sample_soon, change_turn,
	"\r\nUID:yunxi-2016-8:18.1@2018@example.org\r\n", NULL},
    {"diary: it leaves the day free", sample_soon, NULL, "\r\nTRANSP:TRANSPARENT\r\n", "ATTENDEE"},
    {"diary: named by number and text", sample_soon, NULL,
	"\r\nSUMMARY:时限：18 建设全市政府数据统一开放平台\r\n", NULL},
    {"diary: with the notice's number", sample_soon, NULL, "\r\nX-WR-CALNAME:云府办〔2016〕8号\r\n",
	NULL},
    {"diary: an alarm the day before at nine", sample_soon, NULL, "\r\nTRIGGER:-PT15H\r\n", NULL},
    {"diary: no alarm for what has passed", sample_overdue, NULL, "DATE:20170630\r\n", "VALARM"},
    {"diary: at first the day never moved", sample_soon, NULL, "\r\nSEQUENCE:0\r\n", NULL},
    {"diary: it moved twice", sample_soon, change_moved, "\r\nSEQUENCE:2\r\n", NULL},
    {"diary: open is confirmed", sample_soon, NULL, "\r\nSTATUS:CONFIRMED\r\n", "CANCELLED"},
    {"diary: claimed is not yet done", sample_soon, change_claimed, "\r\nSTATUS:CONFIRMED\r\n",
	"CANCELLED"},
    {"diary: done is taken back", sample_soon, change_done, "\r\nSTATUS:CANCELLED\r\n", "VALARM"},
    {"diary: waived is taken back", sample_soon, change_waived, "\r\nSTATUS:CANCELLED\r\n",
	"VALARM"},
    {"diary: a clock in hours ends at its moment", sample_clock, NULL,
	"\r\nDTEND:20181224T050000Z\r\n", "VALUE=DATE"},
    {"diary: and rings an hour before", sample_clock, NULL, "\r\nTRIGGER:-PT30M\r\n", NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct sample s;
	struct reminder_item *i;
	const char *ics;

	sample_open(&s);
	i = row->make(&s);
	if (row->change)
		row->change(i);
	ics = calendar_of(&s, "smtp");
	if (!strstr(ics, row->line))
		fail_msg("\"%s\" is missing in\n%s", row->line, ics);
	if (row->never)
		assert_null(strstr(ics, row->never));
	sample_close(&s);
}

static void test_one_each(void **state)
{
	struct sample s;
	const char *ics;

	(void)state;
	sample_open(&s);
	sample_fresh(&s);
	sample_soon(&s);
	sample_overdue(&s);
	sample_clock(&s);
	ics = calendar_of(&s, "smtp");
	assert_int_equal(count(ics, "BEGIN:VEVENT"), 4);
	assert_int_equal(count(ics, "\r\nUID:"), 4 + count(ics, "BEGIN:VALARM"));
	assert_null(strstr(ics, "X-WR-CALNAME")); /* of several notices */
	assert_non_null(calendar_of(&s, "maildir"));
	assert_null(calendar_of(&s, "wecom"));
	sample_close(&s);
}

static void test_nothing(void **state)
{
	struct sample s;

	(void)state;
	sample_open(&s);
	assert_null(calendar_of(&s, "smtp"));
	sample_close(&s);
}

static void test_sequence(void **state)
{
	struct address first = {.notice = "n", .task = "1", .milestone = 1}, second = first;
	struct event all[] = {{.kind = EVENT_MOVE, .address = first},
	    {.kind = EVENT_ASK, .address = first}, {.kind = EVENT_REPORT, .address = first},
	    {.kind = EVENT_EXTEND, .address = second}, {.kind = EVENT_EXTEND, .address = first},
	    {.kind = EVENT_UNDO, .address = first}};
	struct events events = {all, ROWS(all), ROWS(all)};

	(void)state;
	second.milestone = all[3].address.milestone = 2;
	assert_int_equal(diary_sequence(&events, &first), 3);
	assert_int_equal(diary_sequence(&events, &second), 1);
	events.n = 0;
	assert_int_equal(diary_sequence(&events, &first), 0);
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_one_each),
	    cmocka_unit_test(test_nothing),
	    cmocka_unit_test(test_sequence),
	};

	return table_run("entries", rows, test_row) +
	       cmocka_run_group_tests_name("diary", single, NULL, NULL);
}
