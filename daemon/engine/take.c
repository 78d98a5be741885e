/* A freshly read notice into the plan, a portion at a time. The diff says which milestones have something new to say; the
 * rows compare for themselves, so that reading the same file again touches neither disk nor agenda. Each task is put down
 * with all that hangs on it in one transaction: where a taking breaks off, the next reading finds some tasks as they are
 * to be and the others as they were. A notice that is new or comes back stands when its last task does. */
#include <inttypes.h>
#include <stdlib.h>
#include "engine/carry.h"
#include "engine/inside.h"
#include "engine/tell.h"
#include "store/agenda.h"
#include "store/events.h"
#include "store/plans.h"
#include "store/reminders.h"
#include "store/store.h"

enum { LOAD_AT_ONCE = 512, DIFF_AT_ONCE_US = 4000 };

struct taking {
	struct engine *engine;
	struct notice *fresh;
	struct diff *changes;
	moment now;
	struct arena arena;
	struct plan old;
	bool loaded, compared, done;
	bool dropped; /* its file is gone */
	moment
	    since; /* what came into the plan from then on is new; MOMENT_NEVER: this taking began it */
	struct diffing *diffing;
	int *first, *next; /* the changes of a task by its place, and what follows one; from 1 */
	size_t put;	   /* tasks that are put down */
};

/* ---- one task */

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

static bool put_changes(struct taking *t, size_t place, int64_t task, struct error *err)
{
	for (int i = t->first[place]; i; i = t->next[i - 1])
		if (!put_change(t, task, &t->changes->changes.at[i - 1], err))
			return false;
	return true;
}

static const struct milestone *find_milestone(const struct task *t, int no)
{
	list_each (const struct milestone *, m, t->milestones)
		if (m->no == no)
			return m;
	return NULL;
}

/* What was reported goes along when a target has another name now. */
static bool carry(struct taking *t, const struct change *c, struct error *err)
{
	int before = diff_old_place(t->diffing, c->place);
	const struct milestone *old, *fresh;
	struct address address = {.milestone = c->milestone};

	if (before < 0)
		return true;
	old = find_milestone(&t->old.notice.tasks.at[before], c->milestone);
	fresh = find_milestone(&t->fresh->tasks.at[c->place], c->milestone);
	if (!old || !fresh || fresh->retired)
		return true;
	snprintf(address.notice, sizeof address.notice, "%s", t->fresh->id);
	snprintf(address.task, sizeof address.task, "%s", c->task);
	return carry_reports(t->engine, &address, old, fresh, err);
}

static bool carry_all(struct taking *t, size_t place, struct error *err)
{
	for (int i = t->first[place]; i; i = t->next[i - 1])
		if (!carry(t, &t->changes->changes.at[i - 1], err))
			return false;
	return true;
}

/* Milestones that have no row on the agenda yet. */
static bool open_milestones(
    struct taking *t, const struct task *task, int64_t id, struct error *err)
{
	list_each (const struct milestone *, m, task->milestones) {
		struct agenda_row row;

		if (!agenda_get(t->engine->db, id, m->no, &row, err))
			return false;
		if (row.known == MOMENT_NEVER && !m->retired &&
		    !agenda_open(t->engine->db, id, m->no, t->now, err))
			return false;
	}
	return true;
}

/* Of a notice that comes back, every task is looked at. */
static bool put_task(struct taking *t, size_t place, struct error *err)
{
	const struct task *task = &t->fresh->tasks.at[place];
	struct db *db = t->engine->db;
	int64_t id;

	return plans_put_task(db, t->fresh->id, task, (int)place, t->now, &id, err) &&
	       put_changes(t, place, id, err) && carry_all(t, place, err) &&
	       open_milestones(t, task, id, err) &&
	       (!t->old.retired || agenda_wake(db, id, 0, t->now, err));
}

/* ---- a portion */

static const char *mark_key(struct taking *t)
{
	return arena_printf(&t->arena, "taking: %s", t->fresh->id);
}

/* More portions will follow: that it was begun is noted, and a new notice is there but does not stand yet. */
static bool announce(struct taking *t, struct error *err)
{
	struct db *db = t->engine->db;

	if (t->since == MOMENT_NEVER) {
		t->since = t->now;
		if (!store_set(db, mark_key(t), arena_printf(&t->arena, "%" PRId64, t->now), err))
			return false;
	}
	return t->old.found || (plans_put_notice(db, t->fresh, t->now, err) &&
				   plans_retire_notice(db, t->fresh->id, t->now, err));
}

/* Which tasks are new, be it that a taking that broke off brought them. */
static const bool *find_new(struct taking *t)
{
	bool *is_new = arena_alloc(&t->arena, t->fresh->tasks.n + 1);

	for (size_t i = 0; i < t->fresh->tasks.n; i++) {
		int before = diff_old_place(t->diffing, i);

		is_new[i] = before < 0 ||
			    (t->since != MOMENT_NEVER && t->old.rows.at[before].known >= t->since);
	}
	return is_new;
}

static bool conclude(struct taking *t, struct error *err)
{
	struct engine *e = t->engine;

	return plans_put_notice(e->db, t->fresh, t->now, err) &&
	       tell_unread(e, t->fresh, find_new(t), t->now, err) &&
	       (t->since == MOMENT_NEVER || store_drop(e->db, mark_key(t), err));
}

/* Behind the last task that is put down with the next ones. */
static size_t portion_end(const struct taking *t)
{
	size_t i = t->put, n = t->fresh->tasks.n;
	int room = t->engine->portion;

	while (i < n && (i == t->put || room > 0))
		room -= 1 + (int)t->fresh->tasks.at[i++].milestones.n;
	return i;
}

static bool put_portion(struct taking *t, size_t end, struct error *err)
{
	bool last = end == t->fresh->tasks.n;

	/* The first one, and not the only one: tasks refer to their notice. */
	if (t->put == 0 && !last && !announce(t, err))
		return false;
	if (t->put == 0 && last && !t->old.found &&
	    !plans_put_notice(t->engine->db, t->fresh, t->now, err))
		return false;
	for (size_t i = t->put; i < end; i++)
		if (!put_task(t, i, err))
			return false;
	return !last || conclude(t, err);
}

static bool put_step(struct taking *t, struct error *err)
{
	size_t end = portion_end(t);

	if (!engine_begin(t->engine, err) ||
	    !engine_finish(t->engine, put_portion(t, end, err), err))
		return false;
	t->put = end;
	t->done = end == t->fresh->tasks.n;
	return true;
}

/* ---- the steps */

static bool read_mark(struct taking *t, struct error *err)
{
	const char *mark;

	if (!store_get(t->engine->db, mark_key(t), &t->arena, &mark, err))
		return false;
	t->since = mark ? atoll(mark) : MOMENT_NEVER;
	return true;
}

static bool load_step(struct taking *t, struct error *err)
{
	bool more;

	if (!plans_get_some(t->engine->db, t->fresh->id, LOAD_AT_ONCE, &t->old, &more, err))
		return false;
	t->loaded = !more;
	return more || read_mark(t, err);
}

/* Afterwards each task finds what changed of it. */
static void compare_step(struct taking *t)
{
	const struct diff *d = t->changes;

	if (!t->diffing)
		t->diffing = diff_begin(
		    t->old.found ? &t->old.notice : NULL, t->fresh, &t->arena, t->changes);
	t->compared = !diff_step(t->diffing, DIFF_AT_ONCE_US);
	if (!t->compared)
		return;
	t->first = arena_alloc(&t->arena, (t->fresh->tasks.n + 1) * sizeof *t->first);
	t->next = arena_alloc(&t->arena, (d->changes.n + 1) * sizeof *t->next);
	for (size_t i = d->changes.n; i-- > 0;) {
		size_t place = d->changes.at[i].place;

		t->next[i] = t->first[place];
		t->first[place] = (int)i + 1;
	}
}

void take_open(
    struct engine *e, struct notice *fresh, moment now, struct diff *changes, struct taking **out)
{
	struct taking *t = calloc(1, sizeof *t);

	if (!t)
		abort();
	*t = (struct taking){.engine = e, .fresh = fresh, .changes = changes, .now = now};
	e->taking = t;
	*out = t;
}

/* Of a notice that was dropped, nothing changed. */
static bool let_go(struct taking *t)
{
	if (!t->done)
		diff_release(t->changes);
	return arena_release_some(&t->arena) || arena_release_some(&t->old.notice.arena);
}

bool take_step(struct taking *t, bool *more, struct error *err)
{
	*more = true;
	if (!t->loaded)
		return load_step(t, err);
	if (!t->compared)
		compare_step(t);
	else if (!t->done && !t->dropped)
		return put_step(t, err);
	else
		*more = let_go(t);
	return true;
}

void take_close(struct taking *t)
{
	if (!t)
		return;
	t->engine->taking = NULL;
	arena_release(&t->arena);
	plan_release(&t->old);
	free(t);
}

bool take_notice(
    struct engine *e, struct notice *fresh, moment now, struct diff *changes, struct error *err)
{
	struct taking *t;
	bool more = true, good = true;

	take_open(e, fresh, now, changes, &t);
	while (good && more)
		good = take_step(t, &more, err);
	take_close(t);
	return good;
}

/* ---- what is there at all */

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
	if (e->taking && !is_present(present, e->taking->fresh->id))
		e->taking->dropped = true;
	return engine_finish(e, good, err);
}
