#ifndef SEND_REQUEST_H
#define SEND_REQUEST_H
#include "base/list.h"
#include "base/moment.h"
#include "base/text.h"

/* One HTTP request as plain data; made anew at each try (timestamps, signatures). Lives in the
 * caller's arena. */
struct request {
	const char *method; /* "POST" */
	const char *url;
	struct names headers; /* "Name: value" */
	const char *body;
	size_t body_n;
};
/* How an exchange ended before a full reply was there. */
enum failure {
	FAILURE_NONE,
	FAILURE_RESOLVE,
	FAILURE_CONNECT,
	FAILURE_TLS, /* certificate or handshake */
	FAILURE_LOGIN,
	FAILURE_TIMEOUT,	 /* nothing was sent completely */
	FAILURE_BROKEN,		 /* the same, and the connection ended */
	FAILURE_UNKNOWN_OUTCOME, /* all was sent and no answer came */
	FAILURE_PROTOCOL, /* the answer is no HTTP, or too large to be kept (status is set then) */
	FAILURE_LOCAL	  /* disk, memory, configuration of this machine */
};
/* What came back. Headers as "name: value" with the name in lower case. */
struct reply {
	int status; /* 0: none */
	struct names headers;
	const char *body; /* NUL-terminated, at most 64 KiB kept */
	size_t body_n;
	enum failure failure;
	const char *detail; /* the library's words for the failure */
};
/* The value of a header, NULL when absent. */
const char *reply_header(const struct reply *r, const char *name);
/* Seconds of Retry-After (number or HTTP date, against now), at most a day, which is more than any backoff; 0: none. */
enum { REPLY_LONGEST_WAIT_S = DAY_S };
int reply_retry_after(const struct reply *r, moment now);
#endif
