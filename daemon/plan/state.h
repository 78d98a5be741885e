#ifndef PLAN_STATE_H
#define PLAN_STATE_H
#include "plan/event.h"
#include "plan/occurrence.h"
#include "plan/task.h"

/* How an occurrence stands, folded from its events. */
enum standing {
	STANDING_OPEN,
	STANDING_CLAIMED, /* done, they say; nobody has accepted it yet */
	STANDING_DONE,
	STANDING_WAIVED,
	STANDING_RETIRED,
	STANDING_EXTENDED /* open, with a new day */
};
/* What was last reported for one target. */
struct reported {
	bool known;   /* false: no report (that is not 0) */
	double value; /* in the target's unit */
	day on;	      /* the day on which it held */
	moment at;    /* when it was reported */
	const char *who;
	bool holds; /* the value meets the bound */
};
/* The last time that it became done, or that a number took that back. */
struct turning {
	enum { TURNED_NOT, TURNED_REACHED, TURNED_FELL_BACK } kind;
	moment at;
	const struct event *by; /* NULL: the due day came, and judged the ceilings */
};
struct state {
	enum standing standing;
	moment since;		   /* of the standing */
	moment last_report;	   /* 0: never */
	struct reported *reported; /* one per target of the milestone, same order */
	struct turning turning;
	bool signed_for;	      /* by the task's units as a whole */
	struct names signed_units;    /* or by these alone */
	const struct event *asked;    /* an extension that nobody has granted or refused; NULL */
	const struct event *claimed;  /* what made it claimed; NULL: it is not */
	const struct event *returned; /* why a claim was sent back; NULL once it is claimed again */
};

/*
 * Fold the events of m's task that stand (events_standing), oldest first, into the state of one occurrence at `now`;
 * of other milestones only two kinds count: a signature for the task as a whole (milestone 0), and, between plain
 * dates, a report of the same metric, unless this one is done already. A report for an earlier day than the last
 * one's is history only.
 *
 * Done by itself when every floor target (>=, >, =) holds and there is at least one. From its due day on ceilings
 * are judged too: one that is reported and does not hold takes that back, and where there are no floors, reported
 * ceilings that hold make it done. A later report that falls short takes it back as well, but not what a unit
 * called done. After REOPEN and RETURN it is open until the next report or DONE. Allocates in a; texts and events
 * are borrowed.
 */
struct state state_of(const struct milestone *m, const struct occurrence *o,
    const struct events *events, const struct calendar *c, moment now, struct arena *a);
/* From when ceilings are judged: the due day's first moment, a clock's end; MOMENT_NEVER. */
moment state_judgement(const struct occurrence *o, const struct calendar *c);
/* Is something still to be done by its units: open or extended? */
bool standing_is_open(enum standing s);
/* The responsible units (all of a task) that have not signed. Allocates in a. */
void state_unsigned(
    const struct state *s, const struct task *t, struct arena *a, struct names *out);
/* Does the event count for the occurrence as said above? */
bool state_concerns(const struct milestone *m, const struct occurrence *o, const struct event *e);
/* Is the report e one of target t? */
bool state_measures(const struct target *t, const struct event *e);
const char *standing_name(enum standing s); /* "open" … */
#endif
