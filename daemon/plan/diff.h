#ifndef PLAN_DIFF_H
#define PLAN_DIFF_H
#include "base/json.h"
#include "plan/task.h"

/*
 * An old reading of a notice against a new one. Tasks are matched by number and text (renumbering included),
 * milestones by kind and day or rule, then by targets, then by place; what matches keeps its key and number, so that
 * addresses stay. `fresh` becomes what the plan is to have: keys and numbers are set, and what is in `old` alone is
 * appended to it as retired, tasks to the notice and milestones to their task. `old` holds the retired ones too;
 * one that returns is RETURNED, under its old key. Lines, titles and diagnostics are no change.
 */
enum change_kind {
	CHANGE_ADDED,
	CHANGE_RETURNED, /* was retired */
	CHANGE_MOVED,	 /* a day or rule */
	CHANGE_REWORDED, /* text, number or units of a task; targets or words of a milestone */
	CHANGE_RETIRED,
	CHANGE_KINDS
};
struct change {
	enum change_kind kind;
	const char *task; /* key */
	int milestone;	  /* 0: the task */
	day from, to;	  /* MOVED: days; DAY_NONE where there is none */
	size_t place;	  /* the task's, in the fresh reading as it became */
};
struct diff {
	struct arena arena;
	list_of(struct change) changes; /* empty: nothing to tell */
};
/* old == NULL: every task is ADDED; the milestones of an added or retired task are not listed. */
void diff_make(const struct notice *old, struct notice *fresh, struct diff *out);
/* The same, about `budget_us` microseconds at a time; true while there is more. Borrows all until then; `a` is for what
 * is of no use afterwards. */
struct diffing; /* opaque, in `a` */
struct diffing *diff_begin(
    const struct notice *old, struct notice *fresh, struct arena *a, struct diff *out);
bool diff_step(struct diffing *d, int budget_us);
/* Which task of `old` one of the fresh reading is, by its place; -1: it is new. */
int diff_old_place(const struct diffing *d, size_t place);
/* "added" "returned" "moved" "reworded" "retired". */
const char *change_kind_name(enum change_kind kind);
/*
 * For people, with the words of both readings (old NULL: none): a list of {"kind", "address", "task", "milestone", "no",
 * "text", "units", "from", "to", "when", "targets", "deadlines", "differs": [{"what", "was", "now"}]}. `milestone`, `when`
 * and `targets` only of milestones, `from` and `to` of days that moved, `deadlines` ([{"address", "when", "targets"}]) of
 * tasks that come or go, `differs` of what is MOVED or REWORDED. A new reference.
 */
json_t *diff_write(const struct diff *d, const struct notice *old, const struct notice *fresh);
/* How many tasks of `fresh` stand and have no change at all. */
size_t diff_count_unchanged(const struct diff *d, const struct notice *fresh);
void diff_release(struct diff *d);
#endif
