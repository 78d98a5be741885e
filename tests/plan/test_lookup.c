#include <stdio.h>
#include "plan/lookup.h"
#include "table.h"

static void test_many(void **state)
{
	struct arena a = {0};
	struct lookup l = {.arena = &a};
	char key[16];

	(void)state;
	assert_int_equal(lookup_get(&l, "none"), 0);
	for (int i = 1; i <= 10000; i++)
		*lookup_slot(&l, arena_printf(&a, "k%d", i)) = i;
	assert_int_equal(l.n, 10000);
	for (int i = 1; i <= 10000; i++) {
		snprintf(key, sizeof key, "k%d", i);
		assert_int_equal(lookup_get(&l, key), i);
		assert_int_equal(*lookup_slot(&l, key), i);
	}
	assert_int_equal(lookup_get(&l, "k0"), 0);
	assert_int_equal(l.n, 10000);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_many)};

	return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
