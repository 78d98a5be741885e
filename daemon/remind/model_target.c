/* Targets in words: bound, reported value, and how far it is, in columns that are as wide as the widest. A target
 * nobody reported is "not yet reported", never 0. */
#include "remind/model_item.h"
#include <math.h>
#include "base/utf8.h"
#include "plan/target.h"
#include "remind/layout.h"

enum { COLUMN_MAX = 26 };
struct columns {
	size_t metric, bound;
};

static void add_metric(const struct phrase *p, const struct target *t, struct text *out)
{
	if (t->metric && *t->metric)
		text_add(out, t->metric);
	else
		phrase_add(p, out, "target.plain", NULL);
}

/* "到现场次数 ≤ 1 次": what each of the counted items must meet. */
static void add_condition(const struct target *t, struct text *out)
{
	if (!t->condition)
		return;
	text_add(out, t->condition->metric ? t->condition->metric : "");
	text_add(out, out->len ? " " : "");
	target_add_bound(t->condition, out);
}

static void add_bound(const struct target *t, struct text *out)
{
	struct target plain = *t;

	plain.condition = NULL;
	target_add_bound(&plain, out);
}

/* How wide the columns have to be for all targets of the milestone. */
static struct columns columns_of(const struct phrase *p, const struct milestone *m)
{
	struct columns c = {0};

	list_each (const struct target *, t, m->targets) {
		scope(text) metric = {0};
		scope(text) bound = {0};
		size_t width;

		add_metric(p, t, &metric);
		add_bound(t, &bound);
		width = utf8_width(text_get(&metric));
		c.metric = width > c.metric && width <= COLUMN_MAX ? width : c.metric;
		width = utf8_width(text_get(&bound));
		c.bound = width > c.bound && width <= COLUMN_MAX ? width : c.bound;
	}
	return c;
}

void model_add_gap(const struct phrase *p, struct text *out, const struct target *t, double gap)
{
	scope(text) number = {0};

	if (!t->unit || strcmp(t->unit, "%")) {
		phrase_add_amount(out, gap, t->unit);
		return;
	}
	target_add_number(gap, &number);
	phrase_add(p, out, "target.points", "n", text_get(&number), NULL);
}

/* Rounded up to a tenth, so that keeping to it is enough. */
static double tenths_up(double value)
{
	return ceil(value * 10 - 1e-6) / 10;
}

/* What is needed from here: each working day, or each week where a day's share is less than one. */
static void add_rate(
    const struct phrase *p, struct text *out, const struct target *t, double gap, int workdays)
{
	bool daily = gap / workdays >= 1;
	scope(text) rate = {0};

	if (workdays < 2 || (!daily && workdays <= 5))
		return;
	model_add_gap(p, &rate, t, tenths_up(daily ? gap / workdays : 5 * gap / workdays));
	phrase_add(
	    p, out, daily ? "target.rate" : "target.rate.week", "rate", text_get(&rate), NULL);
}

static int workdays_left(const struct view *v, const struct occurrence *o)
{
	const struct calendar *c = v->phrase->calendar;

	return o->timed ? 0 : workday_between(&c->workdays, v->today, o->due);
}

static void add_remark(
    const struct view *v, struct text *out, const struct reminder_item *item, size_t i)
{
	const struct target *t = &item->milestone->targets.at[i];
	const struct reported *r = &item->state->reported[i];
	const struct phrase *p = v->phrase;
	bool floor = target_is_floor(t);
	double gap = fabs(t->value - r->value);
	scope(text) written = {0};

	model_add_gap(p, &written, t, gap);
	if (r->holds)
		phrase_add(p, out, floor ? "target.reached" : "target.within", NULL);
	else
		phrase_add(
		    p, out, floor ? "target.gap" : "target.over", "gap", text_get(&written), NULL);
	if (!r->holds && floor)
		add_rate(p, out, t, gap, workdays_left(v, item->occurrence));
	if (!band_instant(item, STAGE_BEHIND))
		model_add_slack(v, item, i, out);
}

static void set_bar(const struct phrase *p, json_t *object, int percent)
{
	scope(text) bar = {0};

	phrase_add_bar(p, &bar, percent);
	model_set(object, "bar", text_get(&bar));
	json_object_set_new(object, "percent", json_integer(percent));
	json_object_set_new(object, "rest", json_integer(100 - percent));
}

static void set_progress(
    const struct view *v, json_t *object, const struct reminder_item *item, size_t i)
{
	const struct target *t = &item->milestone->targets.at[i];
	const struct reported *r = &item->state->reported[i];
	const char *colour = r->holds ? "#2e7d46" : target_is_floor(t) ? "#b7791f" : "#b3261e";
	scope(text) amount = {0};
	scope(text) remark = {0};

	phrase_add_amount(&amount, r->value, t->unit);
	add_remark(v, &remark, item, i);
	model_set(object, "amount", text_get(&amount));
	model_set(object, "remark", text_get(&remark));
	set_bar(v->phrase, object, target_percent(t, r->value));
	json_object_set_new(object, "reached", json_boolean(r->holds));
	model_set(object, "colour", colour);
}

static void set_columns(
    json_t *object, const struct columns *c, const struct text *metric, const struct text *bound)
{
	scope(text) cell = {0};

	layout_add_padded(&cell, text_get(metric), c->metric);
	model_set(object, "metric_cell", text_get(&cell));
	text_reset(&cell);
	layout_add_padded(&cell, text_get(bound), c->bound);
	model_set(object, "bound_cell", text_get(&cell));
}

static json_t *model_target(
    const struct view *v, const struct reminder_item *item, size_t i, const struct columns *c)
{
	const struct target *t = &item->milestone->targets.at[i];
	const struct reported *r = item->state->reported ? &item->state->reported[i] : NULL;
	json_t *object = json_object();
	scope(text) metric = {0};
	scope(text) bound = {0};
	scope(text) condition = {0};

	add_metric(v->phrase, t, &metric);
	add_bound(t, &bound);
	add_condition(t, &condition);
	model_set(object, "metric", text_get(&metric));
	model_set(object, "condition", text_get(&condition));
	model_set(object, "bound", text_get(&bound));
	set_columns(object, c, &metric, &bound);
	if (r && r->known) {
		set_progress(v, object, item, i);
		return object;
	}
	set_bar(v->phrase, object, 0);
	json_object_set_new(object, "unreported", json_true());
	return object;
}

json_t *model_targets(const struct view *v, const struct reminder_item *item)
{
	const struct milestone *m = item->milestone;
	struct columns c = columns_of(v->phrase, m);
	json_t *list = json_array();
	size_t room = model_room(v) / 10;

	for (size_t i = 0; i < m->targets.n && i < room; i++)
		json_array_append_new(list, model_target(v, item, i, &c));
	return list;
}
