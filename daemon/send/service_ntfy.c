/* ntfy: JSON to the server's root, the topic inside; an address in `notify` is another topic. */
#include "send/service.h"

enum { PRIORITY_DEFAULT = 3, PRIORITY_HIGH = 4, PRIORITY_MAX = 5 };

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	const char *topic = l->to && *l->to ? l->to : channel_option(c, "topic", "");
	int priority = l->urgent	     ? PRIORITY_MAX
		       : service_is_alarm(l) ? PRIORITY_HIGH
					     : PRIORITY_DEFAULT;
	scope(text) title = {0}, chat = {0};

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, false);
	service_add_json(
	    out, json_pack("{s:o,s:o,s:o,s:i,s:b}", "topic", service_text(topic), "title",
		     service_text(text_get(&title)), "message", service_text(text_get(&chat)),
		     "priority", priority, "markdown", 1));
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	(void)id;
	(void)now;
	service_post(out, a, service_url(a, c->url, "/"), body, n);
	service_add_bearer(out, a, channel_option(c, "token", NULL));
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 200 && json_is_string(json_object_get(body, "id"));
}

static const struct service_dialect dialect = {.words = {"error"}, .success = success};

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	(void)c;
	return service_judge(&dialect, r, now);
}

static const struct channel_setting settings[] = {
    {"topic", true, false, "the topic to publish to"},
    {"token", false, true, "the access token, where the server wants one"},
    {0},
};

/* A message of more than 4096 bytes becomes an attachment: less 96 for the keyword. */
const struct channel_kind service_ntfy = {
    .name = "ntfy",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_MARKDOWN,
    .limit = 4096 - 96,
    .limit_in_bytes = true,
    .body = body,
    .request = request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
};
