#include "ctl/story_line.h"
#include "base/text.h"
#include "table.h"

/* A line, and its parts as TIME|WHO|COMMAND|ARGUMENT|…; or what is wrong with it. */
struct row {
	const char *name, *line, *parts, *err;
};
static const struct row rows[] = {
    {"nothing", "", "", NULL},
    {"blanks", " \t ", "", NULL},
    {"a remark", "  # 2018-03-01 done n:1.1", "", NULL},
    {"a command", "2018-03-01 undo", "2018-03-01||undo", NULL},
    {"arguments", "2018-03-01T10:00  done\tn:1.1 --note x", "2018-03-01T10:00||done|n:1.1|--note|x",
	NULL},
    {"who did it", "2018-03-01 by li done n:1.1", "2018-03-01|li|done|n:1.1", NULL},
    {"who has two names", "2018-03-01 by 'Li Ming' done n:1.1", "2018-03-01|Li Ming|done|n:1.1",
	NULL},
    {"single quotes", "2018-03-01 done n:1.1 --note '第一批 # \"a\" \\'",
	"2018-03-01||done|n:1.1|--note|第一批 # \"a\" \\", NULL},
    {"double quotes", "2018-03-01 done n:1.1 --note \"a \\\"b\\\" \\\\ \\n 'c'\"",
	"2018-03-01||done|n:1.1|--note|a \"b\" \\ \\n 'c'", NULL},
    {"quotes within a word", "2018-03-01 report n:1.1 '数据 集'=97",
	"2018-03-01||report|n:1.1|数据 集=97", NULL},
    {"a backslash", "2018-03-01 done n:1.1 --note a\\ b\\#", "2018-03-01||done|n:1.1|--note|a b#",
	NULL},
    {"an empty word", "2018-03-01 done n:1.1 --note ''", "2018-03-01||done|n:1.1|--note|", NULL},
    {"a remark behind", "2018-03-01 done n:1.1 # so", "2018-03-01||done|n:1.1", NULL},
    {"a # within a word", "2018-03-01 done n#1:1.1", "2018-03-01||done|n#1:1.1", NULL},
    {"a quote that stays open", "2018-03-01 done n:1.1 --note 'x", NULL, "a ' opens here"},
    {"another that stays open", "2018-03-01 done n:1.1 --note \"x\\\"", NULL, "a \" opens here"},
    {"an open quote in a name", "2018-03-01 by 'li done", NULL, "a ' opens here"},
    {"a time alone", "2018-03-01", NULL, "a command is missing"},
    {"a time and a name", "2018-03-01 by li # done", NULL, "a command is missing"},
    {"by nobody", "2018-03-01 by", NULL, "behind \"by\""},
};

static void check(void **state)
{
	const struct row *row = *state;
	struct story_line parts = {0};
	scope(arena) a = {0};
	scope(text) out = {0};
	struct error err = {""};
	bool good = story_line_read(span_of(row->line), &a, &parts, &err);

	assert_int_equal(good, !row->err);
	if (row->err) {
		assert_non_null(strstr(err.s, row->err));
		return;
	}
	if (parts.time)
		text_addf(&out, "%s|%s|%s", parts.time, parts.who ? parts.who : "", parts.command);
	for (size_t i = 0; i < parts.arguments.n; i++)
		text_addf(&out, "|%s", parts.arguments.at[i]);
	assert_string_equal(text_get(&out), row->parts);
}

static void test_words_as_written(void **state)
{
	struct story_line parts = {0};
	scope(arena) a = {0};

	(void)state;
	assert_true(story_line_read(
	    span_of("2018-03-01 by li  done n:1.1  --note 'a b'  # because"), &a, &parts, NULL));
	assert_string_equal(parts.words, "done n:1.1  --note 'a b'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_words_as_written)};

	return table_run("lines of a script", rows, check) +
	       cmocka_run_group_tests_name("story_line", tests, NULL, NULL);
}
