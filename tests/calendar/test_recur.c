#include "calendar/recur.h"
#include <stdlib.h>
#include <string.h>
#include "table.h"

static struct recurrence rule(const char *s)
{
	struct recurrence r = {0};
	struct error err = {{0}};

	if (!recur_parse(s, &r, &err))
		fail_msg("%s", err.s);
	return r;
}

static day on(const char *s)
{
	day d = 0;

	assert_true(civil_parse(s, &d));
	return d;
}

/* Each form of rule that notices lead to: the due days after a day, and the name of the first. */
static const struct next_row {
	const char *name, *after, *due, *occurrence;
} nexts[] = {
    {"FREQ=YEARLY", "2016-10-29", "2016-12-31 2017-12-31 2018-12-31", "2016"},
    {"FREQ=YEARLY;start=2016", "2015-03-01", "2016-12-31 2017-12-31", "2016"},
    {"FREQ=YEARLY;INTERVAL=2", "2016-10-29", "2016-12-31 2018-12-31 2020-12-31", "2016"},
    {"FREQ=YEARLY;INTERVAL=2;start=2017", "2016-10-29", "2017-12-31 2019-12-31", "2017"},
    {"FREQ=YEARLY;INTERVAL=3;start=2018", "2016-10-29", "2018-12-31 2021-12-31 2024-12-31", "2018"},
    {"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", "2019-03-31", "2020-03-31 2021-03-31", "2020"},
    {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2018-12-06", "2019-02-28 2020-02-29 2021-02-28",
	"2019"},
    {"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "2018-12-05", "2019-01-31 2020-01-31", "2019"},
    {"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10", "2018-12-05", "2019-03-10 2020-03-10", "2019"},
    {"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2018-12-31", "2019-12-31 2020-12-31", "2019"},
    {"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "2018-12-30", "2018-12-31 2019-12-31", "2018"},
    {"FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1;start=2017", "2015-01-01", "2017-10-31 2018-10-31",
	"2017"},
    {"FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "2018-06-30", "2018-12-31 2019-06-30 2019-12-31",
	"2018-12"},
    {"FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=-1;start=2018-06", "2018-01-01",
	"2020-03-31 2022-03-31", "2020"},
    {"FREQ=MONTHLY", "2018-01-31", "2018-02-28 2018-03-31 2018-04-30", "2018-02"},
    {"FREQ=MONTHLY;INTERVAL=2", "2018-01-31", "2018-02-28 2018-04-30", "2018-02"},
    {"FREQ=MONTHLY;INTERVAL=3", "2018-01-31", "2018-03-31 2018-06-30 2018-09-30 2018-12-31",
	"2018-03"},
    {"FREQ=MONTHLY;INTERVAL=3;start=2018", "2015-04-02", "2018-03-31 2018-06-30", "2018-03"},
    {"FREQ=MONTHLY;INTERVAL=3;start=2018-02-15", "2015-04-02", "2018-03-31 2018-06-30", "2018-03"},
    {"FREQ=MONTHLY;INTERVAL=6", "2018-06-29", "2018-06-30 2018-12-31 2019-06-30", "2018-06"},
    {"FREQ=MONTHLY;INTERVAL=18;start=2018", "2017-01-01", "2019-06-30 2020-12-31", "2019-06"},
    {"FREQ=MONTHLY;BYMONTHDAY=5", "2018-01-05", "2018-02-05 2018-03-05", "2018-02"},
    {"FREQ=MONTHLY;BYMONTHDAY=10", "2018-01-05", "2018-01-10 2018-02-10", "2018-01"},
    {"FREQ=MONTHLY;BYMONTHDAY=25", "2018-12-25", "2019-01-25 2019-02-25", "2019-01"},
    {"FREQ=MONTHLY;BYMONTHDAY=31", "2018-01-31", "2018-03-31 2018-05-31 2018-07-31", "2018-03"},
    {"FREQ=MONTHLY;BYMONTHDAY=10,20,-1", "2018-02-10", "2018-02-20 2018-02-28 2018-03-10",
	"2018-02-20"},
    {"FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2018-01-31", "2018-03-31 2018-06-30",
	"2018-03"},
    {"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", "2018-01-10", "2018-04-10 2018-07-10", "2018-04"},
    {"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10;start=2018-02", "2017-01-10", "2018-02-10 2018-05-10",
	"2018-02"},
    {"FREQ=MONTHLY;BYDAY=1MO", "2018-01-01", "2018-02-05 2018-03-05 2018-04-02", "2018-02"},
    {"FREQ=MONTHLY;BYDAY=-1FR", "2018-01-01", "2018-01-26 2018-02-23", "2018-01"},
    {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-04-12", "2026-04-30 2026-05-29",
	"2026-04"},
    {"FREQ=WEEKLY", "2018-01-03", "2018-01-07 2018-01-14", "2018-01-07"},
    {"FREQ=WEEKLY;INTERVAL=2;start=2018-01-03", "2017-01-01", "2018-01-14 2018-01-28",
	"2018-01-14"},
    {"FREQ=WEEKLY;BYDAY=FR", "2018-01-05", "2018-01-12 2018-01-19", "2018-01-12"},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;start=2018-01-03", "2018-01-01",
	"2018-01-05 2018-01-15 2018-01-19", "2018-01-05"},
    {"FREQ=DAILY", "2018-02-28", "2018-03-01 2018-03-02", "2018-03-01"},
    {"FREQ=DAILY;INTERVAL=10;start=2018-01-01", "2018-01-01", "2018-01-10 2018-01-20",
	"2018-01-10"},
    {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2018-01-05", "2018-01-08 2018-01-09", "2018-01-08"},
    {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2016-02-29", "2020-02-29 2024-02-29", "2020"},
    {"FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2026-12-31", "2027-01-03 2033-01-02", NULL},
    /* Day parts left open: the end of the month or of the week. */
    {"FREQ=YEARLY;BYMONTH=3", "2018-03-31", "2019-03-31 2020-03-31", "2019"},
    {"FREQ=MONTHLY;BYMONTH=3,9", "2018-03-31", "2018-09-30 2019-03-31", "2018-09"},
    {"FREQ=YEARLY;BYMONTHDAY=-1", "2018-01-31", "2018-02-28 2018-03-31", "2018-02"},
    {"FREQ=YEARLY;BYWEEKNO=1", "2018-01-01", "2018-01-07 2019-01-06", NULL},
    {"freq=monthly;bymonthday=10", "2018-01-05", "2018-01-10 2018-02-10", "2018-01"},
};

static void test_next(void **state)
{
	const struct next_row *row = *state;
	struct recurrence r = rule(row->name);
	day d = recur_next(&r, on(row->after));
	char out[16];

	if (row->occurrence) {
		recur_name(&r, d, out);
		assert_string_equal(out, row->occurrence);
	}
	for (const char *due = row->due; *due; due += strcspn(due, " "), due += *due == ' ') {
		civil_print(d, out);
		assert_memory_equal(out, due, 10);
		d = recur_next(&r, d);
	}
}

/* Twelve years, walked: the last up to a day is the one before the next, each name is one
   occurrence's and leads back to it. */
static void test_ways_back(void **state)
{
	const struct next_row *row = *state;
	struct recurrence r = rule(row->name);
	day end = on("2028-01-01"), before = DAY_NONE;
	char name[16], earlier[16] = "";

	for (day d = recur_next(&r, on("2015-12-31")); d < end; before = d, d = recur_next(&r, d)) {
		if (before == DAY_NONE)
			before = recur_last(&r, d - 1);
		assert_true(d > before);
		assert_int_equal(recur_last(&r, d), d);
		assert_int_equal(recur_last(&r, d - 1), before);
		assert_int_equal(recur_next(&r, d - 1), d);
		recur_name(&r, d, name);
		assert_string_not_equal(name, earlier);
		assert_int_equal(recur_named(&r, name), d);
		strcpy(earlier, name);
	}
}

static const struct end_row {
	const char *name, *after, *due;
} ends[] = {
    {"FREQ=YEARLY;until=2018", "2016-10-29", "2016-12-31 2017-12-31 2018-12-31"},
    {"FREQ=YEARLY;until=2018-06", "2016-10-29", "2016-12-31 2017-12-31"},
    {"FREQ=YEARLY;start=2017;until=2018", "2010-01-01", "2017-12-31 2018-12-31"},
    {"FREQ=MONTHLY;BYMONTHDAY=10;start=2018-01-11;until=2018-03-09", "2010-01-01", "2018-02-10"},
    {"FREQ=MONTHLY;BYMONTHDAY=10;until=2018-03-10", "2018-01-11", "2018-02-10 2018-03-10"},
    {"until=2018;FREQ=MONTHLY;INTERVAL=6;start=2018", "2010-01-01", "2018-06-30 2018-12-31"},
    {"FREQ=YEARLY;start=2019;until=2018", "2010-01-01", ""},
    {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2010-01-01", ""},
    {"FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "2010-01-01", ""},
    {"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2010-01-01", ""},
    {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2010-01-01", ""},
    {"FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29;start=2018", "2010-01-01", ""},
};

static void test_end(void **state)
{
	const struct end_row *row = *state;
	struct recurrence r = rule(row->name);
	day d = recur_next(&r, on(row->after)), last = DAY_NONE;
	char out[11];

	for (const char *due = row->due; *due; due += strcspn(due, " "), due += *due == ' ') {
		civil_print(d, out);
		assert_memory_equal(out, due, 10);
		last = d;
		d = recur_next(&r, d);
	}
	assert_int_equal(d, DAY_NONE);
	assert_int_equal(recur_last(&r, on("2030-01-01")), last);
	assert_int_equal(recur_last(&r, on("2010-01-01")),
	    strstr(row->name, "start") || !*row->due ? DAY_NONE : recur_last(&r, on("2010-01-01")));
}

static const struct bad_row {
	const char *name, *words;
} bads[] = {
    {"", "is no RFC 5545 rule"},
    {"yearly", "is no RFC 5545 rule"},
    {"BYMONTH=3", "is no RFC 5545 rule"},
    {"FREQ=OFTEN", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;FOO=3", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;INTERVAL=0", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;INTERVAL=-1", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;INTERVAL=99999", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=32", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;BYMONTH=3;BYMONTH=4", "is no RFC 5545 rule"},
    {"FREQ=YEARLY;BYDAY=XX", "is no RFC 5545 rule"},
    {"FREQ=HOURLY", "is finer than a day"},
    {"FREQ=DAILY;BYHOUR=9", "is finer than a day"},
    {"FREQ=YEARLY;COUNT=3", "write the end behind it"},
    {"FREQ=YEARLY;UNTIL=20180101", "write the end behind it"},
    {"FREQ=YEARLY;BYMONTH=13", "BYMONTH goes from 1 to 12"},
    {"FREQ=YEARLY;BYMONTH=0", "BYMONTH"},
    {"FREQ=YEARLY;BYMONTH=5L", "BYMONTH goes from 1 to 12"},
    {"FREQ=DAILY;BYMONTHDAY=10,-1", "cannot be followed"},
    {"FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=1", "cannot be followed"},
    {"FREQ=YEARLY;BYMONTHDAY=10;BYDAY=-1FR", "cannot be followed"},
    {"FREQ=WEEKLY;BYDAY=2TU", "does not allow"},
    {"FREQ=DAILY;BYDAY=2TU", "does not allow"},
    {"FREQ=WEEKLY;BYMONTHDAY=2", "does not allow"},
    {"FREQ=MONTHLY;BYWEEKNO=2", "does not allow"},
    {"FREQ=MONTHLY;BYYEARDAY=2", "does not allow"},
    {"FREQ=YEARLY;BYWEEKNO=2;BYDAY=2TU", "does not allow"},
    {"rscale=hebrew;FREQ=OFTEN", "leave RSCALE out"},
    {"FREQ=YEARLY;RSCALE=CHINESE", "leave RSCALE out"},
    {"FREQ=YEARLY;BYSETPOS=1", "chooses from nothing"},
    {"FREQ=YEARLY;start=soon", "has no day in start="},
    {"FREQ=YEARLY;start=", "has no day in start="},
    {"FREQ=YEARLY;until=2018-02-30", "has no day in until="},
    {"FREQ=YEARLY;until=2018-13", "has no day in until="},
    {"FREQ=YEARLY;start=1066", "from 1900 on"},
    {"FREQ=YEARLY;start=99999999999999999999999999", "has no day in start="},
    {"FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,"
     "27,28,29,30,31;"
     "BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU",
	"is longer than 159 bytes"},
};

static void test_bad(void **state)
{
	const struct bad_row *row = *state;
	struct recurrence r = {0};
	struct error err = {{0}};

	strcpy(r.rule, "kept");
	assert_false(recur_parse(row->name, &r, &err));
	assert_non_null(strstr(err.s, row->words));
	assert_non_null(strstr(err.s, row->name));
	assert_string_equal(r.rule, "kept");
}

static void test_parts_are_kept_apart(void **state)
{
	struct recurrence r =
	    rule("FREQ=YEARLY;BYMONTH=3;start=2017-05;;BYMONTHDAY=-1;until=2020;");

	(void)state;
	assert_string_equal(r.rule, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1");
	assert_int_equal(r.start, on("2017-05-01"));
	assert_int_equal(r.until, on("2020-12-31"));
	assert_false(r.bare);
	assert_true(rule("FREQ=MONTHLY;INTERVAL=3").bare);
	assert_int_equal(rule("FREQ=YEARLY").start, DAY_NONE);
	assert_int_equal(rule("FREQ=YEARLY").until, DAY_NONE);
	assert_int_equal(rule("FREQ=YEARLY;until=2018-02").until, on("2018-02-28"));
}

static void test_unknown_names(void **state)
{
	static const char *const names[] = {
	    "", "2018-03", "18", "2018-03-31", "2018-13", "20180", "next"};
	struct recurrence r = rule("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1;start=2018");

	(void)state;
	for (size_t i = 0; i < ROWS(names); i++)
		assert_int_equal(recur_named(&r, names[i]), DAY_NONE);
	assert_int_equal(recur_named(&r, "2017"), DAY_NONE);
	assert_int_equal(recur_named(&r, "2018"), on("2018-03-31"));
}

static void test_far_days(void **state)
{
	static const char *const rules[] = {"FREQ=YEARLY", "FREQ=DAILY;INTERVAL=32767",
	    "FREQ=YEARLY;INTERVAL=32767", "FREQ=MONTHLY;BYMONTHDAY=10",
	    "FREQ=YEARLY;INTERVAL=32767;BYMONTH=3;start=1900",
	    "FREQ=WEEKLY;INTERVAL=32767;BYDAY=MO"};
	static const day days[] = {
	    DAY_NONE, DAY_NONE + 1, -800000, -1, 2896790, 2896791, 2932896, INT32_MAX};

	(void)state;
	for (size_t i = 0; i < ROWS(rules); i++)
		for (size_t k = 0; k < ROWS(days); k++) {
			struct recurrence r = rule(rules[i]);
			day next = recur_next(&r, days[k]), last = recur_last(&r, days[k]);

			assert_true(next == DAY_NONE || next > days[k]);
			assert_true(last <= days[k]);
		}
}

/* Pieces of rules thrown together: refused, or days that move on. */
static void test_random_rules(void **state)
{
	static const char *const pieces[] = {"FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY",
	    "FREQ=DAILY", "INTERVAL=2", "INTERVAL=5", "BYMONTH=2,11", "BYMONTH=1", "BYMONTHDAY=-1",
	    "BYMONTHDAY=15,31", "BYDAY=MO,FR", "BYDAY=2TU", "BYSETPOS=1", "BYWEEKNO=20",
	    "BYYEARDAY=200", "start=2018-05", "until=2040", ";", "=", "WKST=SU"};
	int taken = 0;

	(void)state;
	srand(2016);
	for (int round = 0; round < 400; round++) {
		struct recurrence r;
		char s[128] = "";
		day d = on("2019-06-15");

		strcat(s, pieces[rand() % 4]);
		for (int n = rand() % 4; n; n--)
			strcat(strcat(s, ";"), pieces[4 + (size_t)rand() % (ROWS(pieces) - 4)]);
		if (!recur_parse(s, &r, NULL))
			continue;
		taken++;
		for (int i = 0; i < 3 && d != DAY_NONE; i++) {
			day next = recur_next(&r, d);

			if (next != DAY_NONE) {
				assert_true(next > d);
				if (recur_last(&r, next) != next ||
				    recur_next(&r, next - 1) != next)
					fail_msg("%s: %d, last %d, next %d", s, next,
					    recur_last(&r, next), recur_next(&r, next - 1));
			}
			d = next;
		}
	}
	assert_true(taken > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_parts_are_kept_apart),
	    cmocka_unit_test(test_unknown_names),
	    cmocka_unit_test(test_far_days),
	    cmocka_unit_test(test_random_rules),
	};

	return table_run("recur_next", nexts, test_next) +
	       table_run("recur: the ways back", nexts, test_ways_back) +
	       table_run("recur: ends", ends, test_end) +
	       table_run("recur_parse: refused", bads, test_bad) +
	       cmocka_run_group_tests_name("recur", tests, NULL, NULL);
}
