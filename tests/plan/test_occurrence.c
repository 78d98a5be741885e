#include "plan/occurrence.h"
#include <stdio.h>
#include <stdlib.h>
#include "calendar/recur.h"
#include "table.h"

static struct calendar calendar_in(const char *zone)
{
	struct calendar c = {0};

	assert_true(zone_open(zone, &c.zone, NULL));
	return c;
}

static day day_of(const char *s)
{
	day d = DAY_NONE;

	assert_true(!s || civil_parse(s, &d));
	return d;
}

static const struct turn_row {
	const char *name, *rule, *since, *today;
	int takeover;
	const char *turn, *start, *due, *superseded;
} turns[] = {
    {"the first turn", "FREQ=YEARLY;start=2016", "2016-10-29", "2016-10-29", 30, "2016",
	"2016-10-29", "2016-12-31", "2017-12-01"},
    {"on its day", "FREQ=YEARLY;start=2016", "2016-10-29", "2016-12-31", 30, "2016", "2016-10-29",
	"2016-12-31", "2017-12-01"},
    {"passed, in view", "FREQ=YEARLY;start=2016", "2016-10-29", "2017-11-30", 30, "2016",
	"2016-10-29", "2016-12-31", "2017-12-01"},
    {"the next takes over", "FREQ=YEARLY;start=2016", "2016-10-29", "2017-12-01", 30, "2017",
	"2017-01-01", "2017-12-31", "2018-12-01"},
    {"before its start", "FREQ=YEARLY;start=2018", "2016-10-29", "2016-10-29", 30, "2018",
	"2018-01-01", "2018-12-31", "2019-12-01"},
    {"none from before the notice", "FREQ=YEARLY", "2016-10-29", "2016-10-29", 30, "2016",
	"2016-10-29", "2016-12-31", "2017-12-01"},
    {"a quarter", "FREQ=MONTHLY;INTERVAL=3", "2016-10-29", "2016-11-01", 7, "2016-12", "2016-10-29",
	"2016-12-31", "2017-03-24"},
    {"at most half the period", "FREQ=MONTHLY", "2016-10-29", "2016-12-16", 30, "2016-12",
	"2016-12-01", "2016-12-31", "2017-01-16"},
    {"its own day takes over", "FREQ=YEARLY;start=2016", "2016-10-29", "2017-12-30", 0, "2016",
	"2016-10-29", "2016-12-31", "2017-12-31"},
    {"the last one stays", "FREQ=YEARLY;start=2016;until=2017", "2016-10-29", "2020-05-05", 30,
	"2017", "2017-01-01", "2017-12-31", NULL},
    {"without a day of issue", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", NULL, "2017-01-05", 30,
	"2016", "2015-04-01", "2016-03-31", "2017-03-01"},
    {"weekly", "FREQ=WEEKLY;start=2017", "2016-10-29", "2017-01-04", 2, "2017-01-01", "2017-01-01",
	"2017-01-01", "2017-01-06"},
};

static struct milestone recurring(const char *rule, const char *since)
{
	return (struct milestone){.no = 1,
	    .kind = MILESTONE_RECURRING,
	    .recurrence = rule,
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .since = day_of(since)};
}

static void test_turn(void **state)
{
	const struct turn_row *row = *state;
	struct calendar c = calendar_in("Asia/Shanghai");
	struct milestone m = recurring(row->rule, row->since);
	struct arena a = {0};
	struct occurrences out = {0};
	struct occurrence named;
	moment now = zone_moment(&c.zone, day_of(row->today), 9 * HOUR_S);

	occurrences_of(&m, NULL, &c, now, row->takeover, &a, &out);
	assert_int_equal(out.n, 1);
	assert_string_equal(out.at[0].name, row->turn);
	assert_int_equal(out.at[0].due, day_of(row->due));
	assert_int_equal(out.at[0].start, day_of(row->start));
	assert_int_equal(out.at[0].end, zone_moment(&c.zone, day_of(row->due) + 1, 0));
	assert_int_equal(out.at[0].superseded,
	    row->superseded ? zone_moment(&c.zone, day_of(row->superseded), 0) : MOMENT_NEVER);
	assert_true(occurrence_named(&m, NULL, &c, row->turn, &named));
	assert_int_equal(named.due, out.at[0].due);
	assert_int_equal(named.start, out.at[0].start);
	assert_false(occurrence_named(&m, NULL, &c, "", &named));
	assert_false(occurrence_named(&m, NULL, &c, "1999", &named) && row->since);
	arena_release(&a);
}

/* All turns in a row, looked at one by one: the current one is the first whose next has not taken over. */
static day model(const struct recurrence *r, day since, day today, int takeover)
{
	day at = recur_next(r, since - 1), next;

	while (at != DAY_NONE && (next = recur_next(r, at)) != DAY_NONE) {
		int half = (next - at) / 2;

		if (next - (takeover < half ? takeover : half) > today)
			break;
		at = next;
	}
	return at;
}

static void test_model(void **state)
{
	static const char *const rules[] = {"FREQ=YEARLY", "FREQ=MONTHLY",
	    "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=10",
	    "FREQ=YEARLY;start=2018;until=2019"};
	struct calendar c = calendar_in("UTC");
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 1500; round++) {
		const char *rule = rules[rand_r(&seed) % 6];
		day since = civil_day(2016, 1, 1) + rand_r(&seed) % 500;
		day today = since + rand_r(&seed) % 900, due;
		int takeover = rand_r(&seed) % 60;
		struct milestone m = recurring(rule, NULL);
		struct occurrences out = {0};
		struct arena a = {0};
		struct recurrence r;

		m.since = since;
		assert_true(recur_parse(rule, &r, NULL));
		due = model(&r, since, today, takeover);
		occurrences_of(&m, NULL, &c, (moment)today * DAY_S, takeover, &a, &out);
		if (due == DAY_NONE ? out.n != 0 : out.n != 1 || out.at[0].due != due)
			fail_msg("%s since %d on %d with %d", rule, since, today, takeover);
		arena_release(&a);
	}
}

static const struct clock_row {
	const char *name, *length, *start, *end;
	bool timed;
	const char *due;
} clocks[] = {
    {"three working days", "P3BD", "2016-11-23T09:30", "2016-11-29", false, "2016-11-28"},
    {"started at night", "P3BD", "2016-11-23T23:59:59", "2016-11-29", false, "2016-11-28"},
    {"over National Day", "P3BD", "2016-09-30T09:00", "2016-10-11", false, "2016-10-10"},
    {"24 hours", "PT24H", "2016-11-23T09:30:17", "2016-11-24T09:30:17", true, "2016-11-24"},
    {"24 hours from midnight", "PT24H", "2016-11-23", "2016-11-24", true, "2016-11-23"},
    {"half an hour", "PT30M", "2016-11-23T23:45", "2016-11-24T00:15", true, "2016-11-24"},
    {"the same day", "P0D", "2016-11-23T09:30", "2016-11-24", false, "2016-11-23"},
    {"fifteen days", "P15D", "2016-11-23T09:30", "2016-12-09", false, "2016-12-08"},
    {"a month", "P1M", "2017-01-31T09:30", "2017-03-01", false, "2017-02-28"},
    {"days before", "-P5D", "2016-11-23T09:30", "2016-11-19", false, "2016-11-18"},
};

static moment moment_of(const struct calendar *c, const char *s)
{
	moment at;

	assert_true(zone_parse_iso(&c->zone, s, &at));
	return at;
}

static struct event start_event(const char *name, moment start, const char *label)
{
	struct event e = {.kind = EVENT_START,
	    .address.milestone = 1,
	    .at = start - 100,
	    .start = start,
	    .label = label};

	strcpy(e.address.occurrence, name);
	return e;
}

static struct milestone relative(const char *length)
{
	return (struct milestone){.no = 1,
	    .kind = MILESTONE_RELATIVE,
	    .relative = length,
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .since = DAY_NONE};
}

/* The first ten days of October 2016 with the make-up days around them. */
static void add_golden_week(struct calendar *c)
{
	day first = civil_day(2016, 10, 1);

	for (day d = first; d < first + 9; d++)
		*list_push(&c->workdays.arena, &c->workdays.exceptions) =
		    (struct workday_exception){d, d >= first + 7, "国庆节"};
	c->workdays.horizon = civil_day(2016, 12, 31);
}

static void test_clock(void **state)
{
	const struct clock_row *row = *state;
	struct calendar c = calendar_in("Asia/Shanghai");
	struct milestone m = relative(row->length);
	struct event e = start_event("1", moment_of(&c, row->start), "《某办法》解读");
	struct events events = {&e, 1, 1};
	struct occurrences out = {0};
	struct arena a = {0};

	add_golden_week(&c);
	occurrences_of(&m, &events, &c, e.start, 30, &a, &out);
	assert_int_equal(out.n, 1);
	assert_string_equal(out.at[0].name, "1");
	assert_string_equal(out.at[0].label, "《某办法》解读");
	assert_int_equal(out.at[0].end, moment_of(&c, row->end));
	assert_int_equal(out.at[0].due, day_of(row->due));
	assert_int_equal(out.at[0].timed, row->timed);
	assert_int_equal(out.at[0].opened, *row->length == '-' ? e.at : e.start);
	assert_int_equal(out.at[0].superseded, MOMENT_NEVER);
	assert_false(out.at[0].provisional);
	arena_release(&a);
	workday_release(&c.workdays);
}

static void test_side_by_side(void **state)
{
	struct calendar c = calendar_in("UTC");
	struct milestone m = relative("PT24H");
	struct event all[] = {start_event("2", 5000, "b"), start_event("1", 9000, "a"),
	    start_event("10", 5000, "c"), start_event("2", 7000, "b again")};
	struct events events = {all, 4, 4};
	struct occurrences out = {0};
	struct occurrence named;
	struct arena a = {0};

	(void)state;
	all[2].address.milestone = 1;
	occurrences_of(&m, &events, &c, 0, 0, &a, &out);
	assert_int_equal(out.n, 3);
	assert_string_equal(out.at[0].name, "10");
	assert_string_equal(out.at[1].name, "2");
	assert_string_equal(out.at[1].label, "b again");
	assert_int_equal(out.at[1].end, 7000 + DAY_S);
	assert_string_equal(out.at[2].name, "1");
	assert_true(occurrence_named(&m, &events, &c, "2", &named));
	assert_string_equal(named.label, "b again");
	assert_false(occurrence_named(&m, &events, &c, "3", &named));
	all[0].address.milestone = all[3].address.milestone = 2;
	assert_false(occurrence_named(&m, &events, &c, "2", &named));
	arena_release(&a);
}

static void test_date(void **state)
{
	struct calendar c = calendar_in("Asia/Shanghai");
	struct milestone m = {
	    .no = 1, .kind = MILESTONE_DATE, .due = civil_day(2018, 12, 31), .start = DAY_NONE};
	struct occurrences out = {0};
	struct occurrence named;
	struct arena a = {0};

	(void)state;
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.n, 1);
	assert_string_equal(out.at[0].name, "");
	assert_int_equal(out.at[0].end, moment_of(&c, "2019-01-01"));
	assert_int_equal(out.at[0].start, DAY_NONE);
	assert_int_equal(out.at[0].opened, 0);
	assert_int_equal(out.at[0].superseded, MOMENT_NEVER);
	assert_true(occurrence_named(&m, NULL, &c, "", &named));
	assert_false(occurrence_named(&m, NULL, &c, "2018", &named));
	arena_release(&a);
}

/* Counted from the notice's issue; the sum leaves the tables. */
static void test_anchored(void **state)
{
	struct calendar c = calendar_in("Asia/Shanghai");
	struct milestone m = relative("P60BD");
	struct occurrences out = {0};
	struct arena a = {0};

	(void)state;
	add_golden_week(&c);
	m.due = civil_day(2017, 1, 20);
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.n, 1);
	assert_string_equal(out.at[0].name, "");
	assert_true(out.at[0].provisional);
	assert_int_equal(out.at[0].length.unit, DURATION_WORKDAYS);
	m.due = civil_day(2016, 12, 31);
	out.n = 0;
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_false(out.at[0].provisional);
	arena_release(&a);
	workday_release(&c.workdays);
}

/* The reader counted plain weeks from the day of issue; the tables know better, and what they say today counts. */
static void test_anchored_by_the_tables(void **state)
{
	struct calendar c = calendar_in("Asia/Shanghai");
	struct milestone m = relative("P10BD");
	struct occurrences out = {0};
	struct arena a = {0};

	(void)state;
	m.start = day_of("2016-09-26");
	m.due = day_of("2016-10-10");
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.at[0].due, day_of("2016-10-10"));
	add_golden_week(&c);
	out.n = 0;
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.at[0].due, day_of("2016-10-13"));
	assert_int_equal(out.at[0].end, moment_of(&c, "2016-10-14"));
	m.relative = "P10D";
	out.n = 0;
	occurrences_of(&m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.at[0].due, m.due);
	arena_release(&a);
	workday_release(&c.workdays);
}

static const struct none_row {
	const char *name;
	struct milestone m;
} none[] = {
    {"ongoing", {.kind = MILESTONE_ONGOING, .due = 17531}},
    {"unreadable", {.kind = MILESTONE_NONE, .due = 17531}},
    {"a date without a day", {.kind = MILESTONE_DATE, .due = DAY_NONE}},
    {"not started", {.kind = MILESTONE_RELATIVE, .relative = "P3BD", .due = DAY_NONE}},
    {"no rule", {.kind = MILESTONE_RECURRING, .due = DAY_NONE}},
    {"a broken rule",
	{.kind = MILESTONE_RECURRING, .recurrence = "FREQ=SOMETIMES", .due = DAY_NONE}},
    {"over before the notice",
	{.kind = MILESTONE_RECURRING, .recurrence = "FREQ=YEARLY;until=2015", .since = 17000}},
};

static void test_none(void **state)
{
	const struct none_row *row = *state;
	struct calendar c = {0};
	struct occurrences out = {0};
	struct occurrence named;
	struct arena a = {0};

	occurrences_of(&row->m, NULL, &c, 0, 30, &a, &out);
	assert_int_equal(out.n, 0);
	assert_false(occurrence_named(&row->m, NULL, &c, "", &named));
	assert_false(occurrence_named(&row->m, NULL, &c, "1", &named));
	arena_release(&a);
}

/* A length that cannot be read starts no clock. */
static void test_unreadable_length(void **state)
{
	struct calendar c = {0};
	struct milestone m = relative("BEFORE(验收)");
	struct event e = start_event("1", 5000, NULL);
	struct events events = {&e, 1, 1};
	struct occurrences out = {0};
	struct arena a = {0};

	(void)state;
	occurrences_of(&m, &events, &c, 0, 30, &a, &out);
	assert_int_equal(out.n, 0);
	arena_release(&a);
}

static const struct period_row {
	const char *name, *rule;
	struct duration length;
} periods[] = {
    {"year", "FREQ=YEARLY", {12, DURATION_MONTHS}},
    {"half year", "FREQ=MONTHLY;INTERVAL=6", {6, DURATION_MONTHS}},
    {"quarter", "FREQ=MONTHLY;INTERVAL=3", {3, DURATION_MONTHS}},
    {"month", "FREQ=MONTHLY", {1, DURATION_MONTHS}},
    {"week", "FREQ=WEEKLY", {7, DURATION_DAYS}},
    {"day", "FREQ=DAILY", {1, DURATION_DAYS}},
};

static void test_period(void **state)
{
	const struct period_row *row = *state;
	struct calendar c = {0};
	struct milestone m = recurring(row->rule, "2016-10-29");

	for (day today = civil_day(2016, 1, 1); today < civil_day(2018, 3, 1); today += 11) {
		struct occurrences out = {0};
		struct arena a = {0};

		occurrences_of(&m, NULL, &c, (moment)today * DAY_S, 30, &a, &out);
		assert_int_equal(out.n, 1);
		assert_int_equal(out.at[0].length.n, row->length.n);
		assert_int_equal(out.at[0].length.unit, row->length.unit);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_model),
	    cmocka_unit_test(test_side_by_side), cmocka_unit_test(test_date),
	    cmocka_unit_test(test_anchored), cmocka_unit_test(test_anchored_by_the_tables),
	    cmocka_unit_test(test_unreadable_length)};

	return table_run("turns", turns, test_turn) + table_run("clocks", clocks, test_clock) +
	       table_run("none", none, test_none) + table_run("periods", periods, test_period) +
	       cmocka_run_group_tests_name("occurrences", others, NULL, NULL);
}
