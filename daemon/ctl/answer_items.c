/* The plan as it stands: one line an item for lists, worst first, and everything that is known of one task. */
#include <stdlib.h>
#include "base/utf8.h"
#include "calendar/civil.h"
#include "ctl/answer.h"
#include "ctl/grid.h"

enum { BAR_CELLS = 10, WIDE_BAR_CELLS = 20, SECONDS_SHOWN = 2 * 86400 };

/* How a light looks where there are no colours, and where there are; worst first. */
static const struct look {
	const char *light, *mark;
	enum tint tint;
} LOOKS[] = {
    {"red", "!", TINT_RED},
    {"yellow", ">", TINT_YELLOW},
    {"green", " ", TINT_GREEN},
    {"grey", " ", TINT_PALE},
};
enum { LOOKS_N = sizeof LOOKS / sizeof *LOOKS };

static int look_of(const json_t *item)
{
	const char *light = json_get_text(item, "light", "grey");
	int i = 0;

	while (i < LOOKS_N - 1 && strcmp(LOOKS[i].light, light) != 0)
		i++;
	return i;
}

static bool is_standing(const json_t *item, const char *standing)
{
	return !strcmp(json_get_text(item, "standing", ""), standing);
}

/* ---- words */

/* "3 h", "1 day", "12 days". */
static void add_stretch(struct text *out, int64_t n, const char *one, const char *many)
{
	text_addf(out, "%lld %s", (long long)n, n == 1 ? one : many);
}

/* A clock in hours, near its end. */
static void add_hours(struct text *out, int64_t seconds)
{
	int64_t left = llabs(seconds), minutes = left / 60;

	if (minutes < 120)
		text_addf(out, "%lld min", (long long)minutes);
	else
		text_addf(out, "%lld h", (long long)(minutes / 60));
	text_add(out, seconds < 0 ? " late" : " left");
}

static void add_days(struct text *out, const json_t *item)
{
	int64_t days = json_get_int(item, "days_left", 0),
		work = json_get_int(item, "workdays_left", 0);

	if (days < 0) {
		add_stretch(out, -days, "day late", "days late");
		return;
	}
	if (days == 0) {
		text_add(out, "today");
		return;
	}
	add_stretch(out, days, "day left", "days left");
	if (work != days)
		text_addf(out, " (%lld wd)", (long long)work);
}

/* What is left, or why nothing is. */
static void add_left(struct text *out, const json_t *item)
{
	int64_t seconds = json_get_int(item, "seconds_left", INT64_MAX);

	if (!is_standing(item, "open") && !is_standing(item, "claimed"))
		text_add(out, json_get_text(item, "standing", ""));
	else if (!json_get_text(item, "due", NULL))
		text_add(out, !strcmp(json_get_text(item, "kind", ""), "relative") ? "not started"
										   : "no day");
	else if (llabs(seconds) < SECONDS_SHOWN)
		add_hours(out, seconds);
	else
		add_days(out, item);
}

static void add_due(struct text *out, const json_t *item)
{
	const char *due = json_get_text(item, "due", NULL), *end = json_get_text(item, "end", NULL);

	if (end)
		terminal_add_time(out, end);
	else
		text_add(out, due ? due : json_get_text(item, "relative", "-"));
	if (json_get_bool(item, "provisional", false))
		text_addc(out, '~');
}

static void add_units(struct text *out, const json_t *item)
{
	const json_t *unit;
	size_t i;

	json_array_foreach (json_object_get(item, "units"), i, unit)
		text_addf(out, "%s%s", i ? ", " : "", json_string_value(unit));
}

static void add_number(struct text *out, double value)
{
	text_addf(out, "%.*f", value == (double)(int64_t)value ? 0 : 2, value);
}

/* The target that is farthest from its value speaks for all of them. */
static void add_progress(struct text *out, const json_t *item)
{
	const json_t *target;
	int64_t least = INT64_MAX;
	bool any = false;
	size_t i;

	json_array_foreach (json_object_get(item, "targets"), i, target) {
		int64_t percent = json_get_int(target, "percent", 0);

		any |= json_get_text(target, "at", NULL) != NULL;
		least = percent < least ? percent : least;
	}
	if (!i)
		return;
	if (!any) {
		text_add(out, "not reported");
		return;
	}
	terminal_add_bar(out, (int)least, BAR_CELLS);
	text_addf(out, " %lld%%", (long long)least);
}

/* ---- one line an item */

static const struct grid_column COLUMNS[] = {
    {.title = " "},
    {.title = "LEFT"},
    {.title = "DUE"},
    {.title = "ADDRESS", .least = 12},
    {.title = "TASK", .least = 12},
    {.title = "UNITS", .least = 8},
    {.title = "PROGRESS"},
};

static void add_item(struct grid *g, const json_t *item)
{
	const struct look *look = &LOOKS[look_of(item)];
	scope(text) left = {0}, due = {0}, units = {0}, progress = {0};

	add_left(&left, item);
	add_due(&due, item);
	add_units(&units, item);
	add_progress(&progress, item);
	grid_add(g, look->tint, look->mark);
	grid_add(g, look->tint, text_get(&left));
	grid_add(g, TINT_NONE, text_get(&due));
	grid_add(g, TINT_NONE, json_get_text(item, "address", ""));
	grid_add(g, TINT_NONE, json_get_text(item, "text", ""));
	grid_add(g, TINT_PALE, text_get(&units));
	grid_add(g, TINT_NONE, text_get(&progress));
}

/* Worst light first, then what is due first; what has no day at the end of its light. */
static int compare(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	int order = look_of(x) - look_of(y);

	if (!order)
		order = strcmp(json_get_text(x, "due", "~"), json_get_text(y, "due", "~"));
	return order ? order : (x > y) - (x < y);
}

/* The items in order; the caller frees the array. */
static const json_t **sorted(const json_t *items)
{
	size_t n = json_array_size(items), i;
	const json_t **all = calloc(n + 1, sizeof *all);

	if (!all)
		abort();
	for (i = 0; i < n; i++)
		all[i] = json_array_get(items, i);
	qsort(all, n, sizeof *all, compare);
	return all;
}

static void add_counts(const json_t *items, const struct terminal *t, struct text *out)
{
	static const char *const words[] = {"overdue", "due soon", "in time", "at rest"};
	int counts[LOOKS_N] = {0};
	const json_t *item;
	size_t i;

	json_array_foreach (items, i, item)
		counts[look_of(item)]++;
	for (size_t k = 0, shown = 0; k < LOOKS_N; k++) {
		scope(text) one = {0};

		if (!counts[k])
			continue;
		text_addf(&one, "%d %s", counts[k], words[k]);
		text_add(out, shown++ ? ", " : "\n");
		terminal_add(t, out, LOOKS[k].tint, one.s);
	}
	text_addc(out, '\n');
}

void answer_list(const json_t *reply, const struct terminal *t, struct text *out)
{
	const json_t *items = json_object_get(reply, "items"), **all = sorted(items);
	size_t n = json_array_size(items);
	scope(grid) g = {.columns = COLUMNS, .n = sizeof COLUMNS / sizeof *COLUMNS};

	for (size_t i = 0; i < n; i++)
		add_item(&g, all[i]);
	free(all);
	if (!n) {
		text_add(out, "nothing\n");
		return;
	}
	grid_print(&g, t, out);
	add_counts(items, t, out);
}

/* ---- all that is known of one */

static const struct grid_column TARGET_COLUMNS[] = {{.title = NULL}, {.title = NULL, .least = 8},
    {.title = NULL}, {.title = NULL}, {.title = NULL}};

static void add_target(struct grid *g, const json_t *target)
{
	bool holds = json_get_bool(target, "holds", false);
	const char *at = json_get_text(target, "at", NULL);
	scope(text) bar = {0}, said = {0};

	if (at) {
		terminal_add_bar(&bar, (int)json_get_int(target, "percent", 0), WIDE_BAR_CELLS);
		add_number(&said, json_get_number(target, "reported", 0));
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
	if (value && *value)
		text_addf(out, "    %-9s %s\n", name, value);
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

static void add_heading(const json_t *item, const struct terminal *t, struct text *out)
{
	const struct look *look = &LOOKS[look_of(item)];
	scope(text) left = {0};

	add_left(&left, item);
	terminal_add(t, out, TINT_BOLD, json_get_text(item, "address", ""));
	text_add(out, "  ");
	terminal_add(t, out, look->tint, text_get(&left));
	text_addf(out, "\n    %s\n", json_get_text(item, "text", ""));
}

static void add_whole(const json_t *item, const struct terminal *t, struct text *out)
{
	scope(grid)
	    g = {.columns = TARGET_COLUMNS, .n = sizeof TARGET_COLUMNS / sizeof *TARGET_COLUMNS};
	scope(text) due = {0}, units = {0};
	const json_t *target;
	size_t i;

	add_heading(item, t, out);
	add_due(&due, item);
	add_weekday(&due, item);
	add_units(&units, item);
	add_fact(out, "due", text_get(&due));
	add_fact(out, "every", json_get_text(item, "recurrence", NULL));
	add_fact(out, "about", json_get_text(item, "label", NULL));
	add_fact(out, "units", text_get(&units));
	json_array_foreach (json_object_get(item, "targets"), i, target)
		add_target(&g, target);
	grid_print(&g, t, out);
	add_fact(out, "notice", json_get_text(item, "source", NULL));
	add_reminder(out, item);
}

void answer_standing(const json_t *reply, const struct terminal *t, struct text *out)
{
	add_whole(reply, t, out);
}

static const struct grid_column HISTORY_COLUMNS[] = {{.title = "WHEN"}, {.title = "WHO"},
    {.title = "WHAT"}, {.title = "ADDRESS"}, {.title = " ", .least = 20}};

/* What an event says beside its kind. */
static void add_saying(struct text *out, const json_t *event)
{
	const char *metric = json_get_text(event, "metric", NULL),
		   *from = json_get_text(event, "from", NULL);
	static const char *const more[] = {"label", "reason"};

	if (metric) {
		text_addf(out, "%s = ", metric);
		add_number(out, json_get_number(event, "value", 0));
	}
	if (from || json_get_text(event, "to", NULL))
		text_addf(out, "%s → %s", from ? from : "-", json_get_text(event, "to", "-"));
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
		scope(text) when = {0}, saying = {0};

		terminal_add_time(&when, json_get_text(event, "at", NULL));
		add_saying(&saying, event);
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

void answer_show(const json_t *reply, const struct terminal *t, struct text *out)
{
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(reply, "items"), i, item) {
		if (!i && json_get_text(item, "title", NULL))
			text_addf(out, "%s  %s\n\n", json_get_text(item, "title", ""),
			    json_get_text(item, "doc_no", ""));
		add_whole(item, t, out);
	}
	if (json_get_bool(reply, "retired", false))
		text_add(out, "\nThis task does not stand in its notice any more.\n");
	add_history(json_object_get(reply, "history"), t, out);
}
