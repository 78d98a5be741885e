/* Gotify: title and Markdown to /message, the application's token in a header. */
#include "send/service.h"

enum { PRIORITY_DEFAULT = 4, PRIORITY_HIGH = 8 };

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, chat = {0};

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, false);
	service_add_json(
	    out, json_pack("{s:o,s:o,s:i,s:{s:{s:s}}}", "title", service_text(text_get(&title)),
		     "message", service_text(text_get(&chat)), "priority",
		     service_is_alarm(l) ? PRIORITY_HIGH : PRIORITY_DEFAULT, "extras",
		     "client::display", "contentType", "text/markdown"));
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	(void)id;
	(void)now;
	service_post(out, a, service_url(a, c->url, "/message"), body, n);
	service_add_header(out, a, "X-Gotify-Key", channel_option(c, "token", ""));
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 200 && json_is_integer(json_object_get(body, "id"));
}

static const struct service_dialect dialect = {
    .words = {"errorDescription", "error"}, .success = success};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"token", true, true, "the application's token"},
    {0},
};

const struct channel_kind service_gotify = {
    .name = "gotify",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_MARKDOWN,
    .body = body,
    .request = request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
};
