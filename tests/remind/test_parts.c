/* Parts: whatever the message, the address and the keyword, what is sent keeps within what the service takes; each
 * reminder is in one part, in order, and no part has room for one more. */
#include "sample.h"
#include "base/json.h"
#include "base/utf8.h"
#include "send/room.h"

/* What the services state (facts: channels): of a string in the body, or of the body as a whole. */
static const struct service {
	const char *name, *kind, *path; /* NULL: the whole body */
	size_t most;
	bool bytes;
	struct channel_option options[3];
} services[] = {
    {"parts: wecom", "wecom", "markdown.content", 4096, true, {{0}}},
    {"parts: dingtalk", "dingtalk", NULL, 20000, true, {{0}}},
    /* A signature of some 80 bytes is put in when it is sent. */
    {"parts: feishu", "feishu", NULL, 20480 - 80, true, {{0}}},
    {"parts: slack", "slack", NULL, 40000, false, {{0}}},
    {"parts: mattermost", "mattermost", "text", 16383, false, {{0}}},
    {"parts: rocketchat", "rocketchat", "text", 5000, false, {{0}}},
    {"parts: discord", "discord", "embeds.0.description", 4096, false, {{0}}},
    {"parts: teams", "teams", NULL, 28000, true, {{0}}},
    {"parts: gchat", "gchat", NULL, 32000, true, {{0}}},
    {"parts: telegram", "telegram", "text", 4096, false, {{"chat_id", "-1"}}},
    {"parts: matrix", "matrix", NULL, 60000, true, {{"room", "!a:b"}, {"token", "t"}}},
    {"parts: ntfy", "ntfy", "message", 4096, true, {{"topic", "t"}}},
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

static const char *repeated(struct arena *a, const char *piece, size_t times)
{
	scope(text) out = {0};

	while (times--)
		text_add(&out, piece);
	return arena_dup(a, text_get(&out));
}

static struct channel channel_of(struct sample *s, const struct service *service)
{
	struct channel c = sample_channel(service->kind);

	c.url = "https://chat.example.org/hook";
	for (size_t i = 0; service->options[i].key; i++)
		*list_push(&s->arena, &c.options) = service->options[i];
	return c;
}

static struct letters compose(struct sample *s, const struct channel *c)
{
	struct letters out = {0};

	compose_letters(&s->message, c, &s->calendar, s->templates, &s->arena, &out);
	assert_true(out.n > 0);
	return out;
}

static void check_body(
    const struct service *service, const struct channel *c, const struct letter *l)
{
	scope(text) body = {0};
	json_scope json = NULL;
	const char *s;
	size_t n;

	c->kind->body(c, l, &body);
	assert_true(json_parse(body.s, body.len, service->kind, &json, NULL));
	s = service->path ? json_string_value(at(json, service->path)) : body.s;
	n = service->path ? json_string_length(at(json, service->path)) : body.len;
	assert_non_null(s);
	assert_true(utf8_valid(s, n));
	n = service->bytes ? n : utf8_length(s, n);
	if (n > service->most)
		fail_msg("%zu in a part, of %zu", n, service->most);
	if (c->keyword)
		assert_non_null(strstr(body.s, c->keyword));
}

/* The items whose address a part names, as a range that follows the one before. */
static size_t count_items(struct sample *s, const struct letter *l, size_t first)
{
	size_t n = first;

	while (n < s->message.items.n) {
		scope(text) address = {0};

		text_addf(&address, "%s:%zu.1", "yunxi-2016-8", n + 1);
		if (!strstr(l->chat, address.s))
			break;
		n++;
	}
	return n - first;
}

/* Would the part have had room for one more? */
static void check_full(struct sample *s, const struct channel *c, size_t first, size_t n)
{
	struct message whole = s->message;

	s->message.items.at += first;
	s->message.items.n = n + 1;
	assert_true(compose(s, c).n > 1);
	s->message = whole;
}

static void check_parts(struct sample *s, const struct service *service, const struct channel *c)
{
	struct letters got = compose(s, c);
	size_t first = 0;

	for (size_t i = 0; i < got.n; i++) {
		size_t n = count_items(s, &got.at[i], first);
		char number[48];

		check_body(service, c, &got.at[i]);
		assert_true(n > 0);
		snprintf(number, sizeof number, "（%zu/%zu）", i + 1, got.n);
		assert_int_equal(strstr(got.at[i].subject, number) != NULL, got.n > 1);
		if (i < 2 && i + 1 < got.n && !strstr(got.at[i].chat, "已缩短"))
			check_full(s, c, first, n);
		first += n;
	}
	assert_int_equal(first, s->message.items.n);
}

static void fill_random(struct sample *s, int n, int longest)
{
	static const char *const pieces[] = {"任务", "&<", "\"\\", "*_", "a", "😀", "数据，", "\n"};

	for (int i = 0; i < n; i++) {
		const char *no = arena_printf(&s->arena, "%d", i + 1);
		const char *piece = pieces[(size_t)rand() % ROWS(pieces)];
		struct reminder_item *item =
		    sample_add(s, no, repeated(&s->arena, piece, (size_t)(rand() % longest)),
			"2017-06-30", STAGE_OVERDUE);

		sample_source(item, repeated(&s->arena, "句\"", (size_t)(rand() % longest)));
		sample_unit(s, item, repeated(&s->arena, "局", (size_t)(rand() % 30)));
		if (rand() % 3 == 0) {
			sample_target(s, item,
			    (struct target){
				.metric = "数据集", .unit = "个", .op = OP_GE, .value = 200});
			sample_report(s, item, 0, rand() % 200, false);
		}
	}
}

/* Up to 25 who are called. */
static const char *random_address(struct sample *s)
{
	scope(text) out = {0};

	for (int n = rand() % 26; n > 0; n--)
		text_addf(&out, "%s1380000%04d", out.len ? "," : "", rand() % 10000);
	return arena_dup(&s->arena, text_get(&out));
}

static void test_random(void **state)
{
	const struct service *service = *state;

	srand(20181224);
	print_message("%s: seed 20181224\n", service->name);
	for (int round = 0; round < 3; round++) {
		struct sample s;
		struct channel c;

		sample_open(&s);
		c = channel_of(&s, service);
		fill_random(&s, 1 + rand() % 40, round ? 60 : 900);
		s.message.to = strcmp(service->kind, "telegram") ? random_address(&s) : "-7";
		c.keyword = rand() % 2 ? "督查提醒" : NULL;
		check_parts(&s, service, &c);
		sample_close(&s);
	}
}

static void test_one_too_long(void **state)
{
	const struct service *service = *state;
	struct sample s;
	struct reminder_item *item;
	struct channel c;
	struct letters got;

	sample_open(&s);
	c = channel_of(&s, service);
	item =
	    sample_add(&s, "1", repeated(&s.arena, "数据\"<*", 9000), "2017-06-30", STAGE_OVERDUE);
	sample_unit(&s, item, repeated(&s.arena, "局", 3000));
	sample_source(item, repeated(&s.arena, "原文\\", 9000));
	for (int i = 0; i < 40; i++)
		sample_target(&s, item,
		    (struct target){.metric = repeated(&s.arena, "指标", 20),
			.unit = "个",
			.op = OP_GE,
			.value = 200});
	got = compose(&s, &c);
	assert_int_equal(got.n, 1);
	check_body(service, &c, &got.at[0]);
	assert_non_null(strstr(got.at[0].chat, "已缩短"));
	assert_non_null(strstr(got.at[0].chat, "逾期 542 天"));
	assert_non_null(strstr(got.at[0].chat, "yunxi-2016-8:1.1"));
	sample_close(&s);
}

/* Many who are called leave less room for words, but never none. */
static void test_room(void **state)
{
	struct arena a = {0};
	struct channel c = sample_channel("wecom");
	size_t limit = c.kind->limit;

	(void)state;
	assert_int_equal(room_for_chat(&c, ""), limit);
	assert_int_equal(room_for_chat(&c, "ab"), limit - strlen("\n\n<@ab>"));
	c.keyword = "督办";
	assert_int_equal(room_for_chat(&c, NULL), limit - strlen("\n\n督办"));
	assert_int_equal(room_for_chat(&c, repeated(&a, "somebody,", 9000)), limit / 4);
	c = sample_channel("http");
	assert_int_equal(room_for_chat(&c, "ab"), 0);
	c = sample_channel("smtp");
	assert_int_equal(room_for_chat(&c, "a@b"), 0);
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest single[] = {cmocka_unit_test(test_room)};

	return table_run("random", services, test_random) +
	       table_run("one too long", services, test_one_too_long) +
	       cmocka_run_group_tests_name("room", single, NULL, NULL);
}
