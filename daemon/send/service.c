/* What the services share: judging a reply by a table, and the pieces of their JSON. A service
 * says where code and message stand and which rows it has; what fits no row is tried a few times
 * and never counts as sent. */
#include "send/service.h"
#include <ctype.h>
#include <strings.h>
#include "base/utf8.h"
#include "send/markup.h"

enum { TITLE_CHARS = 60, TRIES_UNKNOWN = 5, BUSY_S = 60 };

const json_t *service_value(const json_t *body, const char *path)
{
	for (;;) {
		size_t n = strcspn(path, ".");
		body = json_object_getn(body, path, n);
		if (!path[n] || !body)
			return body;
		path += n + 1;
	}
}

/* Is one of the alternatives ("a|b|c") in s? */
static bool holds_words(const char *s, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, "|");
		scope(text) one = {0};
		text_addn(&one, words, n);
		if (strcasestr(s, text_get(&one)))
			return true;
		words += n + (words[n] == '|');
	}
	return false;
}

static int64_t code_of(const struct service_dialect *d, const json_t *body)
{
	for (size_t i = 0; i < 2 && d->codes[i]; i++) {
		const json_t *v = service_value(body, d->codes[i]);
		if (json_is_integer(v))
			return json_integer_value(v);
	}
	return ANY_CODE;
}

static const char *words_of(
    const struct service_dialect *d, const struct reply *r, const json_t *body)
{
	for (size_t i = 0; i < 3 && d->words[i]; i++) {
		const json_t *v = service_value(body, d->words[i]);
		if (json_is_string(v))
			return json_string_value(v);
	}
	if (r->failure && !r->body_n)
		return r->detail;
	return r->body ? r->body : "";
}

static int wait_of(const struct service_dialect *d, const json_t *body)
{
	const json_t *v = d->wait ? service_value(body, d->wait) : NULL;
	size_t n = d->wait ? strlen(d->wait) : 0;
	double s = json_number_value(v);

	if (n > 3 && !strcmp(d->wait + n - 3, "_ms"))
		s /= 1000;
	return s <= 0 ? 0 : s >= DAY_S ? DAY_S : (int)s + (s > (int)s);
}

static const struct service_rule *rule_of(
    const struct service_dialect *d, int status, int64_t code, const char *words)
{
	for (const struct service_rule *r = d->rules; r && r->means; r++)
		if ((!r->status || r->status == status) &&
		    (r->code == ANY_CODE || r->code == code) &&
		    (!r->words || holds_words(words, r->words)))
			return r;
	return NULL;
}

/* No row fits and the status is fine: busy by its words, or not to be understood. */
static struct verdict judge_unknown(int64_t code, const char *words)
{
	static const char busy[] = "too fast|too many|frequency|limit|限流|频率|exceed 20 times";
	struct verdict v =
	    verdict_make(VERDICT_RETRY, "not the answer of a success: %.180s", words);

	if (holds_words(words, busy)) {
		v.after_s = BUSY_S;
		v.endpoint = true;
	} else {
		v.most_tries = TRIES_UNKNOWN;
		v.in_doubt = code == ANY_CODE;
	}
	return v;
}

static struct verdict judge_rule(const struct service_dialect *d, const struct service_rule *rule,
    const struct reply *r, int64_t code, const char *words)
{
	struct verdict v;

	if (code == ANY_CODE)
		v = verdict_make(rule->kind, "%s (HTTP %d: %.150s)", rule->means, r->status, words);
	else
		v = verdict_make(
		    rule->kind, "%s (code %lld: %.150s)", rule->means, (long long)code, words);
	v.endpoint = rule->kind == VERDICT_RETRY;
	v.after_s = rule->after_s;
	v.again_s = rule->after_s ? d->again_s : 0;
	return v;
}

static struct verdict judge_body(
    const struct service_dialect *d, const struct reply *r, const json_t *body, moment now)
{
	int64_t code = code_of(d, body);
	const char *words = words_of(d, r, body);
	bool fine = r->status / 100 == 2;
	const struct service_rule *rule = rule_of(d, r->status, code, words);
	struct verdict v;

	if (fine && d->success(r, body))
		return verdict_make(
		    VERDICT_SENT, "accepted (HTTP %d: %.150s)", r->status, r->body ? r->body : "");
	if (rule)
		v = judge_rule(d, rule, r, code, words);
	else
		v = fine ? judge_unknown(code, words) : verdict_of_http(r, now);
	if (v.kind == VERDICT_RETRY) {
		int asked = reply_retry_after(r, now), wait = wait_of(d, body);
		v.after_s = v.after_s > asked ? v.after_s : asked;
		v.after_s = v.after_s > wait ? v.after_s : wait;
		v.again_s = v.again_s > v.after_s ? v.again_s : 0;
	}
	return v;
}

struct verdict service_judge(const struct service_dialect *d, const struct reply *r, moment now)
{
	json_t *body = NULL;
	struct verdict v;

	if (!r->status)
		return verdict_of_failure(r->failure, r->detail);
	json_parse(r->body, r->body_n, "reply", &body, NULL);
	v = judge_body(d, r, body, now);
	json_decref(body);
	return v;
}

json_t *service_text(const char *s)
{
	scope(text) clean = {0};
	json_t *value = json_string(s ? s : "");
	const char *end = s ? s + strlen(s) : NULL;

	if (value)
		return value;
	while (s < end)
		utf8_add(&clean, utf8_next(&s, end));
	return json_string(text_get(&clean));
}

void service_add_json(struct text *out, json_t *value)
{
	json_add(value, out);
	json_decref(value);
}

void service_add_title(struct text *out, const struct letter *l)
{
	const char *s = l->subject ? l->subject : "";
	const char *p = s, *end = s + strlen(s);
	size_t chars = 0;

	while (p < end && chars++ < TITLE_CHARS)
		utf8_next(&p, end);
	text_addn(out, s, (size_t)(p - s));
	if (p < end)
		text_add(out, "…");
}

bool service_next_address(const char **list, struct text *out)
{
	const char *s = *list ? *list : "";

	text_reset(out);
	s += strspn(s, ", ");
	for (; *s && !strchr(", ", *s); s++)
		if (isalnum((unsigned char)*s) || strchr("._@:+-", *s))
			text_addc(out, *s);
	*list = s;
	return out->len > 0;
}

static void add_mentions(struct text *out, const struct channel_kind *k, const char *list)
{
	scope(text) one = {0};
	bool first = true;

	while (k->mention && service_next_address(&list, &one)) {
		bool all = !strcmp(one.s, "all") && k->mention_all;
		if (first)
			markup_add_paragraph(k->markup, out);
		else
			text_addc(out, ' ');
		first = false;
		for (const char *p = all ? k->mention_all : k->mention; *p; p++) {
			if (*p == 'T')
				text_add(out, one.s);
			else
				text_addc(out, *p);
		}
	}
}

bool service_is_alarm(const struct letter *l)
{
	return l->urgent || (l->event_type && strstr(l->event_type, "overdue"));
}

void service_add_chat(
    struct text *out, const struct channel *c, const struct letter *l, bool titled)
{
	enum markup m = c->kind->markup;
	scope(text) title = {0};

	service_add_title(&title, l);
	if (titled && title.len) {
		markup_add_heading(m, out, title.s);
		markup_add_paragraph(m, out);
	}
	text_add(out, l->chat ? l->chat : "");
	add_mentions(out, c->kind, l->to);
	if (c->keyword && *c->keyword && !strstr(text_get(out), c->keyword)) {
		markup_add_paragraph(m, out);
		text_add(out, c->keyword);
	}
}

/* A line break in a value would begin another header. */
void service_add_header(struct request *out, struct arena *a, const char *name, const char *value)
{
	size_t n = strlen(name), k = strlen(value);
	char *line = arena_alloc(a, n + k + 3);

	memcpy(line, name, n);
	memcpy(line + n, ": ", 2);
	memcpy(line + n + 2, value, k);
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	*list_push(a, &out->headers) = line;
}

void service_add_bearer(struct request *out, struct arena *a, const char *token)
{
	if (token && *token)
		service_add_header(out, a, "Authorization", arena_printf(a, "Bearer %s", token));
}

const char *service_url(struct arena *a, const char *base, const char *suffix)
{
	size_t n = strlen(base), k = strlen(suffix);

	if (n >= k && !strcmp(base + n - k, suffix))
		return base;
	while (n && base[n - 1] == '/')
		n--;
	return arena_printf(a, "%.*s%s", (int)n, base, suffix);
}

void service_post(struct request *out, struct arena *a, const char *url, const char *body, size_t n)
{
	*out = (struct request){.method = "POST", .url = url, .body = body, .body_n = n};
	service_add_header(out, a, "Content-Type", "application/json; charset=utf-8");
}

void service_request(const struct channel *c, const char *id, const char *body, size_t n,
    moment now, struct arena *a, struct request *out)
{
	(void)id;
	(void)now;
	service_post(out, a, c->url, body, n);
}
