/* Months come and go, a quota is warned of once in each. */
#include "send/tally.h"
#include "table.h"

static void a_month_ends_its_count(void **state)
{
	struct tally t = {0};

	(void)state;
	tally_add(&t, 24310, 3);
	tally_add(&t, 24310, 4);
	assert_int_equal(tally_of(&t, 24310), 7);
	assert_int_equal(tally_of(&t, 24311), 0);
	tally_add(&t, 24311, 1);
	assert_int_equal(tally_of(&t, 24311), 1);
	assert_int_equal(tally_of(&t, 24310), 0);
}

static void four_fifths_are_warned_of_once_a_month(void **state)
{
	struct tally t = {0};

	(void)state;
	tally_add(&t, 1, 79);
	assert_false(tally_warns(&t, 1, 100));
	tally_add(&t, 1, 1);
	assert_int_equal(tally_percent(&t, 1, 100), 80);
	assert_true(tally_warns(&t, 1, 100));
	tally_add(&t, 1, 50);
	assert_false(tally_warns(&t, 1, 100));
	tally_add(&t, 2, 79);
	assert_false(tally_warns(&t, 2, 100));
	tally_add(&t, 2, 1);
	assert_true(tally_warns(&t, 2, 100));
}

static void an_unknown_quota_is_never_used_up(void **state)
{
	struct tally t = {0};

	(void)state;
	tally_add(&t, 1, 1000000);
	assert_false(tally_warns(&t, 1, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_month_ends_its_count),
	    cmocka_unit_test(four_fifths_are_warned_of_once_a_month),
	    cmocka_unit_test(an_unknown_quota_is_never_used_up)};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
