/* Bodies and requests of each kind, read back as JSON: with hostile text, filled to the limit. */
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
    .event_time = "2026-11-18T09:00:00+08:00",
    .series = "jiangmen-2016-34.18"};

static const char *secret_list[] = {"demo"};
static const char *key_list[] = {KEY};

/* The value at a path such as "a.b.0.c" in the body. */
static const json_t *at(const json_t *v, const char *path)
{
	scope(text) step = {0};

	while (v && *path) {
		size_t n = strcspn(path, ".");
		if (!strncmp(path, "m.mentions", 10))
			n = 10;
		text_reset(&step);
		text_addn(&step, path, n);
		v = json_is_array(v) ? json_array_get(v, (size_t)atoi(step.s))
				     : json_object_get(v, step.s);
		path += n + (path[n] == '.');
	}
	return v;
}

static const struct body_row {
	const char *name, *kind, *to;
	struct channel_option options[2];
	struct {
		const char *path, *text;
	} values[5];
} body_rows[] = {
    {"body: wecom", "wecom", "", {{0}},
	{{"msgtype", "markdown"},
	    {"markdown.content",
		"### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: dingtalk", "dingtalk", "", {{0}},
	{{"msgtype", "markdown"}, {"markdown.title", "【逾期1项】江府办〔2016〕34号"},
	    {"markdown.text",
		"### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: feishu", "feishu", "", {{0}},
	{{"msg_type", "interactive"},
	    {"card.header.title.content", "【逾期1项】江府办〔2016〕34号"},
	    {"card.header.template", "red"}, {"card.elements.0.text.tag", "lark_md"},
	    {"card.elements.0.text.content", "**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: slack", "slack", "", {{0}},
	{{"text", "【逾期1项】江府办〔2016〕34号"}, {"blocks.0.type", "header"},
	    {"blocks.0.text.text", "【逾期1项】江府办〔2016〕34号"},
	    {"blocks.1.text.type", "mrkdwn"},
	    {"blocks.1.text.text", "**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: mattermost", "mattermost", "chan,all", {{"room", "town-square"}},
	{{"text", "### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> 政府数据集\n\n@chan "
		  "@channel\n\n督办"},
	    {"channel", "town-square"}}},
    {"body: rocketchat", "rocketchat", "", {{"room", "#office"}},
	{{"text", "*【逾期1项】江府办〔2016〕34号*\n\n**18** \"开放\"\n> 政府数据集\n\n督办"},
	    {"channel", "#office"}}},
    {"body: discord", "discord", "80351110224678912", {{0}},
	{{"content", "<@80351110224678912> "}, {"embeds.0.title", "【逾期1项】江府办〔2016〕34号"},
	    {"embeds.0.description", "**18** \"开放\"\n> 政府数据集\n\n督办"},
	    {"allowed_mentions.users.0", "80351110224678912"}}},
    {"body: teams", "teams", "a@b.example", {{0}},
	{{"type", "message"},
	    {"attachments.0.content.body.0.text", "【逾期1项】江府办〔2016〕34号"},
	    {"attachments.0.content.body.1.text",
		"**18** \"开放\"\n> 政府数据集\n\n<at>a@b.example</at>\n\n督办"},
	    {"attachments.0.content.msteams.entities.0.mentioned.id", "a@b.example"},
	    {"attachments.0.contentType", "application/vnd.microsoft.card.adaptive"}}},
    {"body: gchat", "gchat", "all", {{0}},
	{{"text", "*【逾期1项】江府办〔2016〕34号*\n\n**18** \"开放\"\n> "
		  "政府数据集\n\n<users/all>\n\n督办"},
	    {"thread.threadKey", "jiangmen-2016-34.18"}}},
    {"body: telegram", "telegram", "", {{"chat_id", "@office"}},
	{{"chat_id", "@office"}, {"parse_mode", "HTML"},
	    {"text",
		"<b>【逾期1项】江府办〔2016〕34号</b>\n\n**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: telegram to another chat", "telegram", "@other", {{"chat_id", "-100"}},
	{{"chat_id", "@other"}}},
    {"body: matrix", "matrix", "@a:b.example", {{"room", "!r:b.example"}},
	{{"msgtype", "m.text"}, {"m.mentions.user_ids.0", "@a:b.example"},
	    {"body", "【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> "
		     "政府数据集\n\n@a:b.example\n\n督办"},
	    {"formatted_body",
		"<b>【逾期1项】江府办〔2016〕34号</b><br><br>**18** \"开放\"\n> "
		"政府数据集<br><br>"
		"<a href=\"https://matrix.to/#/@a:b.example\">@a:b.example</a><br><br>督办"}}},
    {"body: ntfy", "ntfy", "", {{"topic", "office"}},
	{{"topic", "office"}, {"title", "【逾期1项】江府办〔2016〕34号"},
	    {"message", "**18** \"开放\"\n> 政府数据集\n\n督办"}}},
    {"body: gotify", "gotify", "", {{0}},
	{{"title", "【逾期1项】江府办〔2016〕34号"},
	    {"message", "**18** \"开放\"\n> 政府数据集\n\n督办"},
	    {"extras.client::display.contentType", "text/markdown"}}},
    {"body: http", "http", "x",
	{{"body", "{\"a\":[\"{title}\",\"{text}|{to}\"],\"d\":{data},\"{no}\":\"{\"}"}},
	{{"a.0", "【逾期1项】江府办〔2016〕34号"},
	    {"a.1", "**18** \"开放\"\n> 政府数据集\n\n督办|x"}, {"d.due", "2020-12-31"},
	    {"{no}", "{"}}},
    {"body: http as shipped", "http", "", {{0}}, {{"title", "【逾期1项】江府办〔2016〕34号"}}},
    {"body: wecom mentions", "wecom", "zhang,<li>", {{0}},
	{{"markdown.content", "### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> "
			      "政府数据集\n\n<@zhang> <@li>\n\n督办"}}},
    {"body: dingtalk mentions", "dingtalk", "13800000000, user1", {{0}},
	{{"at.atMobiles.0", "13800000000"}, {"at.atUserIds.0", "user1"},
	    {"markdown.text", "### 【逾期1项】江府办〔2016〕34号\n\n**18** \"开放\"\n> "
			      "政府数据集\n\n@13800000000 @user1\n\n督办"}}},
    {"body: cloudevents", "webhook", "",
	{{"format", "cloudevents"}, {"source", "//office.example/deadlined"}},
	{{"specversion", "1.0"}, {"id", "01JD2Z8Q6V3K7N5W9X0Y1Z2A3B"},
	    {"source", "//office.example/deadlined"}, {"time", "2026-11-18T09:00:00+08:00"},
	    {"data.due", "2020-12-31"}}},
    {"body: webhook", "webhook", "", {{0}},
	{{"type", "deadlined.reminder.overdue"}, {"timestamp", "2026-11-18T09:00:00+08:00"},
	    {"data.address", "jiangmen-2016-34:18.2"}}},
};

static void test_body(void **state)
{
	const struct body_row *row = *state;
	struct channel c = {.name = "c", .kind = channel_kind_find(row->kind), .keyword = "督办"};
	struct letter l = letter;
	scope(text) body = {0};
	scope(arena) a = {0};
	json_scope seen = NULL;
	struct error err;

	for (size_t i = 0; i < 2 && row->options[i].key; i++)
		*list_push(&a, &c.options) = row->options[i];
	l.to = row->to;
	c.kind->body(&c, &l, &body);
	if (!json_parse(body.s, body.len, "body", &seen, &err))
		fail_msg("%s", err.s);
	for (size_t i = 0; i < 5 && row->values[i].path; i++) {
		const char *s = json_string_value(at(seen, row->values[i].path));
		if (!s)
			fail_msg("nothing at %s in %s", row->values[i].path, body.s);
		assert_string_equal(s, row->values[i].text);
	}
}

/* Hostile text changes nothing around it, broken UTF-8 breaks nothing; a keyword that is there is
 * not added. */
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
	struct channel_option options[5];
	const char **secrets;
	const char *body, *sent_url, *sent_body, *headers[8];
} request_rows[] = {
    {"request: wecom", "wecom", "https://q/send?key=K", {{0}}, NULL, "{}", "https://q/send?key=K",
	"{}", {"Content-Type: application/json; charset=utf-8"}},
    {"request: dingtalk unsigned", "dingtalk", "https://o/send?access_token=T", {{0}}, NULL, "{}",
	"https://o/send?access_token=T", "{}", {NULL}},
    {"request: dingtalk signed", "dingtalk", "https://o/send?access_token=T", {{0}}, secret_list,
	"{}",
	"https://o/send?access_token=T&timestamp=1794988800000&sign="
	"wuYHWz7epv7THlUJgAB4FWKfiOWejsmSIrFRF3JTwqk%3D",
	"{}", {NULL}},
    {"request: feishu unsigned", "feishu", "https://f/hook/T", {{0}}, NULL, "{\"a\":1}",
	"https://f/hook/T", "{\"a\":1}", {NULL}},
    {"request: feishu signed", "feishu", "https://f/hook/T", {{0}}, secret_list, "{\"a\":1}",
	"https://f/hook/T",
	"{\"timestamp\":\"1794988800\",\"sign\":\"XtLF+NJXUMOlM6accsDAiWEgUNGXCLAksQeHAIHSugY=\","
	"\"a\":1}",
	{NULL}},
    {"request: mattermost", "mattermost", "https://m/hooks/x", {{0}}, NULL, "{}",
	"https://m/hooks/x", "{}", {NULL}},
    {"request: discord names a version", "discord", "https://discord.com/api/webhooks/1/T",
	{{"thread", "7"}}, NULL, "{}",
	"https://discord.com/api/v10/webhooks/1/T?wait=true&thread_id=7", "{}", {NULL}},
    {"request: discord keeps a version", "discord", "https://discord.com/api/v9/webhooks/1/T",
	{{0}}, NULL, "{}", "https://discord.com/api/v9/webhooks/1/T?wait=true", "{}", {NULL}},
    {"request: teams takes the URL whole", "teams",
	"https://p.logic.azure.com/w?sp=%2Ftriggers&sig=S", {{0}}, NULL, "{}",
	"https://p.logic.azure.com/w?sp=%2Ftriggers&sig=S", "{}", {NULL}},
    {"request: gchat", "gchat", "https://chat.googleapis.com/v1/spaces/S/messages?key=K&token=T",
	{{0}}, NULL, "{}",
	"https://chat.googleapis.com/v1/spaces/S/"
	"messages?key=K&token=T&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
	"{}", {NULL}},
    {"request: telegram", "telegram", "https://api.telegram.org/bot1:T", {{0}}, NULL, "{}",
	"https://api.telegram.org/bot1:T/sendMessage", "{}", {NULL}},
    {"request: telegram, whole URL", "telegram", "https://api.telegram.org/bot1:T/sendMessage",
	{{0}}, NULL, "{}", "https://api.telegram.org/bot1:T/sendMessage", "{}", {NULL}},
    {"request: matrix", "matrix", "https://m.example/",
	{{"room", "!r:m.example"}, {"token", "syt_x"}}, NULL, "{}",
	"https://m.example/_matrix/client/v3/rooms/%21r%3Am.example/send/m.room.message/"
	"dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B",
	"{}", {"Authorization: Bearer syt_x"}},
    {"request: ntfy", "ntfy", "https://ntfy.example", {{"topic", "t"}, {"token", "tk_x"}}, NULL,
	"{}", "https://ntfy.example/", "{}", {"Authorization: Bearer tk_x"}},
    {"request: gotify", "gotify", "https://g.example/", {{"token", "A.x"}}, NULL, "{}",
	"https://g.example/message", "{}", {"X-Gotify-Key: A.x"}},
    {"request: http", "http", "https://h/{token}/in?id={id}",
	{{"headers", "Authorization: Token {token}\r\nX-Id: {id}"}, {"token", "s/t"},
	    {"content_type", "text/plain"}, {"signature_header", "X-Hub-Signature-256"}},
	secret_list, "x", "https://h/s%2Ft/in?id=dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", "x",
	{"Authorization: Token s/t", "X-Id: dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B",
	    "Content-Type: text/plain",
	    "X-Hub-Signature-256: "
	    "sha256=21000ae889e9674abe8d75990d4fc03ae48f6762043d577ce27c6ed35ed8f32e"}},
    {"request: cloudevents", "webhook", "https://w/in", {{"format", "cloudevents"}}, NULL, "{}",
	"https://w/in", "{}",
	{"Content-Type: application/cloudevents+json; charset=utf-8",
	    "webhook-id: dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B"}},
    {"request: webhook", "webhook", "https://w/in", {{0}}, key_list,
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

	for (size_t i = 0; i < 5 && row->options[i].key; i++)
		*list_push(&a, &c.options) = row->options[i];
	c.kind->request(
	    &c, "dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", row->body, strlen(row->body), NOW, &a, &r);
	assert_string_equal(r.method, strcmp(row->kind, "matrix") ? "POST" : "PUT");
	assert_string_equal(r.url, row->sent_url);
	assert_string_equal(r.body, row->sent_body ? row->sent_body : row->body);
	assert_int_equal(r.body_n, strlen(r.body));
	for (size_t i = 0; i < 8 && row->headers[i]; i++)
		if (!has_header(&r, row->headers[i]))
			fail_msg("no header \"%s\"", row->headers[i]);
}

/* A chat that fills the kind's limit still fits what the service takes, with the longest title
 * and keyword. */
static const struct full_row {
	const char *name, *kind;
	size_t most; /* bytes of the JSON, or of the content where that is what counts */
	const char *content;
} full_rows[] = {
    {"full: wecom", "wecom", 4096, "markdown.content"},
    {"full: dingtalk", "dingtalk", 20000, NULL},
    {"full: feishu", "feishu", 20000, NULL},
    {"full: teams", "teams", 28000, NULL},
    {"full: gchat", "gchat", 32000, NULL},
    {"full: matrix", "matrix", 64000, NULL},
    {"full: ntfy", "ntfy", 4096, "message"},
};

/* As many pieces as the kind's limit takes, less `spare`. */
static void fill(struct text *chat, const struct channel_kind *k, const char *piece, size_t spare)
{
	size_t each = channel_measure(k, piece, strlen(piece));

	for (size_t n = (k->limit - spare) / each; n; n--)
		text_add(chat, piece);
}

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
		fill(&chat, c.kind, fills[i], 8);
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

/* Slack: any text falls into at most 50 blocks of at most 3000 characters, and none of it is
 * lost. */
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
		fill(&chat, c.kind, fills[i], 12);
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

/* A form's placeholders are escaped as a form wants it. */
static void test_form(void **state)
{
	struct channel_option options[] = {
	    {"content_type", "application/x-www-form-urlencoded"}, {"body", "t={title}&x={text}"}};
	struct channel c = {.kind = channel_kind_find("http"), .options = {options, 2, 2}};
	struct letter l = {.id = "A", .to = "", .subject = "a&b=市", .chat = "1 +\n"};
	scope(text) body = {0};

	(void)state;
	c.kind->body(&c, &l, &body);
	assert_string_equal(body.s, "t=a%26b%3D%E5%B8%82&x=1%20%2B%0A");
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_hostile_body),
	    cmocka_unit_test(test_slack_sections), cmocka_unit_test(test_form)};

	return table_run("body", body_rows, test_body) +
	       table_run("request", request_rows, test_request) +
	       table_run("full", full_rows, test_full) +
	       cmocka_run_group_tests_name("channel", others, NULL, NULL);
}
