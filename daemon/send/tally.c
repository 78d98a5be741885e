/* A count that ends with its month. */
#include "send/tally.h"

enum { WARN_PERCENT = 80 };

int64_t tally_of(const struct tally *t, int month)
{
	return t->month == month ? t->requests : 0;
}

void tally_add(struct tally *t, int month, int n)
{
	t->requests = tally_of(t, month) + n;
	t->month = month;
}

int tally_percent(const struct tally *t, int month, int quota)
{
	return (int)(tally_of(t, month) * 100 / quota);
}

bool tally_warns(struct tally *t, int month, int quota)
{
	if (!quota || t->warned == month || tally_percent(t, month, quota) < WARN_PERCENT)
		return false;
	t->warned = month;
	return true;
}
