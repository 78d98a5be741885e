/* Google Chat webhook: text, in one thread for each series of letters. */
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) chat = {0};
	json_t *message;

	service_add_chat(&chat, c, l, true);
	message = json_pack("{s:o}", "text", service_text(text_get(&chat)));
	if (l->series)
		json_object_set_new(
		    message, "thread", json_pack("{s:o}", "threadKey", service_text(l->series)));
	service_add_json(out, message);
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	const char *url = c->url;

	(void)id;
	(void)now;
	if (!strstr(url, "messageReplyOption="))
		url = arena_printf(a, "%s%cmessageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
		    url, strchr(url, '?') ? '&' : '?');
	service_post(out, a, url, body, n);
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 200 && json_is_string(json_object_get(body, "name"));
}

static const struct service_dialect dialect = {.words = {"error.message"}, .success = success};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

/* 32 000 bytes, less 1000 for title, thread, mentions and keyword. About one a second for a
 * space. */
const struct channel_kind service_gchat = {
    .name = "gchat",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_GCHAT,
    .limit = 32000 - 1000,
    .limit_in_bytes = true,
    .limit_on_body = true,
    .bucket_n = 1,
    .bucket_s = 1,
    .body = body,
    .request = request,
    .judge = judge,
    .needs_url = true,
    .mention = "<users/T>",
    .mention_all = "<users/all>",
};
