/* What is owed: tables of histories and moments against the keys that an office would expect, and a property test that
 * walks the clock in small steps: whoever only wakes when told to must put down the same at the same moments. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "draw.h"
#include "table.h"
#include "base/file.h"
#include "remind/owed.h"

static struct calendar cn;

static moment at_moment(const char *s)
{
	moment m = 0;

	assert_true(zone_parse_iso(&cn.zone, s, &m));
	return m;
}

static day at_day(const char *s)
{
	day d = DAY_NONE;

	assert_true(civil_parse(s, &d));
	return d;
}

/* A task of one unit, known since 2018-01-02 10:00, with a floor of 200 (and a ceiling of 3), due on 2018-12-31. */
struct office {
	struct arena a;
	struct policy policy;
	struct target targets[2];
	struct milestone milestone;
	struct task task;
	struct occurrence occurrence;
	struct events history, events;
	struct state state;
	moment known;
};

static void office_open(struct office *o)
{
	*o = (struct office){
	    .targets = {{.metric = "数据集", .unit = "个", .op = OP_GE, .value = 200},
		{.metric = "投诉", .unit = "次", .op = OP_LE, .value = 3}},
	    .known = at_moment("2018-01-02T10:00")};
	o->policy = policy_defaults(&o->a, "default");
	o->policy.sign_within.n = 0;
	o->policy.sign_within.unit = DURATION_NONE;
	o->milestone = (struct milestone){.no = 1,
	    .kind = MILESTONE_DATE,
	    .due = at_day("2018-12-31"),
	    .targets = {o->targets, 1, 2}};
	*list_push(&o->a, &o->task.units) = "甲局";
	*list_push(&o->a, &o->task.milestones) = o->milestone;
	o->occurrence = (struct occurrence){.start = DAY_NONE,
	    .due = at_day("2018-12-31"),
	    .was_due = DAY_NONE,
	    .end = at_moment("2019-01-01"),
	    .superseded = MOMENT_NEVER};
}

static void office_owed(struct office *o, moment now, struct owed *out)
{
	struct asking q = {.policy = &o->policy,
	    .task = &o->task,
	    .milestone = &o->milestone,
	    .occurrence = &o->occurrence,
	    .state = &o->state,
	    .events = &o->events,
	    .history = &o->history,
	    .calendar = &cn,
	    .known = o->known,
	    .issued = DAY_NONE};
	struct events so_far = o->history;

	so_far.n = 0;
	while (so_far.n < o->history.n && o->history.at[so_far.n].at <= now)
		so_far.n++;
	o->events = (struct events){0};
	events_standing(&so_far, &o->a, &o->events);
	o->occurrence.due = at_day("2018-12-31");
	o->occurrence.was_due = DAY_NONE;
	o->occurrence.extended = 0;
	list_each (const struct event *, e, o->events)
		if (e->kind == EVENT_EXTEND) {
			o->occurrence.due = e->to;
			o->occurrence.extended = e->at;
		}
	o->occurrence.end = zone_moment(&cn.zone, o->occurrence.due + 1, 0);
	q.history = &so_far;
	o->state = state_of(&o->milestone, &o->occurrence, &o->events, &cn, now, &o->a);
	owed_of(&q, now, &o->a, out);
}

/* "03-01T10:00 report 150": what happened in 2018, one a line. */
static void office_happens(struct office *o, const char *lines)
{
	char *copy = arena_dup(&o->a, lines), *save = NULL;

	for (char *l = strtok_r(copy, "\n", &save); l; l = strtok_r(NULL, "\n", &save)) {
		char at[24], kind[16], rest[24] = "";
		struct event *e = list_push(&o->a, &o->history);

		assert_true(sscanf(l, "%11s %15s %23s", at, kind, rest) >= 2);
		*e = (struct event){.id = (int64_t)o->history.n,
		    .at = at_moment(arena_printf(&o->a, "2018-%s", at)),
		    .kind = event_kind_parse(kind),
		    .address.milestone = 1,
		    .who = "li",
		    .metric = "数据集",
		    .value = atof(rest)};
		if (*rest == 'c') {
			e->metric = "投诉";
			e->value = atof(rest + 1);
		}
		if (e->kind == EVENT_EXTEND || e->kind == EVENT_ASK)
			e->to = at_day(rest);
		if (e->kind == EVENT_UNDO)
			e->undoes = atoi(rest);
		e->review = strchr(rest, '!') != NULL;
	}
}

static const char *office_keys(struct office *o, const struct owed *owed)
{
	scope(text) out = {0};

	list_each (const struct instant *, i, *owed)
		text_addf(&out, "%s%s%s", out.len ? " " : "", i->key, i->climbed ? "+" : "");
	return arena_dup(&o->a, text_get(&out));
}

static const struct row {
	const char *name, *happened, *now, *owed;
} rows[] = {
    {"a new task", "", "01-03T09:10", "assigned"},
    {"silent from the start, for thirty days", "", "02-01T09:10", "assigned silent:2018-01-02"},
    {"and two working days later the supervisors hear", "", "02-05T09:10",
	"assigned silent:2018-01-02 silent:2018-01-02^1"},
    {"a report ends the silence", "02-01T12:00 report 100", "02-05T09:10", "assigned"},
    {"until the next one", "02-01T12:00 report 100", "03-05T09:10", "assigned silent:2018-02-01"},
    {"on the line nobody is behind", "02-01T12:00 report 100", "02-20T10:00", "assigned"},
    {"under it, from the next slot", "02-01T12:00 report 5", "02-02T09:10",
	"assigned behind:2018-02-01:1"},
    {"but not in the slot that was over", "02-01T12:00 report 5", "02-02T09:09", "assigned"},
    {"then up the ladder", "02-01T12:00 report 5", "02-06T09:10",
	"assigned behind:2018-02-01:1 behind:2018-02-01^1"},
    {"again after ten working days, with those who heard", "02-01T12:00 report 5", "02-22T09:10",
	"assigned behind:2018-02-01:2+"},
    {"a better report that is not enough begins nothing new",
	"02-01T12:00 report 5\n02-10T12:00 report 8", "02-22T09:10",
	"assigned behind:2018-02-01:2+"},
    {"one that is on the line ends it", "02-01T12:00 report 5\n02-10T12:00 report 80",
	"02-22T09:10", "assigned"},
    {"reached is told in the next slot", "02-01T12:00 report 200", "02-02T09:10", "reached:1"},
    {"not at once", "02-01T12:00 report 200", "02-01T12:00", ""},
    {"and fell back", "02-01T12:00 report 200\n02-03T12:00 report 190", "02-05T09:10",
	"assigned fell-back:2"},
    {"done by word is reached", "02-01T12:00 done", "02-02T09:10", "reached:1"},
    {"a claim waits for the supervisors", "02-01T12:00 done !", "02-02T09:10", "changed:1"},
    {"accepted", "02-01T12:00 done !\n02-01T13:00 accept", "02-02T09:10", "reached:2 changed:2"},
    {"returned", "02-01T12:00 done !\n02-01T13:00 return", "02-02T09:10",
	"assigned silent:2018-01-02 changed:2"},
    {"undone before it was told", "02-01T12:00 done !\n02-01T13:00 undo 1", "02-02T09:10",
	"assigned silent:2018-01-02 changed:2"},
    {"extended", "02-01T12:00 ask 2019-02-28\n02-01T13:00 extend 2019-02-28", "02-02T09:10",
	"silent:2018-01-02 changed:1 changed:2"},
    {"waived", "02-01T12:00 waive", "02-02T09:10", "changed:1"},
    {"news grow old", "02-01T12:00 waive", "03-05T09:10", ""},
    {"the due day ends what led to it", "02-01T12:00 report 5", "12-31T12:00", "due"},
};

static int open_calendar(void **state)
{
	struct errors mistakes = {0};
	struct arena a = {0};

	(void)state;
	assert_true(zone_open("Asia/Shanghai", &cn.zone, NULL));
	workday_load(&cn.workdays, file_data(&a, "holidays/cn.tsv"), &mistakes);
	assert_int_equal(mistakes.mistakes, 0);
	errors_release(&mistakes);
	arena_release(&a);
	return 0;
}

static int close_calendar(void **state)
{
	(void)state;
	workday_release(&cn.workdays);
	return 0;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct office o;
	struct owed owed = {0};

	office_open(&o);
	office_happens(&o, row->happened);
	office_owed(&o, at_moment(arena_printf(&o.a, "2018-%s", row->now)), &owed);
	assert_string_equal(office_keys(&o, &owed), row->owed);
	arena_release(&o.a);
}

/* ---- signatures */

static void test_unsigned(void **state)
{
	struct owed owed = {0};
	struct office o;

	(void)state;
	office_open(&o);
	o.policy.sign_within = (struct duration){3, DURATION_WORKDAYS};
	office_owed(&o, at_moment("2018-01-05T09:10"), &owed);
	assert_string_equal(office_keys(&o, &owed), "assigned unsigned");
	assert_true(owed.next == at_moment("2018-01-09T09:10"));
	office_happens(&o, "01-08T12:00 sign");
	owed = (struct owed){0};
	office_owed(&o, at_moment("2018-01-09T09:10"), &owed);
	assert_string_equal(office_keys(&o, &owed), "assigned");
	arena_release(&o.a);
}

/* ---- a weekend uses up no step */

static void test_ladder_counts_working_days(void **state)
{
	struct owed owed = {0};
	struct office o;

	(void)state;
	office_open(&o);
	o.policy.escalate.at[0].after = (struct duration){2, DURATION_DAYS};
	office_happens(&o, "02-01T12:00 report 5"); /* first said on Friday the 2nd */
	office_owed(&o, at_moment("2018-02-05T12:00"), &owed);
	assert_null(owed_find(&owed, "behind:2018-02-01^1"));
	owed = (struct owed){0};
	office_owed(&o, at_moment("2018-02-06T12:00"), &owed);
	assert_non_null(owed_find(&owed, "behind:2018-02-01^1"));
	o.policy.workdays_only = false;
	owed = (struct owed){0};
	office_owed(&o, at_moment("2018-02-04T12:00"), &owed);
	assert_non_null(owed_find(&owed, "behind:2018-02-01^1"));
	arena_release(&o.a);
}

/* ---- ceilings are judged on the due day */

static void test_ceiling(void **state)
{
	struct owed owed = {0};
	struct office o;

	(void)state;
	office_open(&o);
	o.milestone.targets.n = 2;
	office_happens(&o, "02-01T12:00 report 200\n02-02T12:00 report c5");
	office_owed(&o, at_moment("2018-12-30T10:00"), &owed);
	assert_string_equal(office_keys(&o, &owed), "");
	assert_int_equal(o.state.standing, STANDING_DONE);
	assert_true(owed.next == at_moment("2018-12-31"));
	owed = (struct owed){0};
	office_owed(&o, at_moment("2019-01-02T09:10"), &owed); /* after the holiday */
	assert_int_equal(o.state.standing, STANDING_OPEN);
	assert_int_equal(o.state.since, at_moment("2018-12-31"));
	assert_non_null(owed_find(&owed, "overdue:1"));
	assert_non_null(owed_find(&owed, "fell-back:0"));
	arena_release(&o.a);
}

/* ---- a walk in small steps against one that sleeps until `next` */

static void random_history(struct office *o, uint64_t *seed, moment from)
{
	static const enum event_kind kinds[] = {EVENT_REPORT, EVENT_REPORT, EVENT_REPORT,
	    EVENT_DONE, EVENT_REOPEN, EVENT_ACCEPT, EVENT_RETURN, EVENT_ASK, EVENT_EXTEND,
	    EVENT_REFUSE, EVENT_WAIVE, EVENT_SIGN, EVENT_UNDO};
	moment at = from;

	for (int i = below(seed, 7); i > 0; i--) {
		struct event *e = list_push(&o->a, &o->history);

		at += 60 * (1 + below(seed, 20 * 24 * 60));
		*e = (struct event){.id = (int64_t)o->history.n,
		    .at = at,
		    .kind = kinds[below(seed, (int)ROWS(kinds))],
		    .address.milestone = 1,
		    .who = "li",
		    .metric = below(seed, 4) ? "数据集" : "投诉",
		    .value = below(seed, 260),
		    .review = below(seed, 3) == 0};
		if (e->kind == EVENT_EXTEND || e->kind == EVENT_ASK)
			e->to = at_day("2018-12-31") + below(seed, 40);
		if (e->kind == EVENT_UNDO)
			e->undoes = 1 + below(seed, (int)o->history.n);
	}
}

static void random_policy(struct policy *p, uint64_t *seed)
{
	p->workdays_only = below(seed, 3) > 0;
	p->changes_at_once = below(seed, 3) == 0;
	p->behind_every = (struct duration){below(seed, 12), DURATION_WORKDAYS};
	p->overdue_every = (struct duration){1 + below(seed, 8), DURATION_WORKDAYS};
	p->silent_after = (struct duration){1 + below(seed, 40), DURATION_DAYS};
	p->sign_within = (struct duration){1 + below(seed, 6), DURATION_WORKDAYS};
	if (below(seed, 2))
		p->escalate.at[0].after = (struct duration){5, DURATION_HOURS};
}

/* Everything that a watcher put down first at a moment: "key moment". */
struct seen {
	struct {
		struct {
			char key[KEY_BYTES];
			moment at;
		} * at;
		size_t n, room;
	} list;
};

static void see(struct office *o, struct seen *s, const struct owed *owed, moment now)
{
	list_each (const struct instant *, i, *owed) {
		bool known = false;

		for (size_t k = 0; k < s->list.n && !known; k++)
			known = !strcmp(s->list.at[k].key, i->key);
		if (known)
			continue;
		list_push(&o->a, &s->list);
		snprintf(s->list.at[s->list.n - 1].key, KEY_BYTES, "%s", i->key);
		s->list.at[s->list.n - 1].at = now;
	}
}

static moment look(struct office *o, struct seen *s, moment now)
{
	struct owed owed = {0};
	moment next;

	office_owed(o, now, &owed);
	see(o, s, &owed, now);
	next = owed.next;
	list_each (const struct event *, e, o->history)
		if (e->at > now && e->at < next)
			next = e->at;
	return next;
}

enum { STEP_S = 30 * MINUTE_S, DAYS = 30 };

static void check_random(uint64_t seed)
{
	struct seen sleeper = {0}, walker = {0};
	struct office o;
	moment from, to;

	office_open(&o);
	random_policy(&o.policy, &seed);
	o.milestone.targets.n = 1 + (size_t)below(&seed, 2);
	from = o.known + (moment)below(&seed, 340) * DAY_S;
	to = from + (moment)DAYS * DAY_S;
	random_history(&o, &seed, from - 10 * DAY_S);
	for (moment now = from; now < to;) {
		moment next = look(&o, &sleeper, now);

		assert_true(next > now);
		now = next;
	}
	for (moment now = from; now < to; now += STEP_S)
		look(&o, &walker, now);
	/* The walker sees what the sleeper saw, in the step behind it; what lasted less than a step it may miss. */
	for (size_t i = 0; i < walker.list.n; i++) {
		bool found = false;

		for (size_t k = 0; k < sleeper.list.n && !found; k++)
			found = !strcmp(sleeper.list.at[k].key, walker.list.at[i].key) &&
				walker.list.at[i].at >= sleeper.list.at[k].at &&
				walker.list.at[i].at - sleeper.list.at[k].at < STEP_S;
		if (!found)
			fail_msg("%s", walker.list.at[i].key);
	}
	arena_release(&o.a);
}

static void test_sleeper(void **state)
{
	const char *more = getenv("PLANS");
	int n = more ? atoi(more) : 100;
	uint64_t seed = 20181231;

	(void)state;
	print_message("owed: seed %" PRIu64 ", %d plans\n", seed, n);
	for (int i = 0; i < n; i++)
		check_random(draw(&seed));
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_unsigned),
	    cmocka_unit_test(test_ladder_counts_working_days),
	    cmocka_unit_test(test_ceiling),
	    cmocka_unit_test(test_sleeper),
	};
	table_tests(tests, rows, test_row);

	return cmocka_run_group_tests_name("owed", tests, open_calendar, close_calendar) +
	       cmocka_run_group_tests_name("owed: more", others, open_calendar, close_calendar);
}
