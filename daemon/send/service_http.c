/* What is not listed: method, headers, body and the meaning of replies stand in the
 * configuration. A {placeholder} is escaped for where it stands: JSON, a form, or plain text. */
#include <ctype.h>
#include <strings.h>
#include "send/service.h"
#include "send/sign.h"

#define DEFAULT_BODY "{\"title\":\"{title}\",\"text\":\"{text}\"}"
enum { TRIES_UNKNOWN = 5 };

typedef void escape_fn(struct text *out, const char *s);

static void escape_json(struct text *out, const char *s)
{
	scope(text) quoted = {0};

	service_add_json(&quoted, service_text(s));
	text_addn(out, quoted.s + 1, quoted.len - 2);
}

static void escape_form(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr("-._~", *s))
			text_addc(out, *s);
		else
			text_addf(out, "%%%02X", (unsigned char)*s);
	}
}

static escape_fn *escape_of(const struct channel *c)
{
	const char *type = channel_option(c, "content_type", "application/json");

	if (strstr(type, "json"))
		return escape_json;
	return strstr(type, "form-urlencoded") ? escape_form : text_add;
}

struct value {
	const char *name, *text;
	bool raw; /* JSON that goes in as it is */
};

static const struct value *value_of(const struct value *values, const char *s, size_t n)
{
	for (; values->name; values++)
		if (strlen(values->name) == n && !strncmp(values->name, s, n))
			return values;
	return NULL;
}

/* Fill {name}s; what is no known name stays as it is. */
static void fill(struct text *out, const char *s, const struct value *values, escape_fn *escape)
{
	while (*s) {
		size_t n = *s == '{' ? strcspn(s, "}") : 0;
		const struct value *v = n && s[n] ? value_of(values, s + 1, n - 1) : NULL;
		if (v && v->raw)
			text_add(out, v->text);
		else if (v)
			escape(out, v->text);
		else
			text_addc(out, *s);
		s += v ? n + 1 : 1;
	}
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	scope(text) title = {0}, chat = {0};

	service_add_title(&title, l);
	service_add_chat(&chat, c, l, false);
	const struct value values[] = {{"id", l->id, false}, {"title", text_get(&title), false},
	    {"text", text_get(&chat), false}, {"to", or_empty(l->to), false},
	    {"type", or_empty(l->event_type), false}, {"time", or_empty(l->event_time), false},
	    {"data", l->data ? l->data : "{}", true}, {0}};

	fill(out, channel_option(c, "body", DEFAULT_BODY), values, escape_of(c));
}

static void add_header_lines(
    struct request *out, struct arena *a, const char *lines, const struct value *values)
{
	while (*lines) {
		size_t n = strcspn(lines, "\r\n");
		scope(text) line = {0}, filled = {0};
		text_addn(&line, lines, n);
		fill(&filled, text_get(&line), values, text_add);
		if (filled.len)
			*list_push(a, &out->headers) = arena_dup(a, filled.s);
		lines += n + strspn(lines + n, "\r\n");
	}
}

static void request(const struct channel *c, const char *id, const char *body, size_t n, moment now,
    struct arena *a, struct request *out)
{
	const struct value values[] = {
	    {"id", id, false}, {"token", channel_option(c, "token", ""), false}, {0}};
	const char *signature = channel_option(c, "signature_header", NULL);
	scope(text) url = {0}, sign = {0};

	(void)now;
	fill(&url, c->url, values, escape_form);
	*out = (struct request){.method = channel_option(c, "method", "POST"),
	    .url = arena_dup(a, text_get(&url)),
	    .body = body,
	    .body_n = n};
	service_add_header(out, a, "Content-Type",
	    channel_option(c, "content_type", "application/json; charset=utf-8"));
	add_header_lines(out, a, channel_option(c, "headers", ""), values);
	if (signature && c->secrets.n) {
		sign_add_hub(&sign, c->secrets.at[0], body, n);
		service_add_header(out, a, signature, sign.s);
	}
}

/* Is the status in a list such as "200-299, 409"? */
static bool in_list(const char *list, int status)
{
	while (*list) {
		char *end;
		long from = strtol(list, &end, 10), to = from;
		if (*end == '-')
			to = strtol(end + 1, &end, 10);
		if (status >= from && status <= to)
			return true;
		list = end + strcspn(end, ",");
		list += *list == ',';
	}
	return false;
}

/* "errcode=0": is the value at that place written so? */
static bool json_says(const char *condition, const struct reply *r)
{
	size_t n = strcspn(condition, "=");
	scope(text) path = {0}, value = {0};
	json_scope body = NULL;
	const json_t *v;

	text_addn(&path, condition, n);
	if (!json_parse(r->body, r->body_n, "reply", &body, NULL))
		return false;
	v = service_value(body, text_get(&path));
	if (!v || !condition[n])
		return v != NULL;
	if (json_is_string(v))
		text_add(&value, json_string_value(v));
	else
		json_add(v, &value);
	return !strcmp(text_get(&value), condition + n + 1);
}

static bool body_says(
    const struct channel *c, const struct reply *r, const char *json_key, const char *text_key)
{
	const char *json = channel_option(c, json_key, NULL),
		   *text = channel_option(c, text_key, NULL);

	return (!json || json_says(json, r)) && (!text || strstr(or_empty(r->body), text));
}

static struct verdict judge_retry(const struct reply *r, moment now, const char *means)
{
	struct verdict v = verdict_make(
	    VERDICT_RETRY, "%s (HTTP %d: %.150s)", means, r->status, or_empty(r->body));

	v.endpoint = true;
	v.after_s = reply_retry_after(r, now);
	return v;
}

static struct verdict judge(const struct channel *c, const struct reply *r, moment now)
{
	bool expected = in_list(channel_option(c, "success", "200-299"), r->status);
	bool busy_said =
	    channel_option(c, "retry_json", NULL) || channel_option(c, "retry_text", NULL);
	struct verdict v;

	if (!r->status)
		return verdict_of_failure(r->failure, r->detail);
	if (expected && body_says(c, r, "success_json", "success_text"))
		return verdict_make(
		    VERDICT_SENT, "accepted (HTTP %d: %.150s)", r->status, or_empty(r->body));
	if (in_list(channel_option(c, "retry", ""), r->status) ||
	    (busy_said && body_says(c, r, "retry_json", "retry_text")))
		return judge_retry(r, now, "the service cannot at the moment");
	v = verdict_of_http(r, now);
	if (v.kind == VERDICT_SENT) {
		v = verdict_make(VERDICT_RETRY, "not the answer of a success (HTTP %d: %.150s)",
		    r->status, or_empty(r->body));
		v.most_tries = TRIES_UNKNOWN;
	}
	return v;
}

static bool is_list(const char *list)
{
	return !list[strspn(list, "0123456789-, ")];
}

static bool check_body(const struct channel *c, struct error *err)
{
	static const struct letter sample = {.id = "ID", .to = "", .subject = "\"", .chat = "\n"};
	scope(text) filled = {0};
	json_scope seen = NULL;

	body(c, &sample, &filled);
	if (escape_of(c) != escape_json ||
	    json_parse(text_get(&filled), filled.len, "body", &seen, err))
		return true;
	return error_prefix(err, "body: with its placeholders filled it is no JSON: ");
}

/* A second length or another framing would make the server read something else than was written. */
static bool check_header(const char *line, size_t n, struct error *err)
{
	static const struct {
		const char *name, *instead;
	} ours[] = {{"Content-Length", "it is made from the body"},
	    {"Transfer-Encoding", "the body is sent in one piece"},
	    {"Content-Type", "write content_type instead"}};
	static const char token[] = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t k = strspn(line, token);

	if (!k || line[k] != ':')
		return error_set(err,
		    "headers: lines of \"Name: value\" are expected, not \"%.*s\"",
		    n < 60 ? (int)n : 60, line);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (strlen(ours[i].name) == k && !strncasecmp(line, ours[i].name, k))
			return error_set(err, "headers: %s: %s", ours[i].name, ours[i].instead);
	return true;
}

static bool check_headers(const char *lines, struct error *err)
{
	for (lines += strspn(lines, "\r\n"); *lines; lines += strspn(lines, "\r\n")) {
		size_t n = strcspn(lines, "\r\n");

		if (!check_header(lines, n, err))
			return false;
		lines += n;
	}
	return true;
}

static bool check(const struct channel *c, struct error *err)
{
	static const char *const lists[] = {"success", "retry"};
	const char *method = channel_option(c, "method", "POST");
	const char *headers = channel_option(c, "headers", "");

	if (strspn(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(method) || !*method)
		return error_set(err, "method: \"%s\" is none; POST, PUT or PATCH", method);
	if (!check_headers(headers, err))
		return false;
	for (size_t i = 0; i < 2; i++)
		if (!is_list(channel_option(c, lists[i], "")))
			return error_set(
			    err, "%s: statuses are expected, such as \"200-299, 409\"", lists[i]);
	return check_body(c, err);
}

static const struct channel_setting settings[] = {
    {"method", false, false, "POST when absent"},
    {"content_type", false, false,
	"of the body, application/json when absent; decides how placeholders are escaped"},
    {"headers", false, false,
	"lines of \"Name: value\"; {id} and {token} are filled in, as in url"},
    {"body", false, false, "with {title} {text} {to} {id} {type} {time}, and {data} as JSON"},
    {"success", false, false, "statuses that are one, \"200-299\" when absent"},
    {"success_json", false, false, "what the reply must hold besides, as \"errcode=0\""},
    {"success_text", false, false, "words that the reply must hold besides"},
    {"retry", false, false, "statuses that ask for another try, besides 408, 425, 429 and 5xx"},
    {"retry_json", false, false, "what a reply holds that asks for another try, as \"code=11232\""},
    {"retry_text", false, false, "words of a reply that asks for another try"},
    {"signature_header", false, false,
	"the header for sha256=HMAC of the body, such as X-Hub-Signature-256"},
    {"token", false, true, "what {token} stands for"},
    {0},
};

const struct channel_kind service_http = {
    .name = "http",
    .carrier = CARRIER_HTTP,
    .form = FORM_CHAT,
    .markup = MARKUP_PLAIN,
    .body = body,
    .request = request,
    .judge = judge,
    .check = check,
    .settings = settings,
    .needs_url = true,
};
