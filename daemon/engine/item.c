/* From a row's number to a milestone with its events and policy: the step that the clock, the messages and the listings
 * share. */
#include "engine/item.h"
#include <inttypes.h>
#include "store/events.h"

static const struct milestone *item_milestone(const struct task *t, int no)
{
	list_each (const struct milestone *, m, t->milestones)
		if (m->no == no && !m->retired)
			return m;
	return NULL;
}

bool item_narrow(
    struct engine *e, const struct item *task, int no, struct item *out, struct error *err)
{
	struct agenda_row row;

	if (!agenda_get(e->db, task->row.id, no, &row, err))
		return false;
	*out = *task;
	out->milestone = item_milestone(&out->row.task, no);
	out->address.milestone = no;
	out->known = row.known;
	return true;
}

bool item_load(
    struct engine *e, int64_t task, int no, struct arena *a, struct item *out, struct error *err)
{
	struct item i = {0};

	if (!plans_task(e->db, task, a, &i.row, err))
		return false;
	snprintf(i.address.notice, sizeof i.address.notice, "%s", i.row.notice->id);
	snprintf(i.address.task, sizeof i.address.task, "%s", i.row.task.key);
	i.policy = policy_of(&e->settings->policies, i.address.notice, &i.row.task);
	if (!item_narrow(e, &i, no, out, err) ||
	    !events_of(e->db, &i.address, a, &out->history, err))
		return false;
	events_standing(&out->history, a, &out->events);
	return true;
}

bool item_find(struct engine *e, const struct address *address, struct arena *a, struct item *out,
    struct error *err)
{
	char name[ADDRESS_BYTES];
	int64_t task;

	if (!plans_find(e->db, address->notice, address->task, &task, err))
		return false;
	address_print(address, name);
	if (!task)
		return error_set(
		    err, "%s: there is no such task; `deadlinectl list` shows them all", name);
	if (!item_load(e, task, address->milestone, a, out, err))
		return false;
	if (address->milestone && !out->milestone)
		return error_set(err,
		    "%s: the task has no milestone %d; `deadlinectl show %s:%s` shows those it has",
		    name, address->milestone, address->notice, address->task);
	return true;
}

void item_occurrences(
    struct engine *e, const struct item *i, moment now, struct arena *a, struct occurrences *out)
{
	occurrences_of(i->milestone, &i->events, &e->settings->calendar, now,
	    schedule_takeover_days(i->policy), a, out);
}

struct address item_address(const struct item *i, const struct occurrence *o)
{
	struct address a = i->address;

	snprintf(a.occurrence, sizeof a.occurrence, "%s", o->name);
	return a;
}

struct asking item_asking(
    struct engine *e, const struct item *i, const struct occurrence *o, const struct state *s)
{
	return (struct asking){.policy = i->policy,
	    .task = &i->row.task,
	    .milestone = i->milestone,
	    .occurrence = o,
	    .state = s,
	    .events = &i->events,
	    .history = &i->history,
	    .calendar = &e->settings->calendar,
	    .known = i->known,
	    .issued = i->row.notice->issued};
}

struct standing_item item_stand(
    struct engine *e, const struct item *i, const struct occurrence *o, moment now, struct arena *a)
{
	struct standing_item s = {.item = i, .address = item_address(i, o), .occurrence = *o};
	struct asking q = item_asking(e, i, o, &s.state);

	s.state = state_of(i->milestone, o, &i->events, q.calendar, now, a);
	owed_of(&q, now, a, &s.owed);
	return s;
}

struct outlook item_outlook(struct engine *e, const struct standing_item *s, moment now)
{
	return outlook_of(&s->occurrence, &s->state, s->owed.behind != DAY_NONE,
	    &e->settings->calendar, now, SOON_DAYS);
}

bool shelf_get(struct shelf *s, struct engine *e, int64_t task, int no, const struct item **out,
    struct error *err)
{
	struct item *fresh;
	int *place;

	s->places.arena = &s->arena;
	place = lookup_slot(&s->places, arena_printf(&s->arena, "%" PRId64 ".%d", task, no));
	if (*place) {
		*out = s->items.at[*place - 1];
		return true;
	}
	fresh = arena_alloc(&s->arena, sizeof *fresh);
	if (!item_load(e, task, no, &s->arena, fresh, err))
		return false;
	*list_push(&s->arena, &s->items) = fresh;
	*place = (int)s->items.n;
	*out = fresh;
	return true;
}

void shelf_release(struct shelf *s)
{
	arena_release(&s->arena);
	*s = (struct shelf){0};
}
