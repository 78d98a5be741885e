/* A token bucket as a value. What it holds at most and what flows in are chosen together: a full
 * bucket plus the inflow of one window is the service's limit, so no window exceeds it wherever it
 * starts. */
#include "send/bucket.h"

enum { BURST = 4 };

static int room(int n)
{
	return n < 6 ? 1 : n / 3 < BURST ? n / 3 : BURST;
}

static double inflow(int n, int s)
{
	return (double)(n - room(n) + 1) / s;
}

static double level(const struct bucket *b, int n, int s, moment now)
{
	double full = room(n);
	double passed = now > b->at ? (double)(now - b->at) : 0;
	double tokens = b->at ? b->tokens + passed * inflow(n, s) : full;

	return tokens > full ? full : tokens;
}

bool bucket_take(struct bucket *b, int n, int s, moment now)
{
	double tokens;

	if (!n)
		return true;
	tokens = level(b, n, s, now);
	*b = (struct bucket){.tokens = tokens, .at = now};
	/* A rounding error must not cost a second. */
	if (tokens < 1 - 1e-9)
		return false;
	b->tokens = tokens - 1;
	return true;
}

int bucket_wait_s(const struct bucket *b, int n, int s, moment now)
{
	double missing = n ? 1 - 1e-9 - level(b, n, s, now) : 0;

	double wait = missing / (n ? inflow(n, s) : 1);

	return missing <= 0 ? 0 : (int)wait + ((double)(int)wait < wait);
}
