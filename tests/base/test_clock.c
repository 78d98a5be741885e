#include "base/clock.h"
#include <math.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "table.h"

enum { SEED_S = 1477699200 }; /* 2016-10-29T08:00:00+08:00 */

static const struct good_row {
	const char *name, *specification;
	moment shown;
	bool skips;
} goods[] = {
    {"with an offset", "2016-10-29T08:00:00+08:00", SEED_S, false},
    {"in UTC", "2016-10-29T00:00:00Z", SEED_S, false},
    {"west of it", "2016-10-28T20:00:00-04:00", SEED_S, false},
    {"a leap day", "2016-02-29T00:00:00Z", 1456704000, false},
    {"with a rate", "2016-10-29T08:00:00+08:00 x2", SEED_S, false},
    {"with a fraction for a rate", "2016-10-29T08:00:00+08:00 x0.5", SEED_S, false},
    {"skipping", "2016-10-29T08:00:00+08:00 skip", SEED_S, true},
};

static void test_good(void **state)
{
	const struct good_row *row = *state;
	struct error err;

	assert_true(clock_open(row->specification, &err));
	assert_in_range(clock_now(), row->shown, row->shown + 3);
	assert_int_equal(clock_skips(), row->skips);
	assert_true(clock_open(NULL, &err));
}

static const struct bad_row {
	const char *name, *specification;
} bads[] = {
    {"no time", "2016-10-29"},
    {"no offset", "2016-10-29T08:00:00"},
    {"no such day", "2017-02-30T08:00:00Z"},
    {"no such hour", "2017-02-03T25:00:00Z"},
    {"words behind", "2016-10-29T08:00:00Z fast"},
    {"no rate", "2016-10-29T08:00:00Z x"},
    {"rate of nothing", "2016-10-29T08:00:00Z x0"},
    {"rate backwards", "2016-10-29T08:00:00Z x-1"},
    {"rate without end", "2016-10-29T08:00:00Z xinf"},
    {"rate and more", "2016-10-29T08:00:00Z x2y"},
    {"rate beyond reason", "2016-10-29T08:00:00Z x1e12"},
    {"words", "yesterday"},
};

static void test_bad(void **state)
{
	const struct bad_row *row = *state;
	struct error err;

	assert_true(clock_open("2016-10-29T08:00:00Z skip", &err));
	assert_false(clock_open(row->specification, &err));
	assert_non_null(strstr(err.s, row->specification));
	assert_false(clock_skips());
	assert_in_range(clock_now(), time(NULL) - 1, time(NULL) + 1);
}

static void test_rate_makes_days_pass(void **state)
{
	moment at = SEED_S + 86400 * 7;
	double real;

	(void)state;
	assert_true(clock_open("2016-10-29T08:00:00+08:00 x86400", NULL));
	real = clock_to_real(at) - (double)time(NULL);
	assert_true(real > 5 && real < 9);
	usleep(100000);
	assert_in_range(clock_now(), SEED_S + 8640, SEED_S + 86400);
	clock_open(NULL, NULL);
}

/* What ev_periodic relies on: at clock_to_real(m) the clock shows m, not the second before. */
static void test_real_time_is_not_early(void **state)
{
	struct timespec t;

	(void)state;
	assert_true(clock_open("2016-10-29T08:00:00+08:00 x100000", NULL));
	for (int i = 0; i < 20; i++) {
		moment at = clock_now() + 1000 + i;
		double real = clock_to_real(at);

		t.tv_sec = (time_t)real;
		t.tv_nsec = (long)((real - floor(real)) * 1e9);
		assert_int_equal(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &t, NULL), 0);
		assert_true(clock_now() >= at);
	}
	clock_open(NULL, NULL);
}

static void test_skipping_clock_moves_forward_only(void **state)
{
	(void)state;
	assert_true(clock_open("2016-10-29T08:00:00+08:00 skip", NULL));
	clock_skip(SEED_S + 100);
	clock_skip(SEED_S + 50);
	clock_skip(MOMENT_NEVER);
	assert_int_equal(clock_now(), SEED_S + 100);
	assert_true(isinf(clock_to_real(SEED_S + 101)));
	assert_true(clock_to_real(SEED_S) <= (double)time(NULL) + 1);
	clock_open("", NULL);
	clock_skip(SEED_S);
	assert_true(clock_now() > SEED_S + 100);
}

static void test_real_clock(void **state)
{
	double before = clock_elapsed();

	(void)state;
	assert_true(clock_open(NULL, NULL));
	assert_true(clock_to_real(SEED_S) == SEED_S);
	assert_true(isinf(clock_to_real(MOMENT_NEVER)));
	usleep(2000);
	assert_true(clock_elapsed() - before >= 0.002);
	assert_int_equal(clock_set_back(), 0);
	usleep(2000);
	assert_int_equal(clock_set_back(), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rate_makes_days_pass),
	    cmocka_unit_test(test_real_time_is_not_early),
	    cmocka_unit_test(test_skipping_clock_moves_forward_only),
	    cmocka_unit_test(test_real_clock),
	};

	return table_run("clock_open", goods, test_good) +
	       table_run("clock_open: refused", bads, test_bad) +
	       cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
