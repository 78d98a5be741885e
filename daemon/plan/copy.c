/* Deep copies of a plan's nouns: what one notice lends another has to outlive its arena. */
#include "plan/copy.h"

static struct target copy_target(struct arena *a, const struct target *t)
{
	struct target copy = *t;

	copy.metric = arena_dup(a, t->metric);
	copy.unit = arena_dup(a, t->unit);
	if (t->condition) {
		copy.condition = arena_alloc(a, sizeof *copy.condition);
		*copy.condition = copy_target(a, t->condition);
	}
	return copy;
}

struct milestone copy_milestone(struct arena *a, const struct milestone *m)
{
	struct milestone copy = *m;

	copy.recurrence = arena_dup(a, m->recurrence);
	copy.relative = arena_dup(a, m->relative);
	copy.explanation = arena_dup(a, m->explanation);
	copy.source = arena_dup(a, m->source);
	memset(&copy.targets, 0, sizeof copy.targets);
	list_each (const struct target *, t, m->targets)
		*list_push(a, &copy.targets) = copy_target(a, t);
	return copy;
}

static struct names copy_names(struct arena *a, const struct names *from)
{
	struct names copy = {0};

	list_each (const char **, name, *from)
		*list_push(a, &copy) = arena_dup(a, *name);
	return copy;
}

struct task copy_task(struct arena *a, const struct task *t)
{
	struct task copy = {.no = arena_dup(a, t->no),
	    .key = arena_dup(a, t->key),
	    .text = arena_dup(a, t->text),
	    .line = t->line,
	    .retired = t->retired,
	    .units = copy_names(a, &t->units),
	    .lead = copy_names(a, &t->lead),
	    .supporting = copy_names(a, &t->supporting)};

	list_each (const struct milestone *, m, t->milestones)
		*list_push(a, &copy.milestones) = copy_milestone(a, m);
	return copy;
}
