#include "office.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2018-12-31"},
    {"2", "乙局", .due = "2020-12-31"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
};
static const moment now = 1477700000; /* 2016-10-29 */

static void reading_the_same_again_writes_nothing(void **state)
{
	struct office *o = *state;
	struct diff changes;
	int64_t before;

	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	before = db_total_changed(o->engine->db);
	changes = office_take(o, "office-1", rows, ROWS(rows), now + DAY_S);
	assert_int_equal(changes.changes.n, 0);
	diff_release(&changes);
	assert_int_equal(db_total_changed(o->engine->db), before);
	office_restart(o);
	assert_int_equal(db_total_changed(o->engine->db), 0);
}

static void an_edited_row_changes_only_itself(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;

	memcpy(edited, rows, sizeof rows);
	edited[1].due = "2019-12-31";
	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	office_read(o, edited, now + 30 * DAY_S);
	assert_string_equal(
	    office_words(o,
		"SELECT notice || ':' || task || '.' || milestone || ' ' || who || ' ' ||"
		" json_extract(detail, '$.from') || ' ' || json_extract(detail, '$.to')"
		" FROM events"),
	    "office-1:2.1 reader 2018-12-31 2019-12-31");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM agenda WHERE known > 1477700000"), 1);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM agenda WHERE at = 1477700000 + 30 * 86400"), 1);
}

static void a_moved_day_is_told_again_and_nothing_else(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;

	memcpy(edited, rows, sizeof rows);
	edited[1].due = "2019-12-31";
	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 4);
	office_read(o, edited, office_moment(o, "2016-11-15T12:00"));
	office_tick(o, "2016-11-16T10:00");
	assert_string_equal(
	    office_words(o, "SELECT key || '/' || late FROM reminders WHERE id > 4"),
	    "assigned/0 changed:1/0");
	assert_string_equal(
	    office_words(o, "SELECT recipient FROM deliveries WHERE created > 1479000000"),
	    "b@example.org");
}

static void what_was_removed_is_retired_and_returns_with_its_progress(void **state)
{
	struct office *o = *state;
	json_t *shown;

	office_read(o, rows, now);
	office_do(
	    o, "report", now, "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=150\"]}");
	{
		struct diff changes =
		    office_take(o, "office-1", rows + 1, ROWS(rows) - 1, now + 10);

		assert_int_equal(changes.changes.n, 1);
		assert_int_equal(changes.changes.at[0].kind, CHANGE_RETIRED);
		diff_release(&changes);
	}
	assert_int_equal(office_count(o, "SELECT count(*) FROM tasks WHERE retired IS NULL"), 2);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE recipient = 'a@example.org'"), 0);
	office_read(o, rows, now + 20);
	shown = office_verb(o, "show", now + 30, "{\"address\": \"office-1:1.1\"}");
	assert_non_null(shown);
	assert_true(
	    json_get_number(
		json_array_get(
		    json_object_get(json_array_get(json_object_get(shown, "items"), 0), "targets"),
		    0),
		"reported", 0) == 150);
	json_decref(shown);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE recipient = 'a@example.org'"), 1);
}

static void a_notice_whose_file_is_gone_falls_silent_until_it_returns(void **state)
{
	struct office *o = *state;
	struct names none = {0};

	office_read(o, rows, now);
	good(o, take_present(o->engine, &none, now + 1, &o->err));
	office_tick(o, "2017-06-30T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	office_read(o, rows, office_moment(o, "2017-06-30T10:30"));
	office_tick(o, "2017-06-30T10:30");
	assert_int_equal(
	    office_count(o, "SELECT count(DISTINCT task || '.' || milestone) FROM reminders"), 4);
}

static void present_notices_are_left_alone(void **state)
{
	const char *here[] = {"another", "office-1"};
	struct names present = {here, 2, 2};
	struct office *o = *state;
	int64_t before;

	office_read(o, rows, now);
	before = db_total_changed(o->engine->db);
	good(o, take_present(o->engine, &present, now, &o->err));
	assert_int_equal(db_total_changed(o->engine->db), before);
}

static void tasks_without_a_deadline_are_told_once(void **state)
{
	static const struct row some[] = {
	    {"1", "甲局", .due = "2017-06-30"}, {"2", "乙局", .target = 5}};
	struct office *o = *state;

	office_read(o, some, now);
	office_read(o, some, now + 10);
	assert_string_equal(
	    office_words(o, "SELECT d.channel || ' ' || c.subject FROM deliveries d JOIN contents c"
			    " ON c.delivery = d.id"),
	    "group 【1项任务未读出时限】临办〔2016〕12号");
	assert_int_equal(
	    office_count(o, "SELECT instr(CAST(body AS TEXT), '第2项任务') > 0 FROM contents"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(reading_the_same_again_writes_nothing),
	    office_test(an_edited_row_changes_only_itself),
	    office_test(a_moved_day_is_told_again_and_nothing_else),
	    office_test(what_was_removed_is_retired_and_returns_with_its_progress),
	    office_test(a_notice_whose_file_is_gone_falls_silent_until_it_returns),
	    office_test(present_notices_are_left_alone),
	    office_test(tasks_without_a_deadline_are_told_once),
	};

	return cmocka_run_group_tests_name("take", tests, NULL, NULL);
}
