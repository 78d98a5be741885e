/* Mail connections: a wire with send/smtp's dialogue on it, and the server's patience as its timer. */
#include "loop/mail.h"
#include <stdlib.h>
#include "loop/wire.h"
#include "send/header.h"
#include "send/smtp.h"

enum {
	CONNECT_LIMIT_MS = 60000
}; /* with greeting, STARTTLS and AUTH: servers delay a refused login */
static const double IDLE_S = 10.;

struct connection {
	struct wire
	    wire; /* first: the wire is the connection; its timer: the server's patience while busy, ours while idle */
	struct mail *mail;
	struct connection *next, **link;
	const struct channel *channel;
	struct smtp smtp;
	enum smtp_step awaited; /* what the timer was started for, and with how much unsent */
	size_t unsent;
	char last[256]; /* the last reply line seen while connecting */
	/* The letter on its way; done NULL: idle. */
	struct smtp_envelope envelope;
	mail_done *done;
	void *context;
};
struct mail {
	struct multi *multi;
	struct ev_loop *ev;
	struct connection *first;
};

void mail_open(struct multi *m, struct ev_loop *ev, struct mail **out)
{
	struct mail *mail = calloc(1, sizeof *mail);

	if (!mail)
		abort();
	*mail = (struct mail){.multi = m, .ev = ev};
	*out = mail;
}

static void connection_free(struct connection *c)
{
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	wire_close(&c->wire);
	smtp_release(&c->smtp);
	free(c);
}

static const char *output(struct wire *w, size_t *n)
{
	return smtp_output(&((struct connection *)w)->smtp, n);
}

static void wrote(struct wire *w, size_t n)
{
	smtp_wrote(&((struct connection *)w)->smtp, n);
}

/* An idle server that says anything (421) ends the connection. */
static bool input(struct wire *w, const char *bytes, size_t n)
{
	smtp_input(&((struct connection *)w)->smtp, bytes, n);
	return true;
}

static void lost(struct wire *w, const char *detail)
{
	smtp_lost(&((struct connection *)w)->smtp, detail);
}

static struct connection *open_connection(struct mail *m, const struct channel *ch,
    const struct smtp_envelope *e, mail_done *done, void *context);

/* The letter's end: tell the caller, then keep the connection or not. A connection that had died
 * while it was idle never saw the letter: it goes out over a new one at once. */
static void finish(struct connection *c)
{
	struct verdict v = c->smtp.verdict;
	mail_done *done = c->done;

	c->done = NULL;
	if (c->smtp.untouched) {
		open_connection(c->mail, c->channel, &c->envelope, done, c->context);
		connection_free(c);
		return;
	}
	if (v.kind == VERDICT_SENT && !v.reason[0])
		snprintf(v.reason, sizeof v.reason, "%s", c->smtp.receipt);
	if (smtp_usable(&c->smtp)) {
		wire_wait(&c->wire, IDLE_S);
		wire_trace(&c->wire, NULL);
		done(c->context, &v);
		return;
	}
	if (c->smtp.state == SMTP_IDLE) {
		smtp_quit(&c->smtp);
		wire_flush(&c->wire);
	}
	wire_trace(&c->wire, NULL);
	done(c->context, &v);
	connection_free(c);
}

/* Only an answered step or bytes taken start the server's time anew: one that drips uses it up. */
static void be_patient(struct connection *c)
{
	size_t unsent;

	smtp_output(&c->smtp, &unsent);
	if (c->awaited != c->smtp.due || c->unsent != unsent)
		wire_wait(&c->wire, smtp_patience_s(&c->smtp));
	c->awaited = c->smtp.due;
	c->unsent = unsent;
}

static void step(struct wire *w)
{
	struct connection *c = (struct connection *)w;

	wire_flush(w);
	if (c->smtp.state == SMTP_BUSY)
		be_patient(c);
	else if (c->done)
		finish(c);
	else if (c->smtp.state == SMTP_CLOSED)
		connection_free(c);
}

static void late(struct wire *w)
{
	struct connection *c = (struct connection *)w;

	if (c->done)
		smtp_lost(&c->smtp, "the server stayed silent");
	else
		smtp_quit(&c->smtp);
	step(w);
}

static void begin(
    struct connection *c, const struct smtp_envelope *e, mail_done *done, void *context)
{
	struct smtp_envelope bare = *e;
	scope(text) from = {0};

	mailbox_add_address(&from, e->from);
	bare.from = text_get(&from);
	c->envelope = *e;
	c->done = done;
	c->context = context;
	c->awaited = SMTP_END; /* of another letter: its time is over */
	smtp_begin(&c->smtp, &bare);
	step(&c->wire);
}

static size_t on_line(char *bytes, size_t size, size_t n, void *context)
{
	struct connection *c = context;
	size_t len = size * n, keep = len < sizeof c->last ? len : sizeof c->last - 1;

	smtp_hello(&c->smtp, bytes, len);
	memcpy(c->last, bytes, keep);
	c->last[keep] = 0;
	return len;
}

/* "535 5.7.8 Error: …" at some stage, as a verdict. */
static struct verdict refused(enum smtp_stage stage, int status, const char *line)
{
	const char *words = strlen(line) > 4 ? line + 4 : "";
	char enhanced[12] = "";

	if (sscanf(words, "%11[0-9.]", enhanced) == 1 && strchr(enhanced, '.'))
		words += strlen(enhanced);
	else
		enhanced[0] = 0;
	return verdict_of_smtp(stage, status, enhanced, words);
}

/* Why no connection came about, told by the server's last words where it said any. */
static struct verdict refusal(const struct connection *c, CURLcode code)
{
	long status = 0;

	curl_easy_getinfo(c->wire.job.easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_LOGIN_DENIED)
		return refused(SMTP_STAGE_LOGIN, (int)status, c->last);
	if (status >= 400 &&
	    (code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_REMOTE_ACCESS_DENIED))
		return refused(SMTP_STAGE_CONNECT, (int)status, c->last);
	return verdict_of_failure(multi_failure(code),
	    c->wire.job.detail[0] ? c->wire.job.detail : curl_easy_strerror(code));
}

static void made(struct wire *w, CURLcode code)
{
	struct connection *c = (struct connection *)w;

	if (code != CURLE_OK) {
		struct verdict v = refusal(c, code);

		wire_trace(w, NULL);
		c->done(c->context, &v);
		connection_free(c);
		return;
	}
	begin(c, &c->envelope, c->done, c->context);
}

static void set_options(struct connection *c)
{
	static const long use_ssl[] = {[TLS_REQUIRED] = CURLUSESSL_ALL,
	    [TLS_OPTIONAL] = CURLUSESSL_TRY,
	    [TLS_NONE] = CURLUSESSL_NONE,
	    [TLS_IMPLICIT] = CURLUSESSL_ALL};
	const char *token = channel_option(c->channel, "token", NULL);
	CURL *easy = c->wire.job.easy;

	curl_easy_setopt(easy, CURLOPT_URL, c->channel->url);
	curl_easy_setopt(easy, CURLOPT_USE_SSL, use_ssl[c->channel->tls]);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)CONNECT_LIMIT_MS);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_LIMIT_MS);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, c);
	if (!c->channel->user)
		return;
	curl_easy_setopt(easy, CURLOPT_USERNAME, c->channel->user);
	if (token) {
		curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, token);
		curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
		return;
	}
	curl_easy_setopt(easy, CURLOPT_PASSWORD, c->channel->password ? c->channel->password : "");
}

static const struct wire_use use = {.output = output,
    .wrote = wrote,
    .input = input,
    .lost = lost,
    .made = made,
    .step = step,
    .late = late};

static struct connection *open_connection(struct mail *m, const struct channel *ch,
    const struct smtp_envelope *e, mail_done *done, void *context)
{
	struct connection *c = calloc(1, sizeof *c);

	if (!c)
		abort();
	*c = (struct connection){.mail = m,
	    .next = m->first,
	    .link = &m->first,
	    .channel = ch,
	    .envelope = *e,
	    .done = done,
	    .context = context};
	if (c->next)
		c->next->link = &c->next;
	m->first = c;
	wire_open(&c->wire, &use, m->multi, m->ev, "smtp,smtps", ch->ca_file);
	c->wire.plain = ch->tls == TLS_NONE;
	set_options(c);
	wire_connect(&c->wire);
	return c;
}

void mail_send(struct mail *m, const struct delivery *d, struct dialogue *trace, mail_done *done,
    void *context)
{
	struct smtp_envelope e = {
	    .from = d->channel->from, .to = d->to, .body = d->body, .body_n = d->body_n};
	struct connection *c;

	for (c = m->first; c && !trace; c = c->next)
		if (c->channel == d->channel && c->wire.made && !c->done && smtp_usable(&c->smtp)) {
			begin(c, &e, done, context);
			return;
		}
	c = open_connection(m, d->channel, &e, done, context);
	wire_trace(&c->wire, trace);
}

void mail_forget(struct mail *m)
{
	for (struct connection *c = m->first, *next; c; c = next) {
		next = c->next;
		if (c->done)
			continue;
		smtp_quit(&c->smtp);
		step(&c->wire);
	}
}

void mail_close(struct mail *m)
{
	if (!m)
		return;
	while (m->first)
		connection_free(m->first);
	free(m);
}
