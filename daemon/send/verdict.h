#ifndef SEND_VERDICT_H
#define SEND_VERDICT_H
#include <stdarg.h>
#include "send/request.h"

/* What a reply means (DESIGN.md, "What is promised about delivery"). */
enum verdict_kind {
	VERDICT_SENT,	/* the other side has it */
	VERDICT_RETRY,	/* not now */
	VERDICT_REJECT, /* never this message, or never this address (address_dead) */
	VERDICT_HOLD	/* this channel is misconfigured */
};
struct verdict {
	enum verdict_kind kind;
	int after_s;	   /* RETRY: wait at least so long (Retry-After); 0: the backoff decides.
			    * SENT with endpoint: its next request not sooner */
	int again_s;	   /* RETRY: wait so long instead when the endpoint was failing already */
	bool address_dead; /* REJECT: no later message to this address either */
	bool in_doubt;	   /* RETRY: it may have been taken */
	bool endpoint;	   /* RETRY: everything to this endpoint waits, not this message alone */
	bool unreachable;  /* RETRY: nobody answered at all: it may be our own network */
	bool too_big;	   /* REJECT: the same with less in it may pass */
	int most_tries;	   /* RETRY: dead after so many tries; 0: the outbox's own limit */
	int most_s;	   /* RETRY: dead when it is older than this; 0: the outbox's own limit */
	char reason[256];  /* one line for people, without secrets */
};
/* Where in the SMTP dialogue a reply came. */
enum smtp_stage {
	SMTP_STAGE_CONNECT, /* greeting, EHLO, STARTTLS, RSET */
	SMTP_STAGE_LOGIN,
	SMTP_STAGE_MAIL,
	SMTP_STAGE_RCPT,
	SMTP_STAGE_DATA, /* the command */
	SMTP_STAGE_DOT	 /* after the final dot */
};

const char *verdict_name(enum verdict_kind kind); /* "sent" … */
/* A verdict with its reason; control characters become spaces, the end is cut between characters.
 */
struct verdict verdict_make(enum verdict_kind kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * What an SMTP reply means: by enhanced code (RFC 3463, "5.1.1"; NULL or "": none), else by stage
 * and first digit. `text` is the reply without the codes. 421 and unknown codes are RETRY.
 */
struct verdict verdict_of_smtp(
    enum smtp_stage stage, int code, const char *enhanced, const char *text);
/* What an exchange without a full reply means: always RETRY, but HOLD for a refused login. */
struct verdict verdict_of_failure(enum failure failure, const char *detail);
/* What an HTTP status alone means: 2xx sent; 408, 425, 429, 5xx again (Retry-After honoured); 3xx,
 * 401, 403, 404, 405, 407, 410 hold; the other 4xx reject. A failure without a status as
 * verdict_of_failure(). */
struct verdict verdict_of_http(const struct reply *r, moment now);
#endif
