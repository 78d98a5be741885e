/* Discord webhook: an embed, whose limit is twice that of plain content. Mentions work only in
 * the content, and only for those who are listed. The reply to each message says when the next
 * one may come. */
#include "send/markup.h"
#include "send/service.h"

enum { RED = 0xd00000, BLUE = 0x2060c0 };

static void add_called(struct text *content, json_t *users, bool *all, const char *list)
{
	scope(text) one = {0};

	while (service_next_address(&list, &one)) {
		if (!strcmp(one.s, "all")) {
			*all = true;
			text_add(content, "@everyone ");
		} else {
			text_addf(content, "<@%s> ", one.s);
			json_array_append_new(users, service_text(one.s));
		}
	}
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, escaped = {0}, chat = {0}, content = {0};
	json_t *users = json_array(), *embed;
	bool all = false;

	service_add_title(&title, l);
	markup_add_text(c->kind->markup, &escaped, text_get(&title));
	service_add_chat(&chat, c, l, false);
	add_called(&content, users, &all, l->to);
	embed = json_pack("{s:o,s:o,s:i}", "title", service_text(text_get(&escaped)), "description",
	    service_text(text_get(&chat)), "color", service_is_alarm(l) ? RED : BLUE);
	service_add_json(
	    out, json_pack("{s:o,s:[o],s:{s:o,s:o}}", "content", service_text(text_get(&content)),
		     "embeds", embed, "allowed_mentions", "parse",
		     all ? json_pack("[s]", "everyone") : json_array(), "users", users));
}

/* The URL that Discord shows has no version; the oldest one counts Retry-After in milliseconds. */
static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	static const char bare[] = "/api/webhooks/";
	const char *found = strstr(c->url, bare), *url = c->url;
	const char *thread = channel_option(c, "thread", NULL);

	(void)id;
	(void)now;
	if (found)
		url = arena_printf(a, "%.*s/api/v10/webhooks/%s", (int)(found - url), url,
		    found + sizeof bare - 1);
	url = arena_printf(a, "%s%cwait=true", url, strchr(url, '?') ? '&' : '?');
	if (thread)
		url = arena_printf(a, "%s&thread_id=%s", url, thread);
	service_post(out, a, url, body, n);
}

static bool success(const struct reply *r, const json_t *body)
{
	return r->status == 204 ||
	       (r->status == 200 && json_is_string(json_object_get(body, "id")));
}

static const struct service_dialect dialect = {
    .words = {"message"}, .wait = "retry_after", .success = success};

/* Seconds until the budget is full again: said as a length, or only as a moment. */
static int reset_s(const struct reply *r, moment now)
{
	const char *after = reply_header(r, "x-ratelimit-reset-after");
	const char *at = reply_header(r, "x-ratelimit-reset");
	double s = after ? strtod(after, NULL) : at ? strtod(at, NULL) - (double)now : 0;

	return s > 0 && s < DAY_S ? (int)s + (s > (int)s) : 0;
}

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	struct verdict v = service_judge(&dialect, r, now);
	const char *left = reply_header(r, "x-ratelimit-remaining");
	int wait = reset_s(r, now);

	(void)c;
	if (v.kind == VERDICT_SENT && left && wait && atoi(left) == 0) {
		v.endpoint = true;
		v.after_s = wait;
	}
	if (v.kind == VERDICT_RETRY && !v.after_s)
		v.after_s = wait;
	return v;
}

static const struct channel_setting settings[] = {
    {"thread", false, false, "the id of a thread in the channel"},
    {0},
};

/* 4096 characters of description, less 96 for the keyword. */
const struct channel_kind service_discord = {
    .name = "discord",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_MARKDOWN,
    .limit = 4096 - 96,
    .bucket_n = 5,
    .bucket_s = 4,
    .body = body,
    .request = request,
    .judge = judge,
    .settings = settings,
    .needs_url = true,
};
