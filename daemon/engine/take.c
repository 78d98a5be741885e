/* A freshly read notice into the plan. The diff says which milestones have something new to say; the rows compare for
 * themselves, so that reading the same file again touches neither disk nor agenda. */
#include "engine/carry.h"
#include "engine/inside.h"
#include "engine/tell.h"
#include "plan/lookup.h"
#include "store/agenda.h"
#include "store/events.h"
#include "store/plans.h"
#include "store/reminders.h"

struct taking {
	struct engine *engine;
	const struct plan *old;
	const struct notice *fresh;
	const struct diff *changes;
	moment now;
	int64_t *ids; /* rows of the fresh notice's tasks */
};

static bool put_tasks(struct taking *t, struct arena *a, struct error *err)
{
	const struct notice *n = t->fresh;

	t->ids = arena_alloc(a, (n->tasks.n + 1) * sizeof *t->ids);
	for (size_t i = 0; i < n->tasks.n; i++)
		if (!plans_put_task(
			t->engine->db, n->id, &n->tasks.at[i], (int)i, t->now, &t->ids[i], err))
			return false;
	return true;
}

static bool record_move(struct taking *t, const struct change *c, struct error *err)
{
	struct event e = {
	    .at = t->now, .kind = EVENT_MOVE, .who = "reader", .from = c->from, .to = c->to};

	snprintf(e.address.notice, sizeof e.address.notice, "%s", t->fresh->id);
	snprintf(e.address.task, sizeof e.address.task, "%s", c->task);
	e.address.milestone = c->milestone;
	return events_add(t->engine->db, &e, err);
}

/* A changed milestone speaks again when its day is another; reworded, it is only looked at. */
static bool put_change(struct taking *t, int64_t task, const struct change *c, struct error *err)
{
	struct db *db = t->engine->db;

	if (c->kind != CHANGE_MOVED)
		return agenda_wake(db, task, c->milestone, t->now, err);
	return record_move(t, c, err) && reminders_set_aside(db, task, c->milestone, err) &&
	       agenda_renew(db, task, c->milestone, t->now, err);
}

/* The tasks of a reading by key, from 1. */
static struct lookup places_of(const struct notice *n, struct arena *a)
{
	struct lookup places = {.arena = a};

	for (size_t i = 0; i < n->tasks.n; i++)
		*lookup_slot(&places, n->tasks.at[i].key) = (int)i + 1;
	return places;
}

static const struct milestone *find_milestone(
    const struct notice *n, const struct lookup *places, const struct change *c)
{
	int place = lookup_get(places, c->task);

	for (size_t i = 0; place && i < n->tasks.at[place - 1].milestones.n; i++)
		if (n->tasks.at[place - 1].milestones.at[i].no == c->milestone)
			return &n->tasks.at[place - 1].milestones.at[i];
	return NULL;
}

/* What was reported goes along when a target has another name now. */
static bool carry(struct taking *t, struct error *err)
{
	scope(arena) a = {0};
	const struct lookup before = places_of(&t->old->notice, &a), now = places_of(t->fresh, &a);

	list_each (const struct change *, c, t->changes->changes) {
		const struct milestone *old = find_milestone(&t->old->notice, &before, c),
				       *fresh = find_milestone(t->fresh, &now, c);
		struct address address = {.milestone = c->milestone};

		if (!old || !fresh || fresh->retired)
			continue;
		snprintf(address.notice, sizeof address.notice, "%s", t->fresh->id);
		snprintf(address.task, sizeof address.task, "%s", c->task);
		if (!carry_reports(t->engine, &address, old, fresh, err))
			return false;
	}
	return true;
}

static bool put_changes(struct taking *t, struct error *err)
{
	list_each (const struct change *, c, t->changes->changes) {
		int64_t task;

		if (!plans_find(t->engine->db, t->fresh->id, c->task, &task, err) ||
		    !put_change(t, task, c, err))
			return false;
	}
	return t->old->found ? carry(t, err) : true;
}

/* Milestones that have no row on the agenda yet. */
static bool open_milestones(struct taking *t, struct error *err)
{
	for (size_t i = 0; i < t->fresh->tasks.n; i++)
		list_each (const struct milestone *, m, t->fresh->tasks.at[i].milestones) {
			struct agenda_row row;

			if (!agenda_get(t->engine->db, t->ids[i], m->no, &row, err))
				return false;
			if (row.known == MOMENT_NEVER && !m->retired &&
			    !agenda_open(t->engine->db, t->ids[i], m->no, t->now, err))
				return false;
		}
	return true;
}

/* A notice that comes back is looked at whole. */
static bool wake_returned(struct taking *t, struct error *err)
{
	for (size_t i = 0; t->old->retired && i < t->fresh->tasks.n; i++)
		if (!agenda_wake(t->engine->db, t->ids[i], 0, t->now, err))
			return false;
	return true;
}

static bool take_all(struct taking *t, struct error *err)
{
	scope(arena) a = {0};

	return plans_put_notice(t->engine->db, t->fresh, t->now, err) && put_tasks(t, &a, err) &&
	       put_changes(t, err) && open_milestones(t, err) && wake_returned(t, err) &&
	       tell_unread(t->engine, t->fresh, t->changes, t->now, err);
}

bool take_notice(
    struct engine *e, struct notice *fresh, moment now, struct diff *changes, struct error *err)
{
	scope(plan) old = {0};
	struct taking t = {
	    .engine = e, .old = &old, .fresh = fresh, .changes = changes, .now = now};

	if (!plans_get(e->db, fresh->id, &old, err))
		return false;
	diff_make(old.found ? &old.notice : NULL, fresh, changes);
	return engine_begin(e, err) && engine_finish(e, take_all(&t, err), err);
}

static bool is_present(const struct names *present, const char *id)
{
	for (size_t i = 0; i < present->n; i++)
		if (!strcmp(present->at[i], id))
			return true;
	return false;
}

bool take_present(struct engine *e, const struct names *present, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct names ids = {0};
	bool good = true;

	if (!plans_names(e->db, &a, &ids, err) || !engine_begin(e, err))
		return false;
	for (size_t i = 0; i < ids.n && good; i++)
		if (!is_present(present, ids.at[i]))
			good = plans_retire_notice(e->db, ids.at[i], now, err);
	return engine_finish(e, good, err);
}
