/* The instants of an occurrence: tables of what a reader would expect, and a property test against a model that
 * walks through the calendar day by day and shares no arithmetic with the code. */
#include <stdio.h>
#include <stdlib.h>
#include "table.h"
#include "base/file.h"
#include "remind/schedule.h"

/* ---- setting up */

static struct calendar cn;

static day at_day(const char *s)
{
	day d = DAY_NONE;

	assert_true(civil_parse(s, &d));
	return d;
}

static moment at_moment(const char *s)
{
	moment m = 0;

	assert_true(zone_parse_iso(&cn.zone, s, &m));
	return m;
}

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

static struct occurrence plain(const char *due)
{
	return (struct occurrence){.start = DAY_NONE,
	    .due = at_day(due),
	    .end = zone_moment(&cn.zone, at_day(due) + 1, 0),
	    .superseded = MOMENT_NEVER};
}

/* A printed schedule: "key when → next". */
static void print_schedule(const struct schedule *s, char *out, size_t room)
{
	char at[ZONE_ISO_BYTES] = "", next[ZONE_ISO_BYTES] = "never";

	if (s->any)
		zone_print_iso(&cn.zone, s->latest.at, at);
	if (s->next != MOMENT_NEVER)
		zone_print_iso(&cn.zone, s->next, next);
	snprintf(out, room, "%s %.16s > %.16s", s->any ? s->latest.key : "-", at, next);
}

/* ---- a plain date under the default policy */

static const struct dated {
	const char *name, *due, *known, *now, *expected;
} dated[] = {
    {"before the first slot nothing is owed", "2018-12-31", "2018-03-01T08:00", "2018-03-01T08:30",
	"-  > 2018-03-01T09:10"},
    {"a new task is told in the first slot", "2018-12-31", "2018-03-01T08:00", "2018-03-01T09:10",
	"assigned 2018-03-01T09:10 > 2018-11-30T09:10"}, /* 1 December is a Saturday */
    {"a task of the afternoon is told the next working day", "2018-12-31", "2018-03-02T15:00",
	"2018-03-05T10:00", "assigned 2018-03-05T09:10 > 2018-11-30T09:10"},
    {"thirty days before", "2018-12-31", "2018-03-01T08:00", "2018-12-01T00:00",
	"before:30d 2018-11-30T09:10 > 2018-12-24T09:10"},
    {"seven days before", "2018-12-31", "2018-03-01T08:00", "2018-12-24T09:10",
	"before:7d 2018-12-24T09:10 > 2018-12-29T09:10"},
    {"one working day before the due day, itself moved before a holiday", "2018-12-31",
	"2018-03-01T08:00", "2018-12-29T09:09", "before:7d 2018-12-24T09:10 > 2018-12-29T09:10"},
    {"the due day is a holiday: said on the make-up Saturday before", "2018-12-31",
	"2018-03-01T08:00", "2018-12-29T09:10", "due 2018-12-29T09:10 > 2019-01-02T09:10"},
    {"overdue on the first working day after", "2018-12-31", "2018-03-01T08:00", "2019-01-02T09:10",
	"overdue:1 2019-01-02T09:10 > 2019-01-09T09:10"},
    {"overdue again after five working days", "2018-12-31", "2018-03-01T08:00", "2019-01-09T09:10",
	"overdue:2 2019-01-09T09:10 > 2019-01-16T09:10"},
    {"the spring festival does not use the rhythm up", "2019-01-31", "2018-03-01T08:00",
	"2019-02-11T09:00", "overdue:1 2019-02-01T09:10 > 2019-02-13T09:10"},
    {"known when half is over: a lead that passed is owed", "2018-12-31", "2018-12-10T08:00",
	"2018-12-10T08:00", "before:30d 2018-11-30T09:10 > 2018-12-24T09:10"},
    {"known years after: the latest alone", "2016-12-31", "2018-12-10T08:00", "2018-12-10T08:00",
	"overdue:97 2018-12-05T09:10 > 2018-12-12T09:10"},
};

static void test_dated(void **state)
{
	const struct dated *row = *state;
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain(row->due);
	struct state s = {0};
	struct schedule got =
	    schedule_of(&p, &o, &s, &cn, at_moment(row->known), at_moment(row->now));
	char printed[128];

	print_schedule(&got, printed, sizeof printed);
	assert_string_equal(printed, row->expected);
	arena_release(&a);
}

/* ---- clocks */

static const struct clock_row {
	const char *name;
	struct duration length;
	const char *opened, *now, *expected;
} clocks[] = {
    {"24 hours: at the start", {24, DURATION_HOURS}, "2018-12-21T22:30", "2018-12-21T22:30",
	"assigned 2018-12-21T22:30 > 2018-12-22T10:30"},
    {"24 hours: half way", {24, DURATION_HOURS}, "2018-12-21T22:30", "2018-12-22T10:30",
	"before:12h 2018-12-22T10:30 > 2018-12-22T18:30"},
    {"24 hours: four hours left, after office hours", {24, DURATION_HOURS}, "2018-12-21T22:30",
	"2018-12-22T18:31", "before:4h 2018-12-22T18:30 > 2018-12-22T21:30"},
    {"24 hours: the last hour", {24, DURATION_HOURS}, "2018-12-21T22:30", "2018-12-22T22:29",
	"before:1h 2018-12-22T21:30 > 2018-12-22T22:30"},
    {"24 hours: it passes on a Saturday night", {24, DURATION_HOURS}, "2018-12-21T22:30",
	"2018-12-22T22:30", "overdue:1 2018-12-22T22:30 > 2018-12-29T09:10"},
    {"30 minutes", {30, DURATION_MINUTES}, "2018-12-21T10:00", "2018-12-21T10:26",
	"before:5m 2018-12-21T10:25 > 2018-12-21T10:28"},
    {"three working days: long leads are dropped", {3, DURATION_WORKDAYS}, "2018-12-20T14:00",
	"2018-12-21T09:10", "assigned 2018-12-21T09:10 > 2018-12-24T09:10"},
    {"three working days: the day before, and the due day", {3, DURATION_WORKDAYS},
	"2018-12-20T14:00", "2018-12-24T09:10", "before:1wd 2018-12-24T09:10 > 2018-12-25T09:10"},
};

static void test_clock(void **state)
{
	const struct clock_row *row = *state;
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	moment opened = at_moment(row->opened), end = duration_end(&cn, row->length, opened);
	struct occurrence o = {.name = "1",
	    .start = zone_day(&cn.zone, opened, NULL),
	    .due = zone_day(&cn.zone, end - 1, NULL),
	    .end = end,
	    .opened = opened,
	    .timed = duration_is_timed(row->length),
	    .superseded = MOMENT_NEVER,
	    .length = row->length};
	struct state s = {0};
	struct schedule got = schedule_of(&p, &o, &s, &cn, 0, at_moment(row->now));
	char printed[128];

	print_schedule(&got, printed, sizeof printed);
	assert_string_equal(printed, row->expected);
	arena_release(&a);
}

/* ---- single rules */

static void test_silent_when_over(void **state)
{
	static const enum standing over[] = {STANDING_DONE, STANDING_WAIVED, STANDING_RETIRED};
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain("2018-12-31");

	(void)state;
	for (size_t i = 0; i < ROWS(over); i++) {
		struct state s = {.standing = over[i]};
		struct schedule got =
		    schedule_of(&p, &o, &s, &cn, 0, at_moment("2018-12-24T10:00"));

		assert_false(got.any);
		assert_true(got.next == MOMENT_NEVER);
	}
	arena_release(&a);
}

static void test_superseded(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain("2018-12-31");
	struct state s = {0};
	struct schedule got;
	char printed[128];

	(void)state;
	o.superseded = at_moment("2019-01-05T00:00");
	got = schedule_of(&p, &o, &s, &cn, 0, at_moment("2030-01-01T00:00"));
	print_schedule(&got, printed, sizeof printed);
	assert_string_equal(printed, "overdue:1 2019-01-02T09:10 > never");
	arena_release(&a);
}

static void test_limit_of_overdue(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain("2018-12-31");
	struct state s = {0};
	struct schedule got;
	char printed[128];

	(void)state;
	p.overdue_limit = 3;
	got = schedule_of(&p, &o, &s, &cn, 0, at_moment("2030-01-01T00:00"));
	print_schedule(&got, printed, sizeof printed);
	assert_string_equal(printed, "overdue:3 2019-01-16T09:10 > never");
	arena_release(&a);
}

/* What was never said is not counted as said. */
static void test_repeat_counts_from_known(void **state)
{
	static const struct {
		const char *now;
		int repeat;
	} rows[] = {{"2018-12-10T08:00", 1}, {"2018-12-12T09:09", 1}, {"2018-12-12T09:10", 2},
	    {"2018-12-19T09:10", 3}};
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain("2016-12-31");
	struct state s = {0};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++)
		assert_int_equal(schedule_of(&p, &o, &s, &cn, at_moment("2018-12-10T08:00"),
				     at_moment(rows[i].now))
				     .latest.repeat,
		    rows[i].repeat);
	arena_release(&a);
}

static void test_no_lead_as_long_as_the_period(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct occurrence o = plain("2018-11-30");
	struct state s = {0};
	struct schedule got;

	(void)state;
	o.length = (struct duration){1, DURATION_MONTHS};
	*list_push(&a, &p.before) = (struct duration){31, DURATION_DAYS};
	got = schedule_of(&p, &o, &s, &cn, 0, at_moment("2018-10-30T10:00"));
	assert_string_equal(got.latest.key, "assigned"); /* 31 days before is the last due day */
	got = schedule_of(&p, &o, &s, &cn, 0, at_moment("2018-10-31T10:00"));
	assert_string_equal(got.latest.key, "before:30d");
	arena_release(&a);
}

/* The earliest lead, moved back over holidays, is not before the takeover. */
static void test_takeover_covers_every_lead(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	struct state s = {0};

	(void)state;
	*list_push(&a, &p.before) = (struct duration){24, DURATION_WORKDAYS};
	*list_push(&a, &p.before) = (struct duration){80, DURATION_HOURS};
	for (day due = at_day("2017-01-01"); due < at_day("2026-12-31"); due++) {
		struct occurrence o = {.due = due,
		    .start = DAY_NONE,
		    .end = zone_moment(&cn.zone, due + 1, 0),
		    .superseded = MOMENT_NEVER};
		moment takeover = zone_moment(&cn.zone, due - schedule_takeover_days(&p), 0) - 1;
		struct schedule got = schedule_of(&p, &o, &s, &cn, 0, takeover);

		assert_string_equal(got.latest.key, "assigned");
	}
	arena_release(&a);
}

/* ---- nights */

static const struct night {
	const char *name, *start, *now, *key, *at;
	bool nights;
} nights[] = {
    /* A clock of 24 hours from 21:00: half of it passes at 09:00, four hours before its end it is 17:00, one 20:00. */
    {"its start is said the next morning", "2018-03-05T21:00", "2018-03-06T09:09", "", "", false},
    {"before the office opens", "2018-03-05T21:00", "2018-03-06T09:10", "assigned",
	"2018-03-06T09:10", false},
    {"in the office's hours", "2018-03-05T21:00", "2018-03-06T17:00", "before:4h",
	"2018-03-06T17:00", false},
    {"the evening before the last hour", "2018-03-05T21:00", "2018-03-06T18:00", "before:1h",
	"2018-03-06T18:00", false},
    {"its end waits for the morning", "2018-03-05T21:00", "2018-03-07T09:09", "before:1h",
	"2018-03-06T18:00", false},
    {"and is said then", "2018-03-05T21:00", "2018-03-07T09:10", "overdue:1", "2018-03-07T09:10",
	false},
    {"at any hour where the policy says so", "2018-03-05T21:00", "2018-03-06T21:00", "overdue:1",
	"2018-03-06T21:00", true},
    {"and before it", "2018-03-05T21:00", "2018-03-06T20:30", "before:1h", "2018-03-06T20:00",
	true},
};

static void test_night(void **state)
{
	const struct night *row = *state;
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	moment start = at_moment(row->start);
	struct occurrence o = {.start = DAY_NONE,
	    .due = zone_day(&cn.zone, start + DAY_S - 1, NULL),
	    .end = start + DAY_S,
	    .opened = start,
	    .timed = true,
	    .superseded = MOMENT_NEVER,
	    .length = {24, DURATION_HOURS}};
	struct state s = {0};
	struct schedule got;

	p.nights = row->nights;
	got = schedule_of(&p, &o, &s, &cn, 0, at_moment(row->now));
	assert_int_equal(got.any, *row->key != 0);
	if (got.any) {
		assert_string_equal(got.latest.key, row->key);
		assert_int_equal(got.latest.at, at_moment(row->at));
	}
	arena_release(&a);
}

/* ---- slots */

static void test_slots(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	day d = at_day("2018-12-24");
	int different = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		char to[32];
		moment at;

		snprintf(to, sizeof to, "mail:u%d@example.org", i);
		at = slot_of(&p, &cn, to, d);
		assert_in_range(at - at_moment("2018-12-24T09:10"), 0, 599);
		assert_int_equal(at, slot_of(&p, &cn, to, d));
		assert_int_equal(at, slot_next(&p, &cn, to, at));
		assert_int_equal(at + DAY_S, slot_next(&p, &cn, to, at + 1));
		different += at != slot_of(&p, &cn, "mail:u0@example.org", d);
	}
	assert_true(different > 190);
	arena_release(&a);
}

static void test_slot_of_free_days(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");

	(void)state;
	p.spread_s = 0;
	assert_int_equal(
	    slot_next(&p, &cn, "x:", at_moment("2018-12-30T00:00")), at_moment("2019-01-02T09:10"));
	assert_int_equal(
	    slot_next(&p, &cn, "x:", at_moment("2018-12-28T09:11")), at_moment("2018-12-29T09:10"));
	p.workdays_only = false;
	assert_int_equal(
	    slot_next(&p, &cn, "x:", at_moment("2018-12-30T00:00")), at_moment("2018-12-30T09:10"));
	p.not_after_s = p.at_s + 60;
	p.spread_s = 36000;
	for (int i = 0; i < 50; i++) {
		char to[16];

		snprintf(to, sizeof to, "x:%d", i);
		assert_in_range(slot_of(&p, &cn, to, 0) - zone_moment(&cn.zone, 0, p.at_s), 0, 60);
	}
	arena_release(&a);
}

/* ---- against a model that walks day by day */

static uint64_t dice = 0;

static int roll(int n)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (int)((dice >> 33) % (uint64_t)n);
}

enum { MODEL_MAX = 8192 };
struct said {
	char key[24];
	int stage;
	moment at;
	int64_t order; /* among equal moments of one stage: later is said */
};
struct model {
	const struct policy *p;
	const struct occurrence *o;
	const struct calendar *c;
	moment from;
	struct said list[MODEL_MAX];
	int n;
};

static bool works(const struct model *m, day d)
{
	return !m->p->workdays_only || workday_is(&m->c->workdays, d);
}

static void model_say(struct model *m, enum stage stage, const char *key, moment at, int64_t order)
{
	struct said *s = &m->list[m->n++];

	assert_true(m->n < MODEL_MAX);
	*s = (struct said){.stage = (int)stage, .at = at, .order = order};
	snprintf(s->key, sizeof s->key, "%s", key);
}

static moment model_slot(const struct model *m, day d)
{
	return zone_moment(&m->c->zone, d, m->p->at_s);
}

/* Step back from d, one day at a time, until the lead is used up. */
static day model_back(const struct model *m, day d, struct duration lead)
{
	struct civil was = civil_of(d);

	if (lead.unit == DURATION_MONTHS) {
		int month = was.month - 1 - lead.n + 1200, year = was.year + month / 12 - 100;

		month = month % 12 + 1;
		for (int mday = was.mday;; mday--)
			if (civil_day(year, month, mday) != DAY_NONE)
				return civil_day(year, month, mday);
	}
	if (lead.unit == DURATION_WEEKS)
		lead.n *= 7;
	for (int left = lead.n; left > 0;) {
		d--;
		if (lead.unit != DURATION_WORKDAYS || workday_is(&m->c->workdays, d))
			left--;
	}
	return d;
}

static void model_lead(struct model *m, struct duration lead)
{
	day floor = m->o->length.n ? model_back(m, m->o->due, m->o->length) : DAY_NONE;
	day d = model_back(m, m->o->due, lead);
	moment aim = model_slot(m, d), at;
	char written[16], key[32];

	if (lead.unit == DURATION_HOURS) {
		int second;

		aim = at = m->o->end - lead.n * HOUR_S;
		d = zone_day(&m->c->zone, at, &second);
		while (second > m->p->not_after_s)
			second--;
		at = zone_moment(&m->c->zone, d, second) == at
			 ? at
			 : zone_moment(&m->c->zone, d, m->p->not_after_s);
	} else {
		while (!works(m, d))
			d--;
		at = model_slot(m, d);
	}
	if ((m->o->length.n && d <= floor) || at < m->o->opened)
		return;
	duration_print(lead, written);
	snprintf(key, sizeof key, "before:%s", written);
	model_say(m, STAGE_BEFORE, key, at, aim);
}

/* Day after day from the first overdue one, counting what the rhythm counts. */
static void model_overdue(struct model *m, day until)
{
	day d = m->o->timed ? zone_day(&m->c->zone, m->o->end, NULL) : m->o->due + 1;
	struct duration every = m->p->overdue_every;
	int counted = 0, n = 1, owed = 0;
	char key[24];

	while (!works(m, d))
		d++;
	model_say(m, STAGE_OVERDUE, "overdue:1", m->o->timed ? m->o->end : model_slot(m, d), 1);
	for (d++; every.n > 0 && d <= until; d++) {
		if ((every.unit == DURATION_DAYS && !m->p->workdays_only) ||
		    workday_is(&m->c->workdays, d))
			if (++counted % every.n == 0)
				owed++;
		for (; owed && works(m, d); owed--) {
			n++;
			if (m->p->overdue_limit && n > m->p->overdue_limit)
				return;
			snprintf(key, sizeof key, "overdue:%d", n);
			model_say(m, STAGE_OVERDUE, key, model_slot(m, d), n);
		}
	}
}

static void model_clock(struct model *m)
{
	int64_t length = m->o->end - m->o->opened;

	model_say(m, STAGE_ASSIGNED, "assigned", m->from, 0);
	for (int64_t left = length; left >= 60; left--) {
		char key[32];

		if (left != length / 2 && left != length / 6 && left != length / 24)
			continue;
		if (left % 3600 == 0)
			snprintf(key, sizeof key, "before:%dh", (int)(left / 3600));
		else if (left % 60 == 0)
			snprintf(key, sizeof key, "before:%dm", (int)(left / 60));
		else
			snprintf(key, sizeof key, "before:%ds", (int)left);
		model_say(m, STAGE_BEFORE, key, m->o->end - left, -left);
	}
}

static void model_fill(struct model *m, day until)
{
	day d = zone_day(&m->c->zone, m->from, NULL);

	if (m->o->timed) {
		model_clock(m);
	} else {
		while (!works(m, d) || model_slot(m, d) < m->from)
			d++;
		model_say(m, STAGE_ASSIGNED, "assigned", model_slot(m, d), 0);
		for (size_t i = 0; i < m->p->before.n; i++)
			model_lead(m, m->p->before.at[i]);
		for (d = m->o->due; !works(m, d);)
			d--;
		model_say(m, STAGE_DUE, "due", model_slot(m, d), 0);
	}
	model_overdue(m, until);
}

static bool model_is_silenced(const struct model *m, const struct said *s)
{
	for (int i = 0; i < m->n; i++)
		if (m->list[i].stage > s->stage && m->list[i].at <= s->at)
			return true;
	return false;
}

static bool model_beats(const struct said *a, const struct said *b)
{
	if (!b || a->at != b->at)
		return !b || a->at > b->at;
	return a->stage != b->stage ? a->stage > b->stage : a->order >= b->order;
}

static void model_compare(const struct model *m, const struct schedule *got, moment now)
{
	const struct said *latest = NULL;
	moment next = MOMENT_NEVER;

	for (int i = 0; i < m->n; i++) {
		const struct said *s = &m->list[i];

		if (s->at >= m->o->superseded || model_is_silenced(m, s))
			continue;
		if (s->at > now)
			next = s->at < next ? s->at : next;
		else if (model_beats(s, latest))
			latest = s;
	}
	assert_int_equal(got->any, latest != NULL);
	if (latest) {
		assert_string_equal(got->latest.key, latest->key);
		assert_int_equal(got->latest.at, latest->at);
	}
	assert_int_equal(got->next, next);
}

static struct policy random_policy(struct arena *a)
{
	static const enum duration_unit leads[] = {
	    DURATION_DAYS, DURATION_WORKDAYS, DURATION_WEEKS, DURATION_MONTHS, DURATION_HOURS};
	struct policy p = policy_defaults(a, "random");

	p.before.n = 0;
	for (int i = roll(5); i > 0; i--) {
		enum duration_unit unit = leads[roll(5)];

		*list_push(a, &p.before) =
		    (struct duration){1 + roll(unit == DURATION_MONTHS	? 3
					       : unit == DURATION_WEEKS ? 6
									: 40),
			unit};
	}
	p.at_s = roll(DAY_S);
	p.not_after_s = roll(DAY_S);
	p.workdays_only = roll(3) > 0;
	p.overdue_every = (struct duration){roll(9), roll(2) ? DURATION_DAYS : DURATION_WORKDAYS};
	p.overdue_limit = roll(3) ? 0 : 1 + roll(5);
	return p;
}

static struct occurrence random_occurrence(const struct calendar *c)
{
	struct occurrence o = {.start = DAY_NONE, .superseded = MOMENT_NEVER};
	int kind = roll(4);

	o.due = at_day("2016-06-01") + roll(3500);
	o.end = zone_moment(&c->zone, o.due + 1, 0);
	if (kind == 1) { /* a period */
		o.length = (struct duration){1 + roll(12), DURATION_MONTHS};
		o.superseded = o.end + roll(200) * (moment)DAY_S + 1;
	} else if (kind == 2) { /* a clock in days */
		o.length =
		    (struct duration){1 + roll(40), roll(2) ? DURATION_WORKDAYS : DURATION_DAYS};
		o.opened = zone_moment(&c->zone, o.due, roll(DAY_S));
		o.end = duration_end(c, o.length, o.opened);
		o.due = zone_day(&c->zone, o.end - 1, NULL);
	} else if (kind == 3) { /* a clock in hours */
		o.timed = true;
		o.length = (struct duration){1 + roll(96), DURATION_HOURS};
		o.opened = zone_moment(&c->zone, o.due, roll(DAY_S));
		o.end = o.opened + o.length.n * HOUR_S;
		o.due = zone_day(&c->zone, o.end - 1, NULL);
	}
	return o;
}

static void one_case(const struct calendar *c)
{
	static struct model m;
	struct arena a = {0};
	struct policy p = random_policy(&a);
	struct occurrence o = random_occurrence(c);
	struct state s = {0};
	moment known = o.end + (moment)(roll(700) - 600) * DAY_S + roll(DAY_S);

	m = (struct model){.p = &p, .o = &o, .c = c};
	m.from = known > o.opened ? known : o.opened;
	model_fill(&m, o.due + 520);
	for (int i = 0; i < 12; i++) {
		moment now = i < 8 ? o.end + (moment)(roll(560) - 160) * DAY_S + roll(DAY_S)
				   : m.list[roll(m.n)].at - roll(2);
		struct schedule got;

		if (now > o.end + (moment)480 * DAY_S)
			continue;
		got = schedule_of(&p, &o, &s, c, known, now);
		model_compare(&m, &got, now);
	}
	arena_release(&a);
}

static void test_against_model(void **state)
{
	static const char *const zones[] = {"Asia/Shanghai", "America/New_York", "UTC"};
	const char *seed = getenv("DEADLINED_SEED"), *cases = getenv("DEADLINED_CASES");
	struct calendar c = cn;

	(void)state;
	dice = seed ? strtoull(seed, NULL, 10) : 20161029;
	print_message("schedule: seed %llu\n", (unsigned long long)dice);
	for (int i = 0, n = cases ? atoi(cases) : 2000; i < n; i++) {
		assert_true(zone_open(zones[i % 3], &c.zone, NULL));
		one_case(&c);
	}
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_silent_when_over),
	    cmocka_unit_test(test_superseded),
	    cmocka_unit_test(test_limit_of_overdue),
	    cmocka_unit_test(test_repeat_counts_from_known),
	    cmocka_unit_test(test_no_lead_as_long_as_the_period),
	    cmocka_unit_test(test_takeover_covers_every_lead),
	    cmocka_unit_test(test_slots),
	    cmocka_unit_test(test_slot_of_free_days),
	    cmocka_unit_test(test_against_model),
	};
	int failed = 0;

	open_calendar(NULL);
	failed += table_run("schedule", dated, test_dated);
	failed += table_run("clock", clocks, test_clock);
	failed += table_run("nights", nights, test_night);
	failed += cmocka_run_group_tests_name("rules", single, NULL, NULL);
	close_calendar(NULL);
	return failed;
}
