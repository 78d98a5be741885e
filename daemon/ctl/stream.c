/* What simulate prints, in the order of time: messages, and between them what people did. */
#include "ctl/stream.h"
#include <stdio.h>
#include "base/span.h"
#include "base/utf8.h"
#include "ctl/answer.h"
#include "ctl/message_text.h"

enum { WHO_CELLS = 28, STAGE_CELLS = 20 };

static json_t *items_json(const struct simulate_items *items)
{
	json_t *array = json_array();

	list_each (const struct simulate_item *, i, *items) {
		char due[11];

		civil_print(i->due, due);
		json_array_append_new(
		    array, json_pack("{s:s, s:s, s:s, s:b, s:i}", "address", i->address, "stage",
			       i->stage, "due", due, "late", i->late, "merged", i->merged));
	}
	return array;
}

static void add_json(const struct stream *s, moment at, const struct delivery *d,
    const struct simulate_items *items, struct text *out)
{
	json_scope o = json_object();
	char when[ZONE_ISO_BYTES];
	scope(text) text = {0};

	zone_print_iso(&s->zone, at, when);
	json_object_set_new(o, "at", json_string(when));
	json_object_set_new(o, "channel", json_string(d->channel->name));
	json_object_set_new(o, "to", json_string(d->to));
	json_object_set_new(o, "subject", json_string(d->subject));
	if (s->items)
		json_object_set_new(o, "items", items_json(items));
	if (s->full) {
		message_text_add(d, &text);
		json_object_set_new(o, "text", json_string(text_get(&text)));
	}
	json_add(o, out);
	text_addc(out, '\n');
}

static void add_indented(const char *text, struct text *out)
{
	scope(text) harmless = {0};
	struct span rest, line;

	terminal_add_harmless(&harmless, text, true);
	rest = span_of(text_get(&harmless));
	while (span_next_line(&rest, &line)) {
		text_add(out, line.n ? "    " : "");
		text_addn(out, line.s, line.n);
		text_addc(out, '\n');
	}
	text_addc(out, '\n');
}

static void add_time(const struct stream *s, moment at, struct text *out)
{
	char when[ZONE_ISO_BYTES];

	zone_print_iso(&s->zone, at, when);
	terminal_add_time(out, when);
}

/* "    before:30d  linhai-2016-12:2.1, due 2018-12-31, late" */
static void add_items(const struct simulate_items *items, struct text *out)
{
	list_each (const struct simulate_item *, i, *items) {
		char due[11];

		text_addf(out, "    %-*s %s", STAGE_CELLS, i->stage, i->address);
		if (i->due > 0) {
			civil_print(i->due, due);
			text_addf(out, ", due %s", due);
		}
		text_add(out, i->late ? ", late" : "");
		if (i->merged)
			text_addf(out, ", for %d earlier", i->merged);
		text_addc(out, '\n');
	}
}

/* "2018-12-24 09:13  office-mail:office@example.org  【逾期1项】…" */
static void add_line(const struct stream *s, moment at, const struct delivery *d, struct text *out)
{
	scope(text) who = {0}, subject = {0};

	add_time(s, at, out);
	text_addf(&who, "%s%s", d->channel->name, *d->to ? ":" : "");
	terminal_add_harmless(&who, d->to, false);
	text_add(out, "  ");
	if (utf8_width(who.s) < WHO_CELLS)
		utf8_add_cell(out, who.s, WHO_CELLS);
	else
		text_add(out, who.s);
	text_add(out, "  ");
	terminal_add_harmless(&subject, d->subject, false);
	terminal_add(&s->terminal, out, TINT_BOLD, text_get(&subject));
	text_addc(out, '\n');
}

static void add_text(const struct delivery *d, struct text *out)
{
	scope(text) text = {0};

	message_text_add(d, &text);
	text_addc(out, '\n');
	add_indented(text_get(&text), out);
}

void stream_message(
    struct stream *s, moment at, const struct delivery *d, const struct simulate_items *items)
{
	scope(text) out = {0};

	s->messages++;
	if (s->json) {
		add_json(s, at, d, items, &out);
	} else {
		add_line(s, at, d, &out);
		add_items(items, &out);
	}
	if (s->full && !s->json)
		add_text(d, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
}

/* ---- what people did */

static void add_act_json(const struct stream *s, const struct story *story,
    const struct story_act *act, json_t *answer, const char *refusal, struct text *out)
{
	json_scope o = json_object();
	char when[ZONE_ISO_BYTES];

	zone_print_iso(&s->zone, act->at, when);
	json_object_set_new(o, "at", json_string(when));
	json_object_set_new(o, "who", json_string(act->who));
	json_object_set_new(o, "command", json_string(act->words));
	json_object_set_new(o, "file", json_string(story->file));
	json_object_set_new(o, "line", json_integer(act->line));
	if (refusal)
		json_object_set_new(o, "error", json_string(refusal));
	else
		json_object_set(o, "answer", answer);
	json_add(o, out);
	text_addc(out, '\n');
}

/* " → open, yellow": how the milestone stands then; of a notice that was read, what changed. */
static void add_result(const json_t *answer, struct text *out)
{
	const char *between = " → ", *light = json_get_text(answer, "light", NULL), *kind;
	json_t *count;

	if (json_get_text(answer, "standing", NULL)) {
		text_addf(out, "%s%s", between, json_get_text(answer, "standing", ""));
		text_addf(out, "%s%s", light ? ", " : "", light ? light : "");
		return;
	}
	json_object_foreach ((json_t *)answer, kind, count) {
		if (!json_is_integer(count))
			continue;
		text_addf(out, "%s%lld %s", between, (long long)json_integer_value(count), kind);
		between = ", ";
	}
}

/* "2018-03-01 10:00  » li: report linhai-2016-12:2.1 数据集=97 → open, green" */
static void add_act(const struct stream *s, const struct story *story, const struct story_act *act,
    const json_t *answer, const char *refusal, struct text *out)
{
	scope(text) view = {0};

	add_time(s, act->at, out);
	text_add(out, refusal ? "  ! " : "  » ");
	terminal_add_harmless(out, act->who, false);
	text_add(out, ": ");
	terminal_add_harmless(out, act->words, false);
	if (answer && act->verb->scope != VERB_READ)
		add_result(answer, out);
	text_addc(out, '\n');
	if (answer && act->verb->scope == VERB_READ) {
		answer_print(act->verb->name, answer, &s->terminal, &view);
		add_indented(text_get(&view), out);
	}
	if (refusal)
		text_addf(out, "    %s:%d: %s\n", story->file, act->line, refusal);
}

void stream_act(struct stream *s, const struct story *story, const struct story_act *act,
    json_t *answer, const char *refusal)
{
	scope(text) out = {0};

	s->acts++;
	s->failures += refusal != NULL;
	if (s->json)
		add_act_json(s, story, act, answer, refusal, &out);
	else
		add_act(s, story, act, answer, refusal, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
}

void stream_end(const struct stream *s, day first, day last)
{
	char from[11], to[11];

	if (s->json)
		return;
	civil_print(first, from);
	civil_print(last, to);
	printf("\n%zu messages from %s to %s\n", s->messages, from, to);
	if (s->acts)
		printf("%zu commands of the script, %zu of them refused\n", s->acts, s->failures);
}
