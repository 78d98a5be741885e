/* What a changed notice would change, for who decides whether it may: each task with what was and what would be. */
#include "ctl/review.h"
#include "ctl/item_words.h"
#include <string.h>

enum { KIND_CELLS = 10 };

static const struct look {
	const char *kind, *sign;
	enum tint tint;
} LOOKS[] = {
    {"added", "+", TINT_GREEN},
    {"returned", "+", TINT_GREEN},
    {"moved", ">", TINT_YELLOW},
    {"reworded", "~", TINT_YELLOW},
    {"retired", "-", TINT_RED},
};
enum { LOOKS_N = sizeof LOOKS / sizeof *LOOKS };

static const struct look *look_of(const json_t *change)
{
	const char *kind = json_get_text(change, "kind", "");

	for (size_t i = 0; i < LOOKS_N; i++)
		if (!strcmp(LOOKS[i].kind, kind))
			return &LOOKS[i];
	return &LOOKS[LOOKS_N - 1];
}

static void add_fact(struct text *out, const char *name, const char *value)
{
	if (!*value)
		return;
	text_addf(out, "    %-9s ", name);
	terminal_add_harmless(out, value, false);
	text_addc(out, '\n');
}

static void add_deadline(struct text *out, const char *name, const json_t *of)
{
	const char *targets = json_get_text(of, "targets", "");
	scope(text) line = {0};

	text_addf(&line, "%s%s%s", json_get_text(of, "when", ""), *targets ? "  " : "", targets);
	add_fact(out, name, text_get(&line));
}

/* "18.2" of "jiangmen-2016-34:18.2". */
static const char *short_name(const json_t *of)
{
	const char *address = json_get_text(of, "address", ""), *colon = strrchr(address, ':');

	return colon ? colon + 1 : address;
}

static void add_differences(struct text *out, const json_t *change)
{
	const json_t *one;
	size_t i;

	json_array_foreach (json_object_get(change, "differs"), i, one) {
		const char *was = json_get_text(one, "was", ""),
			   *now = json_get_text(one, "now", "");

		text_addf(out, "    %-9s was  ", json_get_text(one, "what", ""));
		terminal_add_harmless(out, *was ? was : "nothing", false);
		text_add(out, "\n              now  ");
		terminal_add_harmless(out, *now ? now : "nothing", false);
		text_addc(out, '\n');
	}
}

/* "3 on record, reports among them: 2; the last: 2017-03-01, li, report" */
static void add_attached(struct text *out, const json_t *attached)
{
	const json_t *last = json_object_get(attached, "last");
	int64_t events = json_get_int(attached, "events", 0),
		clocks = json_get_int(attached, "clocks", 0);
	scope(text) line = {0};

	if (events) {
		text_addf(&line,
		    "%lld on record, reports among them: %lld; the last: %.10s, %s, %s",
		    (long long)events, (long long)json_get_int(attached, "reports", 0),
		    json_get_text(last, "at", "?"), json_get_text(last, "who", "?"),
		    json_get_text(last, "what", "?"));
		if (json_get_text(last, "metric", NULL)) {
			text_addf(&line, " %s = ", json_get_text(last, "metric", ""));
			item_add_number(&line, json_get_number(last, "value", 0));
		}
		add_fact(out, "history", line.s);
	}
	text_reset(&line);
	if (clocks) {
		text_addf(&line, "still running, and silent from then on: %lld", (long long)clocks);
		add_fact(out, "clocks", line.s);
	}
}

static void add_change(const json_t *change, const struct terminal *t, struct text *out)
{
	const struct look *look = look_of(change);
	const json_t *one;
	scope(text) kind = {0};
	size_t i;

	text_addf(&kind, "%s %-*s", look->sign, KIND_CELLS, look->kind);
	terminal_add(t, out, look->tint, kind.s);
	terminal_add(t, out, TINT_BOLD, json_get_text(change, "address", ""));
	text_add(out, "  ");
	terminal_add_harmless(out, json_get_text(change, "text", ""), false);
	text_addc(out, '\n');
	if (!json_object_get(change, "differs"))
		add_fact(out, "units", json_get_text(change, "units", ""));
	json_array_foreach (json_object_get(change, "deadlines"), i, one)
		add_deadline(out, short_name(one), one);
	if (json_get_text(change, "when", NULL) && !json_object_get(change, "differs"))
		add_deadline(out, "deadline", change);
	add_differences(out, change);
	add_attached(out, json_object_get(change, "attached"));
	text_addc(out, '\n');
}

/* Does nothing differ but the number? Such tasks are many where a row was put in between. */
static bool is_renumbered(const json_t *change)
{
	const json_t *differs = json_object_get(change, "differs");

	return json_array_size(differs) == 1 &&
	       !strcmp(json_get_text(json_array_get(differs, 0), "what", ""), "number");
}

/* "~ renumbered 6 → 5, 8 → 7", each under the address that it has. */
static void add_renumbered(const json_t *changes, const struct terminal *t, struct text *out)
{
	const char *between = "";
	const json_t *change;
	scope(text) all = {0};
	size_t i;

	json_array_foreach (changes, i, change) {
		const json_t *number = json_array_get(json_object_get(change, "differs"), 0);

		if (!is_renumbered(change))
			continue;
		text_addf(&all, "%s%s → %s", between, json_get_text(number, "was", ""),
		    json_get_text(number, "now", ""));
		between = ", ";
	}
	if (!all.len)
		return;
	terminal_add(t, out, TINT_YELLOW, "~ renumbered ");
	terminal_add_harmless(out, text_get(&all), false);
	text_add(out, "\n    under the addresses that they have\n\n");
}

/* The last count is of those that were only renumbered. */
static void count_kinds(const json_t *changes, int counts[LOOKS_N + 1])
{
	const json_t *change;
	size_t i;

	json_array_foreach (changes, i, change)
		counts[is_renumbered(change) ? LOOKS_N : look_of(change) - LOOKS]++;
}

static void add_summary(const json_t *reply, struct text *out)
{
	const json_t *changes = json_object_get(reply, "changes");
	int counts[LOOKS_N + 1] = {0};
	const char *between = "";

	count_kinds(changes, counts);
	terminal_add_harmless(out, json_get_text(reply, "notice", ""), false);
	text_add(out, ": ");
	if (!json_get_bool(reply, "known", true))
		text_add(
		    out, "the plan has no notice of this name (--notice says which is meant); ");
	if (json_get_bool(reply, "returns", false))
		text_add(out, "the notice was taken out and would come back; ");
	for (size_t i = 0; i <= LOOKS_N; i++)
		if (counts[i]) {
			text_addf(out, "%s%d %s", between, counts[i],
			    i < LOOKS_N ? LOOKS[i].kind : "renumbered");
			between = ", ";
		}
	text_addf(out, "%s%lld tasks stay as they are\n", *between ? "; " : "",
	    (long long)json_get_int(reply, "unchanged", 0));
}

void answer_diff(const json_t *reply, const struct terminal *t, struct text *out)
{
	const json_t *change;
	size_t i;

	json_array_foreach (json_object_get(reply, "changes"), i, change)
		if (!is_renumbered(change))
			add_change(change, t, out);
	add_renumbered(json_object_get(reply, "changes"), t, out);
	add_summary(reply, out);
}
