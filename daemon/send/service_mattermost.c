/* Mattermost incoming webhook: Markdown, and for what is urgent a priority with a request that
 * every reader confirm. */
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) chat = {0};
	json_t *post;

	service_add_chat(&chat, c, l, true);
	post = json_pack("{s:o}", "text", service_text(text_get(&chat)));
	if (channel_option(c, "room", NULL))
		json_object_set_new(post, "channel", service_text(channel_option(c, "room", "")));
	if (l->urgent)
		json_object_set_new(post, "priority",
		    json_pack("{s:s,s:b}", "priority", "urgent", "requested_ack", 1));
	service_add_json(out, post);
}

static bool success(const struct reply *r, const json_t *body)
{
	(void)body;
	return r->status == 200 && r->body && !strcmp(r->body, "ok");
}

static const struct service_dialect dialect = {.words = {"message"}, .success = success};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"room", false, false, "another Mattermost channel than the webhook's own, by its name"},
    {0},
};

/* 16 383 characters, less 383 for title, mentions and keyword. */
const struct channel_kind service_mattermost = {
    .name = "mattermost",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_MARKDOWN,
    .limit = 16383 - 383,
    .body = body,
    .request = service_request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
    .mention = "@T",
    .mention_all = "@channel",
};
