/* A receiver of one's own: Standard Webhooks 1.0, with the CloudEvents 1.0 attributes beside it
 * as ce- headers. Type and time stand in the stored body, so the headers are made from it and
 * agree with it at every try. */
#include "send/service.h"
#include "send/sign.h"

static bool is_structured(const struct channel *c)
{
	return !strcmp(channel_option(c, "format", "standard"), "cloudevents");
}

static const char *source_of(const struct channel *c)
{
	return channel_option(c, "source", "/deadlined");
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	json_t *data = NULL;
	json_t *type = service_text(l->event_type ? l->event_type : "deadlined.reminder");
	json_t *time = service_text(l->event_time);

	if (!l->data || !json_parse(l->data, strlen(l->data), "data", &data, NULL))
		data = json_object();
	if (is_structured(c))
		service_add_json(out,
		    json_pack("{s:s,s:o,s:o,s:o,s:o,s:s,s:o}", "specversion", "1.0", "id",
			service_text(l->id), "source", service_text(source_of(c)), "type", type,
			"time", time, "datacontenttype", "application/json", "data", data));
	else
		service_add_json(
		    out, json_pack("{s:o,s:o,s:o}", "type", type, "timestamp", time, "data", data));
}

/* The text behind `key` where it stands at *at; "" and *at unmoved where it does not. Type and time open the stored
 * body and hold no escapes: it is ours, and reading all of it as JSON would cost more than sending it. */
static const char *leading_text(const char **at, const char *end, const char *key, struct arena *a)
{
	size_t n = strlen(key);
	const char *start = *at + n, *stop;

	if (end - *at < (ptrdiff_t)n || strncmp(*at, key, n) != 0)
		return "";
	stop = memchr(start, '"', (size_t)(end - start));
	if (!stop)
		return "";
	*at = stop + 1;
	return arena_dupn(a, start, (size_t)(stop - start));
}

static void add_event(
    struct request *out, struct arena *a, const struct channel *c, const char *body, size_t n)
{
	const char *at = body, *end = body + n;
	const char *type = leading_text(&at, end, "{\"type\":\"", a);
	const char *time = leading_text(&at, end, ",\"timestamp\":\"", a);

	service_add_header(out, a, "ce-specversion", "1.0");
	service_add_header(out, a, "ce-source", channel_option(c, "source", "/deadlined"));
	service_add_header(out, a, "ce-type", *type ? type : "deadlined.reminder");
	if (*time)
		service_add_header(out, a, "ce-time", time);
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	scope(text) signature = {0};
	struct signed_text t = {.id = id, .at = now, .body = body, .n = n};

	if (is_structured(c)) {
		*out = (struct request){.method = "POST", .url = c->url, .body = body, .body_n = n};
		service_add_header(
		    out, a, "Content-Type", "application/cloudevents+json; charset=utf-8");
	} else {
		service_post(out, a, c->url, body, n);
		service_add_header(out, a, "ce-id", id);
		add_event(out, a, c, body, n);
	}
	service_add_header(out, a, "webhook-id", id);
	service_add_header(out, a, "webhook-timestamp", arena_printf(a, "%lld", (long long)now));
	sign_add_webhook(&signature, &c->secrets, &t);
	if (signature.len)
		service_add_header(out, a, "webhook-signature", signature.s);
}

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	struct verdict v = verdict_of_http(r, now);

	(void)c;
	if (r->status == 202)
		return verdict_make(VERDICT_SENT, "accepted, to be processed later (HTTP 202)");
	return v;
}

static bool check(const struct channel *c, struct error *err)
{
	if (!is_structured(c) && strcmp(channel_option(c, "format", "standard"), "standard") != 0)
		return error_set(err, "format: \"standard\" or \"cloudevents\"");
	for (size_t i = 0; i < c->secrets.n; i++)
		if (!sign_check_webhook(c->secrets.at[i], err))
			return error_prefix(err, "secret: ");
	return true;
}

static const struct channel_setting settings[] = {
    {"format", false, false,
	"\"standard\" (Standard Webhooks with ce- headers) or \"cloudevents\" (structured)"},
    {"source", false, false, "the source of CloudEvents, \"/deadlined\" when absent"},
    {0},
};

const struct channel_kind service_webhook = {
    .name = "webhook",
    .carrier = CARRIER_HTTP,
    .form = FORM_DATA,
    .body = body,
    .request = request,
    .judge = judge,
    .check = check,
    .settings = settings,
    .needs_url = true,
};
