#ifndef LOOP_PULSE_H
#define LOOP_PULSE_H
#include <ev.h>

/* How long the loop was away from its sockets: the longest turn since the pulse was opened, in seconds. */
struct pulse {
	struct ev_loop *ev;
	ev_check woken;
	ev_prepare sleeping;
	double since_s, longest_s;
};
void pulse_open(struct pulse *p, struct ev_loop *ev);
void pulse_close(struct pulse *p);
#endif
