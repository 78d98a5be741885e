#ifndef LOOP_ALARM_H
#define LOOP_ALARM_H
#include <ev.h>
#include "base/moment.h"

/*
 * The one timer at the earliest moment at which anything is to be done, on the wall clock
 * (ev_periodic: it follows when the clock is set), so that an idle daemon does not wake.
 */
struct alarm {
	struct ev_loop *ev;
	ev_periodic timer;
	moment at; /* what it is set to; MOMENT_NEVER: nothing */
};

/* The alarm's ringing does nothing but end the loop's sleep: what is due is found out before it
 * sleeps again. */
void alarm_open(struct alarm *a, struct ev_loop *ev);
void alarm_set(struct alarm *a, moment at);
void alarm_close(struct alarm *a);
#endif
