#ifndef REMIND_AUDIENCE_H
#define REMIND_AUDIENCE_H
#include "plan/directory.h"
#include "remind/schedule.h"

/* Who hears of an instant of a task, without repeats of channel and address: those whom the policy tells of its stage
 * (or `to`, where the instant has it) and the steps of the ladder that were climbed; of a step's own instant only those
 * who heard nothing so far. `today`: the day on which the message goes out. Allocates in a. */
void audience_of(const struct policy *p, const struct instant *i, const struct task *t,
    const struct directory *d, day today, struct arena *a, struct recipients *out);
/* Who hears of what is about no one task: "supervisors" and named recipients. */
void audience_named(const struct names *words, const struct directory *d, day today,
    struct arena *a, struct recipients *out);
#endif
