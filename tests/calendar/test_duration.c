#include "calendar/duration.h"
#include <string.h>
#include "base/file.h"
#include "table.h"

static const struct word_row {
	const char *name;
	int n;
	enum duration_unit unit;
	const char *iso;
} words[] = {
    {"45s", 45, DURATION_SECONDS, "PT45S"},
    {"10m", 10, DURATION_MINUTES, "PT10M"},
    {"24h", 24, DURATION_HOURS, "PT24H"},
    {"30d", 30, DURATION_DAYS, "P30D"},
    {"3wd", 3, DURATION_WORKDAYS, "P3BD"},
    {"2w", 2, DURATION_WEEKS, "P2W"},
    {"3mo", 3, DURATION_MONTHS, "P3M"},
    {"1y", 1, DURATION_YEARS, "P1Y"},
    {"0d", 0, DURATION_DAYS, "P0D"},
    {"0h", 0, DURATION_HOURS, "PT0H"},
};

static void test_word(void **state)
{
	const struct word_row *row = *state;
	struct duration d = {0}, iso = {0};
	char out[16];

	assert_true(duration_parse(row->name, &d));
	assert_int_equal(d.n, row->n);
	assert_int_equal(d.unit, row->unit);
	duration_print(d, out);
	assert_string_equal(out, row->name);
	duration_print_iso(d, out);
	assert_string_equal(out, row->iso);
	assert_true(duration_parse_iso(out, &iso));
	assert_memory_equal(&d, &iso, sizeof d);
}

static const struct bad_row {
	const char *name;
} bads[] = {{""}, {"d"}, {"30"}, {"30 d"}, {"-3d"}, {"+3d"}, {"3D"}, {"1.5d"}, {"3dd"},
    {"9999999999d"}, {"３d"}, {" 3d"}};

static void test_bad(void **state)
{
	const struct bad_row *row = *state;
	struct duration d = {.n = 7};

	assert_false(duration_parse(row->name, &d));
	assert_int_equal(d.n, 7);
}

static const struct bad_row bad_isos[] = {{""}, {"P"}, {"PT"}, {"P3"}, {"3D"}, {"P3H"}, {"PT3D"},
    {"P3BDX"}, {"P-3D"}, {"--P3D"}, {"P1Y6M"}, {"p3d"}, {"PT9999999999S"}, {"BEFORE(x)"}};

static void test_bad_iso(void **state)
{
	const struct bad_row *row = *state;
	struct duration d = {.n = 7};

	assert_false(duration_parse_iso(row->name, &d));
	assert_int_equal(d.n, 7);
}

static void test_before_the_event(void **state)
{
	struct duration d;
	char out[16];

	(void)state;
	assert_true(duration_parse_iso("-P30BD", &d));
	assert_int_equal(d.n, -30);
	assert_int_equal(d.unit, DURATION_WORKDAYS);
	duration_print_iso(d, out);
	assert_string_equal(out, "-P30BD");
	duration_print_iso((struct duration){-1000000000, DURATION_WORKDAYS}, out);
	assert_string_equal(out, "-P1000000000BD");
}

static const struct end_row {
	const char *name, *iso, *from, *last, *end;
} ends[] = {
    {"working days over National Day", "P3BD", "2016-09-30T15:00", "2016-10-10",
	"2016-10-11T00:00:00+08:00"},
    {"working days before", "-P2BD", "2016-10-09T15:00", "2016-09-30", "2016-10-01T00:00:00+08:00"},
    {"hours count from the minute", "PT24H", "2016-10-29T15:30", NULL, "2016-10-30T15:30:00+08:00"},
    {"minutes", "PT30M", "2016-10-29T23:45", NULL, "2016-10-30T00:15:00+08:00"},
    {"the same day", "P0D", "2016-10-29T15:30", "2016-10-29", "2016-10-30T00:00:00+08:00"},
    {"days, the first not counted", "P15D", "2016-10-29T15:30", "2016-11-13",
	"2016-11-14T00:00:00+08:00"},
    {"days before", "-P30D", "2016-10-31T08:00", "2016-10-01", "2016-10-02T00:00:00+08:00"},
    {"weeks", "P2W", "2016-10-29T15:30", "2016-11-12", "2016-11-13T00:00:00+08:00"},
    {"a month from the 31st", "P1M", "2016-10-31T15:30", "2016-11-30", "2016-12-01T00:00:00+08:00"},
    {"a year from a leap day", "P1Y", "2016-02-29T15:30", "2017-02-28",
	"2017-03-01T00:00:00+08:00"},
};

static void test_end(void **state)
{
	const struct end_row *row = *state;
	struct calendar c = {0};
	struct duration d;
	scope(errors) mistakes = {0};
	scope(arena) a = {0};
	moment from;
	char out[ZONE_ISO_BYTES];

	assert_true(zone_open("Asia/Shanghai", &c.zone, NULL));
	workday_load(&c.workdays, file_data(&a, "holidays/cn.tsv"), &mistakes);
	assert_true(duration_parse_iso(row->iso, &d));
	assert_true(zone_parse_iso(&c.zone, row->from, &from));
	zone_print_iso(&c.zone, duration_end(&c, d, from), out);
	assert_string_equal(out, row->end);
	assert_int_equal(duration_is_timed(d), !row->last);
	civil_print(duration_add_to(&c, d, zone_day(&c.zone, from, NULL)), out);
	assert_string_equal(out, row->last ? row->last : "");
	workday_release(&c.workdays);
}

static void test_far_ends(void **state)
{
	struct calendar c = {0};

	(void)state;
	for (int unit = DURATION_DAYS; unit <= DURATION_YEARS; unit++) {
		struct duration d = {1000000000, (enum duration_unit)unit},
				back = {-1000000000, d.unit};

		assert_int_equal(duration_add_to(&c, d, 0), DAY_NONE);
		assert_int_equal(duration_add_to(&c, back, 0), DAY_NONE);
		assert_true(duration_end(&c, d, 0) == MOMENT_NEVER);
	}
	assert_int_equal(duration_add_to(&c, (struct duration){5, DURATION_NONE}, 0), DAY_NONE);
}

static void test_seconds(void **state)
{
	(void)state;
	assert_int_equal(duration_seconds((struct duration){10, DURATION_MINUTES}), 600);
	assert_int_equal(duration_seconds((struct duration){-2, DURATION_HOURS}), -7200);
	assert_int_equal(duration_seconds((struct duration){30, DURATION_DAYS}), 2592000);
	assert_int_equal(duration_seconds((struct duration){1, DURATION_WEEKS}), 604800);
	assert_int_equal(duration_seconds((struct duration){0, DURATION_NONE}), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_before_the_event),
	    cmocka_unit_test(test_far_ends),
	    cmocka_unit_test(test_seconds),
	};

	return table_run("duration_parse", words, test_word) +
	       table_run("duration_parse: refused", bads, test_bad) +
	       table_run("duration_parse_iso: refused", bad_isos, test_bad_iso) +
	       table_run("duration_end", ends, test_end) +
	       cmocka_run_group_tests_name("duration", tests, NULL, NULL);
}
