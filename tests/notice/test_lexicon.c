/* Words in, roles and lists out; every wrong entry named with its line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "table.h"
#include "base/text.h"
#include "base/utf8.h"
#include "notice/lexicon.h"
#include "notice/role.h"

static void write_file(const char *folder, const char *name, const char *words)
{
	scope(text) path = {0};
	FILE *f;

	text_addf(&path, "%s/%s", folder, name);
	f = fopen(text_get(&path), "w");
	assert_non_null(f);
	fputs(words, f);
	fclose(f);
}

static bool load(const char *words, const char *more, struct lexicon **l, struct errors *mistakes)
{
	char folder[] = "/tmp/lexicon-XXXXXX";
	scope(text) user = {0};
	scope(text) file = {0};
	bool good;

	assert_non_null(mkdtemp(folder));
	text_addf(&user, "%s/mine", folder);
	text_addf(&file, "%s/a.conf", folder);
	write_file(folder, "a.conf", words);
	if (more)
		write_file(folder, "mine", more);
	good = lexicon_load(folder, more ? text_get(&user) : NULL, l, mistakes);
	unlink(text_get(&user));
	unlink(text_get(&file));
	rmdir(folder);
	return good;
}

static size_t match(const struct lexicon *l, const char *s, struct word *out)
{
	const char *end = s + strlen(s);
	uint32_t folded[64];
	size_t n = 0;

	while (s < end)
		folded[n++] = lexicon_fold(l, utf8_next(&s, end));
	return lexicon_match(l, folded, n, out);
}

struct match_row {
	const char *name, *text;
	size_t length;
	enum role role;
	int number;
};
static const char words[] =
    "# words of time\nyear: 年, 年度\nedge 3: 底\nbefore: 前,\n\t之前\n"
    "by: by, no later than\nheaders.deadline: 完成时限, 时间进度\nheaders.units: 责任单位\n";
static const struct match_row matches[] = {
    {"longest", "年度目标", 2, ROLE_year, 0},
    {"number", "底前", 1, ROLE_edge, 3},
    {"continued line", "之前", 2, ROLE_before, 0},
    {"capitals and several blanks", "No  later than May", 14, ROLE_by, 0},
    {"a word inside a word", "bytes", 0, ROLE_NONE, 0},
    {"a stray blank", "年 度", 3, ROLE_year, 0},
    {"nothing", "月", 0, ROLE_NONE, 0},
};

static void test_match(void **state)
{
	const struct match_row *row = *state;
	scope(errors) mistakes = {0};
	struct lexicon *l;
	struct word word = {0};

	assert_true(load(words, NULL, &l, &mistakes));
	assert_int_equal(match(l, row->text, &word), row->length);
	assert_int_equal(word.role, row->role);
	assert_int_equal(word.number, row->number);
	lexicon_free(l);
}

static void test_lists(void **state)
{
	scope(errors) mistakes = {0};
	struct lexicon *l;

	(void)state;
	assert_true(load(words, "headers.deadline: 几时办完\nyear: 载\n", &l, &mistakes));
	assert_int_equal(lexicon_words(l, "headers.deadline")->n, 3);
	assert_null(lexicon_words(l, "headers.none"));
	assert_string_equal(lexicon_category(l, "headers", "完成 時限"), "deadline");
	assert_string_equal(lexicon_category(l, "headers", "几时办完"), "deadline");
	assert_null(lexicon_category(l, "headers", "责任单位和人"));
	assert_string_equal(lexicon_category_in(l, "headers", "责任单位和人"), "units");
	lexicon_free(l);
}

struct mistake_row {
	const char *name, *words;
	int line;
	const char *said;
};
static const struct mistake_row wrong[] = {
    {"unknown role", "year: 年\nyaer: 年度\n", 2, "“yaer” is neither a role"},
    {"no colon", "year 年\n", 1, "no colon"},
    {"no number", "edge three: 底\n", 1, "a whole number is expected, not “three”"},
    {"goes on with nothing", "\t年\n", 1, "goes on with nothing"},
    {"the same word twice", "year: 年, 年度\nedge 3: 底, 年\n", 2, "“年” is already a word"},
    {"empty word", "year: 年,,年度\n", 1, "no word before a comma"},
};

static void test_mistake(void **state)
{
	const struct mistake_row *row = *state;
	scope(errors) mistakes = {0};
	struct lexicon *l = NULL;

	assert_false(load(row->words, NULL, &l, &mistakes));
	assert_null(l);
	assert_int_equal(mistakes.list.n, 1);
	assert_int_equal(mistakes.list.at[0].line, row->line);
	assert_non_null(strstr(mistakes.list.at[0].message, row->said));
}

int main(void)
{
	const struct CMUnitTest plain[] = {cmocka_unit_test(test_lists)};

	return table_run("match", matches, test_match) +
	       table_run("mistakes", wrong, test_mistake) +
	       cmocka_run_group_tests_name("lists", plain, NULL, NULL);
}
