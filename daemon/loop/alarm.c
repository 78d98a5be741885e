/* One ev_periodic. It is never stopped but parked far away: without a live ev_periodic libev would
 * wake up about once a minute to look whether the clock was set. */
#include "loop/alarm.h"
#include "base/clock.h"

enum { PARKED_S = 10 * 365 * DAY_S };

static void on_ring(struct ev_loop *ev, ev_periodic *w, int events)
{
	struct alarm *a = w->data;

	(void)ev;
	(void)events;
	a->at = 0; /* spent: the next alarm_set arms it anew */
}

void alarm_open(struct alarm *a, struct ev_loop *ev)
{
	*a = (struct alarm){.ev = ev};
	ev_periodic_init(&a->timer, on_ring, 0., 0., NULL);
	a->timer.data = a;
	alarm_set(a, MOMENT_NEVER);
}

void alarm_set(struct alarm *a, moment at)
{
	moment now = clock_now();

	if (a->at == at && ev_is_active(&a->timer))
		return;
	a->at = at;
	if (at == MOMENT_NEVER || at > now + PARKED_S)
		at = now + PARKED_S;
	ev_periodic_set(&a->timer, clock_to_real(at), 0., NULL);
	ev_periodic_again(a->ev, &a->timer);
}

void alarm_close(struct alarm *a)
{
	if (a->ev)
		ev_periodic_stop(a->ev, &a->timer);
}
