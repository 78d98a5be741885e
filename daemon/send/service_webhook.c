/* A receiver of one's own: Standard Webhooks 1.0, with the CloudEvents 1.0 attributes beside it as ce- headers. Type and
 * time stand in the stored body, so the headers are made from it and agree with it at every try. */
#include "send/service.h"
#include "send/sign.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	json_t *data = NULL;

	(void)c;
	if (!l->data || !json_parse(l->data, strlen(l->data), "data", &data, NULL))
		data = json_object();
	service_add_json(
	    out, json_pack("{s:o,s:o,s:o}", "type",
		     service_text(l->event_type ? l->event_type : "deadlined.reminder"),
		     "timestamp", service_text(l->event_time), "data", data));
}

static void add_event(
    struct request *out, struct arena *a, const struct channel *c, const char *body, size_t n)
{
	json_scope event = NULL;

	if (!json_parse(body, n, "body", &event, NULL))
		return;
	service_add_header(out, a, "ce-specversion", "1.0");
	service_add_header(out, a, "ce-source", channel_option(c, "source", "/deadlined"));
	service_add_header(out, a, "ce-type", json_get_text(event, "type", "deadlined.reminder"));
	if (*json_get_text(event, "timestamp", ""))
		service_add_header(out, a, "ce-time", json_get_text(event, "timestamp", ""));
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	scope(text) signature = {0};
	struct signed_text t = {.id = id, .at = now, .body = body, .n = n};

	service_post(out, a, c->url, body, n);
	service_add_header(out, a, "webhook-id", id);
	service_add_header(out, a, "webhook-timestamp", arena_printf(a, "%lld", (long long)now));
	sign_add_webhook(&signature, &c->secrets, &t);
	if (signature.len)
		service_add_header(out, a, "webhook-signature", signature.s);
	service_add_header(out, a, "ce-id", id);
	add_event(out, a, c, body, n);
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
	for (size_t i = 0; i < c->secrets.n; i++)
		if (!sign_check_webhook(c->secrets.at[i], err))
			return error_prefix(err, "secret: ");
	return true;
}

static const struct channel_setting settings[] = {
    {"source", false, false, "the ce-source of CloudEvents, \"/deadlined\" when absent"},
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
