#ifndef PLAN_MATCH_SIMILAR_H
#define PLAN_MATCH_SIMILAR_H
#include <stdbool.h>
#include "plan/task.h"

/* The tasks of one notice with their folded texts. */
struct match_side {
	const struct task *tasks;
	const char **folded;
	size_t n;
};

/* Join what is still free (to_old[i] < 0, !taken[j]) and not retired by similar text (plan/similar.h), the most alike
 * first, the same number counting for a little. Tasks whose units have nobody in common are not the same, however alike
 * the texts are (a district's name is all that differs). Of many candidates those that share the rarest words are looked
 * at. About `budget_us` microseconds at a time; true while there is more. What is borrowed is read from the first step on. */
struct similarity; /* opaque, in the arena */
struct similarity *similarity_begin(const struct match_side *old, const struct match_side *fresh,
    struct arena *a, int *to_old, bool *taken);
bool similarity_step(struct similarity *s, int budget_us);
#endif
