/* All that is known of one task: its milestones with each target, and its history. */
#include <stdlib.h>
#include "calendar/civil.h"
#include "ctl/answer.h"
#include "ctl/grid.h"
#include "ctl/item_words.h"

enum { WIDE_BAR_CELLS = 20, WEEK_DAYS = 7, WEEK_WORKDAYS = 5 };

static const struct grid_column TARGET_COLUMNS[] = {{.title = NULL}, {.title = NULL, .least = 8},
    {.title = NULL}, {.title = NULL}, {.title = NULL}};

static void add_target(struct grid *g, const json_t *target)
{
	bool holds = json_get_bool(target, "holds", false);
	const char *at = json_get_text(target, "at", NULL);
	scope(text) bar = {0}, said = {0};

	if (at) {
		terminal_add_bar(&bar, (int)json_get_int(target, "percent", 0), WIDE_BAR_CELLS);
		item_add_number(&said, json_get_number(target, "reported", 0));
		text_addf(
		    &said, "%s%s", json_get_text(target, "unit", ""), holds ? ", reached" : "");
		text_addf(&said, " (%.10s, %s)", at, json_get_text(target, "who", "?"));
	} else {
		text_add(&said, "not reported");
	}
	grid_add(g, TINT_NONE, "  ");
	grid_add(g, TINT_NONE, json_get_text(target, "metric", ""));
	grid_add(g, TINT_NONE, json_get_text(target, "bound", ""));
	grid_add(g, holds ? TINT_GREEN : TINT_NONE, text_get(&bar));
	grid_add(g, holds ? TINT_GREEN : TINT_PALE, text_get(&said));
}

static void add_fact(struct text *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	text_addf(out, "    %-9s ", name);
	terminal_add_harmless(out, value, false);
	text_addc(out, '\n');
}

static void add_weekday(struct text *out, const json_t *item)
{
	static const char *const names[] = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	day d;

	if (civil_parse(json_get_text(item, "due", ""), &d))
		text_addf(out, " %s", names[civil_weekday(d)]);
}

static void add_reminder(struct text *out, const json_t *item)
{
	const json_t *next = json_object_get(item, "next");
	const char *key = json_get_text(next, "key", NULL);
	scope(text) when = {0};

	if (!key)
		return;
	text_addf(&when, "%s, ", key);
	terminal_add_time(&when, json_get_text(next, "at", NULL));
	add_fact(out, "next", when.s);
}

/* A target against its straight line, and what keeps it there. */
static void add_pace(const json_t *target, struct text *out)
{
	int64_t slack = json_get_int(target, "slack_days", 0);
	double rate = json_get_number(target, "rate", 0),
	       needed = json_get_number(target, "needed", 0);
	const char *unit = json_get_text(target, "unit", ""),
		   *projected = json_get_text(target, "projected", NULL);
	scope(text) said = {0};

	if (!json_object_get(target, "expected") || json_get_bool(target, "holds", false))
		return;
	text_addf(&said, "%s: should be ", json_get_text(target, "metric", ""));
	item_add_number(&said, json_get_number(target, "expected", 0));
	text_addf(&said, "%s today; %lld d %s", unit, (long long)llabs(slack),
	    slack < 0 ? "behind" : "ahead");
	if (needed > 0) {
		text_add(&said, "; needs ");
		item_add_number(&said, WEEK_WORKDAYS * needed);
		text_addf(&said, "%s a week", unit);
	}
	if (rate > 0) {
		text_add(&said, ", makes ");
		item_add_number(&said, WEEK_DAYS * rate);
		text_addf(&said, "%s: reached %s", unit, projected ? projected : "never");
	}
	add_fact(out, "pace", said.s);
}

/* "asked     until 2019-03-29, by li on 2018-12-20: 招标流标" */
static void add_step(struct text *out, const json_t *item, const char *key)
{
	const json_t *event = json_object_get(item, key);
	const char *to = json_get_text(event, "to", NULL),
		   *reason = json_get_text(event, "reason", json_get_text(event, "label", NULL));
	scope(text) said = {0};

	if (!json_is_object(event))
		return;
	text_addf(&said, "%s%s%sby %s on %.10s", to ? "until " : "", to ? to : "", to ? ", " : "",
	    json_get_text(event, "who", "?"), json_get_text(event, "at", "?"));
	if (reason)
		text_addf(&said, ": %s", reason);
	add_fact(out, key, said.s);
}

/* What the standing rests on, beside the values. */
static void add_steps(const json_t *item, struct text *out)
{
	const json_t *unsigned_units = json_object_get(item, "unsigned");
	const json_t *unit;
	size_t i;
	scope(text) names = {0};

	add_fact(out, "was due", json_get_text(item, "was_due", NULL));
	add_fact(out, "behind", json_get_text(item, "behind_since", NULL));
	add_step(out, item, "claimed");
	add_step(out, item, "returned");
	add_step(out, item, "asked");
	json_array_foreach (unsigned_units, i, unit)
		text_addf(&names, "%s%s", i ? ", " : "", json_string_value(unit));
	add_fact(out, "unsigned", text_get(&names));
}

static void add_heading(const json_t *item, const struct terminal *t, struct text *out)
{
	const struct item_look *look = item_look(item);
	scope(text) left = {0};

	item_add_left(&left, item);
	terminal_add(t, out, TINT_BOLD, json_get_text(item, "address", ""));
	text_add(out, "  ");
	terminal_add(t, out, look->tint, text_get(&left));
	text_add(out, "\n    ");
	terminal_add_harmless(out, json_get_text(item, "text", ""), false);
	text_addc(out, '\n');
}

static void add_whole(const json_t *item, const struct terminal *t, struct text *out)
{
	scope(grid)
	    g = {.columns = TARGET_COLUMNS, .n = sizeof TARGET_COLUMNS / sizeof *TARGET_COLUMNS};
	scope(text) due = {0}, units = {0};
	const json_t *target;
	size_t i;

	add_heading(item, t, out);
	item_add_due(&due, item);
	add_weekday(&due, item);
	item_add_units(&units, item);
	if (json_get_bool(item, "provisional", false))
		text_addf(&due, " (the tables of holidays end with %s: it may still move)",
		    json_get_text(item, "holidays_until", "?"));
	add_fact(out, "due", text_get(&due));
	add_fact(out, "every", json_get_text(item, "recurrence", NULL));
	add_fact(out, "about", json_get_text(item, "label", NULL));
	add_fact(out, "units", text_get(&units));
	json_array_foreach (json_object_get(item, "targets"), i, target)
		add_target(&g, target);
	grid_print(&g, t, out);
	json_array_foreach (json_object_get(item, "targets"), i, target)
		add_pace(target, out);
	add_steps(item, out);
	add_fact(out, "notice", json_get_text(item, "source", NULL));
	add_reminder(out, item);
}

void answer_standing(const json_t *reply, const struct terminal *t, struct text *out)
{
	add_whole(reply, t, out);
}

static const struct grid_column HISTORY_COLUMNS[] = {{.title = "NO", .right = true},
    {.title = "WHEN"}, {.title = "WHO"}, {.title = "WHAT"}, {.title = "ADDRESS"},
    {.title = " ", .least = 20}};

/* The day on which a value held, where it is not the one on which it was reported. */
static void add_on(struct text *out, const json_t *event)
{
	const char *on = json_get_text(event, "on", NULL);

	if (on && strncmp(on, json_get_text(event, "at", ""), strlen(on)) != 0)
		text_addf(out, " on %s", on);
}

/* What an event says beside its kind. */
static void add_saying(struct text *out, const json_t *event)
{
	const char *metric = json_get_text(event, "metric", NULL),
		   *from = json_get_text(event, "from", NULL);
	static const char *const more[] = {"label", "reason"};

	if (metric) {
		text_addf(out, "%s = ", metric);
		item_add_number(out, json_get_number(event, "value", 0));
		text_add(out, json_get_text(event, "unit", ""));
		add_on(out, event);
	} else if (json_get_text(event, "unit", NULL)) {
		text_addf(out, "for %s", json_get_text(event, "unit", ""));
	}
	if (from)
		text_addf(out, "%s → %s", from, json_get_text(event, "to", "-"));
	else if (json_get_text(event, "to", NULL))
		text_addf(out, "%suntil %s", out->len ? ", " : "", json_get_text(event, "to", ""));
	if (json_get_int(event, "undoes", 0))
		text_addf(out, "takes back %lld", (long long)json_get_int(event, "undoes", 0));
	if (json_get_text(event, "start", NULL))
		terminal_add_time(out, json_get_text(event, "start", NULL));
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (json_get_text(event, more[i], NULL))
			text_addf(
			    out, "%s%s", out->len ? ", " : "", json_get_text(event, more[i], ""));
}

static void add_history(const json_t *history, const struct terminal *t, struct text *out)
{
	scope(grid)
	    g = {.columns = HISTORY_COLUMNS, .n = sizeof HISTORY_COLUMNS / sizeof *HISTORY_COLUMNS};
	const json_t *event;
	size_t i;

	json_array_foreach (history, i, event) {
		scope(text) number = {0}, when = {0}, saying = {0};

		text_addf(&number, "%lld", (long long)json_get_int(event, "id", 0));
		terminal_add_time(&when, json_get_text(event, "at", NULL));
		add_saying(&saying, event);
		grid_add(&g, TINT_PALE, text_get(&number));
		grid_add(&g, TINT_NONE, text_get(&when));
		grid_add(&g, TINT_NONE, json_get_text(event, "who", ""));
		grid_add(&g, TINT_NONE, json_get_text(event, "what", ""));
		grid_add(&g, TINT_PALE, json_get_text(event, "address", ""));
		grid_add(&g, TINT_NONE, text_get(&saying));
	}
	if (!i)
		return;
	text_addc(out, '\n');
	grid_print(&g, t, out);
}

static const struct grid_column PAST_COLUMNS[] = {
    {.title = " "}, {.title = "PAST"}, {.title = "DUE"}, {.title = "ENDED"}, {.title = "PROGRESS"}};

/* How earlier turns ended; one that is still open ended overdue. */
static void add_past(const json_t *past, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = PAST_COLUMNS, .n = sizeof PAST_COLUMNS / sizeof *PAST_COLUMNS};
	const json_t *turn;
	size_t i;

	json_array_foreach (past, i, turn) {
		const struct item_look *look = item_look(turn);
		scope(text) left = {0}, progress = {0};

		item_add_left(&left, turn);
		item_add_progress(&progress, turn);
		grid_add(&g, look->tint, look->mark);
		grid_add(&g, TINT_NONE, json_get_text(turn, "occurrence", ""));
		grid_add(&g, TINT_NONE, json_get_text(turn, "due", ""));
		grid_add(&g, look->tint, text_get(&left));
		grid_add(&g, TINT_NONE, text_get(&progress));
	}
	if (!i)
		return;
	text_addc(out, '\n');
	grid_print(&g, t, out);
}

static void add_title(const json_t *item, struct text *out)
{
	const char *title = json_get_text(item, "title", NULL);

	if (!title)
		return;
	terminal_add_harmless(out, title, false);
	text_add(out, "  ");
	terminal_add_harmless(out, json_get_text(item, "doc_no", ""), false);
	text_add(out, "\n\n");
}

void answer_show(const json_t *reply, const struct terminal *t, struct text *out)
{
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(reply, "items"), i, item) {
		if (!i)
			add_title(item, out);
		add_whole(item, t, out);
	}
	add_past(json_object_get(reply, "past"), t, out);
	if (json_get_bool(reply, "retired", false))
		text_add(out, "\nThis task does not stand in its notice any more.\n");
	add_history(json_object_get(reply, "history"), t, out);
}
