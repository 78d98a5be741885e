/* Feishu and Lark custom robot (飞书自定义机器人): a card. Timestamp and signature stand in the body, so
 * they are put before the stored card at each try. */
#include "send/service.h"
#include "send/sign.h"

static const char *colour(const struct letter *l)
{
	const char *type = l->event_type ? l->event_type : "";

	if (service_is_alarm(l))
		return "red";
	return strstr(type, "behind") || strstr(type, "due") ? "orange" : "blue";
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, chat = {0};
	json_t *header, *elements;

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, false);
	header = json_pack("{s:{s:s,s:o},s:s}", "title", "tag", "plain_text", "content",
	    service_text(text_get(&title)), "template", colour(l));
	elements = json_pack("[{s:s,s:{s:s,s:o}}]", "tag", "div", "text", "tag", "lark_md",
	    "content", service_text(text_get(&chat)));
	service_add_json(
	    out, json_pack("{s:s,s:{s:{s:b},s:o,s:o}}", "msg_type", "interactive", "card", "config",
		     "wide_screen_mode", 1, "header", header, "elements", elements));
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	scope(text) signed_body = {0}, sign = {0};

	(void)id;
	if (!c->secrets.n || !n) {
		service_post(out, a, c->url, body, n);
		return;
	}
	sign_add_feishu(&sign, c->secrets.at[0], now);
	text_addf(&signed_body, "{\"timestamp\":\"%lld\",\"sign\":\"%s\",", (long long)now, sign.s);
	text_addn(&signed_body, body + 1, n - 1);
	service_post(
	    out, a, c->url, arena_dupn(a, signed_body.s, signed_body.len), signed_body.len);
}

static bool success(const struct reply *r, const json_t *body)
{
	const json_t *code = json_object_get(body, "code");

	(void)r;
	code = code ? code : json_object_get(body, "StatusCode");
	return json_is_integer(code) && json_integer_value(code) == 0;
}

static const struct service_rule rules[] = {
    {0, 11232, NULL, VERDICT_RETRY, 60, "too many messages at this moment"},
    {0, ANY_CODE, "frequency limited|too many", VERDICT_RETRY, 60,
	"too many messages at this moment"},
    {0, 19001, NULL, VERDICT_HOLD, 0, "the robot was removed or its token is wrong: check url"},
    {0, 19021, NULL, VERDICT_HOLD, 0,
	"the signature does not match or is older than an hour: check secret and this machine's "
	"clock"},
    {0, 19022, NULL, VERDICT_HOLD, 0, "this machine's address is not on the robot's list"},
    {0, 19024, NULL, VERDICT_HOLD, 0, "the robot wants one of its keywords: set keyword"},
    {0, 19036, NULL, VERDICT_REJECT, 0, "the message is too long"},
    {0, 19002, NULL, VERDICT_REJECT, 0, "Feishu does not take a parameter"},
    {0, 9499, NULL, VERDICT_REJECT, 0, "Feishu does not take this message: its shape or size"},
    {0},
};
static const struct service_dialect dialect = {.codes = {"code", "StatusCode"},
    .words = {"msg", "StatusMessage"},
    .success = success,
    .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

/* 20 KB of body, less 900 for card, signature, title and keyword. 100 a minute and 5 a second: 5
 * in 4 s keeps both. */
const struct channel_kind service_feishu = {
    .name = "feishu",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_FEISHU,
    .limit = 20000 - 900,
    .limit_in_bytes = true,
    .limit_on_body = true,
    .bucket_n = 5,
    .bucket_s = 4,
    .body = body,
    .request = request,
    .judge = judge,
    .needs_url = true,
    .mention = "<at id=T></at>",
    .mention_all = "<at id=all></at>",
};
