#ifndef CALENDAR_RECUR_H
#define CALENDAR_RECUR_H
#include "base/error.h"
#include "calendar/civil.h"

/*
 * An RFC 5545 rule as `deadlinectl parse` writes it, through libical:
 * "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", with `;start=` and `;until=` (YYYY, YYYY-MM or YYYY-MM-DD;
 * a year starts on its first and ends on its last day). Without a BY part an occurrence is due on
 * the last day of its period (FREQ=YEARLY: 31 December; FREQ=MONTHLY;INTERVAL=3: the quarters'
 * ends; INTERVAL=6: 30 June and 31 December).
 */
struct recurrence {
	char rule[160];	  /* the RFC 5545 part */
	day start, until; /* DAY_NONE where the text gives none */
	bool bare;	  /* no BY part: due at the period's end */
	bool never;	  /* no day matches it (30 February) */
};

/* False for what is no such rule, is finer than a day, ends with COUNT or UNTIL, or combines parts
   that RFC 5545 forbids or libical follows wrongly; the sentence says which. */
bool recur_parse(const char *s, struct recurrence *out, struct error *err);
/*
 * The first due day later than `after` (and on or after start); DAY_NONE when there is none.
 * Intervals of years count from start's year (else 1970's multiples of the interval).
 */
day recur_next(const struct recurrence *r, day after);
/* The last due day at or before `d`; DAY_NONE when there is none. */
day recur_last(const struct recurrence *r, day d);
/*
 * The name of the occurrence due on d: "2026" for yearly, "2026-03" for monthly and coarser than a
 * month (quarters, half years: the month in which it is due), "2026-03-05" for finer; the finer
 * name also where a rule has several due days in the period (June and December of each year).
 */
void recur_name(const struct recurrence *r, day d, char out[16]);
/* The due day that a name stands for; DAY_NONE when the rule has no such occurrence. */
day recur_named(const struct recurrence *r, const char *name);
#endif
