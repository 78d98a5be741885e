/* Slack incoming webhook: a header block and sections. Only the plain text "ok" is a success. */
#include "base/utf8.h"
#include "send/service.h"

enum { SECTION_BYTES = 2900 };

/* How much of the chat fits a section: up to the last line end, else up to a character's. Counted
 * in bytes, which are never fewer than characters. */
static size_t section_of(const char *s, size_t n)
{
	const char *end;

	if (n <= SECTION_BYTES)
		return n;
	end = memrchr(s, '\n', SECTION_BYTES);
	return end && end > s ? (size_t)(end - s) + 1 : utf8_cut(s, SECTION_BYTES);
}

static void add_sections(json_t *blocks, const char *s)
{
	for (size_t n = strlen(s), take; n; s += take, n -= take) {
		scope(text) one = {0};
		take = section_of(s, n);
		text_addn(&one, s, take);
		json_array_append_new(
		    blocks, json_pack("{s:s,s:{s:s,s:o}}", "type", "section", "text", "type",
				"mrkdwn", "text", service_text(one.s)));
	}
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, chat = {0};
	json_t *blocks;

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, false);
	blocks = json_pack("[{s:s,s:{s:s,s:o}}]", "type", "header", "text", "type", "plain_text",
	    "text", service_text(title.len ? title.s : "deadlined"));
	add_sections(blocks, text_get(&chat));
	service_add_json(
	    out, json_pack("{s:o,s:o}", "text", service_text(text_get(&title)), "blocks", blocks));
}

static bool success(const struct reply *r, const json_t *body)
{
	(void)body;
	return r->body && !strcmp(r->body, "ok");
}

static const struct service_rule rules[] = {
    {429, ANY_CODE, NULL, VERDICT_RETRY, 1, "too many messages"},
    {0, ANY_CODE, "rate_limited", VERDICT_RETRY, 1, "too many messages"},
    {0, ANY_CODE, "action_prohibited", VERDICT_HOLD, 0, "the workspace forbids this webhook"},
    {0, ANY_CODE, "invalid_token|no_service|no_team", VERDICT_HOLD, 0,
	"the webhook was removed or its token is wrong: check url"},
    {0, ANY_CODE, "channel_not_found|channel_is_archived", VERDICT_HOLD, 0,
	"the Slack channel is archived or gone"},
    {0, ANY_CODE, "invalid_payload|no_text|invalid_blocks|too_many", VERDICT_REJECT, 0,
	"Slack does not take this message"},
    {0},
};
static const struct service_dialect dialect = {
    .words = {"error"}, .wait = "retry_after", .success = success, .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

/* 40 000 characters in sections of 3000 bytes, 50 blocks: 20 000 fit however the lines fall.
 * About one a second. */
const struct channel_kind service_slack = {
    .name = "slack",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_SLACK,
    .limit = 20000,
    .bucket_n = 1,
    .bucket_s = 1,
    .body = body,
    .request = service_request,
    .judge = judge,
    .needs_url = true,
    .mention = "<@T>",
    .mention_all = "<!channel>",
};
