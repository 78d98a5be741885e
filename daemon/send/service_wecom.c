/* WeCom group robot (企业微信群机器人). The key in the URL is the only secret, and errors
 * come with HTTP 200. */
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) chat = {0};

	service_add_chat(&chat, c, l, true);
	service_add_json(out, json_pack("{s:s,s:{s:o}}", "msgtype", "markdown", "markdown",
				  "content", service_text(text_get(&chat))));
}

static bool success(const struct reply *r, const json_t *body)
{
	const json_t *code = json_object_get(body, "errcode");

	(void)r;
	return json_is_integer(code) && json_integer_value(code) == 0;
}

static const struct service_rule rules[] = {
    {0, 45009, NULL, VERDICT_RETRY, 65, "more than 20 messages a minute"},
    {0, -1, NULL, VERDICT_RETRY, 0, "WeCom is busy"},
    {0, 93000, "exceed max length", VERDICT_REJECT, 0, "the message is too long"},
    {0, 93000, NULL, VERDICT_HOLD, 0, "the robot was removed or its key is wrong: check url"},
    {0, 40058, NULL, VERDICT_REJECT, 0, "the message is too long"},
    {0, 40008, NULL, VERDICT_REJECT, 0, "WeCom does not know this kind of message"},
    {0, 44004, NULL, VERDICT_REJECT, 0, "the message is empty"},
    {0},
};
static const struct service_dialect dialect = {
    .codes = {"errcode"}, .words = {"errmsg"}, .success = success, .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

/* 4096 bytes of content, less 300 for title and keyword; 20 a minute, less 2. */
const struct channel_kind service_wecom = {
    .name = "wecom",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_WECOM,
    .limit = 4096 - 300,
    .limit_in_bytes = true,
    .bucket_n = 18,
    .bucket_s = 60,
    .body = body,
    .request = service_request,
    .judge = judge,
    .needs_url = true,
    .mention = "<@T>",
};
