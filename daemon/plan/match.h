#ifndef PLAN_MATCH_H
#define PLAN_MATCH_H
#include "plan/task.h"

/*
 * Which old thing a new one is. to_old[i] becomes the index of the old one, or -1; each old one is taken once.
 * Everything else allocates in a. Time grows with n log n.
 */
/* Tasks, texts compared folded (base/script.h): wholly alike under the same number, then under another; the same number
 * and text; the same text, with the same units before others; a similar text (plan/match_similar.h). One that is retired
 * returns only with its own text, and when none of those that stand has it. */
void match_tasks(
    const struct notice *old, const struct notice *fresh, struct arena *a, int *to_old);
/* The same, about `budget_us` microseconds at a time; true while there is more. Borrows all until then. */
struct matching; /* opaque, in the arena */
struct matching *matching_begin(
    const struct notice *old, const struct notice *fresh, struct arena *a, int *to_old);
bool matching_step(struct matching *m, int budget_us);
/* Milestones: same kind and day or rule with the same targets; then without them; then the same targets of another day;
 * then by place. Retired ones return only under their own day or rule. */
void match_milestones(
    const struct task *old, const struct task *fresh, struct arena *a, int *to_old);
#endif
