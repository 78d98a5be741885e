#include "config/source.h"
#include "conf.h"

static const struct conf_bad rows[] = {
    {"no closing quote", "language = \"en;\n",
	"2: does not read as `key = value;` (a missing quote, bracket or ; is often on the line "
	"before)\n"},
    {"an unquoted duration", "sender = \"x\";\nstate = 5m;\n",
	"2: does not read as `key = value;` (a missing quote, bracket or ; is often on the line "
	"before): state = 5m;\n"},
    {"a key twice", "language = \"en\";\nlanguage = \"zh_CN\";\n",
	"2: a key stands twice in its group: language = \"zh_CN\";\n"},
    {"types mixed in a list", "notices = [ \"$\", 1 ];\n",
	"1: a list in [ ] holds values of one type; is something not in quotes?: notices = [ "
	"\"$\", 1 ];\n"},
    {"an include that is not there", "sender = \"x\";\n@include \"more.conf\"\n",
	"2: the file of @include cannot be opened; name it relative to this file's folder: "
	"@include \"more.conf\"\n"},
    {"a number past 32 bits",
	"# 4294967297\nsender = \"4294967297\"; // 4294967297\n/* 4294967297\n*/ unknown_units = [ "
	"4294967297 ];\n",
	"4: 4294967297 is too large for a number\n"},
    {"a negative one", "x = -2147483649;\n", "1: 2147483649 is too large for a number\n"},
    {"a hexadecimal one", "x = 0x1ffffffff;\n", "1: 0x1ffffffff is too large for a number\n"},
};

static void test_byte_order_mark_and_crlf(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, "\xef\xbb\xbflanguage = \"en\";\r\nnotices = [];\r\n");
	assert_true(c.good);
	assert_string_equal(c.settings.language, "en");
	conf_close(&c);
}

static void test_include_counts_from_the_file(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_write(&c, "more.conf", "language = \"en\";\nsnder = \"x\";\n", 0644);
	conf_read(&c, "sender = \"Office\";\n@include \"more.conf\"\nnotices = [];\n");
	assert_string_equal(c.settings.language, "en");
	assert_int_equal(c.mistakes.mistakes, 1);
	list_each (const struct mistake *, m, c.mistakes.list)
		if (!m->warning) {
			assert_non_null(strstr(m->file, "more.conf"));
			assert_int_equal(m->line, 2);
		}
	conf_close(&c);
}

struct bytes {
	const char *name, *bytes;
	size_t n;
	const char *says;
};
static const struct bytes files[] = {
    {"a NUL byte", "language = \"en\";\0x = 1;", 23, "holds a NUL byte"},
    {"random bytes", "\x89PNG\r\n\x1a\n", 8, "does not read as"},
};

static void check_bytes(void **state)
{
	const struct bytes *row = *state;
	struct conf c;

	conf_open(&c);
	assert_true(file_replace(c.file, row->bytes, row->n, NULL));
	c.good = settings_load(c.file, &c.settings, &c.mistakes);
	assert_false(c.good);
	assert_int_equal(c.mistakes.list.n, 1);
	assert_non_null(strstr(c.mistakes.list.at[0].message, row->says));
	conf_close(&c);
}

static void test_file_that_is_not_there(void **state)
{
	struct settings s = {0};
	scope(errors) mistakes = {0};

	(void)state;
	assert_false(settings_load("/nonexistent/deadlined.conf", &s, &mistakes));
	assert_int_equal(mistakes.mistakes, 1);
	assert_string_equal(mistakes.list.at[0].file, "/nonexistent/deadlined.conf");
	assert_string_equal(
	    mistakes.list.at[0].message, "cannot be opened: No such file or directory");
	settings_release(&s);
}

static void test_folder_is_no_file(void **state)
{
	struct settings s = {0};
	scope(errors) mistakes = {0};

	(void)state;
	assert_false(settings_load("/tmp", &s, &mistakes));
	assert_int_equal(mistakes.mistakes, 1);
	settings_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_byte_order_mark_and_crlf),
	    cmocka_unit_test(test_include_counts_from_the_file),
	    cmocka_unit_test(test_file_that_is_not_there),
	    cmocka_unit_test(test_folder_is_no_file),
	};

	return table_run("source: mistakes", rows, conf_check_bad) +
	       table_run("source: bytes", files, check_bytes) +
	       cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
