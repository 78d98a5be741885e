/* What happened, who did it and when; what lags, since when; and who else was told. A line each, one word of the
 * language's a line. */
#include "remind/model_item.h"
#include <stdio.h>
#include "remind/layout.h"

/* ---- events */

const struct event *model_event(const struct reminder_item *item, int64_t id)
{
	if (item->history && id)
		list_each (const struct event *, e, *item->history)
			if (e->id == id)
				return e;
	return NULL;
}

/* "uid:1000 (li)" is li. */
static void add_who(struct text *out, const char *who)
{
	const char *open = who ? strrchr(who, '(') : NULL;
	size_t n = open ? strlen(open) : 0;

	if (n > 2 && open[n - 1] == ')')
		text_addn(out, open + 1, n - 2);
	else
		text_add(out, who ? who : "?");
}

static void add_short_day(const struct view *v, struct text *out, day d)
{
	if (d > 0)
		phrase_add_day(v->phrase, out, "day.short", d);
}

/* What it is about in the unit of measure that was meant. */
static const struct target *target_of(const struct reminder_item *item, const struct event *e)
{
	list_each (const struct target *, t, item->milestone->targets)
		if (state_measures(t, e))
			return t;
	return NULL;
}

static void add_amount(const struct reminder_item *item, const struct event *e, struct text *out)
{
	const struct target *t = target_of(item, e);

	phrase_add_amount(out, e->value, e->unit ? e->unit : t ? t->unit : NULL);
}

static void add_reason(const struct view *v, const struct event *e, struct text *out)
{
	if (e->reason && *e->reason)
		phrase_add(v->phrase, out, "event.reason", "reason", e->reason, NULL);
	else if (e->label && *e->label)
		phrase_add(v->phrase, out, "event.note", "note", e->label, NULL);
}

/* A value that held on another day than the one on which it was told. */
static void add_as_of(const struct view *v, const struct event *e, struct text *out)
{
	const struct zone *z = &v->phrase->calendar->zone;
	scope(text) written = {0};

	if (event_day(e, z) == zone_day(z, e->at, NULL))
		return;
	add_short_day(v, &written, event_day(e, z));
	phrase_add(v->phrase, out, "event.as_of", "day", text_get(&written), NULL);
}

static const char *word_of(const struct event *e)
{
	static const char *const words[EVENT_KINDS] = {[EVENT_REPORT] = "event.report",
	    [EVENT_DONE] = "event.done",
	    [EVENT_REOPEN] = "event.reopen",
	    [EVENT_MOVE] = "event.move",
	    [EVENT_ACCEPT] = "event.accept",
	    [EVENT_RETURN] = "event.return",
	    [EVENT_ASK] = "event.ask",
	    [EVENT_EXTEND] = "event.extend",
	    [EVENT_REFUSE] = "event.refuse",
	    [EVENT_WAIVE] = "event.waive"};

	if (e->kind == EVENT_MOVE && e->who && !strcmp(e->who, "calendar"))
		return "event.move.calendar";
	if (e->kind == EVENT_REPORT && (!e->metric || !*e->metric))
		return "event.report.bare";
	return e->kind < EVENT_KINDS ? words[e->kind] : NULL;
}

static void add_event(
    const struct view *v, const struct reminder_item *item, const struct event *e, struct text *out)
{
	day on = zone_day(&v->phrase->calendar->zone, e->at, NULL);
	scope(text) written = {0}, who = {0}, reason = {0}, from = {0}, to = {0}, amount = {0},
		    as_of = {0};

	if (!word_of(e))
		return;
	add_short_day(v, &written, on);
	add_who(&who, e->who);
	add_reason(v, e, &reason);
	add_short_day(v, &from, e->from);
	add_short_day(v, &to, e->to);
	add_amount(item, e, &amount);
	add_as_of(v, e, &as_of);
	phrase_add(v->phrase, out, word_of(e), "day", text_get(&written), "who", text_get(&who),
	    "reason", text_get(&reason), "from", text_get(&from), "to", text_get(&to), "metric",
	    e->metric ? e->metric : "", "amount", text_get(&amount), "as_of", text_get(&as_of),
	    NULL);
}

/* ---- a line for each stage */

/* With what followed from it; where no event brought it, the due day did. */
static void add_turned(const struct view *v, const struct reminder_item *item, int64_t id,
    const char *turned, struct text *out)
{
	const struct event *e = model_event(item, id);
	char key[40];

	if (e)
		add_event(v, item, e, out);
	snprintf(key, sizeof key, "turned.%s%s", turned,
	    !e			      ? ".judged"
	    : e->kind != EVENT_REPORT ? ".called"
				      : "");
	if (!e || e->kind == EVENT_REPORT || item->state->standing == STANDING_CLAIMED)
		phrase_add(v->phrase, out, key, NULL);
}

static void say_reached(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	add_turned(v, item, i->event, "reached", out);
}

static void say_fell_back(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	add_turned(v, item, i->event, "fell-back", out);
}

static void say_undone(
    const struct view *v, const struct reminder_item *item, const struct event *e, struct text *out)
{
	const struct event *what = model_event(item, e->undoes);
	day on = zone_day(&v->phrase->calendar->zone, e->at, NULL);
	scope(text) written = {0};
	scope(text) who = {0};
	scope(text) told = {0};

	if (!what)
		return;
	add_short_day(v, &written, on);
	add_who(&who, e->who);
	add_event(v, item, what, &told);
	phrase_add(v->phrase, out, "event.undo", "day", text_get(&written), "who", text_get(&who),
	    "what", text_get(&told), NULL);
}

static void say_changed(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	const struct event *e = model_event(item, i->event);

	if (!e)
		return;
	if (e->kind == EVENT_UNDO)
		say_undone(v, item, e, out);
	else if (item->state->claimed && e->id == item->state->claimed->id)
		add_turned(v, item, e->id, "claimed", out);
	else
		add_event(v, item, e, out);
}

/* "silent:2018-03-01" and "silent:2018-03-01^1" say since when. */
static void say_silent(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	const char *key = strchr(i->key, ':');
	char iso[11];
	day since;
	scope(text) written = {0};
	scope(text) days = {0};

	snprintf(iso, sizeof iso, "%.10s", key ? key + 1 : "");
	if (!civil_parse(iso, &since))
		return;
	phrase_add_day(v->phrase, &written, "day.bare", since);
	phrase_add_count(v->phrase, &days, "days", v->today - since);
	phrase_add(v->phrase, out, item->state->last_report ? "silent" : "silent.never", "day",
	    text_get(&written), "days", text_get(&days), NULL);
}

static void say_unsigned(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	day known = zone_day(&v->phrase->calendar->zone, item->known, NULL);
	struct arena a = {0};
	struct names missing = {0};
	scope(text) units = {0};
	scope(text) written = {0};
	scope(text) days = {0};

	(void)i;
	state_unsigned(item->state, item->task, &a, &missing);
	phrase_add_names(v->phrase, &units, &missing);
	phrase_add_day(v->phrase, &written, "day.bare", known);
	phrase_add_count(v->phrase, &days, "days", v->today - known);
	if (missing.n)
		phrase_add(v->phrase, out, "unsigned", "units", text_get(&units), "day",
		    text_get(&written), "days", text_get(&days), NULL);
	arena_release(&a);
}

static void (*const sayers[STAGES])(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out) = {[STAGE_REACHED] = say_reached,
    [STAGE_FELL_BACK] = say_fell_back,
    [STAGE_CHANGED] = say_changed,
    [STAGE_SILENT] = say_silent,
    [STAGE_UNSIGNED] = say_unsigned};

/* ---- the ladder */

/* A step is told to people further up; a reminder that came after some steps goes to all of them. */
static void say_step(const struct view *v, const struct reminder_item *item,
    const struct instant *i, struct text *out)
{
	const struct occurrence *o = item->occurrence;
	bool passed = i->stage == STAGE_OVERDUE && !o->timed;
	char n[16];
	scope(text) workdays = {0};

	if (!i->step && !i->climbed)
		return;
	snprintf(n, sizeof n, "%d", i->step ? i->step : i->climbed);
	phrase_add_count(v->phrase, &workdays, "workdays",
	    passed ? workday_between(&v->phrase->calendar->workdays, o->due, v->today) : 0);
	phrase_add(v->phrase, out,
	    !i->step ? "step.climbed"
	    : passed ? "step.overdue"
		     : "step",
	    "n", n, "workdays", text_get(&workdays), NULL);
}

/* ---- all of it */

static void add_line(const struct view *v, json_t *list, const struct text *said)
{
	json_t *object;
	scope(text) cut = {0};

	if (!said->len || json_array_size(list) >= model_room(v) / 8)
		return;
	object = json_object();
	layout_add_cut(&cut, text_get(said), model_room(v));
	model_set(object, "line", text_get(&cut));
	json_array_append_new(list, object);
}

static void add_instant(
    const struct view *v, const struct reminder_item *item, const struct instant *i, json_t *list)
{
	scope(text) said = {0};
	scope(text) step = {0};

	if (sayers[i->stage])
		sayers[i->stage](v, item, i, &said);
	say_step(v, item, i, &step);
	add_line(v, list, &step);
	add_line(v, list, &said);
}

static void add_paces(const struct view *v, const struct reminder_item *item, json_t *list)
{
	for (size_t i = 0; i < item->milestone->targets.n; i++) {
		scope(text) said = {0};

		model_add_pace(v, item, i, &said);
		add_line(v, list, &said);
	}
}

json_t *model_news(const struct view *v, const struct reminder_item *item)
{
	json_t *list = json_array();

	add_instant(v, item, &item->instant, list);
	list_each (const struct instant *, i, item->also)
		add_instant(v, item, i, list);
	if (band_instant(item, STAGE_BEHIND))
		add_paces(v, item, list);
	return list;
}
