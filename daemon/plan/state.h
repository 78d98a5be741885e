#ifndef PLAN_STATE_H
#define PLAN_STATE_H
#include "plan/event.h"
#include "plan/occurrence.h"
#include "plan/task.h"

/* How an occurrence stands, folded from its events. */
enum standing { STANDING_OPEN, STANDING_CLAIMED, STANDING_DONE, STANDING_WAIVED, STANDING_RETIRED };
/* What was last reported for one target. */
struct reported {
	bool known;   /* false: no report (that is not 0) */
	double value; /* in the target's unit */
	moment at;
	const char *who;
	bool holds; /* the value meets the bound */
};
struct state {
	enum standing standing;
	moment since;		   /* of the standing */
	moment last_report;	   /* 0: never */
	struct reported *reported; /* one per target of the milestone, same order */
	bool signed_for;
};

/* Fold the events of m's task, oldest first (other milestones and occurrences are skipped; a signature for the
 * task as a whole, milestone 0, counts) into the state of one occurrence. Done by itself when every floor target
 * (>=, >, =) holds and there is at least one; a later report that falls short takes that back, but not what a unit
 * called done. After REOPEN it is open until the next report or DONE. Allocates in a; `who` is borrowed. */
struct state state_of(const struct milestone *m, const struct occurrence *o,
    const struct events *events, struct arena *a);
const char *standing_name(enum standing s); /* "open" … */
#endif
