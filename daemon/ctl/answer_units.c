/* Whom each name in the notices reaches: a line a recipient, those whom nobody hears for first. */
#include <string.h>
#include "ctl/answer.h"
#include "ctl/grid.h"

static const struct grid_column COLUMNS[] = {
    {.title = " "},
    {.title = "UNIT", .least = 16},
    {.title = "TASKS", .right = true},
    {.title = "LEADING", .right = true},
    {.title = "WHO HEARS", .least = 16, .weight = 2},
    {.title = "THROUGH", .least = 16, .weight = 2},
};

static const struct look {
	const char *reached, *mark, *count;
	enum tint tint;
} LOOKS[] = {
    {"nobody", "!", "reached by nobody", TINT_RED},
    {"unknown_units", ">", "not listed", TINT_YELLOW},
    {"listed", "", "listed", TINT_NONE},
};

static const struct look *look_of(const json_t *unit)
{
	const char *reached = json_get_text(unit, "reached", "");

	for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++)
		if (!strcmp(LOOKS[i].reached, reached))
			return &LOOKS[i];
	return &LOOKS[0];
}

static void add_number(struct grid *g, int64_t n)
{
	scope(text) s = {0};

	if (n)
		text_addf(&s, "%lld", (long long)n);
	grid_add(g, TINT_NONE, text_get(&s));
}

/* The unit's own columns, or nothing where it goes on. */
static void add_unit(struct grid *g, const struct look *look, const json_t *unit)
{
	grid_add(g, look->tint, unit ? look->mark : "");
	grid_add(g, look->tint, unit ? json_get_text(unit, "name", "") : "");
	add_number(g, unit ? json_get_int(unit, "tasks", 0) : 0);
	add_number(g, unit ? json_get_int(unit, "leading", 0) : 0);
}

static void add_suggestion(struct text *out, const json_t *unit)
{
	const char *near = json_get_text(unit, "suggestion", NULL);

	if (near)
		text_addf(out, "; did you mean \"%s\"?", near);
}

/* "蓬江区政府, in place of it until 2026-12-15": whom a recipient stands for. */
static void add_through(struct text *out, const json_t *unit, const json_t *to)
{
	const char *until = json_get_text(to, "deputy_until", NULL),
		   *name = json_get_text(to, "unit", "");
	bool listed = json_get_bool(to, "listed", false);

	if (until)
		text_addf(out, "deputy of %s, away until %s", name, until);
	else if (!listed)
		text_addf(out, "unknown_units%s%s", json_get_text(unit, "group", NULL) ? ": " : "",
		    json_get_text(unit, "group", NULL) ? name : "");
	else
		text_add(out, name);
	add_suggestion(out, unit);
}

static void add_recipient(struct grid *g, const json_t *unit, const json_t *to)
{
	const char *address = json_get_text(to, "address", "");
	scope(text) who = {0}, through = {0};

	text_addf(&who, "%s%s%s", json_get_text(to, "channel", ""), *address ? ":" : "", address);
	add_through(&through, unit, to);
	grid_add(g, TINT_NONE, text_get(&who));
	grid_add(g, TINT_PALE, text_get(&through));
}

static void add_nobody(struct grid *g, const json_t *unit)
{
	const char *known = json_get_text(unit, "unit", json_get_text(unit, "group", NULL));
	scope(text) why = {0};

	if (known)
		text_addf(&why, "%s has no recipients", known);
	else
		text_add(&why, json_get_text(unit, "suggestion", NULL)
				   ? "not listed"
				   : "not listed, and unknown_units is empty");
	add_suggestion(&why, unit);
	grid_add(g, TINT_RED, "nobody");
	grid_add(g, TINT_NONE, text_get(&why));
}

static void add_row(struct grid *g, const json_t *unit)
{
	const struct look *look = look_of(unit);
	const json_t *hears = json_object_get(unit, "hears"), *to;
	size_t i;

	json_array_foreach (hears, i, to) {
		add_unit(g, look, i ? NULL : unit);
		add_recipient(g, unit, to);
	}
	if (i)
		return;
	add_unit(g, look, unit);
	add_nobody(g, unit);
}

static void add_counts(const json_t *units, const struct terminal *t, struct text *out)
{
	size_t counts[sizeof LOOKS / sizeof *LOOKS] = {0}, i;
	const json_t *unit;

	json_array_foreach (units, i, unit)
		counts[look_of(unit) - LOOKS]++;
	for (i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
		scope(text) s = {0};

		text_addf(&s, "%zu %s", counts[i], LOOKS[i].count);
		text_add(out, i ? ", " : "");
		terminal_add(t, out, counts[i] ? LOOKS[i].tint : TINT_NONE, text_get(&s));
	}
	text_addc(out, '\n');
}

static void add_unused(const json_t *names, struct text *out)
{
	const json_t *name;
	size_t i;

	json_array_foreach (names, i, name) {
		text_add(out, i ? ", " : "listed, but in no notice: ");
		terminal_add_harmless(out, json_string_value(name), false);
	}
	if (i)
		text_addc(out, '\n');
}

void answer_units(const json_t *reply, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = COLUMNS, .n = sizeof COLUMNS / sizeof *COLUMNS};
	const json_t *units = json_object_get(reply, "units"), *unit;
	size_t i;

	json_array_foreach (units, i, unit)
		add_row(&g, unit);
	if (i) {
		grid_print(&g, t, out);
		text_addc(out, '\n');
		add_counts(units, t, out);
	} else {
		text_add(out, "no notice names a unit\n");
	}
	add_unused(json_object_get(reply, "unused"), out);
}
