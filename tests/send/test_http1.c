/* The HTTP/1.1 dialogue against scripts: what is written, what the server says, what the reply is. Every script is told
 * whole, byte by byte, and in two pieces cut at every place: it must make no difference. */
#include "send/http1.h"
#include <stdio.h>
#include "table.h"

#define OK  "HTTP/1.1 200 OK\r\n"
#define END "\r\n"

enum ending { GOES_ON, HANGS_UP, SILENT };
static const struct reply_row {
	const char *name, *said;
	enum ending ending;
	int status;
	const char *body;
	enum failure failure;
	enum http1_state state;
} reply_rows[] = {
    {"reply: 204", "HTTP/1.1 204 No Content\r\n\r\n", GOES_ON, 204, "", 0, HTTP1_IDLE},
    {"reply: 304 has no body", "HTTP/1.1 304 x\r\nContent-Length: 5\r\n\r\n", GOES_ON, 304, "", 0,
	HTTP1_IDLE},
    {"reply: a length", OK "Content-Length: 5\r\n\r\nhello", GOES_ON, 200, "hello", 0, HTTP1_IDLE},
    {"reply: length 0", OK "content-length:0\r\n\r\n", GOES_ON, 200, "", 0, HTTP1_IDLE},
    {"reply: no reason phrase", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", GOES_ON, 200, "", 0,
	HTTP1_IDLE},
    {"reply: bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nab", GOES_ON, 200, "ab", 0,
	HTTP1_IDLE},
    {"reply: the same length twice", OK "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab", GOES_ON,
	200, "ab", 0, HTTP1_IDLE},
    {"reply: two lengths", OK "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc", GOES_ON, 200, "",
	FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: a length that is none", OK "Content-Length: -1\r\n\r\n", GOES_ON, 200, "",
	FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: a length beyond all", OK "Content-Length: 99999999999999999999\r\n\r\n", GOES_ON, 200,
	"", FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: in chunks",
	OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n, world!!!\r\n0\r\n\r\n",
	GOES_ON, 200, "hello, world!!!", 0, HTTP1_IDLE},
    {"reply: chunks beat a length",
	OK
	"Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: t\r\n\r\n",
	GOES_ON, 200, "x", 0, HTTP1_IDLE},
    {"reply: a chunk's size is none", OK "Transfer-Encoding: chunked\r\n\r\nzz\r\n", GOES_ON, 200,
	"", FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: a chunk is longer than it said",
	OK "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", GOES_ON, 200, "ab",
	FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: chunks end early", OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", HANGS_UP, 200,
	"hel", FAILURE_BROKEN, HTTP1_CLOSED},
    {"reply: to the end", OK "\r\nall of it", HANGS_UP, 200, "all of it", 0, HTTP1_CLOSED},
    {"reply: no end", OK "\r\nall of", SILENT, 200, "all of", FAILURE_TIMEOUT, HTTP1_CLOSED},
    {"reply: a body cut short", OK "Content-Length: 9\r\n\r\nhel", HANGS_UP, 200, "hel",
	FAILURE_BROKEN, HTTP1_CLOSED},
    {"reply: close", OK "Content-Length: 2\r\nConnection: Close\r\n\r\nab", GOES_ON, 200, "ab", 0,
	HTTP1_CLOSED},
    {"reply: close among others", OK "Connection: foo, close\r\nContent-Length: 0\r\n\r\n", GOES_ON,
	200, "", 0, HTTP1_CLOSED},
    {"reply: HTTP/1.0 closes", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nab", GOES_ON, 200, "ab",
	0, HTTP1_CLOSED},
    {"reply: HTTP/1.0 may stay",
	"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab", GOES_ON, 200,
	"ab", 0, HTTP1_IDLE},
    {"reply: interim ones",
	"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nContent-Length: 9\r\n\r\n" OK
	"Content-Length: 2\r\n\r\nab",
	GOES_ON, 200, "ab", 0, HTTP1_IDLE},
    {"reply: another protocol", "HTTP/1.1 101 Switching\r\n\r\n", GOES_ON, 101, "", 0,
	HTTP1_CLOSED},
    {"reply: more than was asked for", OK "Content-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\n\r\n",
	GOES_ON, 200, "ab", 0, HTTP1_CLOSED},
    {"reply: no HTTP", "220 mail.example.org ESMTP\r\n", GOES_ON, 0, "", FAILURE_PROTOCOL,
	HTTP1_CLOSED},
    {"reply: HTTP/2", "HTTP/2 200\r\n\r\n", GOES_ON, 0, "", FAILURE_PROTOCOL, HTTP1_CLOSED},
    {"reply: a status that is none", "HTTP/1.1 2x0 OK\r\n\r\n", GOES_ON, 0, "", FAILURE_PROTOCOL,
	HTTP1_CLOSED},
    {"reply: nothing", "", HANGS_UP, 0, "", FAILURE_UNKNOWN_OUTCOME, HTTP1_CLOSED},
    {"reply: silence", "", SILENT, 0, "", FAILURE_UNKNOWN_OUTCOME, HTTP1_CLOSED},
    {"reply: half a line", "HTTP/1.1 20", HANGS_UP, 0, "", FAILURE_UNKNOWN_OUTCOME, HTTP1_CLOSED},
};

static struct request a_request(void)
{
	return (struct request){
	    .method = "POST", .url = "http://h.example/p", .body = "body", .body_n = 4};
}

static void begin(struct http1 *h, const struct request *r)
{
	struct url u = url_split(r->url);

	http1_begin(h, r, &u);
}

static void write_all(struct http1 *h)
{
	size_t n;

	http1_output(h, &n);
	http1_wrote(h, n);
}

/* Told in pieces: the first of so many bytes, the others of so many. */
static void check_row(const struct reply_row *row, size_t first, size_t others)
{
	size_t n = strlen(row->said), piece = first;
	struct request r = a_request();
	struct http1 h = {0};

	begin(&h, &r);
	write_all(&h);
	for (const char *s = row->said; n; piece = others) {
		size_t now = piece < n ? piece : n;

		http1_input(&h, s, now);
		s += now;
		n -= now;
	}
	if (row->ending != GOES_ON)
		http1_lost(&h, row->ending == HANGS_UP ? FAILURE_BROKEN : FAILURE_TIMEOUT, "gone");
	assert_int_equal(h.state, row->state);
	assert_int_equal(h.reply.status, row->status);
	assert_int_equal(h.reply.failure, row->failure);
	assert_int_equal(h.reply.body_n, strlen(row->body));
	assert_string_equal(h.reply.body, row->body);
	assert_true(h.reply.failure == 0 || h.reply.detail[0]);
	assert_false(h.untouched);
	http1_release(&h);
}

static void test_reply(void **state)
{
	const struct reply_row *row = *state;
	size_t n = strlen(row->said);

	check_row(row, n + 1, n + 1);
	check_row(row, 1, 1);
	for (size_t i = 1; i < n; i++)
		check_row(row, i, n);
}

/* ---- requests */

static const char *headers[] = {"Content-Type: application/json", "webhook-id: 1"};
static const struct request_row {
	const char *name, *method, *url, *body;
	const char *written;
} request_rows[] = {
    {"request: a POST", "POST", "https://h.example/a/b?c=d", "{}",
	"POST /a/b?c=d HTTP/1.1\r\nHost: h.example\r\nUser-Agent: deadlined\r\nAccept: */*\r\n"
	"Content-Type: application/json\r\nwebhook-id: 1\r\nContent-Length: 2\r\n\r\n{}"},
    {"request: an empty POST says so", "POST", "https://h.example:8443", "",
	"POST / HTTP/1.1\r\nHost: h.example:8443\r\nUser-Agent: deadlined\r\nAccept: */*\r\n"
	"Content-Type: application/json\r\nwebhook-id: 1\r\nContent-Length: 0\r\n\r\n"},
    {"request: a GET has no length", "GET", "http://h.example/x#there", "",
	"GET /x HTTP/1.1\r\nHost: h.example\r\nUser-Agent: deadlined\r\nAccept: */*\r\n"
	"Content-Type: application/json\r\nwebhook-id: 1\r\n\r\n"},
    {"request: a login in the URL", "PUT", "http://Aladdin:open%20sesame@h.example/", "x",
	"PUT / HTTP/1.1\r\nHost: h.example\r\nUser-Agent: deadlined\r\nAccept: */*\r\n"
	"Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"
	"Content-Type: application/json\r\nwebhook-id: 1\r\nContent-Length: 1\r\n\r\nx"},
};

static void test_request(void **state)
{
	const struct request_row *row = *state;
	struct request r = {.method = row->method,
	    .url = row->url,
	    .headers = {headers, 2, 2},
	    .body = row->body,
	    .body_n = strlen(row->body)};
	struct http1 h = {0};
	const char *out;
	size_t n;

	begin(&h, &r);
	out = http1_output(&h, &n);
	assert_int_equal(n, strlen(row->written));
	assert_memory_equal(out, row->written, n);
	http1_wrote(&h, 7);
	out = http1_output(&h, &n);
	assert_memory_equal(out, row->written + 7, n);
	http1_release(&h);
}

/* ---- what spans more than one exchange */

static void answer(struct http1 *h, const char *said)
{
	write_all(h);
	http1_input(h, said, strlen(said));
}

static void test_fields(void **state)
{
	struct request r = a_request();
	struct http1 h = {0};

	(void)state;
	begin(&h, &r);
	answer(&h, OK "Retry-AFTER: 7\r\nX-Long: a\r\n b\r\nnonsense\r\nContent-Length: 0\r\n\r\n");
	assert_int_equal(h.state, HTTP1_IDLE);
	assert_string_equal(reply_header(&h.reply, "retry-after"), "7");
	assert_string_equal(reply_header(&h.reply, "x-long"), "a b");
	assert_int_equal(h.reply.headers.n, 3);
	http1_release(&h);
}

static void test_own_headers(void **state)
{
	static const char *own[] = {
	    "host: other.example", "User-Agent: mine", "ACCEPT: text/plain", "Authorization: x"};
	struct request r = a_request();
	struct http1 h = {0};
	const char *out;
	size_t n;

	(void)state;
	r.url = "http://u:p@h.example/p";
	r.headers = (struct names){own, 4, 4};
	begin(&h, &r);
	out = http1_output(&h, &n);
	assert_string_equal(out,
	    "POST /p HTTP/1.1\r\nhost: other.example\r\nUser-Agent: mine\r\n"
	    "ACCEPT: text/plain\r\nAuthorization: x\r\nContent-Length: 4\r\n\r\nbody");
	http1_release(&h);
}

static void test_many(void **state)
{
	struct request r = a_request();
	struct http1 h = {0}, other = {0};
	size_t n;

	(void)state;
	for (int i = 0; i < 100; i++) {
		begin(&h, &r);
		answer(&h, i % 2 ? OK "Content-Length: 3\r\n\r\nabc" : "HTTP/1.1 204 x\r\n\r\n");
		assert_int_equal(h.state, HTTP1_IDLE);
		assert_int_equal(h.reply.status, i % 2 ? 200 : 204);
		assert_string_equal(h.reply.body, i % 2 ? "abc" : "");
		assert_int_equal(h.reply.headers.n, i % 2);
	}
	begin(&h, &r); /* a used connection that had died never saw it, however much was written */
	write_all(&h);
	http1_lost(&h, FAILURE_BROKEN, "reset");
	assert_true(h.untouched && h.state == HTTP1_CLOSED);
	http1_begin_again(&other, &h);
	assert_non_null(strstr(http1_output(&other, &n), "POST /p HTTP/1.1\r\n"));
	answer(&other, "HTTP/1.1 204 x\r\n\r\n");
	assert_true(other.state == HTTP1_IDLE && other.reply.status == 204);
	http1_release(&h);
	http1_release(&other);
}

static void test_not_untouched(void **state)
{
	struct request r = a_request();
	struct http1 h = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		begin(&h, &r);
		if (i < 2)
			answer(&h, "HTTP/1.1 204 x\r\n\r\n");
	}
	write_all(&h);
	http1_input(&h, "H", 1); /* it was seen */
	http1_lost(&h, FAILURE_BROKEN, "reset");
	assert_false(h.untouched);
	assert_int_equal(h.reply.failure, FAILURE_UNKNOWN_OUTCOME);
	http1_release(&h);
	h = (struct http1){0};
	begin(&h, &r);
	answer(&h, "HTTP/1.1 204 x\r\n\r\n");
	begin(&h, &r);
	write_all(&h);
	http1_lost(&h, FAILURE_TIMEOUT, "silent"); /* it may have been seen */
	assert_false(h.untouched);
	http1_release(&h);
}

static void test_early(void **state)
{
	struct request r = a_request();
	struct http1 h = {0};
	size_t n;

	(void)state;
	begin(&h, &r);
	http1_wrote(&h, 10);
	http1_input(&h, "HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n", 45);
	assert_int_equal(h.reply.status, 413);
	assert_int_equal(h.state, HTTP1_CLOSED);
	http1_output(&h, &n);
	assert_int_equal(n, 0);
	http1_release(&h);
	h = (struct http1){0};
	begin(&h, &r);
	http1_wrote(&h, 10);
	http1_lost(&h, FAILURE_BROKEN, "reset");
	assert_int_equal(h.reply.failure, FAILURE_BROKEN); /* it cannot have been taken */
	http1_release(&h);
}

/* As much as the server likes, and no more kept than the limits say. */
static void flood(struct http1 *h, const char *head, const char *piece, size_t bytes)
{
	struct request r = a_request();

	begin(h, &r);
	answer(h, head);
	for (size_t n = strlen(piece); bytes > n && h->state == HTTP1_BUSY; bytes -= n)
		http1_input(h, piece, n);
}

static void test_floods(void **state)
{
	static const char *const bodies[] = {OK "\r\n", OK "Content-Length: 104857600\r\n\r\n"};
	struct http1 h = {0};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		flood(&h, bodies[i], "0123456789abcdef", 1 << 20);
		assert_int_equal(h.state, HTTP1_CLOSED);
		assert_int_equal(h.reply.status, 200);
		assert_int_equal(h.reply.failure, FAILURE_NONE);
		assert_int_equal(h.reply.body_n, HTTP1_BODY_MOST);
		http1_release(&h);
		h = (struct http1){0};
	}
	flood(&h, OK, "x: y\r\n", HTTP1_HEAD_MOST - 100);
	assert_int_equal(h.state, HTTP1_BUSY);
	assert_int_equal(h.reply.headers.n, HTTP1_FIELDS_MOST);
	http1_release(&h);
	h = (struct http1){0};
	flood(&h, OK, "xxxxxxxxxxxxxxxx", 10 << 20);
	assert_int_equal(h.state, HTTP1_CLOSED);
	assert_int_equal(h.reply.failure, FAILURE_PROTOCOL);
	assert_true(h.line.len <= HTTP1_HEAD_MOST + 16);
	http1_release(&h);
}

static void test_head_has_no_body(void **state)
{
	struct request r = a_request();
	struct http1 h = {0};

	(void)state;
	r.method = "HEAD";
	begin(&h, &r);
	answer(&h, OK "Content-Length: 5\r\n\r\n");
	assert_int_equal(h.state, HTTP1_IDLE);
	http1_release(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fields),
	    cmocka_unit_test(test_own_headers),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_not_untouched),
	    cmocka_unit_test(test_early),
	    cmocka_unit_test(test_floods),
	    cmocka_unit_test(test_head_has_no_body),
	};

	return table_run("http1 replies", reply_rows, test_reply) +
	       table_run("http1 requests", request_rows, test_request) +
	       cmocka_run_group_tests_name("http1", tests, NULL, NULL);
}
