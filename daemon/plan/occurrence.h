#ifndef PLAN_OCCURRENCE_H
#define PLAN_OCCURRENCE_H
#include "calendar/calendar.h"
#include "calendar/duration.h"
#include "plan/event.h"
#include "plan/task.h"

/*
 * One instance of a milestone: the milestone itself when it is a plain date, a year's or quarter's turn of a
 * recurring one, a started clock of a relative one. Derived, never stored.
 */
struct occurrence {
	char name[32];	 /* address.occurrence: "", "2026", "2026-03", "3" */
	day start;	 /* first day of its stretch (pace line); DAY_NONE: unknown */
	day due;	 /* last local day in time */
	day was_due;	 /* what that was before the last extension; DAY_NONE: never extended */
	moment extended; /* when it was last extended; 0: never */
	moment
	    end; /* first moment after it is in time: due's midnight, or to the second for a clock in hours */
	moment
	    opened; /* when its reminders may begin: a clock's start (told, where it is due before its event), else 0 */
	bool timed;	   /* a clock in hours: `end` counts, not the day */
	bool provisional;  /* a working-day sum past the holiday tables' end */
	moment superseded; /* recurring: when the next one takes over (MOMENT_NEVER: never) */
	struct duration
	    length; /* relative: the clock's length; recurring: the period, in months or days */
	const char *label; /* of a started clock */
};
struct occurrences {
	struct occurrence *at;
	size_t n, room;
};

/*
 * The occurrences of m that matter at `now`, oldest first: the one of a plain date (also a relative one counted
 * from the notice's issue: due is set); the one current turn of a recurring milestone (the first whose next has
 * not taken over; it takes over `takeover_days` before its own due day, at most half the period; none from before
 * m->since); every started clock, started again: the last start counts. None for ongoing and unreadable ones and for
 * relative ones not started. `events` are those of m's task that stand, oldest first; others' milestones are skipped.
 * An extension (EXTEND) gives an occurrence its new last day, and keeps a turn until that day has passed. An
 * occurrence borrows its label from the events. Retired milestones have theirs too: state_of() says so.
 */
void occurrences_of(const struct milestone *m, const struct events *events,
    const struct calendar *c, moment now, int takeover_days, struct arena *a,
    struct occurrences *out);
/* The one of that name (DESIGN: address.occurrence), whether it matters now or not; false when there is none. */
bool occurrence_named(const struct milestone *m, const struct events *events,
    const struct calendar *c, const char *name, struct occurrence *out);
/* The turns of a recurring milestone whose day has passed, oldest first, at most a thousand; none of other kinds. */
void occurrences_past(const struct milestone *m, const struct events *events,
    const struct calendar *c, moment now, struct arena *a, struct occurrences *out);
#endif
