#ifndef REMIND_AUDIENCE_H
#define REMIND_AUDIENCE_H
#include "plan/directory.h"
#include "remind/policy.h"

/* Who hears of a stage of a task on a day (that on which the message goes out), without repeats of channel and address. Allocates in a. */
void audience_of(const struct policy *p, enum stage s, const struct task *t,
    const struct directory *d, day today, struct arena *a, struct recipients *out);
#endif
