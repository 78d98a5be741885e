#ifndef PLAN_DIFF_H
#define PLAN_DIFF_H
#include "base/json.h"
#include "plan/task.h"

/*
 * An old reading of a notice against a new one. Tasks are matched by number and text (renumbering included),
 * milestones by kind and day or rule, then by place; what matches keeps its key and number, so that addresses
 * stay. `fresh` is changed in place: keys and numbers become those that the plan is to have.
 */
enum change_kind { CHANGE_ADDED, CHANGE_MOVED, CHANGE_REWORDED, CHANGE_RETIRED };
struct change {
	enum change_kind kind;
	const char *task;    /* key */
	int milestone;	     /* 0: the task */
	day from, to;	     /* MOVED: days; DAY_NONE where there is none */
};
struct diff {
	struct arena arena;
	list_of(struct change) changes; /* empty: nothing to do */
};
/* old == NULL: everything is ADDED. */
void diff_make(const struct notice *old, struct notice *fresh, struct diff *out);
json_t *diff_write(const struct diff *d);
void diff_release(struct diff *d);
#endif
