#include "config/nearest.h"
#include "table.h"

struct row {
	const char *name, *word, *near;
};
static const struct row rows[] = {
    {"a swapped pair", "langauge", "language"},
    {"a letter too few", "channls", "channels"},
    {"a letter too many", "statte", "state"},
    {"another letter", "stete", "state"},
    {"a wrong singular", "notice", "notices"},
    {"the nearest of several", "statu", "state"},
    {"nothing near", "colour", NULL},
    {"a short word is not bent into another", "at", NULL},
    {"an empty word", "", NULL},
    {"an endless word",
	"ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss",
	NULL},
};

static void check(void **state)
{
	static const char *words[] = {"language", "state", "notices", "channels", "timezone"};
	const struct names known = {words, ROWS(words), ROWS(words)};
	const struct row *row = *state;
	const char *near = nearest_word(row->word, &known);

	if (row->near)
		assert_string_equal(near, row->near);
	else
		assert_null(near);
}

int main(void)
{
	return table_run("nearest", rows, check);
}
