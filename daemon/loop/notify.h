#ifndef LOOP_NOTIFY_H
#define LOOP_NOTIFY_H
#include <ev.h>

/* What the service manager is told (sd_notify(3)); without one every call does nothing. */
void notify_ready(const char *status);
void notify_status(const char *status);
void notify_reloading(void);
void notify_stopping(void);

/* The watchdog: a ping from the loop at half of WATCHDOG_USEC, so that it stops when the loop does.
 */
struct watchdog {
	struct ev_loop *ev;
	ev_timer timer;
};
void watchdog_open(struct watchdog *w, struct ev_loop *ev);
void watchdog_close(struct watchdog *w);
#endif
