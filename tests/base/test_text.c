#include "base/text.h"
#include <stdlib.h>
#include <string.h>
#include "table.h"

static void test_starts_empty(void **state)
{
	scope(text) t = {0};

	(void)state;
	assert_string_equal(text_get(&t), "");
	text_add(&t, "");
	assert_string_equal(text_get(&t), "");
	assert_int_equal(t.len, 0);
}

static void test_adds_in_each_way(void **state)
{
	scope(text) t = {0};

	(void)state;
	text_add(&t, "市");
	text_addn(&t, "网信xxx", 6);
	text_addc(&t, '-');
	text_addf(&t, "%d/%s", 37, "任务");
	assert_string_equal(text_get(&t), "市网信-37/任务");
	assert_int_equal(t.len, strlen(t.s));
}

static void test_grows_over_many_additions(void **state)
{
	scope(text) t = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		text_addf(&t, "%04d", i);
	assert_int_equal(t.len, 40000);
	assert_memory_equal(t.s + 4 * 1234, "1234", 4);
	assert_false(t.full);
}

static void test_cap_drops_whole_additions(void **state)
{
	scope(text) t = {.cap = 5};

	(void)state;
	text_add(&t, "12345");
	assert_false(t.full);
	text_add(&t, "");
	assert_false(t.full);
	text_add(&t, "6");
	assert_true(t.full);
	assert_string_equal(t.s, "12345");
	text_reset(&t);
	text_addf(&t, "%s", "123456");
	assert_true(t.full);
	assert_string_equal(text_get(&t), "");
}

static void test_nothing_follows_what_was_dropped(void **state)
{
	scope(text) t = {.cap = 5};

	(void)state;
	text_add(&t, "123");
	text_add(&t, "456");
	text_add(&t, "7");
	assert_string_equal(t.s, "123");
}

static void test_cap_survives_huge_lengths(void **state)
{
	scope(text) t = {.cap = 8};

	(void)state;
	text_add(&t, "1");
	text_addn(&t, "x", SIZE_MAX);
	assert_true(t.full);
	assert_string_equal(t.s, "1");
}

static void test_steal_hands_over_and_empties(void **state)
{
	scope(text) t = {.cap = 9};
	char *s;

	(void)state;
	text_add(&t, "due");
	s = text_steal(&t);
	assert_string_equal(s, "due");
	assert_string_equal(text_get(&t), "");
	assert_int_equal(t.cap, 9);
	free(s);
	s = text_steal(&t);
	assert_string_equal(s, "");
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_starts_empty),
	    cmocka_unit_test(test_adds_in_each_way),
	    cmocka_unit_test(test_grows_over_many_additions),
	    cmocka_unit_test(test_cap_drops_whole_additions),
	    cmocka_unit_test(test_nothing_follows_what_was_dropped),
	    cmocka_unit_test(test_cap_survives_huge_lengths),
	    cmocka_unit_test(test_steal_hands_over_and_empties),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
