/* One reminder in words: what it is, how far, who, and what is to be done. */
#include "remind/model_item.h"
#include <stdio.h>
#include "base/script.h"
#include "base/utf8.h"
#include "remind/layout.h"

enum { HEADLINE_CELLS = 60, LINE_CELLS = 72, INDENT = 4 };

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

/* An earlier last day, a claim that was sent back, and a question that waits for its answer. */
static void add_standing(const struct view *v, struct text *out, const struct reminder_item *item)
{
	const struct state *s = item->state;
	bool open = standing_is_open(s->standing);
	const struct instant *told = band_instant(item, STAGE_CHANGED);
	scope(text) was = {0};
	scope(text) to = {0};
	scope(text) note = {0};

	if (item->occurrence->was_due > 0) {
		phrase_add_day(v->phrase, &was, "day.short", item->occurrence->was_due);
		phrase_add(v->phrase, &note, "item.extended", "day", text_get(&was), NULL);
		add_note(v, out, &note);
		text_reset(&note);
	}
	if (open && s->returned && !told) {
		phrase_add(v->phrase, &note, "item.returned", "reason",
		    s->returned->reason ? s->returned->reason : "-", NULL);
		add_note(v, out, &note);
		text_reset(&note);
	}
	if (open && s->asked && !told) {
		phrase_add_day(v->phrase, &to, "day.short", s->asked->to);
		phrase_add(v->phrase, &note, "item.asked", "day", text_get(&to), NULL);
		add_note(v, out, &note);
	}
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
	add_standing(v, &notes, item);
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

/* When the last report came, unless that it was long ago is the matter itself. That nothing was ever reported is said by each target, or here when there is none. */
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
	    json_boolean(!at && !item->milestone->targets.n &&
			 standing_is_open(item->state->standing) &&
			 item->instant.stage != STAGE_ASSIGNED));
	if (!at || band_instant(item, STAGE_SILENT))
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

/* What is left, while something is. */
static void add_left(const struct view *v, struct text *out, const struct reminder_item *item)
{
	static const char *const words[] = {[STANDING_CLAIMED] = "left.claimed",
	    [STANDING_DONE] = "left.done",
	    [STANDING_WAIVED] = "left.waived",
	    [STANDING_RETIRED] = "left.retired"};
	enum standing s = item->state->standing;

	if (standing_is_open(s))
		phrase_add_left(v->phrase, out, item->occurrence);
	else
		phrase_add(v->phrase, out, words[s], NULL);
}

/* In a chat no heading says which band it is. */
static void set_mark(const struct view *v, json_t *object, const struct reminder_item *item)
{
	const struct band *band = band_of(v, item);
	char key[32];
	scope(text) mark = {0};

	snprintf(key, sizeof key, "mark.%s", band->marked ? band->key : "behind");
	if (band->marked || band_instant(item, STAGE_BEHIND))
		phrase_add(v->phrase, &mark, key, NULL);
	model_set(object, "mark", text_get(&mark));
}

static void set_words(const struct view *v, json_t *object, const struct reminder_item *item)
{
	scope(text) left = {0};
	scope(text) due = {0};
	scope(text) units = {0};
	scope(text) todo = {0};
	char address[ADDRESS_BYTES];

	add_left(v, &left, item);
	model_add_todo(v, item, &todo);
	phrase_add_due(v->phrase, &due, item->occurrence);
	add_units(v, &units, item->task);
	model_set(object, "left", text_get(&left));
	model_set(object, "due", text_get(&due));
	model_set(object, "units", text_get(&units));
	model_set(object, "todo", text_get(&todo));
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
	set_mark(v, object, item);
	set_notes(v, object, item);
	json_object_set_new(object, "news", model_news(v, item));
	set_report(v, object, item);
	set_headline(object);
	json_object_set_new(object, "targets", model_targets(v, item));
	json_object_set_new(object, band->tone, json_true());
	model_set(object, "colour", band->colour);
	model_set(object, "tint", band->tint);
	json_object_set_new(object, "shortened", json_boolean(v->shorten > 0));
	return object;
}
