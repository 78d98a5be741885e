/* A message as data for the templates: its items in bands, worst first, and what is said of all of them together. */
#include "remind/model.h"
#include <stdio.h>
#include "remind/model_item.h"

static const struct reminder_item *item_at(const struct view *v, size_t i)
{
	return &v->message->items.at[i];
}

void model_set(json_t *object, const char *key, const char *s)
{
	scope(text) line = {0};

	if (!s || !*s)
		return;
	for (; *s; s++)
		text_addc(&line, (unsigned char)*s < ' ' || *s == 0x7f ? ' ' : *s);
	json_object_set_new(object, key, json_stringn(line.s, line.len));
}

const char *model_notice_name(const struct notice *n)
{
	return n->doc_no && *n->doc_no ? n->doc_no : n->title && *n->title ? n->title : n->id;
}

/* Marks of quotation around a title that has none of its own. */
static void add_title(const struct phrase *p, struct text *out, const char *title)
{
	if (strstr(title, "《"))
		text_add(out, title);
	else
		phrase_add(p, out, "title", "title", title, NULL);
}

static void set_notice(const struct view *v, json_t *object)
{
	scope(text) words = {0};
	scope(text) title = {0};
	const struct notice *one = v->notices == 1 ? item_at(v, 0)->notice : NULL;

	phrase_add_count(v->phrase, &words, "notices", v->notices);
	if (!one) {
		model_set(object, "notices", text_get(&words));
		model_set(object, "doc", text_get(&words));
		return;
	}
	model_set(object, "doc", model_notice_name(one));
	if (one->title && *one->title) {
		add_title(v->phrase, &title, one->title);
		model_set(object, "title", text_get(&title));
	}
}

/* The words KEY.BAND for so many items: {n}; of "within" also the most days that one of them has left, as a number
 * {limit} and in words {days}. */
static void add_band(
    const struct view *v, struct text *out, const char *key, const struct band *band, size_t n)
{
	char word[48], number[24], limit[24];
	scope(text) days = {0};
	int most = 0;

	for (size_t i = 0; i < v->message->items.n; i++)
		if (band_of(v, item_at(v, i)) == band && band_days(v, item_at(v, i)) > most)
			most = band_days(v, item_at(v, i));
	phrase_add_count(v->phrase, &days, "days", most);
	snprintf(word, sizeof word, "%s.%s", key, band->key);
	snprintf(number, sizeof number, "%zu", n);
	snprintf(limit, sizeof limit, "%d", most);
	phrase_add(
	    v->phrase, out, word, "n", number, "limit", limit, "days", text_get(&days), NULL);
}

const char *model_summary(const struct view *v, struct arena *a)
{
	scope(text) summary = {0};
	const struct band *band;

	for (size_t b = 0; (band = band_at(b)); b++) {
		size_t n = 0;

		for (size_t i = 0; i < v->message->items.n; i++)
			n += band_of(v, item_at(v, i)) == band;
		if (n && summary.len)
			phrase_add(v->phrase, &summary, "dot", NULL);
		if (n)
			add_band(v, &summary, "count", band, n);
	}
	return arena_dup(a, text_get(&summary));
}

/* The items of this part that stand in a band. */
static json_t *items_of(const struct view *v, const struct band *band)
{
	json_t *items = json_array();

	for (size_t i = v->first; i < v->first + v->n; i++) {
		json_t *item;

		if (band_of(v, item_at(v, i)) != band)
			continue;
		item = model_item(v, item_at(v, i));
		if (v->notices > 1)
			model_set(item, "notice", model_notice_name(item_at(v, i)->notice));
		json_object_set_new(item, "brief", json_boolean(v->first + v->n - i <= v->brief));
		json_array_append_new(items, item);
	}
	return items;
}

static json_t *section_of(const struct view *v, const struct band *band, json_t *items)
{
	json_t *object = json_object();
	scope(text) heading = {0};

	add_band(v, &heading, "section", band, 0);
	model_set(object, "heading", text_get(&heading));
	model_set(object, "colour", band->colour);
	model_set(object, "tint", band->tint);
	json_object_set_new(object, band->tone, json_true());
	json_object_set(object, "items", items);
	return object;
}

static json_t *sections_of(const struct view *v)
{
	json_t *list = json_array();
	const struct band *band;

	for (size_t b = 0; (band = band_at(b)); b++) {
		json_scope items = items_of(v, band);

		if (json_array_size(items))
			json_array_append_new(list, section_of(v, band, items));
	}
	return list;
}

bool model_is_all_own(const struct view *v)
{
	for (size_t i = 0; i < v->message->items.n; i++)
		if (!model_is_own(v, item_at(v, i)->task))
			return false;
	return true;
}

static void set_instead(const struct view *v, json_t *object)
{
	scope(text) names = {0};
	scope(text) words = {0};

	if (!v->message->instead.n)
		return;
	phrase_add_names(v->phrase, &names, &v->message->instead);
	phrase_add(v->phrase, &words, "instead", "channels", text_get(&names), NULL);
	model_set(object, "instead", text_get(&words));
}

json_t *model_make(const struct view *v)
{
	const struct message *m = v->message;
	json_t *object = json_object();
	scope(text) as_of = {0};
	scope(text) tasks = {0};

	phrase_add_day(v->phrase, &as_of, "day.plain", v->today);
	phrase_add_count(v->phrase, &tasks, "tasks", (int64_t)m->items.n);
	model_set(object, "as_of", text_get(&as_of));
	model_set(object, "tasks", text_get(&tasks));
	model_set(object, "unit", m->unit);
	model_set(object, "sender", m->sender);
	set_instead(v, object);
	set_notice(v, object);
	model_set(object, "summary", v->summary);
	json_object_set_new(object, "own", json_boolean(v->own));
	json_object_set_new(object, "long", json_boolean(v->brief > 0));
	if (v->parts > 1) {
		json_object_set_new(object, "part", json_integer(v->part));
		json_object_set_new(object, "parts", json_integer(v->parts));
	}
	json_object_set_new(object, "sections", sections_of(v));
	return object;
}
