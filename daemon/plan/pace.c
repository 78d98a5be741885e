/* The straight line and the reports against it. A report stays true until the line passes it, on a day that can be
 * reckoned; so the day since which a target has been behind follows from the reports alone. */
#include "plan/pace.h"
#include <math.h>
#include "plan/target.h"

enum { LATEST = 5 }; /* so many days with reports make the rate */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_metric(const struct target *a, const struct target *b)
{
	return same_text(a->metric, b->metric) && same_text(a->unit, b->unit);
}

static const struct target *floor_like(const struct milestone *m, const struct target *t)
{
	list_each (const struct target *, one, m->targets)
		if (target_is_floor(one) && same_metric(one, t))
			return one;
	return NULL;
}

/* What an earlier date of the task asks for already is where the line begins. */
static void begin_at_sibling(
    struct line *line, const struct task *task, const struct milestone *m, const struct target *t)
{
	list_each (const struct milestone *, k, task->milestones) {
		const struct target *lower = k == m || k->retired ? NULL : floor_like(k, t);

		if (!lower || k->kind != MILESTONE_DATE || k->due >= m->due ||
		    k->due < line->from || lower->value > t->value)
			continue;
		line->from = k->due;
		line->low = lower->value;
	}
}

struct line pace_line(const struct task *t, const struct milestone *m, size_t i,
    const struct occurrence *o, day known)
{
	const struct target *target = &m->targets.at[i];
	day first = o->start == DAY_NONE ? DAY_NONE : o->start - 1;
	struct line line = {.from = first > known || known <= 0 ? first : known,
	    .to = o->due,
	    .high = target->value};

	if (m->kind == MILESTONE_DATE)
		begin_at_sibling(&line, t, m, target);
	if (!target_is_floor(target) || target->value <= 0 || o->timed || o->due == DAY_NONE ||
	    line.from == DAY_NONE || line.from >= line.to)
		line.from = DAY_NONE;
	return line;
}

static double value_on(const struct line *l, day d)
{
	if (d <= l->from)
		return l->low;
	if (d >= l->to)
		return l->high;
	return l->low + (l->high - l->low) * (d - l->from) / (l->to - l->from);
}

/* A hair's breadth below the line is on it, and before it has begun nobody is. */
static bool is_under(const struct line *l, double value, day d)
{
	return d > l->from && value < value_on(l, d) - 1e-9 * (fabs(l->high) + 1);
}

/* The first day on which the line has passed the value; DAY_NONE: it never does. */
static day passes(const struct line *l, double value)
{
	day d;

	if (!is_under(l, value, l->to))
		return DAY_NONE;
	d = l->high > l->low
		? l->from + (day)floor((value - l->low) / (l->high - l->low) * (l->to - l->from))
		: l->from;
	d = d < l->from + 1 ? l->from + 1 : d;
	while (d > l->from && is_under(l, value, d - 1))
		d--;
	while (!is_under(l, value, d))
		d++;
	return d;
}

/* ---- the reports, oldest first */

struct walk {
	const struct line *line;
	bool known;
	double value;
	day on;
	moment at;	    /* of the report */
	day since;	    /* behind since; DAY_NONE: it is not */
	moment since_known; /* and known to be since */
	day days[LATEST];   /* the latest days with reports, newest last, and their values */
	double values[LATEST];
	int n;
};

static void keep_latest(struct walk *w, day on, double value)
{
	if (w->n && w->days[w->n - 1] == on) {
		w->values[w->n - 1] = value;
		return;
	}
	if (w->n == LATEST) {
		memmove(w->days, w->days + 1, (LATEST - 1) * sizeof *w->days);
		memmove(w->values, w->values + 1, (LATEST - 1) * sizeof *w->values);
		w->n--;
	}
	w->days[w->n] = on;
	w->values[w->n++] = value;
}

/* Until the day `on` with the value that stood so far. */
static void walk_to(struct walk *w, day on, const struct zone *z)
{
	day passed = w->known && w->since == DAY_NONE ? passes(w->line, w->value) : DAY_NONE;
	moment begun;

	if (passed == DAY_NONE || passed > on)
		return;
	begun = zone_moment(z, passed, 0);
	w->since = passed > w->on ? passed : w->on;
	w->since_known = begun > w->at ? begun : w->at;
}

static void walk_report(struct walk *w, const struct event *e, const struct zone *z)
{
	day on = event_day(e, z);

	if (w->known && on < w->on)
		return;
	walk_to(w, on, z);
	if (!is_under(w->line, e->value, on)) {
		w->since = DAY_NONE;
	} else if (w->since == DAY_NONE) {
		w->since = on;
		w->since_known = e->at;
	}
	w->known = true;
	w->value = e->value;
	w->on = on;
	w->at = e->at;
	keep_latest(w, on, e->value);
}

/* All reports, and then on to today. */
static struct walk walk_reports(const struct line *line, const struct milestone *m, size_t i,
    const struct occurrence *o, const struct events *events, const struct calendar *c, day today)
{
	struct walk w = {.line = line, .since = DAY_NONE};

	for (size_t k = 0; events && k < events->n; k++) {
		const struct event *e = &events->at[k];

		if (e->kind == EVENT_REPORT && state_concerns(m, o, e) &&
		    state_measures(&m->targets.at[i], e))
			walk_report(&w, e, &c->zone);
	}
	walk_to(&w, today, &c->zone);
	return w;
}

/* ---- what follows from them */

static double rate_of(const struct walk *w)
{
	return w->n < 2 ? 0
			: (w->values[w->n - 1] - w->values[0]) / (w->days[w->n - 1] - w->days[0]);
}

enum { FAR_DAYS = 36525 };

static day project(const struct walk *w, const struct target *t, double rate)
{
	double days;

	if (target_holds(t, w->value))
		return w->on;
	days = rate > 0 ? ceil((t->value - w->value) / rate - 1e-9) : FAR_DAYS;
	return days < FAR_DAYS ? w->on + (day)days : DAY_NONE;
}

static int slack(const struct line *l, double value, day today)
{
	day passed = passes(l, value);

	return (passed == DAY_NONE ? l->to : passed - 1) - today;
}

static double needed(
    const struct line *l, const struct target *t, double value, const struct calendar *c, day today)
{
	int days = today < l->to ? workday_between(&c->workdays, today, l->to) : 0;

	return days > 0 && !target_holds(t, value) ? (t->value - value) / days : 0;
}

struct pace pace_of(const struct line *line, const struct milestone *m, size_t i,
    const struct occurrence *o, const struct events *events, const struct calendar *c, day today)
{
	struct pace p = {.projected = DAY_NONE, .behind_since = DAY_NONE};
	const struct target *t = &m->targets.at[i];
	struct walk w;

	if (line->from == DAY_NONE || today < line->from)
		return p;
	w = walk_reports(line, m, i, o, events, c, today);
	if (!w.known)
		return p;
	p.known = true;
	p.expected = value_on(line, today);
	p.rate = rate_of(&w);
	p.needed = needed(line, t, w.value, c, today);
	p.projected = project(&w, t, p.rate);
	p.slack_days = slack(line, w.value, today);
	p.behind_since = today > line->to ? DAY_NONE : w.since;
	return p;
}

static void look_ahead(const struct walk *w, day today, day *next)
{
	day passed = w->known ? passes(w->line, w->value) : DAY_NONE;

	if (passed > today && (*next == DAY_NONE || passed < *next))
		*next = passed;
}

static void take_earlier(struct behind *b, const struct walk *w)
{
	if (w->since == DAY_NONE || (b->since != DAY_NONE && b->since <= w->since))
		return;
	b->since = w->since;
	b->known = w->since_known;
}

struct behind pace_behind(const struct task *t, const struct milestone *m,
    const struct occurrence *o, const struct events *events, const struct calendar *c, day known,
    day today)
{
	struct behind b = {.since = DAY_NONE, .next = DAY_NONE};

	for (size_t i = 0; i < m->targets.n; i++) {
		struct line line = pace_line(t, m, i, o, known);
		struct walk w;

		if (line.from == DAY_NONE || today > line.to)
			continue;
		w = walk_reports(&line, m, i, o, events, c, today);
		look_ahead(&w, today, &b.next);
		take_earlier(&b, &w);
	}
	return b;
}
