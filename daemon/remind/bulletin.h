#ifndef REMIND_BULLETIN_H
#define REMIND_BULLETIN_H
#include "plan/light.h"
#include "plan/lookup.h"
#include "remind/policy.h"

/*
 * 通报: how a plan stands at a moment, and what became of it since another one. It is counted, never stored: whoever
 * gathers names each task, milestone and step in turn, and numbers and short lists are all that is kept, copied into
 * the bulletin's own arena, so that its size grows with the units alone.
 */
enum { LIGHTS = LIGHT_RED + 1, BULLETIN_ROWS = 10 };

/* One line of a list. Absent text is NULL. */
struct bulletin_row {
	struct address address;
	const char *no, *text, *label, *reason;
	struct names units;
	day due;
	moment end; /* as an occurrence's */
	bool timed;
	enum light light;
	enum standing standing;
	day from, to; /* of an extension; else DAY_NONE */
	moment at;    /* when it was extended or waived */
};
/* The first of them in the list's own order, and how many there are in all. */
struct bulletin_list {
	struct bulletin_row at[BULLETIN_ROWS];
	size_t n, total;
};
struct bulletin_unit {
	const char *name;
	int open, overdue, soon, behind; /* now; what is behind is not counted as due soon */
	int done;			 /* in the period */
	int unsigned_tasks;
	bool measured; /* it has open targets, and had them when the period began */
	bool heard;    /* something was reported in the period */
};
struct bulletin {
	struct arena arena;
	moment since, at; /* the period: (since, at] */
	day until;	  /* what is due up to that day is coming */
	int tasks;
	int lights[LIGHTS], before[LIGHTS]; /* milestones at `at`, and what there was at `since` */
	int open, done, passed_open;	    /* done: in the period; passed_open: of `passed` */
	struct bulletin_list overdue, passed, coming, moved;
	list_of(struct bulletin_unit) units;
	struct lookup places;
};
/* One occurrence at `at`. Borrowed. */
struct bulletin_look {
	const struct address *address;
	const struct task *task;
	const struct names *units; /* those who answer, under the names they are known by */
	const struct milestone *milestone;
	const struct occurrence *occurrence;
	const struct state *state;
	enum light light;
	bool behind;
	bool old; /* it was there at `since` */
};

void bulletin_init(struct bulletin *b, moment since, moment at, day until);
/* A task with its units; `missing`: those that have not signed (NULL: nobody is asked to); was anything reported in the
 * period? */
void bulletin_add_task(
    struct bulletin *b, const struct names *units, const struct names *missing, bool reported);
/* An occurrence that matters at `at`; a turn that passed in the period and matters no more. */
void bulletin_add(struct bulletin *b, const struct bulletin_look *l);
void bulletin_add_turn(struct bulletin *b, const struct bulletin_look *l);
/* The extension or waiver of an occurrence in the period. */
void bulletin_add_step(
    struct bulletin *b, const struct bulletin_look *l, const struct event *event);
/* Units as they are read: most overdue first, then behind and due soon, then open. */
void bulletin_sort(struct bulletin *b);
/* Nothing is open, and nothing came to an end in the period. */
bool bulletin_is_empty(const struct bulletin *b);
void bulletin_release(struct bulletin *b);

/*
 * The first working day of a week (from Monday) or month is its bulletin day; a week without any has none. The latest
 * at or before d, and the next after it; DAY_NONE for BULLETIN_NEVER, or where half a year has none.
 */
day bulletin_day_last(enum bulletin_rhythm every, const struct workdays *w, day d);
day bulletin_day_next(enum bulletin_rhythm every, const struct workdays *w, day d);
/* Policies that tell the same people at the same rhythm share one bulletin; the first of them speaks for all. */
const struct policy *bulletin_speaker(const struct policies *all, const struct policy *p);
#endif
