/* Which old thing a new one is. Each pass gives every thing that is still free a key (a text) and joins those of one
 * key in the order in which they stand; from pass to pass the keys say less. */
#include "plan/match.h"
#include <limits.h>
#include "base/script.h"
#include "base/stages.h"
#include "plan/lookup.h"
#include "plan/match_similar.h"

/* The key of thing i in a pass; NULL: it takes no part. */
typedef const char *key_of(const void *side, size_t i, struct arena *a);

struct join {
	const void *old, *fresh;
	size_t old_n, fresh_n;
	int *to_old;
	bool *taken; /* one per old thing */
	struct arena *arena;
	struct lookup heads; /* of the pass */
	int *next;
};

static void join_open(struct join *j)
{
	j->heads = (struct lookup){.arena = j->arena};
	j->next = arena_alloc(j->arena, (j->old_n + 1) * sizeof *j->next);
}

/* The old ones of a key hang on a chain in their order: the last one is linked first. */
static void join_link(struct join *j, key_of *old_key, size_t i)
{
	const char *key = j->taken[i] ? NULL : old_key(j->old, i, j->arena);
	int *head = key ? lookup_slot(&j->heads, key) : NULL;

	if (!head)
		return;
	j->next[i] = *head;
	*head = (int)i + 1;
}

/* Each fresh one takes the head. */
static void join_take(struct join *j, key_of *fresh_key, size_t i)
{
	const char *key = j->to_old[i] < 0 ? fresh_key(j->fresh, i, j->arena) : NULL;
	int old = key ? lookup_get(&j->heads, key) - 1 : -1;

	if (old < 0)
		return;
	j->to_old[i] = old;
	j->taken[old] = true;
	*lookup_slot(&j->heads, key) = j->next[old];
}

/* Turn i of a pass: all old ones from the last to the first, then the fresh ones. */
static void join_turn(struct join *j, key_of *old_key, key_of *fresh_key, size_t i)
{
	if (i == 0)
		join_open(j);
	if (i < j->old_n)
		join_link(j, old_key, j->old_n - 1 - i);
	else
		join_take(j, fresh_key, i - j->old_n);
}

static void join_by(struct join *j, key_of *old_key, key_of *fresh_key)
{
	for (size_t i = 0; i < j->old_n + j->fresh_n; i++)
		join_turn(j, old_key, fresh_key, i);
}

static struct join join_new(size_t old_n, size_t fresh_n, struct arena *a, int *to_old)
{
	for (size_t i = 0; i < fresh_n; i++)
		to_old[i] = -1;
	return (struct join){.old_n = old_n,
	    .fresh_n = fresh_n,
	    .to_old = to_old,
	    .taken = arena_alloc(a, old_n + 1),
	    .arena = a};
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* ---- milestones */

static const struct milestone *milestone_at(const void *task, size_t i)
{
	return &((const struct task *)task)->milestones.at[i];
}

static const char *key_moment(const void *task, size_t i, struct arena *a)
{
	const struct milestone *m = milestone_at(task, i);

	return arena_printf(
	    a, "%d %d %s %s", m->kind, m->due, or_empty(m->recurrence), or_empty(m->relative));
}

static void add_targets(const struct milestone *m, struct text *out)
{
	list_each (const struct target *, t, m->targets) {
		script_add_folded(out, or_empty(t->metric));
		text_addf(out, " %d %.9g %s\n", t->op, t->value, or_empty(t->unit));
	}
}

static const char *key_moment_targets(const void *task, size_t i, struct arena *a)
{
	scope(text) key = {0};

	text_addf(&key, "%s\n", key_moment(task, i, a));
	add_targets(milestone_at(task, i), &key);
	return arena_dup(a, text_get(&key));
}

static const char *key_targets(const void *task, size_t i, struct arena *a)
{
	const struct milestone *m = milestone_at(task, i);
	scope(text) key = {0};

	if (!m->targets.n || m->retired)
		return NULL;
	text_addf(&key, "%d\n", m->kind);
	add_targets(m, &key);
	return arena_dup(a, text_get(&key));
}

static const char *key_kind(const void *task, size_t i, struct arena *a)
{
	const struct milestone *m = milestone_at(task, i);

	return m->retired ? NULL : arena_printf(a, "%d", m->kind);
}

static const char *key_place(const void *task, size_t i, struct arena *a)
{
	(void)a;
	return milestone_at(task, i)->retired ? NULL : "";
}

/* Those that stand go first: a retired one comes back only when none of them is meant. */
static const char *key_standing(const void *task, size_t i, struct arena *a)
{
	return milestone_at(task, i)->retired ? NULL : key_moment(task, i, a);
}

void match_milestones(
    const struct task *old, const struct task *fresh, struct arena *a, int *to_old)
{
	struct join j = join_new(old->milestones.n, fresh->milestones.n, a, to_old);

	j.old = old;
	j.fresh = fresh;
	join_by(&j, key_moment_targets, key_moment_targets);
	join_by(&j, key_standing, key_moment);
	join_by(&j, key_moment, key_moment);
	join_by(&j, key_targets, key_targets);
	join_by(&j, key_kind, key_kind);
	join_by(&j, key_place, key_place);
}

/* ---- tasks */

static const struct task *task_at(const void *side, size_t i)
{
	return &((const struct match_side *)side)->tasks[i];
}

static const char *folded_at(const void *side, size_t i)
{
	return ((const struct match_side *)side)->folded[i];
}

static const char *key_text(const void *side, size_t i, struct arena *a)
{
	(void)a;
	return *folded_at(side, i) ? folded_at(side, i) : NULL;
}

static const char *key_number_text(const void *side, size_t i, struct arena *a)
{
	return arena_printf(a, "%s\n%s", or_empty(task_at(side, i)->no), folded_at(side, i));
}

static const char *key_text_units(const void *side, size_t i, struct arena *a)
{
	const struct names *units = &task_at(side, i)->units;
	scope(text) key = {0};

	text_add(&key, folded_at(side, i));
	for (size_t n = 0; n < units->n; n++) {
		text_addc(&key, '\n');
		script_add_folded(&key, units->at[n]);
	}
	return *folded_at(side, i) ? arena_dup(a, text_get(&key)) : NULL;
}

/* Text, units, days and targets: what tells tasks of one text apart. */
static const char *key_whole(const void *side, size_t i, struct arena *a)
{
	const struct task *t = task_at(side, i);
	const char *head = key_text_units(side, i, a);
	scope(text) key = {0};

	if (!head)
		return NULL;
	text_add(&key, head);
	for (size_t n = 0; n < t->milestones.n; n++)
		if (!t->milestones.at[n].retired)
			text_addf(&key, "\n%s", key_moment_targets(t, n, a));
	return arena_dup(a, text_get(&key));
}

static const char *key_number_whole(const void *side, size_t i, struct arena *a)
{
	const char *whole = key_whole(side, i, a);

	return whole ? arena_printf(a, "%s\n%s", or_empty(task_at(side, i)->no), whole) : NULL;
}

/* The same of those that stand: one that is retired comes back when none of them is meant. */
static const char *standing_number_text(const void *side, size_t i, struct arena *a)
{
	return task_at(side, i)->retired ? NULL : key_number_text(side, i, a);
}

static const char *standing_text_units(const void *side, size_t i, struct arena *a)
{
	return task_at(side, i)->retired ? NULL : key_text_units(side, i, a);
}

static const char *standing_text(const void *side, size_t i, struct arena *a)
{
	return task_at(side, i)->retired ? NULL : key_text(side, i, a);
}

/* ---- tasks, a few at a time */

struct matching {
	struct match_side old, fresh;
	struct join join;
	struct stages stages;
	struct similarity *similarity;
};

/* From pass to pass the keys say less. */
static const struct {
	key_of *old, *fresh;
} passes[] = {
    {key_number_whole, key_number_whole},
    {key_whole, key_whole},
    {standing_number_text, key_number_text},
    {standing_text_units, key_text_units},
    {standing_text, key_text},
    {key_number_text, key_number_text},
    {key_text, key_text},
};

static size_t count_old(const void *work)
{
	return ((const struct matching *)work)->old.n;
}

static size_t count_fresh(const void *work)
{
	return ((const struct matching *)work)->fresh.n;
}

/* Where there is nothing old, nothing is joined. */
static size_t count_joins(const void *work)
{
	return count_old(work)
		   ? sizeof passes / sizeof *passes * (count_old(work) + count_fresh(work))
		   : 0;
}

static void fold(struct match_side *s, size_t i, struct arena *a)
{
	scope(text) folded = {0};

	script_add_folded(&folded, or_empty(s->tasks[i].text));
	s->folded[i] = arena_dup(a, text_get(&folded));
}

static void fold_old(void *work, size_t i)
{
	struct matching *m = work;

	fold(&m->old, i, m->join.arena);
}

static void fold_fresh(void *work, size_t i)
{
	struct matching *m = work;

	fold(&m->fresh, i, m->join.arena);
}

static void join(void *work, size_t i)
{
	struct matching *m = work;
	size_t turns = m->old.n + m->fresh.n;

	join_turn(&m->join, passes[i / turns].old, passes[i / turns].fresh, i % turns);
}

static struct match_side side_of(const struct notice *n, struct arena *a)
{
	return (struct match_side){.tasks = n->tasks.at,
	    .n = n->tasks.n,
	    .folded = arena_alloc(a, (n->tasks.n + 1) * sizeof(const char *))};
}

struct matching *matching_begin(
    const struct notice *old, const struct notice *fresh, struct arena *a, int *to_old)
{
	static const struct stage stages[] = {
	    {count_old, fold_old, 1}, {count_fresh, fold_fresh, 1}, {count_joins, join, 1}};
	struct matching *m = arena_alloc(a, sizeof *m);

	*m = (struct matching){.old = side_of(old, a),
	    .fresh = side_of(fresh, a),
	    .join = join_new(old->tasks.n, fresh->tasks.n, a, to_old),
	    .stages = {stages, sizeof stages / sizeof *stages}};
	m->join.old = &m->old;
	m->join.fresh = &m->fresh;
	m->similarity = similarity_begin(&m->old, &m->fresh, a, to_old, m->join.taken);
	return m;
}

bool matching_step(struct matching *m, int budget_us)
{
	return stages_step(&m->stages, m, budget_us) || similarity_step(m->similarity, budget_us);
}

void match_tasks(const struct notice *old, const struct notice *fresh, struct arena *a, int *to_old)
{
	struct matching *m = matching_begin(old, fresh, a, to_old);

	while (matching_step(m, INT_MAX))
		;
}
