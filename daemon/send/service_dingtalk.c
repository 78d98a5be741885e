/* DingTalk custom robot (钉钉自定义机器人). The signature travels in the URL and is void after an hour,
 * so it is made at each try; errors come with HTTP 200, and one code has several meanings that
 * only the words tell apart. */
#include "send/service.h"
#include "send/sign.h"

/* Who is called has to stand here and, as @138…, in the text. Eleven digits are a mobile,
 * anything else is a user's id. */
static json_t *called(const char *list)
{
	json_t *mobiles = json_array(), *users = json_array();
	scope(text) one = {0};
	int all = 0;

	while (service_next_address(&list, &one)) {
		bool mobile = one.len == 11 && strspn(one.s, "0123456789") == 11;
		if (!strcmp(one.s, "all"))
			all = 1;
		else
			json_array_append_new(mobile ? mobiles : users, service_text(one.s));
	}
	return json_pack("{s:o,s:o,s:b}", "atMobiles", mobiles, "atUserIds", users, "isAtAll", all);
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, chat = {0};

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, true);
	service_add_json(out, json_pack("{s:s,s:{s:o,s:o},s:o}", "msgtype", "markdown", "markdown",
				  "title", service_text(text_get(&title)), "text",
				  service_text(text_get(&chat)), "at", called(l->to)));
}

/* Percent-encoded once: twice gives 310000. Of base64 only these three need it. */
static void add_encoded(struct text *out, const char *base64)
{
	for (; *base64; base64++) {
		if (strchr("+/=", *base64))
			text_addf(out, "%%%02X", (unsigned char)*base64);
		else
			text_addc(out, *base64);
	}
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	scope(text) url = {0}, sign = {0};
	int64_t ms = now * 1000;

	(void)id;
	text_add(&url, c->url);
	if (c->secrets.n) {
		sign_add_dingtalk(&sign, c->secrets.at[0], ms);
		text_addf(
		    &url, "%ctimestamp=%lld&sign=", strchr(c->url, '?') ? '&' : '?', (long long)ms);
		add_encoded(&url, sign.s);
	}
	service_post(out, a, arena_dup(a, text_get(&url)), body, n);
}

static bool success(const struct reply *r, const json_t *body)
{
	const json_t *code = json_object_get(body, "errcode");

	(void)r;
	return json_is_integer(code) && json_integer_value(code) == 0 &&
	       !json_is_integer(json_object_get(body, "status"));
}

#define CLOCK "the signature is too old: check this machine's clock"
static const struct service_rule rules[] = {
    {0, 1111, NULL, VERDICT_RETRY, 0, "DingTalk is busy"},
    {0, -1, NULL, VERDICT_RETRY, 0, "DingTalk is busy"},
    {0, 130101, NULL, VERDICT_RETRY, 60, "more than 20 messages a minute"},
    {0, 410100, NULL, VERDICT_RETRY, 60, "too many messages at once"},
    {0, 310000, "keyword|关键词", VERDICT_HOLD, 0,
	"the robot wants one of its keywords: set keyword"},
    {0, 310000, "timestamp|时间戳", VERDICT_HOLD, 0, CLOCK},
    {0, 310000, "sign|签名", VERDICT_HOLD, 0,
	"the signature does not match: check secret and the clock"},
    {0, 310000, "ip|白名单", VERDICT_HOLD, 0, "this machine's address is not on the robot's list"},
    {0, 310000, NULL, VERDICT_HOLD, 0, "the robot's security settings refuse"},
    {0, 300001, NULL, VERDICT_HOLD, 0, "the token does not exist: check url"},
    {0, 300005, NULL, VERDICT_HOLD, 0, "the token does not exist: check url"},
    {0, 400101, NULL, VERDICT_HOLD, 0, "the token does not exist: check url"},
    {0, 400102, NULL, VERDICT_HOLD, 0, "the robot was stopped"},
    {0, 400106, NULL, VERDICT_HOLD, 0, "the robot does not exist any more"},
    {0, 400013, NULL, VERDICT_HOLD, 0, "the group was dissolved"},
    {0, 40035, NULL, VERDICT_HOLD, 0, "a parameter is missing: check url"},
    {0, 43004, NULL, VERDICT_HOLD, 0, "the Content-Type is refused: check for a proxy between"},
    {0, 460101, NULL, VERDICT_REJECT, 0, "the message is too long"},
    {0, 101002, NULL, VERDICT_REJECT, 0, "the message is too long"},
    {0, 400105, NULL, VERDICT_REJECT, 0, "DingTalk does not know this kind of message"},
    {0, 430101, NULL, VERDICT_REJECT, 0, "DingTalk thinks a link unsafe"},
    {0, 430102, NULL, VERDICT_REJECT, 0, "DingTalk thinks the text unfit"},
    {0, 430103, NULL, VERDICT_REJECT, 0, "DingTalk thinks a picture unfit"},
    {0, 430104, NULL, VERDICT_REJECT, 0, "DingTalk thinks the content unfit"},
    {0},
};
/* Past its 20 a minute a robot is silent for ten: a second pause outlasts that. */
static const struct service_dialect dialect = {.codes = {"status", "errcode"},
    .words = {"errmsg"},
    .wait = "wait",
    .again_s = 600,
    .success = success,
    .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

/* 20000 bytes of body, less 800 for its frame, the title (twice) and the keyword; 20 a minute,
 * less 2: one more and the robot is silent for ten minutes. */
const struct channel_kind service_dingtalk = {
    .name = "dingtalk",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_DINGTALK,
    .limit = 20000 - 800,
    .limit_in_bytes = true,
    .limit_on_body = true,
    .bucket_n = 18,
    .bucket_s = 60,
    .body = body,
    .request = request,
    .judge = judge,
    .needs_url = true,
    .mention = "@T",
    .mention_all = "",
};
