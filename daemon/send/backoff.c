/* When to try again. The jitter is computed from a seed instead of drawn, so that the same delivery
 * always gets the same moments and a simulation repeats. */
#include "send/backoff.h"

enum { SHORT_TRIES = 4, LAST_RESORT_S = 5 * DAY_S };

struct schedule {
	int first_s[SHORT_TRIES]; /* then doubling the last of them */
	int most_s;
};
static const struct schedule schedules[] = {
    [CARRIER_HTTP] = {{5, 20, 60, 300}, 4000},
    [CARRIER_SMTP] = {{300, 600, 1200, 2400}, 4000},
    [CARRIER_MAILDIR] = {{5, 10, 20, 40}, 300},
};

/* The finaliser of splitmix64: neighbouring seeds give unrelated values. */
static uint64_t mixed(uint64_t x)
{
	x += 0x9e3779b97f4a7c15u;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

int backoff_next_s(enum carrier carrier, int tries, uint64_t seed)
{
	const struct schedule *s = &schedules[carrier];
	int k = tries < 1 ? 0 : tries - 1;
	int wait = s->first_s[k < SHORT_TRIES ? k : SHORT_TRIES - 1];

	for (int i = SHORT_TRIES - 1; i < k && wait < s->most_s; i++)
		wait *= 2;
	wait = wait < s->most_s ? wait : s->most_s;
	return wait + (int)(mixed(seed + (uint64_t)tries) % (uint64_t)(wait / 5 + 1));
}

bool backoff_given_up(const struct verdict *v, int tries, moment created, moment now)
{
	moment most = v->most_s ? v->most_s : LAST_RESORT_S;

	return (v->most_tries && tries >= v->most_tries) || now - created >= most;
}
