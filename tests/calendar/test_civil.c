#include "calendar/civil.h"
#include <string.h>
#include <time.h>
#include "table.h"

/* Every day from 1900 to 2200 against the C library's reckoning. */
static void test_days_agree_with_the_c_library(void **state)
{
	day last = civil_day(2200, 12, 31);

	(void)state;
	assert_int_equal(civil_day(1970, 1, 1), 0);
	for (day d = civil_day(1900, 1, 1); d <= last; d++) {
		time_t t = (time_t)d * 86400;
		struct tm tm;
		struct civil c = civil_of(d);

		gmtime_r(&t, &tm);
		assert_int_equal(c.year, tm.tm_year + 1900);
		assert_int_equal(c.month, tm.tm_mon + 1);
		assert_int_equal(c.mday, tm.tm_mday);
		assert_int_equal(civil_weekday(d), tm.tm_wday ? tm.tm_wday : 7);
		assert_int_equal(civil_day(c.year, c.month, c.mday), d);
	}
}

static void test_all_years_hang_together(void **state)
{
	day expected = civil_day(1, 1, 1);

	(void)state;
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++) {
			assert_int_equal(civil_day(year, month, 1), expected);
			expected += civil_month_days(year, month);
			assert_int_equal(civil_month_last(year, month), expected - 1);
		}
}

static const struct none_row {
	const char *name;
	int year, month, mday;
} nones[] = {
    {"30 February", 2017, 2, 30},
    {"29 February 2017", 2017, 2, 29},
    {"29 February 1900", 1900, 2, 29},
    {"31 April", 2017, 4, 31},
    {"month 13", 2017, 13, 1},
    {"month 0", 2017, 0, 1},
    {"day 0", 2017, 1, 0},
    {"negative day", 2017, 1, -1},
    {"year 0", 0, 1, 1},
    {"year 10000", 10000, 1, 1},
    {"everything wrong", -1, -1, -1},
};

static void test_none(void **state)
{
	const struct none_row *row = *state;

	assert_int_equal(civil_day(row->year, row->month, row->mday), DAY_NONE);
}

static const struct add_row {
	const char *name, *from;
	int months;
	const char *to;
} adds[] = {
    {"31 January and a month", "2017-01-31", 1, "2017-02-28"},
    {"31 January and a month in a leap year", "2016-01-31", 1, "2016-02-29"},
    {"over the year", "2016-11-15", 3, "2017-02-15"},
    {"back over the year", "2017-02-15", -3, "2016-11-15"},
    {"back to a short month", "2017-03-31", -1, "2017-02-28"},
    {"leap day and a year", "2016-02-29", 12, "2017-02-28"},
    {"leap day and four years", "2016-02-29", 48, "2020-02-29"},
    {"nothing", "2016-02-29", 0, "2016-02-29"},
    {"ten years", "2019-01-24", 120, "2029-01-24"},
};

static void test_add_months(void **state)
{
	const struct add_row *row = *state;
	char out[11];
	day d = 0;

	assert_true(civil_parse(row->from, &d));
	civil_print(civil_add_months(d, row->months), out);
	assert_string_equal(out, row->to);
}

static void test_add_months_ends_with_the_calendar(void **state)
{
	(void)state;
	assert_int_equal(civil_add_months(civil_day(9999, 12, 1), 1), DAY_NONE);
	assert_int_equal(civil_add_months(civil_day(1, 1, 1), -1), DAY_NONE);
	assert_int_equal(civil_add_months(0, INT32_MAX), DAY_NONE);
	assert_int_equal(civil_add_months(0, INT32_MIN), DAY_NONE);
	assert_int_equal(civil_add_months(DAY_NONE, 5), DAY_NONE);
}

static const struct bad_row {
	const char *name, *s;
} bads[] = {
    {"nothing", ""},
    {"no leading zeros", "2017-1-1"},
    {"slashes", "2017/01/01"},
    {"something behind", "2017-01-01 "},
    {"something before", " 2017-01-01"},
    {"no such day", "2017-02-30"},
    {"signs", "2017--1-01"},
    {"letters", "2017-0x-01"},
    {"full-width", "２０１７-01-01"},
    {"year 0", "0000-01-01"},
};

static void test_bad(void **state)
{
	const struct bad_row *row = *state;
	day d = 77;

	assert_false(civil_parse(row->s, &d));
	assert_int_equal(d, 77);
}

static void test_print(void **state)
{
	char out[11];

	(void)state;
	civil_print(civil_day(1, 1, 1), out);
	assert_string_equal(out, "0001-01-01");
	civil_print(civil_day(9999, 12, 31), out);
	assert_string_equal(out, "9999-12-31");
	civil_print(DAY_NONE, out);
	assert_string_equal(out, "");
	civil_print(INT32_MAX, out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days_agree_with_the_c_library),
	    cmocka_unit_test(test_all_years_hang_together),
	    cmocka_unit_test(test_add_months_ends_with_the_calendar),
	    cmocka_unit_test(test_print),
	};

	return table_run("civil_day: none", nones, test_none) +
	       table_run("civil_add_months", adds, test_add_months) +
	       table_run("civil_parse: refused", bads, test_bad) +
	       cmocka_run_group_tests_name("civil", tests, NULL, NULL);
}
