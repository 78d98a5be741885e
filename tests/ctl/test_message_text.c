#include "ctl/message_text.h"
#include "table.h"

/* Bodies as the kinds themselves make them. */
struct row {
	const char *name, *kind, *words;
};
static const struct row rows[] = {
    {"a mail", "smtp", "市网信统筹局：\n还有 7 天\n"},
    {"a mail in a folder", "maildir", "市网信统筹局：\n还有 7 天\n"},
    {"a chat message", "wecom", "市网信统筹局：\n还有 7 天\n"},
    {"a signed robot's", "feishu", "市网信统筹局：\n还有 7 天\n"},
    {"a webhook", "webhook", "市网信统筹局"},
};

static void check(void **state)
{
	const struct row *row = *state;
	const struct channel c = {
	    .name = "c", .kind = channel_kind_find(row->kind), .from = "a@example.org"};
	const struct letter l = {.id = "0A",
	    .to = "b@example.org",
	    .subject = "s",
	    .text = row->words,
	    .html = "<p>html</p>",
	    .chat = row->words,
	    .data = "{\"unit\":\"市网信统筹局\"}",
	    .event_type = "deadlined.reminder.due",
	    .event_time = "2018-12-24T09:10:00+08:00"};
	struct delivery d = {.channel = &c};
	scope(text) body = {0}, shown = {0}, plain = {0};

	c.kind->body(&c, &l, &body);
	d.body = text_get(&body);
	d.body_n = body.len;
	message_text_add(&d, &shown);
	for (const char *s = text_get(&shown); *s; s++)
		if (*s != '\r')
			text_addc(&plain, *s);
	assert_non_null(strstr(text_get(&plain), row->words));
	assert_null(strstr(text_get(&plain), "Content-Type"));
}

static void test_broken_bodies_show_nothing(void **state)
{
	const struct channel mail = {.kind = channel_kind_find("smtp")},
			     chat = {.kind = channel_kind_find("slack")};
	const struct delivery bad[] = {{.channel = &mail, .body = "Subject: x", .body_n = 10},
	    {.channel = &mail, .body = "Content-Type: text/plain", .body_n = 24},
	    {.channel = &chat, .body = "{\"text\":", .body_n = 8}};

	(void)state;
	for (size_t i = 0; i < ROWS(bad); i++) {
		scope(text) shown = {0};

		message_text_add(&bad[i], &shown);
		assert_string_equal(text_get(&shown), "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_broken_bodies_show_nothing)};

	return table_run("message text", rows, check) +
	       cmocka_run_group_tests_name("message text: broken", tests, NULL, NULL);
}
