#ifndef SEND_HTTP1_H
#define SEND_HTTP1_H
#include "send/request.h"
#include "send/url.h"

/*
 * The HTTP/1.1 dialogue (RFC 9112) over a connection that is made: any number of exchanges one after the other. No
 * socket: bytes that arrived go in, bytes to be written come out, and when `state` is BUSY no more, `reply` belongs to
 * the request begun last.
 *
 *	http1_begin(), then http1_output(), http1_wrote() and http1_input() until it is not BUSY.
 *	IDLE: http1_begin() again. CLOSED: close the connection.
 */
enum http1_state { HTTP1_IDLE, HTTP1_BUSY, HTTP1_CLOSED };
/* What is read now: lines of the head, then the body by its kind. */
enum http1_phase {
	HTTP1_STATUS,
	HTTP1_FIELDS,
	HTTP1_CHUNK_SIZE,
	HTTP1_CHUNK_END,
	HTTP1_TRAILERS,
	HTTP1_CHUNK,
	HTTP1_LENGTH,
	HTTP1_TO_THE_END
};
enum {
	HTTP1_HEAD_MOST = 256 << 10, /* bytes of status line, fields and chunks' lines */
	HTTP1_FIELDS_MOST = 200,
	HTTP1_BODY_MOST = 64 << 10 /* a longer body is cut, and judged by what is there */
};

struct http1 {
	enum http1_state state;
	struct reply reply; /* once not BUSY; lives until the next http1_begin */
	/* The connection had been used before, and ended before any answer: begin anew on another one, at once. */
	bool untouched;

	/* The request. */
	struct text out;
	size_t written;
	bool bodiless; /* HEAD: whatever the reply says, no body follows */

	/* The reply as it is read. */
	enum http1_phase phase;
	struct text line, body;
	struct arena arena; /* the reply's fields */
	size_t head;	    /* bytes of the head so far */
	int64_t left;	    /* of the body, or of its chunk */
	bool answered, keep;
	int exchanges; /* begun on this connection */
};

/* Begin an exchange; the request is copied. u: its URL. */
void http1_begin(struct http1 *h, const struct request *r, const struct url *u);
/* Begin on this connection, which is new, what was begun on another, which is CLOSED. */
void http1_begin_again(struct http1 *h, struct http1 *other);
/* What is to be written now; *n = 0: nothing. Then say how much of it was written. */
const char *http1_output(const struct http1 *h, size_t *n);
void http1_wrote(struct http1 *h, size_t n);
/* Bytes that arrived, in any pieces. */
void http1_input(struct http1 *h, const char *bytes, size_t n);
/* The connection came to nothing, ended (FAILURE_BROKEN) or stayed silent (FAILURE_TIMEOUT). A pending exchange gets its
 * reply: FAILURE_UNKNOWN_OUTCOME when all was written and nothing came. */
void http1_lost(struct http1 *h, enum failure why, const char *detail);
void http1_release(struct http1 *h);
#endif
