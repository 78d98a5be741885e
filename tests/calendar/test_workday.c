#include "calendar/workday.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "table.h"

/* The shipped table of mainland China, as the programs find it. */
static struct workdays china(void)
{
	struct workdays w = {0};
	scope(errors) mistakes = {0};
	scope(arena) a = {0};

	workday_load(&w, file_data(&a, "holidays/cn.tsv"), &mistakes);
	errors_print(&mistakes, stderr);
	assert_int_equal(mistakes.list.n, 0);
	return w;
}

#define SCOPED __attribute__((cleanup(workday_release))) struct workdays

static day on(const char *s)
{
	day d = 0;

	assert_true(civil_parse(s, &d));
	return d;
}

/* As the notices of the State Council add up. */
static const struct year_row {
	const char *name;
	int year, workdays;
} years[] = {
    {"2016", 2016, 250},
    {"2017", 2017, 249},
    {"2018", 2018, 250},
    {"2019", 2019, 250},
    {"2020", 2020, 249},
    {"2021", 2021, 250},
    {"2022", 2022, 249},
    {"2023", 2023, 249},
    {"2024", 2024, 251},
    {"2025", 2025, 248},
    {"2026", 2026, 248},
};

/* Each day once more from the file's own text and the C library's weekday, then the year's sum. */
static void test_year(void **state)
{
	const struct year_row *row = *state;
	SCOPED w = china();
	scope(arena) a = {0};
	scope(text) table = {0};
	int n = 0;

	assert_true(file_read(file_data(&a, "holidays/cn.tsv"), 1 << 20, &table, NULL));
	for (day d = civil_day(row->year, 1, 1); d <= civil_day(row->year, 12, 31); d++) {
		time_t t = (time_t)d * 86400;
		char off[32], work[32], date[11];
		struct tm tm;
		bool is_off, is_work;

		gmtime_r(&t, &tm);
		strftime(date, sizeof date, "%Y-%m-%d", &tm);
		snprintf(off, sizeof off, "\n%s\toff\t", date);
		snprintf(work, sizeof work, "\n%s\twork\t", date);
		is_off = strstr(table.s, off);
		is_work = strstr(table.s, work);
		assert_int_equal(workday_is(&w, d), is_work || (!is_off && tm.tm_wday % 6));
		assert_int_equal(workday_name(&w, d) != NULL, is_off || is_work);
		n += workday_is(&w, d);
	}
	assert_int_equal(n, row->workdays);
	assert_int_equal(
	    workday_between(&w, civil_day(row->year, 1, 1) - 1, civil_day(row->year, 12, 31)),
	    row->workdays);
}

/* Single days that people remember. */
static const struct day_row {
	const char *name, *date;
	bool work;
	const char *holiday;
} days[] = {
    {"a Saturday worked for the Spring Festival", "2016-02-06", true, "春节"},
    {"National Day", "2016-10-01", false, "国庆节"},
    {"a Sunday worked after it", "2016-10-09", true, "国庆节"},
    {"the Spring Festival made longer in 2020", "2020-01-31", false, "春节"},
    {"a week day off in May", "2026-05-01", false, "劳动节"},
    {"an ordinary Monday", "2016-10-31", true, NULL},
    {"an ordinary Saturday", "2016-10-29", false, NULL},
    {"beyond the table, a Friday", "2030-10-04", true, NULL},
};

static void test_day(void **state)
{
	const struct day_row *row = *state;
	SCOPED w = china();
	const char *name = workday_name(&w, on(row->date));

	assert_int_equal(workday_is(&w, on(row->date)), row->work);
	if (row->holiday)
		assert_string_equal(name, row->holiday);
	else
		assert_null(name);
}

static const struct add_row {
	const char *name, *from;
	int n;
	const char *to;
} adds[] = {
    {"three from a Monday", "2016-10-31", 3, "2016-11-03"},
    {"three from a Friday", "2016-10-28", 3, "2016-11-02"},
    {"three from a Saturday", "2016-10-29", 3, "2016-11-02"},
    {"one over National Day", "2016-09-30", 1, "2016-10-08"},
    {"back over National Day", "2016-10-08", -1, "2016-09-30"},
    {"none", "2016-10-01", 0, "2016-10-01"},
    {"one before a Monday", "2016-10-31", -1, "2016-10-28"},
    {"beyond the table", "2030-01-04", 5, "2030-01-11"},
};

static void test_add(void **state)
{
	const struct add_row *row = *state;
	SCOPED w = china();
	char out[11];

	civil_print(workday_add(&w, on(row->from), row->n), out);
	assert_string_equal(out, row->to);
}

/* The nth working day by counting days one at a time. */
static day walked(const struct workdays *w, day d, int n)
{
	int direction = n < 0 ? -1 : 1;

	for (n = abs(n); n; n -= workday_is(w, d))
		d += direction;
	return d;
}

static int walked_between(const struct workdays *w, day from, day to)
{
	int n = 0;

	for (day d = from + 1; d <= to; d++)
		n += workday_is(w, d);
	return n;
}

static void test_sums_against_a_walk(void **state)
{
	SCOPED w = china();
	static const int steps[] = {-1300, -251, -30, -5, -1, 0, 1, 3, 4, 5, 6, 30, 251, 2600};

	(void)state;
	for (day d = on("2014-01-01"); d < on("2029-01-01"); d += 3)
		for (size_t i = 0; i < ROWS(steps); i++) {
			day to = workday_add(&w, d, steps[i]);

			assert_int_equal(to, walked(&w, d, steps[i]));
			if (steps[i] > 0)
				assert_int_equal(workday_between(&w, d, to), steps[i]);
		}
	for (day d = on("2015-06-01"); d < on("2028-01-01"); d += 11)
		for (day to = d; to < d + 1500; to += 37) {
			int n = walked_between(&w, d, to);

			assert_int_equal(workday_between(&w, d, to), n);
			assert_int_equal(workday_between(&w, to, d), -n);
		}
}

static void test_nearest(void **state)
{
	SCOPED w = china();

	(void)state;
	assert_int_equal(workday_at_or_before(&w, on("2016-10-07")), on("2016-09-30"));
	assert_int_equal(workday_at_or_after(&w, on("2016-10-01")), on("2016-10-08"));
	assert_int_equal(workday_at_or_before(&w, on("2016-10-08")), on("2016-10-08"));
	assert_int_equal(workday_at_or_after(&w, on("2016-10-08")), on("2016-10-08"));
}

static void test_far_sums_end(void **state)
{
	SCOPED w = china();
	struct workdays never = {.weekend = 0xfe};

	(void)state;
	assert_int_equal(workday_add(&w, 0, INT32_MAX), DAY_NONE);
	assert_int_equal(workday_add(&w, 0, INT32_MIN), DAY_NONE);
	assert_int_equal(workday_between(&w, 0, workday_add(&w, 0, 1000000)), 1000000);
	assert_int_equal(workday_add(&never, 0, 1), DAY_NONE);
	assert_int_equal(workday_at_or_before(&never, 0), DAY_NONE);
	assert_int_equal(workday_between(&never, 0, 100000), 0);
}

static void test_without_tables(void **state)
{
	struct workdays plain = {0}, friday = {.weekend = 1u << 5};

	(void)state;
	assert_true(workday_is(&plain, on("2016-10-03")));
	assert_false(workday_is(&plain, on("2016-10-08")));
	assert_true(workday_is(&friday, on("2016-10-08")));
	assert_false(workday_is(&friday, on("2016-10-07")));
	assert_false(workday_provisional(&plain, on("2030-01-01")));
}

static void test_horizon(void **state)
{
	SCOPED w = china();

	(void)state;
	assert_int_equal(w.horizon, on("2026-12-31"));
	assert_false(workday_provisional(&w, on("2026-12-31")));
	assert_true(workday_provisional(&w, on("2027-01-01")));
}

static const struct reach_row {
	const char *name, *today;
	bool far;
} reaches[] = {
    {"in spring", "2026-03-01", true},
    {"in October", "2026-10-31", true},
    {"in November", "2026-11-01", false},
    {"on the last day", "2026-12-31", false},
    {"years later", "2030-01-01", false},
};

static void test_reach(void **state)
{
	const struct reach_row *row = *state;
	SCOPED w = china();
	struct workdays none = {0};
	struct error err = {0};

	assert_int_equal(workday_reach_far(&w, on(row->today), &err), row->far);
	assert_int_equal(strstr(err.s, "end with 2026-12-31") != NULL, !row->far);
	assert_true(workday_reach_far(&none, on(row->today), NULL));
}

/* A table in a file of its own, loaded over what is there. */
static void load_words(struct workdays *w, const char *words, struct errors *mistakes)
{
	char path[] = "/tmp/test_workday.XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	assert_true(file_replace(path, words, strlen(words), NULL));
	workday_load(w, path, mistakes);
	unlink(path);
}

static void test_later_tables_win_by_day(void **state)
{
	SCOPED w = {0};
	scope(errors) mistakes = {0};

	(void)state;
	load_words(&w, "2026-01-02\toff\ta\n2026-01-05\toff\tb\n", &mistakes);
	load_words(&w, "2026-01-03\twork\td\n2026-01-02\twork\tc\n2027-03-01\toff\te\n", &mistakes);
	assert_int_equal(mistakes.list.n, 0);
	assert_int_equal(w.exceptions.n, 4);
	assert_true(workday_is(&w, on("2026-01-02")));
	assert_string_equal(workday_name(&w, on("2026-01-02")), "c");
	assert_true(workday_is(&w, on("2026-01-03")));
	assert_false(workday_is(&w, on("2026-01-05")));
	assert_int_equal(w.horizon, on("2027-12-31"));
	for (size_t i = 1; i < w.exceptions.n; i++)
		assert_true(w.exceptions.at[i - 1].day < w.exceptions.at[i].day);
}

static const struct mistake_row {
	const char *name, *row, *words;
} mistake_rows[] = {
    {"no such day", "2017-02-30\toff\tx", "\"2017-02-30\" is no day"},
    {"no day", "soon\toff\tx", "\"soon\" is no day"},
    {"a long day", "20170101201701012017010120170101201701012017010120170101\toff\tx", "is no day"},
    {"spaces for tabs", "2017-01-01 off x", "is no day"},
    {"no kind", "2017-01-01", "needs \"off\" or \"work\""},
    {"another kind", "2017-01-01\thalf\tx", "needs \"off\" or \"work\""},
    {"no name", "2017-01-01\toff", "needs the holiday's name"},
    {"a bad name", "2017-01-01\toff\t\xff", "needs the holiday's name"},
    {"a day twice", "2016-01-01\twork\tx", "stands here a second time"},
};

static void test_mistake(void **state)
{
	const struct mistake_row *row = *state;
	SCOPED w = {0};
	scope(errors) mistakes = {0};
	char words[256];

	snprintf(words, sizeof words,
	    "#date\tkind\tname\r\n2016-01-01\toff\t元旦\r\n\n%s\n2016-01-04\toff\tlast\n",
	    row->row);
	load_words(&w, words, &mistakes);
	assert_int_equal(mistakes.list.n, 1);
	assert_int_equal(mistakes.list.at[0].line, 4);
	assert_non_null(strstr(mistakes.list.at[0].message, row->words));
	assert_false(workday_is(&w, on("2016-01-04")));
}

static void test_missing_table_is_a_mistake(void **state)
{
	SCOPED w = {0};
	scope(errors) mistakes = {0};

	(void)state;
	workday_load(&w, "/no/such/table", &mistakes);
	assert_int_equal(mistakes.list.n, 1);
	assert_string_equal(mistakes.list.at[0].file, "/no/such/table");
	assert_string_equal(
	    mistakes.list.at[0].message, "cannot be opened: No such file or directory");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sums_against_a_walk),
	    cmocka_unit_test(test_nearest),
	    cmocka_unit_test(test_far_sums_end),
	    cmocka_unit_test(test_without_tables),
	    cmocka_unit_test(test_horizon),
	    cmocka_unit_test(test_later_tables_win_by_day),
	    cmocka_unit_test(test_missing_table_is_a_mistake),
	};

	return table_run("working days of a year", years, test_year) +
	       table_run("workday_is", days, test_day) + table_run("workday_add", adds, test_add) +
	       table_run("workday_reach_far", reaches, test_reach) +
	       table_run("workday_load: mistakes", mistake_rows, test_mistake) +
	       cmocka_run_group_tests_name("workday", tests, NULL, NULL);
}
