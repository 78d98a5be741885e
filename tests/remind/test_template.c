/* The small Mustache: what it fills in, how it escapes by the place, and which mistakes it tells with their line. */
#include <stdlib.h>
#include <unistd.h>
#include "table.h"
#include "base/file.h"
#include "remind/template.h"

static const char *const data = "{\"name\": \"市<财政>局\", \"n\": 3, \"zero\": 0, \"yes\": true, "
				"\"no\": false, \"empty\": \"\","
				" \"tag\": \"{{n}}\", \"mark\": \"a*b\","
				" \"items\": [{\"t\": \"one\", \"n\": 1}, {\"t\": \"two\"}], "
				"\"none\": [], \"o\": {\"t\": \"in\"}}";

/* A folder with languages and files, removed again. */
static const char *put(struct arena *a, const char *folder, const char *path, const char *s)
{
	const char *file = arena_printf(a, "%s/%s", folder, path);
	char *slash = strrchr(arena_dup(a, file), '/');
	const char *parent = arena_dupn(a, file, strlen(file) - strlen(slash));

	assert_true(file_make_folder(parent, NULL));
	assert_true(file_replace(file, s, strlen(s), NULL));
	return file;
}

static const char *new_folder(struct arena *a)
{
	char *folder = arena_dup(a, "/tmp/deadlined-template-XXXXXX");

	assert_non_null(mkdtemp(folder));
	return folder;
}

static void drop_folder(struct arena *a, const char *folder)
{
	assert_int_equal(system(arena_printf(a, "rm -r '%s'", folder)), 0);
}

enum how { PLAIN, HTML, WECOM, DINGTALK };
static const struct row {
	const char *name;
	enum how how;
	const char *template, *expected;
} rows[] = {
    {"text alone", PLAIN, "Guten Tag\n", "Guten Tag\n"},
    {"a value", PLAIN, "{{name}}: {{n}} {{ n }}", "市<财政>局: 3 3"},
    {"an absent value is nothing", PLAIN, "[{{lost}}]", "[]"},
    {"escaped for HTML", HTML, "<b>{{name}}</b>", "<b>市&lt;财政&gt;局</b>"},
    {"a value is never a tag", PLAIN, "{{tag}}", "{{n}}"},
    {"a list", PLAIN, "{{#items}}{{t}}={{n}};{{/items}}", "one=1;two=3;"},
    {"an empty list", PLAIN, "{{#none}}x{{/none}}{{^none}}nothing{{/none}}", "nothing"},
    {"truth", PLAIN, "{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{#zero}}z{{/zero}}{{#empty}}e{{/empty}}",
	"y"},
    {"a number is something", PLAIN, "{{#n}}{{n}} left{{/n}}", "3 left"},
    {"an object is a frame", PLAIN, "{{#o}}{{t}}/{{n}}{{/o}}", "in/3"},
    {"the opposite", PLAIN, "{{^lost}}a{{/lost}}{{^yes}}b{{/yes}}", "a"},
    {"a tag alone takes its line", PLAIN, "a\n  {{#items}}\n- {{t}}\n  {{/items}}\nb\n",
	"a\n- one\n- two\nb\n"},
    {"a comment alone takes its line", PLAIN, "a\n{{! not for readers }}\nb", "a\nb"},
    {"a comment inside a line", PLAIN, "a{{! x }}b", "ab"},
    {"a value alone keeps its line", PLAIN, "a\n{{n}}\nb", "a\n3\nb"},
    {"sections in sections", PLAIN, "{{#yes}}{{#items}}{{#yes}}{{t}} {{/yes}}{{/items}}{{/yes}}",
	"one two "},
    {"one brace is text", PLAIN, "{n} } {", "{n} } {"},
    {"a chat escapes all text", WECOM, "{{mark}} 2*3", "a＊b 2＊3"},
    {"emphasis in a chat, escaped once", WECOM, "{{#bold}}{{mark}}{{/bold}}", "**a＊b**"},
    {"colour where the service has it", WECOM, "{{#alarm}}{{n}} d{{/alarm}}",
	"<font color=\"warning\">**3 d**</font>"},
    {"a chat's own line break", DINGTALK, "a\nb", "a  \nb"},
    {"emphasis of nothing is nothing", WECOM, "{{#bold}}{{lost}}{{/bold}}", ""},
    {"emphasis in plain text is none", PLAIN, "{{#bold}}{{mark}}{{/bold}}", "a*b"},
};

static void test_fill(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	const char *folder = new_folder(&a);
	scope(text) out = {0};
	json_scope object = NULL;

	put(&a, folder, "en/it", row->template);
	assert_true(json_parse(data, strlen(data), "data", &object, NULL));
	assert_true(templates_load(folder, NULL, &t, &mistakes));
	if (row->how == WECOM || row->how == DINGTALK)
		templates_fill_chat(t, "en", "it", object,
		    row->how == WECOM ? MARKUP_WECOM : MARKUP_DINGTALK, &out);
	else
		templates_fill(
		    t, "en", "it", object, row->how == HTML ? ESCAPE_HTML : ESCAPE_NONE, &out);
	assert_string_equal(text_get(&out), row->expected);
	templates_free(t);
	errors_release(&mistakes);
	drop_folder(&a, folder);
	arena_release(&a);
}

static const struct broken {
	const char *name, *file, *content;
	int line;
	const char *said;
} broken[] = {
    {"a tag without end", "en/mail.txt", "a\nb {{name\nc", 2, "does not end"},
    {"a section without end", "en/mail.txt", "a\n\n{{#items}}\nb", 3, "never closed: \"items\""},
    {"a close without section", "en/mail.txt", "a\n{{/items}}", 2, "not open: \"items\""},
    {"sections crossed", "en/mail.txt", "{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}", 3, "\"b\""},
    {"a name with a blank", "en/mail.txt", "{{the name}}", 1, "\"the name\""},
    {"a partial", "en/mail.txt", "\n\n{{> other}}", 3, "\"> other\""},
    {"no name", "en/mail.txt", "{{}}", 1, "name"},
    {"a value that is not to be escaped", "en/mail.txt", "\na {{{name}}}", 2, "two braces"},
    {"bytes that are no UTF-8", "en/mail.txt", "a\xff", 0, "UTF-8"},
    {"words that are no JSON", "en/words.json", "{\n\"a\": }", 0, "words.json:2"},
    {"words that are no object", "en/words.json", "[]", 0, "object"},
    {"a word that is no text", "en/words.json", "{\"days\": 3}", 0, "\"days\""},
};

static void test_broken(void **state)
{
	const struct broken *row = *state;
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	const char *folder = new_folder(&a);
	const char *file = put(&a, folder, row->file, row->content);

	assert_false(templates_load(folder, NULL, &t, &mistakes));
	assert_null(t);
	assert_true(mistakes.mistakes >= 1);
	assert_string_equal(mistakes.list.at[0].file, file);
	assert_int_equal(mistakes.list.at[0].line, row->line);
	assert_non_null(strstr(mistakes.list.at[0].message, row->said));
	errors_release(&mistakes);
	drop_folder(&a, folder);
	arena_release(&a);
}

static void test_overlay(void **state)
{
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	const char *folder = new_folder(&a), *overlay = new_folder(&a);
	scope(text) out = {0};

	(void)state;
	put(&a, folder, "en/subject", "shipped subject");
	put(&a, folder, "en/chat", "shipped chat");
	put(&a, folder, "en/words.json", "{\"day\": \"day\", \"week\": \"week\"}");
	put(&a, folder, "zh_CN/words.json", "{\"day\": \"天\"}");
	put(&a, overlay, "en/subject", "own subject");
	put(&a, overlay, "en/words.json", "{\"week\": \"fortnight\"}");
	put(&a, overlay, "fr/words.json", "{\"day\": \"jour\"}");
	assert_true(templates_load(folder, overlay, &t, &mistakes));
	templates_fill(t, "en", "subject", NULL, ESCAPE_NONE, &out);
	templates_fill(t, "zh_CN", "chat", NULL, ESCAPE_NONE, &out); /* en's, zh_CN has none */
	templates_fill(t, "en", "nowhere", NULL, ESCAPE_NONE, &out);
	assert_string_equal(text_get(&out), "own subjectshipped chat");
	assert_string_equal(templates_word(t, "en", "week"), "fortnight");
	assert_string_equal(templates_word(t, "zh_CN", "day"), "天");
	assert_string_equal(templates_word(t, "zh_CN", "week"), "fortnight");
	assert_string_equal(templates_word(t, "fr", "day"), "jour");
	assert_string_equal(templates_word(t, "xx", "hour"), "hour");
	assert_true(templates_has(t, "fr"));
	assert_false(templates_has(t, "de"));
	templates_free(t);
	errors_release(&mistakes);
	drop_folder(&a, folder);
	drop_folder(&a, overlay);
	arena_release(&a);
}

/* Over the shipped templates: what a user's own may name, and which words there are. */
static const struct own {
	const char *name, *file, *content;
	int line;	  /* of the first mistake; 0: none */
	const char *said; /* NULL: it is taken */
} owns[] = {
    {"own: a name misspelt", "zh_CN/chat", "{{summary}}\n{{titel}}", 2, "\"titel\""},
    {"own: a list misspelt", "zh_CN/mail.txt", "\n\n{{#sektions}}\n{{/sektions}}", 3,
	"\"sektions\""},
    {"own: an absence misspelt", "en/mail.html", "{{^titel}}x{{/titel}}", 1, "\"titel\""},
    {"own: an item's name outside", "en/subject", "{{left}}", 1, "\"left\""},
    {"own: a target's name in an item", "en/chat",
	"{{#sections}}{{#items}}\n{{bound}}{{/items}}{{/sections}}", 2, "\"bound\""},
    {"own: the names that there are", "en/chat", "{{#sections}}{{x}}{{/sections}}", 1,
	"there are: heading, colour, tint"},
    {"own: another letter's name", "en/dead.txt", "{{summary}}", 1,
	"there are: channel, to, letter, reason"},
    {"own: names from around", "en/chat",
	"{{#sections}}{{#items}}{{#targets}}{{metric}}{{left}}{{heading}}{{unit}}{{/targets}}"
	"{{/items}}{{/sections}}",
	0, NULL},
    {"own: emphasis is no name", "en/chat", "{{#bold}}{{#alarm}}{{doc}}{{/alarm}}{{/bold}}", 0,
	NULL},
    {"own: if there are any", "en/mail.txt", "{{^sections}}{{doc}}{{/sections}}", 0, NULL},
    {"own: a word", "zh_CN/words.json", "{\"days\": \"{n} 日\"}", 0, NULL},
    {"own: a place that another language has", "zh_CN/words.json",
	"{\"count.within\": \"{days}内{n}项\"}", 0, NULL},
    {"own: a word for one", "zh_TW/words.json", "{\"weeks.one\": \"一周\"}", 0, NULL},
    {"own: a further language", "fr/words.json", "{\"days\": \"{n} jours\"}", 0, NULL},
    {"own: a word that nobody asks for", "zh_CN/words.json",
	"{\n  \"days\": \"{n} 日\",\n  \"dayz\": \"日\"}", 3, "\"dayz\""},
    {"own: a place into which nothing is put", "en/words.json", "{\n\n\"days\": \"{m} days\"}", 3,
	"{m}"},
};

static void test_own(void **state)
{
	const struct own *row = *state;
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	const char *overlay = new_folder(&a);
	const char *file = put(&a, overlay, row->file, row->content);
	bool taken = templates_load(file_data(&a, "templates"), overlay, &t, &mistakes);

	assert_int_equal(taken, !row->said);
	assert_int_equal(mistakes.mistakes, row->said ? 1 : 0);
	if (row->said) {
		assert_string_equal(mistakes.list.at[0].file, file);
		assert_int_equal(mistakes.list.at[0].line, row->line);
		if (!strstr(mistakes.list.at[0].message, row->said))
			fail_msg(
			    "\"%s\" is not said by: %s", row->said, mistakes.list.at[0].message);
	}
	templates_free(t);
	errors_release(&mistakes);
	drop_folder(&a, overlay);
	arena_release(&a);
}

/* A file that no message is made of is a slip of the pen, too; but it harms nobody. */
static void test_unused_file(void **state)
{
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	const char *overlay = new_folder(&a);

	(void)state;
	put(&a, overlay, "en/mail.htm", "{{whatever}}");
	assert_true(templates_load(file_data(&a, "templates"), overlay, &t, &mistakes));
	assert_int_equal(mistakes.mistakes, 0);
	assert_int_equal(mistakes.list.n, 1);
	assert_true(mistakes.list.at[0].warning);
	assert_non_null(strstr(mistakes.list.at[0].file, "en/mail.htm"));
	templates_free(t);
	errors_release(&mistakes);
	drop_folder(&a, overlay);
	arena_release(&a);
}

static void test_no_folder(void **state)
{
	struct errors mistakes = {0};
	struct templates *t = NULL;

	(void)state;
	assert_false(templates_load("/nowhere/at/all", NULL, &t, &mistakes));
	assert_int_equal(mistakes.mistakes, 1);
	errors_release(&mistakes);
	templates_free(NULL);
}

/* The three languages that are shipped load, and have the same words. */
static void test_shipped(void **state)
{
	static const char *const languages[] = {"zh_CN", "zh_TW", "en"};
	struct arena a = {0};
	struct errors mistakes = {0};
	struct templates *t = NULL;
	scope(text) file = {0};
	json_scope words = NULL;
	const char *key;
	json_t *value;

	(void)state;
	assert_true(templates_load(file_data(&a, "templates"), NULL, &t, &mistakes));
	errors_print(&mistakes, stderr);
	assert_int_equal(mistakes.list.n, 0); /* nor a file that the README does not list */
	assert_true(file_read(file_data(&a, "templates/zh_CN/words.json"), 1 << 20, &file, NULL));
	assert_true(json_parse(text_get(&file), file.len, "words", &words, NULL));
	for (size_t i = 0; i < ROWS(languages); i++)
		json_object_foreach (words, key, value)
			assert_ptr_not_equal(templates_word(t, languages[i], key), key);
	templates_free(t);
	errors_release(&mistakes);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_overlay),
	    cmocka_unit_test(test_unused_file),
	    cmocka_unit_test(test_no_folder),
	    cmocka_unit_test(test_shipped),
	};
	int failed = table_run("fill", rows, test_fill);

	failed += table_run("broken", broken, test_broken);
	failed += table_run("own", owns, test_own);
	return failed + cmocka_run_group_tests_name("template", single, NULL, NULL);
}
