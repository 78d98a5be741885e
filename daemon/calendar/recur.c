/* Recurrence rules through libical. Its iterator starts in the rule's own period just before the day that is asked for, not in the
 * rule's first one, so that the thousandth occurrence costs what the first does. A rule without a BY part needs no iterator:
 * it is due on the last day of its period, which is arithmetic. */
#include "calendar/recur.h"
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include "base/span.h"

/* Nothing is looked for before 1900, nor after 9900 (libical itself gives up in 2582). */
static const day FIRST_DAY = -25567, LAST_DAY = 2896790;

/* Periods are numbered: years and months from the year 0, weeks (from Monday) and days from December 1969. */
static const struct frequency {
	icalrecurrencetype_frequency freq;
	int months, days;
} frequencies[] = {
    {ICAL_YEARLY_RECURRENCE, 12, 0},
    {ICAL_MONTHLY_RECURRENCE, 1, 0},
    {ICAL_WEEKLY_RECURRENCE, 0, 7},
    {ICAL_DAILY_RECURRENCE, 0, 1},
};
enum { FREQUENCIES = sizeof frequencies / sizeof *frequencies, MONDAY_SHIFT = 3 };

struct rule {
	struct icalrecurrencetype ical;
	const struct frequency *freq;
	int64_t base; /* the period from which intervals count */
};

static int count(const short *by, size_t room)
{
	int n = 0;

	while ((size_t)n < room && by[n] != ICAL_RECURRENCE_ARRAY_MAX)
		n++;
	return n;
}
#define COUNT(by) count(by, sizeof(by) / sizeof *(by))

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t period_of(const struct frequency *f, day d)
{
	struct civil c = civil_of(d);

	if (f->months)
		return floor_div((int64_t)c.year * 12 + c.month - 1, f->months);
	return floor_div((int64_t)d + MONDAY_SHIFT, f->days);
}

static day period_first(const struct frequency *f, int64_t period)
{
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

/* What libical would take from the start day, which a notice does not have: without a day a month is due at its end and a week on
 * its Sunday; a day of the month without a month is one in each (RFC 5545, 3.3.10, where BYMONTHDAY expands a year). */
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
	if (r->rscale)
		return "names a calendar of its own; leave RSCALE out";
	for (int i = 0; i < COUNT(r->by_month); i++)
		if (r->by_month[i] < 1 || r->by_month[i] > 12)
			return "names a month that is none; BYMONTH goes from 1 to 12";
	if (COUNT(r->by_set_pos) && !days_named(r))
		return "has a BYSETPOS that chooses from nothing; name days with BYDAY or "
		       "BYMONTHDAY";
	return NULL;
}

static const char *load(const struct recurrence *r, struct rule *out)
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
	/* Quarters and half years are the calendar's, wherever in them a duty starts. */
	in_year = out->ical.interval * out->freq->months;
	if (r->bare && out->freq->months == 1 && 12 % in_year == 0)
		base = 0;
	out->base = period_of(out->freq, base);
	if (!r->bare)
		complete(&out->ical);
	return NULL;
}

/* Intervals of years mean each nth year; finer ones, a period of n months, weeks or days, due at its end. */
static int64_t bare_phase(const struct rule *u)
{
	return u->freq->months == 12 ? 0 : u->ical.interval - 1;
}

/* The first (step 1) due day from `from` on, or the last (step -1) up to it. */
static day bare_near(const struct rule *u, day from, int step)
{
	int64_t n = u->ical.interval,
		period = period_of(u->freq, step > 0 ? from : from + 1) - (step < 0);
	int64_t off = period - u->base - bare_phase(u);
	day next;

	period += (step > 0 ? floor_div(off + n - 1, n) : floor_div(off, n)) * n - off;
	next = period_first(u->freq, period + 1);
	return next == DAY_NONE ? DAY_NONE : next - 1;
}

static day next_day(icalrecur_iterator *it)
{
	struct icaltimetype t = icalrecur_iterator_next(it);

	return icaltime_is_null_time(t) ? DAY_NONE : civil_day(t.year, t.month, t.day);
}

/* Where to set out: a period of the rule before `from`; one more before that, because a year's last week may end in the next. */
static struct icaltimetype departure(const struct rule *u, day from)
{
	int64_t n = u->ical.interval,
		period = u->base + (floor_div(period_of(u->freq, from) - u->base, n) - 1) * n;
	struct icaltimetype t = icaltime_null_date();
	struct civil c;

	for (int tries = 0; tries < 2 && period_first(u->freq, period) < FIRST_DAY; tries++)
		period += n;
	c = civil_of(period_first(u->freq, period));
	t.year = c.year;
	t.month = c.month;
	t.day = c.mday;
	return t;
}

/* The first due day in [from, to], or the last. */
static day walk(const struct rule *u, day from, day to, bool want_last)
{
	icalrecur_iterator *it = icalrecur_iterator_new(u->ical, departure(u, from));
	day at, found = DAY_NONE;

	if (!it)
		return DAY_NONE;
	while ((found == DAY_NONE || want_last) && (at = next_day(it)) != DAY_NONE && at <= to)
		if (at >= from)
			found = at;
	icalrecur_iterator_free(it);
	return found;
}

/* libical tries every year to 2582 before it gives up; 30 February can be told at once. */
static bool has_days(const struct icalrecurrencetype *r)
{
	int months = COUNT(r->by_month), days = COUNT(r->by_month_day);

	for (int m = 0; m < months; m++)
		for (int d = 0; d < days; d++)
			if (abs(r->by_month_day[d]) <= civil_month_days(2000, r->by_month[m]))
				return true;
	return !months || !days;
}

/* "2018", "2018-06" or "2018-06-30": its first or its last day. */
static bool parse_bound(const char *s, bool last, day *out)
{
	char whole[] = "0000-01-01";
	size_t n = strlen(s);
	day d;

	if (n != 4 && n != 7 && n != 10)
		return false;
	memcpy(whole, s, n);
	if (!civil_parse(whole, &d) || d < FIRST_DAY || d > LAST_DAY)
		return false;
	if (last && n == 4)
		d = civil_month_last(civil_of(d).year, 12);
	if (last && n == 7)
		d = civil_month_last(civil_of(d).year, civil_of(d).month);
	*out = d;
	return true;
}

/* One part between semicolons: a bound, or more of the rule. */
static bool take_part(struct recurrence *r, struct span part, struct error *err)
{
	char bound[16] = "";
	bool last = span_starts(part, "until=");
	size_t used = strlen(r->rule);

	if (!last && !span_starts(part, "start=")) {
		if (used + part.n + 2 > sizeof r->rule)
			return error_set(err, "is longer than %zu bytes", sizeof r->rule - 1);
		if (used)
			r->rule[used++] = ';';
		memcpy(r->rule + used, part.s, part.n);
		r->rule[used + part.n] = 0;
		return true;
	}
	if (part.n - 6 < sizeof bound)
		memcpy(bound, part.s + 6, part.n - 6);
	if (!parse_bound(bound, last, last ? &r->until : &r->start))
		return error_set(err,
		    "has no day in %.6s; write YYYY, YYYY-MM or YYYY-MM-DD, from 1900 on", part.s);
	return true;
}

bool recur_parse(const char *s, struct recurrence *out, struct error *err)
{
	struct recurrence r = {.start = DAY_NONE, .until = DAY_NONE, .bare = false};
	struct span rest = span_of(s);
	struct error words = {{0}};
	const char *fault;
	struct rule u;

	while (rest.s && !words.s[0]) {
		struct span part = span_cut(&rest, ";");

		if (part.n)
			take_part(&r, part, &words);
	}
	fault = words.s[0] ? words.s : load(&r, &u);
	if (fault)
		return error_set(err, "The recurrence \"%.*s\" %s", 200, s, fault);
	u.ical = icalrecurrencetype_from_string(r.rule);
	r.bare = is_bare(&u.ical);
	load(&r, &u);
	r.never = !r.bare && (!has_days(&u.ical) || walk(&u, r.start == DAY_NONE ? 0 : r.start,
							LAST_DAY, false) == DAY_NONE);
	*out = r;
	return true;
}

day recur_next(const struct recurrence *r, day after)
{
	day from = r->start == DAY_NONE || r->start < FIRST_DAY ? FIRST_DAY : r->start, found;
	day to = r->until == DAY_NONE || r->until > LAST_DAY ? LAST_DAY : r->until;
	struct rule u;

	if (after >= from)
		from = after < LAST_DAY ? after + 1 : LAST_DAY;
	if (r->never || after >= to || from > to || load(r, &u))
		return DAY_NONE;
	found = r->bare ? bare_near(&u, from, 1) : walk(&u, from, to, false);
	return found <= to ? found : DAY_NONE;
}

day recur_last(const struct recurrence *r, day d)
{
	day first = r->start == DAY_NONE || r->start < FIRST_DAY ? FIRST_DAY : r->start, from,
	    found;
	day to = r->until == DAY_NONE || r->until > d ? d : r->until;
	struct rule u;

	to = to > LAST_DAY ? LAST_DAY : to;
	if (r->never || to < first || load(r, &u))
		return DAY_NONE;
	if (r->bare) {
		found = bare_near(&u, to, -1);
		return found >= first ? found : DAY_NONE;
	}
	/* Ever longer looks back: the next but the rarest days are near. */
	for (int64_t back = 2 * u.ical.interval;; back *= 8) {
		int64_t period = period_of(u.freq, to) - back;

		from = period < period_of(u.freq, first) ? first : period_first(u.freq, period);
		from = from < first ? first : from;
		found = walk(&u, from, to, true);
		if (found != DAY_NONE || from == first)
			return found;
	}
}

/* Characters of the shortest name that only one occurrence bears: a year, a month or a day. */
static int name_chars(const struct recurrence *r)
{
	struct rule u;
	int months, days, a_month = 1;
	bool year, month;

	if (load(r, &u))
		return 10;
	months = COUNT(u.ical.by_month);
	days = days_named(&u.ical);
	year = u.freq->months == 12;
	month = u.freq->months == 1;
	if (COUNT(u.ical.by_set_pos) == 1)
		return year ? 4 : month ? 7 : 10;
	for (int i = 0; i < COUNT(u.ical.by_day); i++)
		a_month += !icalrecurrencetype_day_position(u.ical.by_day[i]);
	if ((!year && !month) || days > 1 || a_month > 1 || COUNT(u.ical.by_week_no) > 1)
		return 10;
	return year && months <= 1 ? 4 : 7;
}

void recur_name(const struct recurrence *r, day d, char out[16])
{
	civil_print(d, out);
	out[name_chars(r)] = 0;
}

day recur_named(const struct recurrence *r, const char *name)
{
	char again[16];
	day first, found;

	if (!parse_bound(name, false, &first))
		return DAY_NONE;
	found = recur_next(r, first - 1);
	if (found == DAY_NONE)
		return DAY_NONE;
	recur_name(r, found, again);
	return strcmp(again, name) ? DAY_NONE : found;
}
