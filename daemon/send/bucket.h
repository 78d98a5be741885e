#ifndef SEND_BUCKET_H
#define SEND_BUCKET_H
#include <stdbool.h>
#include "base/moment.h"

/*
 * How many requests an endpoint may still have: a token bucket as two numbers that the store keeps
 * over a restart. Zero is a full bucket. In no stretch of `s` seconds does it give more than n
 * tokens: at most four at once, the others spread over the window.
 */
struct bucket {
	double tokens;
	moment at; /* when `tokens` was right */
};

/* Take a token; false when there is none. n = 0: no limit. A clock that was set back refills
 * nothing and blocks nothing. */
bool bucket_take(struct bucket *b, int n, int s, moment now);
/* Seconds until a token is there, 0: now. */
int bucket_wait_s(const struct bucket *b, int n, int s, moment now);
#endif
