#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include <stdbool.h>
#include "base/error.h"
#include "base/moment.h"

/*
 * The one place that reads the time of day. DEADLINED_CLOCK may set it elsewhere:
 *	"2016-10-29T08:00:00+08:00"          from there at the ordinary pace
 *	"2016-10-29T08:00:00+08:00 x86400"   a day a second
 *	"2016-10-29T08:00:00+08:00 skip"     stands still until clock_skip()
 *	"… skip until 2021-03-31T00:00:00+08:00"  and a program that follows it ends there
 */
/* Read a specification (NULL or "": the real clock). On error the real clock stays. */
bool clock_open(const char *specification, struct error *err);
moment clock_now(void);
/* Does the clock stand still until it is moved? Move it to `to`, never backwards. */
bool clock_skips(void);
void clock_skip(moment to);
/* Where a skipping clock ends; MOMENT_NEVER without `until`. */
moment clock_end(void);
/* The real time of day (seconds, with fraction) at which this clock shows `at`; for ev_periodic.
   Infinity for MOMENT_NEVER, and for what a clock that stands still does not show yet. */
double clock_to_real(moment at);
/* By how many of its seconds the clock was set back since the last call, as the monotonic one saw; 0: it was not. */
int64_t clock_set_back(void);
/* Monotonic seconds for measuring; not the time of day. */
double clock_elapsed(void);
#endif
