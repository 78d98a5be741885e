/* A message as JSON for programs: numbers and days as they are, no words of ours. */
#include "remind/payload.h"
#include "plan/target.h"
#include "remind/model_item.h"

static json_t *text_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *of_names(const struct names *names)
{
	json_t *list = json_array();

	for (size_t i = 0; i < names->n; i++)
		json_array_append_new(list, json_string(names->at[i]));
	return list;
}

static json_t *of_day(day d)
{
	char s[11];

	if (d == DAY_NONE)
		return json_null();
	civil_print(d, s);
	return json_string(s);
}

static json_t *of_moment(const struct view *v, moment at)
{
	char s[ZONE_ISO_BYTES];

	if (!at)
		return json_null();
	zone_print_iso(&v->phrase->calendar->zone, at, s);
	return json_string(s);
}

static json_t *of_bound(const struct target *t)
{
	return json_pack("{s:s,s:s,s:f,s:s,s:b}", "metric", t->metric ? t->metric : "", "op",
	    op_name(t->op), "value", t->value, "unit", t->unit ? t->unit : "", "approximate",
	    t->approximate);
}

static json_t *of_target(const struct view *v, const struct target *t, const struct reported *r)
{
	json_t *object = of_bound(t);
	bool known = r && r->known;

	json_object_set_new(
	    object, "condition", t->condition ? of_bound(t->condition) : json_null());
	json_object_set_new(object, "reported", known ? json_real(r->value) : json_null());
	json_object_set_new(object, "reported_at", known ? of_moment(v, r->at) : json_null());
	json_object_set_new(
	    object, "percent", known ? json_integer(target_percent(t, r->value)) : json_null());
	json_object_set_new(object, "holds", known ? json_boolean(r->holds) : json_null());
	return object;
}

/* Rates: so far a day, needed a working day. */
static json_t *of_pace(const struct view *v, const struct reminder_item *item, size_t i)
{
	struct pace p = model_pace(v, item, i);

	if (!p.known)
		return json_null();
	return json_pack("{s:f,s:f,s:f,s:o,s:i,s:o}", "expected", p.expected, "rate", p.rate,
	    "needed", p.needed, "projected", of_day(p.projected), "slack_days", p.slack_days,
	    "behind_since", of_day(p.behind_since));
}

static json_t *of_targets(const struct view *v, const struct reminder_item *item)
{
	const struct reported *r = item->state->reported;
	json_t *list = json_array();

	for (size_t i = 0; i < item->milestone->targets.n; i++) {
		json_t *target = of_target(v, &item->milestone->targets.at[i], r ? r + i : NULL);

		json_object_set_new(target, "pace", of_pace(v, item, i));
		json_array_append_new(list, target);
	}
	return list;
}

static json_t *of_task(const struct task *t)
{
	return json_pack("{s:o,s:o,s:o,s:o,s:o}", "no", text_or_null(t->no), "text",
	    text_or_null(t->text), "units", of_names(&t->units), "lead", of_names(&t->lead),
	    "supporting", of_names(&t->supporting));
}

static void set_occurrence(const struct view *v, json_t *object, const struct reminder_item *item)
{
	const struct occurrence *o = item->occurrence;
	struct outlook look =
	    outlook_of(o, item->state, item->behind > 0, v->phrase->calendar, v->message->now, 7);

	json_object_set_new(object, "occurrence", text_or_null(o->name));
	json_object_set_new(object, "label", text_or_null(o->label));
	json_object_set_new(object, "due", of_day(o->due));
	json_object_set_new(object, "was_due", of_day(o->was_due > 0 ? o->was_due : DAY_NONE));
	json_object_set_new(object, "ends", of_moment(v, o->end));
	json_object_set_new(object, "timed", json_boolean(o->timed));
	json_object_set_new(object, "provisional", json_boolean(o->provisional));
	json_object_set_new(object, "days_left", json_integer(look.days_left));
	json_object_set_new(object, "workdays_left", json_integer(look.workdays_left));
	json_object_set_new(object, "seconds_left", json_integer(look.seconds_left));
	json_object_set_new(object, "light", json_string(light_name(look.light)));
}

/* ---- what happened */

static json_t *of_event(const struct view *v, const struct event *e)
{
	json_t *object;

	if (!e)
		return json_null();
	object = event_write(e);
	json_object_set_new(object, "id", json_integer(e->id));
	json_object_set_new(object, "kind", json_string(event_kind_name(e->kind)));
	json_object_set_new(object, "at", of_moment(v, e->at));
	json_object_set_new(object, "who", text_or_null(e->who));
	return object;
}

/* One thing that is said: its stage, how far up the ladder, and the event behind it. */
static json_t *of_instant(
    const struct view *v, const struct reminder_item *item, const struct instant *i)
{
	return json_pack("{s:s,s:s,s:i,s:i,s:i,s:o}", "stage", stage_name(i->stage), "key", i->key,
	    "repeat", i->repeat, "step", i->step, "climbed", i->climbed, "event",
	    of_event(v, model_event(item, i->event)));
}

static json_t *of_instants(const struct view *v, const struct reminder_item *item)
{
	json_t *list = json_array();

	json_array_append_new(list, of_instant(v, item, &item->instant));
	list_each (const struct instant *, i, item->also)
		json_array_append_new(list, of_instant(v, item, i));
	return list;
}

static void set_chain(const struct view *v, json_t *object, const struct reminder_item *item)
{
	const struct state *s = item->state;
	struct arena a = {0};
	struct names missing = {0};

	state_unsigned(s, item->task, &a, &missing);
	json_object_set_new(object, "unsigned", of_names(&missing));
	json_object_set_new(object, "asked", of_event(v, s->asked));
	json_object_set_new(object, "claimed", of_event(v, s->claimed));
	json_object_set_new(object, "returned", of_event(v, s->returned));
	json_object_set_new(
	    object, "behind_since", of_day(item->behind > 0 ? item->behind : DAY_NONE));
	json_object_set_new(object, "said", of_instants(v, item));
	arena_release(&a);
}

static json_t *of_item(const struct view *v, const struct reminder_item *item)
{
	const struct milestone *m = item->milestone;
	const struct notice *n = item->notice;
	char address[ADDRESS_BYTES];
	json_t *object = json_pack("{s:s,s:s,s:s,s:i,s:b,s:i,s:s}", "address",
	    address_print(&item->address, address), "stage", stage_name(item->instant.stage), "key",
	    item->instant.key, "repeat", item->instant.repeat, "late", item->late, "merged",
	    item->merged, "standing", standing_name(item->state->standing));

	json_object_set_new(object, "notice",
	    json_pack("{s:o,s:o,s:o}", "id", text_or_null(n->id), "title", text_or_null(n->title),
		"doc_no", text_or_null(n->doc_no)));
	json_object_set_new(object, "task", of_task(item->task));
	json_object_set_new(object, "in_place_of", text_or_null(item->in_place_of));
	json_object_set_new(object, "milestone", json_integer(m->no));
	json_object_set_new(object, "kind", json_string(milestone_kind_name(m->kind)));
	set_occurrence(v, object, item);
	json_object_set_new(object, "targets", of_targets(v, item));
	set_chain(v, object, item);
	json_object_set_new(object, "last_report", of_moment(v, item->state->last_report));
	json_object_set_new(object, "source",
	    json_pack("{s:i,s:o}", "line", m->line, "text", text_or_null(m->source)));
	return object;
}

json_t *payload_make(const struct view *v, const char *subject)
{
	const struct message *m = v->message;
	json_t *items = json_array();
	json_t *object = json_pack("{s:s,s:o,s:o,s:o,s:s}", "recipient", m->to ? m->to : "", "unit",
	    text_or_null(m->unit), "policy", text_or_null(m->policy), "sent", of_moment(v, m->now),
	    "subject", subject);

	if (v->parts > 1) {
		json_object_set_new(object, "part", json_integer(v->part));
		json_object_set_new(object, "parts", json_integer(v->parts));
	}
	if (m->instead.n)
		json_object_set_new(object, "instead", of_names(&m->instead));
	json_object_set_new(object, "items", items);
	for (size_t i = v->first; i < v->first + v->n; i++)
		json_array_append_new(items, of_item(v, &m->items.at[i]));
	return object;
}
