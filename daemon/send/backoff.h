#ifndef SEND_BACKOFF_H
#define SEND_BACKOFF_H
#include "send/channel.h"

/*
 * Seconds until the next try after `tries` failed ones (from 1). Mail: 5 min (greylists), doubling
 * to 4000 s as Postfix does (qmgr(8)). HTTP: 5 s, 20 s, 1 min, 5 min, then doubling to 4000 s. A
 * folder: 5 s, doubling to 5 min. Up to a fifth is added, chosen by `seed` and `tries`, so that
 * what failed together does not come back together.
 */
int backoff_next_s(enum carrier carrier, int tries, uint64_t seed);
/* Is it to be given up: more tries or older than the verdict allows, or older than 5 days? */
bool backoff_given_up(const struct verdict *v, int tries, moment created, moment now);
#endif
