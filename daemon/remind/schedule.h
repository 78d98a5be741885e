#ifndef REMIND_SCHEDULE_H
#define REMIND_SCHEDULE_H
#include "plan/light.h"
#include "remind/policy.h"

/*
 * The instants of an occurrence under a policy. Pure: "was it due?" is asked of (policy, occurrence, state,
 * calendar, now) and of the store's keys, never of the present minute.
 */
struct instant {
	enum stage stage;
	char key[24];  /* unique within the occurrence: "assigned" "before:30d" "due" "overdue:3" */
	int repeat;    /* overdue: 1, 2 … */
	bool timed;    /* goes at its own moment `at`, not in a slot of `day` */
	day day;       /* the day on which it is said (moved to a working day where the policy says so) */
	moment at;     /* timed: the moment; else the policy's time of day on `day`, without spread */
};
/* The latest instant at or before now, and the moment of the first one after it. */
struct schedule {
	bool any;
	struct instant latest;
	moment next; /* MOMENT_NEVER: none */
};

/*
 * `known`: when the task came into the plan: `assigned` is then; what lay earlier is told once, as the latest only.
 * A done, waived or retired occurrence has no instants. A later stage silences the earlier ones, so `latest` is all
 * that is ever owed.
 */
struct schedule schedule_of(const struct policy *p, const struct occurrence *o, const struct state *s,
    const struct calendar *c, moment known, moment now);
/* Recurring: how many days before its due day an occurrence takes over from the one before: its longest lead. */
int schedule_takeover_days(const struct policy *p);

/*
 * The recipient's own moment on a day: the policy's time plus an offset below `spread` that is stable for
 * `recipient` ("channel:address").
 */
moment slot_of(const struct policy *p, const struct calendar *c, const char *recipient, day d);
/* The first slot at or after `from` (a working day if the policy says so, and not past not_after). */
moment slot_next(const struct policy *p, const struct calendar *c, const char *recipient, moment from);
#endif
