/* Bodies and requests of each kind, read back as JSON; endpoints, measures, checks and blanked secrets. */
#include "send/channel.h"
#include "base/json.h"
#include "table.h"

#define NOW 1794988800
#define KEY "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

static const struct letter letter = {.id = "01JD2Z8Q6V3K7N5W9X0Y1Z2A3B",
    .to = "",
    .subject = "【逾期1项】江府办〔2016〕34号",
    .chat = "**18** \"开放\"\n> 政府数据集",
    .data = "{\"address\":\"jiangmen-2016-34:18.2\",\"due\":\"2020-12-31\"}",
    .event_type = "deadlined.reminder.overdue",
    .event_time = "2026-11-18T09:00:00+08:00"};

static const char *secret_list[] = {"demo"};
static const char *key_list[] = {KEY};

/* The value at a path such as "a.b.0.c" in the body. */
static const json_t *at(const json_t *v, const char *path)
{
	scope(text) step = {0};

	while (v && *path) {
		size_t n = strcspn(path, ".");
		text_reset(&step);
		text_addn(&step, path, n);
		v = json_is_array(v) ? json_array_get(v, (size_t)atoi(step.s))
				     : json_object_get(v, step.s);
		path += n + (path[n] == '.');
	}
	return v;
}

static const struct body_row {
	const char *name, *kind;
	struct {
		const char *path, *text;
	} values[5];
} body_rows[] = {
    {"body: wecom", "wecom",
	{{"msgtype", "markdown"},
	    {"markdown.content",
		"### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: dingtalk", "dingtalk",
	{{"msgtype", "markdown"}, {"markdown.title", "【逾期1项】江府办〔2016〕34号"},
	    {"markdown.text",
		"### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: feishu", "feishu",
	{{"msg_type", "interactive"},
	    {"card.header.title.content", "【逾期1项】江府办〔2016〕34号"},
	    {"card.header.template", "red"}, {"card.elements.0.text.tag", "lark_md"},
	    {"card.elements.0.text.content", "**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: slack", "slack",
	{{"text", "【逾期1项】江府办〔2016〕34号"}, {"blocks.0.type", "header"},
	    {"blocks.0.text.text", "【逾期1项】江府办〔2016〕34号"},
	    {"blocks.1.text.type", "mrkdwn"},
	    {"blocks.1.text.text", "**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: webhook", "webhook",
	{{"type", "deadlined.reminder.overdue"}, {"timestamp", "2026-11-18T09:00:00+08:00"},
	    {"data.address", "jiangmen-2016-34:18.2"}}},
};

static void test_body(void **state)
{
	const struct body_row *row = *state;
	struct channel c = {.name = "c", .kind = channel_kind_find(row->kind), .keyword = "督办"};
	scope(text) body = {0};
	json_scope seen = NULL;
	struct error err;

	c.kind->body(&c, &letter, &body);
	if (!json_parse(body.s, body.len, "body", &seen, &err))
		fail_msg("%s", err.s);
	for (size_t i = 0; i < 5 && row->values[i].path; i++) {
		const char *s = json_string_value(at(seen, row->values[i].path));
		if (!s)
			fail_msg("nothing at %s in %s", row->values[i].path, body.s);
		assert_string_equal(s, row->values[i].text);
	}
}

/* Hostile text changes nothing around it, broken UTF-8 breaks nothing; a keyword that is there is not added. */
static void test_hostile_body(void **state)
{
	const struct channel_kind *k;
	struct letter l = letter;

	(void)state;
	l.subject = "\"},\"x\":{\"\xff\xe6 督办";
	l.chat = "\"}]\\ \x01 \xc3 督办 \xed\xa0\x80";
	l.data = "{\"broken\": ";
	l.event_type = "\xff\"";
	for (size_t i = 0; (k = channel_kind_at(i)); i++) {
		struct channel c = {.name = "c", .kind = k, .keyword = "督办", .url = "https://h/"};
		scope(text) body = {0};
		json_scope seen = NULL;
		if (k->carrier != CARRIER_HTTP)
			continue;
		k->body(&c, &l, &body);
		assert_true(json_parse(body.s, body.len, "body", &seen, NULL));
		assert_null(json_object_get(seen, "x"));
	}
}

static bool has_header(const struct request *r, const char *header)
{
	for (size_t i = 0; i < r->headers.n; i++)
		if (!strcmp(r->headers.at[i], header))
			return true;
	return false;
}

static const struct request_row {
	const char *name, *kind, *url;
	const char **secrets;
	const char *body, *sent_url, *sent_body, *headers[8];
} request_rows[] = {
    {"request: wecom", "wecom", "https://q/send?key=K", NULL, "{}", "https://q/send?key=K", "{}",
	{"Content-Type: application/json; charset=utf-8"}},
    {"request: dingtalk unsigned", "dingtalk", "https://o/send?access_token=T", NULL, "{}",
	"https://o/send?access_token=T", "{}", {NULL}},
    {"request: dingtalk signed", "dingtalk", "https://o/send?access_token=T", secret_list, "{}",
	"https://o/send?access_token=T&timestamp=1794988800000&sign="
	"wuYHWz7epv7THlUJgAB4FWKfiOWejsmSIrFRF3JTwqk%3D",
	"{}", {NULL}},
    {"request: feishu unsigned", "feishu", "https://f/hook/T", NULL, "{\"a\":1}",
	"https://f/hook/T", "{\"a\":1}", {NULL}},
    {"request: feishu signed", "feishu", "https://f/hook/T", secret_list, "{\"a\":1}",
	"https://f/hook/T",
	"{\"timestamp\":\"1794988800\",\"sign\":\"XtLF+NJXUMOlM6accsDAiWEgUNGXCLAksQeHAIHSugY=\","
	"\"a\":1}",
	{NULL}},
    {"request: webhook", "webhook", "https://w/in", key_list,
	"{\"type\":\"deadlined.reminder.overdue\",\"timestamp\":\"2026-11-18T09:00:00+08:00\","
	"\"data\":"
	"{\"address\":\"jiangmen-2016-34:18.2\",\"due\":\"2020-12-31\"}}",
	"https://w/in", NULL,
	{"webhook-id: dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", "webhook-timestamp: 1794988800",
	    "webhook-signature: v1,P+JQ5WlK58LdmD4zf/u8IPK5Ua/OZ30pBLUCSNJBL+Y=",
	    "ce-specversion: 1.0", "ce-id: dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", "ce-source: /deadlined",
	    "ce-type: deadlined.reminder.overdue", "ce-time: 2026-11-18T09:00:00+08:00"}},
};

static void test_request(void **state)
{
	const struct request_row *row = *state;
	struct channel c = {.name = "c",
	    .kind = channel_kind_find(row->kind),
	    .url = row->url,
	    .secrets = {.at = row->secrets, .n = row->secrets != NULL}};
	scope(arena) a = {0};
	struct request r;

	c.kind->request(
	    &c, "dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", row->body, strlen(row->body), NOW, &a, &r);
	assert_string_equal(r.method, "POST");
	assert_string_equal(r.url, row->sent_url);
	assert_string_equal(r.body, row->sent_body ? row->sent_body : row->body);
	assert_int_equal(r.body_n, strlen(r.body));
	for (size_t i = 0; i < 8 && row->headers[i]; i++)
		if (!has_header(&r, row->headers[i]))
			fail_msg("no header \"%s\"", row->headers[i]);
}

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

/* A chat that fills the kind's limit still fits what the service takes, with the longest title and keyword. */
static const struct full_row {
	const char *name, *kind;
	size_t most; /* bytes of the JSON, or of the content where that is what counts */
	const char *content;
} full_rows[] = {
    {"full: wecom", "wecom", 4096, "markdown.content"},
    {"full: dingtalk", "dingtalk", 20000, NULL},
    {"full: feishu", "feishu", 20000, NULL},
};

static void test_full(void **state)
{
	static const char *const fills[] = {"市\n", "\"a", "x"};
	const struct full_row *row = *state;
	struct channel c = {.kind = channel_kind_find(row->kind),
	    .keyword = "关键词关键词关键词",
	    .secrets = {secret_list, 1, 1}};

	for (size_t i = 0; i < ROWS(fills); i++) {
		scope(text) chat = {0}, subject = {0}, body = {0};
		scope(arena) a = {0};
		json_scope seen = NULL;
		struct request r;
		struct letter l = letter;
		while (channel_measure(c.kind, text_get(&chat), chat.len) + 8 < c.kind->limit)
			text_add(&chat, fills[i]);
		for (int k = 0; k < 100; k++)
			text_add(&subject, "题");
		l.chat = chat.s;
		l.subject = subject.s;
		c.url = "https://h/?t=1";
		c.kind->body(&c, &l, &body);
		c.kind->request(&c, "A", body.s, body.len, NOW, &a, &r);
		assert_true(json_parse(r.body, r.body_n, "body", &seen, NULL));
		if (row->content)
			assert_true(json_string_length(at(seen, row->content)) <= row->most);
		else
			assert_true(r.body_n <= row->most);
	}
}

/* Slack: any text falls into at most 50 blocks of at most 3000 characters, and none of it is lost. */
static void test_slack_sections(void **state)
{
	static const char *const fills[] = {"市", "市网信统筹局政府数据集\n", "x"};
	struct channel c = {.kind = channel_kind_find("slack")};

	(void)state;
	for (size_t i = 0; i < ROWS(fills); i++) {
		scope(text) chat = {0}, body = {0}, together = {0};
		json_scope seen = NULL;
		struct letter l = letter;
		json_t *block;
		size_t k;
		while (channel_measure(c.kind, text_get(&chat), chat.len) + 12 < c.kind->limit)
			text_add(&chat, fills[i]);
		l.chat = chat.s;
		c.kind->body(&c, &l, &body);
		assert_true(json_parse(body.s, body.len, "body", &seen, NULL));
		assert_true(json_array_size(at(seen, "blocks")) <= 50);
		json_array_foreach (json_object_get(seen, "blocks"), k, block) {
			const char *s = json_string_value(at(block, "text.text"));
			assert_true(strlen(s) <= 3000);
			if (k)
				text_add(&together, s);
		}
		assert_string_equal(together.s, chat.s);
	}
}

static const struct check_row {
	const char *name;
	const char *kind;
	struct channel channel;
	const char *says; /* NULL: nothing */
} check_rows[] = {
    {"check: a robot", "wecom", {.url = "https://q/send?key=K"}, NULL},
    {"check: no url", "wecom", {.url = NULL}, "url"},
    {"check: another scheme", "slack", {.url = "ftp://h/"}, "https://"},
    {"check: a line break in the url", "slack", {.url = "https://h/\n"}, "line break"},
    {"check: mail server", "smtp", {.url = "smtp://h:25", .from = "督查室 <a@b.example>"}, NULL},
    {"check: mail server by http", "smtp", {.url = "http://h", .from = "a@b.example"}, "smtp://"},
    {"check: no sender", "smtp", {.url = "smtp://h:25"}, "from"},
    {"check: a password without TLS", "smtp",
	{.url = "smtp://h:25",
	    .from = "a@b.example",
	    .user = "u",
	    .password = "p",
	    .tls = TLS_NONE},
	"tls"},
    {"check: a user without password", "smtp",
	{.url = "smtp://h:25", .from = "a@b.example", .user = "u"}, "password_file"},
    {"check: maildir", "maildir", {.path = "/var/mail/d"}, NULL},
    {"check: maildir without path", "maildir", {.path = NULL}, "path"},
    {"check: webhook key", "webhook", {.url = "https://h/", .secrets = {secret_list, 1, 1}},
	"whsec_"},
    {"check: webhook", "webhook", {.url = "https://h/", .secrets = {key_list, 1, 1}}, NULL},
};

static void test_check(void **state)
{
	const struct check_row *row = *state;
	struct channel c = row->channel;
	struct error err = {0};

	c.kind = channel_kind_find(row->kind);
	assert_int_equal(channel_check(&c, &err), row->says == NULL);
	if (row->says && !strstr(err.s, row->says))
		fail_msg("\"%s\" does not say \"%s\"", err.s, row->says);
	assert_null(strstr(err.s, "demo"));
}

static const struct blank_row {
	const char *name, *text, *shown;
} blank_rows[] = {
    {"blank: the key", "POST /cgi-bin/webhook/send?key=693a91f6-7xxx failed",
	"POST /cgi-bin/webhook/send?key=… failed"},
    {"blank: the password", "AUTH hunter22 refused", "AUTH … refused"},
    {"blank: the signing secret", "key demo", "key …"},
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
		assert_int_equal(k->form == FORM_CHAT, k->limit > 0);
	}
	assert_true(i >= 7);
	assert_null(channel_kind_find("carrier-pigeon"));
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_hostile_body),
	    cmocka_unit_test(test_slack_sections), cmocka_unit_test(test_kinds)};

	return table_run("body", body_rows, test_body) +
	       table_run("request", request_rows, test_request) +
	       table_run("endpoint", endpoint_rows, test_endpoint) +
	       table_run("measure", measure_rows, test_measure) +
	       table_run("full", full_rows, test_full) +
	       table_run("check", check_rows, test_check) +
	       table_run("blank", blank_rows, test_blank) +
	       cmocka_run_group_tests_name("channel", others, NULL, NULL);
}
