#ifndef PLAN_PACE_H
#define PLAN_PACE_H
#include "plan/state.h"

/*
 * 序时进度: the straight line that a floor target is to follow, and how what was reported stands against it. Days are
 * local; the line is reckoned to the end of a day, so that on its last day it has the full value.
 */
struct line {
	day from, to;	  /* it rises between them; from DAY_NONE: there is no line */
	double low, high; /* the values on those days */
};
struct pace {
	bool known;	 /* there is a line, it has begun, and something was reported */
	double expected; /* the line's value today */
	double
	    rate; /* so far, a day: between the first and the last of the latest reports; 0: one only */
	double
	    needed; /* from today, a working day, to hold on the due day; 0: it holds, or no such day is left */
	day projected;	/* when it will hold at that rate; DAY_NONE: never, or not to be told yet */
	int slack_days; /* how many days ahead of the line (negative: behind) */
	day behind_since; /* the day since which it has been under the line without a break; DAY_NONE: it is not */
};

/*
 * The line of target i of m (one of t's milestones): from the occurrence's first day, the day after the due day of the
 * next earlier plain date of the task with a floor of the same metric (and its value), or else `known`, the day on
 * which the task became known; the latest of them counts. No line for ceilings, clocks in hours, exact zeros, and
 * occurrences without a due day or shorter than a day.
 */
struct line pace_line(const struct task *t, const struct milestone *m, size_t i,
    const struct occurrence *o, day known);
/* Target i of m against its line at `today`. Events are those of the task that stand. */
struct pace pace_of(const struct line *line, const struct milestone *m, size_t i,
    const struct occurrence *o, const struct events *events, const struct calendar *c, day today);
/* Since when the earliest of m's floors has been behind. */
struct behind {
	day since;    /* DAY_NONE: none is */
	moment known; /* from when that could be known: a report can come days after its day */
	day next;     /* the first day after today on which it can change by itself; DAY_NONE */
};
struct behind pace_behind(const struct task *t, const struct milestone *m,
    const struct occurrence *o, const struct events *events, const struct calendar *c, day known,
    day today);
#endif
