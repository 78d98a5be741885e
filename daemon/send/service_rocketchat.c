/* Rocket.Chat incoming webhook. A refusal may come with HTTP 200 and "success": false. */
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) chat = {0};
	json_t *post;

	service_add_chat(&chat, c, l, true);
	post = json_pack("{s:o}", "text", service_text(text_get(&chat)));
	if (channel_option(c, "room", NULL))
		json_object_set_new(post, "channel", service_text(channel_option(c, "room", "")));
	service_add_json(out, post);
}

static bool success(const struct reply *r, const json_t *body)
{
	(void)r;
	return json_is_true(json_object_get(body, "success"));
}

static const struct service_rule rules[] = {
    {0, ANY_CODE, "too-many-requests|too many requests", VERDICT_RETRY, 60, "too many messages"},
    {0, ANY_CODE, "size-exceeded|too-long|too long", VERDICT_REJECT, 0, "the message is too long"},
    {0, ANY_CODE, "invalid-channel|invalid-room|not-allowed|not-in-room", VERDICT_HOLD, 0,
	"the room is gone or closed to the webhook: check room"},
    {0},
};
static const struct service_dialect dialect = {
    .words = {"error", "message"}, .success = success, .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"room", false, false, "another room than the webhook's own: \"#name\" or \"@user\""},
    {0},
};

/* 5000 characters as shipped, less 300 for title, mentions and keyword. */
const struct channel_kind service_rocketchat = {
    .name = "rocketchat",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_ROCKETCHAT,
    .limit = 5000 - 300,
    .body = body,
    .request = service_request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
    .mention = "@T",
    .mention_all = "@all",
};
