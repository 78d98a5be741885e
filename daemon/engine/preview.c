/* What taking a changed notice would change, before it is taken: the very comparison of engine/take.c, with what has been
 * put on record for the tasks that would go. Nothing is written. */
#include "engine/show.h"
#include "engine/verbs.h"
#include "plan/lookup.h"
#include "plan/plan_json.h"
#include "store/events.h"

enum { ID_BYTES = sizeof((struct address *)0)->notice, ATTACHED_MAX = 1000 };

/* How many clocks of a milestone still run. */
static bool count_clocks(struct engine *e, int64_t task, const struct milestone *m, moment now,
    int *n, struct error *err)
{
	struct occurrences all = {0};
	scope(arena) a = {0};
	struct item i;

	if (m->kind != MILESTONE_RELATIVE || m->retired)
		return true;
	if (!item_load(e, task, m->no, &a, &i, err))
		return false;
	if (i.milestone && i.policy)
		item_occurrences(e, &i, now, &a, &all);
	list_each (const struct occurrence *, o, all)
		*n += *o->name && item_stand(e, &i, o, now, &a).state.standing == STANDING_OPEN;
	return true;
}

static bool count_all_clocks(struct engine *e, const struct task *t, const struct address *address,
    moment now, int *n, struct error *err)
{
	int64_t row;

	if (!plans_find(e->db, address->notice, address->task, &row, err))
		return false;
	list_each (const struct milestone *, m, t->milestones)
		if ((!address->milestone || address->milestone == m->no) &&
		    !count_clocks(e, row, m, now, n, err))
			return false;
	return true;
}

/* {"events", "reports", "clocks", "last"}: what hangs on a task or milestone. */
static json_t *write_attached(struct engine *e, const struct task *t, const struct address *address,
    moment now, struct error *err)
{
	struct events events = {0};
	int reports = 0, clocks = 0;
	scope(arena) a = {0};
	json_t *o;

	if (!events_of(e->db, address, &a, &events, err) ||
	    !count_all_clocks(e, t, address, now, &clocks, err))
		return NULL;
	list_each (const struct event *, event, events)
		reports += event->kind == EVENT_REPORT;
	o = json_pack("{s:I, s:i, s:i}", "events", (json_int_t)events.n, "reports", reports,
	    "clocks", clocks);
	json_object_set_new(
	    o, "last", events.n ? show_event(e, &events.at[events.n - 1]) : json_null());
	return o;
}

struct preview {
	struct engine *engine;
	moment now;
	struct notice fresh;
	struct plan old;
	struct diff changes;
};

static void preview_release(struct preview *p)
{
	notice_release(&p->fresh);
	plan_release(&p->old);
	diff_release(&p->changes);
}

static bool attach_one(
    struct preview *p, const struct change *c, const struct task *t, json_t *out, struct error *err)
{
	struct address address = {.milestone = c->milestone};
	json_t *attached;

	snprintf(address.notice, sizeof address.notice, "%s", p->fresh.id);
	snprintf(address.task, sizeof address.task, "%s", c->task);
	attached = write_attached(p->engine, t, &address, p->now, err);
	if (!attached)
		return false;
	json_object_set_new(out, "attached", attached);
	return true;
}

/* Only what would go needs a second look; of very many the first ones. */
static bool attach(struct preview *p, json_t *changes, struct error *err)
{
	const struct notice *old = &p->old.notice;
	scope(arena) a = {0};
	struct lookup places = {.arena = &a};
	int left = ATTACHED_MAX;

	for (size_t i = 0; i < old->tasks.n; i++)
		*lookup_slot(&places, old->tasks.at[i].key) = (int)i;
	for (size_t i = 0; i < p->changes.changes.n; i++) {
		const struct change *c = &p->changes.changes.at[i];

		if (c->kind == CHANGE_RETIRED && left-- > 0 &&
		    !attach_one(p, c, &old->tasks.at[lookup_get(&places, c->task)],
			json_array_get(changes, i), err))
			return false;
	}
	return true;
}

static json_t *write_preview(struct preview *p, struct error *err)
{
	const struct notice *old = p->old.found ? &p->old.notice : NULL;
	json_t *o = json_object(), *changes = diff_write(&p->changes, old, &p->fresh);

	json_object_set_new(o, "notice", show_text(p->fresh.id));
	json_object_set_new(o, "title", show_text(p->fresh.title));
	json_object_set_new(o, "doc_no", show_text(p->fresh.doc_no));
	json_object_set_new(o, "known", json_boolean(p->old.found));
	json_object_set_new(o, "returns", json_boolean(p->old.found && p->old.retired));
	json_object_set_new(
	    o, "unchanged", json_integer((json_int_t)diff_count_unchanged(&p->changes, &p->fresh)));
	json_object_set_new(o, "changes", changes);
	if (!attach(p, changes, err))
		json_release(&o);
	return o;
}

static bool read_fresh(struct preview *p, const json_t *arguments, struct error *err)
{
	const char *id = json_get_text(arguments, "notice", NULL);

	if (!plan_json_read(json_object_get(arguments, "reading"), &p->fresh, err))
		return false;
	id = id ? id : p->fresh.id ? p->fresh.id : "";
	if (!*id || strlen(id) >= ID_BYTES)
		return error_set(err,
		    "diff: say which notice is meant: its id has 1 to %d bytes, as in "
		    "jiangmen-2016-34",
		    ID_BYTES - 1);
	p->fresh.id = arena_dup(&p->fresh.arena, id);
	return true;
}

json_t *preview_diff(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	scope(preview) p = {.engine = e, .now = by->now};

	if (!read_fresh(&p, arguments, err) || !plans_get(e->db, p.fresh.id, &p.old, err))
		return NULL;
	diff_make(p.old.found ? &p.old.notice : NULL, &p.fresh, &p.changes);
	return write_preview(&p, err);
}
