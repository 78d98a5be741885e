/* Every reply that a service documents, and what it means; a success that is not exactly the
 * documented one is none. */
#include "send/channel.h"
#include "table.h"

enum mark { NOTHING = 0, ENDPOINT = 1, DOUBT = 2, FEW_TRIES = 4 };

static const struct reply_row {
	const char *name, *kind;
	int status;
	const char *body;
	enum verdict_kind verdict;
	int after_s, marks;
} rows[] = {
    {"dingtalk: ok", "dingtalk", 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", VERDICT_SENT, 0, 0},
    {"dingtalk: busy", "dingtalk", 200, "{\"errcode\":-1,\"errmsg\":\"系统繁忙\"}", VERDICT_RETRY,
	0, ENDPOINT},
    {"dingtalk: 130101", "dingtalk", 200,
	"{\"errcode\":130101,\"errmsg\":\"send too fast, exceed 20 times per minute\"}",
	VERDICT_RETRY, 60, ENDPOINT},
    {"dingtalk: 410100", "dingtalk", 200, "{\"errcode\":410100,\"errmsg\":\"发送速度太快而限流\"}",
	VERDICT_RETRY, 60, ENDPOINT},
    {"dingtalk: 1111", "dingtalk", 200,
	"{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\"}", VERDICT_RETRY, 5,
	ENDPOINT},
    {"dingtalk: 1111 beside errcode 0", "dingtalk", 200,
	"{\"status\":1111,\"wait\":5,\"errcode\":0,\"errmsg\":\"ok\"}", VERDICT_RETRY, 5, ENDPOINT},
    {"dingtalk: 310000 keyword", "dingtalk", 200,
	"{\"errcode\":310000,\"errmsg\":\"keywords not in content\"}", VERDICT_HOLD, 0, 0},
    {"dingtalk: 310000 sign", "dingtalk", 200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 310000 签名", "dingtalk", 200,
	"{\"errcode\":310000,\"errmsg\":\"机器人发送签名不匹配\"}", VERDICT_HOLD, 0, 0},
    {"dingtalk: 310000 timestamp", "dingtalk", 200,
	"{\"errcode\":310000,\"errmsg\":\"invalid timestamp\"}", VERDICT_HOLD, 0, 0},
    {"dingtalk: 310000 ip", "dingtalk", 200,
	"{\"errcode\":310000,\"errmsg\":\"ip 1.2.3.4 not in whitelist\"}", VERDICT_HOLD, 0, 0},
    {"dingtalk: 300001", "dingtalk", 200, "{\"errcode\":300001,\"errmsg\":\"token is not exist\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 300005", "dingtalk", 200, "{\"errcode\":300005,\"errmsg\":\"token is not exist\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 400101", "dingtalk", 200, "{\"errcode\":400101,\"errmsg\":\"x\"}", VERDICT_HOLD, 0,
	0},
    {"dingtalk: 400102", "dingtalk", 200, "{\"errcode\":400102,\"errmsg\":\"机器人已停用\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 400106", "dingtalk", 200, "{\"errcode\":400106,\"errmsg\":\"x\"}", VERDICT_HOLD, 0,
	0},
    {"dingtalk: 400013", "dingtalk", 200, "{\"errcode\":400013,\"errmsg\":\"群已被解散\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 40035", "dingtalk", 200, "{\"errcode\":40035,\"errmsg\":\"缺少参数 json\"}",
	VERDICT_HOLD, 0, 0},
    {"dingtalk: 43004", "dingtalk", 200,
	"{\"errcode\":43004,\"errmsg\":\"无效的HTTP HEADER Content-Type\"}", VERDICT_HOLD, 0, 0},
    {"dingtalk: 460101", "dingtalk", 200,
	"{\"errcode\":460101,\"errmsg\":\"message too long, exceed 20000 bytes\"}", VERDICT_REJECT,
	0, 0},
    {"dingtalk: 101002", "dingtalk", 200, "{\"errcode\":101002,\"errmsg\":\"message too long\"}",
	VERDICT_REJECT, 0, 0},
    {"dingtalk: 400105", "dingtalk", 200, "{\"errcode\":400105,\"errmsg\":\"unsupported msgtype\"}",
	VERDICT_REJECT, 0, 0},
    {"dingtalk: 430101", "dingtalk", 200, "{\"errcode\":430101,\"errmsg\":\"x\"}", VERDICT_REJECT,
	0, 0},
    {"dingtalk: 430102", "dingtalk", 200, "{\"errcode\":430102,\"errmsg\":\"x\"}", VERDICT_REJECT,
	0, 0},
    {"dingtalk: 430103", "dingtalk", 200, "{\"errcode\":430103,\"errmsg\":\"x\"}", VERDICT_REJECT,
	0, 0},
    {"dingtalk: 430104", "dingtalk", 200, "{\"errcode\":430104,\"errmsg\":\"x\"}", VERDICT_REJECT,
	0, 0},
    {"dingtalk: unknown code", "dingtalk", 200, "{\"errcode\":777,\"errmsg\":\"?\"}", VERDICT_RETRY,
	0, FEW_TRIES},
    {"dingtalk: unknown code, busy words", "dingtalk", 200,
	"{\"errcode\":777,\"errmsg\":\"触发限流\"}", VERDICT_RETRY, 60, ENDPOINT},
    {"dingtalk: no JSON", "dingtalk", 200, "<html>ok</html>", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"dingtalk: empty", "dingtalk", 200, "", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"dingtalk: errcode as text", "dingtalk", 200, "{\"errcode\":\"0\"}", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"dingtalk: no errcode", "dingtalk", 200, "{\"errmsg\":\"ok\"}", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"dingtalk: an array", "dingtalk", 200, "[0]", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"dingtalk: 429", "dingtalk", 429, "slow down", VERDICT_RETRY, 0, ENDPOINT},
    {"dingtalk: 502", "dingtalk", 502, "<html>", VERDICT_RETRY, 0, ENDPOINT},
    {"dingtalk: 500 with the success inside", "dingtalk", 500, "{\"errcode\":0,\"errmsg\":\"ok\"}",
	VERDICT_RETRY, 0, ENDPOINT},
    {"dingtalk: 302", "dingtalk", 302, "", VERDICT_HOLD, 0, 0},

    {"wecom: ok", "wecom", 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", VERDICT_SENT, 0, 0},
    {"wecom: 45009", "wecom", 200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}",
	VERDICT_RETRY, 65, ENDPOINT},
    {"wecom: busy", "wecom", 200, "{\"errcode\":-1,\"errmsg\":\"system busy\"}", VERDICT_RETRY, 0,
	ENDPOINT},
    {"wecom: 93000 robot removed", "wecom", 200,
	"{\"errcode\":93000,\"errmsg\":\"invalid webhook url, hint: [1]\"}", VERDICT_HOLD, 0, 0},
    {"wecom: 93000 too long", "wecom", 200,
	"{\"errcode\":93000,\"errmsg\":\"markdown.content exceed max length 4096\"}",
	VERDICT_REJECT, 0, 0},
    {"wecom: 40058", "wecom", 200,
	"{\"errcode\":40058,\"errmsg\":\"markdown.content exceed max length 4096. invalid Request "
	"Parameter\"}",
	VERDICT_REJECT, 0, 0},
    {"wecom: 40008", "wecom", 200, "{\"errcode\":40008,\"errmsg\":\"invalid message type\"}",
	VERDICT_REJECT, 0, 0},
    {"wecom: 44004", "wecom", 200, "{\"errcode\":44004,\"errmsg\":\"text content is empty\"}",
	VERDICT_REJECT, 0, 0},
    {"wecom: unknown", "wecom", 200, "{\"errcode\":99,\"errmsg\":\"?\"}", VERDICT_RETRY, 0,
	FEW_TRIES},
    {"wecom: 500", "wecom", 500, "", VERDICT_RETRY, 0, ENDPOINT},
    {"wecom: errcode true", "wecom", 200, "{\"errcode\":false}", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},

    {"feishu: ok", "feishu", 200,
	"{\"code\":0,\"msg\":\"success\",\"data\":{},\"StatusCode\":0,\"StatusMessage\":"
	"\"success\"}",
	VERDICT_SENT, 0, 0},
    {"feishu: ok of old", "feishu", 200, "{\"StatusCode\":0,\"StatusMessage\":\"success\"}",
	VERDICT_SENT, 0, 0},
    {"feishu: code counts, not StatusCode", "feishu", 200,
	"{\"code\":19024,\"msg\":\"Key Words Not Found\",\"StatusCode\":0}", VERDICT_HOLD, 0, 0},
    {"feishu: 11232", "feishu", 200,
	"{\"code\":11232,\"msg\":\"frequency limited psm[lark.oapi.app_platform_runtime]\"}",
	VERDICT_RETRY, 60, ENDPOINT},
    {"feishu: frequency limited under another code", "feishu", 200,
	"{\"code\":9499,\"msg\":\"too many request\"}", VERDICT_RETRY, 60, ENDPOINT},
    {"feishu: 19001", "feishu", 200,
	"{\"code\":19001,\"msg\":\"param invalid: incoming webhook access token invalid\"}",
	VERDICT_HOLD, 0, 0},
    {"feishu: 19021", "feishu", 200,
	"{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour from "
	"current time\"}",
	VERDICT_HOLD, 0, 0},
    {"feishu: 19022", "feishu", 200, "{\"code\":19022,\"msg\":\"Ip Not Allowed\"}", VERDICT_HOLD, 0,
	0},
    {"feishu: 19036", "feishu", 200, "{\"code\":19036,\"msg\":\"size\"}", VERDICT_REJECT, 0, 0},
    {"feishu: 19002", "feishu", 400, "{\"code\":19002,\"msg\":\"params error\"}", VERDICT_REJECT, 0,
	0},
    {"feishu: 9499", "feishu", 400, "{\"code\":9499,\"msg\":\"Bad Request\",\"data\":{}}",
	VERDICT_REJECT, 0, 0},
    {"feishu: no code", "feishu", 200, "{\"msg\":\"success\"}", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"feishu: 503", "feishu", 503, "", VERDICT_RETRY, 0, ENDPOINT},

    {"slack: ok", "slack", 200, "ok", VERDICT_SENT, 0, 0},
    {"slack: ok and more", "slack", 200, "ok\n<html>", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"slack: empty", "slack", 200, "", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"slack: 429", "slack", 429, "{\"retry_after\":30,\"ok\":false,\"error\":\"rate_limited\"}",
	VERDICT_RETRY, 30, ENDPOINT},
    {"slack: 429 bare", "slack", 429, "", VERDICT_RETRY, 1, ENDPOINT},
    {"slack: action_prohibited", "slack", 403, "action_prohibited", VERDICT_HOLD, 0, 0},
    {"slack: invalid_token", "slack", 403, "invalid_token", VERDICT_HOLD, 0, 0},
    {"slack: no_service", "slack", 404, "no_service", VERDICT_HOLD, 0, 0},
    {"slack: channel_not_found", "slack", 404, "channel_not_found", VERDICT_HOLD, 0, 0},
    {"slack: channel_is_archived", "slack", 410, "channel_is_archived", VERDICT_HOLD, 0, 0},
    {"slack: invalid_payload", "slack", 400, "invalid_payload", VERDICT_REJECT, 0, 0},
    {"slack: no_text", "slack", 400, "no_text", VERDICT_REJECT, 0, 0},
    {"slack: invalid_blocks", "slack", 400, "invalid_blocks", VERDICT_REJECT, 0, 0},
    {"slack: 500", "slack", 500, "rollup_error", VERDICT_RETRY, 0, ENDPOINT},

    {"webhook: 200", "webhook", 200, "", VERDICT_SENT, 0, 0},
    {"webhook: 201", "webhook", 201, "", VERDICT_SENT, 0, 0},
    {"webhook: 202", "webhook", 202, "", VERDICT_SENT, 0, 0},
    {"webhook: 204", "webhook", 204, "", VERDICT_SENT, 0, 0},
    {"webhook: 301", "webhook", 301, "", VERDICT_HOLD, 0, 0},
    {"webhook: 400", "webhook", 400, "", VERDICT_REJECT, 0, 0},
    {"webhook: 410", "webhook", 410, "", VERDICT_HOLD, 0, 0},
    {"webhook: 415", "webhook", 415, "", VERDICT_REJECT, 0, 0},
    {"webhook: 429", "webhook", 429, "", VERDICT_RETRY, 0, ENDPOINT},
    {"webhook: 502", "webhook", 502, "", VERDICT_RETRY, 0, ENDPOINT},
    {"webhook: 504", "webhook", 504, "", VERDICT_RETRY, 0, ENDPOINT},
    {"mattermost: ok", "mattermost", 200, "ok", VERDICT_SENT, 0, 0},
    {"mattermost: 200 with a page", "mattermost", 200, "<html>login</html>", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"mattermost: 400", "mattermost", 400,
	"{\"id\":\"api.webhook\",\"message\":\"Unable to parse incoming "
	"data\",\"status_code\":400}",
	VERDICT_REJECT, 0, 0},
    {"mattermost: 401", "mattermost", 401, "", VERDICT_HOLD, 0, 0},
    {"mattermost: 403", "mattermost", 403, "", VERDICT_HOLD, 0, 0},
    {"mattermost: 404", "mattermost", 404, "", VERDICT_HOLD, 0, 0},
    {"mattermost: 429", "mattermost", 429, "", VERDICT_RETRY, 0, ENDPOINT},
    {"mattermost: 500", "mattermost", 500, "", VERDICT_RETRY, 0, ENDPOINT},

    {"rocketchat: ok", "rocketchat", 200, "{\"success\":true}", VERDICT_SENT, 0, 0},
    {"rocketchat: refused with 200", "rocketchat", 200, "{\"success\":false,\"error\":\"?\"}",
	VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"rocketchat: no such room", "rocketchat", 200,
	"{\"success\":false,\"error\":\"invalid-channel\"}", VERDICT_HOLD, 0, 0},
    {"rocketchat: too long", "rocketchat", 400,
	"{\"success\":false,\"error\":\"error-message-size-exceeded\"}", VERDICT_REJECT, 0, 0},
    {"rocketchat: busy", "rocketchat", 400,
	"{\"success\":false,\"error\":\"error-too-many-requests\"}", VERDICT_RETRY, 60, ENDPOINT},
    {"rocketchat: empty", "rocketchat", 200, "{}", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"rocketchat: 404", "rocketchat", 404, "", VERDICT_HOLD, 0, 0},

    {"discord: 200", "discord", 200, "{\"id\":\"1\",\"content\":\"\"}", VERDICT_SENT, 0, 0},
    {"discord: 204", "discord", 204, "", VERDICT_SENT, 0, 0},
    {"discord: 200 without a message", "discord", 200, "<html>", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"discord: 429", "discord", 429,
	"{\"message\":\"You are being rate limited.\",\"retry_after\":64.57,\"global\":false}",
	VERDICT_RETRY, 65, ENDPOINT},
    {"discord: 400", "discord", 400, "{\"embeds\":[\"0\"]}", VERDICT_REJECT, 0, 0},
    {"discord: 401", "discord", 401, "{\"message\":\"Invalid Webhook Token\",\"code\":50027}",
	VERDICT_HOLD, 0, 0},
    {"discord: 403", "discord", 403, "", VERDICT_HOLD, 0, 0},
    {"discord: 404", "discord", 404, "{\"message\":\"Unknown Webhook\",\"code\":10015}",
	VERDICT_HOLD, 0, 0},
    {"discord: 502", "discord", 502, "", VERDICT_RETRY, 0, ENDPOINT},

    {"teams: 202", "teams", 202, "", VERDICT_SENT, 0, 0},
    {"teams: 200 as an old connector answers an error", "teams", 200,
	"Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error "
	"429",
	VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"teams: 429", "teams", 429,
	"{\"error\":{\"code\":\"WorkflowTriggerIsThrottled\",\"message\":\"x\"}}", VERDICT_RETRY, 0,
	ENDPOINT},
    {"teams: 400", "teams", 400, "", VERDICT_REJECT, 0, 0},
    {"teams: 401", "teams", 401, "", VERDICT_HOLD, 0, 0},
    {"teams: 403", "teams", 403, "", VERDICT_HOLD, 0, 0},
    {"teams: 404", "teams", 404, "", VERDICT_HOLD, 0, 0},
    {"teams: 500", "teams", 500, "", VERDICT_RETRY, 0, ENDPOINT},

    {"gchat: 200", "gchat", 200, "{\"name\":\"spaces/A/messages/B\"}", VERDICT_SENT, 0, 0},
    {"gchat: 200 without a message", "gchat", 200, "{}", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"gchat: 429", "gchat", 429, "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}",
	VERDICT_RETRY, 0, ENDPOINT},
    {"gchat: 400", "gchat", 400, "{\"error\":{\"code\":400}}", VERDICT_REJECT, 0, 0},
    {"gchat: 401", "gchat", 401, "", VERDICT_HOLD, 0, 0},
    {"gchat: 403", "gchat", 403, "", VERDICT_HOLD, 0, 0},
    {"gchat: 404", "gchat", 404, "", VERDICT_HOLD, 0, 0},

    {"telegram: ok", "telegram", 200, "{\"ok\":true,\"result\":{\"message_id\":5}}", VERDICT_SENT,
	0, 0},
    {"telegram: not ok with 200", "telegram", 200, "{\"ok\":false}", VERDICT_RETRY, 0,
	FEW_TRIES | DOUBT},
    {"telegram: 429", "telegram", 429,
	"{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after "
	"17\",\"parameters\":{\"retry_after\":17}}",
	VERDICT_RETRY, 17, ENDPOINT},
    {"telegram: 401", "telegram", 401,
	"{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}", VERDICT_HOLD, 0, 0},
    {"telegram: 403", "telegram", 403,
	"{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was kicked from the "
	"group chat\"}",
	VERDICT_HOLD, 0, 0},
    {"telegram: 404", "telegram", 404,
	"{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}", VERDICT_HOLD, 0, 0},
    {"telegram: chat not found", "telegram", 400,
	"{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}",
	VERDICT_HOLD, 0, 0},
    {"telegram: supergroup", "telegram", 400,
	"{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded "
	"to a supergroup chat\",\"parameters\":{\"migrate_to_chat_id\":-1001}}",
	VERDICT_HOLD, 0, 0},
    {"telegram: other 400", "telegram", 400,
	"{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse entities\"}",
	VERDICT_REJECT, 0, 0},
    {"telegram: 502", "telegram", 502, "", VERDICT_RETRY, 0, ENDPOINT},

    {"matrix: 200", "matrix", 200, "{\"event_id\":\"$a\"}", VERDICT_SENT, 0, 0},
    {"matrix: 200 without an event", "matrix", 200, "{}", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"matrix: 429", "matrix", 429,
	"{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"x\",\"retry_after_ms\":2500}", VERDICT_RETRY,
	3, ENDPOINT},
    {"matrix: 401", "matrix", 401, "{\"errcode\":\"M_UNKNOWN_TOKEN\"}", VERDICT_HOLD, 0, 0},
    {"matrix: 403", "matrix", 403, "{\"errcode\":\"M_FORBIDDEN\"}", VERDICT_HOLD, 0, 0},
    {"matrix: 413", "matrix", 413, "{\"errcode\":\"M_TOO_LARGE\"}", VERDICT_REJECT, 0, 0},
    {"matrix: 500", "matrix", 500, "", VERDICT_RETRY, 0, ENDPOINT},

    {"ntfy: 200", "ntfy", 200, "{\"id\":\"a\",\"event\":\"message\"}", VERDICT_SENT, 0, 0},
    {"ntfy: 200 without an id", "ntfy", 200, "<html>", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"ntfy: 429", "ntfy", 429,
	"{\"code\":42901,\"http\":429,\"error\":\"limit reached: too many requests\"}",
	VERDICT_RETRY, 0, ENDPOINT},
    {"ntfy: 401", "ntfy", 401, "{\"code\":40101,\"http\":401,\"error\":\"unauthorized\"}",
	VERDICT_HOLD, 0, 0},
    {"ntfy: 403", "ntfy", 403, "{\"code\":40301,\"http\":403,\"error\":\"forbidden\"}",
	VERDICT_HOLD, 0, 0},
    {"ntfy: 400", "ntfy", 400, "", VERDICT_REJECT, 0, 0},
    {"ntfy: 413", "ntfy", 413, "", VERDICT_REJECT, 0, 0},
    {"ntfy: 507", "ntfy", 507, "", VERDICT_RETRY, 0, ENDPOINT},

    {"gotify: 200", "gotify", 200, "{\"id\":25,\"appid\":5}", VERDICT_SENT, 0, 0},
    {"gotify: 200 without an id", "gotify", 200, "{}", VERDICT_RETRY, 0, FEW_TRIES | DOUBT},
    {"gotify: 401", "gotify", 401, "{\"error\":\"Unauthorized\",\"errorCode\":401}", VERDICT_HOLD,
	0, 0},
    {"gotify: 403", "gotify", 403, "", VERDICT_HOLD, 0, 0},
    {"gotify: 400", "gotify", 400, "", VERDICT_REJECT, 0, 0},
    {"gotify: 500", "gotify", 500, "", VERDICT_RETRY, 0, ENDPOINT},
};

static void test_reply(void **state)
{
	const struct reply_row *row = *state;
	struct channel c = {.name = "c", .kind = channel_kind_find(row->kind), .url = "https://h/"};
	struct reply r = {.status = row->status, .body = row->body, .body_n = strlen(row->body)};
	struct verdict v = channel_judge(&c, &r, 1000);

	assert_string_equal(verdict_name(v.kind), verdict_name(row->verdict));
	assert_int_equal(v.after_s, row->after_s);
	assert_int_equal(
	    v.endpoint * ENDPOINT + v.in_doubt * DOUBT + (v.most_tries > 0) * FEW_TRIES,
	    row->marks);
	assert_string_not_equal(v.reason, "");
}

/* What the reason tells people, where it holds the remedy. */
static void test_remedy(void **state)
{
	static const char body[] =
	    "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat "
	    "was upgraded to a supergroup chat\",\"parameters\":"
	    "{\"migrate_to_chat_id\":-1001234567890}}";
	struct channel telegram = {.kind = channel_kind_find("telegram")};
	struct channel teams = {.kind = channel_kind_find("teams")};
	struct reply moved = {.status = 400, .body = body, .body_n = sizeof body - 1};
	struct reply accepted = {.status = 202, .body = ""};

	(void)state;
	assert_non_null(
	    strstr(channel_judge(&telegram, &moved, 1).reason, "chat_id = \"-1001234567890\""));
	assert_non_null(strstr(channel_judge(&teams, &accepted, 1).reason, "unconfirmed"));
}

/* Discord's budget: the last message of a window asks for a pause. */
static void test_budget(void **state)
{
	const char *spent[] = {"x-ratelimit-remaining: 0", "x-ratelimit-reset-after: 1.2"};
	const char *left[] = {"x-ratelimit-remaining: 3", "x-ratelimit-reset-after: 1.2"};
	const char *moment_only[] = {"x-ratelimit-remaining: 0", "x-ratelimit-reset: 1004.5"};
	struct channel c = {.kind = channel_kind_find("discord")};
	struct reply r = {.status = 204, .body = "", .headers = {.at = spent, .n = 2}};

	(void)state;
	assert_int_equal(channel_judge(&c, &r, 1).kind, VERDICT_SENT);
	assert_int_equal(channel_judge(&c, &r, 1).after_s, 2);
	assert_true(channel_judge(&c, &r, 1).endpoint);
	r.headers.at = left;
	assert_int_equal(channel_judge(&c, &r, 1).after_s, 0);
	assert_false(channel_judge(&c, &r, 1).endpoint);
	r.headers.at = moment_only;
	assert_int_equal(channel_judge(&c, &r, 1000).after_s, 5);
	r.status = 429;
	assert_int_equal(channel_judge(&c, &r, 1000).after_s, 5);
}

/* A robot that was too fast twice is silent for ten minutes. */
static void test_second_pause(void **state)
{
	static const char body[] = "{\"errcode\":130101,\"errmsg\":\"send too fast\"}",
			  busy[] = "{\"errcode\":-1,\"errmsg\":\"busy\"}";
	struct channel c = {.kind = channel_kind_find("dingtalk"), .url = "https://h/"};
	struct reply fast = {.status = 200, .body = body, .body_n = sizeof body - 1};
	struct reply slow = {.status = 200, .body = busy, .body_n = sizeof busy - 1};

	(void)state;
	assert_int_equal(channel_judge(&c, &fast, 1).after_s, 60);
	assert_int_equal(channel_judge(&c, &fast, 1).again_s, 600);
	assert_int_equal(channel_judge(&c, &slow, 1).again_s, 0);
}

/* The generic kind: success and busy as the configuration says. */
static const struct custom_row {
	const char *name;
	struct channel_option options[3];
	int status;
	const char *body;
	enum verdict_kind verdict;
	int marks;
} custom_rows[] = {
    {"http: 2xx is enough when nothing is said", {{0}}, 204, "", VERDICT_SENT, 0},
    {"http: another status list", {{"success", "200, 302"}}, 302, "", VERDICT_SENT, 0},
    {"http: not in the list", {{"success", "200"}}, 201, "", VERDICT_RETRY, FEW_TRIES},
    {"http: a number in the reply", {{"success_json", "errcode=0"}}, 200, "{\"errcode\":0}",
	VERDICT_SENT, 0},
    {"http: another number", {{"success_json", "errcode=0"}}, 200, "{\"errcode\":7}", VERDICT_RETRY,
	FEW_TRIES},
    {"http: text deep in the reply", {{"success_json", "a.b=yes"}}, 200, "{\"a\":{\"b\":\"yes\"}}",
	VERDICT_SENT, 0},
    {"http: the key is enough", {{"success_json", "id"}}, 200, "{\"id\":null}", VERDICT_SENT, 0},
    {"http: no JSON", {{"success_json", "id"}}, 200, "ok", VERDICT_RETRY, FEW_TRIES},
    {"http: words", {{"success_text", "OK"}}, 200, "all OK", VERDICT_SENT, 0},
    {"http: both wanted", {{"success_text", "OK"}, {"success_json", "a=1"}}, 200, "{\"b\":\"OK\"}",
	VERDICT_RETRY, FEW_TRIES},
    {"http: a status that asks again", {{"retry", "409,418-420"}}, 419, "", VERDICT_RETRY,
	ENDPOINT},
    {"http: a code that asks again", {{"success_json", "code=0"}, {"retry_json", "code=11"}}, 200,
	"{\"code\":11}", VERDICT_RETRY, ENDPOINT},
    {"http: words that ask again", {{"retry_text", "busy"}}, 400, "busy now", VERDICT_RETRY,
	ENDPOINT},
    {"http: 400", {{0}}, 400, "", VERDICT_REJECT, 0},
    {"http: 401", {{0}}, 401, "", VERDICT_HOLD, 0},
    {"http: 503", {{0}}, 503, "", VERDICT_RETRY, ENDPOINT},
};

static void test_custom(void **state)
{
	const struct custom_row *row = *state;
	struct channel c = {.kind = channel_kind_find("http"), .url = "https://h/"};
	struct reply r = {.status = row->status, .body = row->body, .body_n = strlen(row->body)};
	scope(arena) a = {0};
	struct verdict v;

	for (size_t i = 0; i < 3 && row->options[i].key; i++)
		*list_push(&a, &c.options) = row->options[i];
	v = channel_judge(&c, &r, 1000);
	assert_string_equal(verdict_name(v.kind), verdict_name(row->verdict));
	assert_int_equal(v.endpoint * ENDPOINT + (v.most_tries > 0) * FEW_TRIES, row->marks);
}

/* What never succeeds with any HTTP service: a connection that failed, an answer that was cut
 * off. */
static void test_never_sent(void **state)
{
	const struct channel_kind *k;

	(void)state;
	for (size_t i = 0; (k = channel_kind_at(i)); i++) {
		struct channel c = {.name = "c", .kind = k, .url = "https://h/"};
		struct reply lost = {.failure = FAILURE_UNKNOWN_OUTCOME, .detail = "reset"};
		struct reply late = {.status = 503, .body = "", .failure = FAILURE_NONE};
		const char *headers[] = {"retry-after: 77"};
		if (k->carrier != CARRIER_HTTP)
			continue;
		late.headers = (struct names){.at = headers, .n = 1};
		assert_int_equal(channel_judge(&c, &lost, 1).kind, VERDICT_RETRY);
		assert_true(channel_judge(&c, &lost, 1).in_doubt);
		assert_int_equal(channel_judge(&c, &late, 1).kind, VERDICT_RETRY);
		assert_int_equal(channel_judge(&c, &late, 1).after_s, 77);
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_never_sent),
	    cmocka_unit_test(test_remedy), cmocka_unit_test(test_budget),
	    cmocka_unit_test(test_second_pause)};

	return table_run("reply", rows, test_reply) +
	       table_run("custom", custom_rows, test_custom) +
	       cmocka_run_group_tests_name("never", others, NULL, NULL);
}
