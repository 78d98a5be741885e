/*
 * Recurrence rules through libical. Its iterator starts in the rule's own period just before the
 * day that is asked for, not in the rule's first one, so that the thousandth occurrence costs what
 * the first does. A rule without a BY part needs no iterator: it is due on the last day of its
 * period, which is arithmetic.
 */
#include "calendar/recur.h"
#include <stdlib.h>
#include <string.h>
#include "base/span.h"
#include "calendar/rule.h"

/* Nothing is looked for before 1900, nor after 9900 (libical itself gives up in 2582). */
static const day FIRST_DAY = -25567, LAST_DAY = 2896790;

/* Intervals of years mean each nth year; finer ones, a period of n months, weeks or days, due at
   its end. */
static int64_t bare_phase(const struct rule *u)
{
	return u->freq->months == 12 ? 0 : u->ical.interval - 1;
}

/* The first (step 1) due day from `from` on, or the last (step -1) up to it. */
static day bare_near(const struct rule *u, day from, int step)
{
	int64_t n = u->ical.interval,
		period = rule_period_of(u, step > 0 ? from : from + 1) - (step < 0);
	int64_t off = period - u->base - bare_phase(u);
	day next;

	period += (step > 0 ? rule_floor_div(off + n - 1, n) : rule_floor_div(off, n)) * n - off;
	next = rule_period_first(u, period + 1);
	return next == DAY_NONE ? DAY_NONE : next - 1;
}

static day next_day(icalrecur_iterator *it)
{
	struct icaltimetype t = icalrecur_iterator_next(it);

	return icaltime_is_null_time(t) ? DAY_NONE : civil_day(t.year, t.month, t.day);
}

/* Where to set out: the rule's period up to `from`, and the one before where a year's last week may
   end in the next. */
static struct icaltimetype departure(const struct rule *u, day from)
{
	int64_t n = u->ical.interval, back = u->ical.by_week_no[0] != ICAL_RECURRENCE_ARRAY_MAX;
	int64_t step = rule_floor_div(rule_period_of(u, from) - u->base, n) - back;
	int64_t period = u->base + step * n;
	struct civil c;

	for (int tries = 0; tries < 2 && rule_period_first(u, period) < FIRST_DAY; tries++)
		period += n;
	c = civil_of(rule_period_first(u, period));
	/* Not icaltime_null_date(), whose hour is -1: the day before. */
	return (struct icaltimetype){.year = c.year, .month = c.month, .day = c.mday, .is_date = 1};
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

	/* libical would read it, and lose the memory of its word. */
	if (part.n >= 7 && !strncasecmp(part.s, "RSCALE=", 7))
		return error_set(err, "names a calendar of its own; leave RSCALE out");
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

/* libical tries each period up to the year 2582 before it gives up: asked once, and only in
   doubt. */
static bool comes_at_all(const struct rule *u, day from)
{
	if (!rule_has_days(u))
		return false;
	return rule_is_plain(u) || walk(u, from, LAST_DAY, false) != DAY_NONE;
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
	fault = words.s[0] ? words.s : rule_load(&r, &u);
	if (fault)
		return error_set(err, "The recurrence \"%.*s\" %s", 200, s, fault);
	r.bare = u.bare;
	r.never = !r.bare && !comes_at_all(&u, r.start == DAY_NONE ? 0 : r.start);
	*out = r;
	return true;
}

/* The bounds within which days are looked for. */
static day first_bound(const struct recurrence *r)
{
	return r->start == DAY_NONE || r->start < FIRST_DAY ? FIRST_DAY : r->start;
}

static day last_bound(const struct recurrence *r)
{
	return r->until == DAY_NONE || r->until > LAST_DAY ? LAST_DAY : r->until;
}

day recur_next(const struct recurrence *r, day after)
{
	day from = first_bound(r), to = last_bound(r), found;
	struct rule u;

	if (r->never || after >= to || rule_load(r, &u))
		return DAY_NONE;
	if (after >= from)
		from = after + 1;
	found = u.bare ? bare_near(&u, from, 1) : walk(&u, from, to, false);
	return found <= to ? found : DAY_NONE;
}

/* Ever longer looks back: all but the rarest days are near. */
static day walk_back(const struct rule *u, day first, day to)
{
	day from = to, found = DAY_NONE;

	for (int64_t back = 2 * u->ical.interval; found == DAY_NONE && from > first; back *= 8) {
		int64_t period = rule_period_of(u, to) - back;

		from = period > rule_period_of(u, first) ? rule_period_first(u, period) : first;
		found = walk(u, from, to, true);
	}
	return found;
}

day recur_last(const struct recurrence *r, day d)
{
	day first = first_bound(r), to = last_bound(r), found;
	struct rule u;

	if (d < to)
		to = d;
	if (r->never || to < first || rule_load(r, &u))
		return DAY_NONE;
	/* One day more, because the look back begins before `to`. */
	found = u.bare ? bare_near(&u, to, -1) : walk_back(&u, first - 1, to);
	return found >= first ? found : DAY_NONE;
}

void recur_name(const struct recurrence *r, day d, char out[16])
{
	struct rule u;

	civil_print(d, out);
	if (!rule_load(r, &u))
		out[rule_name_chars(&u)] = 0;
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
