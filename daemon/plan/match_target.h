#ifndef PLAN_MATCH_TARGET_H
#define PLAN_MATCH_TARGET_H
#include "plan/task.h"

/*
 * Target i of a milestone in a fresh reading is measured by another name than in the old one: the old target whose
 * reports are meant for it, because the same is asked of it, or because nothing else is left in its unit of measure.
 * NULL: it has its name from before, or none that is gone fits it alone.
 */
const struct target *match_target_renamed(
    const struct milestone *old, const struct milestone *fresh, size_t i);
#endif
