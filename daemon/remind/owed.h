#ifndef REMIND_OWED_H
#define REMIND_OWED_H
#include "plan/pace.h"
#include "remind/schedule.h"

/* An occurrence with all that decides what is to be said of it. Borrowed. */
struct asking {
	const struct policy *policy;
	const struct task *task;
	const struct milestone *milestone;
	const struct occurrence *occurrence;
	const struct state *state;
	const struct events *events;  /* that stand */
	const struct events *history; /* all of them, for what was undone */
	const struct calendar *calendar;
	moment known; /* when the task came into the plan */
	day issued;   /* of the notice; DAY_NONE: then its line begins when the task became known */
};
/* What is owed now, and when that next changes by itself. */
struct owed {
	struct instant *at;
	size_t n, room;
	moment next; /* MOMENT_NEVER */
	day behind;  /* the day since which it has been behind; DAY_NONE */
};

/*
 * Everything that is owed at `now`: the latest instant of each of these, and every step of the ladder that was climbed
 * after it. What was said already the store's keys know. Allocates in a; *out is zeroed by the caller.
 *
 * deadline   schedule.h; after an extension only what comes later than it
 * behind:D:N while a floor is under its line since day D, and N counts behind_every
 * silent:D   while there are targets, and the last report (else the start) was on day D, silent_after ago
 * unsigned   while some unit of the task has not signed and sign_within has passed; said of the first milestone only
 * reached:E, fell-back:E   the last time that it became done, or a number took that back
 * changed:E  each step of the chain within the last 31 days: told to those whom it concerns
 *
 * behind, silent and unsigned end where the due day begins. A step of the ladder is said on the day that is its
 * `after` behind the first reminder of its stage.
 */
void owed_of(const struct asking *q, moment now, struct arena *a, struct owed *out);
/* The one with that key; NULL: it is not owed. */
const struct instant *owed_find(const struct owed *o, const char *key);
/* The day under which an instant is kept: what is said of a day that moves is said again. What is behind, silent or
 * unsigned, and news, belong to no day (0). */
day owed_due(const struct instant *i, const struct occurrence *o);
/* The day from which pace lines of the asking's milestone may begin. */
day owed_line_start(const struct asking *q);
#endif
