#ifndef REMIND_POLICY_H
#define REMIND_POLICY_H
#include "base/list.h"
#include "calendar/duration.h"
#include "plan/task.h"

/* The place of a reminder in its policy. The store keeps their numbers: new ones are added behind. */
enum stage {
	STAGE_ASSIGNED,
	STAGE_BEFORE,
	STAGE_DUE,
	STAGE_OVERDUE,
	STAGE_BEHIND,	 /* under the straight line to its target */
	STAGE_SILENT,	 /* no report for longer than the policy allows */
	STAGE_UNSIGNED,	 /* nobody has signed for the task */
	STAGE_REACHED,	 /* done */
	STAGE_FELL_BACK, /* a later report took that back */
	STAGE_CHANGED, /* somebody did something that others are to know: claimed, returned, extended, moved … */
	STAGES
};
/* What climbs the ladder when the file says nothing else. */
enum {
	STAGES_ESCALATED =
	    1 << STAGE_OVERDUE | 1 << STAGE_BEHIND | 1 << STAGE_SILENT | 1 << STAGE_UNSIGNED
};
/* A step of the escalation ladder: so long after one of the stages in `of` began, `to` hears too. */
struct ladder_step {
	struct duration after;
	struct names to;
	unsigned of; /* bit of each stage */
};
enum bulletin_rhythm { BULLETIN_NEVER, BULLETIN_WEEK, BULLETIN_MONTH };
/* When reminders go out and to whom. Audience words: "owners" (leading and supporting; all units when unmarked),
 * "leads", "supervisors", or "CHANNEL:ADDRESS". */
struct policy {
	const char *name;
	list_of(struct duration) before; /* 30d, 7d, 1wd, 4h */
	int at_s;			 /* second of the day: 09:10 */
	int spread_s;			 /* a recipient's stable offset is below this */
	int not_after_s;		 /* nothing but clocks in hours goes out later in the day */
	bool workdays_only;
	bool nights; /* clocks in hours remind at any hour, else between at_s and not_after_s */
	struct duration overdue_every; /* 5wd */
	int overdue_limit;	       /* at most so many overdue reminders; 0: until done */
	struct duration behind_every;  /* 10wd */
	struct duration silent_after;  /* 30d without a report; no unit: never */
	struct duration sign_within;   /* 3wd; no unit: nobody is asked to sign */
	bool review;	      /* accept = "supervisor": what is done waits to be accepted */
	bool changes_at_once; /* changes = "now": at once, else with the recipient's next slot */
	struct names tell[STAGES];
	list_of(struct ladder_step) escalate; /* in the order of `after` */
	struct {
		enum bulletin_rhythm every;
		struct names to;
	} bulletin;
};
/* `apply`: first match wins. Patterns are fnmatch(3)'s; NULL matches everything. */
struct policy_rule {
	const char *policy, *notice, *task, *unit;
};
struct policies {
	list_of(struct policy) list;
	list_of(struct policy_rule) rules;
};

/* A policy with every default of DESIGN.md; its lists are allocated in a. */
struct policy policy_defaults(struct arena *a, const char *name);
/* The policy that applies to a task; the first of the list when no rule matches. */
const struct policy *policy_of(
    const struct policies *p, const char *notice_id, const struct task *t);
const struct policy *policy_named(const struct policies *p, const char *name);
/* A rhythm or a step as the policy counts: days are working days where only those count. */
struct duration policy_days(const struct policy *p, struct duration d);
const char *stage_name(enum stage s); /* "assigned" … "fell-back" */
/* Which stages of the same occurrence need not be said any more once s is: a bit each. */
unsigned stage_silences(enum stage s);
/* Which of two stages of one occurrence stands for both in a message: the higher. */
int stage_rank(enum stage s);
bool stage_parse(const char *name, enum stage *out);
#endif
