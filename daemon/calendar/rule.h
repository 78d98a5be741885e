#ifndef CALENDAR_RULE_H
#define CALENDAR_RULE_H
#include <libical/ical.h>
#include "calendar/recur.h"

/*
 * An RFC 5545 rule as libical holds it, checked and completed, with its periods numbered: years and
 * months from the year 0, weeks (from Monday) and days from December 1969. Inner side of
 * calendar/recur.h; nobody else includes it.
 */
struct frequency {
	icalrecurrencetype_frequency freq;
	int months, days; /* in one period: the one or the other */
};
struct rule {
	struct icalrecurrencetype ical;
	const struct frequency *freq;
	int64_t base; /* the period from which intervals count */
	bool bare;    /* no BY part */
};

/* Load r->rule. What is wrong with it, as the end of a sentence; NULL when nothing is. */
const char *rule_load(const struct recurrence *r, struct rule *out);
/* Is there any month that has one of its days? 30 February has none. */
bool rule_has_days(const struct rule *u);
/* Only days of months, in every period: then rule_has_days() is all that there is to ask. */
bool rule_is_plain(const struct rule *u);
/* Characters of the shortest name that only one occurrence bears: 4 (a year), 7 (a month) or 10 (a
   day). */
int rule_name_chars(const struct rule *u);
int64_t rule_period_of(const struct rule *u, day d);
/* The first day of a period; DAY_NONE outside the years 1-9999. */
day rule_period_first(const struct rule *u, int64_t period);
/* a / b, rounded down. */
int64_t rule_floor_div(int64_t a, int64_t b);
#endif
