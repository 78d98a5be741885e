/* HTTP over the shared multi handle. An exchange owns all it needs (a copy of the body, the reply's
 * buffer), so that the caller may forget the request at once; a reply beyond the cap is cut, never
 * grown. An exchange that ended is kept for the next one: half of its cost is libcurl's handle. */
#include "loop/transport.h"
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include "loop/trace.h"

enum {
	REPLY_CAP_BYTES = 64 << 10,
	EXCHANGE_TIMEOUT_MS = 30000,
	SPARE_MOST = 64,
	HEADERS_MOST = 200
};

struct exchange {
	struct multi_job job; /* first: the job is the exchange */
	struct transport *transport;
	struct exchange *next, **link;
	struct curl_slist *headers;
	char *ca_file; /* what the handle was made for */
	struct arena arena;
	struct text body;
	struct reply reply;
	bool cut, traced;
	transport_done *done;
	void *context;
};
struct transport {
	struct multi *multi;
	struct exchange *first, *spare; /* under way; ended, linked by `next` alone */
	int spares;
};

void transport_open(struct multi *m, struct transport **out)
{
	struct transport *t = calloc(1, sizeof *t);

	if (!t)
		abort();
	t->multi = m;
	*out = t;
}

static void exchange_free(struct exchange *x)
{
	multi_stop(x->transport->multi, &x->job);
	curl_slist_free_all(x->headers);
	arena_release(&x->arena);
	text_release(&x->body);
	free(x->ca_file);
	free(x);
}

static void exchange_unlink(struct exchange *x)
{
	*x->link = x->next;
	if (x->next)
		x->next->link = x->link;
}

/* After a reply that was cut the handle goes, too, and with it whatever is left of the connection. */
static void exchange_end(struct exchange *x, bool keep)
{
	struct transport *t = x->transport;

	exchange_unlink(x);
	if (!keep || t->spares == SPARE_MOST) {
		exchange_free(x);
		return;
	}
	multi_pause(t->multi, &x->job);
	x->next = t->spare;
	t->spare = x;
	t->spares++;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *context)
{
	struct exchange *x = context;

	if (x->body.len + size * n > REPLY_CAP_BYTES) {
		text_addn(&x->body, bytes, REPLY_CAP_BYTES - x->body.len);
		x->cut = true;
		return 0;
	}
	text_addn(&x->body, bytes, size * n);
	return size * n;
}

/* Kept as "name: value" with the name in lower case; a server cannot make us keep more than 200 of
 * them. */
static size_t on_header(char *bytes, size_t size, size_t n, void *context)
{
	struct exchange *x = context;
	size_t len = size * n, end = len;
	char *line, *colon;

	while (end && (bytes[end - 1] == '\r' || bytes[end - 1] == '\n'))
		end--;
	if (!memchr(bytes, ':', end) || x->reply.headers.n >= HEADERS_MOST)
		return len;
	line = arena_dupn(&x->arena, bytes, end);
	colon = strchr(line, ':');
	for (char *p = line; colon && p < colon; p++)
		*p = (char)tolower((unsigned char)*p);
	*list_push(&x->arena, &x->reply.headers) = line;
	return len;
}

static void on_done(struct multi_job *job, CURLcode code)
{
	struct exchange *x = (struct exchange *)job;
	curl_off_t sent = 0;
	long status = 0;

	if (x->traced)
		trace_attach(job->easy, NULL);
	curl_easy_getinfo(job->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(job->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	if (code == CURLE_WRITE_ERROR && x->cut)
		code = CURLE_OK; /* our own limit: the reply is whole enough to be judged */
	x->reply.status = (int)status;
	x->reply.failure = multi_failure(code, sent > 0 && status == 0);
	x->reply.body = text_get(&x->body);
	x->reply.body_n = x->body.len;
	x->reply.detail = job->detail[0] ? job->detail : curl_easy_strerror(code);
	x->done(x->context, &x->reply);
	exchange_end(x, code == CURLE_OK && !x->cut);
}

/* libcurl compares every entry of the list with a dozen names that mean something to it. These mean nothing to it, so
 * they stand in one entry, as lines. */
static bool is_plain(const char *header)
{
	static const char *const plain[] = {"ce-", "webhook-"};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (!strncmp(header, plain[i], strlen(plain[i])))
			return true;
	return false;
}

static void exchange_headers(struct exchange *x, const struct request *r)
{
	scope(text) lines = {0};

	curl_slist_free_all(x->headers);
	x->headers = curl_slist_append(NULL, "Expect:");
	for (size_t i = 0; i < r->headers.n; i++) {
		if (!is_plain(r->headers.at[i])) {
			x->headers = curl_slist_append(x->headers, r->headers.at[i]);
			continue;
		}
		text_add(&lines, lines.len ? "\r\n" : "");
		text_add(&lines, r->headers.at[i]);
	}
	if (lines.len)
		x->headers = curl_slist_append(x->headers, lines.s);
}

/* A new handle with all that is the same for every request. */
static struct exchange *exchange_new(struct transport *t, const char *ca_file)
{
	struct exchange *x = calloc(1, sizeof *x);
	CURL *easy;

	if (!x || (ca_file && !(x->ca_file = strdup(ca_file))))
		abort();
	x->transport = t;
	x->job.done = on_done;
	easy = multi_easy(&x->job, "http,https", ca_file);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "deadlined");
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)EXCHANGE_TIMEOUT_MS);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, x);
	return x;
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* One for these roots, used before or new. */
static struct exchange *exchange_take(struct transport *t, const char *ca_file)
{
	for (struct exchange **p = &t->spare, *x; (x = *p); p = &x->next)
		if (is_same(x->ca_file, ca_file)) {
			*p = x->next;
			t->spares--;
			arena_release(&x->arena);
			text_reset(&x->body);
			x->reply = (struct reply){0};
			x->job.detail[0] = 0;
			return x;
		}
	return exchange_new(t, ca_file);
}

void transport_send(struct transport *t, const struct request *r, const char *ca_file,
    struct dialogue *trace, transport_done *done, void *context)
{
	struct exchange *x = exchange_take(t, ca_file);
	CURL *easy = x->job.easy;

	x->done = done;
	x->context = context;
	x->next = t->first;
	x->link = &t->first;
	if (x->next)
		x->next->link = &x->next;
	t->first = x;
	x->traced = trace != NULL;
	if (trace)
		trace_attach(easy, trace);
	exchange_headers(x, r);
	curl_easy_setopt(easy, CURLOPT_URL, r->url);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)r->body_n);
	curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, r->body);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, r->method);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, x->headers);
	multi_start(t->multi, &x->job);
}

void transport_close(struct transport *t)
{
	if (!t)
		return;
	for (struct exchange *x; (x = t->first);) {
		exchange_unlink(x);
		exchange_free(x);
	}
	for (struct exchange *x; (x = t->spare);) {
		t->spare = x->next;
		exchange_free(x);
	}
	free(t);
}
