#ifndef REMIND_POLICY_H
#define REMIND_POLICY_H
#include "base/list.h"
#include "calendar/duration.h"
#include "plan/task.h"

/* The place of a reminder in its policy. Their order is the order in a message reversed: worst last. */
enum stage { STAGE_ASSIGNED, STAGE_BEFORE, STAGE_DUE, STAGE_OVERDUE, STAGES };
/* When reminders go out and to whom. Audience words: "owners" (leading and supporting; all units when unmarked),
 * "leads", "supervisors", or "CHANNEL:ADDRESS". */
struct policy {
	const char *name;
	list_of(struct duration) before; /* 30d, 7d, 1wd, 4h */
	int at_s;			 /* second of the day: 09:10 */
	int spread_s;			 /* a recipient's stable offset is below this */
	int not_after_s;		 /* nothing but clocks in hours goes out later in the day */
	bool workdays_only;
	struct duration overdue_every; /* 5wd */
	int overdue_limit;	       /* at most so many overdue reminders; 0: until done */
	struct names tell[STAGES];
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
const char *stage_name(enum stage s); /* "assigned" … */
bool stage_parse(const char *name, enum stage *out);
#endif
