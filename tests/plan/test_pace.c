/* The straight line: tables of what an office would say, and a property test against a model that walks through the days
 * one by one. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "draw.h"
#include "table.h"
#include "plan/pace.h"
#include "plan/target.h"

static const struct calendar calendar; /* UTC, Saturdays and Sundays off */

static day at_day(const char *s)
{
	day d = DAY_NONE;

	if (s)
		assert_true(civil_parse(s, &d));
	return d;
}

/* One floor of 200, due on 2018-12-31, known since 2018-01-01 at the line's start; reports "day=value …". */
struct office {
	struct arena a;
	struct target target;
	struct milestone milestones[2];
	struct task task;
	struct occurrence occurrence;
	struct events events;
};

static void office_open(struct office *o, const char *due)
{
	*o = (struct office){
	    .target = {.metric = "数据集", .unit = "个", .op = OP_GE, .value = 200}};
	o->milestones[0] = (struct milestone){
	    .no = 1, .kind = MILESTONE_DATE, .due = at_day(due), .targets = {&o->target, 1, 1}};
	o->task.milestones.at = o->milestones;
	o->task.milestones.n = 1;
	o->occurrence = (struct occurrence){.start = DAY_NONE,
	    .due = at_day(due),
	    .was_due = DAY_NONE,
	    .end = (moment)(at_day(due) + 1) * DAY_S};
}

static void office_report(struct office *o, day on, moment at, double value)
{
	*list_push(&o->a, &o->events) = (struct event){.id = (int64_t)o->events.n + 1,
	    .at = at,
	    .address.milestone = 1,
	    .kind = EVENT_REPORT,
	    .metric = "数据集",
	    .unit = "个",
	    .value = value,
	    .on = on};
}

static void office_reports(struct office *o, const char *words)
{
	char *copy = arena_dup(&o->a, words), *save = NULL;

	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		day on;

		w[10] = 0;
		on = at_day(w);
		office_report(o, on, (moment)on * DAY_S + 10 * HOUR_S, atof(w + 11));
	}
}

struct row {
	const char *name, *reports, *today;
	double expected, needed;
	int slack;
	const char *behind, *projected;
};
/* From 2018-01-01 (0) to 2018-12-31 (200): 364 days. */
static const struct row rows[] = {
    {"half way", "2018-07-02=100", "2018-07-02", 100, 100.0 / 130, 0, NULL, NULL},
    {"a day later", "2018-07-02=100", "2018-07-03", 100 + 200.0 / 364, 100.0 / 129, -1,
	"2018-07-03", NULL},
    {"ahead", "2018-07-02=150", "2018-07-02", 100, 50.0 / 130, 91, NULL, NULL},
    {"behind at once", "2018-07-02=10", "2018-07-02", 100, 190.0 / 130, -164, "2018-07-02", NULL},
    {"behind for long", "2018-02-01=10 2018-07-02=20", "2018-07-02", 100, 180.0 / 130, -146,
	"2018-02-01", "2025-12-10"},
    {"caught up", "2018-02-01=10 2018-03-01=100", "2018-03-02", 200 * 60.0 / 364, 100.0 / 216, 122,
	NULL, "2018-04-02"},
    {"and behind again", "2018-02-01=10 2018-03-01=100", "2018-08-01", 200 * 212.0 / 364,
	100.0 / 108, -30, "2018-07-03", "2018-04-02"},
    {"it holds", "2018-02-01=100 2018-03-01=200", "2018-08-01", 200 * 212.0 / 364, 0, 152, NULL,
	"2018-03-01"},
    {"no progress", "2018-02-01=100 2018-03-01=100", "2018-03-01", 200 * 59.0 / 364, 100.0 / 217,
	123, NULL, NULL},
    {"an earlier day is history", "2018-03-01=100 2018-02-01=0", "2018-03-01", 200 * 59.0 / 364,
	100.0 / 217, 123, NULL, NULL},
};

static void test_row(void **state)
{
	const struct row *row = *state;
	struct office o;
	struct line line;
	struct pace p;

	office_open(&o, "2018-12-31");
	office_reports(&o, row->reports);
	line = pace_line(&o.task, o.milestones, 0, &o.occurrence, at_day("2018-01-01"));
	p = pace_of(
	    &line, o.milestones, 0, &o.occurrence, &o.events, &calendar, at_day(row->today));
	assert_true(p.known);
	assert_true(fabs(p.expected - row->expected) < 1e-9);
	assert_true(fabs(p.needed - row->needed) < 1e-9);
	assert_int_equal(p.slack_days, row->slack);
	assert_int_equal(p.behind_since, at_day(row->behind));
	assert_int_equal(p.projected, at_day(row->projected));
	arena_release(&o.a);
}

/* ---- where lines begin */

static void test_no_line(void **state)
{
	struct office o;
	day known = at_day("2018-01-01");

	(void)state;
	office_open(&o, "2018-12-31");
	o.target.op = OP_LE;
	assert_int_equal(pace_line(&o.task, o.milestones, 0, &o.occurrence, known).from, DAY_NONE);
	o.target.op = OP_GE;
	o.occurrence.timed = true;
	assert_int_equal(pace_line(&o.task, o.milestones, 0, &o.occurrence, known).from, DAY_NONE);
	o.occurrence.timed = false;
	assert_int_equal(
	    pace_line(&o.task, o.milestones, 0, &o.occurrence, at_day("2018-12-31")).from,
	    DAY_NONE);
	assert_int_equal(pace_line(&o.task, o.milestones, 0, &o.occurrence, known).from, known);
	o.occurrence.start = at_day("2018-06-01");
	assert_int_equal(
	    pace_line(&o.task, o.milestones, 0, &o.occurrence, known).from, at_day("2018-05-31"));
}

/* 200 by the end of 2018, 350 by that of 2020: the second line goes on where the first one ends. */
static void test_series(void **state)
{
	struct target later = {.metric = "数据集", .unit = "个", .op = OP_GE, .value = 350};
	struct office o;
	struct line line;

	(void)state;
	office_open(&o, "2018-12-31");
	o.milestones[1] = (struct milestone){.no = 2,
	    .kind = MILESTONE_DATE,
	    .due = at_day("2020-12-31"),
	    .targets = {&later, 1, 1}};
	o.task.milestones.n = 2;
	o.occurrence.due = at_day("2020-12-31");
	line = pace_line(&o.task, &o.milestones[1], 0, &o.occurrence, at_day("2016-10-29"));
	assert_int_equal(line.from, at_day("2018-12-31"));
	assert_true(line.low == 200 && line.high == 350);
	/* A report for the first one is far below the second one's line, which has not begun yet. */
	office_reports(&o, "2018-02-01=5");
	assert_int_equal(pace_behind(&o.task, &o.milestones[1], &o.occurrence, &o.events, &calendar,
			     at_day("2016-10-29"), at_day("2018-03-01"))
			     .since,
	    DAY_NONE);
	assert_int_equal(pace_behind(&o.task, &o.milestones[1], &o.occurrence, &o.events, &calendar,
			     at_day("2016-10-29"), at_day("2019-02-01"))
			     .since,
	    at_day("2019-01-01"));
	later.unit = "%";
	line = pace_line(&o.task, &o.milestones[1], 0, &o.occurrence, at_day("2016-10-29"));
	assert_int_equal(line.from, at_day("2016-10-29"));
	assert_true(line.low == 0);
	arena_release(&o.a);
}

/* ---- a model that walks day by day */

/* The last day on which the value was not under the line, plus one, going back from today. */
static day model_behind(const struct office *o, const struct line *l, day today)
{
	day since = DAY_NONE;

	for (day d = l->from; d <= today && d <= l->to; d++) {
		const struct event *at_end = NULL;
		bool held = false; /* some value of the day was on the line */
		double line = l->low + (l->high - l->low) * (d - l->from) / (l->to - l->from);

		list_each (const struct event *, e, o->events) {
			if (e->on > d || (at_end && e->on < at_end->on))
				continue;
			if (e->on == d && e->value >= line - 1e-6)
				held = true;
			at_end = e;
		}
		if (!at_end || at_end->value >= line - 1e-6)
			since = DAY_NONE;
		else if (since == DAY_NONE || held)
			since = d;
	}
	return since;
}

static void check_random(uint64_t seed)
{
	struct office o;
	struct line line;
	struct behind b;
	day from = at_day("2018-01-01"), due = from + 10 + below(&seed, 300), on = from, today;

	office_open(&o, "2018-12-31");
	o.occurrence.due = o.milestones[0].due = due;
	o.target.value = 1 + below(&seed, 500);
	for (int i = below(&seed, 6); i > 0; i--) {
		on += below(&seed, 40);
		if (on <= due)
			office_report(&o, on, (moment)on * DAY_S,
			    below(&seed, (int)o.target.value * 5 / 4 + 1));
	}
	line = pace_line(&o.task, o.milestones, 0, &o.occurrence, from);
	today = (on > from ? on : from) + below(&seed, 60);
	today = today > due ? due : today;
	b = pace_behind(&o.task, o.milestones, &o.occurrence, &o.events, &calendar, from, today);
	assert_int_equal(b.since, model_behind(&o, &line, today));
	/* Nothing changes by itself before `next`, and then it does. */
	for (day d = today + 1; d <= due && d < today + 80; d++) {
		day then =
		    pace_behind(&o.task, o.milestones, &o.occurrence, &o.events, &calendar, from, d)
			.since;

		if (b.next == DAY_NONE || d < b.next)
			assert_int_equal(then, b.since);
		else if (d == b.next && b.since == DAY_NONE)
			assert_int_equal(then, d);
	}
	arena_release(&o.a);
}

static void test_model(void **state)
{
	uint64_t seed = 20180101;

	(void)state;
	print_message("pace: seed %" PRIu64 "\n", seed);
	for (int i = 0; i < 10000; i++)
		check_random(draw(&seed));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_line),
	    cmocka_unit_test(test_series),
	    cmocka_unit_test(test_model),
	};

	return table_run("pace", rows, test_row) + cmocka_run_group_tests(tests, NULL, NULL);
}
