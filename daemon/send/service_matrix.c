/* Matrix: the delivery's id is the transaction's, so the server itself drops a repeat. `url` is
 * the home server. */
#include <ctype.h>
#include "send/service.h"

/* The text of the HTML that markup.c writes: its entities and line ends, no tags. */
static void add_stripped(struct text *out, const char *html)
{
	static const struct {
		const char *html, *text;
	} signs[] = {
	    {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"<br>", "\n"}};

	while (*html) {
		size_t n = 1;
		const char *with = NULL;
		for (size_t i = 0; i < sizeof signs / sizeof *signs && !with; i++)
			if (!strncmp(html, signs[i].html, strlen(signs[i].html))) {
				with = signs[i].text;
				n = strlen(signs[i].html);
			}
		if (with)
			text_add(out, with);
		else if (*html == '<')
			n = strcspn(html, ">") + (strchr(html, '>') != NULL);
		else
			text_addc(out, *html);
		html += n;
	}
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) html = {0}, plain = {0}, one = {0};
	const char *list = l->to;
	json_t *called = json_array();

	service_add_chat(&html, c, l, true);
	add_stripped(&plain, text_get(&html));
	while (service_next_address(&list, &one))
		json_array_append_new(called, service_text(one.s));
	service_add_json(out,
	    json_pack("{s:s,s:o,s:s,s:o,s:{s:o}}", "msgtype", "m.text", "body",
		service_text(text_get(&plain)), "format", "org.matrix.custom.html",
		"formatted_body", service_text(text_get(&html)), "m.mentions", "user_ids", called));
}

static void add_encoded(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr("-._~", *s))
			text_addc(out, *s);
		else
			text_addf(out, "%%%02X", (unsigned char)*s);
	}
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	scope(text) path = {0};

	(void)now;
	text_add(&path, "/_matrix/client/v3/rooms/");
	add_encoded(&path, channel_option(c, "room", ""));
	text_add(&path, "/send/m.room.message/");
	add_encoded(&path, id);
	service_post(out, a, service_url(a, c->url, path.s), body, n);
	out->method = "PUT";
	service_add_bearer(out, a, channel_option(c, "token", NULL));
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 200 && json_is_string(json_object_get(body, "event_id"));
}

static const struct service_rule rules[] = {
    {0, ANY_CODE, "M_LIMIT_EXCEEDED", VERDICT_RETRY, 0, "too many messages"},
    {0, ANY_CODE, "M_UNKNOWN_TOKEN|M_MISSING_TOKEN", VERDICT_HOLD, 0,
	"the token is not valid: check token_file"},
    {0, ANY_CODE, "M_FORBIDDEN", VERDICT_HOLD, 0, "the account may not write here: check room"},
    {0, ANY_CODE, "M_TOO_LARGE", VERDICT_REJECT, 0, "the message is too long"},
    {0},
};
static const struct service_dialect dialect = {
    .words = {"errcode"}, .wait = "retry_after_ms", .success = success, .rules = rules};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"room", true, false, "the room's id, such as \"!abcdef:example.org\""},
    {"token", true, true, "the access token of the account that writes"},
    {0},
};

/* 65 536 bytes with the event's envelope; the body holds the text twice, once with tags. */
const struct channel_kind service_matrix = {
    .name = "matrix",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_HTML,
    .limit = 29000,
    .limit_in_bytes = true,
    .limit_on_body = true,
    .body = body,
    .request = request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
    .mention = "<a href=\"https://matrix.to/#/T\">T</a>",
};
