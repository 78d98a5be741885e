#include "base/arena.h"
#include <stdalign.h>
#include <string.h>
#include "base/list.h"
#include "table.h"

static void test_memory_is_zero_and_aligned(void **state)
{
	scope(arena) a = {0};

	(void)state;
	for (size_t n = 1; n < 300; n++) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	assert_true(a.bytes >= 299 * 300 / 2);
}

static void test_large_pieces_fit(void **state)
{
	scope(arena) a = {0};
	char *small = arena_dup(&a, "small"), *large = arena_alloc(&a, 1 << 20);

	(void)state;
	memset(large, 'x', 1 << 20);
	assert_string_equal(small, "small");
	assert_string_equal(arena_dup(&a, "after"), "after");
}

static void test_copies_end_with_nul(void **state)
{
	scope(arena) a = {0};

	(void)state;
	assert_string_equal(arena_dupn(&a, "责任单位", 6), "责任");
	assert_string_equal(arena_printf(&a, "%s:%d", "18", 2), "18:2");
	assert_null(arena_dup(&a, NULL));
	assert_null(arena_dupn(&a, NULL, 3));
}

static void test_release_leaves_it_usable(void **state)
{
	struct arena a = {0};

	(void)state;
	arena_dup(&a, "one");
	arena_release(&a);
	assert_int_equal(a.bytes, 0);
	assert_string_equal(arena_dup(&a, "two"), "two");
	arena_release(&a);
	arena_release(&a);
}

static void test_lists_keep_their_elements(void **state)
{
	scope(arena) a = {0};
	list_of(int) numbers = {0};
	int expected = 0;

	(void)state;
	list_each (int *, none, numbers)
		assert_null(none);
	for (int i = 0; i < 1000; i++)
		*list_push(&a, &numbers) = i;
	list_each (int *, p, numbers)
		assert_int_equal(*p, expected++);
	assert_int_equal(expected, 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_memory_is_zero_and_aligned),
	    cmocka_unit_test(test_large_pieces_fit),
	    cmocka_unit_test(test_copies_end_with_nul),
	    cmocka_unit_test(test_release_leaves_it_usable),
	    cmocka_unit_test(test_lists_keep_their_elements),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
