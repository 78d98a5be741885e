/* From the moment at which the loop is woken to the one at which it sleeps again. Its watchers are the first and the last
 * of a turn. */
#include "loop/pulse.h"
#include "base/clock.h"

static void on_woken(struct ev_loop *ev, ev_check *w, int events)
{
	struct pulse *p = w->data;

	(void)ev;
	(void)events;
	p->since_s = clock_elapsed();
}

static void on_sleeping(struct ev_loop *ev, ev_prepare *w, int events)
{
	struct pulse *p = w->data;
	double turn_s = clock_elapsed() - p->since_s;

	(void)ev;
	(void)events;
	if (turn_s > p->longest_s)
		p->longest_s = turn_s;
}

void pulse_open(struct pulse *p, struct ev_loop *ev)
{
	*p = (struct pulse){.ev = ev, .since_s = clock_elapsed()};
	ev_check_init(&p->woken, on_woken);
	ev_prepare_init(&p->sleeping, on_sleeping);
	ev_set_priority(&p->woken, EV_MAXPRI);
	ev_set_priority(&p->sleeping, EV_MINPRI);
	p->woken.data = p->sleeping.data = p;
	ev_check_start(ev, &p->woken);
	ev_prepare_start(ev, &p->sleeping);
}

void pulse_close(struct pulse *p)
{
	if (!p->ev)
		return;
	ev_check_stop(p->ev, &p->woken);
	ev_prepare_stop(p->ev, &p->sleeping);
}
