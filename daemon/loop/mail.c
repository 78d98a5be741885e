/* A connection is libcurl's until it is made (CONNECT_ONLY), and ours from then on: bytes between
 * the socket and send/smtp's dialogue, with timers of our own, since libcurl's no longer count. */
#include "loop/mail.h"
#include <stdlib.h>
#include "loop/trace.h"
#include "send/header.h"
#include "send/smtp.h"

enum {
	CONNECT_LIMIT_MS = 60000
}; /* with greeting, STARTTLS and AUTH: servers delay a refused login */
static const double IDLE_S = 10.;

struct connection {
	struct multi_job job; /* first: the job is the connection */
	struct mail *mail;
	struct connection *next, **link;
	const struct channel *channel;
	struct smtp smtp;
	ev_io io;
	ev_timer timer;		/* the server's patience while busy, ours while idle */
	enum smtp_step awaited; /* what the timer was started for, and with how much unsent */
	size_t unsent;
	bool connected;
	char last[256];		/* the last reply line seen while connecting */
	struct dialogue *trace; /* of the letter on its way; NULL mostly */
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
	ev_io_stop(c->mail->ev, &c->io);
	ev_timer_stop(c->mail->ev, &c->timer);
	multi_stop(c->mail->multi, &c->job);
	smtp_release(&c->smtp);
	free(c);
}

static void watch(struct connection *c, int events)
{
	if (c->io.events == events && ev_is_active(&c->io))
		return;
	ev_io_stop(c->mail->ev, &c->io);
	ev_io_set(&c->io, c->io.fd, events);
	ev_io_start(c->mail->ev, &c->io);
}

static void wait_at_most(struct connection *c, double seconds)
{
	c->timer.repeat = seconds;
	ev_timer_again(c->mail->ev, &c->timer);
}

/* Write what the dialogue has to say, as much as the socket takes. */
static void flush(struct connection *c)
{
	const char *bytes;
	size_t n, written;

	while ((bytes = smtp_output(&c->smtp, &n)), n > 0) {
		CURLcode code = curl_easy_send(c->job.easy, bytes, n, &written);

		if (code == CURLE_AGAIN || (code == CURLE_OK && written == 0)) {
			watch(c, EV_READ | EV_WRITE);
			return;
		}
		if (code != CURLE_OK) {
			smtp_lost(&c->smtp, curl_easy_strerror(code));
			return;
		}
		if (c->trace)
			dialogue_add(c->trace, DIALOGUE_OURS, bytes, written);
		smtp_wrote(&c->smtp, written);
	}
	watch(c, EV_READ);
}

static struct connection *open_connection(struct mail *m, const struct channel *ch,
    const struct smtp_envelope *e, mail_done *done, void *context);

/* Before the caller hears of the end: the dialogue is the caller's. */
static void detach(struct connection *c)
{
	if (c->trace)
		trace_attach(c->job.easy, NULL);
	c->trace = NULL;
}

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
		wait_at_most(c, IDLE_S);
		detach(c);
		done(c->context, &v);
		return;
	}
	if (c->smtp.state == SMTP_IDLE) {
		smtp_quit(&c->smtp);
		flush(c);
	}
	detach(c);
	done(c->context, &v);
	connection_free(c);
}

/* Only an answered step or bytes taken start the server's time anew: one that drips uses it up. */
static void be_patient(struct connection *c)
{
	size_t unsent;

	smtp_output(&c->smtp, &unsent);
	if (c->awaited != c->smtp.due || c->unsent != unsent)
		wait_at_most(c, smtp_patience_s(&c->smtp));
	c->awaited = c->smtp.due;
	c->unsent = unsent;
}

/* One step on after bytes came or went. */
static void step(struct connection *c)
{
	flush(c);
	if (c->smtp.state == SMTP_BUSY)
		be_patient(c);
	else if (c->done)
		finish(c);
	else if (c->smtp.state == SMTP_CLOSED)
		connection_free(c);
}

/* An idle server that says anything (421) or hangs up ends the connection. What TLS may still hold back no socket tells,
 * so there it is read until nothing comes; else a short read was the last one for now. */
static void receive(struct connection *c)
{
	bool plain = c->channel->tls == TLS_NONE;
	char buffer[8192];
	CURLcode code;
	size_t n = 0;

	while (
	    (code = curl_easy_recv(c->job.easy, buffer, sizeof buffer, &n)) == CURLE_OK && n > 0) {
		if (c->trace)
			dialogue_add(c->trace, DIALOGUE_THEIRS, buffer, n);
		smtp_input(&c->smtp, buffer, n);
		if (plain && n < sizeof buffer)
			return;
	}
	if (code != CURLE_AGAIN)
		smtp_lost(
		    &c->smtp, code == CURLE_OK ? "the server hung up" : curl_easy_strerror(code));
}

static void on_io(struct ev_loop *ev, ev_io *w, int events)
{
	struct connection *c = w->data;

	(void)ev;
	if (events & EV_READ)
		receive(c);
	step(c);
}

static void on_timer(struct ev_loop *ev, ev_timer *w, int events)
{
	struct connection *c = w->data;

	(void)ev;
	(void)events;
	if (c->done)
		smtp_lost(&c->smtp, "the server stayed silent");
	else
		smtp_quit(&c->smtp);
	step(c);
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
	step(c);
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

	curl_easy_getinfo(c->job.easy, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_LOGIN_DENIED)
		return refused(SMTP_STAGE_LOGIN, (int)status, c->last);
	if (status >= 400 &&
	    (code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_REMOTE_ACCESS_DENIED))
		return refused(SMTP_STAGE_CONNECT, (int)status, c->last);
	return verdict_of_failure(multi_failure(code, false),
	    c->job.detail[0] ? c->job.detail : curl_easy_strerror(code));
}

static void on_connected(struct multi_job *job, CURLcode code)
{
	struct connection *c = (struct connection *)job;
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (code == CURLE_OK)
		curl_easy_getinfo(job->easy, CURLINFO_ACTIVESOCKET, &fd);
	if (fd == CURL_SOCKET_BAD) {
		struct verdict v = refusal(c, code);

		detach(c);
		c->done(c->context, &v);
		connection_free(c);
		return;
	}
	c->connected = true;
	ev_io_set(&c->io, fd, EV_READ);
	begin(c, &c->envelope, c->done, c->context);
}

static void set_options(struct connection *c, CURL *easy)
{
	static const long use_ssl[] = {[TLS_REQUIRED] = CURLUSESSL_ALL,
	    [TLS_OPTIONAL] = CURLUSESSL_TRY,
	    [TLS_NONE] = CURLUSESSL_NONE,
	    [TLS_IMPLICIT] = CURLUSESSL_ALL};
	const char *token = channel_option(c->channel, "token", NULL);

	curl_easy_setopt(easy, CURLOPT_URL, c->channel->url);
	curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
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
	ev_init(&c->io, on_io);
	ev_init(&c->timer, on_timer);
	c->io.data = c->timer.data = c;
	c->job.done = on_connected;
	set_options(c, multi_easy(&c->job, "smtp,smtps", ch->ca_file));
	multi_start(m->multi, &c->job);
	return c;
}

void mail_send(struct mail *m, const struct delivery *d, struct dialogue *trace, mail_done *done,
    void *context)
{
	struct smtp_envelope e = {
	    .from = d->channel->from, .to = d->to, .body = d->body, .body_n = d->body_n};
	struct connection *c;

	for (c = m->first; c && !trace; c = c->next)
		if (c->channel == d->channel && c->connected && !c->done && smtp_usable(&c->smtp)) {
			begin(c, &e, done, context);
			return;
		}
	c = open_connection(m, d->channel, &e, done, context);
	c->trace = trace;
	if (trace)
		trace_attach(c->job.easy, trace);
}

void mail_forget(struct mail *m)
{
	for (struct connection *c = m->first, *next; c; c = next) {
		next = c->next;
		if (c->done)
			continue;
		smtp_quit(&c->smtp);
		step(c);
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
