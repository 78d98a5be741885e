/* Words of a notice are words, wherever they stand: a message with hostile texts has the same structure as the same
 * message with harmless ones. Counted is what means something in the place: tags, emphasis, links, mentions, line
 * beginnings. */
#include <ctype.h>
#include "sample.h"
#include "base/json.h"

/* A stream of texts, in the order in which the fields ask for them. */
struct texts {
	bool hostile;
};

static const char *next_text(struct sample *s, const struct texts *t)
{
	static const char *const pieces[] = {"*b*", "**", "_i_", "`c`", "```", "~s~", "~~",
	    "[t](http://e)", "![i](http://e)", "<b>", "</b>", "</blockquote>", "<script>x</script>",
	    "<!channel>", "<@U1>", "<users/all>", "<at id=all></at>", "<@all>",
	    "<font color=\"red\">", "&amp;", "&#42;", "&lt;", "@all ", "@here", "@everyone ",
	    " @channel", "# h", "## ", "> q", "- l", "+ l", "1. l", "2) l", "===", "---", "|a|b|",
	    "\\", "\\*", "{{name}}", "{n}", "\"", "'", "\r\n", "\n", "\n- x", "\t", "\x01", "\x7f",
	    "任务", "😀", "https://e.example/x_y_z", "](", ")", "(", "!", "|", "]]>", "<!--"};
	scope(text) out = {0};

	if (!t->hostile)
		return "x";
	for (int n = 1 + rand() % 6; n; n--)
		text_add(&out, pieces[(size_t)rand() % ROWS(pieces)]);
	return arena_dup(&s->arena, text_get(&out));
}

static void fill_sample(struct sample *s, const struct texts *t)
{
	struct reminder_item *i =
	    sample_add(s, next_text(s, t), next_text(s, t), "2018-12-31", STAGE_BEFORE);

	/* Never one of the task's: that would be said differently. */
	s->message.unit = arena_printf(&s->arena, "unit %s", next_text(s, t));
	s->message.sender = next_text(s, t);
	s->notice.title = next_text(s, t);
	s->notice.doc_no = next_text(s, t);
	s->second.doc_no = next_text(s, t);
	sample_unit(s, i, next_text(s, t));
	sample_unit(s, i, next_text(s, t));
	sample_source(i, next_text(s, t));
	for (size_t k = 0; k < 2; k++) {
		sample_target(s, i,
		    (struct target){.metric = next_text(s, t),
			.unit = next_text(s, t),
			.op = OP_GE,
			.value = 2});
		sample_report(s, i, k, (double)k + 1, k > 0);
	}
	snprintf(i->address.task, sizeof i->address.task, "7");
	sample_clock(s);
	((struct occurrence *)s->message.items.at[1].occurrence)->label = next_text(s, t);
}

/* ---- what means something */

static bool is_word(const char *s, const char *words)
{
	for (; *words; words += strcspn(words, "|") + (words[strcspn(words, "|")] == '|')) {
		size_t n = strcspn(words, "|");

		if (!strncmp(s, words, n))
			return true;
	}
	return false;
}

/* Text without what is escaped in the markup's way, so that what is left means something. */
static void add_bare(struct text *out, const char *s, enum markup m)
{
	static const char entities[] = "amp;|lt;|gt;|quot;|#39;";

	for (; *s; s++) {
		bool backslash = m == MARKUP_MARKDOWN || m == MARKUP_TEAMS;
		bool named = m == MARKUP_SLACK || m == MARKUP_TELEGRAM || m == MARKUP_HTML;

		if (backslash && *s == '\\' && s[1])
			s++;
		else if (named && *s == '&' && is_word(s + 1, entities))
			s += strcspn(s, ";");
		else if (m == MARKUP_FEISHU && s[0] == '&' && s[1] == '#')
			s += strcspn(s, ";");
		else
			text_addc(out, *s);
	}
}

static const char *specials_of(enum markup m)
{
	static const char *const specials[] = {[MARKUP_PLAIN] = "",
	    [MARKUP_SLACK] = "*_~`<>&",
	    [MARKUP_GCHAT] = "*_~`<>",
	    [MARKUP_TELEGRAM] = "<>&",
	    [MARKUP_HTML] = "<>&"};

	return m < ROWS(specials) && specials[m] ? specials[m] : "*_~`[]<>#|\\&";
}

/* Where '&' begins nothing that is known to these. */
static bool counts(enum markup m, char c)
{
	bool inert = m == MARKUP_WECOM || m == MARKUP_DINGTALK || m == MARKUP_MARKDOWN ||
		     m == MARKUP_TEAMS || m == MARKUP_ROCKETCHAT;

	return strchr(specials_of(m), c) && !(c == '&' && inert);
}

static bool begins_list(const char *line)
{
	size_t n;

	line += strspn(line, " ");
	n = strspn(line, "0123456789");
	return n ? strchr(".)", line[n]) && line[n] : *line && strchr("-+=", *line);
}

/* Every mark, line and mention in its order. */
static void add_skeleton(struct text *out, const char *s, enum markup m)
{
	bool lists =
	    m != MARKUP_PLAIN && m != MARKUP_SLACK && m != MARKUP_TELEGRAM && m != MARKUP_HTML;
	bool mentions = m == MARKUP_MARKDOWN || m == MARKUP_ROCKETCHAT || m == MARKUP_TELEGRAM;
	scope(text) bare = {0};
	scope(text) whole = {0};

	add_bare(&bare, s, m);
	text_add(&whole, s);
	for (size_t i = 0; i < bare.len; i++) {
		char c = bare.s[i];

		if (c == '\n' || counts(m, c))
			text_addc(out, c);
		if (mentions && c == '@' && (!i || !isalnum((unsigned char)bare.s[i - 1])))
			text_addc(out, '@');
	}
	for (const char *line = whole.s; lists && line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (begins_list(line))
			text_addc(out, 'L');
	}
}

/* ---- where it stands */

static const struct place {
	const char *name, *kind,
	    *paths[3];	   /* in the body's JSON: the strings that are read as markup */
	const char *plain; /* one that is read as plain text: one line */
	struct channel_option options[3];
} places[] = {
    {"hostile: wecom", "wecom", {"markdown.content"}, NULL, {{0}}},
    {"hostile: dingtalk", "dingtalk", {"markdown.text"}, "markdown.title", {{0}}},
    {"hostile: feishu", "feishu", {"card.elements.0.text.content"}, "card.header.title.content",
	{{0}}},
    {"hostile: slack", "slack", {"blocks.1.text.text"}, "blocks.0.text.text", {{0}}},
    {"hostile: mattermost", "mattermost", {"text"}, NULL, {{0}}},
    {"hostile: rocketchat", "rocketchat", {"text"}, NULL, {{0}}},
    {"hostile: discord", "discord", {"embeds.0.title", "embeds.0.description"}, "content", {{0}}},
    {"hostile: teams", "teams",
	{"attachments.0.content.body.0.text", "attachments.0.content.body.1.text"}, NULL, {{0}}},
    {"hostile: gchat", "gchat", {"text"}, NULL, {{0}}},
    {"hostile: telegram", "telegram", {"text"}, NULL, {{"chat_id", "-1"}}},
    {"hostile: matrix", "matrix", {"formatted_body"}, "msgtype",
	{{"room", "!a:b"}, {"token", "t"}}},
    {"hostile: ntfy", "ntfy", {"message"}, "title", {{"topic", "t"}}},
    {"hostile: gotify", "gotify", {"message"}, "title", {{"token", "t"}}},
    {"hostile: http", "http", {NULL}, NULL, {{0}}},
};

static const json_t *at(const json_t *v, const char *path)
{
	while (v && *path) {
		size_t n = strcspn(path, ".");

		v = json_is_array(v) ? json_array_get(v, (size_t)atoi(path))
				     : json_object_getn(v, path, n);
		path += n + (path[n] == '.');
	}
	return v;
}

static json_t *body_of(struct sample *s, const struct place *p)
{
	struct channel c = sample_channel(p->kind);
	struct letters got = {0};
	struct error err = {0};
	json_t *json = NULL;
	scope(text) body = {0};

	c.url = "https://chat.example.org/hook";
	for (size_t i = 0; p->options[i].key; i++)
		*list_push(&s->arena, &c.options) = p->options[i];
	compose_letters(&s->message, &c, &s->calendar, s->templates, &s->arena, &got);
	assert_int_equal(got.n, 1);
	c.kind->body(&c, &got.at[0], &body);
	if (!json_parse(body.s, body.len, p->kind, &json, &err))
		fail_msg("%s\n%s", err.s, body.s);
	return json;
}

/* The same keys and lists, whatever the words. */
static void same_shape(const json_t *a, const json_t *b)
{
	const char *key;
	json_t *value;
	size_t i;

	assert_int_equal(json_typeof(a), json_typeof(b));
	if (json_is_array(a))
		assert_int_equal(json_array_size(a), json_array_size(b));
	if (json_is_object(a))
		assert_int_equal(json_object_size(a), json_object_size(b));
	json_object_foreach ((json_t *)a, key, value) {
		assert_non_null(json_object_get(b, key));
		same_shape(value, json_object_get(b, key));
	}
	json_array_foreach (a, i, value)
		same_shape(value, json_array_get(b, i));
}

static void same_structure(const char *expected, const char *got, enum markup m)
{
	scope(text) one = {0};
	scope(text) two = {0};

	add_skeleton(&one, expected, m);
	add_skeleton(&two, got, m);
	if (strcmp(text_get(&one), text_get(&two)) != 0)
		fail_msg(
		    "[%s] was expected, not [%s], in:\n%s", text_get(&one), text_get(&two), got);
}

static void test_chat(void **state)
{
	const struct place *p = *state;
	enum markup m = channel_kind_find(p->kind)->markup;

	srand(20181224);
	print_message("%s: seed 20181224\n", p->name);
	for (int round = 0; round < 150; round++) {
		struct sample harmless, hostile;
		json_scope one = NULL;
		json_scope two = NULL;

		sample_open(&harmless);
		sample_open(&hostile);
		fill_sample(&harmless, &(struct texts){false});
		fill_sample(&hostile, &(struct texts){true});
		one = body_of(&harmless, p);
		two = body_of(&hostile, p);
		same_shape(one, two);
		for (size_t i = 0; i < 3 && p->paths[i]; i++) {
			assert_non_null(json_string_value(at(two, p->paths[i])));
			same_structure(json_string_value(at(one, p->paths[i])),
			    json_string_value(at(two, p->paths[i])), m);
		}
		if (p->plain)
			assert_null(strpbrk(json_string_value(at(two, p->plain)), "\r\n"));
		sample_close(&harmless);
		sample_close(&hostile);
	}
}

/* ---- mail and webhook */

static void test_mail(void **state)
{
	(void)state;
	srand(20181224);
	for (int round = 0; round < 150; round++) {
		struct sample harmless, hostile;
		struct channel c = sample_channel("smtp");
		struct letters one = {0}, two = {0};

		sample_open(&harmless);
		sample_open(&hostile);
		fill_sample(&harmless, &(struct texts){false});
		fill_sample(&hostile, &(struct texts){true});
		compose_letters(&harmless.message, &c, &harmless.calendar, harmless.templates,
		    &harmless.arena, &one);
		compose_letters(&hostile.message, &c, &hostile.calendar, hostile.templates,
		    &hostile.arena, &two);
		same_structure(one.at[0].html, two.at[0].html, MARKUP_HTML);
		assert_null(strpbrk(two.at[0].subject, "\r\n\t\x01\x7f"));
		sample_close(&harmless);
		sample_close(&hostile);
	}
}

/* A program reads the very words. */
static void test_webhook(void **state)
{
	(void)state;
	srand(20181224);
	for (int round = 0; round < 150; round++) {
		struct sample s;
		struct channel c = sample_channel("webhook");
		struct letters got = {0};
		json_scope body = NULL;
		scope(text) out = {0};
		const char *text;

		sample_open(&s);
		fill_sample(&s, &(struct texts){true});
		text = s.message.items.at[0].task->text;
		compose_letters(&s.message, &c, &s.calendar, s.templates, &s.arena, &got);
		c.kind->body(&c, &got.at[0], &out);
		assert_true(json_parse(out.s, out.len, "webhook", &body, NULL));
		assert_string_equal(json_string_value(at(body, "data.items.1.task.text")), text);
		sample_close(&s);
	}
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_mail),
	    cmocka_unit_test(test_webhook),
	};

	return table_run("chat", places, test_chat) +
	       cmocka_run_group_tests_name("hostile", single, NULL, NULL);
}
