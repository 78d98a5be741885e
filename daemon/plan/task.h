#ifndef PLAN_TASK_H
#define PLAN_TASK_H
#include <stdbool.h>
#include "base/list.h"
#include "calendar/civil.h"

/*
 * The nouns of a plan, as DESIGN's word list has them. Plain data; a notice and all below it live in the
 * notice's own arena. Absent text is NULL, an absent day DAY_NONE.
 */
enum op { OP_NONE, OP_GE, OP_LE, OP_EQ, OP_GT, OP_LT };

/* What must hold at a milestone: metric, comparison, value, unit of measure (≥ 200 个 政府数据集). */
struct target {
	const char *metric, *unit; /* may be "" where the text names none */
	enum op op;
	double value;
	day due;
	bool approximate;	  /* 左右, 约 */
	struct target *condition; /* a share of items that meet a bound of their own; NULL mostly */
};

enum milestone_kind {
	MILESTONE_NONE,	     /* no readable deadline */
	MILESTONE_DATE,	     /* due = the last local day on which it is still in time */
	MILESTONE_RECURRING, /* recurrence: see calendar/recur.h */
	MILESTONE_RELATIVE,  /* relative: ISO 8601 duration from an event (P3BD: working days) */
	MILESTONE_ONGOING    /* no end; due may name the end of the stretch */
};

/* One moment of a task by which something must hold. */
struct milestone {
	int no; /* 1, 2 … within its task: the address NOTICE:TASK.NO; kept while the file is edited */
	enum milestone_kind kind;
	day due, start,
	    alternative; /* start: a range's first day; alternative: the other reading of the day */
	day since;	 /* a recurring one has no turn before it: the notice's day of issue */
	bool retired;	 /* no longer in the notice, kept for its history; may come back */
	const char *recurrence, *relative;
	const char
	    *explanation;   /* the words and the rule that read it (parse --explain); may be NULL */
	const char *source; /* the notice's own words */
	int line;	    /* of the source, from 1 */
	list_of(struct target) targets;
};

/* One row: number, text, responsible units. */
struct task {
	const char *no; /* as written; "" when the row has none */
	/* Unique within the notice and safe in an address: no, "no-2" for the second of that number, "r7" for row 7
	 * without one; blanks and . : @ in a number become '-'. */
	const char *key;
	const char *text;
	int line;
	bool retired; /* as a milestone's */
	struct names units, lead,
	    supporting; /* lead and supporting only where the notice marks them */
	list_of(struct milestone) milestones;
};

/* What the reader has to say about a line. */
struct diagnostic {
	int line;
	const char *severity; /* "warning", "error" or "note" */
	const char *message;
};

struct keys;
struct notice {
	struct arena arena;
	const char *id; /* the file's stem: jiangmen-2016-34 */
	const char *title, *doc_no, *issuer;
	day issued;
	list_of(struct task) tasks;
	list_of(struct diagnostic) diagnostics;
};

/* ">=" "<=" "=" ">" "<" ⇄ op; "" and OP_NONE for anything else. */
const char *op_name(enum op op);
enum op op_parse(const char *name);
/* "date" "recurring" "relative" "ongoing" "none" ⇄ kind; MILESTONE_NONE for anything else. */
const char *milestone_kind_name(enum milestone_kind kind);
enum milestone_kind milestone_kind_parse(const char *name);
/* Number milestones 1, 2 … and give every task its key, from what stands in the notice; `since` of recurring
 * milestones becomes the day of issue. */
void notice_number(struct notice *n);
/* Of the task at a place, its turn come: all of one notice with the same keys. */
void notice_number_task(struct notice *n, size_t place, struct keys *keys);
void notice_release(struct notice *n);
#endif
