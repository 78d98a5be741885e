#include "ctl/options.h"
#include "table.h"

static const struct option_row options[] = {
    {"from", 'f', "DAY", ""}, {"full", 0, NULL, ""}, {"json", 'j', NULL, ""}, {0}};

/* Words and options as "word|word;name=value;name=". */
struct row {
	const char *name, *argv[6], *read;
};
static const struct row rows[] = {
    {"words", {"a", "b"}, "a|b|"},
    {"a value apart", {"--from", "2018-01-01", "a"}, "a|;from=2018-01-01"},
    {"a value joined", {"--from=2018-01-01"}, ";from=2018-01-01"},
    {"a letter", {"-f", "2018-01-01", "-j"}, ";from=2018-01-01;json="},
    {"a letter with its value", {"-f2018-01-01"}, ";from=2018-01-01"},
    {"options behind words", {"a", "--full", "b"}, "a|b|;full="},
    {"an empty value", {"--from="}, ";from="},
    {"a dash is a word", {"-"}, "-|"},
    {"behind -- everything is a word", {"--", "--from", "-j"}, "--from|-j|"},
    {"a misspelt option", {"--form", "x"}, "--form: there is no such option; did you mean --from?"},
    {"an option that is none", {"--colour"}, "--colour: there is no such option"},
    {"a letter that is none", {"-x"}, "-x: there is no such option"},
    {"a part of an option", {"--fro", "x"}, "--fro: there is no such option; did you mean --from?"},
    {"a missing value", {"--from"}, "--from: DAY is missing behind it"},
    {"a value for a flag", {"--full=yes"}, "--full=yes: --full takes no value"},
    {"letters in a bunch", {"-jf"}, "-jf: --json takes no value"},
};

static int length(const char *const *argv, size_t room)
{
	int n = 0;

	while ((size_t)n < room && argv[n])
		n++;
	return n;
}

static void check(void **state)
{
	const struct row *row = *state;
	scope(command_line) c = {0};
	scope(text) read = {0};
	struct error err;

	if (!options_read(
		options, length(row->argv, ROWS(row->argv)), (char **)row->argv, false, &c, &err))
		text_add(&read, err.s);
	for (size_t i = 0; i < c.words.n; i++)
		text_addf(&read, "%s|", c.words.at[i]);
	list_each (const struct option_chosen *, o, c.options)
		text_addf(&read, ";%s=%s", o->name, o->value);
	assert_string_equal(text_get(&read), row->read);
}

/* The arguments of a verb as the daemon gets them, or why not. */
struct arguments {
	const char *name, *verb, *argv[6], *json;
};
static const struct arguments verbs[] = {
    {"one address", "show", {"n:1.1"}, "{\"address\":\"n:1.1\"}"},
    {"values", "report", {"n:1.1", "数据集=150", "应用=3"},
	"{\"address\":\"n:1.1\",\"values\":[\"数据集=150\",\"应用=3\"]}"},
    {"a value without its metric", "report", {"n:1.1", "75%"},
	"{\"address\":\"n:1.1\",\"values\":[\"=75%\"]}"},
    {"an option", "report", {"n:1.1", "a=1", "--note", "说明"},
	"{\"address\":\"n:1.1\",\"values\":[\"a=1\"],\"note\":\"说明\"}"},
    {"a flag", "deliveries", {"--dead"}, "{\"dead\":true}"},
    {"nothing that must be", "deliveries", {NULL}, "{}"},
    {"a word that may be", "deliveries", {"drop"}, "{\"channel\":\"drop\"}"},
    {"a word too many", "show", {"n:1.1", "x"}, "show: \"x\" is one word too many"},
    {"no address", "done", {NULL},
	"done: ADDRESS is missing: NOTICE:TASK.MILESTONE, with @OCCURRENCE where there are "
	"several"},
    {"bytes that are no text", "show", {"\xb9\xfa"}, "word 1 is not UTF-8; set a UTF-8 locale"},
    {"an option of another verb", "show", {"n:1.1", "--dead"}, "--dead: there is no such option"},
};

static void check_arguments(void **state)
{
	const struct arguments *row = *state;
	const struct verb *v = verb_find(row->verb);
	scope(command_line) c = {0};
	scope(text) read = {0};
	json_scope arguments = NULL;
	struct error err;

	assert_non_null(v);
	if (options_read(options_of_verb(v, NULL, &c.arena), length(row->argv, ROWS(row->argv)),
		(char **)row->argv, false, &c, &err))
		arguments = options_arguments(v, &c, &err);
	if (arguments)
		json_add(arguments, &read);
	else
		text_add(&read, err.s);
	assert_string_equal(text_get(&read), row->json);
}

static void test_stop_at_the_first_word(void **state)
{
	char *argv[] = {(char *)"-j", (char *)"list", (char *)"--full"};
	scope(command_line) c = {0};
	struct error err;

	(void)state;
	assert_true(options_read(options, 3, argv, true, &c, &err));
	assert_int_equal(c.used, 1);
	assert_int_equal(c.words.n, 0);
	assert_non_null(options_value(&c, "json"));
	assert_null(options_value(&c, "full"));
}

static void test_the_last_value_counts(void **state)
{
	char *argv[] = {(char *)"--from=a", (char *)"-f", (char *)"b"};
	scope(command_line) c = {0};
	struct error err;

	(void)state;
	assert_true(options_read(options, 3, argv, false, &c, &err));
	assert_string_equal(options_value(&c, "from"), "b");
}

static void test_usage(void **state)
{
	scope(text) report = {0}, status = {0};

	(void)state;
	options_add_usage(verb_find("report"), &report);
	options_add_usage(verb_find("status"), &status);
	assert_string_equal(text_get(&report), "ADDRESS METRIC=VALUE… [--on DAY] [--note TEXT]");
	assert_string_equal(text_get(&status), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_stop_at_the_first_word),
	    cmocka_unit_test(test_the_last_value_counts),
	    cmocka_unit_test(test_usage),
	};

	return table_run("options: command lines", rows, check) +
	       table_run("options: verbs", verbs, check_arguments) +
	       cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
