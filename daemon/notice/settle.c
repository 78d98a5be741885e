/* From a period as written to its first and last day. A year that was not written is looked for in the clause,
 * the heading, the day of issue, in this order; it is never rolled forward. */
#include "notice/period.h"

enum { MONTHS = 12, MONTHS_OF_QUARTER = 3, MONTHS_OF_HALF = 6, PLAN_YEARS = 5, TEN_DAYS = 10 };

static void find_year(const struct reader *r, struct period *p)
{
	const struct clause_context *c = r->context;

	if (r->year) {
		p->year = r->year;
		p->year_from = "the date before";
	} else if (c->year) {
		p->year = c->year;
		p->year_from =
		    c->year_from && !strcmp(c->year_from, "title") ? "the title" : "the heading";
	} else if (c->issued != DAY_NONE) {
		p->year = civil_of(c->issued).year;
		p->year_from = "the day of issue";
	}
}

static int known_month(const struct reader *r)
{
	if (r->month)
		return r->month;
	return r->context->issued == DAY_NONE ? 0 : civil_of(r->context->issued).month;
}

/* `length` months that end with the month of the serial number `end` (12 × year + month − 1). */
static void set_months(struct period *p, int end, int length)
{
	int start = end - length + 1;

	p->first = civil_day(start / MONTHS, start % MONTHS + 1, 1);
	p->last = civil_month_last(end / MONTHS, end % MONTHS + 1);
}

static void settle_months(struct period *p)
{
	int year_end = MONTHS * p->year + (p->fiscal ? p->fiscal : MONTHS) - 1;

	switch (p->grain) {
	case GRAIN_MONTH:
		set_months(p, MONTHS * p->year + p->month - 1, 1);
		break;
	case GRAIN_QUARTER:
		set_months(p, year_end - MONTHS + MONTHS_OF_QUARTER * p->index, MONTHS_OF_QUARTER);
		break;
	case GRAIN_HALF:
		set_months(p, year_end - MONTHS + MONTHS_OF_HALF * p->index, MONTHS_OF_HALF);
		break;
	case GRAIN_PLAN:
		set_months(p, year_end, PLAN_YEARS * MONTHS);
		break;
	default:
		set_months(p, year_end, MONTHS);
	}
}

static void settle_days(struct period *p)
{
	if (p->festival) {
		p->first = p->last = festival_day((enum festival)p->index, p->year);
	} else if (p->grain == GRAIN_DAY) {
		p->first = p->last = civil_day(p->year, p->month, p->index);
	} else {
		p->first = civil_day(p->year, p->month, TEN_DAYS * (p->index - 1) + 1);
		p->last = p->index == 3 ? civil_month_last(p->year, p->month)
					: civil_day(p->year, p->month, TEN_DAYS * p->index);
	}
}

/* The first and the middle part of a period, where a word asks for them; its end is its last day. */
static void settle_edge(struct period *p)
{
	enum { EARLY_MONTHS = 3, HALF_MONTH = 15 };

	if (p->edge != EDGE_START && p->edge != EDGE_MIDDLE)
		return;
	if (p->grain == GRAIN_MONTH)
		p->last = p->first + (p->edge == EDGE_START ? TEN_DAYS : HALF_MONTH) - 1;
	else if (p->grain == GRAIN_YEAR)
		p->last = civil_add_months(
			      p->first, p->edge == EDGE_START ? EARLY_MONTHS : MONTHS_OF_HALF) -
			  1;
	else if (p->edge == EDGE_START)
		p->last = civil_month_last(civil_of(p->first).year, civil_of(p->first).month);
	else
		p->last = p->first + (p->last - p->first) / 2;
}

static bool say_no_such_day(struct reader *r, const struct period *p)
{
	if (p->festival)
		reader_say(r, "warning", "The day of this festival in %d is not known.", p->year);
	else
		reader_say(
		    r, "warning", "There is no day %d-%02d-%02d.", p->year, p->month, p->index);
	return false;
}

bool period_settle(struct reader *r, struct period *p)
{
	if (p->first != DAY_NONE)
		return true;
	if (!p->year)
		find_year(r, p);
	if (!p->month && (p->grain == GRAIN_DAY || p->grain == GRAIN_TENDAY) && !p->festival)
		p->month = known_month(r);
	if (!p->year) {
		reader_say(r, "warning",
		    "The year of this date is not known: neither heading nor day of issue names "
		    "one.");
		return false;
	}
	r->year = p->fiscal ? r->year : p->year;
	r->month = p->grain == GRAIN_DAY && !p->festival ? p->month : r->month;
	if (p->grain == GRAIN_DAY || p->grain == GRAIN_TENDAY)
		settle_days(p);
	else
		settle_months(p);
	if (p->first == DAY_NONE)
		return say_no_such_day(r, p);
	settle_edge(p);
	return true;
}
