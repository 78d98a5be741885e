/* How an occurrence stands: its events gone through once, oldest first. What a unit called done and what the numbers
 * say are kept apart until the end, because only the latter is taken back by a later number. The due day is a step of
 * its own among the events, for from then on ceilings count. */
#include "plan/state.h"
#include <string.h>
#include "base/script.h"
#include "plan/target.h"

enum called { CALLED_OPEN, CALLED_CLAIMED, CALLED_DONE };
struct fold {
	const struct milestone *milestone;
	const struct occurrence *occurrence;
	const struct calendar *calendar;
	struct arena *arena;
	struct state state;
	enum called called; /* by its units, and whoever accepted it */
	bool reached;	    /* by the numbers */
	bool review;	    /* what the numbers reached waits for somebody to accept it */
	bool armed;	    /* numbers count: something was reported since it was last opened */
	bool judged;	    /* the due day has come */
	bool waived, extended;
};

bool state_measures(const struct target *t, const struct event *e)
{
	return script_equal(t->metric ? t->metric : "", e->metric ? e->metric : "") &&
	       (!e->unit || script_equal(t->unit ? t->unit : "", e->unit));
}

bool standing_is_open(enum standing s)
{
	return s == STANDING_OPEN || s == STANDING_EXTENDED;
}

/* ---- what the numbers say */

/* How many of one sort there are, how many hold, and how many are known not to. */
struct tally {
	int all, hold, broken;
};

static struct tally count_targets(const struct fold *f, bool floors)
{
	struct tally t = {0};

	for (size_t i = 0; i < f->milestone->targets.n; i++) {
		const struct reported *r = &f->state.reported[i];

		if (target_is_floor(&f->milestone->targets.at[i]) != floors)
			continue;
		t.all++;
		t.hold += r->known && r->holds;
		t.broken += r->known && !r->holds;
	}
	return t;
}

static bool numbers_hold(const struct fold *f)
{
	struct tally floors = count_targets(f, true), ceilings = count_targets(f, false);

	if (!f->armed)
		return false;
	if (floors.all)
		return floors.hold == floors.all && !(f->judged && ceilings.broken);
	return f->judged && ceilings.all && ceilings.hold == ceilings.all;
}

/* ---- one event */

/* The newest day wins, of one day the later report. */
static bool take_value(struct fold *f, const struct event *e)
{
	day on = event_day(e, &f->calendar->zone);
	bool counted = false;

	for (size_t i = 0; i < f->milestone->targets.n; i++) {
		const struct target *t = &f->milestone->targets.at[i];
		struct reported *r = &f->state.reported[i];

		if (!state_measures(t, e) || (r->known && on < r->on))
			continue;
		*r = (struct reported){.known = true,
		    .value = e->value,
		    .on = on,
		    .at = e->at,
		    .who = e->who,
		    .holds = target_holds(t, e->value)};
		counted = counted || target_is_floor(t) || f->judged || !count_targets(f, true).all;
	}
	return counted;
}

/* Before the due day a ceiling neither makes anything done nor takes it back. */
static void fold_report(struct fold *f, const struct event *e)
{
	bool sibling = e->address.milestone != f->milestone->no;
	bool before = f->reached;

	if (sibling && (f->reached || f->called == CALLED_DONE))
		return;
	f->state.last_report = e->at;
	if (!take_value(f, e))
		return;
	f->armed = true;
	f->reached = numbers_hold(f);
	if (f->reached && !before)
		f->review = e->review;
}

static void fold_sign(struct fold *f, const struct event *e)
{
	if (e->unit)
		*list_push(f->arena, &f->state.signed_units) = e->unit;
	else
		f->state.signed_for = true;
}

static void fold_done(struct fold *f, const struct event *e)
{
	if (f->called != CALLED_DONE)
		f->called = e->review ? CALLED_CLAIMED : CALLED_DONE;
	f->state.returned = NULL;
}

static void fold_accept(struct fold *f, const struct event *e)
{
	(void)e;
	if (f->called == CALLED_CLAIMED)
		f->called = CALLED_DONE;
	f->review = false;
}

static void open_again(struct fold *f)
{
	f->called = CALLED_OPEN;
	f->reached = f->armed = f->waived = false;
}

static void fold_reopen(struct fold *f, const struct event *e)
{
	(void)e;
	open_again(f);
}

static void fold_return(struct fold *f, const struct event *e)
{
	open_again(f);
	f->state.returned = e;
}

static void fold_ask(struct fold *f, const struct event *e)
{
	f->state.asked = e;
}

static void fold_extend(struct fold *f, const struct event *e)
{
	(void)e;
	f->extended = true;
	f->state.asked = NULL;
}

static void fold_refuse(struct fold *f, const struct event *e)
{
	(void)e;
	f->state.asked = NULL;
}

static void fold_waive(struct fold *f, const struct event *e)
{
	(void)e;
	f->waived = true;
}

static void (*const folds[EVENT_KINDS])(struct fold *, const struct event *) = {
    [EVENT_REPORT] = fold_report,
    [EVENT_SIGN] = fold_sign,
    [EVENT_DONE] = fold_done,
    [EVENT_REOPEN] = fold_reopen,
    [EVENT_ACCEPT] = fold_accept,
    [EVENT_RETURN] = fold_return,
    [EVENT_ASK] = fold_ask,
    [EVENT_EXTEND] = fold_extend,
    [EVENT_REFUSE] = fold_refuse,
    [EVENT_WAIVE] = fold_waive,
};

static bool is_siblings_report(
    const struct milestone *m, const struct occurrence *o, const struct event *e)
{
	if (e->kind != EVENT_REPORT || *o->name || *e->address.occurrence)
		return false;
	list_each (const struct target *, t, m->targets)
		if (state_measures(t, e))
			return true;
	return false;
}

bool state_concerns(const struct milestone *m, const struct occurrence *o, const struct event *e)
{
	if (e->kind == EVENT_SIGN && e->address.milestone == 0)
		return true;
	if (e->address.milestone != m->no)
		return is_siblings_report(m, o, e);
	return strcmp(e->address.occurrence, o->name) == 0;
}

/* ---- the standing */

static enum standing stand(const struct fold *f)
{
	if (f->waived)
		return STANDING_WAIVED;
	if (f->called == CALLED_DONE || (f->reached && !f->review))
		return STANDING_DONE;
	if (f->called == CALLED_CLAIMED || f->reached)
		return STANDING_CLAIMED;
	return f->extended ? STANDING_EXTENDED : STANDING_OPEN;
}

/* A number took it back: no reopening, no return, no waiver. */
static bool is_fall(enum standing before, const struct fold *f, const struct event *e)
{
	return before == STANDING_DONE && standing_is_open(f->state.standing) &&
	       (!e || e->kind == EVENT_REPORT);
}

static void restand(struct fold *f, moment at, const struct event *by)
{
	enum standing before = f->state.standing;

	f->state.standing = stand(f);
	if (f->state.standing == before)
		return;
	f->state.since = at;
	f->state.claimed = f->state.standing == STANDING_CLAIMED ? by : NULL;
	if (f->state.standing == STANDING_DONE)
		f->state.turning = (struct turning){TURNED_REACHED, at, by};
	else if (is_fall(before, f, by))
		f->state.turning = (struct turning){TURNED_FELL_BACK, at, by};
	else
		f->state.turning = (struct turning){0};
}

moment state_judgement(const struct occurrence *o, const struct calendar *c)
{
	if (o->timed)
		return o->end;
	return o->due == DAY_NONE ? MOMENT_NEVER : zone_moment(&c->zone, o->due, 0);
}

static void judge(struct fold *f, moment at, moment now)
{
	if (f->judged || at > now)
		return;
	f->judged = true;
	f->reached = numbers_hold(f);
	restand(f, at, NULL);
}

struct state state_of(const struct milestone *m, const struct occurrence *o,
    const struct events *events, const struct calendar *c, moment now, struct arena *a)
{
	struct fold f = {
	    .milestone = m, .occurrence = o, .calendar = c, .arena = a, .state.since = o->opened};
	moment judged = state_judgement(o, c);

	f.state.reported = arena_alloc(a, (m->targets.n + 1) * sizeof *f.state.reported);
	for (size_t i = 0; events && i < events->n; i++) {
		const struct event *e = &events->at[i];

		if (e->kind >= EVENT_KINDS || !folds[e->kind] || !state_concerns(m, o, e))
			continue;
		judge(&f, judged, e->at);
		folds[e->kind](&f, e);
		restand(&f, e->at, e);
	}
	judge(&f, judged, now);
	if (m->retired)
		f.state.standing = STANDING_RETIRED;
	return f.state;
}

static bool has_signed(const struct state *s, const char *unit)
{
	for (size_t i = 0; i < s->signed_units.n; i++)
		if (script_equal(s->signed_units.at[i], unit))
			return true;
	return false;
}

void state_unsigned(const struct state *s, const struct task *t, struct arena *a, struct names *out)
{
	for (size_t i = 0; !s->signed_for && i < t->units.n; i++)
		if (!has_signed(s, t->units.at[i]))
			*list_push(a, out) = t->units.at[i];
}

const char *standing_name(enum standing s)
{
	static const char *const names[] = {[STANDING_OPEN] = "open",
	    [STANDING_CLAIMED] = "claimed",
	    [STANDING_DONE] = "done",
	    [STANDING_WAIVED] = "waived",
	    [STANDING_RETIRED] = "retired",
	    [STANDING_EXTENDED] = "extended"};

	return names[s];
}
