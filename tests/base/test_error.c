#include "base/error.h"
#include <stdlib.h>
#include <string.h>
#include "table.h"

static void test_set_is_false_and_keeps_the_sentence(void **state)
{
	struct error err = {{0}};

	(void)state;
	assert_false(error_set(&err, "no unit %s", "x"));
	assert_string_equal(err.s, "no unit x");
	assert_false(error_prefix(&err, "%s: ", "a.txt"));
	assert_string_equal(err.s, "a.txt: no unit x");
}

static void test_nobody_needs_to_listen(void **state)
{
	(void)state;
	assert_false(error_set(NULL, "x"));
	assert_false(error_prefix(NULL, "x"));
}

static void test_long_sentences_are_cut(void **state)
{
	struct error err;
	char words[3000];

	(void)state;
	memset(words, 'x', sizeof words - 1);
	words[sizeof words - 1] = 0;
	error_set(&err, "%s", words);
	assert_int_equal(strlen(err.s), sizeof err.s - 1);
	error_prefix(&err, "f: ");
	assert_int_equal(strlen(err.s), sizeof err.s - 1);
	assert_memory_equal(err.s, "f: x", 4);
	error_prefix(&err, "%s", words);
	assert_int_equal(strlen(err.s), sizeof err.s - 1);
}

static void test_mistakes_are_printed_with_their_place(void **state)
{
	scope(errors) all = {0};
	char *out = NULL;
	size_t n;
	FILE *f = open_memstream(&out, &n);

	(void)state;
	errors_add(&all, "d.conf", 3, "no channel \"%s\"", "x");
	errors_warn(&all, "d.conf", 0, "empty");
	assert_int_equal(all.mistakes, 1);
	assert_int_equal(all.list.n, 2);
	errors_print(&all, f);
	fclose(f);
	assert_string_equal(out, "d.conf:3: no channel \"x\"\nd.conf: warning: empty\n");
	free(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_set_is_false_and_keeps_the_sentence),
	    cmocka_unit_test(test_nobody_needs_to_listen),
	    cmocka_unit_test(test_long_sentences_are_cut),
	    cmocka_unit_test(test_mistakes_are_printed_with_their_place),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
