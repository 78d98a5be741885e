/* The HTTP dialogue against a server that says anything: the first byte is how many bytes arrive at once. A status is
 * only there when it was said, no more is kept than the limits allow, and nothing stays busy once the connection is lost. */
#include "fuzz.h"
#include "send/http1.h"

static void drain(struct http1 *h)
{
	size_t n;

	while (http1_output(h, &n) && n)
		http1_wrote(h, n > 7 ? n / 2 : n);
}

static void check(const struct http1 *h)
{
	must(h->reply.status == 0 || (h->reply.status >= 100 && h->reply.status <= 999));
	must(h->body.len <= HTTP1_BODY_MOST && h->reply.headers.n <= HTTP1_FIELDS_MOST);
	for (size_t i = 0; i < h->reply.headers.n; i++)
		must(strchr(h->reply.headers.at[i], ':') != NULL);
	if (h->state == HTTP1_IDLE && h->exchanges)
		must(h->reply.status && h->reply.failure == FAILURE_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct request r = {.method = "POST", .url = "http://h.example/", .body = "x", .body_n = 1};
	struct url u = url_split(r.url);
	struct http1 h = {0};
	const char *in = (const char *)data;
	size_t piece = n ? 1 + data[0] % 64 : 1;

	while (n) {
		size_t now = n < piece ? n : piece;

		if (h.state == HTTP1_CLOSED) {
			http1_release(&h);
			h = (struct http1){0};
		}
		if (h.state == HTTP1_IDLE)
			http1_begin(&h, &r, &u);
		drain(&h);
		http1_input(&h, in, now);
		check(&h);
		in += now;
		n -= now;
	}
	http1_lost(&h, FAILURE_BROKEN, "gone");
	must(h.state == HTTP1_CLOSED);
	check(&h);
	http1_release(&h);
	return 0;
}
