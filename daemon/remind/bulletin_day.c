/* When bulletins are due. Only the calendar decides, so that two that look at any time agree. */
#include "remind/bulletin.h"

enum { PERIODS_MOST = 26 };

static day period_start(enum bulletin_rhythm every, day d)
{
	struct civil c = civil_of(d);

	return every == BULLETIN_WEEK ? d + 1 - civil_weekday(d) : civil_day(c.year, c.month, 1);
}

static day period_next(enum bulletin_rhythm every, day start)
{
	return every == BULLETIN_WEEK ? start + 7 : civil_add_months(start, 1);
}

/* The first working day of the period; DAY_NONE: it has none. */
static day period_day(enum bulletin_rhythm every, const struct workdays *w, day start)
{
	day first = workday_at_or_after(w, start);

	return first < period_next(every, start) ? first : DAY_NONE;
}

day bulletin_day_last(enum bulletin_rhythm every, const struct workdays *w, day d)
{
	day start = period_start(every, d);

	for (int i = 0; every != BULLETIN_NEVER && i < PERIODS_MOST; i++) {
		day found = period_day(every, w, start);

		if (found != DAY_NONE && found <= d)
			return found;
		start = period_start(every, start - 1);
	}
	return DAY_NONE;
}

day bulletin_day_next(enum bulletin_rhythm every, const struct workdays *w, day d)
{
	day start = period_start(every, d);

	for (int i = 0; every != BULLETIN_NEVER && i < PERIODS_MOST; i++) {
		day found = period_day(every, w, start);

		if (found != DAY_NONE && found > d)
			return found;
		start = period_next(every, start);
	}
	return DAY_NONE;
}

static bool is_same_audience(const struct names *a, const struct names *b)
{
	for (size_t i = 0; a->n == b->n && i < a->n; i++)
		if (strcmp(a->at[i], b->at[i]) != 0)
			return false;
	return a->n == b->n;
}

const struct policy *bulletin_speaker(const struct policies *all, const struct policy *p)
{
	list_each (const struct policy *, q, all->list)
		if (q->bulletin.every == p->bulletin.every &&
		    is_same_audience(&q->bulletin.to, &p->bulletin.to))
			return q;
	return p;
}
