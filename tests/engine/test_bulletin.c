/* Bulletins of a small office: what is counted after what happened, for any day; and that each goes out once for its
 * day, whatever ticks, restarts and outages there are. PLANS=n in the environment tries n random plans. */
#include <inttypes.h>
#include "engine/bulletin.h"
#include "draw.h"
#include "office.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2018-12-31"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
    {"4", "甲局", .relative = "P3BD"},
    {"5", "甲局", .target = 5},
};

static struct office *open_office(enum bulletin_rhythm every)
{
	struct office *o = office_open(NULL);
	struct policy *p = &o->settings.policies.list.at[0];

	p->bulletin.every = every;
	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	return o;
}

static json_t *bulletin_on(struct office *o, const char *on, moment now)
{
	scope(text) arguments = {0};
	json_t *answer;

	text_addf(&arguments, "{\"day\": \"%s\"}", on);
	answer = office_verb(o, "bulletin", now, text_get(&arguments));
	if (!answer)
		fail_msg("%s", o->err.s);
	return answer;
}

static void add_lights(const json_t *lights, struct text *out)
{
	for (int l = LIGHT_RED; l >= LIGHT_GREY; l--)
		text_addf(
		    out, "%lld ", (long long)json_get_int(lights, light_name((enum light)l), -1));
}

static int64_t total(const json_t *answer, const char *list)
{
	return json_get_int(json_object_get(answer, list), "total", -1);
}

/* ---- what is counted */

struct deed {
	const char *at, *verb, *arguments;
};
static const struct story {
	const char *name;
	struct deed deeds[4];
	const char *day;
	const char *
	    counts; /* red yellow green grey / their changes / done overdue passed coming moved / silent units */
} stories[] = {
    {"before the plan was known", {{0}}, "2016-10-28", "0 0 0 0 / 0 0 0 0 / 0 0 0 0 0 / "},
    {"on its first day", {{0}}, "2016-10-29", "0 0 3 2 / 0 0 3 2 / 0 0 0 0 0 / "},
    {"one passed", {{0}}, "2017-01-02", "1 0 2 2 / 1 0 -1 0 / 0 1 1 0 0 / 甲局 "},
    {"a month later it is old", {{0}}, "2017-01-20", "1 0 2 2 / 0 0 0 0 / 0 1 0 0 0 / 甲局 "},
    {"somebody reported",
	{{"2017-01-10T10:00", "report", "{\"address\": \"office-1:1.1\", \"values\": [\"=10\"]}"}},
	"2017-01-20", "1 1 1 2 / 0 1 -1 0 / 0 1 0 0 0 / "},
    {"it was reported, but before the period",
	{{"2017-01-10T10:00", "report", "{\"address\": \"office-1:1.1\", \"values\": [\"=190\"]}"}},
	"2017-02-20", "1 0 2 2 / 0 0 0 0 / 0 1 0 0 0 / 甲局 "},
    {"a late one is done", {{"2017-01-10T10:00", "done", "{\"address\": \"office-1:3.1\"}"}},
	"2017-01-20", "0 0 2 3 / -1 0 0 1 / 1 0 0 0 0 / 甲局 "},
    {"on the day before, it is not done yet",
	{{"2017-01-10T10:00", "done", "{\"address\": \"office-1:3.1\"}"}}, "2017-01-09",
	"1 0 2 2 / 0 0 0 0 / 0 1 0 0 0 / 甲局 "},
    {"what was taken back is not done",
	{{"2017-01-10T10:00", "done", "{\"address\": \"office-1:3.1\"}"},
	    {"2017-01-11T10:00", "undo", "{}"}},
	"2017-01-20", "1 0 2 2 / 0 0 0 0 / 0 1 0 0 0 / 甲局 "},
    {"it is due in the next period", {{0}}, "2017-06-15", "1 0 2 2 / 0 0 0 0 / 0 1 0 1 0 / 甲局 "},
    {"more time was granted",
	{{"2017-06-20T10:00", "extend",
	    "{\"address\": \"office-1:1.1\", \"day\": \"2017-12-31\", \"reason\": \"r\"}"}},
	"2017-07-02", "1 0 2 2 / 0 0 0 0 / 0 1 0 0 1 / 甲局 "},
    {"it was let go",
	{{"2017-06-20T10:00", "waive", "{\"address\": \"office-1:1.1\", \"reason\": \"r\"}"}},
	"2017-07-02", "1 0 1 3 / 0 0 -1 1 / 0 1 1 0 1 / "},
    {"a clock was started", {{"2017-03-06T10:00", "start", "{\"address\": \"office-1:4.1\"}"}},
	"2017-03-20", "2 0 2 1 / 1 0 0 -1 / 0 2 1 0 0 / 甲局 "},
    {"and done in time",
	{{"2017-03-06T10:00", "start", "{\"address\": \"office-1:4.1\"}"},
	    {"2017-03-08T10:00", "done", "{\"address\": \"office-1:4.1@1\"}"}},
	"2017-03-20", "1 0 2 2 / 0 0 0 0 / 1 1 1 0 0 / "},
};

static const char *counts_of(struct office *o, const json_t *answer)
{
	static const char *const lists[] = {"overdue", "passed", "coming", "moved"};
	scope(text) out = {0};
	const json_t *unit;
	size_t i;

	add_lights(json_object_get(answer, "lights"), &out);
	text_add(&out, "/ ");
	add_lights(json_object_get(answer, "change"), &out);
	text_addf(&out, "/ %lld ", (long long)json_get_int(answer, "done", -1));
	for (i = 0; i < ROWS(lists); i++)
		text_addf(&out, "%lld ", (long long)total(answer, lists[i]));
	text_add(&out, "/ ");
	json_array_foreach (json_object_get(answer, "units"), i, unit)
		if (json_get_bool(unit, "silent", false))
			text_addf(&out, "%s ", json_get_text(unit, "name", ""));
	return arena_dup(&o->a, text_get(&out));
}

static void test_story(void **state)
{
	const struct story *story = *state;
	struct office *o = open_office(BULLETIN_MONTH);
	json_scope answer = NULL;

	for (size_t i = 0; i < ROWS(story->deeds) && story->deeds[i].verb; i++)
		office_do(o, story->deeds[i].verb, office_moment(o, story->deeds[i].at),
		    story->deeds[i].arguments);
	answer = bulletin_on(o, story->day, office_moment(o, "2019-01-01T12:00"));
	assert_string_equal(counts_of(o, answer), story->counts);
	assert_int_equal(
	    total(answer, "overdue"), json_get_int(json_object_get(answer, "lights"), "red", -1));
	office_close(o);
}

static void what_cannot_be_is_refused(void **state)
{
	struct office *o = open_office(BULLETIN_MONTH);
	moment now = office_moment(o, "2017-06-28T10:00");

	(void)state;
	assert_null(office_verb(o, "bulletin", now, "{\"day\": \"2017-06-29\"}"));
	assert_non_null(strstr(o->err.s, "still to come"));
	assert_null(office_verb(o, "bulletin", now, "{\"policy\": \"strict\"}"));
	assert_non_null(strstr(o->err.s, "there are: default"));
	office_close(o);
}

/* ---- when it goes out */

#define LETTERS "SELECT count(*) FROM contents WHERE subject LIKE '%通报】%'"
#define DAYS                                                                                       \
	"SELECT date(created + 28800, 'unixepoch') FROM deliveries JOIN contents ON delivery = id" \
	" WHERE subject LIKE '%通报】%' ORDER BY created"

static void live(struct office *o, const char *from, const char *to)
{
	moment now = office_moment(o, from), end = office_moment(o, to);

	while (now < end) {
		moment next;

		good(o, tick_run(o->engine, now, &o->err));
		next = tick_next(o->engine);
		assert_true(next > now);
		now = next;
	}
}

static void each_month_on_its_first_working_day(void **state)
{
	struct office *o = open_office(BULLETIN_MONTH);

	(void)state;
	live(o, "2016-10-29T08:00", "2017-05-03T00:00");
	assert_string_equal(office_words(o, DAYS),
	    "2016-11-01 2016-12-01 2017-01-03 2017-02-03 2017-03-01 2017-04-01 2017-05-02");
	/* Made at 09:10, sent in the supervisors' own slot within ten minutes. */
	assert_int_equal(
	    office_count(o,
		"SELECT count(*) FROM deliveries JOIN contents ON delivery = id WHERE subject LIKE "
		"'%通报】%' AND (created % 86400 <> 4200 OR next - created NOT BETWEEN 0 AND 600 "
		"OR channel <> 'group')"),
	    0);
	office_close(o);
}

/* Of a large plan it is counted some tasks a tick, and a restart in between begins anew. */
static void a_large_plan_is_counted_in_steps(void **state)
{
	enum { TASKS = 700 };
	static struct row many[TASKS];
	struct office *o = office_open(NULL);
	moment now = office_moment(o, "2016-11-01T09:10");
	json_scope data = NULL;
	const json_t *lights;
	const char *body;
	int counting = 0;

	(void)state;
	for (int i = 0; i < TASKS; i++)
		many[i] = (struct row){arena_printf(&o->a, "%d", i + 1), "甲局",
		    .due = i % 7 ? "2018-12-31" : "2016-10-31"};
	o->settings.policies.list.at[0].bulletin.every = BULLETIN_MONTH;
	office_read(o, many, office_moment(o, "2016-10-29T08:00"));
	office_tick(o, "2016-10-31T18:00");
	for (bool more = true; more;) {
		good(o, tick_step(o->engine, now, &more, &o->err));
		counting += o->engine->issue != NULL;
		if (counting == 2) {
			assert_int_equal(office_count(o, LETTERS), 0);
			office_restart(o);
		}
	}
	assert_in_range(counting, 5, 6);
	office_tick(o, "2016-11-01T09:11");
	assert_int_equal(office_count(o, LETTERS), 1);
	body = office_words(
	    o, "SELECT CAST(body AS TEXT) FROM contents WHERE subject LIKE '%通报】%'");
	assert_true(json_parse(body, strlen(body), "body", &data, &o->err));
	lights = json_object_get(json_object_get(data, "data"), "lights");
	assert_int_equal(json_get_int(lights, "green", -1), TASKS - TASKS / 7);
	assert_int_equal(json_get_int(lights, "red", -1), TASKS / 7);
	office_close(o);
}

static void a_plan_without_anything_open_says_nothing(void **state)
{
	static const struct row one[] = {{"1", "甲局", .due = "2017-06-30"}};
	struct office *o = office_open(NULL);

	(void)state;
	o->settings.policies.list.at[0].bulletin.every = BULLETIN_WEEK;
	live(o, "2016-10-20T08:00", "2016-10-29T08:00");
	office_read(o, one, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2016-11-01T00:00");
	assert_string_equal(office_words(o, DAYS), "2016-10-31");
	office_do(
	    o, "done", office_moment(o, "2016-11-01T08:00"), "{\"address\": \"office-1:1.1\"}");
	live(o, "2016-11-01T08:00", "2017-03-01T00:00");
	assert_string_equal(office_words(o, DAYS), "2016-10-31 2016-11-07");
	office_close(o);
}

static void an_outage_yields_the_newest_one_when_the_office_opens(void **state)
{
	struct office *o = open_office(BULLETIN_WEEK);

	(void)state;
	live(o, "2016-10-29T08:00", "2016-11-01T00:00");
	office_restart(o);
	live(o, "2016-11-26T11:00", "2016-11-29T00:00"); /* a Saturday: Monday's own comes first */
	assert_string_equal(office_words(o, DAYS), "2016-10-31 2016-11-28");
	office_restart(o);
	office_tick(o, "2016-12-07T22:00");
	office_tick(o, "2016-12-07T22:30");
	assert_int_equal(office_count(o, LETTERS), 2);
	live(o, "2016-12-07T22:30", "2016-12-09T00:00");
	assert_string_equal(office_words(o, DAYS), "2016-10-31 2016-11-28 2016-12-08");
	office_close(o);
}

static void policies_that_tell_the_same_people_share_one(void **state)
{
	struct office *o = open_office(BULLETIN_MONTH);
	struct settings *s = &o->settings;
	struct policy strict = office_policy(s), own = office_policy(s);

	(void)state;
	strict.name = "strict";
	strict.bulletin.every = BULLETIN_MONTH;
	own.name = "own";
	own.bulletin.every = BULLETIN_MONTH;
	own.bulletin.to = (struct names){0};
	*list_push(&s->arena, &own.bulletin.to) = "mail:leader@example.org";
	*list_push(&s->arena, &s->policies.list) = strict;
	*list_push(&s->arena, &s->policies.list) = own;
	*list_push(&s->arena, &s->policies.rules) =
	    (struct policy_rule){.policy = "strict", .unit = "乙局"};
	*list_push(&s->arena, &s->policies.rules) =
	    (struct policy_rule){.policy = "own", .unit = "丙办"};
	live(o, "2016-10-29T08:00", "2016-11-02T00:00");
	assert_string_equal(
	    office_words(o,
		"SELECT channel || ':' || recipient FROM deliveries JOIN contents ON delivery = id"
		" WHERE subject LIKE '%通报】%' ORDER BY 1"),
	    "group: mail:leader@example.org");
	assert_int_equal(
	    office_count(o, "SELECT json_extract(CAST(body AS TEXT), '$.data.tasks') FROM contents "
			    "WHERE CAST(body AS TEXT) LIKE '%deadlined.bulletin%'"),
	    4);
	office_close(o);
}

/* ---- random ticks */

static int wanted(int otherwise)
{
	const char *n = getenv("PLANS");

	return n ? atoi(n) : otherwise;
}

/* Of each period in which the office was seen open after its slot there is one; of no period two. */
struct watching {
	struct office *office;
	enum bulletin_rhythm every;
	day on;	   /* the present bulletin day */
	bool seen; /* there was a tick at which its bulletin could go out */
	int64_t said;
};

static void judge(struct watching *w, moment now)
{
	const struct calendar *c = &w->office->settings.calendar;
	int second;
	day today = zone_day(&c->zone, now, &second),
	    on = bulletin_day_last(w->every, &c->workdays, today);
	int64_t said = office_count(w->office, LETTERS);
	bool open = workday_is(&c->workdays, today) && second >= 33000 && second <= 64800;

	if (on != DAY_NONE && zone_moment(&c->zone, on, 33000) > now)
		on = bulletin_day_last(w->every, &c->workdays, on - 1);
	if (on != w->on)
		w->seen = false;
	assert_int_equal(said - w->said, open && !w->seen && on >= office_day("2016-10-31"));
	w->seen = w->seen || open;
	w->on = on;
	w->said = said;
}

static void once_whatever_happens(void **state)
{
	(void)state;
	for (int i = 0; i < wanted(6); i++) {
		uint64_t seed = 0x9e3779b97f4a7c15u * (uint64_t)(i + 1);
		struct watching w = {
		    .every = i % 2 ? BULLETIN_WEEK : BULLETIN_MONTH, .on = DAY_NONE};
		moment now, end;

		w.office = open_office(w.every);
		now = office_moment(w.office, "2016-10-29T08:00");
		end = office_moment(w.office, "2017-12-01T00:00");
		while (now < end) {
			good(w.office, tick_run(w.office->engine, now, &w.office->err));
			judge(&w, now);
			if (!below(&seed, 10))
				office_restart(w.office);
			now += below(&seed, 3) ? below(&seed, 2 * DAY_S)
					       : 1 + below(&seed, 40) * DAY_S / 3;
		}
		office_close(w.office);
	}
}

/* ---- random histories: any day's counts are those that a listing had when that day ended */

enum { TASKS = 5, DEEDS = 10, LOOKS = 4 };
struct tally {
	moment at;
	int lights[LIGHTS];
};

static void list_lights(struct office *o, struct tally *t)
{
	json_scope answer = office_verb(o, "list", t->at, "{}");
	const json_t *item;
	size_t i;

	assert_non_null(answer);
	json_array_foreach (json_object_get(answer, "items"), i, item)
		for (int l = 0; l < LIGHTS; l++)
			t->lights[l] +=
			    !strcmp(json_get_text(item, "light", ""), light_name((enum light)l));
}

static void draw_row(uint64_t *seed, struct arena *a, int i, struct row *r)
{
	static const char *const units[] = {"甲局", "乙局", "丙办"};
	char due[11];

	*r = (struct row){.no = arena_printf(a, "%d", i + 1), .unit = units[below(seed, 3)]};
	r->target = below(seed, 3) ? 10 * (1 + below(seed, 20)) : 0;
	if (!below(seed, 4)) {
		r->recurrence =
		    below(seed, 2) ? "FREQ=YEARLY;start=2016" : "FREQ=MONTHLY;BYMONTHDAY=5";
	} else if (!below(seed, 4)) {
		r->relative = "P3BD";
	} else {
		civil_print(office_day("2016-12-30") + below(seed, 500), due);
		r->due = arena_dup(a, due);
	}
}

/* A notice that is read again with another day, or what somebody does; what cannot be is refused. */
static void do_something(uint64_t *seed, struct office *o, struct row *plan, moment at)
{
	static const char *const verbs[] = {
	    "report", "report", "report", "done", "reopen", "start", "undo", "waive", "extend"};
	const char *verb = verbs[below(seed, 9)];
	int task = below(seed, TASKS);
	scope(text) arguments = {0};
	char day_text[11];
	json_t *ignored;

	if (!below(seed, 5) && plan[task].due) {
		struct diff changes;

		civil_print(office_day("2016-12-30") + below(seed, 500), day_text);
		plan[task].due = arena_dup(&o->a, day_text);
		changes = office_take(o, "office-1", plan, TASKS, at);
		diff_release(&changes);
		return;
	}
	civil_print(zone_day(&o->settings.calendar.zone, at, NULL) + 1 + below(seed, 90), day_text);
	text_addf(&arguments, "{\"address\": \"office-1:%d.1\"", task + 1);
	if (!strcmp(verb, "report"))
		text_addf(&arguments, ", \"values\": [\"=%d\"]", 10 * below(seed, 30));
	if (!strcmp(verb, "extend"))
		text_addf(&arguments, ", \"day\": \"%s\"", day_text);
	if (!strcmp(verb, "extend") || !strcmp(verb, "waive"))
		text_add(&arguments, ", \"reason\": \"r\"");
	text_add(&arguments, "}");
	ignored = office_verb(o, verb, at, text_get(&arguments));
	json_decref(ignored);
}

static void compare(struct office *o, const struct tally *then, const struct tally *before,
    moment now, uint64_t seed)
{
	char day_text[11];
	json_scope answer = NULL;

	civil_print(zone_day(&o->settings.calendar.zone, then->at, NULL), day_text);
	answer = bulletin_on(o, day_text, now);
	for (int l = 0; l < LIGHTS; l++) {
		const char *name = light_name((enum light)l);
		int64_t n = json_get_int(json_object_get(answer, "lights"), name, -1),
			change = json_get_int(json_object_get(answer, "change"), name, -99);

		if (n != then->lights[l] || change != then->lights[l] - before->lights[l])
			fail_msg("seed %" PRIu64 " %s %s: %" PRId64 " (%+" PRId64 "), not %d (%+d)",
			    seed, day_text, name, n, change, then->lights[l],
			    then->lights[l] - before->lights[l]);
	}
}

static int by_moment(const void *a, const void *b)
{
	moment x = *(const moment *)a, y = *(const moment *)b;

	return (x > y) - (x < y);
}

static void try_history(uint64_t seed)
{
	struct office *o = office_open(NULL);
	const struct calendar *c = &o->settings.calendar;
	struct row plan[TASKS];
	uint64_t draws = seed;
	moment from = office_moment(o, "2016-11-01T08:00"), deeds[DEEDS];
	struct tally looks[2 * LOOKS]; /* the day before the period, and the day's end */
	size_t done = 0;

	office_watch(o)->bulletin.every = seed % 2 ? BULLETIN_WEEK : BULLETIN_MONTH;
	for (int i = 0; i < TASKS; i++)
		draw_row(&draws, &o->a, i, &plan[i]);
	for (int i = 0; i < DEEDS; i++)
		deeds[i] = from + 1 + below(&draws, 500 * DAY_S);
	qsort(deeds, DEEDS, sizeof *deeds, by_moment);
	{
		struct diff changes = office_take(o, "office-1", plan, TASKS, from);

		diff_release(&changes);
	}
	/* Looks lie in turn: each period begins after the day before it ended. */
	for (int i = 0; i < LOOKS; i++) {
		day d = zone_day(&c->zone, from, NULL) + 60 + 120 * i + below(&draws, 60);
		day before = bulletin_day_last(
		    o->settings.policies.list.at[0].bulletin.every, &c->workdays, d - 1);

		looks[2 * i] = (struct tally){.at = zone_moment(&c->zone, before, 33000)};
		looks[2 * i + 1] = (struct tally){.at = zone_moment(&c->zone, d + 1, 0) - 1};
	}
	for (int i = 0; i < 2 * LOOKS; i++) {
		while (done < DEEDS && deeds[done] <= looks[i].at)
			do_something(&draws, o, plan, deeds[done++]);
		list_lights(o, &looks[i]);
	}
	while (done < DEEDS)
		do_something(&draws, o, plan, deeds[done++]);
	for (int i = 0; i < LOOKS; i++)
		compare(o, &looks[2 * i + 1], &looks[2 * i], from + 900 * DAY_S, seed);
	office_close(o);
}

static void any_day_is_what_a_listing_showed_then(void **state)
{
	(void)state;
	for (int i = 0; i < wanted(20); i++)
		try_history(0x9e3779b97f4a7c15u * (uint64_t)(i + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_cannot_be_is_refused),
	    cmocka_unit_test(each_month_on_its_first_working_day),
	    cmocka_unit_test(a_large_plan_is_counted_in_steps),
	    cmocka_unit_test(a_plan_without_anything_open_says_nothing),
	    cmocka_unit_test(an_outage_yields_the_newest_one_when_the_office_opens),
	    cmocka_unit_test(policies_that_tell_the_same_people_share_one),
	    cmocka_unit_test(once_whatever_happens),
	    cmocka_unit_test(any_day_is_what_a_listing_showed_then),
	};

	return table_run("stories", stories, test_story) +
	       cmocka_run_group_tests_name("bulletin", tests, NULL, NULL);
}
