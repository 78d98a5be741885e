/* One reminder in words. What is said depends on how it stands now (passed, near, new), not on the stage that caused
 * it: a message that comes late is still true. */
#include "remind/model_item.h"
#include <stdio.h>
#include "base/script.h"
#include "base/utf8.h"
#include "remind/layout.h"

enum { HEADLINE_CELLS = 60, LINE_CELLS = 72, INDENT = 4 };

/* ---- bands */

#define RED   "#b3261e", "#fdecea"
#define AMBER "#9a6700", "#fff4d6"
#define BLUE  "#1f5fa8", "#e8f1fb"
#define GREEN "#2e7d46", "#e8f5ec"
static const struct {
	struct band band;
	int days; /* of "within": up to so many; a lead of 7 or 30 days that was moved to a working day too */
} bands[] = {
    {{"overdue", "overdue", RED}, 0},
    {{"hours", "soon", AMBER}, 0},
    {{"today", "soon", AMBER}, 0},
    {{"within", "soon", AMBER}, 3},
    {{"within", "soon", AMBER}, 10},
    {{"within", "calm", GREEN}, 40},
    {{"within", "calm", GREEN}, 100},
    {{"within", "calm", GREEN}, 365},
    {{"later", "calm", GREEN}, 0},
    {{"assigned", "fresh", BLUE}, 0},
};
enum { BAND_OVERDUE, BAND_HOURS, BAND_TODAY, BAND_WITHIN, BAND_LATER = 8, BAND_ASSIGNED, BANDS };

const struct band *band_at(size_t i)
{
	return i < BANDS ? &bands[i].band : NULL;
}

int band_days(const struct view *v, const struct reminder_item *item)
{
	return item->occurrence->due - v->today;
}

const struct band *band_of(const struct view *v, const struct reminder_item *item)
{
	const struct occurrence *o = item->occurrence;
	moment now = v->message->now;
	int days = band_days(v, item);
	int i = BAND_WITHIN;

	if (now >= o->end)
		return band_at(BAND_OVERDUE);
	if (item->instant.stage == STAGE_ASSIGNED)
		return band_at(BAND_ASSIGNED);
	if (o->timed && o->end - now <= DAY_S)
		return band_at(BAND_HOURS);
	if (days <= 0)
		return band_at(BAND_TODAY);
	while (i < BAND_LATER && days > bands[i].days)
		i++;
	return band_at((size_t)i);
}

/* ---- its parts */

size_t model_room(const struct view *v)
{
	static const size_t rooms[SHORTEN_MAX + 1] = {100000, 400, 200, 120, 80, 40, 20, 9};

	return rooms[v->shorten];
}

/* A text of the notice, as long as there is room for. */
static void set_quoted(const struct view *v, json_t *object, const char *key, const char *s)
{
	scope(text) cut = {0};

	layout_add_cut(&cut, s ? s : "", model_room(v));
	model_set(object, key, text_get(&cut));
}

static bool is_own(const char *unit, const struct names *names)
{
	for (size_t i = 0; unit && i < names->n; i++)
		if (script_equal(unit, names->at[i]))
			return true;
	return false;
}

bool model_is_own(const struct view *v, const struct task *t)
{
	const char *unit = v->personal ? v->message->unit : NULL;

	return is_own(unit, &t->units) || is_own(unit, &t->lead) || is_own(unit, &t->supporting);
}

static void add_names(
    const struct view *v, struct text *out, const char *key, const struct names *names)
{
	scope(text) list = {0};
	scope(text) cut = {0};

	if (!names->n)
		return;
	phrase_add_names(v->phrase, &list, names);
	layout_add_cut(&cut, text_get(&list), model_room(v));
	if (out->len)
		phrase_add(v->phrase, out, "dot", NULL);
	phrase_add(v->phrase, out, key, "units", text_get(&cut), NULL);
}

/* "牵头 …，配合 …" where the notice marks them; else the units, without the reader's own. */
static void add_units(const struct view *v, struct text *out, const struct task *t)
{
	struct arena a = {0};
	struct names others = {0};
	bool own = model_is_own(v, t);

	if (t->lead.n || t->supporting.n) {
		add_names(v, out, "units.lead", &t->lead);
		add_names(v, out, "units.supporting", &t->supporting);
		return;
	}
	for (size_t i = 0; i < t->units.n; i++)
		if (!own || !script_equal(v->message->unit, t->units.at[i]))
			*list_push(&a, &others) = t->units.at[i];
	add_names(v, out, own ? "units.with" : "units", &others);
	arena_release(&a);
}

static void add_note(const struct view *v, struct text *out, const struct text *note)
{
	if (out->len && note->len)
		phrase_add(v->phrase, out, "dot", NULL);
	text_add(out, text_get(note));
}

static void add_count_note(const struct view *v, struct text *out, const char *key, int n)
{
	scope(text) note = {0};

	phrase_add_count(v->phrase, &note, key, n);
	add_note(v, out, &note);
}

/* What it is an instance of: a started clock with its label, or a turn ("2026 期"). */
static void add_instance(const struct view *v, struct text *out, const struct occurrence *o)
{
	const struct calendar *c = v->phrase->calendar;
	scope(text) note = {0};
	scope(text) start = {0};
	scope(text) length = {0};
	struct occurrence began = {.timed = true, .end = o->opened};

	if (o->opened) {
		phrase_add_due(v->phrase, &start, &began);
		if (!o->timed) {
			text_reset(&start);
			phrase_add_day(
			    v->phrase, &start, "day.short", zone_day(&c->zone, o->opened, NULL));
		}
		phrase_add_length(v->phrase, &length, o->length);
		phrase_add(v->phrase, &note,
		    o->label && *o->label ? "item.clock" : "item.clock.bare", "label",
		    o->label ? o->label : "", "start", text_get(&start), "length",
		    text_get(&length), NULL);
	} else if (*o->name) {
		phrase_add(v->phrase, &note, "item.turn", "name", o->name, NULL);
	}
	add_note(v, out, &note);
}

static void add_late(const struct view *v, struct text *out, const struct reminder_item *item)
{
	scope(text) written = {0};
	scope(text) note = {0};

	phrase_add_day(v->phrase, &written, "day.short", item->instant.day);
	phrase_add(v->phrase, &note, "item.late", "day", text_get(&written), NULL);
	add_note(v, out, &note);
}

static void set_notes(const struct view *v, json_t *object, const struct reminder_item *item)
{
	scope(text) notes = {0};
	scope(text) deputy = {0};
	scope(text) provisional = {0};

	if (item->in_place_of) {
		phrase_add(v->phrase, &deputy, "item.deputy", "unit", item->in_place_of, NULL);
		add_note(v, &notes, &deputy);
	}
	add_instance(v, &notes, item->occurrence);
	if (item->instant.repeat > 1)
		add_count_note(v, &notes, "item.repeat", item->instant.repeat);
	if (item->late)
		add_late(v, &notes, item);
	if (item->merged > 0)
		add_count_note(v, &notes, "item.merged", item->merged);
	if (item->occurrence->provisional) {
		phrase_add(v->phrase, &provisional, "item.provisional", NULL);
		add_note(v, &notes, &provisional);
	}
	model_set(object, "notes", text_get(&notes));
}

/* When the last report came. That nothing was ever reported is said by each target, or here when there is none. */
static void set_report(const struct view *v, json_t *object, const struct reminder_item *item)
{
	const struct zone *zone = &v->phrase->calendar->zone;
	moment at = item->state->last_report;
	day reported = zone_day(zone, at, NULL);
	int ago = v->today - reported;
	scope(text) out = {0};
	scope(text) written = {0};
	scope(text) days = {0};

	json_object_set_new(object, "silent",
	    json_boolean(
		!at && !item->milestone->targets.n && item->instant.stage != STAGE_ASSIGNED));
	if (!at)
		return;
	phrase_add_day(v->phrase, &written, "day.bare", reported);
	phrase_add_count(v->phrase, &days, "days", ago);
	phrase_add(v->phrase, &out, ago > 0 ? "report.last" : "report.today", "day",
	    text_get(&written), "days", text_get(&days), NULL);
	model_set(object, "report", text_get(&out));
}

/* "18  text          还有 7 天" on one line, or the text wrapped and what is left said below. */
static void set_headline(json_t *object)
{
	const char *text = json_get_text(object, "text", ""),
		   *left = json_get_text(object, "left", "");
	scope(text) line = {0};

	layout_add_padded(&line, json_get_text(object, "no", ""), INDENT - 1);
	text_addc(&line, ' ');
	if (utf8_width(text) <= HEADLINE_CELLS - INDENT) {
		text_add(&line, text);
		layout_add_padded(&line, "",
		    HEADLINE_CELLS + 2 > utf8_width(text_get(&line))
			? HEADLINE_CELLS + 2 - utf8_width(text_get(&line))
			: 2);
		text_add(&line, left);
	} else {
		layout_add_wrapped(&line, text, LINE_CELLS - INDENT, INDENT);
		json_object_set_new(object, "left_apart", json_true());
	}
	json_object_set_new(object, "headline", json_stringn(text_get(&line), line.len));
}

static void set_words(const struct view *v, json_t *object, const struct reminder_item *item)
{
	scope(text) left = {0};
	scope(text) due = {0};
	scope(text) units = {0};
	char address[ADDRESS_BYTES];

	phrase_add_left(v->phrase, &left, item->occurrence);
	phrase_add_due(v->phrase, &due, item->occurrence);
	add_units(v, &units, item->task);
	model_set(object, "left", text_get(&left));
	model_set(object, "due", text_get(&due));
	model_set(object, "units", text_get(&units));
	model_set(object, "address", address_print(&item->address, address));
	model_set(object, "no", item->task->no ? item->task->no : "");
}

json_t *model_item(const struct view *v, const struct reminder_item *item)
{
	const struct band *band = band_of(v, item);
	json_t *object = json_object();

	set_quoted(v, object, "text", item->task->text);
	set_quoted(v, object, "source", item->milestone->source);
	set_words(v, object, item);
	set_notes(v, object, item);
	set_report(v, object, item);
	set_headline(object);
	json_object_set_new(object, "targets", model_targets(v, item));
	json_object_set_new(object, band->tone, json_true());
	model_set(object, "colour", band->colour);
	model_set(object, "tint", band->tint);
	json_object_set_new(object, "shortened", json_boolean(v->shorten > 0));
	return object;
}
