#ifndef CALENDAR_DURATION_H
#define CALENDAR_DURATION_H
#include "calendar/calendar.h"

/* A length of time in the unit in which it was written: 3 working days are no fixed number of
   seconds. */
enum duration_unit {
	DURATION_NONE,
	DURATION_SECONDS,
	DURATION_MINUTES,
	DURATION_HOURS,
	DURATION_DAYS,
	DURATION_WORKDAYS,
	DURATION_WEEKS,
	DURATION_MONTHS,
	DURATION_YEARS
};
struct duration {
	int n; /* negative: before the event */
	enum duration_unit unit;
};

/* As in deadlined.conf: "30d" "1wd" "24h" "10m" "45s" "2w" "3mo" "1y". */
bool duration_parse(const char *s, struct duration *out);
void duration_print(struct duration d, char out[16]);
/* As in a notice's JSON: P3BD (working days), PT24H, PT30M, P15D, P2W, P1M, P1Y, P0D, -P30BD. */
bool duration_parse_iso(const char *s, struct duration *out);
void duration_print_iso(struct duration d, char out[16]);
/* Is it told in hours or less (so a clock time counts), not in whole days? */
bool duration_is_timed(struct duration d);
/* The last day still in time, that long after (n < 0: before) day `from`, which is not counted. Not
   for timed ones. */
day duration_add_to(const struct calendar *c, struct duration d, day from);
/*
 * The moment that long after `from`: to the second for timed ones, else the end of the last local
 * day (the first second after it).
 */
moment duration_end(const struct calendar *c, struct duration d, moment from);
/* Seconds of a timed duration or of days and weeks taken as 24 h; for spreads and waits.
   Others about: a working day 24 h, a month 30 days, a year 365. */
int64_t duration_seconds(struct duration d);
#endif
