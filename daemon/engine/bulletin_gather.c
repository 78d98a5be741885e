/* A walk over the plan as it stood twice, at the bulletin's moment and at the one before it. Both are folded from the
 * same events, cut at their moments. */
#include "engine/bulletin.h"
#include "engine/item.h"

enum { TASKS_AT_ONCE = 256 };

/* One task. */
struct gathering {
	struct engine *engine;
	struct bulletin *bulletin;
	struct arena *arena;
	const struct item *whole; /* as it is now */
	struct names units;
	bool counted; /* it was there at the bulletin's moment */
	bool asked;   /* whether it is signed for was looked at */
	struct names missing;
};

/* ---- as it was */

static void cut(const struct events *all, moment at, struct arena *a, struct events *out)
{
	list_each (const struct event *, e, *all)
		if (e->at <= at)
			*list_push(a, out) = *e;
}

/* The first time after `at` that the notice's day of the milestone moved. */
static const struct event *moved_after(const struct item *i, moment at)
{
	list_each (const struct event *, e, i->history)
		if (e->kind == EVENT_MOVE && e->at > at &&
		    e->address.milestone == i->address.milestone)
			return e;
	return NULL;
}

/* The milestone as it was at that moment; false: it was not there yet. */
static bool rewind_item(const struct item *now, moment at, struct arena *a, struct item *out)
{
	const struct event *move = moved_after(now, at);
	struct milestone *m = arena_alloc(a, sizeof *m);

	if (now->known > at && !move)
		return false;
	*out = *now;
	*m = *now->milestone;
	if (move && m->kind == MILESTONE_DATE)
		m->due = move->from;
	out->milestone = m;
	out->known = now->known < at ? now->known : at;
	out->history = out->events = (struct events){0};
	cut(&now->history, at, a, &out->history);
	events_standing(&out->history, a, &out->events);
	return true;
}

/* ---- the moment before */

static bool count_before(struct gathering *g, const struct item *now)
{
	struct bulletin *b = g->bulletin;
	struct occurrences all = {0};
	struct item i;

	if (!rewind_item(now, b->since, g->arena, &i))
		return false;
	item_occurrences(g->engine, &i, b->since, g->arena, &all);
	list_each (const struct occurrence *, o, all) {
		struct standing_item s = item_stand(g->engine, &i, o, b->since, g->arena);

		b->before[item_outlook(g->engine, &s, b->since).light]++;
	}
	b->before[LIGHT_GREY] += all.n == 0;
	return true;
}

/* ---- the moment itself */

static bool is_within(const struct bulletin *b, moment at)
{
	return at > b->since && at <= b->at;
}

static struct bulletin_look look_of(
    struct gathering *g, const struct standing_item *s, const struct item *i, bool old)
{
	return (struct bulletin_look){.address = &s->address,
	    .task = &i->row.task,
	    .units = &g->units,
	    .milestone = i->milestone,
	    .occurrence = &s->occurrence,
	    .state = &s->state,
	    .light = item_outlook(g->engine, s, g->bulletin->at).light,
	    .behind = s->owed.behind != DAY_NONE,
	    .old = old};
}

/* Extensions and waivers of the occurrence, undone ones left out. */
static void gather_steps(
    struct gathering *g, const struct item *i, const struct bulletin_look *look)
{
	list_each (const struct event *, e, i->events)
		if ((e->kind == EVENT_EXTEND || e->kind == EVENT_WAIVE) &&
		    is_within(g->bulletin, e->at) && address_equal(&e->address, look->address))
			bulletin_add_step(g->bulletin, look, e);
}

static bool holds(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->at[i], name))
			return true;
	return false;
}

/* The name under which the directory has it. */
static const char *known_name(const struct gathering *g, const char *name)
{
	const struct unit *u = directory_find(&g->engine->settings->directory, name);

	return u ? u->name : name;
}

/* A task is signed for as a whole, so that its first open occurrence speaks for it. */
static void ask_signatures(struct gathering *g, const struct item *i, const struct state *s)
{
	struct names missing = {0};

	if (g->asked || !i->policy->sign_within.unit || !standing_is_open(s->standing))
		return;
	g->asked = true;
	state_unsigned(s, &i->row.task, g->arena, &missing);
	for (size_t k = 0; k < missing.n; k++) {
		const char *name = known_name(g, missing.at[k]);

		if (holds(&g->units, name) && !holds(&g->missing, name))
			*list_push(g->arena, &g->missing) = name;
	}
}

static void gather_occurrence(
    struct gathering *g, const struct item *i, const struct occurrence *o, bool old)
{
	struct standing_item s = item_stand(g->engine, i, o, g->bulletin->at, g->arena);
	struct bulletin_look look = look_of(g, &s, i, old);

	bulletin_add(g->bulletin, &look);
	gather_steps(g, i, &look);
	ask_signatures(g, i, &s.state);
}

static bool is_current(const struct occurrences *current, const struct occurrence *o)
{
	list_each (const struct occurrence *, c, *current)
		if (!strcmp(c->name, o->name))
			return true;
	return false;
}

/* Turns that passed in the period, and from which the next one has taken over already. */
static void gather_turns(
    struct gathering *g, const struct item *i, const struct occurrences *current)
{
	struct occurrences past = {0};

	occurrences_past(i->milestone, &i->events, &g->engine->settings->calendar, g->bulletin->at,
	    g->arena, &past);
	list_each (const struct occurrence *, o, past) {
		struct standing_item s;
		struct bulletin_look look;

		if (!is_within(g->bulletin, o->end) || is_current(current, o))
			continue;
		s = item_stand(g->engine, i, o, g->bulletin->at, g->arena);
		look = look_of(g, &s, i, true);
		bulletin_add_turn(g->bulletin, &look);
		gather_steps(g, i, &look);
	}
}

static bool gather_milestone(struct gathering *g, int no, struct error *err)
{
	struct occurrences all = {0};
	struct item now, i;
	bool old;

	if (!item_narrow(g->engine, g->whole, no, &now, err))
		return false;
	if (!now.milestone)
		return true;
	old = count_before(g, &now);
	if (!rewind_item(&now, g->bulletin->at, g->arena, &i))
		return true;
	g->counted = true;
	item_occurrences(g->engine, &i, g->bulletin->at, g->arena, &all);
	list_each (const struct occurrence *, o, all)
		gather_occurrence(g, &i, o, old);
	g->bulletin->lights[LIGHT_GREY] += all.n == 0;
	gather_turns(g, &i, &all);
	return true;
}

/* ---- tasks */

/* Those who lead, else all, under the names of the directory. */
static void answering(struct gathering *g)
{
	const struct task *t = &g->whole->row.task;
	const struct names *all = t->lead.n ? &t->lead : &t->units;

	for (size_t i = 0; i < all->n; i++) {
		const char *name = known_name(g, all->at[i]);

		if (!holds(&g->units, name))
			*list_push(g->arena, &g->units) = name;
	}
}

static bool was_reported(const struct gathering *g)
{
	list_each (const struct event *, e, g->whole->events)
		if ((e->kind == EVENT_REPORT || e->kind == EVENT_DONE) &&
		    is_within(g->bulletin, e->at))
			return true;
	return false;
}

static bool is_about(
    const struct policies *all, const struct bulletin_scope *s, const struct policy *p)
{
	return !s->only || p == s->only || (s->shared && bulletin_speaker(all, p) == s->only);
}

bool bulletin_gather_task(struct engine *e, const struct bulletin_scope *scope, struct bulletin *b,
    int64_t task, struct error *err)
{
	scope(arena) a = {0};
	struct item whole;
	struct gathering g = {.engine = e, .bulletin = b, .arena = &a, .whole = &whole};

	if (!item_load(e, task, 0, &a, &whole, err))
		return false;
	if (!whole.policy || !is_about(&e->settings->policies, scope, whole.policy))
		return true;
	answering(&g);
	list_each (const struct milestone *, m, whole.row.task.milestones)
		if (!gather_milestone(&g, m->no, err))
			return false;
	if (g.counted)
		bulletin_add_task(b, &g.units, &g.missing, was_reported(&g));
	return true;
}

bool bulletin_gather_some(struct engine *e, const struct bulletin_scope *scope,
    struct bulletin_walk *w, struct bulletin *b, bool *more, struct error *err)
{
	*more = true;
	if (!w->tasks.all)
		return plans_ids_some(e->db, NULL, &w->arena, &w->tasks, err);
	for (int i = 0; i < TASKS_AT_ONCE && w->at < w->tasks.rows.n; i++)
		if (!bulletin_gather_task(e, scope, b, w->tasks.rows.at[w->at++], err))
			return false;
	*more = w->at < w->tasks.rows.n;
	if (!*more)
		bulletin_sort(b);
	return true;
}
