/* No window holds more than the limit, wherever it starts, and little less than it passes in the
 * long run. */
#include "send/bucket.h"
#include "table.h"

enum { SPAN_S = 7200, MOST = 20000 };

static const struct limit_row {
	const char *name;
	int n, s;
	int burst; /* at once from a full bucket */
} limit_rows[] = {
    {"18 a minute", 18, 60, 4},
    {"1 a second", 1, 1, 1},
    {"5 in 4 seconds", 5, 4, 1},
    {"90 an hour", 90, 3600, 4},
    {"6 a minute", 6, 60, 2},
};

/* Take whatever it gives, each second; count every window. */
static void test_limit(void **state)
{
	const struct limit_row *row = *state;
	static moment taken[MOST];
	struct bucket b = {0};
	int n = 0;

	for (moment now = 1000; now < 1000 + SPAN_S; now++)
		while (bucket_take(&b, row->n, row->s, now)) {
			assert_true(n < MOST);
			taken[n++] = now;
		}
	for (int i = 0; i + row->n < n; i++)
		assert_true(taken[i + row->n] - taken[i] >= row->s);
	for (int i = 0; i < row->burst; i++)
		assert_int_equal(taken[i], 1000);
	assert_true(taken[row->burst] > 1000);
	assert_true(n * row->s >= row->n * SPAN_S / 3 * 2);
}

static void test_wait(void **state)
{
	struct bucket b = {0};

	(void)state;
	assert_int_equal(bucket_wait_s(&b, 18, 60, 5000), 0);
	while (bucket_take(&b, 18, 60, 5000))
		;
	for (moment now = 5000; now < 5100;) {
		int wait = bucket_wait_s(&b, 18, 60, now);
		struct bucket early = b;
		assert_in_range(wait, 1, 5);
		assert_false(bucket_take(&early, 18, 60, now + wait - 1));
		now += wait;
		assert_int_equal(bucket_wait_s(&b, 18, 60, now), 0);
		assert_true(bucket_take(&b, 18, 60, now));
	}
}

static void test_clock(void **state)
{
	struct bucket b = {0};

	(void)state;
	while (bucket_take(&b, 18, 60, 500000))
		;
	/* Set back by a day: nothing refills at once, and it goes on from there. */
	assert_false(bucket_take(&b, 18, 60, 500000 - DAY_S));
	assert_in_range(bucket_wait_s(&b, 18, 60, 500000 - DAY_S), 1, 5);
	assert_true(bucket_take(&b, 18, 60, 500005 - DAY_S));
}

static void test_none(void **state)
{
	struct bucket b = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_true(bucket_take(&b, 0, 0, 1));
	assert_int_equal(bucket_wait_s(&b, 0, 0, 1), 0);
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_wait), cmocka_unit_test(test_clock), cmocka_unit_test(test_none)};

	return table_run("limit", limit_rows, test_limit) +
	       cmocka_run_group_tests_name("bucket", others, NULL, NULL);
}
