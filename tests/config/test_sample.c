/* The shipped conf/deadlined.conf: as it is, and with all its examples taken into use. */
#include "conf.h"

static void read_sample(struct text *out)
{
	scope(arena) arena = {0};
	struct error err;

	assert_true(file_read(file_data(&arena, "deadlined.conf"), 1 << 20, out, &err));
}

static void test_as_it_is(void **state)
{
	scope(text) sample = {0};
	struct conf c;

	(void)state;
	read_sample(&sample);
	conf_open(&c);
	conf_read(&c, text_get(&sample));
	errors_print(&c.mistakes, stderr);
	assert_true(c.good);
	assert_string_equal(c.settings.channels.at[0].name, "drop");
	conf_close(&c);
}

/* Without the "//" at the start of lines; what lies in /etc/deadlined (as long as /srv/deadlined) lies in the test's
 * folder. */
static void take_examples(const char *sample, struct text *out)
{
	static const char etc[] = "/etc/deadlined", srv[] = "/srv/deadlined";

	while (*sample) {
		if (!strncmp(sample, "//", 2) && (!out->len || out->s[out->len - 1] == '\n'))
			sample += 2;
		if (!strncmp(sample, etc, sizeof etc - 1) ||
		    !strncmp(sample, srv, sizeof srv - 1)) {
			text_addc(out, '$');
			sample += sizeof etc - 1;
		}
		text_addc(out, *sample++);
	}
}

static void test_with_its_examples(void **state)
{
	scope(text) sample = {0}, examples = {0}, path = {0};
	struct conf c;

	(void)state;
	read_sample(&sample);
	take_examples(text_get(&sample), &examples);
	conf_open(&c);
	conf_expand(&c, "$/templates", &path);
	assert_true(file_make_folder(path.s, NULL));
	text_reset(&path);
	conf_expand(&c, "$/notices.d", &path);
	assert_true(file_make_folder(path.s, NULL));
	text_reset(&path);
	conf_expand(&c, "$/reports", &path);
	assert_true(file_make_folder(path.s, NULL));
	conf_write(&c, "holidays.tsv", "2018-10-01\toff\tNational Day\n", 0644);
	conf_write(&c, "lexicon.conf", "", 0644);
	conf_write(&c, "webhook-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", 0600);
	conf_write(&c, "smtp-password", "geheim\n", 0600);
	conf_write(&c, "openness-group", "https://robot.example.org/send?key=abcdefgh\n", 0600);
	setenv("CREDENTIALS_DIRECTORY", c.folder, 1);
	conf_read(&c, text_get(&examples));
	unsetenv("CREDENTIALS_DIRECTORY");
	errors_print(&c.mistakes, stderr);
	assert_true(c.good);
	assert_int_equal(c.mistakes.list.n, 0);
	assert_int_equal(c.settings.channels.n, 4);
	assert_int_equal(c.settings.policies.rules.n, 2);
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_as_it_is),
	    cmocka_unit_test(test_with_its_examples),
	};

	return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
