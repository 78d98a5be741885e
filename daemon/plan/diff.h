#ifndef PLAN_DIFF_H
#define PLAN_DIFF_H
#include "base/json.h"
#include "plan/task.h"

/*
 * An old reading of a notice against a new one. Tasks are matched by number and text (renumbering included),
 * milestones by kind and day or rule, then by targets, then by place; what matches keeps its key and number, so that
 * addresses stay. `fresh` becomes what the plan is to have: keys and numbers are set, and what is in `old` alone is
 * appended to it as retired, tasks to the notice and milestones to their task. `old` holds the retired ones too;
 * one that returns is ADDED again, under its old key. Lines, titles and diagnostics are no change.
 */
enum change_kind {
	CHANGE_ADDED,
	CHANGE_MOVED,	 /* a day or rule */
	CHANGE_REWORDED, /* text, number or units of a task; targets or words of a milestone */
	CHANGE_RETIRED
};
struct change {
	enum change_kind kind;
	const char *task; /* key */
	int milestone;	  /* 0: the task */
	day from, to;	  /* MOVED: days; DAY_NONE where there is none */
};
struct diff {
	struct arena arena;
	list_of(struct change) changes; /* empty: nothing to tell */
};
/* old == NULL: every task is ADDED; the milestones of an added or retired task are not listed. */
void diff_make(const struct notice *old, struct notice *fresh, struct diff *out);
/* A list of {"kind", "task", "milestone", "from", "to"}; the last three where they say something. A new reference. */
json_t *diff_write(const struct diff *d);
void diff_release(struct diff *d);
#endif
