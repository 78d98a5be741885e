#ifndef REMIND_SCHEDULE_H
#define REMIND_SCHEDULE_H
#include "plan/light.h"
#include "remind/policy.h"

/*
 * The instants of an occurrence under a policy. Pure: "was it due?" is asked of (policy, occurrence, state,
 * calendar, now) and of the store's keys, never of the present minute.
 *
 * assigned   the first slot from `known` (a clock's start, if later)
 * before:L   each lead time before the due day; `h` leads so long before the end of the due day, at their own
 *            moment, not past not_after. Leads as long as the stretch or longer (a clock's length, a period) are
 *            dropped
 * due        the due day
 * overdue:N  the first day after it, then every overdue_every, up to overdue_limit
 *
 * Where workdays_only is set, before and due move back to a working day, assigned and overdue forward. A clock in
 * hours has its own: assigned at its start, 1/2, 1/6 and 1/24 of its length before its end (not under a minute),
 * overdue:1 at its end, at any hour unless the policy spares the nights (what comes before the end is then said
 * the evening before, its end the next morning); overdue:2 … as above. A later stage at or before an earlier one silences it;
 * of equal moments the later stage, shorter lead or higher count is said.
 */
struct instant {
	enum stage stage;
	/* Unique within the occurrence: "assigned" "before:30d" "due" "overdue:3" "overdue^2" "behind:2018-03-01:2"
	 * "silent:2018-03-01" "unsigned" "reached:17" "fell-back:18" "changed:19". */
	char key[40];
	int repeat; /* overdue: the how manieth since the task was known: 1, 2 …; else 0 */
	int step; /* it is step 1, 2 … of the ladder and told to nobody else; 0: it is for the stage's audience */
	int climbed; /* step 0: the first so many steps of the ladder hear it too */
	moment
	    began; /* since when its stage has held: who acknowledged it after that hears no more of it */
	int64_t event; /* reached, fell-back, changed: the event's id; 0: the due day itself */
	bool timed;    /* goes at its own moment `at`, not in a slot of `day` */
	day day; /* the day on which it is said (moved to a working day where the policy says so) */
	moment at; /* timed: the moment; else the policy's time of day on `day`, without spread */
	const char *to; /* changed: the audience word of whom it concerns; NULL: the policy's */
};
/* The latest instant at or before now, and the moment of the first one after it. */
struct schedule {
	bool any;
	struct instant latest;
	struct instant passed; /* overdue:1, whenever that is */
	moment next;	       /* MOMENT_NEVER: none */
};

enum { KEY_BYTES = sizeof((struct instant *)0)->key };

/*
 * `known`: when the task came into the plan: `assigned` is then; what lay earlier is told once, as the latest only.
 * A done, waived or retired occurrence has no instants, a superseded one none from then on. A later stage silences
 * the earlier ones, so `latest` is all that is ever owed. The cost grows with the logarithm of the days passed.
 */
struct schedule schedule_of(const struct policy *p, const struct occurrence *o,
    const struct state *s, const struct calendar *c, moment known, moment now);
/* The slot of the first day (a working day if the policy says so) from d on, as an instant. */
struct instant schedule_slot(
    const struct policy *p, const struct calendar *c, enum stage stage, day d);
/* Recurring: how many days before its due day an occurrence takes over from the one before: its longest lead, with
 * ten days more where working days count (the longest run of holidays yet). */
int schedule_takeover_days(const struct policy *p);

/*
 * The recipient's own moment on a day: the policy's time plus an offset below `spread` that is stable for
 * `recipient` ("channel:address"), not past not_after.
 */
moment slot_of(const struct policy *p, const struct calendar *c, const char *recipient, day d);
/* The first slot at or after `from` (on a working day if the policy says so). */
moment slot_next(
    const struct policy *p, const struct calendar *c, const char *recipient, moment from);
#endif
