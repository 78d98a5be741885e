#include "plan/similar.h"
#include <stdlib.h>
#include "table.h"

static const struct row {
	const char *name, *a, *b;
	double alike;
} rows[] = {
    {"one text", "建设开放平台", "建设开放平台", 1},
    {"nothing shared", "建设开放平台", "印发目录", 0},
    {"one character of four", "一二三四", "一二三五", 2 * 2 / 6.0},
    {"repeats count once", "一一一一", "一一", 1},
    {"too short for a pair", "一", "一", 0},
    {"nothing", "", "", 0},
    {"nothing against something", "", "一二三", 0},
    {"ASCII", "abcd", "bcde", 2 * 2 / 6.0},
};

static void test_alike(void **state)
{
	const struct row *row = *state;
	struct arena arena = {0};
	struct grams a = grams_of(row->a, &arena), b = grams_of(row->b, &arena);
	double alike = grams_alike(&a, &b);

	assert_true(alike > row->alike - 1e-9 && alike < row->alike + 1e-9);
	assert_true(grams_alike(&b, &a) == alike);
	arena_release(&arena);
}

/* Shared pairs counted the plain way, pair by pair. */
static double model(const struct grams *a, const struct grams *b)
{
	int shared = 0;

	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			shared += a->at[i] == b->at[j];
	return a->n + b->n ? 2.0 * shared / (double)(a->n + b->n) : 0;
}

static void test_model(void **state)
{
	unsigned seed = 3;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct arena arena = {0};
		char s[2][16] = {"", ""};
		struct grams a, b;

		for (int k = 0; k < 2; k++)
			for (int n = rand_r(&seed) % 15, i = 0; i < n; i++)
				s[k][i] = (char)('a' + rand_r(&seed) % 3);
		a = grams_of(s[0], &arena);
		b = grams_of(s[1], &arena);
		assert_true(grams_alike(&a, &b) == model(&a, &b));
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_model)};

	return table_run("alike", rows, test_alike) +
	       cmocka_run_group_tests_name("similar", others, NULL, NULL);
}
