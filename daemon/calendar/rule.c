/*
 * What a rule says, between the text and libical's iterator: refused where libical would follow it
 * wrongly, completed where libical would take the day from a start that a notice does not have.
 */
#include "calendar/rule.h"
#include <stdlib.h>

static const struct frequency frequencies[] = {
    {ICAL_YEARLY_RECURRENCE, 12, 0},
    {ICAL_MONTHLY_RECURRENCE, 1, 0},
    {ICAL_WEEKLY_RECURRENCE, 0, 7},
    {ICAL_DAILY_RECURRENCE, 0, 1},
};
/* 1970-01-01 was a Thursday. */
enum { MONDAY_SHIFT = 3 };

static int count(const short *by, size_t room)
{
	int n = 0;

	while ((size_t)n < room && by[n] != ICAL_RECURRENCE_ARRAY_MAX)
		n++;
	return n;
}
#define COUNT(by) count(by, sizeof(by) / sizeof *(by))

int64_t rule_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t rule_period_of(const struct rule *u, day d)
{
	const struct frequency *f = u->freq;
	struct civil c = civil_of(d);

	if (f->months)
		return rule_floor_div((int64_t)c.year * 12 + c.month - 1, f->months);
	return rule_floor_div((int64_t)d + MONDAY_SHIFT, f->days);
}

day rule_period_first(const struct rule *u, int64_t period)
{
	const struct frequency *f = u->freq;

	if (f->months)
		return civil_day(
		    (int)(period * f->months / 12), (int)(period * f->months % 12) + 1, 1);
	return (day)(period * f->days - MONDAY_SHIFT);
}

static int days_named(const struct icalrecurrencetype *r)
{
	return COUNT(r->by_day) + COUNT(r->by_month_day) + COUNT(r->by_year_day);
}

static bool is_bare(const struct icalrecurrencetype *r)
{
	return !days_named(r) && !COUNT(r->by_month) && !COUNT(r->by_week_no) &&
	       !COUNT(r->by_set_pos);
}

/*
 * What libical would take from the start day, which a notice does not have: without a day a month
 * is due at its end and a week on its Sunday; a day of the month without a month is one in each
 * (RFC 5545, 3.3.10, where BYMONTHDAY expands a year).
 */
static void complete(struct icalrecurrencetype *r)
{
	bool by_weeks = COUNT(r->by_week_no) || r->freq == ICAL_WEEKLY_RECURRENCE;

	if (r->freq == ICAL_YEARLY_RECURRENCE && COUNT(r->by_month_day) && !COUNT(r->by_month))
		for (short month = 1; month <= 12; month++)
			r->by_month[month - 1] = month;
	if (days_named(r) || r->freq == ICAL_DAILY_RECURRENCE)
		return;
	if (by_weeks)
		r->by_day[0] = ICAL_SUNDAY_WEEKDAY;
	else
		r->by_month_day[0] = -1;
}

static int positions(const struct icalrecurrencetype *r)
{
	int n = 0;

	for (int i = 0; i < COUNT(r->by_day); i++)
		n += icalrecurrencetype_day_position(r->by_day[i]) != 0;
	return n;
}

/* What RFC 5545 (3.3.10) forbids and libical follows all the same, to days that depend on where it
   sets out. */
static bool is_misplaced(const struct icalrecurrencetype *r)
{
	bool yearly = r->freq == ICAL_YEARLY_RECURRENCE, weekly = r->freq == ICAL_WEEKLY_RECURRENCE;
	bool of_weeks = COUNT(r->by_week_no) || r->freq < ICAL_MONTHLY_RECURRENCE;

	return (positions(r) && of_weeks) || (weekly && COUNT(r->by_month_day)) ||
	       (!yearly && (COUNT(r->by_week_no) || COUNT(r->by_year_day)));
}

/*
 * What is sound but libical 3 follows wrongly: it skips the days of a DAILY rule that are counted
 * from a month's end, and every BYSETPOS below MONTHLY; and complete() would make a year's last
 * Friday a month's.
 */
static bool is_beyond_libical(const struct icalrecurrencetype *r)
{
	if (r->freq < ICAL_MONTHLY_RECURRENCE && COUNT(r->by_set_pos))
		return true;
	if (r->freq == ICAL_YEARLY_RECURRENCE && COUNT(r->by_month_day) && !COUNT(r->by_month))
		return positions(r);
	for (int i = 0; i < COUNT(r->by_month_day); i++)
		if (r->freq == ICAL_DAILY_RECURRENCE && r->by_month_day[i] < 0)
			return true;
	return false;
}

/* What is wrong with it, as the end of a sentence; NULL: nothing. */
static const char *fault_of(const struct icalrecurrencetype *r)
{
	if (r->freq == ICAL_NO_RECURRENCE)
		return "is no RFC 5545 rule; write FREQ=YEARLY, MONTHLY, WEEKLY or DAILY, then "
		       "INTERVAL and BY parts";
	if (r->freq < ICAL_DAILY_RECURRENCE || COUNT(r->by_hour) || COUNT(r->by_minute) ||
	    COUNT(r->by_second))
		return "is finer than a day; use DAILY or coarser";
	if (r->count || !icaltime_is_null_time(r->until))
		return "ends with COUNT or UNTIL; write the end behind it as ;until=YYYY-MM-DD";
	for (int i = 0; i < COUNT(r->by_month); i++)
		if (r->by_month[i] < 1 || r->by_month[i] > 12)
			return "names a month that is none; BYMONTH goes from 1 to 12";
	if (COUNT(r->by_set_pos) && !days_named(r))
		return "has a BYSETPOS that chooses from nothing; name days with BYDAY or "
		       "BYMONTHDAY";
	if (is_misplaced(r))
		return "has a BY part that its FREQ does not allow (RFC 5545, 3.3.10); use another "
		       "FREQ";
	if (is_beyond_libical(r))
		return "combines parts that cannot be followed; name the days with FREQ=MONTHLY";
	return NULL;
}

const char *rule_load(const struct recurrence *r, struct rule *out)
{
	const char *fault;
	day base = r->start == DAY_NONE ? 0 : r->start;
	int in_year;

	icalerror_set_errors_are_fatal(0);
	out->ical = icalrecurrencetype_from_string(r->rule);
	fault = fault_of(&out->ical);
	if (fault)
		return fault;
	out->freq = frequencies;
	while (out->freq->freq != out->ical.freq)
		out->freq++;
	out->bare = is_bare(&out->ical);
	/* Quarters and half years are the calendar's, wherever in them a duty starts. */
	in_year = out->ical.interval * out->freq->months;
	if (out->bare && out->freq->months == 1 && 12 % in_year == 0)
		base = 0;
	out->base = rule_period_of(out, base);
	if (!out->bare)
		complete(&out->ical);
	return NULL;
}

bool rule_has_days(const struct rule *u)
{
	const struct icalrecurrencetype *r = &u->ical;
	int months = COUNT(r->by_month), days = COUNT(r->by_month_day);

	for (int m = 0; m < months; m++)
		for (int d = 0; d < days; d++)
			if (abs(r->by_month_day[d]) <= civil_month_days(2000, r->by_month[m]))
				return true;
	return !months || !days;
}

bool rule_is_plain(const struct rule *u)
{
	const struct icalrecurrencetype *r = &u->ical;

	return r->interval == 1 && days_named(r) == COUNT(r->by_month_day) && !COUNT(r->by_set_pos);
}

int rule_name_chars(const struct rule *u)
{
	const struct icalrecurrencetype *r = &u->ical;
	bool yearly = u->freq->months == 12, monthly = u->freq->months == 1;
	int a_period = yearly ? 4 : monthly ? 7 : 10;

	if (COUNT(r->by_set_pos) == 1)
		return a_period;
	if (days_named(r) > 1 || positions(r) < COUNT(r->by_day) || COUNT(r->by_week_no) > 1)
		return 10;
	return yearly && COUNT(r->by_month) > 1 ? 7 : a_period;
}
