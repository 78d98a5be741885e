/* Whom the plan reaches, and that deputies hear: asked of a small office whose units are away at times. */
#include "office.h"
#include "store/agenda.h"

static struct unit *unit_add(struct office *o, const char *name, const char *notify)
{
	struct unit *u;

	office_unit(o, name, notify, false);
	u = &o->settings.directory.units.at[o->settings.directory.units.n - 1];
	return u;
}

static void away(
    struct office *o, struct unit *u, const char *first, const char *last, const char *deputy)
{
	*list_push(&o->settings.arena, &u->away) =
	    (struct absence){office_day(first), office_day(last)};
	if (deputy)
		*list_push(&o->settings.arena, &u->deputies) = deputy;
}

static struct unit_group *group_add(struct office *o, const char *name, const char *member)
{
	struct unit_group *g = list_push(&o->settings.arena, &o->settings.directory.groups);

	g->name = name;
	*list_push(&o->settings.arena, &g->members) = member;
	return g;
}

/* One line a unit: "NAME TASKS/LEADING/SUPPORTING REACHED CHANNEL:ADDRESS(UNIT[ until DAY]) …[ SUGGESTION?]". */
static void add_unit_line(struct text *out, const json_t *unit)
{
	const json_t *hears = json_object_get(unit, "hears"), *to;
	size_t i;

	text_addf(out, "%s %lld/%lld/%lld %s", json_get_text(unit, "name", ""),
	    (long long)json_get_int(unit, "tasks", 0), (long long)json_get_int(unit, "leading", 0),
	    (long long)json_get_int(unit, "supporting", 0), json_get_text(unit, "reached", ""));
	json_array_foreach (hears, i, to) {
		text_addf(out, " %s:%s(%s", json_get_text(to, "channel", ""),
		    json_get_text(to, "address", ""), json_get_text(to, "unit", "-"));
		if (json_get_text(to, "deputy_until", NULL))
			text_addf(out, " until %s", json_get_text(to, "deputy_until", NULL));
		text_addc(out, ')');
	}
	if (json_get_text(unit, "suggestion", NULL))
		text_addf(out, " %s?", json_get_text(unit, "suggestion", NULL));
	text_addc(out, '\n');
}

static void check_units(
    struct office *o, const char *now, const char *arguments, const char *expected)
{
	json_scope answer = office_verb(o, "units", office_moment(o, now), arguments);
	scope(text) out = {0};
	const json_t *one;
	size_t i;

	if (!answer)
		fail_msg("%s", o->err.s);
	json_array_foreach (json_object_get(answer, "units"), i, one)
		add_unit_line(&out, one);
	json_array_foreach (json_object_get(answer, "unused"), i, one)
		text_addf(&out, "unused %s\n", json_string_value(one));
	assert_string_equal(text_get(&out), expected);
}

static void every_name_is_listed_worst_first(void **state)
{
	static const struct row rows[] = {
	    {"1", "甲局", .due = "2027-06-30"},
	    {"2", "市网信局", .due = "2027-06-30"},
	    {"3", "各区", .due = "2027-06-30"},
	    {"4", "哑局", .due = "2027-06-30"},
	    {"5", "甲 局", .due = "2027-06-30"},
	};
	static const struct row others[] = {{"1", "市網信局", .due = "2027-06-30"}};
	struct office *o = *state;
	moment now = office_moment(o, "2026-11-26T08:00");
	struct diff changes;

	unit_add(o, "哑局", NULL)->notify.n = 0;
	unit_add(o, "市网信统筹局", "mail:w@example.org");
	away(o, unit_add(o, "东区", "mail:e@example.org"), "2026-11-20", "2026-11-30", "乙局");
	group_add(o, "各*区", "东区");
	office_read(o, rows, now);
	changes = office_take(o, "office-2", others, ROWS(others), now);
	diff_release(&changes);
	check_units(o, "2026-11-26T08:00", "{}",
	    "哑局 1/0/0 nobody\n"
	    "市网信局 2/0/0 unknown_units mail:unknown@example.org(市网信局) 市网信统筹局?\n"
	    "甲局 2/0/0 listed mail:a@example.org(甲局)\n"
	    "各区 1/0/0 listed mail:b@example.org(东区 until 2026-11-30)\n"
	    "unused 市网信统筹局\n");
	check_units(o, "2026-12-01T00:00", "{\"notice\": \"office-2\"}",
	    "市網信局 1/0/0 unknown_units mail:unknown@example.org(市網信局) 市网信统筹局?\n");
	o->settings.directory.unknown.n = 0;
	check_units(o, "2026-12-01T00:00", "{\"notice\": \"office-2\"}",
	    "市網信局 1/0/0 nobody 市网信统筹局?\n");
}

static void leading_and_supporting_are_counted(void **state)
{
	static const struct row rows[] = {{"1", "甲局", .due = "2027-06-30"}};
	struct office *o = *state;
	struct notice n = office_notice("office-1", "2026-10-29", rows, 1);
	moment now = office_moment(o, "2026-11-26T08:00");
	struct diff changes = {0};
	struct task *t = &n.tasks.at[0];

	*list_push(&n.arena, &t->units) = "乙局";
	*list_push(&n.arena, &t->lead) = "甲局";
	*list_push(&n.arena, &t->supporting) = "乙局";
	*list_push(&n.arena, &t->supporting) = "督查室";
	good(o, take_notice(o->engine, &n, now, &changes, &o->err));
	notice_release(&n);
	diff_release(&changes);
	check_units(o, "2026-11-26T08:00", "{}",
	    "甲局 1/1/0 listed mail:a@example.org(甲局)\n"
	    "乙局 1/0/1 listed mail:b@example.org(乙局)\n"
	    "督查室 1/0/1 listed group:(督查室)\n");
	good(o, take_present(o->engine, &(struct names){0}, now, &o->err));
	check_units(o, "2026-11-26T08:00", "{}", "unused 甲局\nunused 乙局\n");
}

/* ---- deputies */

static const struct row one[] = {{"1", "甲局", .due = "2017-06-30"}};

/* What was said, in its order: "STAGE>RECIPIENT". */
#define SAID "SELECT key || '>' || recipient FROM reminders WHERE state = 1 ORDER BY id"

static struct unit *unit_find(struct office *o, const char *name)
{
	return (struct unit *)directory_find_exact(&o->settings.directory, name);
}

/* Tick at every moment that the engine itself asks for, from `from` until `to`. */
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

static void a_deputy_hears_while_the_unit_is_away(void **state)
{
	struct office *o = *state;

	away(o, unit_find(o, "甲局"), "2017-06-20", "2017-06-29", "乙局");
	office_read(o, one, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2017-07-04T00:00");
	assert_string_equal(office_words(o, SAID),
	    "assigned>a@example.org before:30d>a@example.org before:7d>b@example.org "
	    "before:1wd>b@example.org due>a@example.org overdue:1>a@example.org overdue:1>");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries WHERE recipient = 'b@example.org'"),
	    2);
}

/* Put down at 09:10 for a slot some minutes later, and the configuration changes in between. */
static void an_absence_that_begins_before_the_slot_counts(void **state)
{
	struct office *o = *state;
	struct unit *u = unit_find(o, "甲局");

	office_read(o, one, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2017-06-23T09:10");
	office_tick(o, "2017-06-23T09:10");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE state = 0"), 1);
	away(o, u, "2017-06-23", "2017-06-23", "乙局");
	live(o, "2017-06-23T09:10", "2017-06-29T09:10");
	office_tick(o, "2017-06-29T09:10");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE state = 0"), 1);
	u->away.at[0].last = office_day("2017-06-29");
	live(o, "2017-06-29T09:10", "2017-06-30T09:10");
	office_tick(o, "2017-06-30T09:10");
	u->away.n = 0;
	live(o, "2017-06-30T09:10", "2017-07-02T00:00");
	assert_string_equal(office_words(o, SAID),
	    "assigned>a@example.org before:30d>a@example.org before:7d>b@example.org "
	    "before:1wd>b@example.org due>a@example.org");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE late"), 0);
}

/* Put down on Saturday for Monday, when the absence has ended, or begun. */
static void the_day_that_counts_is_that_of_the_slot(void **state)
{
	static const struct {
		const char *first, *last, *hears;
	} rows[] = {{"2017-06-20", "2017-06-25", "a@example.org"},
	    {"2017-06-26", "2017-06-30", "b@example.org"}};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct office *o = office_open(NULL);

		office_read(o, one, office_moment(o, "2016-10-29T08:00"));
		live(o, "2016-10-29T08:00", "2017-05-01T00:00");
		away(o, unit_find(o, "甲局"), rows[i].first, rows[i].last, "乙局");
		office_tick(o, "2017-06-24T11:00");
		live(o, "2017-06-24T11:00", "2017-06-27T00:00");
		assert_string_equal(
		    office_words(o, "SELECT recipient FROM reminders WHERE key = 'before:7d'"),
		    rows[i].hears);
		office_close(o);
	}
}

/* Whatever wakes a milestone: what the unit heard its deputy does not, and what the deputy heard the unit does not. */
static void a_stage_is_not_heard_again_by_the_other(void **state)
{
	struct office *o = *state;

	away(o, unit_find(o, "甲局"), "2017-06-20", "2017-06-25", "乙局");
	office_read(o, one, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2017-06-21T12:00");
	good(o, agenda_wake_all(o->engine->db, office_moment(o, "2017-06-21T12:00"), &o->err));
	live(o, "2017-06-21T12:00", "2017-06-26T12:00");
	good(o, agenda_wake_all(o->engine->db, office_moment(o, "2017-06-26T12:00"), &o->err));
	live(o, "2017-06-26T12:00", "2017-06-28T00:00");
	assert_string_equal(office_words(o, SAID),
	    "assigned>a@example.org before:30d>a@example.org before:7d>b@example.org");
}

static void a_deputy_is_told_in_whose_place(void **state)
{
	static const struct row both[] = {
	    {"1", "甲局", .due = "2017-06-30"}, {"2", "乙局", .due = "2017-06-30"}};
	struct office *o = *state;
	const char *body;

	away(o, unit_find(o, "甲局"), "2016-10-29", "2016-11-30", "group");
	unit_find(o, "乙局")->notify.at[0] = "group";
	office_read(o, both, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2016-11-02T00:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 1);
	body = office_words(o, "SELECT CAST(body AS TEXT) FROM contents");
	assert_non_null(strstr(body, "\"in_place_of\":\"甲局\""));
	assert_non_null(strstr(body, "\"in_place_of\":null"));
	assert_non_null(strstr(body, "\"unit\":\"乙局\""));
}

/* ---- absences that come and go at any moment */

enum { LIVES = 20, SEED = 34 };

static unsigned pick(unsigned *seed, unsigned n)
{
	return (unsigned)rand_r(seed) % n;
}

static void stand_in(struct office *o, const char *name, const char *deputy)
{
	struct unit *u = unit_find(o, name);

	*list_push(&o->settings.arena, &u->deputies) = deputy;
}

/* As after a reload: somebody is away from now on for some days, or is back. */
static void change_somebody(struct office *o, unsigned *seed, moment now)
{
	static const char *const names[] = {"甲局", "丙局", "丁局"};
	struct unit *u = unit_find(o, names[pick(seed, 3)]);
	day today = zone_day(&o->settings.calendar.zone, now, NULL);

	u->away.n = 0;
	if (pick(seed, 3))
		*list_push(&o->settings.arena, &u->away) =
		    (struct absence){today + (day)pick(seed, 3), today + 3 + (day)pick(seed, 20)};
}

/* Everything that was said in this very tick went to somebody who hears on this day. */
static void check_said(struct office *o, moment now)
{
	day today = zone_day(&o->settings.calendar.zone, now, NULL);
	struct rows r;

	good(o, db_query(o->engine->db,
		    "SELECT r.channel, r.recipient, r.unit FROM reminders r JOIN deliveries d ON "
		    "d.message = r.message WHERE d.created = ?",
		    DB(db_int(now)), &r, &o->err));
	while (db_next(&r)) {
		struct recipient to = {.channel = db_get_text(&r, 0),
		    .address = db_get_text(&r, 1),
		    .unit = db_get_text(&r, 2)};

		assert_true(directory_hears(&o->settings.directory, &to, today));
	}
	good(o, db_end(&r, &o->err));
}

/* What was said for the unit in one life; `seed` 0: nobody is ever away. */
static char *live_with(unsigned seed)
{
	struct office *o = office_open(":memory:");
	moment now = office_moment(o, "2016-10-29T08:00"),
	       end = office_moment(o, "2017-08-15T00:00");
	char *said;

	unit_add(o, "丙局", "mail:c@example.org");
	unit_add(o, "丁局", "mail:d@example.org");
	stand_in(o, "甲局", "丙局");
	stand_in(o, "丙局", "丁局");
	stand_in(o, "丁局", "甲局");
	office_read(o, one, now);
	while (now < end) {
		if (seed && !pick(&seed, 2))
			change_somebody(o, &seed, now);
		if (seed && !pick(&seed, 4))
			good(o, agenda_wake_all(o->engine->db, now, &o->err));
		good(o, tick_run(o->engine, now, &o->err));
		check_said(o, now);
		now = tick_next(o->engine);
	}
	said = strdup(office_words(o,
	    "SELECT key || '*' || count(*) FROM reminders WHERE state = 1 AND unit = '甲局' GROUP "
	    "BY key ORDER BY min(id)"));
	office_close(o);
	return said;
}

static void no_stage_is_lost_or_heard_twice(void **state)
{
	char *expected = live_with(0);

	(void)state;
	print_message("absences: seeds %d to %d\n", SEED, SEED + LIVES - 1);
	assert_string_equal(expected, "assigned*1 before:30d*1 before:7d*1 before:1wd*1 due*1 "
				      "overdue:1*1 overdue:2*1 overdue:3*1 overdue:4*1 overdue:5*1 "
				      "overdue:6*1 overdue:7*1");
	for (unsigned i = 0; i < LIVES; i++) {
		char *said = live_with(SEED + i);

		if (strcmp(said, expected) != 0)
			fail_msg("seed %u: %s", SEED + i, said);
		free(said);
	}
	free(expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(every_name_is_listed_worst_first),
	    office_test(leading_and_supporting_are_counted),
	    office_test(a_deputy_hears_while_the_unit_is_away),
	    office_test(an_absence_that_begins_before_the_slot_counts),
	    cmocka_unit_test(the_day_that_counts_is_that_of_the_slot),
	    office_test(a_stage_is_not_heard_again_by_the_other),
	    office_test(a_deputy_is_told_in_whose_place),
	    cmocka_unit_test(no_stage_is_lost_or_heard_twice),
	};

	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
