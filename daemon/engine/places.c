/* The places of reported lines. Both ways of finding one are remembered under the words of the line, because a file says
 * the same words over and over; a place is one under its address and measure, however it was found. */
#include "engine/places.h"
#include <inttypes.h>
#include <stdlib.h>
#include "base/script.h"
#include "engine/verbs.h"
#include "plan/target.h"

enum { CANDIDATES_CAP_BYTES = 600 };

/* A target of a milestone that stands, with the milestone. */
struct measure {
	const struct item *item;
	const struct target *target;
};
struct measures {
	struct measure *at;
	size_t n, room;
};
/* What an address means, before any day is known. */
struct addressed {
	struct item item;
	struct address address;
	const char *wrong; /* NULL: it means the above */
};
/* A finding that failed is remembered with its sentence. */
struct found {
	const struct place *place; /* NULL: why */
	struct wrong_line why;
};
struct places {
	struct arena arena;
	struct engine *engine;
	moment now;
	int64_t *tasks;
	size_t tasks_n, loaded;
	bool listed;
	struct measures measures; /* of all plans, as far as loaded */
	list_of(struct place *) list;
	list_of(struct addressed *) addressed;
	list_of(struct found) found;
	list_of(struct measures) matched;
	struct lookup by_name, by_address, by_line,
	    by_words; /* → number in the lists above, from 1 */
};

void places_open(struct engine *e, moment now, struct places **out)
{
	struct places *p = calloc(1, sizeof *p);

	if (!p)
		abort();
	p->engine = e;
	p->now = now;
	p->by_name.arena = p->by_address.arena = p->by_line.arena = p->by_words.arena = &p->arena;
	*out = p;
}

void places_close(struct places *p)
{
	if (!p)
		return;
	arena_release(&p->arena);
	free(p);
}

/* ---- all plans */

static bool load_milestone(
    struct places *p, const struct item *task, const struct milestone *m, struct error *err)
{
	struct item *i = arena_alloc(&p->arena, sizeof *i);

	if (!item_narrow(p->engine, task, m->no, i, err))
		return false;
	for (size_t t = 0; i->milestone && i->policy && t < m->targets.n; t++)
		*list_push(&p->arena, &p->measures) =
		    (struct measure){i, &i->milestone->targets.at[t]};
	return true;
}

static bool load_task(struct places *p, int64_t id, struct error *err)
{
	struct item task;

	if (!item_load(p->engine, id, 0, &p->arena, &task, err))
		return false;
	list_each (const struct milestone *, m, task.row.task.milestones)
		if (!load_milestone(p, &task, m, err))
			return false;
	return true;
}

bool places_load(struct places *p, int most, bool *done, struct error *err)
{
	if (!p->listed && !plans_ids(p->engine->db, NULL, &p->arena, &p->tasks, &p->tasks_n, err))
		return false;
	p->listed = true;
	for (; most && p->loaded < p->tasks_n; most--)
		if (!load_task(p, p->tasks[p->loaded++], err))
			return false;
	*done = p->loaded == p->tasks_n;
	return true;
}

/* ---- one place */

static const struct place *put_place(
    struct places *p, const struct item *i, const struct occurrence *o, const struct target *t)
{
	struct address address = item_address(i, o);
	char name[ADDRESS_BYTES];
	struct standing_item s;
	scope(arena) a = {0};
	struct place *fresh;
	int *slot = lookup_slot(
	    &p->by_name, arena_printf(&p->arena, "%s %s\t%s", address_print(&address, name),
			     t->metric ? t->metric : "", t->unit ? t->unit : ""));

	if (*slot)
		return p->list.at[*slot - 1];
	s = item_stand(p->engine, i, o, p->now, &a);
	fresh = arena_alloc(&p->arena, sizeof *fresh);
	*list_push(&p->arena, &p->list) = fresh;
	*slot = (int)p->list.n;
	*fresh = (struct place){.no = *slot,
	    .address = address,
	    .task = i->row.id,
	    .target = t,
	    .item = i,
	    .open = standing_is_open(s.state.standing) || s.state.standing == STANDING_CLAIMED};
	return fresh;
}

static bool wrong(struct places *p, struct wrong_line *why, enum wrong kind, const char *says,
    const char *candidates)
{
	*why = (struct wrong_line){.wrong = kind,
	    .says = arena_dup(&p->arena, says),
	    .candidates = arena_dup(&p->arena, candidates)};
	return false;
}

/* ---- by address */

static const struct addressed *find_addressed(struct places *p, const char *words)
{
	int *slot = lookup_slot(&p->by_address, arena_dup(&p->arena, words));
	struct addressed *fresh;
	struct error err;

	if (*slot)
		return p->addressed.at[*slot - 1];
	fresh = arena_alloc(&p->arena, sizeof *fresh);
	*list_push(&p->arena, &p->addressed) = fresh;
	*slot = (int)p->addressed.n;
	if (!verbs_item(p->engine, words, &p->arena, &fresh->item, &fresh->address, &err))
		fresh->wrong = arena_dup(&p->arena, err.s);
	else if (fresh->item.row.retired)
		fresh->wrong = arena_printf(
		    &p->arena, "%s: the task does not stand in its notice any more", words);
	return fresh;
}

static void add_targets(const struct milestone *m, struct text *out)
{
	list_each (const struct target *, t, m->targets) {
		text_addf(out, "%s%s (", out->len ? ", " : "", t->metric ? t->metric : "");
		target_add_bound(t, out);
		text_addc(out, ')');
	}
}

static bool find_at(struct places *p, const char *address, const char *metric, day on,
    const struct place **out, struct wrong_line *why)
{
	const struct addressed *found = find_addressed(p, address);
	scope(text) candidates = {.cap = CANDIDATES_CAP_BYTES};
	const struct target *t;
	struct standing_item s;
	scope(arena) a = {0};
	struct error err;

	if (found->wrong)
		return wrong(p, why, WRONG_ADDRESS, found->wrong, NULL);
	if (!verbs_stand(p->engine, &found->item, address, &found->address,
		verbs_moment(p->engine, on, p->now), &a, &s, &err))
		return wrong(p, why, WRONG_ADDRESS, err.s, NULL);
	t = target_match(found->item.milestone, metric, &err);
	if (!t) {
		error_prefix(&err, "%s: ", address);
		add_targets(found->item.milestone, &candidates);
		return wrong(p, why, WRONG_METRIC, err.s, text_get(&candidates));
	}
	*out = put_place(p, &found->item, &s.occurrence, t);
	return true;
}

bool places_at(struct places *p, const char *address, const char *metric, day on,
    const struct place **out, struct wrong_line *why)
{
	int *slot = lookup_slot(
	    &p->by_line, arena_printf(&p->arena, "%s\t%s\t%d", address, metric, (int)on));
	struct found *f;

	if (!*slot) {
		f = list_push(&p->arena, &p->found);
		*slot = (int)p->found.n;
		find_at(p, address, metric, on, &f->place, &f->why);
	}
	f = &p->found.at[*slot - 1];
	if (!f->place) {
		*why = f->why;
		return false;
	}
	*out = f->place;
	return true;
}

/* ---- by unit and metric */

/* Exactly, by an alias of the directory, or by a part of the name. */
static bool has_unit(const struct places *p, const struct task *t, const char *unit, bool exact)
{
	const struct directory *d = &p->engine->settings->directory;
	const struct unit *known = exact ? directory_find(d, unit) : NULL;

	for (size_t i = 0; i < t->units.n; i++)
		if (exact ? script_equal(t->units.at[i], unit) ||
				(known && directory_find(d, t->units.at[i]) == known)
			  : script_holds(t->units.at[i], unit))
			return true;
	return false;
}

static void take_unit(struct places *p, const char *unit, bool exact, struct measures *out)
{
	const struct item *last = NULL;
	bool has = false;

	list_each (const struct measure *, m, p->measures) {
		if (!last || m->item->row.id != last->row.id)
			has = has_unit(p, &m->item->row.task, unit, exact);
		last = m->item;
		if (has)
			*list_push(&p->arena, out) = *m;
	}
}

static void take_metric(struct places *p, const struct measures *all, const char *metric,
    bool exact, struct measures *out)
{
	list_each (const struct measure *, m, *all) {
		const struct measure *before = out->n ? &out->at[out->n - 1] : NULL;

		if (!target_goes_by(m->target, metric, exact))
			continue;
		if (before && before->item == m->item &&
		    target_same_measure(before->target, m->target))
			continue;
		*list_push(&p->arena, out) = *m;
	}
}

/* A unit's measures, then those that go by the metric. */
static const struct measures *match_words(struct places *p, const char *unit, const char *metric)
{
	int *slot = lookup_slot(&p->by_words, arena_printf(&p->arena, "%s\t%s", unit, metric));
	struct measures units = {0}, matched = {0};

	if (*slot)
		return &p->matched.at[*slot - 1];
	take_unit(p, unit, true, &units);
	if (!units.n)
		take_unit(p, unit, false, &units);
	take_metric(p, &units, metric, true, &matched);
	if (!matched.n)
		take_metric(p, &units, metric, false, &matched);
	*list_push(&p->arena, &p->matched) = matched;
	*slot = (int)p->matched.n;
	return &p->matched.at[*slot - 1];
}

static bool refuse_words(
    struct places *p, const char *unit, const char *metric, struct wrong_line *why)
{
	scope(text) candidates = {.cap = CANDIDATES_CAP_BYTES}, says = {.cap = 1000};
	struct measures units = {0};

	take_unit(p, unit, true, &units);
	if (!units.n)
		take_unit(p, unit, false, &units);
	list_each (const struct measure *, m, units)
		if (!strstr(text_get(&candidates), m->target->metric ? m->target->metric : ""))
			text_addf(
			    &candidates, "%s%s", candidates.len ? ", " : "", m->target->metric);
	if (!units.n) {
		text_addf(&says,
		    "\"%.100s\": no task of this unit has anything to report; write the unit as "
		    "its "
		    "notice does, or an address",
		    unit);
		return wrong(p, why, WRONG_UNIT, text_get(&says), NULL);
	}
	text_addf(&says, "\"%.100s\" is none of the targets of %.100s: %s", metric, unit,
	    text_get(&candidates));
	return wrong(p, why, WRONG_METRIC, text_get(&says), text_get(&candidates));
}

bool places_of(struct places *p, const char *unit, const char *metric, day on,
    struct place_list *out, struct wrong_line *why)
{
	const struct measures *all = match_words(p, unit, metric);
	moment then = verbs_moment(p->engine, on, p->now);
	scope(text) says = {.cap = 1000};

	if (!all->n)
		return refuse_words(p, unit, metric, why);
	list_each (const struct measure *, m, *all) {
		struct occurrences running = {0};
		scope(arena) a = {0};

		item_occurrences(p->engine, m->item, then, &a, &running);
		list_each (const struct occurrence *, o, running)
			*list_push(&p->arena, out) = put_place(p, m->item, o, m->target);
	}
	if (out->n)
		return true;
	text_addf(&says,
	    "%.100s, %.100s: nothing of it is running; `deadlinectl start` starts a clock", unit,
	    metric);
	return wrong(p, why, WRONG_METRIC, text_get(&says), NULL);
}

void places_refuse(struct places *p, const char *unit, const char *metric,
    const struct place_list *all, struct wrong_line *why)
{
	scope(text) candidates = {.cap = CANDIDATES_CAP_BYTES}, says = {.cap = 1000};

	for (size_t i = 0; i < all->n; i++) {
		const struct place *place = all->at[i];

		text_add(&candidates, candidates.len ? ", " : "");
		address_add(&place->address, &candidates);
		text_addf(&candidates, " (%s ", place->target->metric ? place->target->metric : "");
		target_add_bound(place->target, &candidates);
		text_addc(&candidates, ')');
	}
	text_addf(&says,
	    "%.100s, %.100s: fits several: %s; write the address of the one that is meant", unit,
	    metric, text_get(&candidates));
	wrong(p, why, WRONG_SEVERAL, text_get(&says), text_get(&candidates));
}
