#ifndef CALENDAR_WORKDAY_H
#define CALENDAR_WORKDAY_H
#include "base/error.h"
#include "calendar/civil.h"

/*
 * Which days are worked: the weekend rule, and tables of exceptions (conf/holidays/cn.tsv: date,
 * off|work, name). Zero value: Saturday and Sunday off, no table. Later tables win over earlier
 * ones, day by day.
 */
struct workday_exception {
	day day;
	bool work;
	const char *name;
};
struct workdays {
	struct arena arena;
	unsigned weekend; /* bit n set: ISO weekday n is off; 0 stands for Saturday and Sunday */
	list_of(struct workday_exception) exceptions; /* sorted by day */
	day horizon; /* last day of the last year that a table covers; 0: no table */
};

/* Read a table over what is there; mistakes with file and line, good lines are taken all the
   same. */
void workday_load(struct workdays *w, const char *path, struct errors *mistakes);
bool workday_is(const struct workdays *w, day d);
/* The name of the holiday (or of the holiday that a make-up day belongs to); NULL on an ordinary
   day. */
const char *workday_name(const struct workdays *w, day d);
/* The nth working day after d (n < 0: before d); n = 0 gives d itself. The day d is not counted
   (民法典 201). */
day workday_add(const struct workdays *w, day d, int n);
/* Working days in (from, to]; negative when to < from. */
int workday_between(const struct workdays *w, day from, day to);
/* d if it is worked, else the last working day before it; the first from d on. */
day workday_at_or_before(const struct workdays *w, day d);
day workday_at_or_after(const struct workdays *w, day d);
/* Does a sum that reaches d leave what the tables cover (it may still change)? False without
   tables. */
bool workday_provisional(const struct workdays *w, day d);
/* False, with a sentence that says what to do, where the tables end within two months of `today` or have ended: the next
   year's days appear in autumn. True without tables. */
bool workday_reach_far(const struct workdays *w, day today, struct error *err);
void workday_release(struct workdays *w);
#endif
