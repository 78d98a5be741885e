/* What units do: each verb finds the occurrence that is meant, appends one event (a report: one a value) and puts the
 * milestone on the agenda again, in one transaction. The answer is how it stands then. */
#include <stdlib.h>
#include "engine/act.h"
#include "engine/show.h"
#include "plan/target.h"
#include "store/events.h"

/* ---- which occurrence is meant */

static bool is_open(const struct standing_item *s)
{
	return standing_is_open(s->state.standing) || s->state.standing == STANDING_CLAIMED;
}

static bool refuse_several(const char *address, const struct occurrences *all, struct error *err)
{
	scope(text) names = {0};

	list_each (const struct occurrence *, o, *all)
		text_addf(&names, " @%s", o->name);
	return error_set(
	    err, "%s: name the occurrence that is meant, one of%s", address, text_get(&names));
}

/* The only one, or the only one that is still open. */
static bool find_only(struct engine *e, const struct item *i, const char *address, moment now,
    struct arena *a, struct standing_item *out, struct error *err)
{
	struct occurrences all = {0};
	int open = 0;

	item_occurrences(e, i, now, a, &all);
	list_each (const struct occurrence *, o, all) {
		struct standing_item s = item_stand(e, i, o, now, a);

		if (all.n == 1 || is_open(&s)) {
			*out = s;
			open++;
		}
	}
	if (open == 1)
		return true;
	if (all.n)
		return refuse_several(address, &all, err);
	return error_set(err,
	    i->milestone->kind == MILESTONE_RELATIVE
		? "%s: no clock of this milestone is running; `deadlinectl start %s` starts one"
		: "%s: this milestone has no day by which it is due, so there is nothing to report "
		  "for %s",
	    address, address);
}

/* A task's only milestone may stay unsaid. */
static bool find_milestone(
    struct engine *e, struct address *address, struct arena *a, struct item *out, struct error *err)
{
	if (!item_find(e, address, a, out, err))
		return false;
	if (!address->milestone && out->row.task.milestones.n == 1) {
		address->milestone = out->row.task.milestones.at[0].no;
		return item_find(e, address, a, out, err);
	}
	if (!address->milestone)
		return error_set(err,
		    "%s:%s: the task has %zu milestones; say which, as in %s:%s.1", address->notice,
		    address->task, out->row.task.milestones.n, address->notice, address->task);
	return true;
}

bool verbs_item(struct engine *e, const char *words, struct arena *a, struct item *out,
    struct address *address, struct error *err)
{
	return address_parse(words, address, err) && find_milestone(e, address, a, out, err);
}

bool verbs_stand(struct engine *e, const struct item *i, const char *words,
    const struct address *address, moment now, struct arena *a, struct standing_item *out,
    struct error *err)
{
	struct occurrence o;

	if (!*address->occurrence)
		return find_only(e, i, words, now, a, out, err);
	if (!occurrence_named(
		i->milestone, &i->events, &e->settings->calendar, address->occurrence, &o))
		return error_set(
		    err, "%s: the milestone has no occurrence `%s`", words, address->occurrence);
	*out = item_stand(e, i, &o, now, a);
	return true;
}

bool verbs_find(struct engine *e, const char *words, moment now, struct arena *a,
    struct standing_item *out, struct error *err)
{
	struct item *i = arena_alloc(a, sizeof *i);
	struct address address;

	return verbs_item(e, words, a, i, &address, err) &&
	       verbs_stand(e, i, words, &address, now, a, out, err);
}

moment verbs_moment(const struct engine *e, day on, moment now)
{
	const struct zone *zone = &e->settings->calendar.zone;

	return on >= zone_day(zone, now, NULL) ? now : zone_moment(zone, on + 1, 0) - 1;
}

/* ---- events */

/* An event without more to say than its kind and a text. */
static json_t *act_plainly(struct engine *e, const struct caller *by, const json_t *arguments,
    enum event_kind kind, struct error *err)
{
	struct event event;
	struct events events = {&event, 1, 1};
	struct standing_item s;
	scope(arena) a = {0};

	if (!verbs_find(e, json_get_text(arguments, "address", ""), by->now, &a, &s, err))
		return NULL;
	event = act_event(kind, &s.address, by);
	event.label = json_get_text(arguments, "note", NULL);
	event.reason = json_get_text(arguments, "reason", NULL);
	event.unit = json_get_text(arguments, "unit", NULL);
	event.review = kind == EVENT_DONE && s.item->policy->review;
	return act_put(e, s.item, &events, by->now, err);
}

json_t *progress_done(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return act_plainly(e, by, arguments, EVENT_DONE, err);
}

json_t *progress_reopen(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return act_plainly(e, by, arguments, EVENT_REOPEN, err);
}

/* "政府数据集=150" → a report. */
static bool read_pair(const struct milestone *m, const char *pair, struct arena *a,
    struct event *out, struct error *err)
{
	const char *sign = strrchr(pair, '=');
	const struct target *t = target_match(m, arena_dupn(a, pair, (size_t)(sign - pair)), err);

	if (!t || !target_parse_value(t, sign + 1, &out->value, err))
		return false;
	out->metric = t->metric;
	out->unit = t->unit;
	return true;
}

/* The day for which values are reported: --on, else today. */
static bool read_on(
    struct engine *e, const struct caller *by, const json_t *arguments, day *out, struct error *err)
{
	const char *on = json_get_text(arguments, "on", NULL);
	day today = zone_day(&e->settings->calendar.zone, by->now, NULL);

	*out = today;
	if (on)
		civil_parse(on, out);
	return *out <= today ||
	       error_set(err, "--on %s has not come yet: a value is reported once it holds", on);
}

json_t *progress_report(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	const json_t *values = json_object_get(arguments, "values"), *pair;
	const char *address = json_get_text(arguments, "address", "");
	struct events events = {0};
	struct standing_item s;
	scope(arena) a = {0};
	size_t i;
	day on;

	if (!read_on(e, by, arguments, &on, err) ||
	    !verbs_find(e, address, verbs_moment(e, on, by->now), &a, &s, err))
		return NULL;
	json_array_foreach (values, i, pair) {
		struct event *event = list_push(&a, &events);

		*event = act_event(EVENT_REPORT, &s.address, by);
		event->on = on;
		event->label = json_get_text(arguments, "note", NULL);
		event->review = s.item->policy->review;
		event->more = i > 0;
		if (!read_pair(s.item->milestone, json_string_value(pair), &a, event, err)) {
			error_prefix(err, "%s: ", address);
			return NULL;
		}
	}
	return act_put(e, s.item, &events, by->now, err);
}

/* 签收 is the task's when no milestone is named. */
json_t *progress_sign(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	struct event event;
	struct events events = {&event, 1, 1};
	struct address address;
	const char *unit = json_get_text(arguments, "unit", NULL);
	scope(arena) a = {0};
	struct item i;
	json_t *o;

	if (!address_parse(json_get_text(arguments, "address", ""), &address, err) ||
	    !item_find(e, &address, &a, &i, err) || !act_check_unit(e, &i, unit, err))
		return NULL;
	if (address.milestone)
		return act_plainly(e, by, arguments, EVENT_SIGN, err);
	event = act_event(EVENT_SIGN, &address, by);
	event.unit = unit;
	if (!act_store(e, &i, &events, by->now, err))
		return NULL;
	o = json_object();
	json_object_set_new(o, "address", show_text(json_get_text(arguments, "address", "")));
	json_object_set_new(o, "signed", json_true());
	return o;
}

/* ---- clocks */

/* "1", "2" …: one more than the highest that was ever opened. */
static void next_occurrence(const struct events *events, char *out, size_t room)
{
	int highest = 0;

	list_each (const struct event *, event, *events)
		if (event->kind == EVENT_START && atoi(event->address.occurrence) > highest)
			highest = atoi(event->address.occurrence);
	snprintf(out, room, "%d", highest + 1);
}

json_t *progress_start(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	const char *at = json_get_text(arguments, "at", NULL),
		   *words = json_get_text(arguments, "address", "");
	struct event event;
	struct events events = {&event, 1, 1};
	struct address address;
	scope(arena) a = {0};
	struct item i;

	if (!address_parse(words, &address, err) || !find_milestone(e, &address, &a, &i, err))
		return NULL;
	if (i.milestone->kind != MILESTONE_RELATIVE || i.milestone->due != DAY_NONE) {
		error_set(err,
		    "%s: this milestone has a day of its own; only one that counts from an event "
		    "is started",
		    words);
		return NULL;
	}
	if (!*address.occurrence)
		next_occurrence(&i.events, address.occurrence, sizeof address.occurrence);
	event = act_event(EVENT_START, &address, by);
	event.start = by->now;
	event.label = json_get_text(arguments, "label", NULL);
	if (at)
		zone_parse_iso(&e->settings->calendar.zone, at, &event.start);
	return act_put(e, &i, &events, by->now, err);
}
