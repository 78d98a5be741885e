/* How a plan looks from outside. One writer for lists, single views and whatever comes later, so that they agree. */
#include "engine/show.h"
#include "base/utf8.h"
#include "plan/target.h"

json_t *show_moment(const struct engine *e, moment at)
{
	char s[ZONE_ISO_BYTES];

	if (at == MOMENT_NEVER || at == 0)
		return json_null();
	zone_print_iso(&e->settings->calendar.zone, at, s);
	return json_string(s);
}

json_t *show_day(day d)
{
	char s[11];

	if (d == DAY_NONE)
		return json_null();
	civil_print(d, s);
	return json_string(s);
}

/* What a server or a database says need not be UTF-8. */
static json_t *show_repaired(const char *s)
{
	const char *end = s + strlen(s);
	scope(text) out = {0};

	while (s < end)
		utf8_add(&out, utf8_next(&s, end));
	return json_string(text_get(&out));
}

json_t *show_text(const char *s)
{
	json_t *value;

	if (!s)
		return json_null();
	value = json_string(s);
	return value ? value : show_repaired(s);
}

json_t *show_names(const struct names *n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n->n; i++)
		json_array_append_new(array, show_text(n->at[i]));
	return array;
}

static void set_text(json_t *o, const char *key, const char *s)
{
	json_object_set_new(o, key, show_text(s));
}

static void show_reported(
    struct engine *e, const struct target *t, const struct reported *r, json_t *o)
{
	bool known = r && r->known;

	json_object_set_new(o, "reported", known ? json_real(r->value) : json_null());
	json_object_set_new(o, "at", known ? show_moment(e, r->at) : json_null());
	set_text(o, "who", known ? r->who : NULL);
	json_object_set_new(o, "holds", json_boolean(known && r->holds));
	json_object_set_new(o, "percent", json_integer(known ? target_percent(t, r->value) : 0));
}

static json_t *show_target(struct engine *e, const struct target *t, const struct reported *r)
{
	json_t *o = json_object();
	scope(text) bound = {0};

	target_add_bound(t, &bound);
	set_text(o, "metric", t->metric);
	set_text(o, "op", op_name(t->op));
	json_object_set_new(o, "value", json_real(t->value));
	set_text(o, "unit", t->unit);
	set_text(o, "bound", text_get(&bound));
	show_reported(e, t, r, o);
	return o;
}

static json_t *show_targets(struct engine *e, const struct milestone *m, const struct state *s)
{
	json_t *array = json_array();

	for (size_t i = 0; i < m->targets.n; i++)
		json_array_append_new(array,
		    show_target(e, &m->targets.at[i], s && s->reported ? &s->reported[i] : NULL));
	return array;
}

/* Every target against its line, while the occurrence is open. */
static void show_paces(
    struct engine *e, const struct standing_item *s, const json_t *targets, moment now)
{
	struct asking q = item_asking(e, s->item, &s->occurrence, &s->state);
	day today = zone_day(&q.calendar->zone, now, NULL);

	for (size_t i = 0; standing_is_open(s->state.standing) && i < q.milestone->targets.n; i++) {
		struct line line =
		    pace_line(q.task, q.milestone, i, q.occurrence, owed_line_start(&q));
		struct pace p =
		    pace_of(&line, q.milestone, i, q.occurrence, q.events, q.calendar, today);
		json_t *o = json_array_get(targets, i);

		if (!p.known)
			continue;
		json_object_set_new(o, "expected", json_real(p.expected));
		json_object_set_new(o, "rate", json_real(p.rate));
		json_object_set_new(o, "needed", json_real(p.needed));
		json_object_set_new(o, "projected", show_day(p.projected));
		json_object_set_new(o, "slack_days", json_integer(p.slack_days));
		json_object_set_new(o, "behind", show_day(p.behind_since));
	}
}

/* What all occurrences of a milestone share. */
static json_t *show_milestone(
    struct engine *e, const struct item *i, const struct address *address, const struct state *s)
{
	const struct task *t = &i->row.task;
	const struct milestone *m = i->milestone;
	char name[ADDRESS_BYTES];
	json_t *o = json_object();

	set_text(o, "address", address_print(address, name));
	set_text(o, "notice", i->row.notice->id);
	set_text(o, "title", i->row.notice->title);
	set_text(o, "doc_no", i->row.notice->doc_no);
	set_text(o, "task", t->key);
	set_text(o, "no", t->no);
	set_text(o, "text", t->text);
	json_object_set_new(o, "units", show_names(&t->units));
	json_object_set_new(o, "lead", show_names(&t->lead));
	json_object_set_new(o, "supporting", show_names(&t->supporting));
	json_object_set_new(o, "milestone", json_integer(m->no));
	set_text(o, "kind", milestone_kind_name(m->kind));
	set_text(o, "occurrence", address->occurrence);
	set_text(o, "recurrence", m->recurrence);
	set_text(o, "relative", m->relative);
	json_object_set_new(o, "targets", show_targets(e, m, s));
	set_text(o, "source", m->source);
	json_object_set_new(o, "line", json_integer(m->line));
	return o;
}

/* The stage that comes next: what will be owed at that moment and is not now. */
static json_t *show_next(struct engine *e, const struct standing_item *s)
{
	struct asking q = item_asking(e, s->item, &s->occurrence, &s->state);
	scope(arena) a = {0};
	struct owed then = {0};
	json_t *o = json_null();

	if (s->owed.next == MOMENT_NEVER)
		return o;
	owed_of(&q, s->owed.next, &a, &then);
	list_each (const struct instant *, i, then)
		if (json_is_null(o) && !owed_find(&s->owed, i->key))
			o = json_pack("{s:s, s:s, s:o}", "stage", stage_name(i->stage), "key",
			    i->key, "at", show_moment(e, s->owed.next));
	return o;
}

static void show_time(
    struct engine *e, const struct occurrence *o, const struct outlook *look, json_t *out)
{
	json_object_set_new(out, "due", show_day(o->due));
	json_object_set_new(out, "end", o->timed ? show_moment(e, o->end) : json_null());
	json_object_set_new(out, "provisional", json_boolean(o->provisional));
	if (o->provisional)
		json_object_set_new(
		    out, "holidays_until", show_day(e->settings->calendar.workdays.horizon));
	json_object_set_new(out, "days_left", json_integer(look->days_left));
	json_object_set_new(out, "workdays_left", json_integer(look->workdays_left));
	json_object_set_new(
	    out, "seconds_left", o->timed ? json_integer(look->seconds_left) : json_null());
	set_text(out, "light", light_name(look->light));
}

/* What waits for somebody: a claim, a question for more time; why it came back; who has not signed. */
static void show_chain(struct engine *e, const struct standing_item *s, json_t *o)
{
	const struct state *state = &s->state;
	struct names missing = {0};
	scope(arena) a = {0};

	state_unsigned(state, &s->item->row.task, &a, &missing);
	json_object_set_new(o, "unsigned", show_names(&missing));
	json_object_set_new(o, "was_due", show_day(s->occurrence.was_due));
	json_object_set_new(o, "behind_since", show_day(s->owed.behind));
	json_object_set_new(
	    o, "claimed", state->claimed ? show_event(e, state->claimed) : json_null());
	json_object_set_new(o, "asked", state->asked ? show_event(e, state->asked) : json_null());
	json_object_set_new(
	    o, "returned", state->returned ? show_event(e, state->returned) : json_null());
}

json_t *show_standing(struct engine *e, const struct standing_item *s, moment now)
{
	struct outlook look = item_outlook(e, s, now);
	json_t *o = show_milestone(e, s->item, &s->address, &s->state);

	set_text(o, "label", s->occurrence.label);
	show_time(e, &s->occurrence, &look, o);
	set_text(o, "standing", standing_name(s->state.standing));
	json_object_set_new(o, "since", show_moment(e, s->state.since));
	show_paces(e, s, json_object_get(o, "targets"), now);
	json_object_set_new(o, "signed", json_boolean(s->state.signed_for));
	json_object_set_new(o, "last_report", show_moment(e, s->state.last_report));
	show_chain(e, s, o);
	json_object_set_new(o, "next", show_next(e, s));
	return o;
}

json_t *show_unopened(struct engine *e, const struct item *i)
{
	struct occurrence none = {.due = DAY_NONE};
	struct outlook look = {.light = LIGHT_GREY};
	json_t *o = show_milestone(e, i, &i->address, NULL);

	set_text(o, "label", NULL);
	show_time(e, &none, &look, o);
	json_object_set_new(o, "days_left", json_null());
	json_object_set_new(o, "workdays_left", json_null());
	set_text(o, "standing", standing_name(STANDING_OPEN));
	json_object_set_new(o, "next", json_null());
	return o;
}

static void set_day(json_t *o, const char *key, day d)
{
	if (d > 0)
		json_object_set_new(o, key, show_day(d));
}

json_t *show_event(struct engine *e, const struct event *event)
{
	json_t *o = json_object();
	char name[ADDRESS_BYTES];

	json_object_set_new(o, "id", json_integer(event->id));
	json_object_set_new(o, "at", show_moment(e, event->at));
	set_text(o, "who", event->who);
	set_text(o, "what", event_kind_name(event->kind));
	set_text(o, "address", address_print(&event->address, name));
	set_text(o, "metric", event->metric);
	set_text(o, "unit", event->unit);
	if (event->kind == EVENT_REPORT) {
		json_object_set_new(o, "value", json_real(event->value));
		json_object_set_new(
		    o, "on", show_day(event_day(event, &e->settings->calendar.zone)));
	}
	if (event->kind == EVENT_START)
		json_object_set_new(o, "start", show_moment(e, event->start));
	set_text(o, "label", event->label);
	set_text(o, "reason", event->reason);
	set_day(o, "on", event->on);
	set_day(o, "from", event->from);
	set_day(o, "to", event->to);
	if (event->undoes)
		json_object_set_new(o, "undoes", json_integer(event->undoes));
	return o;
}
