/* Occurrences. A recurring milestone is always at one turn: the next one takes over some days before it is due,
 * so that the last one stays in view after its day until then. */
#include "plan/occurrence.h"
#include <stdio.h>
#include <stdlib.h>
#include "calendar/recur.h"
#include "plan/lookup.h"

enum { PAST_MAX = 1000 };

static bool has_plain(const struct milestone *m)
{
	return (m->kind == MILESTONE_DATE || m->kind == MILESTONE_RELATIVE) && m->due != DAY_NONE;
}

static struct duration length_of(const struct milestone *m)
{
	struct duration d;

	if (m->relative && duration_parse_iso(m->relative, &d))
		return d;
	return (struct duration){0};
}

static moment day_end(const struct calendar *c, day d)
{
	return zone_moment(&c->zone, d + 1, 0);
}

/* Was it reckoned in working days beyond what the tables know? */
static bool is_provisional(const struct calendar *c, struct duration length, day due)
{
	return length.unit == DURATION_WORKDAYS && workday_provisional(&c->workdays, due);
}

/* Working days from the day of issue are counted by the tables, which the reader of the notice has not: it counts plain
 * weeks, and says so. */
static day plain_due(const struct milestone *m, const struct calendar *c, struct duration length)
{
	day due = DAY_NONE;

	if (length.unit == DURATION_WORKDAYS && length.n > 0 && m->start != DAY_NONE)
		due = workday_add(&c->workdays, m->start, length.n);
	return due == DAY_NONE ? m->due : due;
}

static struct occurrence plain(const struct milestone *m, const struct calendar *c)
{
	struct duration length = length_of(m);
	day due = plain_due(m, c, length);

	return (struct occurrence){.start = m->start,
	    .due = due,
	    .was_due = DAY_NONE,
	    .end = day_end(c, due),
	    .provisional = is_provisional(c, length, due),
	    .superseded = MOMENT_NEVER,
	    .length = length};
}

/* The turn before the one due on d; DAY_NONE when d's is the first that counts. */
static day turn_before(const struct milestone *m, const struct recurrence *r, day d)
{
	day before = d == DAY_NONE ? DAY_NONE : recur_last(r, d - 1);

	return before == DAY_NONE || (m->since != DAY_NONE && before < m->since) ? DAY_NONE
										 : before;
}

static day takes_over(day due, day before, int takeover_days)
{
	int half = (due - before) / 2;

	return due - (takeover_days < half ? takeover_days : half);
}

/* The gap between two turns in the words of a calendar. */
static struct duration period(day before, day due)
{
	int days = due - before;

	if (days < 28)
		return (struct duration){days, DURATION_DAYS};
	return (struct duration){(days * 12 + 182) / 365, DURATION_MONTHS};
}

static day later(day a, day b)
{
	return a > b ? a : b; /* DAY_NONE is the earliest of all */
}

/* The turn due on `due`, whose neighbours may be missing. */
static struct occurrence turn(const struct milestone *m, const struct recurrence *r,
    const struct calendar *c, day due, int takeover_days)
{
	day before = turn_before(m, r, due), next = recur_next(r, due);
	struct occurrence o = {
	    .due = due, .was_due = DAY_NONE, .end = day_end(c, due), .superseded = MOMENT_NEVER};

	o.start = before != DAY_NONE ? before + 1 : later(r->start, later(m->since, m->start));
	if (before != DAY_NONE)
		o.length = period(before, due);
	else if (next != DAY_NONE)
		o.length = period(due, next);
	if (next != DAY_NONE)
		o.superseded = zone_moment(&c->zone, takes_over(next, due, takeover_days), 0);
	recur_name(r, due, o.name);
	return o;
}

/* The first turn of all that is due later than `after`. */
static day first_turn(const struct milestone *m, const struct recurrence *r, day after)
{
	day from = later(m->since, r->start);

	return recur_next(r, from > after ? from - 1 : after);
}

/* The first turn whose next has not taken over. */
static day current_turn(
    const struct milestone *m, const struct recurrence *r, day today, int takeover_days)
{
	day before = turn_before(m, r, today + 1), next;

	if (before == DAY_NONE)
		return first_turn(m, r, today);
	next = recur_next(r, before);
	return next != DAY_NONE && takes_over(next, before, takeover_days) <= today ? next : before;
}

static bool rule_of(const struct milestone *m, struct recurrence *out)
{
	return m->kind == MILESTONE_RECURRING && m->recurrence &&
	       recur_parse(m->recurrence, out, NULL);
}

static bool is_start(const struct milestone *m, const struct event *e)
{
	return e->kind == EVENT_START && e->address.milestone == m->no &&
	       m->kind == MILESTONE_RELATIVE;
}

/* A started clock. What is due before its event begins when the event is told, not when it happens. */
static struct occurrence started(
    const struct event *e, const struct calendar *c, struct duration length)
{
	moment opened = length.n < 0 ? e->at : e->start;
	struct occurrence o = {.start = zone_day(&c->zone, opened, NULL),
	    .end = duration_end(c, length, e->start),
	    .opened = opened,
	    .was_due = DAY_NONE,
	    .timed = duration_is_timed(length),
	    .superseded = MOMENT_NEVER,
	    .length = length,
	    .label = e->label};

	o.due = zone_day(&c->zone, o.end - 1, NULL);
	o.provisional = is_provisional(c, length, o.due);
	snprintf(o.name, sizeof o.name, "%s", e->address.occurrence);
	return o;
}

static int by_start(const void *pa, const void *pb)
{
	const struct occurrence *a = pa, *b = pb;

	if (a->opened != b->opened)
		return a->opened < b->opened ? -1 : 1;
	return strverscmp(a->name, b->name);
}

static void add_started(const struct milestone *m, const struct events *events,
    const struct calendar *c, struct arena *a, struct occurrences *out)
{
	struct duration length = length_of(m);
	struct lookup places = {.arena = a};
	size_t first = out->n;

	for (size_t i = 0; events && length.unit && i < events->n; i++) {
		const struct event *e = &events->at[i];
		int *place;

		if (!is_start(m, e))
			continue;
		place = lookup_slot(&places, e->address.occurrence);
		if (!*place) {
			list_push(a, out);
			*place = (int)out->n;
		}
		out->at[*place - 1] = started(e, c, length);
	}
	if (out->n > first)
		qsort(out->at + first, out->n - first, sizeof *out->at, by_start);
}

static bool turn_named(
    const struct milestone *m, const struct calendar *c, const char *name, struct occurrence *out)
{
	struct recurrence r;
	day due = rule_of(m, &r) ? recur_named(&r, name) : DAY_NONE;

	if (due == DAY_NONE || (m->since != DAY_NONE && due < m->since))
		return false;
	*out = turn(m, &r, c, due, 0);
	return true;
}

/* ---- extensions */

static bool is_extension(const struct milestone *m, const struct event *e)
{
	return e->kind == EVENT_EXTEND && e->address.milestone == m->no && e->to > 0;
}

/* The last extension counts, and a clock in hours becomes one in days. A turn stays until the new day has passed. */
static void extend(const struct milestone *m, const struct events *events, const struct calendar *c,
    struct occurrence *o)
{
	day own = o->due;

	for (size_t i = 0; events && i < events->n; i++) {
		const struct event *e = &events->at[i];

		if (!is_extension(m, e) || strcmp(e->address.occurrence, o->name) != 0)
			continue;
		o->was_due = own;
		o->extended = e->at;
		o->due = e->to;
		o->end = day_end(c, e->to);
		o->timed = false;
	}
	if (o->superseded < o->end && o->was_due != DAY_NONE)
		o->superseded = o->end;
}

static bool is_among(const struct occurrences *all, size_t first, const char *name)
{
	for (size_t i = first; i < all->n; i++)
		if (strcmp(all->at[i].name, name) == 0)
			return true;
	return false;
}

/* Earlier turns of a recurring milestone whose new day has not passed. */
static void add_extended(const struct milestone *m, const struct events *events,
    const struct calendar *c, moment now, struct arena *a, struct occurrences *out)
{
	size_t first = out->n;

	for (size_t i = 0; events && i < events->n; i++) {
		const struct event *e = &events->at[i];
		struct occurrence o;

		if (!is_extension(m, e) || is_among(out, first, e->address.occurrence) ||
		    !turn_named(m, c, e->address.occurrence, &o))
			continue;
		extend(m, events, c, &o);
		if (now < o.end)
			*list_push(a, out) = o;
	}
}

/* The present turn, behind those that were extended. */
static void add_turns(const struct milestone *m, const struct recurrence *r,
    const struct events *events, const struct calendar *c, moment now, int lead, struct arena *a,
    struct occurrences *out)
{
	day due = current_turn(m, r, zone_day(&c->zone, now, NULL), lead);
	struct occurrence present;
	size_t first = out->n;

	add_extended(m, events, c, now, a, out);
	if (due == DAY_NONE)
		return;
	present = turn(m, r, c, due, lead);
	if (is_among(out, first, present.name))
		return;
	extend(m, events, c, &present);
	*list_push(a, out) = present;
}

void occurrences_of(const struct milestone *m, const struct events *events,
    const struct calendar *c, moment now, int takeover_days, struct arena *a,
    struct occurrences *out)
{
	struct recurrence r;
	size_t first = out->n;

	if (has_plain(m))
		*list_push(a, out) = plain(m, c);
	add_started(m, events, c, a, out);
	for (size_t i = first; i < out->n; i++)
		extend(m, events, c, &out->at[i]);
	if (rule_of(m, &r))
		add_turns(m, &r, events, c, now, takeover_days > 0 ? takeover_days : 0, a, out);
}

static bool started_named(const struct milestone *m, const struct events *events,
    const struct calendar *c, const char *name, struct occurrence *out)
{
	struct duration length = length_of(m);

	for (size_t i = events && length.unit ? events->n : 0; i > 0; i--) {
		const struct event *e = &events->at[i - 1];

		if (is_start(m, e) && strcmp(e->address.occurrence, name) == 0) {
			*out = started(e, c, length);
			return true;
		}
	}
	return false;
}

bool occurrence_named(const struct milestone *m, const struct events *events,
    const struct calendar *c, const char *name, struct occurrence *out)
{
	bool found = turn_named(m, c, name, out) || started_named(m, events, c, name, out);

	if (!*name && has_plain(m)) {
		*out = plain(m, c);
		found = true;
	}
	if (found)
		extend(m, events, c, out);
	return found;
}

void occurrences_past(const struct milestone *m, const struct events *events,
    const struct calendar *c, moment now, struct arena *a, struct occurrences *out)
{
	struct recurrence r;
	day today = zone_day(&c->zone, now, NULL), due;

	if (!rule_of(m, &r) || later(m->since, r.start) == DAY_NONE)
		return;
	for (due = first_turn(m, &r, DAY_NONE); due != DAY_NONE && due < today;
	     due = recur_next(&r, due)) {
		struct occurrence o = turn(m, &r, c, due, 0);

		extend(m, events, c, &o);
		if (out->n < PAST_MAX)
			*list_push(a, out) = o;
	}
}
