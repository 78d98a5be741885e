#ifndef PLAN_COPY_H
#define PLAN_COPY_H
#include "plan/task.h"

/* Deep copies into another notice's arena. */
struct milestone copy_milestone(struct arena *a, const struct milestone *m);
struct task copy_task(struct arena *a, const struct task *t);
#endif
