/* systemd's notifications. RELOADING carries MONOTONIC_USEC, which is all that Type=notify-reload
 * adds. */
#include "loop/notify.h"
#include <stdint.h>
#include <systemd/sd-daemon.h>
#include "base/clock.h"

void notify_ready(const char *status)
{
	sd_notifyf(0, "READY=1\nSTATUS=%s", status);
}

void notify_status(const char *status)
{
	sd_notifyf(0, "STATUS=%s", status);
}

void notify_reloading(void)
{
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", (long long)(clock_elapsed() * 1e6));
}

void notify_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

static void on_watchdog(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)ev;
	(void)w;
	(void)events;
	sd_notify(0, "WATCHDOG=1");
}

void watchdog_open(struct watchdog *w, struct ev_loop *ev)
{
	uint64_t usec = 0;
	double every;

	*w = (struct watchdog){.ev = ev};
	if (sd_watchdog_enabled(0, &usec) <= 0)
		return;
	every = (double)usec / 2e6;
	ev_timer_init(&w->timer, on_watchdog, every, every);
	ev_timer_start(ev, &w->timer);
}

void watchdog_close(struct watchdog *w)
{
	if (w->ev)
		ev_timer_stop(w->ev, &w->timer);
}
