/* 序时进度 in words. Rates are told a week; where less than a week is left, a working day, so that nobody reads of a
 * week that will not come. What is needed is rounded up: keeping to it is enough. */
#include "remind/model_item.h"
#include <math.h>
#include "plan/target.h"

enum { WEEK_WORKDAYS = 5, WEEK_DAYS = 7 };

struct pace model_pace(const struct view *v, const struct reminder_item *item, size_t i)
{
	struct line line =
	    pace_line(item->task, item->milestone, i, item->occurrence, item->line_start);

	if (!item->events || !standing_is_open(item->state->standing))
		return (struct pace){0};
	return pace_of(&line, item->milestone, i, item->occurrence, item->events,
	    v->phrase->calendar, v->today);
}

static double up_to(double value, double step)
{
	return ceil(value / step - 1e-6) * step;
}

/* What is slow is told more closely. */
static double down(double rate)
{
	double parts = fabs(rate) < 1 ? 100 : 10;

	return floor(rate * parts + 1e-6) / parts;
}

static void add_amount(struct text *out, const struct target *t, double value)
{
	bool whole =
	    t->value >= 10 && t->value == floor(t->value) && !(t->unit && !strcmp(t->unit, "%"));

	phrase_add_amount(out, whole ? up_to(value, 1) : up_to(value, 0.1), t->unit);
}

/* "；近期每周 1.2 个，还需每周 3.4 个" */
static void add_rates(const struct view *v, const struct reminder_item *item,
    const struct target *t, const struct pace *p, struct text *out)
{
	int left = workday_between(&v->phrase->calendar->workdays, v->today, item->occurrence->due);
	bool weekly = left >= WEEK_WORKDAYS;
	double recent = weekly ? p->rate * WEEK_DAYS : p->rate * WEEK_DAYS / WEEK_WORKDAYS;
	double needed = weekly ? p->needed * WEEK_WORKDAYS : p->needed;
	scope(text) was = {0};
	scope(text) is = {0};

	model_add_gap(v->phrase, &was, t, down(recent));
	model_add_gap(v->phrase, &is, t, up_to(needed, 0.1));
	if (p->rate < 0)
		phrase_add(v->phrase, out, "pace.falling", NULL);
	else if (p->rate > 0)
		phrase_add(v->phrase, out, weekly ? "pace.rate" : "pace.rate.day", "rate",
		    text_get(&was), NULL);
	if (p->needed > 0)
		phrase_add(v->phrase, out, weekly ? "pace.needed" : "pace.needed.day", "rate",
		    text_get(&is), NULL);
}

static void add_projected(const struct view *v, const struct pace *p, struct text *out)
{
	scope(text) written = {0};

	if (p->rate <= 0)
		return;
	if (p->projected == DAY_NONE) {
		phrase_add(v->phrase, out, "pace.never", NULL);
		return;
	}
	phrase_add_day(v->phrase, &written, "day.bare", p->projected);
	phrase_add(v->phrase, out, "pace.projected", "day", text_get(&written), NULL);
}

static void add_days(const struct view *v, const char *key, int days, struct text *out)
{
	scope(text) written = {0};

	phrase_add_count(v->phrase, &written, "days", days);
	phrase_add(v->phrase, out, key, "days", text_get(&written), NULL);
}

void model_add_pace(
    const struct view *v, const struct reminder_item *item, size_t i, struct text *out)
{
	const struct target *t = &item->milestone->targets.at[i];
	struct pace p = model_pace(v, item, i);
	scope(text) expected = {0};
	scope(text) amount = {0};

	if (!p.known || p.behind_since == DAY_NONE)
		return;
	add_amount(&expected, t, p.expected);
	phrase_add_amount(&amount, item->state->reported[i].value, t->unit);
	phrase_add(v->phrase, out, t->metric && *t->metric ? "pace" : "pace.bare", "metric",
	    t->metric ? t->metric : "", "expected", text_get(&expected), "amount",
	    text_get(&amount), NULL);
	add_rates(v, item, t, &p, out);
	if (p.slack_days < 0)
		add_days(v, "pace.slack", -p.slack_days, out);
	add_projected(v, &p, out);
}

void model_add_slack(
    const struct view *v, const struct reminder_item *item, size_t i, struct text *out)
{
	struct pace p = model_pace(v, item, i);

	if (!p.known || item->state->reported[i].holds || !p.slack_days)
		return;
	add_days(v, p.slack_days < 0 ? "target.behind" : "target.ahead",
	    p.slack_days < 0 ? -p.slack_days : p.slack_days, out);
}
