/* What all verbs that change something share: events in, and how it stands out. */
#include "engine/act.h"
#include "base/script.h"
#include "engine/show.h"
#include "store/events.h"

struct event act_event(enum event_kind kind, const struct address *address, const struct caller *by)
{
	return (struct event){.at = by->now, .address = *address, .kind = kind, .who = by->who};
}

static int milestone_to_wake(const struct item *i, const struct events *events)
{
	bool counts_elsewhere = false;

	list_each (const struct event *, event, *events)
		counts_elsewhere = counts_elsewhere || event->kind == EVENT_REPORT ||
				   event->kind == EVENT_UNDO || event->kind == EVENT_SIGN;
	return counts_elsewhere ? 0 : i->address.milestone;
}

static bool put_events(
    struct engine *e, const struct item *i, struct events *events, moment now, struct error *err)
{
	list_each (struct event *, event, *events)
		if (!events_add(e->db, event, err))
			return false;
	return agenda_wake(e->db, i->row.id, milestone_to_wake(i, events), now, err);
}

bool act_store(
    struct engine *e, const struct item *i, struct events *events, moment now, struct error *err)
{
	return engine_begin(e, err) && engine_finish(e, put_events(e, i, events, now, err), err);
}

json_t *act_put(
    struct engine *e, const struct item *i, struct events *events, moment now, struct error *err)
{
	char address[ADDRESS_BYTES];
	struct standing_item s;
	scope(arena) a = {0};

	if (!act_store(e, i, events, now, err) ||
	    !verbs_find(e, address_print(&events->at[0].address, address), now, &a, &s, err))
		return NULL;
	return show_standing(e, &s, now);
}

static bool holds(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (script_equal(names->at[i], name))
			return true;
	return false;
}

bool act_check_unit(struct engine *e, const struct item *i, const char *unit, struct error *err)
{
	const struct task *t = &i->row.task;
	scope(text) names = {0};

	if (!unit || holds(&t->units, unit) || directory_find(&e->settings->directory, unit))
		return true;
	for (size_t k = 0; k < t->units.n; k++)
		text_addf(&names, "%s%s", k ? ", " : "", t->units.at[k]);
	return error_set(err, "%s: is no unit of this task (%s) and none that is listed", unit,
	    text_get(&names));
}
