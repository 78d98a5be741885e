/* What a reply means, for SMTP and for plain HTTP. The SMTP rules stand in one table, read from the
 * top: the first row that fits stage, reply code and enhanced code decides. */
#include "send/verdict.h"
#include "base/utf8.h"

const char *verdict_name(enum verdict_kind kind)
{
	static const char *const names[] = {"sent", "retry", "reject", "hold"};

	return names[kind];
}

static void reason_set(struct verdict *v, const char *format, va_list args)
{
	scope(text) t = {0};
	size_t n;

	text_addv(&t, format, args);
	n = t.len < sizeof v->reason ? t.len : utf8_cut(t.s, sizeof v->reason - 1);
	for (size_t i = 0; i < n; i++)
		v->reason[i] = (unsigned char)t.s[i] < ' ' || t.s[i] == 0x7f ? ' ' : t.s[i];
	while (n && v->reason[n - 1] == ' ')
		n--;
	v->reason[n] = 0;
}

struct verdict verdict_make(enum verdict_kind kind, const char *format, ...)
{
	struct verdict v = {.kind = kind};
	va_list args;

	va_start(args, format);
	reason_set(&v, format, args);
	va_end(args);
	return v;
}

enum effect {
	EFFECT_SENT,
	EFFECT_LATER,	/* this message again */
	EFFECT_WAIT,	/* everything to this server again */
	EFFECT_FULL,	/* again for two days (facts: 5.2.2) */
	EFFECT_MESSAGE, /* never this message to this address */
	EFFECT_ADDRESS, /* never this address */
	EFFECT_TOO_BIG,
	EFFECT_CHANNEL /* never anything this way */
};
#define AT(stage) (1u << SMTP_STAGE_##stage)
enum {
	ANYWHERE = 0xff,
	SESSION = AT(CONNECT) | AT(LOGIN),
	SENDER = AT(MAIL),
	LETTER = AT(RCPT) | AT(DATA) | AT(DOT),
	CONTENT = AT(DATA) | AT(DOT)
};
struct smtp_rule {
	unsigned stages;
	int from, to;	      /* reply codes */
	const char *enhanced; /* its beginning; NULL: any or none; "": none */
	enum effect effect;
	const char *means;
};
/* Enhanced codes: RFC 3463, RFC 4954 (5.7.8, 5.7.9), RFC 6531 (5.6.7), RFC 7504 (5.1.10). */
static const struct smtp_rule smtp_rules[] = {
    {AT(DOT), 200, 299, NULL, EFFECT_SENT, "accepted"},
    {ANYWHERE, 421, 421, NULL, EFFECT_WAIT, "the mail server closes the connection"},
    {SESSION | SENDER, 400, 499, NULL, EFFECT_WAIT, "the mail server cannot at the moment"},
    {LETTER, 400, 499, "4.3.", EFFECT_WAIT, "the mail server cannot at the moment"},
    {LETTER, 400, 499, "4.2.2", EFFECT_FULL, "the mailbox is full"},
    {LETTER, 400, 499, NULL, EFFECT_LATER, "put off by the mail server"},
    {SENDER | LETTER, 500, 599, "5.5.", EFFECT_MESSAGE,
	"the mail server did not understand the dialogue"},
    {ANYWHERE, 500, 599, "5.7.8", EFFECT_CHANNEL,
	"user or password is wrong: check user and password_file"},
    {ANYWHERE, 500, 599, "5.7.9", EFFECT_CHANNEL, "the mail server wants another way to log in"},
    {ANYWHERE, 530, 530, NULL, EFFECT_CHANNEL,
	"the mail server wants TLS or a login: check tls, user and password_file"},
    {ANYWHERE, 534, 535, NULL, EFFECT_CHANNEL,
	"user or password is wrong: check user and password_file"},
    {ANYWHERE, 538, 538, NULL, EFFECT_CHANNEL,
	"the mail server wants TLS before the login: check tls"},
    {SENDER | LETTER, 500, 599, "5.2.3", EFFECT_TOO_BIG, "the mail is too big"},
    {SENDER | LETTER, 500, 599, "5.3.4", EFFECT_TOO_BIG, "the mail is too big"},
    {SENDER | LETTER, 500, 599, "5.6.", EFFECT_MESSAGE,
	"the mail server does not take this content"},
    {SENDER | CONTENT, 552, 552, "", EFFECT_TOO_BIG, "the mail is too big"},
    {SENDER, 500, 599, NULL, EFFECT_CHANNEL,
	"the sender is refused: check from, user and the relay's rules"},
    {SESSION, 500, 599, NULL, EFFECT_CHANNEL,
	"the mail server refuses to serve: check url, user and the relay's rules"},
    {LETTER, 500, 599, "5.2.2", EFFECT_FULL, "the mailbox is full"},
    {AT(RCPT), 552, 552, "", EFFECT_FULL, "the mailbox is full"},
    {LETTER, 500, 599, "5.2.1", EFFECT_ADDRESS, "the mailbox is disabled"},
    {LETTER, 500, 599, "5.1.7", EFFECT_CHANNEL, "the sender's address is refused: check from"},
    {LETTER, 500, 599, "5.1.8", EFFECT_CHANNEL, "the sender's address is refused: check from"},
    {LETTER, 500, 599, "5.1.", EFFECT_ADDRESS, "no such address"},
    {AT(RCPT), 550, 551, "", EFFECT_ADDRESS, "no such address"},
    {AT(RCPT), 553, 553, "", EFFECT_ADDRESS, "no such address"},
    {AT(RCPT), 500, 504, "", EFFECT_MESSAGE, "the mail server did not understand the dialogue"},
    {LETTER, 500, 599, NULL, EFFECT_MESSAGE, "refused by the mail server"},
    {ANYWHERE, 0, 999, NULL, EFFECT_WAIT, "an answer that does not belong here"},
};

static const struct smtp_rule *smtp_rule_of(enum smtp_stage stage, int code, const char *enhanced)
{
	const struct smtp_rule *r = smtp_rules;

	for (;; r++) {
		if (!(r->stages & 1u << stage) || code < r->from || code > r->to)
			continue;
		if (!r->enhanced || (!*r->enhanced && !*enhanced))
			return r;
		/* "5.1.1" must not take "5.1.10"; a class such as "5.1." takes all of it. */
		size_t n = strlen(r->enhanced);
		if (n && !strncmp(enhanced, r->enhanced, n) &&
		    (r->enhanced[n - 1] == '.' || !enhanced[n]))
			return r;
	}
}

struct verdict verdict_of_smtp(
    enum smtp_stage stage, int code, const char *enhanced, const char *text)
{
	static const char *const where[] = {
	    "connecting", "login", "MAIL", "RCPT", "DATA", "final dot"};
	static const enum verdict_kind kinds[] = {[EFFECT_SENT] = VERDICT_SENT,
	    [EFFECT_LATER] = VERDICT_RETRY,
	    [EFFECT_WAIT] = VERDICT_RETRY,
	    [EFFECT_FULL] = VERDICT_RETRY,
	    [EFFECT_MESSAGE] = VERDICT_REJECT,
	    [EFFECT_ADDRESS] = VERDICT_REJECT,
	    [EFFECT_TOO_BIG] = VERDICT_REJECT,
	    [EFFECT_CHANNEL] = VERDICT_HOLD};
	const char *e = enhanced ? enhanced : "";
	/* An answer outside 000-999 comes from a caller's parsing, not from a server. */
	const struct smtp_rule *r = smtp_rule_of(stage, code < 0 || code > 999 ? 0 : code, e);
	struct verdict v = verdict_make(kinds[r->effect], "%s (%s: %d%s%s %s)", r->means,
	    where[stage], code, *e ? " " : "", e, text ? text : "");

	v.endpoint = r->effect == EFFECT_WAIT;
	v.address_dead = r->effect == EFFECT_ADDRESS;
	v.too_big = r->effect == EFFECT_TOO_BIG;
	v.most_s = r->effect == EFFECT_FULL ? 2 * DAY_S : 0;
	return v;
}

struct verdict verdict_of_failure(enum failure failure, const char *detail)
{
	static const struct {
		const char *means;
		bool endpoint, in_doubt, unreachable;
	} rows[] = {
	    [FAILURE_NONE] = {"no answer", true, false, false},
	    [FAILURE_RESOLVE] = {"the host's name is not found", true, false, true},
	    [FAILURE_CONNECT] = {"no connection", true, false, true},
	    [FAILURE_TLS] = {"no trusted TLS connection", true, false, false},
	    [FAILURE_LOGIN] = {"the login is refused: check user and password_file", true, false,
		false},
	    [FAILURE_TIMEOUT] = {"no answer in time", true, false, true},
	    [FAILURE_BROKEN] = {"the connection broke", false, false, false},
	    /* Not the endpoint: a message that breaks its server must not stop the others. */
	    [FAILURE_UNKNOWN_OUTCOME] = {"all was sent and no answer came", false, true, false},
	    [FAILURE_PROTOCOL] = {"the answer is not understood", false, true, false},
	    [FAILURE_LOCAL] = {"this machine could not", true, false, false},
	};
	bool held = failure == FAILURE_LOGIN;
	struct verdict v = verdict_make(held ? VERDICT_HOLD : VERDICT_RETRY, "%s%s%s",
	    rows[failure].means, detail && *detail ? ": " : "", detail ? detail : "");

	v.endpoint = rows[failure].endpoint && !held;
	v.in_doubt = rows[failure].in_doubt;
	v.unreachable = rows[failure].unreachable;
	return v;
}

static const struct http_rule {
	int from, to;
	enum verdict_kind kind;
	const char *means;
} http_rules[] = {
    {200, 299, VERDICT_SENT, "accepted"},
    {300, 399, VERDICT_HOLD, "redirects are not followed: put the new address into url"},
    {401, 401, VERDICT_HOLD, "not authorised: check token or password"},
    {403, 403, VERDICT_HOLD, "forbidden: check token, secret and the list of allowed addresses"},
    {404, 404, VERDICT_HOLD, "nothing is at this address: check url"},
    {405, 405, VERDICT_HOLD, "this address takes no such request: check url"},
    {407, 407, VERDICT_HOLD, "a proxy wants a login"},
    {410, 410, VERDICT_HOLD, "the receiver has switched this address off"},
    {408, 408, VERDICT_RETRY, "the service waited too long"},
    {425, 425, VERDICT_RETRY, "too early"},
    {429, 429, VERDICT_RETRY, "too many requests"},
    {413, 413, VERDICT_REJECT, "the message is too big"},
    {400, 499, VERDICT_REJECT, "refused"},
    {500, 599, VERDICT_RETRY, "the service cannot at the moment"},
    {0, 9999, VERDICT_RETRY, "an answer that does not belong here"},
};

struct verdict verdict_of_http(const struct reply *r, moment now)
{
	const struct http_rule *rule = http_rules;
	struct verdict v;

	if (r->status <= 0 || r->status > 9999)
		return verdict_of_failure(r->failure, r->detail);
	while (r->status < rule->from || r->status > rule->to)
		rule++;
	v = verdict_make(rule->kind, "%s (HTTP %d%s%.150s)", rule->means, r->status,
	    r->body_n ? ": " : "", r->body_n ? r->body : "");
	v.too_big = r->status == 413;
	if (v.kind == VERDICT_RETRY) {
		v.endpoint = true;
		v.after_s = reply_retry_after(r, now);
	}
	return v;
}
