#include "config/conf_channels.h"
#include "conf.h"

#define MAIL "name = \"mail\"; type = \"smtp\"; from = \"a@example.org\";"
#define URL  "url = \"smtp://mail.example.org\";"

static const struct conf_bad rows[] = {
    {"a type that is misspelt", "channels : ( { name = \"a\";\n type = \"smpt\"; } );\n",
	"2: type: there is no type \"smpt\"; did you mean smtp\n"},
    {"no type", "channels : (\n { name = \"a\"; } );\n", "2: channels: \"type\" is missing\n"},
    {"a name twice",
	"channels : ( { name = \"a\"; type = \"maildir\"; path = \"/x\"; },\n { name = \"a\"; type "
	"= \"maildir\"; path = \"/y\"; } );\n",
	"2: name: there is another channel \"a\"\n"},
    {"a name with a colon",
	"channels : ( { name = \"a:b\"; type = \"maildir\"; path = \"/x\"; } );\n",
	"1: name: \"a:b\" cannot name a channel; use letters and hyphens\n"},
    {"a name that means an audience",
	"channels : ( { name = \"owners\"; type = \"maildir\"; path = \"/x\"; } );\n",
	"1: name: \"owners\" cannot name a channel; use letters and hyphens\n"},
    {"a key of another type",
	"channels : ( { name = \"a\"; type = \"maildir\"; path = \"/x\";\n tls = \"none\"; } );\n",
	"2: tls: unknown key; known here: name, type, language, connections, "
	"monthly_quota, fallback, fallback_after, path, from, reply_to\n"},
    {"no way at all", "channels : ( );\n",
	"1: channels: holds no channel; leave it out for the mail folder \"drop\"\n"},
    {"a mail server without a sender",
	"channels : (\n { name = \"m\"; type = \"smtp\"; " URL " } );\n",
	"2: channels: \"from\" is missing\n"},
    {"a sender that is none",
	"channels : ( { name = \"m\"; type = \"smtp\"; " URL "\n from = \"office\"; } );\n",
	"2: from: a sender is needed, such as \"督查室 <reminders@example.org>\"\n"},
    {"a mail server without a url", "channels : (\n { " MAIL " } );\n",
	"2: channels: \"mail\": url: a channel of type \"smtp\" needs url or url_file\n"},
    {"a url of another kind", "channels : ( { " MAIL "\n url = \"http://mail.example.org\"; } );\n",
	"2: url: a mail server is smtp://HOST:PORT or smtps://HOST:PORT\n"},
    {"a password in the file",
	"channels : ( { " MAIL URL " user = \"u\";\n password = \"geheim\";\n"
	" password_file = \"secret\"; } );\n",
	"2: password: a secret does not stand in this file; write password_file = "
	"\"credential:NAME\" or the "
	"path of a file\n"},
    {"a password in a url",
	"channels : ( { " MAIL "\n url = \"smtp://u:geheim@mail.example.org\"; } );\n",
	"2: url: a password does not stand in this file; use user and password_file\n"},
    {"a password in a webhook's url",
	"channels : ( { name = \"a\"; type = \"webhook\";\n url = \"https://u:geheim@h.example/\"; "
	"} );\n",
	"2: url: a password does not stand in this file; write the whole URL into url_file\n"},
    {"a user without a password", "channels : ( { " MAIL URL "\n user = \"u\"; } );\n",
	"2: user: without password_file or token_file nobody can log in\n"},
    {"a token and a password",
	"channels : ( { " MAIL URL "\n user = \"u\"; password_file = \"secret\";\n"
	" token_file = \"secret\"; } );\n",
	"3: token_file: there is a password_file, too; leave one out\n"},
    {"a token without a user", "channels : ( { " MAIL URL "\n token_file = \"secret\"; } );\n",
	"2: token_file: it logs somebody in: set user, too\n"},
    {"a robot's url in the file",
	"channels : ( { name = \"g\"; type = \"wecom\";\n url = \"https://x/?key=1\"; } );\n",
	"2: url: a secret does not stand in this file; write url_file = \"credential:NAME\" or the "
	"path of a "
	"file\n"},
    {"a kind's own secret in the file",
	"channels : ( { name = \"m\"; type = \"matrix\"; url = \"https://x/\"; room = \"!a:x\";\n "
	"token = \"geheim\"; } );\n",
	"2: token: a secret does not stand in this file; write token_file = \"credential:NAME\" or "
	"the path of a file\n"},
    {"a kind's own setting that is missing",
	"channels : (\n { name = \"m\"; type = \"ntfy\"; url = \"https://x/\"; } );\n",
	"2: channels: \"m\": topic: is missing: the topic to publish to\n"},
    {"a url twice",
	"channels : (\n { name = \"h\"; type = \"webhook\"; url = \"https://x/\"; url_file = "
	"\"url\"; } );\n",
	"2: channels: \"h\" has url and url_file; leave one out\n"},
    {"implicit TLS on smtp://", "channels : ( { " MAIL URL "\n tls = \"implicit\"; } );\n",
	"2: tls: \"implicit\" does not go with this url: smtps:// is \"implicit\", smtp:// is "
	"not\n"},
    {"no TLS on smtps://",
	"channels : ( { " MAIL " url = \"smtps://mail.example.org\";\n tls = \"none\"; } );\n",
	"2: tls: \"none\" does not go with this url: smtps:// is \"implicit\", smtp:// is not\n"},
    {"certificates that are not there",
	"channels : ( { " MAIL URL "\n ca_file = \"/nonexistent\"; } );\n",
	"2: ca_file: /nonexistent cannot be read: No such file or directory\n"},
    {"a quota that is none", "channels : ( { " MAIL URL "\n monthly_quota = 0; } );\n",
	"2: monthly_quota: 0 is not within 1 and 1000000000\n"},
    {"a fallback that is nothing", "channels : ( { " MAIL URL "\n fallback = \"group\"; } );\n",
	"2: fallback: no channel is named \"group\"; add it to channels\n"},
    {"a fallback to itself",
	"channels : ( { " MAIL URL "\n fallback = \"mail:a@b.example\"; } );\n",
	"2: fallback: \"mail\" cannot stand in for itself\n"},
    {"a fallback to no address",
	"channels : ( { name = \"d\"; type = \"maildir\"; path = \"/x\";\n fallback = \"mail:a\"; "
	"}, { " MAIL URL " } );\n",
	"2: fallback: \"a\" is no mail address\n"},
    {"a fallback that reaches only the supervisors",
	"channels : ( { name = \"d\"; type = \"maildir\"; path = \"/x\";\n fallback = \"mail\"; }, "
	"{ " MAIL URL " } );\n"
	"units : ( { name = \"甲局\"; notify = [ \"d\" ]; }, { name = \"乙局\"; notify = [ \"d\", "
	"\"mail:b@example.org\" ]; } );\n",
	"warning 2: fallback: no address in \"mail\" is known of 甲局, so that the supervisors "
	"hear in "
	"their place; add one to notify, or write \"mail:ADDRESS\"\n"},
    {"a fallback too soon", "channels : ( { " MAIL URL "\n fallback_after = \"1wd\"; } );\n",
	"2: fallback_after: \"1wd\" is no time to wait; write it as \"30m\" or \"4h\"\n"},
    {"no connections", "channels : ( { " MAIL URL "\n connections = 0; } );\n",
	"2: connections: 0 is not within 1 and 64\n"},
};

/* How a connection is secured, by the keys of a mail server. */
static const struct tls_row {
	const char *name, *keys;
	enum tls tls;
	const char *warning; /* NULL: none */
} tls_rows[] = {
    {"tls: required on the network", "url = \"smtp://mail.example.org\";", TLS_REQUIRED, NULL},
    {"tls: of no use towards this machine", "url = \"smtp://127.0.0.1:25\";", TLS_NONE, NULL},
    {"tls: nor by its name", "url = \"smtp://localhost/me.example.org\";", TLS_NONE, NULL},
    {"tls: nor by IPv6", "url = \"smtp://[::1]:25\";", TLS_NONE, NULL},
    {"tls: a name that only begins so", "url = \"smtp://localhost.example.org\";", TLS_REQUIRED,
	NULL},
    {"tls: for a password even there",
	"url = \"smtp://localhost\"; user = \"u\"; password_file = \"secret\";", TLS_REQUIRED,
	NULL},
    {"tls: for a token even there",
	"url = \"smtp://localhost\"; user = \"u\"; token_file = \"secret\";", TLS_REQUIRED, NULL},
    {"tls: as is said", "url = \"smtp://localhost\"; tls = \"required\";", TLS_REQUIRED, NULL},
    {"tls: implicit by url", "url = \"smtps://localhost\";", TLS_IMPLICIT, NULL},
    {"tls: none on the network", "url = \"smtp://mail.example.org\"; tls = \"none\";", TLS_NONE,
	"\"none\": mails may cross the network"},
    {"tls: optional on the network", "url = \"smtp://mail.example.org\"; tls = \"optional\";",
	TLS_OPTIONAL, "\"optional\": mails may cross the network"},
};

static void test_tls(void **state)
{
	const struct tls_row *row = *state;
	struct conf c;
	scope(text) s = {0};
	bool warned = false;

	conf_open(&c);
	text_addf(&s, "channels : ( { " MAIL " %s } );\n", row->keys);
	conf_read(&c, s.s);
	assert_true(c.good);
	assert_int_equal(settings_channel(&c.settings, "mail")->tls, row->tls);
	list_each (const struct mistake *, m, c.mistakes.list)
		warned |= m->warning && strstr(m->message, row->warning ? row->warning : "tls:");
	assert_int_equal(warned, row->warning != NULL);
	conf_close(&c);
}

static void test_mail_server(void **state)
{
	struct conf c;
	const struct channel *mail;

	(void)state;
	conf_open(&c);
	conf_read(&c,
	    "channels : ( { " MAIL
	    " url = \"smtps://mail.example.org:465\"; user = \"u\"; password_file = "
	    "\"secret\"; reply_to = \"b@example.org\"; language = \"en\"; connections = 2; } );\n");
	assert_true(c.good);
	mail = settings_channel(&c.settings, "mail");
	assert_string_equal(mail->password, "geheim");
	assert_string_equal(mail->domain, "example.org");
	assert_string_equal(mail->language, "en");
	assert_int_equal(mail->tls, TLS_IMPLICIT);
	assert_int_equal(mail->connections, 2);
	conf_close(&c);
}

static void test_robot_and_its_secrets(void **state)
{
	struct conf c;
	const struct channel *group;

	(void)state;
	conf_open(&c);
	conf_write(&c, "keys", "SECfirst\r\n\n SECsecond \n", 0600);
	conf_read(&c, "channels : ( { name = \"group\"; type = \"dingtalk\"; url_file = \"url\"; "
		      "secret_file = \"$/keys\"; "
		      "keyword = \"督办\"; } );\n");
	assert_true(c.good);
	group = settings_channel(&c.settings, "group");
	assert_string_equal(group->url, "https://robot.example.org/send?key=abcdefgh");
	assert_int_equal(group->secrets.n, 2);
	assert_string_equal(group->secrets.at[1], "SECsecond");
	assert_string_equal(group->keyword, "督办");
	assert_int_equal(group->connections, 4);
	conf_close(&c);
}

static void test_what_the_kind_refuses(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, "notices = [];\nunknown_units = [];\n"
		      "channels : ( { name = \"h\"; type = \"webhook\"; url = \"https://x/\";\n "
		      "secret_file = \"secret\"; } );\n");
	assert_false(c.good);
	assert_int_equal(c.mistakes.list.n, 1);
	assert_int_equal(c.mistakes.list.at[0].line, 4);
	assert_non_null(strstr(c.mistakes.list.at[0].message, "secret_file: "));
	assert_null(strstr(c.mistakes.list.at[0].message, "geheim"));
	conf_close(&c);
}

static void test_settings_of_the_kind(void **state)
{
	struct conf c;
	const struct channel *own;

	(void)state;
	conf_open(&c);
	conf_read(&c,
	    "channels : ( { name = \"own\"; type = \"http\"; url = \"https://x.example/{token}\"; "
	    "headers = \"X-A: 1\\nX-B: 2\"; body = \"{text}\"; content_type = \"text/plain\"; "
	    "token_file = \"secret\"; } );\n");
	errors_print(&c.mistakes, stderr);
	assert_true(c.good);
	own = &c.settings.channels.at[0];
	assert_string_equal(channel_option(own, "headers", ""), "X-A: 1\nX-B: 2");
	assert_string_equal(channel_option(own, "token", ""), "geheim");
	conf_close(&c);
}

static void test_relative_folder_counts_from_the_file(void **state)
{
	struct conf c;
	scope(text) path = {0};

	(void)state;
	conf_open(&c);
	conf_read(&c, "channels : ( { name = \"m\"; type = \"maildir\"; path = \"mail\"; } );\n");
	assert_true(c.good);
	conf_expand(&c, "$/mail", &path);
	assert_string_equal(c.settings.channels.at[0].path, path.s);
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mail_server),
	    cmocka_unit_test(test_robot_and_its_secrets),
	    cmocka_unit_test(test_what_the_kind_refuses),
	    cmocka_unit_test(test_settings_of_the_kind),
	    cmocka_unit_test(test_relative_folder_counts_from_the_file),
	};

	return table_run("channels: mistakes", rows, conf_check_bad) +
	       table_run("channels: TLS", tls_rows, test_tls) +
	       cmocka_run_group_tests_name("channels", tests, NULL, NULL);
}
