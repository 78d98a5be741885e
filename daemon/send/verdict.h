#ifndef SEND_VERDICT_H
#define SEND_VERDICT_H
#include <stdbool.h>
#include <stdint.h>

/* What a reply means (DESIGN.md, "What is promised about delivery"). */
enum verdict_kind {
	VERDICT_SENT,	/* the other side has it */
	VERDICT_RETRY,	/* not now */
	VERDICT_REJECT, /* never this message, or never this address (address_dead) */
	VERDICT_HOLD	/* this channel is misconfigured */
};
struct verdict {
	enum verdict_kind kind;
	int after_s;	   /* RETRY: wait at least so long (Retry-After); 0: the backoff decides */
	bool address_dead; /* REJECT: no later message to this address either */
	bool in_doubt;	   /* RETRY: it may have been taken */
	bool endpoint;	   /* RETRY: everything to this endpoint waits, not this message alone */
	char reason[256];  /* one line for people, without secrets */
};
const char *verdict_name(enum verdict_kind kind); /* "sent" … */
#endif
