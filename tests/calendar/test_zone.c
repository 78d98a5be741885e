#include "calendar/zone.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "table.h"

static struct zone zone(const char *name)
{
	struct zone z = {0};
	struct error err = {{0}};

	if (!zone_open(name, &z, &err))
		fail_msg("%s", err.s);
	return z;
}

/* Local times, also such as a change of the clock skips or repeats. */
static const struct local_row {
	const char *name, *zone;
	int year, month, mday, hour, minute;
	const char *iso;
} locals[] = {
    {"no summer time", "Asia/Shanghai", 2016, 10, 29, 8, 0, "2016-10-29T08:00:00+08:00"},
    {"UTC", "UTC", 2016, 10, 29, 0, 0, "2016-10-29T00:00:00+00:00"},
    {"New York, before the gap", "America/New_York", 2026, 3, 8, 1, 59,
	"2026-03-08T01:59:00-05:00"},
    {"New York, in the gap", "America/New_York", 2026, 3, 8, 2, 30, "2026-03-08T03:30:00-04:00"},
    {"New York, gap's first minute", "America/New_York", 2026, 3, 8, 2, 0,
	"2026-03-08T03:00:00-04:00"},
    {"New York, after the gap", "America/New_York", 2026, 3, 8, 3, 0, "2026-03-08T03:00:00-04:00"},
    {"New York, twice: the first", "America/New_York", 2026, 11, 1, 1, 30,
	"2026-11-01T01:30:00-04:00"},
    {"New York, before it", "America/New_York", 2026, 11, 1, 0, 59, "2026-11-01T00:59:00-04:00"},
    {"New York, after it", "America/New_York", 2026, 11, 1, 2, 0, "2026-11-01T02:00:00-05:00"},
    {"London, in the gap", "Europe/London", 2026, 3, 29, 1, 30, "2026-03-29T02:30:00+01:00"},
    {"London, twice: the first", "Europe/London", 2026, 10, 25, 1, 30, "2026-10-25T01:30:00+01:00"},
    {"London, after it", "Europe/London", 2026, 10, 25, 2, 0, "2026-10-25T02:00:00+00:00"},
    {"London, summer", "Europe/London", 2026, 7, 1, 9, 10, "2026-07-01T09:10:00+01:00"},
    {"Sydney, in the gap", "Australia/Sydney", 2026, 10, 4, 2, 30, "2026-10-04T03:30:00+11:00"},
    {"half an hour of summer time", "Australia/Lord_Howe", 2026, 10, 4, 2, 15,
	"2026-10-04T02:45:00+11:00"},
    {"a quarter", "Asia/Kathmandu", 2026, 1, 1, 9, 10, "2026-01-01T09:10:00+05:45"},
    {"a day that was left out", "Pacific/Apia", 2011, 12, 30, 12, 0, "2011-12-31T12:00:00+14:00"},
    {"an hour that runs into the next day", "Asia/Shanghai", 2026, 12, 31, 25, 0,
	"2027-01-01T01:00:00+08:00"},
};

static void test_local(void **state)
{
	const struct local_row *row = *state;
	struct zone z = zone(row->zone);
	char out[ZONE_ISO_BYTES];
	moment back;

	zone_print_iso(&z,
	    zone_moment(&z, civil_day(row->year, row->month, row->mday),
		row->hour * 3600 + row->minute * 60),
	    out);
	assert_string_equal(out, row->iso);
	assert_true(zone_parse_iso(&z, row->iso, &back));
	zone_print_iso(&z, back, out);
	assert_string_equal(out, row->iso);
}

static const struct zone_row {
	const char *name;
} zones[] = {
    {"Asia/Shanghai"},
    {"America/New_York"},
    {"Europe/London"},
    {"Australia/Sydney"},
    {"Asia/Hong_Kong"},
    {"Africa/Casablanca"},
    {"Pacific/Auckland"},
    {"Asia/Kathmandu"},
    {"Etc/GMT-8"},
    {"PRC"},
};

/* Every seven hours of 2015–2060 against the C library. */
static void test_offsets(void **state)
{
	const struct zone_row *row = *state;
	struct zone z = zone(row->name);

	setenv("TZ", row->name, 1);
	tzset();
	for (moment at = 1420070400; at < 2871763200; at += 7 * 3600) {
		time_t t = at;
		int second;
		struct tm tm;

		localtime_r(&t, &tm);
		assert_int_equal(zone_offset(&z, at), tm.tm_gmtoff);
		assert_int_equal(zone_day(&z, at, &second),
		    civil_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday));
		assert_int_equal(second, tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec);
	}
	unsetenv("TZ");
}

/* Each local half hour of a year: later ones are never earlier moments, and existing ones come back
   as they were. */
static void test_moments_keep_their_order(void **state)
{
	const struct zone_row *row = *state;
	struct zone z = zone(row->name);
	moment before = 0;

	for (day d = civil_day(2026, 1, 1); d < civil_day(2027, 1, 1); d++)
		for (int s = 0; s < DAY_S; s += 1800) {
			moment at = zone_moment(&z, d, s);
			int second;

			assert_true(at >= before - 3600);
			assert_in_range(zone_day(&z, at, &second), d, d + 1);
			assert_true(second == s || second == (s + 3600) % DAY_S);
			before = at;
		}
}

static const struct system_row {
	const char *name, *tz, *zone;
} systems[] = {
    {"TZ names one", "Asia/Hong_Kong", "Asia/Hong_Kong"},
    {"TZ with a colon", ":Europe/London", "Europe/London"},
    {"TZ with a path", ":/usr/share/zoneinfo/Asia/Kathmandu", "Asia/Kathmandu"},
    {"TZ is UTC", "UTC", "UTC"},
};

static void test_system(void **state)
{
	const struct system_row *row = *state;

	setenv("TZ", row->tz, 1);
	assert_string_equal(zone("").name, row->zone);
	assert_string_equal(zone(NULL).name, row->zone);
	unsetenv("TZ");
}

static const struct unknown_row {
	const char *name;
} unknowns[] = {{"Asia/Nowhere"}, {"CST-8"}, {"../../../etc/passwd"}, {"/etc/passwd"}, {"Asia"},
    {"Asia/Shang hai"}};

static void test_unknown(void **state)
{
	const struct unknown_row *row = *state;
	struct zone z = {.name = "kept"};
	struct error err;

	assert_false(zone_open(row->name, &z, &err));
	assert_non_null(strstr(err.s, row->name));
	assert_string_equal(z.name, "kept");
}

static void test_mail_dates(void **state)
{
	char out[ZONE_MAIL_BYTES];
	struct zone china = zone("Asia/Shanghai"), york = zone("America/New_York");

	(void)state;
	zone_print_mail(&china, zone_moment(&china, civil_day(2026, 11, 23), 33000), out);
	assert_string_equal(out, "Mon, 23 Nov 2026 09:10:00 +0800");
	zone_print_mail(&york, 0, out);
	assert_string_equal(out, "Wed, 31 Dec 1969 19:00:00 -0500");
}

static void test_ends_of_time_are_printed(void **state)
{
	static const moment ends[] = {MOMENT_NEVER, INT64_MIN, MOMENT_NEVER - 1, 4102444800000};
	struct zone z = zone("America/New_York");
	char iso[ZONE_ISO_BYTES], mail[ZONE_MAIL_BYTES];

	(void)state;
	for (size_t i = 0; i < ROWS(ends); i++) {
		zone_print_iso(&z, ends[i], iso);
		zone_print_mail(&z, ends[i], mail);
		assert_int_equal(strlen(iso), 25);
	}
}

static const struct parse_row {
	const char *name, *s;
	bool good;
	moment at;
} parses[] = {
    {"a bare day", "2016-10-29", true, 1477670400},
    {"minutes, local", "2016-10-29T08:00", true, 1477699200},
    {"a space", "2016-10-29 08:00:01", true, 1477699201},
    {"UTC", "2016-10-29T00:00:00Z", true, 1477699200},
    {"offset", "2016-10-29T08:00:00+08:00", true, 1477699200},
    {"offset without a colon", "2016-10-28T19:00-0500", true, 1477699200},
    {"offset of hours", "2016-10-29T08:00+08", true, 1477699200},
    {"a fraction", "2016-10-29T08:00:00.750+08:00", true, 1477699200},
    {"a day with Z", "2016-10-29Z", false, 0},
    {"no such day", "2017-02-30T08:00", false, 0},
    {"hour 24", "2016-10-29T24:00", false, 0},
    {"minute 60", "2016-10-29T08:60", false, 0},
    {"one digit", "2016-10-29T8:00", false, 0},
    {"nothing behind T", "2016-10-29T", false, 0},
    {"cut off", "2016-10-29T08:", false, 0},
    {"a dot alone", "2016-10-29T08:00:00.", false, 0},
    {"half an offset", "2016-10-29T08:00+", false, 0},
    {"a long offset", "2016-10-29T08:00+08:00:00", false, 0},
    {"words behind", "2016-10-29T08:00:00Z now", false, 0},
    {"nothing", "", false, 0},
    {"words", "tomorrow", false, 0},
};

static void test_parse(void **state)
{
	const struct parse_row *row = *state;
	struct zone z = zone("Asia/Shanghai");
	moment at = 0;

	assert_int_equal(zone_parse_iso(&z, row->s, &at), row->good);
	assert_int_equal(at, row->at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mail_dates),
	    cmocka_unit_test(test_ends_of_time_are_printed),
	};

	return table_run("zone_moment", locals, test_local) +
	       table_run("zone_offset", zones, test_offsets) +
	       table_run("zone_moment: order", zones, test_moments_keep_their_order) +
	       table_run("zone_open: the system's", systems, test_system) +
	       table_run("zone_open: refused", unknowns, test_unknown) +
	       table_run("zone_parse_iso", parses, test_parse) +
	       cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
