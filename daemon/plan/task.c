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

void notice_number(struct notice *n)
{
	struct keys keys = {.used.arena = &n->arena, .counts.arena = &n->arena};
	size_t row = 0;

	list_each (struct task *, t, n->tasks) {
		int no = 0;

		t->key = keys_give(&keys, t->no, ++row);
		list_each (struct milestone *, m, t->milestones) {
			m->no = ++no;
			m->since = m->kind == MILESTONE_RECURRING ? n->issued : DAY_NONE;
		}
	}
}

void notice_release(struct notice *n)
{
	if (!n)
		return;
	arena_release(&n->arena);
	*n = (struct notice){0};
}
