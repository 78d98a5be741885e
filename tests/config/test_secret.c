#include "config/secret.h"
#include "conf.h"

#define WITH(file)                                                                                 \
	"channels : ( { name = \"h\"; type = \"wecom\";\n url_file = \"" file "\"; } );\n"

/* The folder of the configuration also stands as that of the credentials: see conf_secret(). */
static const struct conf_bad rows[] = {
    {"a file that is not there", WITH("gone"),
	"2: url_file: $/gone cannot be read: No such file or directory\n"},
    {"a credential that is not there", WITH("credential:gone"),
	"2: url_file: $/gone cannot be read: No such file or directory\n"},
    {"an empty file", WITH("empty"),
	"2: url_file: the file is empty; the secret was expected in it\n"},
    {"more lines than one", WITH("lines"),
	"2: url_file: the file holds 2 lines; one was expected\n"},
    {"control characters", WITH("binary"),
	"2: url_file: line 1 of the file holds control characters\n"
	"2: url_file: the file is empty; the secret was expected in it\n"},
    {"a file that everybody may read", WITH("open"),
	"warning 2: url_file: $/open can be read by everybody; chmod 600 $/open\n"},
};

static void check_secret(void **state)
{
	const struct conf_bad *row = *state;
	scope(text) said = {0}, expected = {0};
	struct conf c;

	conf_open(&c);
	conf_write(&c, "empty", "\n", 0600);
	conf_write(&c, "lines", "https://a.example/\nhttps://b.example/\n", 0600);
	conf_write(&c, "binary", "\x01\x02\n", 0600);
	conf_write(&c, "open", "https://a.example/\n", 0644);
	setenv("CREDENTIALS_DIRECTORY", c.folder, 1);
	conf_read(&c, row->text);
	unsetenv("CREDENTIALS_DIRECTORY");
	conf_say(&c, &said);
	conf_expand(&c, row->says, &expected);
	conf_close(&c);
	assert_string_equal(text_get(&said), text_get(&expected));
	assert_int_equal(c.good, !strncmp(row->says, "warning", 7));
}

static void test_credential(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	setenv("CREDENTIALS_DIRECTORY", c.folder, 1);
	conf_read(&c, WITH("credential:url"));
	unsetenv("CREDENTIALS_DIRECTORY");
	assert_true(c.good);
	assert_string_equal(
	    c.settings.channels.at[0].url, "https://robot.example.org/send?key=abcdefgh");
	conf_close(&c);
}

/* Without the service manager the daemon must not start, but one may look at what it would do. */
static void test_looking_without_credentials(void **state)
{
	struct conf c;
	scope(text) said = {0};

	(void)state;
	conf_open(&c);
	conf_read(&c, WITH("credential:robot"));
	assert_false(c.good);
	conf_say(&c, &said);
	assert_non_null(strstr(text_get(&said), "LoadCredential=robot:"));
	settings_release(&c.settings);
	errors_release(&c.mistakes);
	assert_true(settings_inspect(c.file, &c.settings, &c.mistakes));
	assert_int_equal(c.mistakes.mistakes, 0);
	assert_true(c.mistakes.list.n > 0);
	assert_non_null(c.settings.channels.at[0].url);
	conf_close(&c);
}

static void test_looking_still_sees_mistakes(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_write(&c, "deadlined.conf", WITH("gone"), 0644);
	assert_false(settings_inspect(c.file, &c.settings, &c.mistakes));
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_credential),
	    cmocka_unit_test(test_looking_without_credentials),
	    cmocka_unit_test(test_looking_still_sees_mistakes),
	};

	return table_run("secret: mistakes", rows, check_secret) +
	       cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
