/* HTTP over the shared multi handle. An exchange owns all it needs (a copy of the body, the reply's
 * buffer), so that the caller may forget the request at once; a reply beyond the cap is cut, never
 * grown. */
#include "loop/transport.h"
#include <stdlib.h>
#include <string.h>
#include <ctype.h>

enum { REPLY_CAP_BYTES = 64 << 10, EXCHANGE_TIMEOUT_MS = 30000 };

struct exchange {
	struct multi_job job; /* first: the job is the exchange */
	struct transport *transport;
	struct exchange *next, **link;
	struct curl_slist *headers;
	struct arena arena;
	struct text body;
	struct reply reply;
	bool cut;
	transport_done *done;
	void *context;
};
struct transport {
	struct multi *multi;
	struct exchange *first;
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
	*x->link = x->next;
	if (x->next)
		x->next->link = x->link;
	multi_stop(x->transport->multi, &x->job);
	curl_slist_free_all(x->headers);
	arena_release(&x->arena);
	text_release(&x->body);
	free(x);
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
	if (!memchr(bytes, ':', end) || x->reply.headers.n >= 200)
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
	exchange_free(x);
}

static void exchange_headers(struct exchange *x, const struct request *r)
{
	for (size_t i = 0; i < r->headers.n; i++)
		x->headers = curl_slist_append(x->headers, r->headers.at[i]);
	x->headers = curl_slist_append(x->headers, "Expect:");
	x->headers = curl_slist_append(x->headers, "User-Agent: deadlined");
}

void transport_send(struct transport *t, const struct request *r, const char *ca_file,
    transport_done *done, void *context)
{
	struct exchange *x = calloc(1, sizeof *x);
	CURL *easy;

	if (!x)
		abort();
	*x = (struct exchange){
	    .transport = t, .next = t->first, .link = &t->first, .done = done, .context = context};
	if (x->next)
		x->next->link = &x->next;
	t->first = x;
	x->job.done = on_done;
	easy = multi_easy(&x->job, "http,https", ca_file);
	exchange_headers(x, r);
	curl_easy_setopt(easy, CURLOPT_URL, r->url);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)r->body_n);
	curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, r->body);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, r->method);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, x->headers);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)EXCHANGE_TIMEOUT_MS);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, x);
	multi_start(t->multi, &x->job);
}

void transport_close(struct transport *t)
{
	if (!t)
		return;
	while (t->first)
		exchange_free(t->first);
	free(t);
}
