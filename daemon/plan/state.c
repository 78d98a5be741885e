/* How an occurrence stands: its events gone through once, oldest first. What a unit called done and what the numbers
 * say are kept apart until the end, because only the latter is taken back by a later number. */
#include "plan/state.h"
#include "base/script.h"
#include "plan/target.h"
#include <string.h>

struct fold {
	const struct milestone *milestone;
	const struct occurrence *occurrence;
	struct state state;
	bool called_done, reached;
};

static bool measures(const struct target *t, const struct event *e)
{
	return script_equal(t->metric ? t->metric : "", e->metric ? e->metric : "") &&
	       (!e->unit || script_equal(t->unit ? t->unit : "", e->unit));
}

static bool floors_hold(const struct milestone *m, const struct reported *reported)
{
	int floors = 0;

	for (size_t i = 0; i < m->targets.n; i++) {
		if (!target_is_floor(&m->targets.at[i]))
			continue;
		if (!reported[i].known || !reported[i].holds)
			return false;
		floors++;
	}
	return floors > 0;
}

/* Ceilings are judged on the due day, so a report of one does not make anything done. */
static void fold_report(struct fold *f, const struct event *e)
{
	bool floor = false;

	f->state.last_report = e->at;
	for (size_t i = 0; i < f->milestone->targets.n; i++) {
		const struct target *t = &f->milestone->targets.at[i];

		if (!measures(t, e))
			continue;
		f->state.reported[i] =
		    (struct reported){.known = true, .value = e->value, .at = e->at, .who = e->who};
		f->state.reported[i].holds = target_holds(t, e->value);
		floor = floor || target_is_floor(t);
	}
	if (floor)
		f->reached = floors_hold(f->milestone, f->state.reported);
}

static void fold_sign(struct fold *f, const struct event *e)
{
	(void)e;
	f->state.signed_for = true;
}

static void fold_done(struct fold *f, const struct event *e)
{
	(void)e;
	f->called_done = true;
}

static void fold_reopen(struct fold *f, const struct event *e)
{
	(void)e;
	f->called_done = f->reached = false;
}

static void (*const folds[EVENT_KINDS])(struct fold *, const struct event *) = {
    [EVENT_REPORT] = fold_report,
    [EVENT_SIGN] = fold_sign,
    [EVENT_DONE] = fold_done,
    [EVENT_REOPEN] = fold_reopen,
};

static bool concerns(const struct event *e, const struct fold *f)
{
	const struct address *a = &e->address;

	if (e->kind == EVENT_SIGN && a->milestone == 0)
		return true;
	return a->milestone == f->milestone->no && strcmp(a->occurrence, f->occurrence->name) == 0;
}

static void fold_event(struct fold *f, const struct event *e)
{
	enum standing before = f->state.standing;

	if (e->kind >= EVENT_KINDS || !folds[e->kind] || !concerns(e, f))
		return;
	folds[e->kind](f, e);
	f->state.standing = f->called_done || f->reached ? STANDING_DONE : STANDING_OPEN;
	if (f->state.standing != before)
		f->state.since = e->at;
}

struct state state_of(const struct milestone *m, const struct occurrence *o,
    const struct events *events, struct arena *a)
{
	struct fold f = {.milestone = m, .occurrence = o, .state.since = o->opened};

	f.state.reported = arena_alloc(a, (m->targets.n + 1) * sizeof *f.state.reported);
	for (size_t i = 0; events && i < events->n; i++)
		fold_event(&f, &events->at[i]);
	if (m->retired)
		f.state.standing = STANDING_RETIRED;
	return f.state;
}

const char *standing_name(enum standing s)
{
	static const char *const names[] = {[STANDING_OPEN] = "open",
	    [STANDING_CLAIMED] = "claimed",
	    [STANDING_DONE] = "done",
	    [STANDING_WAIVED] = "waived",
	    [STANDING_RETIRED] = "retired"};

	return names[s];
}
