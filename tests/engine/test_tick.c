/* What becomes due, when, for whom: read back from the store after ticks at moments of the test's choosing. */
#include "office.h"

#define SAID	"SELECT key FROM reminders WHERE state = 1 ORDER BY id"
#define DROPPED "SELECT key FROM reminders WHERE state = 2 ORDER BY id"

static const struct row one[] = {{"1", "甲局", .due = "2017-06-30", .target = 200}};

static void read_on(struct office *o, const char *at)
{
	office_read(o, one, office_moment(o, at));
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

static void every_stage_is_said_once_in_its_order(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-07-18T00:00");
	assert_string_equal(office_words(o, SAID " , recipient"),
	    "assigned before:30d before:7d before:1wd due overdue:1 overdue:1 overdue:2 overdue:2 "
	    "overdue:3 overdue:3");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE late OR merged"), 0);
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 11);
	assert_string_equal(
	    office_words(o, "SELECT DISTINCT recipient FROM deliveries WHERE channel = 'mail'"),
	    "a@example.org");
}

static void slots_keep_to_the_policy(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2019-01-01T00:00");
	/* 09:10 to 09:20 in Shanghai is 01:10 to 01:20 UTC. */
	assert_int_equal(
	    office_count(o,
		"SELECT count(*) FROM deliveries WHERE created % 86400 NOT BETWEEN 4200 AND 4800"),
	    0);
}

static void one_recipient_gets_one_message_a_slot(void **state)
{
	static const struct row many[] = {
	    {"1", "甲局", .due = "2017-06-30"},
	    {"2", "甲局", .due = "2017-06-30"},
	    {"3", "甲局", .due = "2018-06-30"},
	    {"4", "乙局", .due = "2017-06-30"},
	};
	struct office *o = *state;

	office_read(o, many, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2016-11-05T00:00");
	assert_string_equal(
	    office_words(
		o, "SELECT count(*) || ' ' || recipient FROM reminders GROUP BY recipient"),
	    "3 a@example.org 1 b@example.org");
	assert_int_equal(office_count(o, "SELECT count(DISTINCT message) FROM deliveries"), 2);
}

static void what_was_done_before_its_slot_is_not_said(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-06-22T00:00");
	office_tick(o, "2017-06-23T09:10");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE state = 0"), 1);
	office_do(
	    o, "done", office_moment(o, "2017-06-23T09:10"), "{\"address\": \"office-1:1.1\"}");
	office_tick(o, "2017-06-23T09:30");
	assert_string_equal(office_words(o, DROPPED), "before:7d");
	assert_true(tick_next(o->engine) == MOMENT_NEVER);
}

static void a_long_sleep_yields_the_latest_stage_late_and_merged(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-05-01T00:00");
	office_tick(o, "2017-06-28T11:00");
	assert_string_equal(
	    office_words(
		o, "SELECT key || '/' || late || '/' || merged FROM reminders WHERE id > 1"),
	    "before:7d/1/1");
	office_tick(o, "2017-06-28T11:00");
	assert_string_equal(office_words(o, SAID), "assigned before:7d");
}

static void late_ones_wait_for_the_office_to_open(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-05-01T00:00");
	office_tick(o, "2017-06-24T11:00"); /* a Saturday */
	assert_string_equal(office_words(o, SAID), "assigned");
	live(o, "2017-06-24T11:00", "2017-06-27T00:00");
	assert_string_equal(office_words(o, SAID), "assigned before:7d");
	assert_int_equal(office_count(o, "SELECT (max(created) + 28800) / 86400 FROM deliveries"),
	    office_day("2017-06-26"));
}

static void a_notice_of_the_past_is_one_message_each(void **state)
{
	static const struct row past[] = {
	    {"1", "甲局", .due = "2015-06-30"},
	    {"2", "甲局", .due = "2014-06-30"},
	    {"3", "甲局", .due = "2013-12-31"},
	};
	struct office *o = *state;

	office_read(o, past, office_moment(o, "2016-10-31T11:00"));
	office_tick(o, "2016-10-31T11:00");
	assert_int_equal(
	    office_count(
		o, "SELECT count(*) FROM reminders WHERE state = 1 AND stage = 3 AND late"),
	    6);
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 2);
}

static void recurring_ones_open_one_turn_at_a_time(void **state)
{
	static const struct row yearly[] = {{"1", "甲局", .recurrence = "FREQ=YEARLY;start=2016"}};
	struct office *o = *state;

	office_read(o, yearly, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2016-12-31T00:00");
	office_do(o, "done", office_moment(o, "2016-12-31T08:00"),
	    "{\"address\": \"office-1:1.1@2016\"}");
	live(o, "2016-12-31T08:00", "2018-01-01T00:00");
	assert_string_equal(
	    office_words(
		o, "SELECT occurrence || ':' || key FROM reminders WHERE state = 1 ORDER BY id"),
	    "2016:assigned 2016:before:30d 2016:before:7d 2016:due 2017:before:30d "
	    "2017:before:7d "
	    "2017:due"); /* both years end at a weekend: the last working day is the due one */
}

static void started_clocks_run_side_by_side(void **state)
{
	static const struct row clock[] = {{"1", "甲局", .relative = "P3BD"}};
	struct office *o = *state;

	office_read(o, clock, office_moment(o, "2016-10-29T08:00"));
	live(o, "2016-10-29T08:00", "2018-01-01T00:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	office_do(o, "start", office_moment(o, "2018-01-08T10:00"),
	    "{\"address\": \"office-1:1.1\", \"label\": \"甲\"}");
	office_do(o, "start", office_moment(o, "2018-01-09T10:00"),
	    "{\"address\": \"office-1:1.1\", \"label\": \"乙\"}");
	live(o, "2018-01-09T10:00", "2018-01-13T00:00");
	assert_string_equal(office_words(o, "SELECT occurrence || ':' || date(due * 86400, "
					    "'unixepoch') FROM reminders GROUP BY occurrence"),
	    "1:2018-01-11 2:2018-01-12");
}

static void hours_are_kept_to_the_second(void **state)
{
	static const struct row clock[] = {{"1", "甲局", .relative = "PT24H"}};
	struct office *o = *state;

	office_read(o, clock, office_moment(o, "2018-01-06T08:00"));
	office_do(
	    o, "start", office_moment(o, "2018-01-06T22:00:07"), "{\"address\": \"office-1:1.1\"}");
	live(o, "2018-01-06T22:00:07", "2018-01-07T23:00");
	assert_string_equal(
	    office_words(o, "SELECT key || '@' || time(created + 28800, 'unixepoch') FROM "
			    "reminders r JOIN deliveries d"
			    " ON d.message = r.message WHERE r.channel = 'mail' ORDER BY r.id"),
	    "assigned@22:00:07 before:12h@10:00:07 before:4h@18:00:07 before:1h@21:00:07 "
	    "overdue:1@22:00:07");
}

static void a_changed_policy_is_taken_up_and_says_nothing_twice(void **state)
{
	struct office *o = *state;
	moment now = office_moment(o, "2017-06-24T12:00");

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-06-24T12:00");
	o->settings.policies.list.at[0].before.at[2] = (struct duration){2, DURATION_WORKDAYS};
	good(o, engine_use(o->engine, &o->settings, now, &o->err));
	assert_true(tick_next(o->engine) <= now);
	live(o, "2017-06-24T12:00", "2017-06-30T00:00");
	assert_string_equal(office_words(o, SAID), "assigned before:30d before:7d before:2wd");
}

static void unchanged_settings_leave_the_agenda_alone(void **state)
{
	struct office *o = *state;
	moment next;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-01-01T00:00");
	next = tick_next(o->engine);
	good(o, engine_use(o->engine, &o->settings, 1, &o->err));
	office_restart(o);
	office_tick(o, "2017-01-01T00:00");
	assert_int_equal(tick_next(o->engine), next);
}

static void a_channel_that_is_gone_hands_its_reminders_to_its_successor(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2017-06-22T00:00");
	office_tick(o, "2017-06-23T09:10");
	o->settings.channels.at[0].name = "post";
	o->settings.directory.units.at[0].notify.at[0] = "post:a@example.org";
	office_tick(o, "2017-06-23T09:30");
	assert_string_equal(office_words(o, DROPPED), "before:7d");
	assert_string_equal(
	    office_words(
		o, "SELECT channel || ' ' || key FROM reminders WHERE state = 1 AND id > 3"),
	    "post before:7d");
}

static void what_is_queued_for_a_channel_that_is_gone_finds_another_way(void **state)
{
	struct office *o = *state;

	read_on(o, "2016-10-29T08:00");
	live(o, "2016-10-29T08:00", "2016-11-05T00:00");
	o->settings.channels.at[0].name = "post";
	o->settings.directory.units.at[0].notify.at[0] = "post:a@example.org";
	office_restart(o);
	assert_true(tick_next(o->engine) < office_moment(o, "2016-11-07T10:00"));
	office_tick(o, "2016-11-07T10:00");
	assert_string_equal(
	    office_words(o, "SELECT channel || ' ' || state FROM deliveries ORDER BY id"),
	    "mail 3 post 0");
}

static void a_longer_holiday_table_moves_clocks_and_tells_once(void **state)
{
	static const struct row clock[] = {{"1", "甲局", .relative = "P3BD"}};
	struct office *o = *state;
	struct workday_exception *off;

	office_read(o, clock, office_moment(o, "2018-01-06T08:00"));
	office_do(
	    o, "start", office_moment(o, "2018-01-08T08:00"), "{\"address\": \"office-1:1.1\"}");
	live(o, "2018-01-08T08:00", "2018-01-09T00:00");
	off = list_push(&o->settings.arena, &o->settings.calendar.workdays.exceptions);
	for (struct workday_exception *first = o->settings.calendar.workdays.exceptions.at;
	     off > first && off[-1].day > office_day("2018-01-10"); off--)
		*off = off[-1];
	*off = (struct workday_exception){office_day("2018-01-10"), false, "雪"};
	good(o, engine_use(o->engine, &o->settings, office_moment(o, "2018-01-09T08:00"), &o->err));
	live(o, "2018-01-09T08:00", "2018-01-10T00:00");
	assert_string_equal(
	    office_words(o,
		"SELECT who || json_extract(detail, '$.from') || json_extract(detail, '$.to')"
		" FROM events WHERE kind = 'move'"),
	    "calendar2018-01-112018-01-12");
}

static void a_full_disk_is_told_and_loses_nothing(void **state)
{
	struct office *o = *state;
	moment slot = office_moment(o, "2016-10-31T09:30");

	read_on(o, "2016-10-29T08:00");
	good(o, tick_run(o->engine, office_moment(o, "2016-10-29T08:00"), &o->err));
	good(o, db_script(o->engine->db,
		    "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA max_page_count = 1", &o->err));
	assert_false(tick_run(o->engine, slot, &o->err));
	assert_non_null(strstr(o->err.s, "the disk is full"));
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 0);
	assert_true(tick_next(o->engine) <= slot);
	good(o, db_script(o->engine->db, "PRAGMA max_page_count = 100000", &o->err));
	good(o, tick_run(o->engine, slot, &o->err));
	assert_string_equal(office_words(o, SAID), "assigned");
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 1);
}

/* The loop takes a step a turn, so that nothing else waits for all of a large tick. */
static void a_tick_is_many_short_steps(void **state)
{
	enum { TASKS = 600 };
	struct office *o = *state;
	moment slot = office_moment(o, "2016-10-31T09:30");
	struct row *rows = arena_alloc(&o->a, TASKS * sizeof *rows);
	struct diff changes;
	bool more = true;
	int steps = 0;

	for (int i = 0; i < TASKS; i++)
		rows[i] =
		    (struct row){arena_printf(&o->a, "%d", i + 1), "甲局", .due = "2017-06-30"};
	changes = office_take(o, "many", rows, TASKS, office_moment(o, "2016-10-29T08:00"));
	diff_release(&changes);
	for (; more && steps < 100; steps++) {
		assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), 0);
		good(o, tick_step(o->engine, slot, &more, &o->err));
		if (office_count(o, "SELECT count(*) FROM deliveries"))
			break;
	}
	assert_in_range(steps, 2, 10);
	good(o, tick_run(o->engine, slot, &o->err));
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE state = 1 AND key = 'assigned'"),
	    TASKS);
	assert_int_equal(office_count(o, "SELECT count(DISTINCT message) FROM reminders"), 1);
	assert_true(tick_next(o->engine) > slot);
}

/* Whoever tells them, a policy's stage or its ladder. */
static void supervisors_are_not_asked_to_report(void **state)
{
	struct office *o = *state;

	*list_push(&o->settings.arena, &o->settings.policies.list.at[0].tell[STAGE_DUE]) =
	    "supervisors";
	office_channel(o, "robot", "wecom");
	office_unit(o, "监督二处", "robot", true);
	read_on(o, "2016-10-29T08:00");
	office_tick(o, "2017-06-30T10:30");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE key = 'due' AND "
					 "channel = 'robot' AND state = 1"),
	    1);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries d JOIN contents c ON c.delivery = d.id"
			    " WHERE channel = 'robot' AND instr(body, '请填报')"),
	    0);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries d JOIN contents c ON c.delivery = d.id"
			    " WHERE channel = 'robot' AND instr(body, '请督促')"),
	    1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(every_stage_is_said_once_in_its_order),
	    office_test(slots_keep_to_the_policy),
	    office_test(a_tick_is_many_short_steps),
	    office_test(one_recipient_gets_one_message_a_slot),
	    office_test(what_was_done_before_its_slot_is_not_said),
	    office_test(a_long_sleep_yields_the_latest_stage_late_and_merged),
	    office_test(late_ones_wait_for_the_office_to_open),
	    office_test(a_notice_of_the_past_is_one_message_each),
	    office_test(recurring_ones_open_one_turn_at_a_time),
	    office_test(started_clocks_run_side_by_side),
	    office_test(hours_are_kept_to_the_second),
	    office_test(a_changed_policy_is_taken_up_and_says_nothing_twice),
	    office_test(unchanged_settings_leave_the_agenda_alone),
	    office_test(a_channel_that_is_gone_hands_its_reminders_to_its_successor),
	    office_test(what_is_queued_for_a_channel_that_is_gone_finds_another_way),
	    office_test(a_longer_holiday_table_moves_clocks_and_tells_once),
	    office_test(a_full_disk_is_told_and_loses_nothing),
	    office_test(supervisors_are_not_asked_to_report),
	};

	return cmocka_run_group_tests_name("tick", tests, NULL, NULL);
}
