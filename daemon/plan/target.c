/* Targets: does a value hold, how is one read, which one is meant. A value is kept in the target's own unit of
 * measure, so that everything behind the reading compares plain numbers. */
#include "plan/target.h"
#include "base/script.h"
#include "plan/value.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* 0.57 × 100 is 57, whatever the processor says. */
#define GRAIN 1e-9

static double rounded(double value)
{
	double grains = value * 1e9 + (value < 0 ? -0.5 : 0.5);

	return fabs(value) < 1e6 ? (double)(int64_t)grains / 1e9 : value;
}

static bool is_percent(const char *unit)
{
	return unit && value_unit(unit).percent;
}

static const char *words_or(const char *s, const char *otherwise)
{
	return s && *s ? s : otherwise;
}

/* A value in per cent: 75%, 75, 0.75 or 150/200. A bare 1 may be 1% or the whole. */
static bool in_percent(
    const struct target *t, const struct value *v, const char *s, double *out, struct error *err)
{
	double n = v->number;

	if (*v->unit || v->scale != 1)
		return error_set(err,
		    "\"%s\" is no share for %s: write it as 75%%, 0.75 or 150/200", s,
		    words_or(t->metric, "a target in %"));
	if (v->whole)
		n = v->number / v->whole * 100;
	else if (!v->percent && fabs(n) == 1)
		return error_set(err, "\"%s\" may mean 1%% or all of it: write 1%% or 100%%", s);
	else if (!v->percent && v->fraction && fabs(n) < 1)
		n *= 100;
	*out = rounded(n);
	return true;
}

static bool wrong_unit(const struct target *t, const char *s, struct error *err)
{
	scope(text) example = {0};

	target_add_number(t->value, &example);
	if (!t->unit || !*t->unit)
		return error_set(err,
		    "\"%s\" has a unit, but %s is a plain number: write %s, for example", s,
		    words_or(t->metric, "this target"), text_get(&example));
	return error_set(err, "\"%s\" is no number of %s for %s: write how many, as in %s or %s%s",
	    s, t->unit, words_or(t->metric, "this target"), text_get(&example), text_get(&example),
	    t->unit);
}

/* A value in the target's unit; "23600个" for one in 万个 is 2.36. */
static bool in_unit(
    const struct target *t, const struct value *v, const char *s, double *out, struct error *err)
{
	struct value own = value_unit(t->unit);
	bool bare = !*v->unit && v->scale == 1;

	if (v->percent || (*v->unit && !script_equal(v->unit, own.unit)))
		return wrong_unit(t, s, err);
	*out = rounded(bare ? v->number : v->number * v->scale / own.scale);
	return true;
}

bool target_parse_value(const struct target *t, const char *s, double *out, struct error *err)
{
	struct value v;

	if (!value_split(s, &v))
		return error_set(err,
		    "\"%.100s\" is no value: write it in the digits 0-9, as in 163, 2,000, 2.36%s",
		    s, is_percent(t->unit) ? ", 75% or 150/200" : " or 150/200");
	return is_percent(t->unit) ? in_percent(t, &v, s, out, err) : in_unit(t, &v, s, out, err);
}

/* Below, at or above the bound: -1, 0, 1. */
static int side(const struct target *t, double value)
{
	double size = fabs(t->value) > 1 ? fabs(t->value) : 1;
	double above = (value - t->value) / size;

	return (above > GRAIN) - (above < -GRAIN);
}

bool target_holds(const struct target *t, double value)
{
	static const bool holds[][3] = {[OP_GE] = {false, true, true},
	    [OP_GT] = {false, false, true},
	    [OP_LE] = {true, true, false},
	    [OP_LT] = {true, false, false},
	    [OP_NONE] = {false, false, false}};
	enum op op = t->op;

	if (op == OP_EQ)
		op = target_is_floor(t) ? OP_GE : OP_LE;
	return holds[op][side(t, value) + 1];
}

bool target_is_floor(const struct target *t)
{
	return t->op == OP_GE || t->op == OP_GT || (t->op == OP_EQ && t->value != 0);
}

int target_percent(const struct target *t, double value)
{
	double part = target_is_floor(t) ? value : t->value;
	double full = target_is_floor(t) ? t->value : value;

	if (target_holds(t, value))
		return 100;
	if (!(full > 0) || !(part > 0))
		return 0;
	return part < full ? (int)(part / full * 100 + GRAIN) : 99;
}

/* A metric with its unit: what tells two targets apart. */
static void add_name(const struct target *t, struct text *out)
{
	text_add(out, words_or(t->metric, ""));
	text_add(out, words_or(t->unit, ""));
}

bool target_same_measure(const struct target *a, const struct target *b)
{
	scope(text) one = {0};
	scope(text) other = {0};

	add_name(a, &one);
	add_name(b, &other);
	return script_equal(text_get(&one), text_get(&other));
}

bool target_goes_by(const struct target *t, const char *words, bool exact)
{
	scope(text) name = {0};

	if (exact)
		return script_equal(words_or(t->metric, ""), words);
	add_name(t, &name);
	return script_holds(text_get(&name), words);
}

/* The one measure among those that go by the words; *matches counts the measures. Both bounds of a range count as
 * one: the first stands for them. */
static const struct target *match(
    const struct milestone *m, const char *words, bool exact, int *matches)
{
	const struct target *found = NULL;

	*matches = 0;
	list_each (const struct target *, t, m->targets)
		if (target_goes_by(t, words, exact) && !(found && target_same_measure(found, t))) {
			found = found ? found : t;
			++*matches;
		}
	return found;
}

static void add_candidates(const struct milestone *m, const char *words, bool all, struct text *out)
{
	list_each (const struct target *, t, m->targets) {
		if (!all && !target_goes_by(t, words, false))
			continue;
		text_add(out, out->len ? ", " : "");
		text_addf(out, "%s (", words_or(t->metric, "without a name"));
		target_add_bound(t, out);
		text_addc(out, ')');
	}
}

const struct target *target_match(const struct milestone *m, const char *words, struct error *err)
{
	const struct target *found;
	scope(text) candidates = {.cap = 600};
	int matches;

	if (!m->targets.n) {
		error_set(err, "nothing is measured here: report it with done");
		return NULL;
	}
	found = match(m, words, true, &matches);
	if (matches != 1)
		found = match(m, words, false, &matches);
	if (matches == 1)
		return found;
	add_candidates(m, words, matches == 0, &candidates);
	error_set(err,
	    matches ? "\"%.100s\" fits several targets: %s; write more of the one that you mean"
		    : "\"%.100s\" is none of the targets: %s",
	    words, text_get(&candidates));
	return NULL;
}

static void add_value(const struct target *t, struct text *out)
{
	target_add_number(t->value, out);
	if (t->unit && *t->unit && !is_percent(t->unit))
		text_addc(out, ' ');
	text_add(out, words_or(t->unit, ""));
}

void target_add_bound(const struct target *t, struct text *out)
{
	static const char *const signs[] = {[OP_NONE] = "?",
	    [OP_GE] = "≥",
	    [OP_LE] = "≤",
	    [OP_EQ] = "=",
	    [OP_GT] = ">",
	    [OP_LT] = "<"};

	text_addf(out, "%s ", t->op == OP_EQ && t->approximate ? "≈" : signs[t->op]);
	add_value(t, out);
	if (t->condition) {
		text_addf(out, " (%s ", words_or(t->condition->metric, ""));
		text_addf(out, "%s ", signs[t->condition->op]);
		add_value(t->condition, out);
		text_addc(out, ')');
	}
}

void target_add_number(double value, struct text *out)
{
	char s[400];
	size_t n = (size_t)snprintf(s, sizeof s, "%.4f", value);

	while (strchr(s, '.') && (s[n - 1] == '0' || s[n - 1] == '.'))
		s[--n] = 0;
	text_add(out, strcmp(s, "-0") == 0 ? "0" : s);
}
