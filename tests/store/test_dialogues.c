#include "store/dialogues.h"
#include "temporary.h"

static void the_last_dialogues_are_kept(void **state)
{
	struct temporary *t = *state;
	const char *words;

	for (int i = 1; i <= 30; i++)
		good(t, dialogues_put(t->db, i, "first", &t->err));
	good(t, dialogues_put(t->db, 30, "again", &t->err));
	temporary_reopen(t);
	good(t, dialogues_get(t->db, 30, &t->a, &words, &t->err));
	assert_string_equal(words, "again");
	good(t, dialogues_get(t->db, 11, &t->a, &words, &t->err));
	assert_string_equal(words, "first");
	good(t, dialogues_get(t->db, 10, &t->a, &words, &t->err));
	assert_null(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {temporary_test(the_last_dialogues_are_kept)};

	return cmocka_run_group_tests_name("dialogues", tests, NULL, NULL);
}
