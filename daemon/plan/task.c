/* The nouns' names and numbers. Everything else about them is plain data. */
#include "plan/task.h"
#include "plan/keys.h"

static const char *const ops[] = {
    [OP_NONE] = "", [OP_GE] = ">=", [OP_LE] = "<=", [OP_EQ] = "=", [OP_GT] = ">", [OP_LT] = "<"};
static const char *const kinds[] = {[MILESTONE_NONE] = "none",
    [MILESTONE_DATE] = "date",
    [MILESTONE_RECURRING] = "recurring",
    [MILESTONE_RELATIVE] = "relative",
    [MILESTONE_ONGOING] = "ongoing"};

/* The place of a name in a list; 0 for anything else. */
static int name_index(const char *const *names, int n, const char *name)
{
	for (int i = 1; name && i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return 0;
}

const char *op_name(enum op op)
{
	return ops[op];
}

enum op op_parse(const char *name)
{
	return (enum op)name_index(ops, sizeof ops / sizeof *ops, name);
}

const char *milestone_kind_name(enum milestone_kind kind)
{
	return kinds[kind];
}

enum milestone_kind milestone_kind_parse(const char *name)
{
	return (enum milestone_kind)name_index(kinds, sizeof kinds / sizeof *kinds, name);
}

void notice_number_task(struct notice *n, size_t place, struct keys *keys)
{
	struct task *t = &n->tasks.at[place];
	int no = 0;

	keys->used.arena = keys->counts.arena = &n->arena;
	t->key = keys_give(keys, t->no, place + 1);
	list_each (struct milestone *, m, t->milestones) {
		m->no = ++no;
		m->since = m->kind == MILESTONE_RECURRING ? n->issued : DAY_NONE;
	}
}

void notice_number(struct notice *n)
{
	struct keys keys = {0};

	for (size_t i = 0; i < n->tasks.n; i++)
		notice_number_task(n, i, &keys);
}

void notice_release(struct notice *n)
{
	if (!n)
		return;
	arena_release(&n->arena);
	*n = (struct notice){0};
}
