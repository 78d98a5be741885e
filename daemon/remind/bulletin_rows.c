/* A bulletin's lists in words: each row says how it stands at the bulletin's moment. */
#include "base/utf8.h"
#include "remind/bulletin_words.h"
#include "remind/layout.h"
#include "remind/model_item.h"

enum {
	WORST_MOST = 5,
	UNITS_MOST = 4,
	TEXT_CHARS = 80,
	WORST_CHARS = 30,
	LINE_CELLS = 72,
	INDENT = 4
};

static struct occurrence occurrence_of(const struct bulletin_row *row)
{
	return (struct occurrence){.due = row->due, .end = row->end, .timed = row->timed};
}

static enum bulletin_tone tone_of(const struct bulletin_row *row)
{
	static const enum bulletin_tone tones[] = {[LIGHT_GREY] = TONE_FADED,
	    [LIGHT_GREEN] = TONE_CALM,
	    [LIGHT_YELLOW] = TONE_SOON,
	    [LIGHT_RED] = TONE_OVERDUE};

	return row->standing == STANDING_DONE ? TONE_CALM : tones[row->light];
}

/* "逾期 12 天", "已办结", "已报办结，待复核". */
static void set_state(json_t *o, const struct phrase *p, const struct bulletin_row *row)
{
	struct occurrence due = occurrence_of(row);
	scope(text) s = {0};

	if (row->standing == STANDING_DONE)
		phrase_add(p, &s, "bulletin.state.done", NULL);
	else if (row->standing == STANDING_WAIVED)
		phrase_add(p, &s, "bulletin.state.waived", NULL);
	else if (row->standing == STANDING_CLAIMED)
		phrase_add(p, &s, "bulletin.state.claimed", NULL);
	else
		phrase_add_left(p, &s, &due);
	model_set(o, "state", text_get(&s));
}

static void set_due(json_t *o, const struct phrase *p, const struct bulletin_row *row)
{
	struct occurrence due = occurrence_of(row);
	scope(text) s = {0};

	if (row->timed)
		phrase_add_due(p, &s, &due);
	else
		phrase_add_day(p, &s, "day", row->due);
	model_set(o, "due", text_get(&s));
}

static void set_units(
    json_t *o, const struct phrase *p, const struct bulletin_row *row, size_t chars)
{
	struct names first = row->units;
	scope(text) s = {0}, cut = {0};

	first.n = first.n > UNITS_MOST ? UNITS_MOST : first.n;
	phrase_add_names(p, &s, &first);
	if (row->units.n > UNITS_MOST)
		text_add(&s, "…");
	layout_add_cut(&cut, text_get(&s), chars);
	model_set(o, "units", text_get(&cut));
}

/* What it is about (a clock), the extension, and why. */
static void set_note(json_t *o, const struct phrase *p, const struct bulletin_row *row)
{
	scope(text) s = {0}, from = {0}, to = {0};

	if (row->label)
		text_add(&s, row->label);
	if (row->to != DAY_NONE) {
		text_add(&s, s.len ? templates_word(p->templates, p->language, "dot") : "");
		phrase_add_day(p, &to, "day.bare", row->to);
		if (row->from != DAY_NONE)
			phrase_add_day(p, &from, "day.bare", row->from);
		phrase_add(p, &s, from.len ? "bulletin.extended" : "bulletin.extended.bare", "from",
		    text_get(&from), "to", text_get(&to), NULL);
	}
	if (row->reason && *row->reason) {
		text_add(&s, s.len ? templates_word(p->templates, p->language, "dot") : "");
		phrase_add(p, &s, "bulletin.reason", "reason", row->reason, NULL);
	}
	model_set(o, "note", text_get(&s));
}

/* "28  text", the text wrapped behind the number. */
static void set_headline(json_t *o)
{
	scope(text) line = {0};

	layout_add_padded(&line, json_get_text(o, "no", ""), INDENT - 1);
	text_addc(&line, ' ');
	layout_add_wrapped(&line, json_get_text(o, "text", ""), LINE_CELLS - INDENT, INDENT);
	json_object_set_new(o, "headline", json_stringn(text_get(&line), line.len));
}

static json_t *row_words(const struct phrase *p, const struct bulletin_row *row, size_t chars)
{
	json_t *o = json_object();
	char address[ADDRESS_BYTES];
	scope(text) text = {0};

	layout_add_cut(&text, row->text ? row->text : "", chars);
	model_set(o, "no", row->no);
	model_set(o, "text", text_get(&text));
	model_set(o, "address", address_print(&row->address, address));
	set_state(o, p, row);
	set_due(o, p, row);
	set_units(o, p, row, chars);
	set_note(o, p, row);
	set_headline(o);
	bulletin_set_tone(o, tone_of(row));
	return o;
}

static json_t *rows_words(const struct phrase *p, const struct bulletin_list *l)
{
	json_t *list = json_array();

	for (size_t i = 0; i < l->n; i++)
		json_array_append_new(list, row_words(p, &l->at[i], TEXT_CHARS));
	return list;
}

json_t *bulletin_worst(const struct bulletin *b, const struct phrase *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < b->overdue.n && i < WORST_MOST; i++)
		json_array_append_new(list, row_words(p, &b->overdue.at[i], WORST_CHARS));
	return list;
}

static json_t *section_words(const struct phrase *p, const struct bulletin_list *l,
    const char *word, enum bulletin_tone tone)
{
	json_t *o = json_object();
	scope(text) heading = {0}, more = {0};

	phrase_add_count(p, &heading, word, (int64_t)l->total);
	model_set(o, "heading", text_get(&heading));
	bulletin_set_tone(o, tone);
	json_object_set_new(o, "rows", rows_words(p, l));
	if (l->total > l->n) {
		phrase_add_count(p, &more, "bulletin.more", (int64_t)(l->total - l->n));
		model_set(o, "more", text_get(&more));
	}
	return o;
}

json_t *bulletin_sections(const struct bulletin *b, const struct phrase *p)
{
	const struct {
		const struct bulletin_list *list;
		const char *word;
		enum bulletin_tone tone;
	} sections[] = {{&b->overdue, "bulletin.section.overdue", TONE_OVERDUE},
	    {&b->coming, "bulletin.section.coming", TONE_SOON},
	    {&b->passed, "bulletin.section.passed", TONE_FADED},
	    {&b->moved, "bulletin.section.moved", TONE_FADED}};
	json_t *list = json_array();

	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (sections[i].list->n)
			json_array_append_new(list,
			    section_words(p, sections[i].list, sections[i].word, sections[i].tone));
	return list;
}
