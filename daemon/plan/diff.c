/* An old reading against a new one. plan/match.h says what is what; here keys and numbers go over, what is gone is
 * carried along as retired, and what there is to tell is listed. */
#include "plan/diff.h"
#include <limits.h>
#include "base/stages.h"
#include "plan/copy.h"
#include "plan/keys.h"
#include "plan/match.h"

struct compare {
	const struct notice *old;
	struct notice *fresh;
	struct diff *out;
	size_t place; /* of the task, in fresh */
};

static void tell(struct compare *c, struct change change)
{
	change.place = c->place;
	change.task = arena_dup(&c->out->arena, change.task);
	*list_push(&c->out->arena, &c->out->changes) = change;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_names(const struct names *a, const struct names *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_text(a->at[i], b->at[i]))
			return false;
	return true;
}

static bool same_task(const struct task *a, const struct task *b)
{
	return same_text(a->no, b->no) && same_text(a->text, b->text) &&
	       same_names(&a->units, &b->units) && same_names(&a->lead, &b->lead) &&
	       same_names(&a->supporting, &b->supporting);
}

static bool same_bound(const struct target *a, const struct target *b)
{
	return same_text(a->metric, b->metric) && same_text(a->unit, b->unit) && a->op == b->op &&
	       a->value == b->value && a->due == b->due && a->approximate == b->approximate;
}

static bool same_target(const struct target *a, const struct target *b)
{
	if (!same_bound(a, b) || !a->condition != !b->condition)
		return false;
	return !a->condition || same_bound(a->condition, b->condition);
}

static bool same_targets(const struct milestone *a, const struct milestone *b)
{
	if (a->targets.n != b->targets.n)
		return false;
	for (size_t i = 0; i < a->targets.n; i++)
		if (!same_target(&a->targets.at[i], &b->targets.at[i]))
			return false;
	return true;
}

static bool same_moment(const struct milestone *a, const struct milestone *b)
{
	return a->kind == b->kind && a->due == b->due && same_text(a->recurrence, b->recurrence) &&
	       same_text(a->relative, b->relative);
}

static bool same_words(const struct milestone *a, const struct milestone *b)
{
	return same_text(a->source, b->source) && a->start == b->start &&
	       a->alternative == b->alternative && same_targets(a, b);
}

/* A retired task keeps its milestones as they were. */
static void retire_task(struct compare *c, const struct task *old)
{
	struct task *t = list_push(&c->fresh->arena, &c->fresh->tasks);

	*t = copy_task(&c->fresh->arena, old);
	t->retired = true;
	if (!old->retired)
		tell(c, (struct change){CHANGE_RETIRED, old->key, 0, DAY_NONE, DAY_NONE, 0});
}

/* What there is to tell of a milestone that is in both. */
static void compare_milestone(
    struct compare *c, const char *key, const struct milestone *old, struct milestone *fresh)
{
	struct change change = {
	    .task = key, .milestone = old->no, .from = old->due, .to = fresh->due};
	bool moved = !same_moment(old, fresh);

	fresh->no = old->no;
	change.kind = moved ? CHANGE_MOVED : CHANGE_REWORDED;
	if (old->retired)
		change.kind = CHANGE_RETURNED;
	if (change.kind != CHANGE_MOVED)
		change.from = change.to = DAY_NONE;
	if (old->retired || moved || !same_words(old, fresh))
		tell(c, change);
}

static void retire_milestone(struct compare *c, const struct milestone *old, struct task *fresh)
{
	struct milestone *m = list_push(&c->fresh->arena, &fresh->milestones);

	*m = copy_milestone(&c->fresh->arena, old);
	m->retired = true;
	if (!old->retired)
		tell(c, (struct change){CHANGE_RETIRED, fresh->key, m->no, DAY_NONE, DAY_NONE, 0});
}

static void add_milestone(struct compare *c, const char *key, struct milestone *m, int no)
{
	m->no = no;
	tell(c, (struct change){CHANGE_ADDED, key, no, DAY_NONE, DAY_NONE, 0});
}

static void compare_milestones(struct compare *c, const struct task *old, struct task *fresh)
{
	scope(arena) a = {0};
	size_t n = fresh->milestones.n;
	int *to_old = arena_alloc(&a, (n + 1) * sizeof *to_old), last = 0;
	bool *kept = arena_alloc(&a, old->milestones.n + 1);

	match_milestones(old, fresh, &a, to_old);
	list_each (const struct milestone *, m, old->milestones)
		last = m->no > last ? m->no : last;
	for (size_t i = 0; i < n; i++)
		if (to_old[i] >= 0) {
			kept[to_old[i]] = true;
			compare_milestone(c, fresh->key, &old->milestones.at[to_old[i]],
			    &fresh->milestones.at[i]);
		} else {
			add_milestone(c, fresh->key, &fresh->milestones.at[i], ++last);
		}
	for (size_t i = 0; i < old->milestones.n; i++)
		if (!kept[i])
			retire_milestone(c, &old->milestones.at[i], fresh);
}

static void compare_task(struct compare *c, const struct task *old, struct task *fresh)
{
	struct change change = {.task = old->key, .from = DAY_NONE, .to = DAY_NONE};

	fresh->key = arena_dup(&c->fresh->arena, old->key);
	change.kind = old->retired ? CHANGE_RETURNED : CHANGE_REWORDED;
	if (old->retired || !same_task(old, fresh))
		tell(c, change);
	compare_milestones(c, old, fresh);
}

/* ---- a few at a time */

struct diffing {
	struct compare compare;
	struct matching *matching;
	struct keys keys;
	size_t n;    /* tasks of the fresh reading itself */
	int *to_old; /* of those, and of the retired ones behind them */
	bool *kept;  /* per old task */
	struct stages stages;
};

static size_t count_old(const void *work)
{
	return ((const struct diffing *)work)->compare.old->tasks.n;
}

static size_t count_fresh(const void *work)
{
	return ((const struct diffing *)work)->n;
}

/* Keys of what is new stay clear of all old ones, retired or not: an address never changes its meaning. */
static void reserve_key(void *work, size_t i)
{
	struct diffing *d = work;

	keys_reserve(&d->keys, d->compare.old->tasks.at[i].key);
}

static void add_task(void *work, size_t i)
{
	struct diffing *d = work;
	struct compare *c = &d->compare;
	struct task *t = &c->fresh->tasks.at[i];

	if (d->to_old[i] >= 0)
		return;
	t->key = keys_give(&d->keys, t->no, i + 1);
	c->place = i;
	tell(c, (struct change){CHANGE_ADDED, t->key, 0, DAY_NONE, DAY_NONE, 0});
}

static void compare_one(void *work, size_t i)
{
	struct diffing *d = work;
	struct compare *c = &d->compare;

	if (d->to_old[i] < 0)
		return;
	d->kept[d->to_old[i]] = true;
	c->place = i;
	compare_task(c, &c->old->tasks.at[d->to_old[i]], &c->fresh->tasks.at[i]);
}

static void retire_one(void *work, size_t i)
{
	struct diffing *d = work;
	struct compare *c = &d->compare;

	if (d->kept[i])
		return;
	c->place = c->fresh->tasks.n;
	d->to_old[c->place] = (int)i;
	retire_task(c, &c->old->tasks.at[i]);
}

struct diffing *diff_begin(
    const struct notice *old, struct notice *fresh, struct arena *a, struct diff *out)
{
	static const struct notice none;
	static const struct stage stages[] = {{count_old, reserve_key, 1},
	    {count_fresh, add_task, 1}, {count_fresh, compare_one, 4}, {count_old, retire_one, 2}};
	struct diffing *d = arena_alloc(a, sizeof *d);

	*out = (struct diff){0};
	*d = (struct diffing){.compare = {.old = old ? old : &none, .fresh = fresh, .out = out},
	    .keys = {.used.arena = &fresh->arena, .counts.arena = &fresh->arena},
	    .n = fresh->tasks.n,
	    .stages = {stages, sizeof stages / sizeof *stages}};
	d->to_old = arena_alloc(a, (d->n + d->compare.old->tasks.n + 1) * sizeof *d->to_old);
	d->kept = arena_alloc(a, d->compare.old->tasks.n + 1);
	d->matching = matching_begin(d->compare.old, fresh, a, d->to_old);
	return d;
}

bool diff_step(struct diffing *d, int budget_us)
{
	return matching_step(d->matching, budget_us) || stages_step(&d->stages, d, budget_us);
}

int diff_old_place(const struct diffing *d, size_t place)
{
	return d->to_old[place];
}

void diff_make(const struct notice *old, struct notice *fresh, struct diff *out)
{
	scope(arena) a = {0};
	struct diffing *d = diff_begin(old, fresh, &a, out);

	while (diff_step(d, INT_MAX))
		;
}

void diff_release(struct diff *d)
{
	if (!d)
		return;
	arena_release(&d->arena);
	*d = (struct diff){0};
}
