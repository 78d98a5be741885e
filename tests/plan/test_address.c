#include "plan/address.h"
#include <stdlib.h>
#include "table.h"

static const struct good {
	const char *name;
	struct address a;
} good[] = {
    {"jiangmen-2016-34:18", {"jiangmen-2016-34", "18", 0, ""}},
    {"jiangmen-2016-34:18.2", {"jiangmen-2016-34", "18", 2, ""}},
    {"jiangmen-2016-34:33.1@2026", {"jiangmen-2016-34", "33", 1, "2026"}},
    {"江门 34号:(一)3.10@2026-03", {"江门 34号", "(一)3", 10, "2026-03"}},
    {"a:b@c:1.2.3@4", {"a:b@c", "1.2", 3, "4"}},
};
static const struct bad {
	const char *name, *why;
} bad[] = {
    {"", "':'"},
    {"18.2", "':'"},
    {":18.2", "notice"},
    {"n:", "task is missing"},
    {"n:.2", "task is missing"},
    {"n:18.", "behind the last '.'"},
    {"n:18.0", "behind the last '.'"},
    {"n:18.02", "behind the last '.'"},
    {"n:18.2x", "behind the last '.'"},
    {"n:18.9999999", "behind the last '.'"},
    {"n:18@2026", "not to a task"},
    {"n:18.1@", "occurrence is missing"},
    {"n:18.1@00000000001111111111222222222233", "longer than 31"},
    {"n:00000000001111111111222222222233.1", "longer than 31"},
    {"n\n:18.1", "control"},
};

static void test_good(void **state)
{
	const struct good *row = *state;
	char out[ADDRESS_BYTES];
	struct address a;

	assert_true(address_parse(row->name, &a, NULL));
	assert_string_equal(a.notice, row->a.notice);
	assert_string_equal(a.task, row->a.task);
	assert_int_equal(a.milestone, row->a.milestone);
	assert_string_equal(a.occurrence, row->a.occurrence);
	assert_string_equal(address_print(&a, out), row->name);
	assert_true(address_equal(&a, &row->a));
}

static void test_bad(void **state)
{
	const struct bad *row = *state;
	struct address a = {.milestone = 7};
	struct error err = {0};

	assert_false(address_parse(row->name, &a, &err));
	assert_non_null(strstr(err.s, row->why));
	assert_non_null(strstr(err.s, "NOTICE:TASK"));
	assert_int_equal(a.milestone, 7);
}

static void test_order(void **state)
{
	static const char *const sorted[] = {"a-2:1", "a-10:1", "a-10:2", "a-10:2.1", "a-10:2.1@9",
	    "a-10:2.1@10", "a-10:2.2", "a-10:2.10", "a-10:10", "b:1"};
	enum { N = sizeof sorted / sizeof *sorted };
	struct address a[N], b[N];

	(void)state;
	for (int i = 0; i < N; i++) {
		assert_true(address_parse(sorted[i], &a[i], NULL));
		b[(i * 7 + 3) % N] = a[i];
	}
	qsort(b, N, sizeof *b, address_order);
	for (int i = 0; i < N; i++)
		assert_true(address_equal(&a[i], &b[i]));
}

/* Whatever is printed from parts that fit is read back as the same parts. */
static void test_round_trip(void **state)
{
	static const char *const notices[] = {"n", "江门-34", "a.b", "a:b", "x@y"};
	static const char *const tasks[] = {"1", "1-2", "r7", "(三)"};
	static const char *const occurrences[] = {"", "2026", "2026-03", "3"};

	(void)state;
	for (int i = 0; i < 5 * 4 * 4 * 3; i++) {
		struct address a = {.milestone = i % 3 * 11}, b;
		char out[ADDRESS_BYTES];

		strcpy(a.notice, notices[i / 48]);
		strcpy(a.task, tasks[i / 12 % 4]);
		if (a.milestone)
			strcpy(a.occurrence, occurrences[i / 3 % 4]);
		assert_true(address_parse(address_print(&a, out), &b, NULL));
		assert_memory_equal(&a, &b, sizeof a);
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_order), cmocka_unit_test(test_round_trip)};

	return table_run("good addresses", good, test_good) +
	       table_run("bad addresses", bad, test_bad) +
	       cmocka_run_group_tests_name("addresses", others, NULL, NULL);
}
