#include "config/settings.h"
#include "conf.h"

static const struct conf_bad rows[] = {
    {"a store that is not here yet", "state = \"postgresql://db/deadlines\";\n",
	"1: state: \"postgresql://db/deadlines\" is not supported by this version; name a file\n"},
    {"a socket's path that is too long",
	"control = "
	"\"/"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaa\";\n",
	"1: control: "
	"/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaa: "
	"a socket's path has at most 107 bytes\n"},
    {"notices that are not there", "notices = [ \"/etc\",\n \"gone\" ];\n",
	"2: notices: $/gone cannot be read: No such file or directory\n"},
    {"templates that are not there", "templates = \"gone\";\n",
	"1: templates: $/gone cannot be read: No such file or directory\n"},
    {"templates that are no folder", "templates = \"secret\";\n",
	"1: templates: $/secret is no folder\n"},
    {"twelve mistakes in one run, by their lines",
	"timezone = \"Asia/Jiangmen\";\n"
	"langauge = \"en\";\n"
	"sender = 5;\n"
	"calendar : { weekend = [ \"sunday\" ]; };\n"
	"policies : ( { name = \"p\"; at = \"9 am\";\n"
	"  before = [ \"soon\" ];\n"
	"  tell : { due = [ \"boss\" ]; }; } );\n"
	"apply : ( { policy = \"q\"; } );\n"
	"units : ( { name = \"甲局\"; notify = [ \"email:a@example.org\" ]; },\n"
	"  { name = \"甲局\"; notify = [ \"mail:a\" ]; } );\n"
	"channels : ( { name = \"mail\"; type = \"smtp\"; url = \"smtp://m\"; from = "
	"\"a@example.org\";\n"
	"  password = \"x\"; } );\n",
	"1: timezone: \"Asia/Jiangmen\" is no time zone of this system; name one as "
	"\"Asia/Shanghai\"\n"
	"2: langauge: unknown key; did you mean \"language\"?\n"
	"3: sender: expected a text in quotes, found a number\n"
	"4: weekend: \"sunday\" is not known; expected one of mon, tue, wed, thu, fri, sat, sun\n"
	"5: at: \"9 am\" is no time of day; write it as \"09:10\"\n"
	"6: before: \"soon\" is no length of time; write it as \"30d\", \"1wd\" or \"4h\"\n"
	"7: due: no channel is named \"boss\"; add it to channels\n"
	"8: policy: no policy is named \"q\"; did you mean \"p\"?\n"
	"9: notify: no channel is named \"email\"; did you mean \"mail\"?\n"
	"10: notify: \"a\" is no mail address\n"
	"10: name: \"甲局\" already stands in line 9\n"
	"12: password: a secret does not stand in this file; write password_file = "
	"\"credential:NAME\" or the path of a file\n"},
};

/* DESIGN's example, with files of this test's own. */
static const char WHOLE[] =
    "timezone = \"Asia/Shanghai\";                 // the system's when absent\n"
    "language = \"zh_CN\";\n"
    "state    = \"/var/lib/deadlined/deadlined.db\";\n"
    "notices  = [ \"$\" ];\n"
    "control  = \"/run/deadlined/control.sock\";\n"
    "sender   = \"市府督查室\";\n"
    "calendar : { weekend = [ \"sat\", \"sun\" ]; holidays = [ \"holidays.tsv\" ]; };\n"
    "channels : (\n"
    "  { name = \"office-mail\"; type = \"smtp\"; url = \"smtp://mail.example.org:587\"; tls = "
    "\"required\";\n"
    "    from = \"督查室 <reminders@example.org>\"; user = \"reminders\"; password_file = "
    "\"credential:secret\"; },\n"
    "  { name = \"openness-group\"; type = \"wecom\"; url_file = \"credential:url\"; },\n"
    "  { name = \"drop\"; type = \"maildir\"; path = \"/var/lib/deadlined/mail\"; }\n"
    ");\n"
    "units : (\n"
    "  { name = \"市府办公室\"; aliases = [ \"市政府办公室\" ]; notify = [ "
    "\"office-mail:office@example.org\", \"openness-group\" ]; },\n"
    "  { name = \"蓬江区政府\"; notify = [ \"drop\" ]; }, { name = \"江海区政府\"; notify = [ "
    "\"drop\" ]; },\n"
    "  { name = \"督查室\"; role = \"supervisor\"; notify = [ \"office-mail:ducha@example.org\" ]; "
    "}\n"
    ");\n"
    "groups : ( { name = \"各市、区政府\"; members = [ \"蓬江区政府\", \"江海区政府\" ]; } );\n"
    "unknown_units = [ \"office-mail:ducha@example.org\" ];\n"
    "policies : (\n"
    "  { name = \"default\"; before = [ \"30d\", \"7d\", \"1wd\" ]; at = \"09:10\"; spread = "
    "\"10m\"; workdays_only = true;\n"
    "    overdue_every = \"5wd\"; not_after = \"18:00\";\n"
    "    tell : { before = [ \"owners\" ]; due = [ \"owners\" ]; overdue = [ \"owners\", "
    "\"supervisors\" ]; }; }\n"
    ");\n"
    "apply : ( { policy = \"default\"; notice = \"*\"; } );\n";

static void test_the_whole_example(void **state)
{
	struct conf c;
	const struct settings *s;

	(void)state;
	conf_open(&c);
	conf_write(&c, "holidays.tsv", "2018-10-01\toff\t国庆节\n", 0644);
	setenv("CREDENTIALS_DIRECTORY", c.folder, 1);
	conf_read(&c, WHOLE);
	unsetenv("CREDENTIALS_DIRECTORY");
	errors_print(&c.mistakes, stderr);
	assert_true(c.good);
	assert_int_equal(c.mistakes.list.n, 0);
	s = &c.settings;
	assert_int_equal(s->channels.n, 3);
	assert_string_equal(s->channels.at[0].password, "geheim");
	assert_string_equal(s->state, "/var/lib/deadlined/deadlined.db");
	assert_string_equal(s->control, "/run/deadlined/control.sock");
	assert_string_equal(s->sender, "市府督查室");
	assert_string_equal(s->notices.at[0], c.folder);
	assert_int_equal(s->directory.units.n, 4);
	assert_int_equal(s->policies.rules.n, 1);
	assert_true(templates_has(s->templates, "zh_CN"));
	conf_close(&c);
}

static void check_defaults(const struct settings *s, const char *drop)
{
	assert_string_equal(s->language, "zh_CN");
	assert_string_equal(s->control, "/run/deadlined/control.sock");
	assert_int_equal(s->channels.n, 1);
	assert_string_equal(s->channels.at[0].name, "drop");
	assert_int_equal(s->channels.at[0].kind->carrier, CARRIER_MAILDIR);
	assert_string_equal(s->channels.at[0].path, drop);
	assert_string_equal(s->directory.unknown.at[0], "drop:{unit}");
	assert_string_equal(s->policies.list.at[0].name, "default");
	assert_non_null(s->templates);
}

static void test_without_a_file(void **state)
{
	struct settings s = {0};
	scope(errors) mistakes = {0};

	(void)state;
	assert_true(settings_load(NULL, &s, &mistakes));
	assert_int_equal(mistakes.list.n, 0);
	assert_null(s.file);
	assert_string_equal(s.state, "/var/lib/deadlined/deadlined.db");
	assert_int_equal(s.notices.n, 0);
	check_defaults(&s, "/var/lib/deadlined/mail");
	settings_release(&s);
}

static void test_an_empty_file(void **state)
{
	struct conf c;
	scope(text) drop = {0};

	(void)state;
	conf_open(&c);
	conf_read(&c, "state = \"plan.db\";\n");
	assert_true(c.good);
	conf_expand(&c, "$/mail", &drop);
	check_defaults(&c.settings, drop.s);
	assert_string_equal(c.settings.notices.at[0], "/etc/deadlined/notices.d");
	conf_close(&c);
}

static void test_nobody_for_unknown_units(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, "notices = [];\nchannels : ( { name = \"h\"; type = \"webhook\"; url = "
		      "\"https://x/\"; } );\n");
	assert_true(c.good);
	assert_int_equal(c.settings.directory.unknown.n, 0);
	assert_int_equal(c.mistakes.list.n, 1);
	assert_non_null(strstr(c.mistakes.list.at[0].message, "unknown_units"));
	conf_close(&c);
}

static void test_templates_of_ones_own(void **state)
{
	struct conf c;
	scope(text) folder = {0};

	(void)state;
	conf_open(&c);
	conf_expand(&c, "$/own/en", &folder);
	assert_true(file_make_folder(folder.s, NULL));
	conf_write(&c, "own/en/words.json", "{\"days\": \"{n} dies\"}", 0644);
	conf_read(&c, "templates = \"own\";\nnotices = [];\n");
	assert_true(c.good);
	assert_string_equal(templates_word(c.settings.templates, "en", "days"), "{n} dies");
	conf_close(&c);
}

/* A slip in one of them is a mistake of the settings, with its own file and line. */
static void test_broken_templates_of_ones_own(void **state)
{
	struct conf c;
	scope(text) folder = {0};
	const struct mistake *m;

	(void)state;
	conf_open(&c);
	conf_expand(&c, "$/own/zh_CN", &folder);
	assert_true(file_make_folder(folder.s, NULL));
	conf_write(&c, "own/zh_CN/subject", "{{summary}}\n{{dco}}\n", 0644);
	conf_read(&c, "templates = \"own\";\nnotices = [];\nunknown_units = [];\n");
	assert_false(c.good);
	assert_int_equal(c.mistakes.list.n, 1);
	m = &c.mistakes.list.at[0];
	assert_non_null(strstr(m->file, "own/zh_CN/subject"));
	assert_int_equal(m->line, 2);
	assert_non_null(strstr(m->message, "\"dco\" is nothing that can be named here"));
	conf_close(&c);
}

static void test_the_socket_alone(void **state)
{
	struct conf c;
	scope(arena) arena = {0};
	scope(text) path = {0};

	(void)state;
	conf_open(&c);
	conf_read(&c, "control = \"run/sock\";\nlangauge = \"en\";\nchannels : ( );\n");
	assert_false(c.good);
	conf_expand(&c, "$/run/sock", &path);
	assert_string_equal(settings_socket(c.file, &arena), path.s);
	conf_write(&c, "deadlined.conf", "", 0644);
	assert_string_equal(settings_socket(c.file, &arena), "/run/deadlined/control.sock");
	assert_null(settings_socket("/nonexistent/deadlined.conf", &arena));
	conf_close(&c);
}

/* Whatever stands in the file: no crash, and either settings or a mistake. */
static void test_any_part_of_the_example(void **state)
{
	(void)state;
	for (size_t n = 0; n < sizeof WHOLE; n += 7) {
		scope(text) part = {0};
		struct conf c;

		conf_open(&c);
		text_addn(&part, WHOLE, n);
		conf_read(&c, text_get(&part));
		assert_int_equal(c.good, c.mistakes.mistakes == 0);
		conf_close(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_whole_example),
	    cmocka_unit_test(test_without_a_file),
	    cmocka_unit_test(test_an_empty_file),
	    cmocka_unit_test(test_nobody_for_unknown_units),
	    cmocka_unit_test(test_templates_of_ones_own),
	    cmocka_unit_test(test_broken_templates_of_ones_own),
	    cmocka_unit_test(test_the_socket_alone),
	    cmocka_unit_test(test_any_part_of_the_example),
	};

	return table_run("settings: mistakes", rows, conf_check_bad) +
	       cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
