/* Listings: every milestone that stands, at its occurrences of the moment. Tasks are read one by one, so that the answer
 * is all that is held in memory. */
#include <stdlib.h>
#include "base/script.h"
#include "engine/show.h"
#include "engine/verbs.h"

enum { NEXT_MAX = 20 };

/* Which occurrences a listing takes, and in what order. */
struct listing {
	struct engine *engine;
	const char *unit; /* a part of its name; NULL: all */
	moment now;
	bool (*takes)(const struct listing *l, const struct standing_item *s);
	bool unopened; /* milestones without an occurrence too */
	json_t *items;
};

static bool has_unit(const struct task *t, const char *unit)
{
	for (size_t i = 0; unit && i < t->units.n; i++)
		if (script_holds(t->units.at[i], unit))
			return true;
	return !unit;
}

static void list_milestone(struct listing *l, const struct item *i, struct arena *a)
{
	struct occurrences all = {0};

	item_occurrences(l->engine, i, l->now, a, &all);
	list_each (const struct occurrence *, o, all) {
		struct standing_item s = item_stand(l->engine, i, o, l->now, a);

		if (l->takes(l, &s))
			json_array_append_new(l->items, show_standing(l->engine, &s, l->now));
	}
	if (!all.n && l->unopened)
		json_array_append_new(l->items, show_unopened(l->engine, i));
}

static bool list_milestones(
    struct listing *l, const struct item *task, struct arena *a, struct error *err)
{
	list_each (const struct milestone *, m, task->row.task.milestones) {
		struct item i;

		if (!item_narrow(l->engine, task, m->no, &i, err))
			return false;
		if (i.milestone)
			list_milestone(l, &i, a);
	}
	return true;
}

static bool list_task(void *kept, int64_t task, struct error *err)
{
	struct listing *l = kept;
	scope(arena) a = {0};
	struct item i;

	if (!item_load(l->engine, task, 0, &a, &i, err))
		return false;
	if (!i.policy || !has_unit(&i.row.task, l->unit))
		return true;
	return list_milestones(l, &i, &a, err);
}

static struct listing *list_begin(
    struct engine *e, const struct caller *by, const json_t *arguments, struct arena *a)
{
	struct listing *l = arena_alloc(a, sizeof *l);

	*l = (struct listing){.engine = e,
	    .now = by->now,
	    .unit = json_get_text(arguments, "unit", NULL),
	    .items = json_array()};
	return l;
}

static void list_end(void *kept)
{
	struct listing *l = kept;

	json_release(&l->items);
}

static json_t *answer(struct listing *l)
{
	json_t *o = json_object();

	json_object_set_new(o, "now", show_moment(l->engine, l->now));
	json_object_set(o, "items", l->items);
	return o;
}

/* By the day that is due; equal ones as they were. */
static int by_due(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	int order = strcmp(json_get_text(x, "due", ""), json_get_text(y, "due", ""));

	return order ? order
		     : strcmp(json_get_text(x, "address", ""), json_get_text(y, "address", ""));
}

/* Sort, and keep the first `max` (0: all). */
static void sort_items(struct listing *l, size_t max)
{
	size_t n = json_array_size(l->items), keep = max && max < n ? max : n;
	json_t **all = calloc(n + 1, sizeof *all), *sorted = json_array();

	if (!all)
		abort();
	for (size_t i = 0; i < n; i++)
		all[i] = json_array_get(l->items, i);
	qsort(all, n, sizeof *all, by_due);
	for (size_t i = 0; i < keep; i++)
		json_array_append(sorted, all[i]);
	free(all);
	json_decref(l->items);
	l->items = sorted;
}

static enum light light_now(const struct listing *l, const struct standing_item *s)
{
	return item_outlook(l->engine, s, l->now).light;
}

static bool takes_all(const struct listing *l, const struct standing_item *s)
{
	(void)l;
	(void)s;
	return true;
}

static bool takes_red(const struct listing *l, const struct standing_item *s)
{
	return light_now(l, s) == LIGHT_RED;
}

static bool takes_coming(const struct listing *l, const struct standing_item *s)
{
	enum light light = light_now(l, s);

	return light == LIGHT_GREEN || light == LIGHT_YELLOW;
}

static void *begin_list(struct engine *e, const struct caller *by, const json_t *arguments,
    struct arena *a, struct error *err)
{
	struct listing *l = list_begin(e, by, arguments, a);

	(void)err;
	l->takes = takes_all;
	l->unopened = true;
	return l;
}

static void *begin_next(struct engine *e, const struct caller *by, const json_t *arguments,
    struct arena *a, struct error *err)
{
	struct listing *l = list_begin(e, by, arguments, a);

	(void)err;
	l->takes = takes_coming;
	return l;
}

static void *begin_overdue(struct engine *e, const struct caller *by, const json_t *arguments,
    struct arena *a, struct error *err)
{
	struct listing *l = list_begin(e, by, arguments, a);

	(void)err;
	l->takes = takes_red;
	return l;
}

static json_t *answer_list(void *kept, struct error *err)
{
	(void)err;
	return answer(kept);
}

static json_t *answer_next(void *kept, struct error *err)
{
	(void)err;
	sort_items(kept, NEXT_MAX);
	return answer(kept);
}

static json_t *answer_overdue(void *kept, struct error *err)
{
	(void)err;
	sort_items(kept, 0);
	return answer(kept);
}

const struct verb_walk query_list = {begin_list, list_task, answer_list, list_end};
const struct verb_walk query_next = {begin_next, list_task, answer_next, list_end};
const struct verb_walk query_overdue = {begin_overdue, list_task, answer_overdue, list_end};

/* The occurrence that the address names, be it past; else those of the moment, of one milestone or all. */
static bool show_items(struct listing *l, const struct item *i, const char *occurrence,
    struct arena *a, struct error *err)
{
	struct standing_item s;
	struct occurrence o;

	if (!i->milestone)
		return list_milestones(l, i, a, err);
	if (!*occurrence) {
		list_milestone(l, i, a);
		return true;
	}
	if (!occurrence_named(
		i->milestone, &i->events, &l->engine->settings->calendar, occurrence, &o))
		return error_set(
		    err, "%s: the milestone has no occurrence of that name", occurrence);
	s = item_stand(l->engine, i, &o, l->now, a);
	json_array_append_new(l->items, show_standing(l->engine, &s, l->now));
	return true;
}

/* Of a milestone, or of all of the task. */
static json_t *show_history(struct engine *e, const struct item *i)
{
	json_t *array = json_array();

	list_each (const struct event *, event, i->history)
		if (!i->milestone || !event->address.milestone ||
		    event->address.milestone == i->address.milestone)
			json_array_append_new(array, show_event(e, event));
	return array;
}

/* The turns of a recurring milestone that have passed, each with how it ended. */
static json_t *show_past(struct engine *e, const struct item *i, moment now, struct arena *a)
{
	struct occurrences past = {0};
	json_t *array = json_array();

	if (i->milestone)
		occurrences_past(i->milestone, &i->events, &e->settings->calendar, now, a, &past);
	list_each (const struct occurrence *, o, past) {
		struct standing_item s = item_stand(e, i, o, now, a);

		json_array_append_new(array, show_standing(e, &s, now));
	}
	return array;
}

json_t *query_show(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	struct listing l = {.engine = e, .now = by->now, .takes = takes_all, .unopened = true};
	struct address address;
	scope(arena) a = {0};
	struct item i;
	json_t *o;

	if (!address_parse(json_get_text(arguments, "address", ""), &address, err) ||
	    !item_find(e, &address, &a, &i, err))
		return NULL;
	l.items = json_array();
	if (!show_items(&l, &i, address.occurrence, &a, err)) {
		json_release(&l.items);
		return NULL;
	}
	o = answer(&l);
	json_release(&l.items);
	json_object_set_new(o, "retired", json_boolean(i.row.retired));
	json_object_set_new(o, "history", show_history(e, &i));
	json_object_set_new(o, "past", show_past(e, &i, by->now, &a));
	return o;
}
