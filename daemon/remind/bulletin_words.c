/* A bulletin's numbers in words: lights and units. Bars are parts of a hundred, and what is not nothing is never drawn
 * as nothing. */
#include "remind/bulletin_words.h"
#include <stdio.h>
#include "base/utf8.h"
#include "remind/layout.h"
#include "remind/model_item.h"

enum { UNITS_MOST = 40, SILENT_MOST = 30, NAME_CELLS = 24, UNIT_CELLS = 80 };

static const char *word_of(const struct phrase *p, const char *key)
{
	return templates_word(p->templates, p->language, key);
}

static void set_number(json_t *o, const char *key, int n)
{
	json_object_set_new(o, key, json_integer(n));
}

void bulletin_set_tone(json_t *object, enum bulletin_tone t)
{
	static const struct {
		const char *flag, *colour, *tint;
	} tones[] = {[TONE_OVERDUE] = {"overdue", "#b3261e", "#fdecea"},
	    [TONE_SOON] = {"soon", "#9a6700", "#fff4d6"},
	    [TONE_CALM] = {"calm", "#2e7d46", "#e8f5ec"},
	    [TONE_FADED] = {"faded", "#5b6470", "#eceef1"}};

	for (size_t i = 0; i < sizeof tones / sizeof *tones; i++)
		json_object_set_new(object, tones[i].flag, json_boolean(i == t));
	model_set(object, "colour", tones[t].colour);
	model_set(object, "tint", tones[t].tint);
}

static int percent(int n, int of)
{
	int share = of ? n * 100 / of : 0;

	return n && !share ? 1 : share;
}

bool bulletin_is_silent(const struct bulletin_unit *u)
{
	return u->measured && !u->heard;
}

/* ---- lights */

static const struct {
	enum light light;
	const char *name, *count; /* words */
	enum bulletin_tone tone;
} shown[LIGHTS] = {{LIGHT_RED, "bulletin.red", "bulletin.count.red", TONE_OVERDUE},
    {LIGHT_YELLOW, "bulletin.yellow", "bulletin.count.yellow", TONE_SOON},
    {LIGHT_GREEN, "bulletin.green", "bulletin.count.green", TONE_CALM},
    {LIGHT_GREY, "bulletin.grey", "bulletin.count.grey", TONE_FADED}};

/* Of a plan that was not there before, nothing changed. */
static int change_of(const struct bulletin *b, enum light l)
{
	bool fresh = true;

	for (int i = 0; i < LIGHTS; i++)
		fresh = fresh && !b->before[i];
	return fresh ? 0 : b->lights[l] - b->before[l];
}

static void add_change(struct text *out, int change)
{
	if (change)
		text_addf(out, "%+d", change);
}

static size_t widest_light(const struct phrase *p)
{
	size_t widest = 0;

	for (size_t i = 0; i < LIGHTS; i++) {
		size_t width = utf8_width(word_of(p, shown[i].name));

		widest = width > widest ? width : widest;
	}
	return widest;
}

static void set_light_line(const struct phrase *p, json_t *o, int n, int share)
{
	const char *change = json_get_text(o, "change", "");
	scope(text) line = {0};

	layout_add_padded(&line, json_get_text(o, "name", ""), widest_light(p) + 1);
	text_addf(&line, "%4d  ", n);
	phrase_add_bar(p, &line, share);
	if (*change) {
		text_add(&line, "  ");
		phrase_add(p, &line, "bulletin.change", "change", change, NULL);
	}
	json_object_set_new(o, "line", json_stringn(text_get(&line), line.len));
}

static json_t *light_words(const struct bulletin *b, const struct phrase *p, size_t i, int all)
{
	int n = b->lights[shown[i].light], share = percent(n, all);
	json_t *o = json_object();
	scope(text) change = {0};

	add_change(&change, change_of(b, shown[i].light));
	model_set(o, "name", word_of(p, shown[i].name));
	model_set(o, "change", text_get(&change));
	set_number(o, "n", n);
	set_number(o, "percent", share);
	set_number(o, "rest", 100 - share);
	bulletin_set_tone(o, shown[i].tone);
	set_light_line(p, o, n, share);
	return o;
}

static json_t *lights_words(const struct bulletin *b, const struct phrase *p)
{
	json_t *list = json_array();
	int all = 0;

	for (int l = 0; l < LIGHTS; l++)
		all += b->lights[l];
	for (size_t i = 0; i < LIGHTS; i++)
		json_array_append_new(list, light_words(b, p, i, all));
	return list;
}

/* "逾期 3 项（+1） · 临期或滞后 2 项": of what is not at rest; all of it at rest says so. */
static void add_counts(const struct bulletin *b, const struct phrase *p, struct text *out)
{
	bool rests = !b->lights[LIGHT_RED] && !b->lights[LIGHT_YELLOW] && !b->lights[LIGHT_GREEN];

	for (size_t i = 0; i < LIGHTS; i++) {
		scope(text) change = {0};
		int n = b->lights[shown[i].light];

		if (!n || (shown[i].light == LIGHT_GREY && !rests))
			continue;
		text_add(out, out->len ? word_of(p, "dot") : "");
		phrase_add_count(p, out, shown[i].count, n);
		add_change(&change, change_of(b, shown[i].light));
		if (change.len)
			phrase_add(p, out, "bulletin.changed", "change", text_get(&change), NULL);
	}
}

/* ---- units */

static const struct {
	const char *key, *word;
	size_t offset;
} columns[] = {
    {"open", "bulletin.open", offsetof(struct bulletin_unit, open)},
    {"overdue", "bulletin.overdue", offsetof(struct bulletin_unit, overdue)},
    {"soon", "bulletin.soon", offsetof(struct bulletin_unit, soon)},
    {"behind", "bulletin.behind", offsetof(struct bulletin_unit, behind)},
    {"done", "bulletin.done", offsetof(struct bulletin_unit, done)},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static int cell(const struct bulletin_unit *u, size_t i)
{
	return *(const int *)((const char *)u + columns[i].offset);
}

static void add_right(struct text *out, const char *s, size_t cells)
{
	size_t width = utf8_width(s);

	layout_add_padded(out, "", cells > width ? cells - width : 0);
	text_add(out, s);
}

static size_t column_cells(const struct phrase *p, size_t i)
{
	size_t width = utf8_width(word_of(p, columns[i].word));

	return 2 + (width < 4 ? 4 : width);
}

static void set_head(json_t *o, const struct phrase *p)
{
	scope(text) head = {0};

	utf8_add_cell(&head, word_of(p, "bulletin.unit"), NAME_CELLS);
	for (size_t i = 0; i < COLUMNS; i++)
		add_right(&head, word_of(p, columns[i].word), column_cells(p, i));
	model_set(o, "head", text_get(&head));
	for (size_t i = 0; i < COLUMNS; i++) {
		char key[24];

		snprintf(key, sizeof key, "%s_word", columns[i].key);
		model_set(o, key, word_of(p, columns[i].word));
	}
}

static void set_unit_line(json_t *o, const struct phrase *p, const struct bulletin_unit *u)
{
	scope(text) line = {0};

	utf8_add_cell(&line, u->name, NAME_CELLS);
	for (size_t i = 0; i < COLUMNS; i++) {
		char number[16];

		snprintf(number, sizeof number, "%d", cell(u, i));
		add_right(&line, cell(u, i) ? number : "-", column_cells(p, i));
	}
	if (u->unsigned_tasks) {
		text_add(&line, "  ");
		phrase_add_count(p, &line, "bulletin.unsigned", u->unsigned_tasks);
	}
	json_object_set_new(o, "line", json_stringn(text_get(&line), line.len));
}

/* What it has open, by how it stands, and what it finished, as parts of what the busiest one has. */
static void set_bar(json_t *o, const struct bulletin_unit *u, int most)
{
	int near = u->soon + u->behind, in_time = u->open - u->overdue - near;
	int red = percent(u->overdue, most), yellow = percent(near, most),
	    green = percent(in_time > 0 ? in_time : 0, most), used;

	green = red + yellow + green > 100 ? 100 - red - yellow : green;
	used = red + yellow + green;
	set_number(o, "red", red);
	set_number(o, "yellow", yellow);
	set_number(o, "green", green > 0 ? green : 0);
	set_number(o, "left", used < 100 ? 100 - used : 0);
}

static json_t *unit_words(const struct phrase *p, const struct bulletin_unit *u, int most)
{
	json_t *o = json_object();

	model_set(o, "name", u->name);
	for (size_t i = 0; i < COLUMNS; i++)
		set_number(o, columns[i].key, cell(u, i));
	set_number(o, "unsigned", u->unsigned_tasks);
	json_object_set_new(o, "silent", json_boolean(bulletin_is_silent(u)));
	set_bar(o, u, most);
	set_unit_line(o, p, u);
	return o;
}

static void set_units(json_t *o, const struct bulletin *b, const struct phrase *p)
{
	json_t *list = json_array();
	int most = 0;

	list_each (const struct bulletin_unit *, u, b->units)
		most = u->open > most ? u->open : most;
	for (size_t i = 0; i < b->units.n && i < UNITS_MOST; i++)
		json_array_append_new(list, unit_words(p, &b->units.at[i], most));
	json_object_set_new(o, "units", list);
	if (b->units.n > UNITS_MOST) {
		scope(text) more = {0};

		phrase_add_count(p, &more, "bulletin.more_units", (int64_t)b->units.n - UNITS_MOST);
		model_set(o, "more_units", text_get(&more));
	}
	if (b->units.n)
		set_head(o, p);
}

static void set_silent(json_t *o, const struct bulletin *b, const struct phrase *p)
{
	scope(text) names = {0};
	int n = 0;

	list_each (const struct bulletin_unit *, u, b->units)
		if (bulletin_is_silent(u) && ++n <= SILENT_MOST) {
			text_add(&names, n > 1 ? word_of(p, "list") : "");
			text_add(&names, u->name);
		}
	if (n > SILENT_MOST) {
		text_add(&names, word_of(p, "list"));
		phrase_add_count(p, &names, "bulletin.more_units", n - SILENT_MOST);
	}
	model_set(o, "silent", text_get(&names));
	set_number(o, "silent_units", n);
}

/* ---- all of it */

static void set_day(json_t *o, const char *key, const struct phrase *p, moment at)
{
	scope(text) s = {0};

	phrase_add_day(p, &s, "day.plain", zone_day(&p->calendar->zone, at, NULL));
	model_set(o, key, text_get(&s));
}

static void set_facts(json_t *o, const struct bulletin *b, const struct phrase *p)
{
	const struct {
		const char *word;
		size_t n;
	} facts[] = {{"bulletin.fact.done", (size_t)b->done},
	    {"bulletin.fact.passed", b->passed.total},
	    {"bulletin.fact.passed_open", (size_t)b->passed_open},
	    {"bulletin.fact.moved", b->moved.total}, {"bulletin.fact.coming", b->coming.total},
	    {"bulletin.fact.silent", (size_t)json_get_int(o, "silent_units", 0)}};
	scope(text) out = {0};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (facts[i].n) {
			text_add(&out, out.len ? word_of(p, "dot") : "");
			phrase_add_count(p, &out, facts[i].word, (int64_t)facts[i].n);
		}
	model_set(o, "facts", text_get(&out));
}

json_t *bulletin_words(const struct bulletin *b, const struct phrase *p, const char *sender)
{
	json_t *o = json_object();
	scope(text) counts = {0}, tasks = {0};

	add_counts(b, p, &counts);
	phrase_add_count(p, &tasks, "tasks", b->tasks);
	model_set(o, "counts", text_get(&counts));
	model_set(o, "tasks", text_get(&tasks));
	model_set(o, "sender", sender);
	set_day(o, "as_of", p, b->at);
	set_day(o, "since", p, b->since);
	json_object_set_new(o, "lights", lights_words(b, p));
	set_units(o, b, p);
	set_silent(o, b, p);
	set_facts(o, b, p);
	json_object_set_new(o, "sections", bulletin_sections(b, p));
	json_object_set_new(o, "worst", bulletin_worst(b, p));
	return o;
}
