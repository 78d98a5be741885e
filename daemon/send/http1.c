/* The HTTP/1.1 dialogue as a value. A reply is lines until its head ends, and then a body of one of three kinds: of a
 * given length, in chunks, or to the connection's end. Whatever does not fit ends the connection, for the next reply's
 * beginning would not be found. */
#include "send/http1.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>
#include "base/crypto.h"

/* ---- what goes out */

static void add_line(struct text *out, const char *s)
{
	text_add(out, s);
	text_add(out, "\r\n");
}

static bool has_header(const struct request *r, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < r->headers.n; i++)
		if (!strncasecmp(r->headers.at[i], name, n) && r->headers.at[i][n] == ':')
			return true;
	return false;
}

static void add_default(
    struct text *out, const struct request *r, const char *name, const char *value)
{
	if (has_header(r, name))
		return;
	text_add(out, name);
	text_add(out, ": ");
	add_line(out, value);
}

static void add_login(struct text *out, const struct request *r, const struct url *u)
{
	scope(text) login = {0};

	if (!u->user.n || has_header(r, "Authorization"))
		return;
	url_add_user(u, &login);
	if (!memchr(login.s, ':', login.len))
		text_addc(&login, ':');
	text_add(out, "Authorization: Basic ");
	crypto_add_base64(out, login.s, login.len);
	add_line(out, "");
}

/* RFC 9110, 8.6: a length is said unless there is no body and the method foresees none. */
static void add_request(struct text *out, const struct request *r, const struct url *u)
{
	text_add(out, r->method);
	text_addc(out, ' ');
	url_add_target(u, out);
	add_line(out, " HTTP/1.1");
	if (!has_header(r, "Host")) {
		text_add(out, "Host: ");
		url_add_host(u, out);
		add_line(out, "");
	}
	add_default(out, r, "User-Agent", "deadlined");
	add_default(out, r, "Accept", "*/*");
	add_login(out, r, u);
	for (size_t i = 0; i < r->headers.n; i++)
		add_line(out, r->headers.at[i]);
	if (r->body_n || (strcmp(r->method, "GET") != 0 && strcmp(r->method, "HEAD") != 0))
		text_addf(out, "Content-Length: %zu\r\n", r->body_n);
	add_line(out, "");
	text_addn(out, r->body, r->body_n);
}

static void start(struct http1 *h)
{
	arena_release(&h->arena);
	text_reset(&h->line);
	text_reset(&h->body);
	h->reply = (struct reply){0};
	h->state = HTTP1_BUSY;
	h->phase = HTTP1_STATUS;
	h->written = h->head = 0;
	h->answered = h->untouched = false;
	h->exchanges++;
}

void http1_begin(struct http1 *h, const struct request *r, const struct url *u)
{
	start(h);
	h->bodiless = !strcmp(r->method, "HEAD");
	text_reset(&h->out);
	add_request(&h->out, r, u);
}

void http1_begin_again(struct http1 *h, struct http1 *other)
{
	start(h);
	h->bodiless = other->bodiless;
	text_release(&h->out);
	h->out = other->out;
	other->out = (struct text){0};
}

const char *http1_output(const struct http1 *h, size_t *n)
{
	*n = h->state == HTTP1_BUSY ? h->out.len - h->written : 0;
	return text_get(&h->out) + h->written;
}

void http1_wrote(struct http1 *h, size_t n)
{
	h->written += n;
}

/* ---- how an exchange ends */

/* A server that answered before it had read everything will not read the rest. */
static void end(struct http1 *h, bool keep)
{
	h->reply.body = text_get(&h->body);
	h->reply.body_n = h->body.len;
	h->reply.detail = h->reply.detail ? h->reply.detail : "";
	h->state = keep && h->written == h->out.len ? HTTP1_IDLE : HTTP1_CLOSED;
}

static void fail(struct http1 *h, enum failure why, const char *detail)
{
	h->reply.failure = why;
	h->reply.detail = arena_dup(&h->arena, detail);
	end(h, false);
}

void http1_lost(struct http1 *h, enum failure why, const char *detail)
{
	bool hung_up = why == FAILURE_BROKEN;

	if (h->state != HTTP1_BUSY) {
		h->state = HTTP1_CLOSED;
		return;
	}
	h->untouched = hung_up && !h->answered && h->exchanges > 1;
	if (hung_up && h->phase == HTTP1_TO_THE_END)
		end(h, false);
	else if (!h->reply.status && h->written == h->out.len)
		fail(h, FAILURE_UNKNOWN_OUTCOME, detail);
	else
		fail(h, why, detail);
}

/* ---- the head */

/* Does a field's value, a list, hold this token? Fields are "name: value" with the name in lower case. */
static bool field_has(const struct reply *r, const char *name, const char *token)
{
	size_t n = strlen(name), k = strlen(token);

	for (size_t i = 0; i < r->headers.n; i++) {
		const char *s = r->headers.at[i];
		if (strncmp(s, name, n) != 0 || s[n] != ':')
			continue;
		for (s += n + 1; *(s += strspn(s, ", \t")); s += strcspn(s, ", \t"))
			if (strcspn(s, ", \t") == k && !strncasecmp(s, token, k))
				return true;
	}
	return false;
}

/* Digits alone; -1: none, or more than anybody sends. */
static int64_t number_of(const char *s, int base)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	size_t n = 0;

	while (s[n] && memchr(digits, s[n], base == 10 ? 10 : sizeof digits - 1))
		n++;
	return n < 1 || n > 15 || (s[n] && !strchr(" \t;\r", s[n])) ? -1 : strtoll(s, NULL, base);
}

/* RFC 9112, 6.3: several lengths must be the same. *length stays when there is none. */
static bool read_lengths(const struct reply *r, int64_t *length)
{
	static const char name[] = "content-length:";

	for (size_t i = 0; i < r->headers.n; i++) {
		const char *s = r->headers.at[i];
		int64_t n;

		if (strncmp(s, name, sizeof name - 1) != 0)
			continue;
		n = number_of(s + sizeof name - 1 + strspn(s + sizeof name - 1, " \t"), 10);
		if (n < 0 || (*length >= 0 && *length != n))
			return false;
		*length = n;
	}
	return true;
}

static void end_head(struct http1 *h)
{
	int status = h->reply.status;
	int64_t length = -1;

	if (status / 100 == 1 && status != 101) {
		h->reply = (struct reply){0};
		h->phase = HTTP1_STATUS;
		return;
	}
	h->keep = (h->keep || field_has(&h->reply, "connection", "keep-alive")) &&
		  !field_has(&h->reply, "connection", "close");
	if (h->bodiless || status == 204 || status == 304 || status == 101)
		end(h, h->keep && status != 101);
	else if (field_has(&h->reply, "transfer-encoding", "chunked"))
		h->phase = HTTP1_CHUNK_SIZE;
	else if (!read_lengths(&h->reply, &length))
		fail(h, FAILURE_PROTOCOL, "its Content-Length is not one number");
	else if (length == 0)
		end(h, h->keep);
	else
		h->phase = length > 0 ? HTTP1_LENGTH : HTTP1_TO_THE_END;
	h->left = length;
}

/* "HTTP/1.1 200 OK" */
static void on_status(struct http1 *h, const char *line)
{
	static const char name[] = "HTTP/1.";
	const char *version = line + sizeof name - 1;
	int64_t status = -1;

	if (!strncmp(line, name, sizeof name - 1) && (*version == '0' || *version == '1') &&
	    version[1] == ' ')
		status = number_of(version + 2, 10);
	if (status < 100 || status > 999) {
		fail(h, FAILURE_PROTOCOL, "its first line is no HTTP/1.1");
		return;
	}
	h->reply.status = (int)status;
	h->keep = *version == '1';
	h->phase = HTTP1_FIELDS;
}

/* A line that opens with a space goes on with the field above it (RFC 9112, 5.2). */
static void on_field(struct http1 *h, const char *line)
{
	struct names *fields = &h->reply.headers;
	const char *colon = strchr(line, ':');
	char *copy;

	if (!*line) {
		end_head(h);
	} else if (*line == ' ' || *line == '\t') {
		if (fields->n)
			fields->at[fields->n - 1] =
			    arena_printf(&h->arena, "%s%s", fields->at[fields->n - 1], line);
	} else if (colon && fields->n < HTTP1_FIELDS_MOST) {
		*list_push(&h->arena, fields) = copy = arena_dup(&h->arena, line);
		for (char *p = copy; *p != ':'; p++)
			*p = (char)tolower((unsigned char)*p);
	}
}

static void on_chunk_size(struct http1 *h, const char *line)
{
	h->left = number_of(line, 16);
	if (h->left < 0)
		fail(h, FAILURE_PROTOCOL, "a chunk's size is no number");
	h->phase = h->left > 0 ? HTTP1_CHUNK : HTTP1_TRAILERS;
}

static void on_chunk_end(struct http1 *h, const char *line)
{
	if (*line)
		fail(h, FAILURE_PROTOCOL, "a chunk is longer than it said");
	h->phase = HTTP1_CHUNK_SIZE;
}

static void on_trailer(struct http1 *h, const char *line)
{
	if (!*line)
		end(h, h->keep);
}

/* ---- bytes */

/* One line, or what there is of it; how many bytes of it were taken. */
static size_t read_line(struct http1 *h, const char *bytes, size_t n)
{
	static void (*const readers[])(struct http1 *, const char *) = {[HTTP1_STATUS] = on_status,
	    [HTTP1_FIELDS] = on_field,
	    [HTTP1_CHUNK_SIZE] = on_chunk_size,
	    [HTTP1_CHUNK_END] = on_chunk_end,
	    [HTTP1_TRAILERS] = on_trailer};
	const char *end_of_line = memchr(bytes, '\n', n);
	size_t taken = end_of_line ? (size_t)(end_of_line - bytes) : n;

	text_addn(&h->line, bytes, taken);
	h->head += taken;
	if (h->head > HTTP1_HEAD_MOST) {
		fail(h, FAILURE_PROTOCOL, "its head has no end");
		return taken;
	}
	if (!end_of_line)
		return taken;
	if (h->line.len && h->line.s[h->line.len - 1] == '\r')
		h->line.s[--h->line.len] = 0;
	readers[h->phase](h, text_get(&h->line));
	text_reset(&h->line);
	return taken + 1;
}

static size_t read_body(struct http1 *h, const char *bytes, size_t n)
{
	size_t room = HTTP1_BODY_MOST - h->body.len, taken = n;

	if (h->phase != HTTP1_TO_THE_END && (int64_t)taken > h->left)
		taken = (size_t)h->left;
	h->left -= (int64_t)taken;
	text_addn(&h->body, bytes, taken < room ? taken : room);
	if (taken > room)
		end(h, false);
	else if (h->phase == HTTP1_LENGTH && !h->left)
		end(h, h->keep);
	else if (h->phase == HTTP1_CHUNK && !h->left)
		h->phase = HTTP1_CHUNK_END;
	return taken;
}

void http1_input(struct http1 *h, const char *bytes, size_t n)
{
	h->answered |= n > 0;
	while (n && h->state == HTTP1_BUSY) {
		size_t taken =
		    h->phase < HTTP1_CHUNK ? read_line(h, bytes, n) : read_body(h, bytes, n);

		bytes += taken;
		n -= taken;
	}
	if (n)
		h->state = HTTP1_CLOSED; /* nobody asked for more */
}

void http1_release(struct http1 *h)
{
	text_release(&h->out);
	text_release(&h->line);
	text_release(&h->body);
	arena_release(&h->arena);
}
