/* Endpoints, measures, checks and blanked secrets, the same for every kind. */
#include "send/channel.h"
#include "table.h"

#define KEY "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

static const char *secret_list[] = {"demo"};
static const char *key_list[] = {KEY};

static const struct endpoint_row {
	const char *name, *kind, *url, *other;
	bool same;
} endpoint_rows[] = {
    {"endpoint: one robot", "wecom", "https://q/send?key=K", "https://q/send?key=K", true},
    {"endpoint: two robots", "wecom", "https://q/send?key=K", "https://q/send?key=L", false},
    {"endpoint: two hosts", "smtp", "smtp://a:25", "smtp://b:25", false},
};

static void test_endpoint(void **state)
{
	const struct endpoint_row *row = *state;
	struct channel one = {.name = "a", .kind = channel_kind_find(row->kind), .url = row->url};
	struct channel two = {.name = "b", .kind = one.kind, .url = row->other};
	scope(text) a = {0}, b = {0};

	channel_add_endpoint(&one, &a);
	channel_add_endpoint(&two, &b);
	assert_int_equal(!strcmp(a.s, b.s), row->same);
	assert_int_equal(strncmp(a.s, row->kind, strlen(row->kind)), 0);
	assert_null(strstr(a.s, "key"));
}

static const struct measure_row {
	const char *name, *kind, *chat;
	size_t measure;
} measure_rows[] = {
    {"measure: bytes", "wecom", "市a\n\"", 6},
    {"measure: bytes of the body", "dingtalk", "市a\n\"\\\x01", 16},
    {"measure: bytes of the body, plain", "feishu", "市a", 4},
    {"measure: characters", "slack", "市a\n\"", 4},
    {"measure: nothing", "slack", "", 0},
};

static void test_measure(void **state)
{
	const struct measure_row *row = *state;

	assert_int_equal(
	    channel_measure(channel_kind_find(row->kind), row->chat, strlen(row->chat)),
	    row->measure);
}

static const struct check_row {
	const char *name;
	const char *kind;
	struct channel channel;
	const char *says; /* NULL: nothing */
	struct channel_option option;
} check_rows[] = {
    {"check: a robot", "wecom", {.url = "https://q/send?key=K"}, NULL, {0}},
    {"check: no url", "wecom", {.url = NULL}, "url", {0}},
    {"check: another scheme", "slack", {.url = "ftp://h/"}, "https://", {0}},
    {"check: a line break in the url", "slack", {.url = "https://h/\n"}, "line break", {0}},
    {"check: mail server", "smtp", {.url = "smtp://h:25", .from = "督查室 <a@b.example>"}, NULL,
	{0}},
    {"check: mail server by http", "smtp", {.url = "http://h", .from = "a@b.example"}, "smtp://",
	{0}},
    {"check: no sender", "smtp", {.url = "smtp://h:25"}, "from", {0}},
    {"check: a password without TLS", "smtp",
	{.url = "smtp://h:25",
	    .from = "a@b.example",
	    .user = "u",
	    .password = "p",
	    .tls = TLS_NONE},
	"tls", {0}},
    {"check: a user without password", "smtp",
	{.url = "smtp://h:25", .from = "a@b.example", .user = "u"}, "password_file", {0}},
    {"check: maildir", "maildir", {.path = "/var/mail/d"}, NULL, {0}},
    {"check: maildir without path", "maildir", {.path = NULL}, "path", {0}},
    {"check: webhook key", "webhook", {.url = "https://h/", .secrets = {secret_list, 1, 1}},
	"whsec_", {0}},
    {"check: an Office 365 connector", "teams",
	{.url = "https://x.webhook.office.com/webhookb2/1", {0}}, "workflow", {0}},
    {"check: a Teams workflow", "teams", {.url = "https://p.logic.azure.com/w?sig=S"}, NULL, {0}},
    {"check: telegram without chat", "telegram", {.url = "https://api.telegram.org/bot1:T", {0}},
	"chat_id", {0}},
    {"check: http as shipped", "http", {.url = "https://h/"}, NULL, {0}},
    {"check: http with a broken body", "http", {.url = "https://h/"}, "JSON",
	{"body", "{\"a\": {text}}"}},
    {"check: http with a form", "http", {.url = "https://h/"}, NULL,
	{"content_type", "text/plain"}},
    {"check: http method", "http", {.url = "https://h/"}, "method", {"method", "post it"}},
    {"check: http statuses", "http", {.url = "https://h/"}, "success", {"success", "fine"}},
    {"check: http headers", "http", {.url = "https://h/"}, "headers", {"headers", "nonsense"}},
    {"check: http headers, the second", "http", {.url = "https://h/"}, "\"a b: c\"",
	{"headers", "X-A: 1\r\na b: c"}},
    {"check: http headers, all well", "http", {.url = "https://h/"}, NULL,
	{"headers", "\nX-A: 1\n\nUser-Agent: x\n"}},
    {"check: a second length", "http", {.url = "https://h/"}, "made from the body",
	{"headers", "X: y\ncontent-length: 3"}},
    {"check: another framing", "http", {.url = "https://h/"}, "one piece",
	{"headers", "Transfer-Encoding: chunked"}},
    {"check: a content type among headers", "http", {.url = "https://h/"}, "content_type",
	{"headers", "Content-Type: text/plain"}},
    {"check: webhook format", "webhook", {.url = "https://h/"}, "format", {"format", "xml"}},
    {"check: webhook", "webhook", {.url = "https://h/", .secrets = {key_list, 1, 1}}, NULL, {0}},
};

static void test_check(void **state)
{
	const struct check_row *row = *state;
	struct channel c = row->channel;
	struct channel_option option = row->option;
	struct error err = {0};

	c.kind = channel_kind_find(row->kind);
	if (option.key) {
		c.options.at = &option;
		c.options.n = 1;
	}
	assert_int_equal(channel_check(&c, &err), row->says == NULL);
	if (row->says && !strstr(err.s, row->says))
		fail_msg("\"%s\" does not say \"%s\"", err.s, row->says);
	assert_null(strstr(err.s, "demo"));
}

static const struct blank_row {
	const char *name, *text, *shown;
} blank_rows[] = {
    {"blank: the key", "POST /cgi-bin/webhook/send?key=693a91f6-7xxx failed",
	"POST /cgi-bin/webhook/send?key=*** failed"},
    {"blank: the password", "AUTH hunter22 refused", "AUTH *** refused"},
    {"blank: the signing secret", "key demo", "key ***"},
    {"blank: nothing", "errcode 0", "errcode 0"},
};

static void test_blank(void **state)
{
	const struct blank_row *row = *state;
	struct channel c = {.kind = channel_kind_find("wecom"),
	    .password = "hunter22",
	    .url = "https://q.example/cgi-bin/webhook/send?key=693a91f6-7xxx",
	    .secrets = {.at = secret_list, .n = 1}};
	struct reply r = {.status = 404, .body = row->text, .body_n = strlen(row->text)};
	scope(text) out = {0};

	channel_add_blanked(&c, &out, row->text);
	assert_string_equal(out.s, row->shown);
	assert_non_null(strstr(channel_judge(&c, &r, 1).reason, row->shown));
}

static void test_kinds(void **state)
{
	size_t i = 0;

	(void)state;
	while (channel_kind_at(i)) {
		const struct channel_kind *k = channel_kind_at(i++);
		assert_ptr_equal(channel_kind_find(k->name), k);
		assert_non_null(k->body);
		assert_int_equal(k->carrier == CARRIER_HTTP, k->request && k->judge);
		if (strcmp(k->name, "gotify") != 0 && strcmp(k->name, "http") != 0)
			assert_int_equal(k->form == FORM_CHAT, k->limit > 0);
	}
	assert_int_equal(i, 17);
	assert_null(channel_kind_find("carrier-pigeon"));
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_kinds)};

	return table_run("endpoint", endpoint_rows, test_endpoint) +
	       table_run("measure", measure_rows, test_measure) +
	       table_run("check", check_rows, test_check) +
	       table_run("blank", blank_rows, test_blank) +
	       cmocka_run_group_tests_name("channel", others, NULL, NULL);
}
