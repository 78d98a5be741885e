/* HTTP connections: a wire with send/http1's dialogue on it. One that is idle is found again by where it leads and whose
 * roots it trusted; the one used last goes first, so that those no longer needed time out. */
#include "loop/transport.h"
#include <stdlib.h>
#include <string.h>
#include "loop/wire.h"
#include "send/http1.h"

static const double EXCHANGE_S = 30., IDLE_S = 30.;
enum { IDLE_MOST = 64 };

struct connection {
	struct wire wire; /* first: the wire is the connection */
	struct transport *transport;
	struct connection *next, **link;
	char *origin, *ca_file; /* ca_file: NULL for the system's */
	struct http1 http;
	transport_done *done; /* NULL: idle */
	void *context;
};
struct transport {
	struct multi *multi;
	struct ev_loop *ev;
	struct connection *busy, *idle;
	int idlers;
};

void transport_open(struct multi *m, struct ev_loop *ev, struct transport **out)
{
	struct transport *t = calloc(1, sizeof *t);

	if (!t)
		abort();
	t->multi = m;
	t->ev = ev;
	*out = t;
}

static void put_into(struct connection **list, struct connection *c)
{
	c->next = *list;
	c->link = list;
	if (c->next)
		c->next->link = &c->next;
	*list = c;
}

static void take_out(struct connection *c)
{
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
}

static void connection_free(struct connection *c)
{
	take_out(c);
	wire_close(&c->wire);
	http1_release(&c->http);
	free(c->origin);
	free(c->ca_file);
	free(c);
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* An idle one that leads there; NULL. */
static struct connection *take_idle(struct transport *t, const char *origin, const char *ca_file)
{
	for (struct connection *c = t->idle; c; c = c->next)
		if (!strcmp(c->origin, origin) && is_same(c->ca_file, ca_file)) {
			take_out(c);
			t->idlers--;
			put_into(&t->busy, c);
			return c;
		}
	return NULL;
}

static char *copy_of(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		abort();
	return copy;
}

static void go_idle(struct connection *c)
{
	struct transport *t = c->transport;

	if (t->idlers == IDLE_MOST) {
		connection_free(c);
		return;
	}
	take_out(c);
	put_into(&t->idle, c);
	t->idlers++;
	wire_wait(&c->wire, IDLE_S);
}

static struct connection *connection_new(
    struct transport *t, const char *origin, const char *ca_file);

/* A connection that had died while it was idle never saw the request: it goes out over a new one, with the time that it
 * had. */
static void send_again(struct connection *old)
{
	struct connection *c = connection_new(old->transport, old->origin, old->ca_file);

	c->done = old->done;
	c->context = old->context;
	http1_begin_again(&c->http, &old->http);
	connection_free(old);
	wire_wait(&c->wire, EXCHANGE_S);
	wire_connect(&c->wire);
}

/* The exchange's end: the caller hears of it, before anybody may use the connection again. */
static void finish(struct connection *c)
{
	transport_done *done = c->done;

	if (c->http.untouched) {
		send_again(c);
		return;
	}
	wire_trace(&c->wire, NULL);
	done(c->context, &c->http.reply);
	c->done = NULL;
	if (c->http.state == HTTP1_IDLE)
		go_idle(c);
	else
		connection_free(c);
}

static const char *output(struct wire *w, size_t *n)
{
	return http1_output(&((struct connection *)w)->http, n);
}

static void wrote(struct wire *w, size_t n)
{
	http1_wrote(&((struct connection *)w)->http, n);
}

static bool input(struct wire *w, const char *bytes, size_t n)
{
	struct http1 *h = &((struct connection *)w)->http;

	http1_input(h, bytes, n);
	return h->state == HTTP1_BUSY;
}

static void lost(struct wire *w, const char *detail)
{
	http1_lost(&((struct connection *)w)->http, FAILURE_BROKEN, detail);
}

/* An idle connection that says anything, or ends, is of no use. */
static void step(struct wire *w)
{
	struct connection *c = (struct connection *)w;

	if (c->http.state == HTTP1_BUSY)
		wire_flush(w);
	if (c->done && c->http.state != HTTP1_BUSY)
		finish(c);
	else if (!c->done && c->http.state == HTTP1_CLOSED) {
		c->transport->idlers--;
		connection_free(c);
	}
}

static void late(struct wire *w)
{
	http1_lost(&((struct connection *)w)->http, FAILURE_TIMEOUT, "the server stayed silent");
	step(w);
}

static void made(struct wire *w, CURLcode code)
{
	if (code != CURLE_OK)
		http1_lost(&((struct connection *)w)->http, multi_failure(code),
		    w->job.detail[0] ? w->job.detail : curl_easy_strerror(code));
	step(w);
}

static const struct wire_use use = {.output = output,
    .wrote = wrote,
    .input = input,
    .lost = lost,
    .made = made,
    .step = step,
    .late = late};

static struct connection *connection_new(
    struct transport *t, const char *origin, const char *ca_file)
{
	struct connection *c = calloc(1, sizeof *c);

	if (!c)
		abort();
	c->transport = t;
	c->origin = copy_of(origin);
	c->ca_file = ca_file ? copy_of(ca_file) : NULL;
	put_into(&t->busy, c);
	wire_open(&c->wire, &use, t->multi, t->ev, "http,https", ca_file);
	c->wire.plain = !strncmp(origin, "http:", 5);
	curl_easy_setopt(c->wire.job.easy, CURLOPT_URL, origin);
	return c;
}

void transport_send(struct transport *t, const struct request *r, const char *ca_file,
    struct dialogue *trace, transport_done *done, void *context)
{
	struct url url = url_split(r->url);
	struct connection *c;
	scope(text) origin = {0};

	url_add_origin(&url, &origin);
	c = trace ? NULL : take_idle(t, text_get(&origin), ca_file);
	if (!c)
		c = connection_new(t, text_get(&origin), ca_file);
	c->done = done;
	c->context = context;
	http1_begin(&c->http, r, &url);
	wire_wait(&c->wire, EXCHANGE_S);
	wire_trace(&c->wire, trace);
	if (c->wire.made)
		step(&c->wire);
	else
		wire_connect(&c->wire);
}

void transport_close(struct transport *t)
{
	if (!t)
		return;
	while (t->busy)
		connection_free(t->busy);
	while (t->idle)
		connection_free(t->idle);
	free(t);
}
