/* Telegram Bot API: small HTML, of which only three characters need escaping. The URL is
 * https://api.telegram.org/botTOKEN; an address in `notify` is the id of another chat. */
#include "send/service.h"

static json_t *number_or_text(const char *s)
{
	char *end;
	long long n = strtoll(s, &end, 10);

	return *s && !*end ? json_integer(n) : service_text(s);
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	const char *chat_id = l->to && *l->to ? l->to : channel_option(c, "chat_id", "");
	const char *thread = channel_option(c, "thread", NULL);
	scope(text) chat = {0};
	json_t *message;

	service_add_chat(&chat, c, l, true);
	message = json_pack("{s:o,s:o,s:s,s:{s:b}}", "chat_id", number_or_text(chat_id), "text",
	    service_text(text_get(&chat)), "parse_mode", "HTML", "link_preview_options",
	    "is_disabled", 1);
	if (thread)
		json_object_set_new(message, "message_thread_id", number_or_text(thread));
	service_add_json(out, message);
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	(void)id;
	(void)now;
	service_post(out, a, service_url(a, c->url, "/sendMessage"), body, n);
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 200 && json_is_true(json_object_get(body, "ok"));
}

static const struct service_rule rules[] = {
    {0, 401, NULL, VERDICT_HOLD, 0, "the bot's token is wrong: check url"},
    {0, 403, NULL, VERDICT_HOLD, 0, "the bot was removed from the chat or blocked"},
    {0, 404, NULL, VERDICT_HOLD, 0, "there is no such bot: check url"},
    {0, 400, "chat not found", VERDICT_HOLD, 0, "the chat is not found: check chat_id"},
    {0, 400, "message is too long", VERDICT_REJECT, 0, "the message is too long"},
    {0, 400, NULL, VERDICT_REJECT, 0, "Telegram does not take this message"},
    {0, 429, NULL, VERDICT_RETRY, 0, "too many messages"},
    {0},
};
static const struct service_dialect dialect = {.codes = {"error_code"},
    .words = {"description"},
    .wait = "parameters.retry_after",
    .success = success,
    .rules = rules};

/* The id of a group changes when it grows; the reply knows the new one. */
static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	json_scope body = NULL;
	const json_t *moved;

	(void)c;
	if (json_parse(r->body, r->body_n, "reply", &body, NULL)) {
		moved = service_value(body, "parameters.migrate_to_chat_id");
		if (moved)
			return verdict_make(VERDICT_HOLD,
			    "the group has become a supergroup: set chat_id = \"%lld\"",
			    json_integer_value(moved));
	}
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"chat_id", true, false, "the chat's id, such as \"-1001234567890\" or \"@channel\""},
    {"thread", false, false, "the id of a topic in the group"},
    {0},
};

/* 4096 characters, less 200 for title and keyword; tags count here though not there. 20 a minute
 * in a group, less 2. */
const struct channel_kind service_telegram = {
    .name = "telegram",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_TELEGRAM,
    .limit = 4096 - 200,
    .bucket_n = 18,
    .bucket_s = 60,
    .body = body,
    .request = request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
};
