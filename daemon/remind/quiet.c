/* Quiet is read off the events: nothing is switched off anywhere. */
#include "remind/quiet.h"
#include "base/script.h"

static bool is_unit(const struct directory *d, const char *a, const char *b)
{
	const struct unit *one = directory_find(d, a);

	return script_equal(a, b) || (one && one == directory_find(d, b));
}

static bool covers(const struct directory *d, const struct event *e, const struct recipient *to)
{
	const struct unit *u = to->unit ? directory_find(d, to->unit) : NULL;

	if (e->unit)
		return to->unit && is_unit(d, e->unit, to->unit);
	return to->unit && !(u && u->supervisor);
}

static bool is_of(const struct asking *q, const struct event *e, enum event_kind kind)
{
	return e->kind == kind && e->address.milestone == q->milestone->no &&
	       !strcmp(e->address.occurrence, q->occurrence->name);
}

static const struct event *last_of(const struct asking *q, const struct directory *d,
    const struct recipient *to, enum event_kind kind)
{
	for (size_t i = q->events->n; i-- > 0;) {
		const struct event *e = &q->events->at[i];

		if (is_of(q, e, kind) && covers(d, e, to))
			return e;
	}
	return NULL;
}

/* Has the day been another one since? */
static bool is_moved_since(const struct asking *q, const struct event *ack)
{
	list_each (const struct event *, e, *q->events)
		if (e->id > ack->id && e->address.milestone == q->milestone->no &&
		    (e->kind == EVENT_MOVE || is_of(q, e, EVENT_EXTEND)))
			return true;
	return false;
}

bool quiet_acked(const struct asking *q, const struct directory *d, const struct recipient *to,
    const struct instant *i)
{
	const struct event *ack = last_of(q, d, to, EVENT_ACK);

	return ack && i->stage <= STAGE_UNSIGNED && i->began <= ack->at &&
	       q->state->since <= ack->at && !is_moved_since(q, ack);
}

moment quiet_until(
    const struct asking *q, const struct directory *d, const struct recipient *to, moment at)
{
	const struct event *snooze = last_of(q, d, to, EVENT_SNOOZE);
	const struct calendar *c = q->calendar;
	int second;
	day today = zone_day(&c->zone, at, &second), until = snooze ? snooze->to : DAY_NONE;

	if (until <= today)
		return at;
	if (q->policy->workdays_only)
		until = workday_at_or_after(&c->workdays, until);
	return zone_moment(&c->zone, until, second);
}
