/* Microsoft Teams through a workflow (Power Automate): an adaptive card. 202 says that the flow
 * was started, not that the message was posted. The connectors of Office 365, which answered 200
 * to everything, are refused. */
#include "send/markup.h"
#include "send/service.h"

static json_t *mentions(const char *list)
{
	json_t *entities = json_array();
	scope(text) one = {0};

	while (service_next_address(&list, &one)) {
		scope(text) tag = {0};
		text_addf(&tag, "<at>%s</at>", one.s);
		json_array_append_new(
		    entities, json_pack("{s:s,s:s,s:{s:s,s:s}}", "type", "mention", "text", tag.s,
				  "mentioned", "id", one.s, "name", one.s));
	}
	return entities;
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, escaped = {0}, chat = {0};
	json_t *blocks, *card;

	service_add_title(&title, l);
	markup_add_text(c->kind->markup, &escaped, text_get(&title));
	service_add_chat(&chat, c, l, false);
	blocks = json_pack("[{s:s,s:o,s:s,s:s,s:b,s:s},{s:s,s:o,s:b}]", "type", "TextBlock", "text",
	    service_text(text_get(&escaped)), "weight", "Bolder", "size", "Medium", "wrap", 1,
	    "color", service_is_alarm(l) ? "Attention" : "Default", "type", "TextBlock", "text",
	    service_text(text_get(&chat)), "wrap", 1);
	card = json_pack("{s:s,s:s,s:s,s:o,s:{s:s,s:o}}", "$schema",
	    "http://adaptivecards.io/schemas/adaptive-card.json", "type", "AdaptiveCard", "version",
	    "1.2", "body", blocks, "msteams", "width", "full", "entities", mentions(l->to));
	service_add_json(out,
	    json_pack("{s:s,s:[{s:s,s:n,s:o}]}", "type", "message", "attachments", "contentType",
		"application/vnd.microsoft.card.adaptive", "contentUrl", "content", card));
}

static bool success(const struct reply *r, const json_t *body)
{
	(void)body;
	return r->status == 202 || (r->status == 200 && !r->body_n);
}

static const struct service_dialect dialect = {
    .words = {"error.message", "message"}, .success = success};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	struct verdict v = service_judge(&dialect, r, now);

	(void)c;
	if (v.kind == VERDICT_SENT)
		return verdict_make(VERDICT_SENT,
		    "sent (unconfirmed): the workflow was started (HTTP %d)", r->status);
	return v;
}

static bool check(const struct channel *c, struct error *err)
{
	return !strstr(c->url, "webhook.office.com") ||
	       error_set(err,
		   "url: this is a connector of Office 365, which Microsoft has retired; make a "
		   "workflow \"when a Teams webhook request is received\" and take its URL");
}

/* 28 KB, less 1500 for card, title and mentions. The connectors' limits were 4 a second, 60 in 30 s, 100 an hour, 150 in
 * two hours and 1800 a day: 140 in two hours, spread as a bucket spreads them, keep all five. */
const struct channel_kind service_teams = {
    .name = "teams",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_TEAMS,
    .limit = 28000 - 1500,
    .limit_in_bytes = true,
    .limit_on_body = true,
    .bucket_n = 140,
    .bucket_s = 7200,
    .body = body,
    .request = service_request,
    .judge = judge,
    .check = check,
    .needs_url = true,
    .mention = "<at>T</at>",
};
