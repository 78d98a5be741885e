/* What a changed notice would change, said before it is taken: nothing is written, and taking it then does just that. */
#include "office.h"
#include "plan/plan_json.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2018-12-31"},
    {"2", "乙局", .due = "2020-12-31"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
    {"4", "甲局", .relative = "P3BD"},
};
static const moment now = 1477700000; /* 2016-10-29 */

/* The verb's answer for a reading of these rows; NULL with o->err. */
static json_t *preview(struct office *o, const struct row *some, size_t n, const char *id)
{
	struct notice fresh = office_notice("office-1", "2016-10-29", some, n);
	struct caller by = {"li", now + HOUR_S};
	json_scope arguments = json_pack("{s:o}", "reading", plan_json_write(&fresh));

	if (id)
		json_object_set_new(arguments, "notice", json_string(id));
	notice_release(&fresh);
	return verb_run(o->engine, "diff", &by, arguments, &o->err);
}

/* "moved office-1:2.1, retired office-1:3; 2" */
static const char *words(struct office *o, const json_t *answer)
{
	scope(text) out = {0};
	const json_t *change;
	size_t i;

	json_array_foreach (json_object_get(answer, "changes"), i, change)
		text_addf(&out, "%s%s %s", i ? ", " : "", json_get_text(change, "kind", "?"),
		    json_get_text(change, "address", "?"));
	text_addf(&out, "; %d", (int)json_get_int(answer, "unchanged", -1));
	return arena_dup(&o->a, text_get(&out));
}

static void the_same_notice_changes_nothing(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;

	office_read(o, rows, now);
	answer = preview(o, rows, ROWS(rows), NULL);
	assert_string_equal(words(o, answer), "; 4");
	assert_true(json_get_bool(answer, "known", false));
	assert_false(json_get_bool(answer, "returns", true));
}

static void an_unknown_notice_is_new_as_a_whole(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;

	office_read(o, rows, now);
	answer = preview(o, rows, 2, "office-2");
	assert_string_equal(words(o, answer), "added office-2:1, added office-2:2; 0");
	assert_false(json_get_bool(answer, "known", true));
}

static void what_would_change_is_said_and_nothing_is_written(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;
	json_scope answer = NULL;
	const json_t *moved;
	int64_t before;

	memcpy(edited, rows, sizeof rows);
	edited[1].due = "2019-12-31";
	office_read(o, rows, now);
	before = db_total_changed(o->engine->db);
	answer = preview(o, edited, ROWS(edited) - 2, NULL);
	assert_string_equal(
	    words(o, answer), "moved office-1:2.1, retired office-1:3, retired office-1:4; 1");
	assert_int_equal(db_total_changed(o->engine->db), before);
	moved = json_array_get(json_object_get(answer, "changes"), 0);
	assert_string_equal(json_get_text(moved, "from", ""), "2018-12-31");
	assert_string_equal(json_get_text(moved, "to", ""), "2019-12-31");
	assert_string_equal(json_get_text(moved, "text", ""), "第2项任务");
}

static void taking_does_what_was_said(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;
	json_scope said = NULL;
	json_scope after = NULL;
	struct diff changes;

	memcpy(edited, rows, sizeof rows);
	edited[0].unit = "丁委";
	edited[2].due = "2021-12-31";
	office_read(o, rows, now);
	said = preview(o, edited, ROWS(edited) - 1, NULL);
	changes = office_take(o, "office-1", edited, ROWS(edited) - 1, now + DAY_S);
	assert_int_equal(changes.changes.n, json_array_size(json_object_get(said, "changes")));
	for (size_t i = 0; i < changes.changes.n; i++)
		assert_string_equal(change_kind_name(changes.changes.at[i].kind),
		    json_get_text(json_array_get(json_object_get(said, "changes"), i), "kind", ""));
	diff_release(&changes);
	after = preview(o, edited, ROWS(edited) - 1, NULL);
	assert_string_equal(words(o, after), "; 3");
}

static void what_hangs_on_a_retired_task_is_shown(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;
	const json_t *attached;

	office_read(o, rows, now);
	office_do(
	    o, "report", now, "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=150\"]}");
	office_do(o, "sign", now, "{\"address\": \"office-1:1\"}");
	office_do(o, "start", now, "{\"address\": \"office-1:4.1\"}");
	office_do(o, "start", now, "{\"address\": \"office-1:4.1\"}");
	office_do(o, "done", now, "{\"address\": \"office-1:4.1@1\"}");
	answer = preview(o, rows + 1, 3, NULL);
	assert_string_equal(words(o, answer), "retired office-1:1, retired office-1:4; 2");
	attached =
	    json_object_get(json_array_get(json_object_get(answer, "changes"), 0), "attached");
	assert_int_equal(json_get_int(attached, "events", 0), 2);
	assert_int_equal(json_get_int(attached, "reports", 0), 1);
	assert_int_equal(json_get_int(attached, "clocks", -1), 0);
	assert_string_equal(json_get_text(json_object_get(attached, "last"), "what", ""), "sign");
	attached =
	    json_object_get(json_array_get(json_object_get(answer, "changes"), 1), "attached");
	assert_int_equal(json_get_int(attached, "clocks", 0), 1);
}

static void a_notice_that_was_taken_out_would_come_back(void **state)
{
	struct office *o = *state;
	struct names none = {0};
	json_scope answer = NULL;

	office_read(o, rows, now);
	good(o, take_present(o->engine, &none, now + 1, &o->err));
	answer = preview(o, rows, ROWS(rows), NULL);
	assert_true(json_get_bool(answer, "returns", false));
	assert_string_equal(words(o, answer), "; 4");
}

static void what_is_no_reading_is_refused(void **state)
{
	static const char *const bad[] = {"{}", "{\"reading\": \"x\"}", "{\"reading\": {}}",
	    "{\"reading\": {\"id\": \"\", \"tasks\": []}}",
	    "{\"reading\": {\"tasks\": [{\"no\": 1}]}}"};
	struct office *o = *state;

	for (size_t i = 0; i < ROWS(bad); i++) {
		*o->err.s = 0;
		assert_null(office_verb(o, "diff", now, bad[i]));
		assert_true(strlen(o->err.s) > 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(the_same_notice_changes_nothing),
	    office_test(an_unknown_notice_is_new_as_a_whole),
	    office_test(what_would_change_is_said_and_nothing_is_written),
	    office_test(taking_does_what_was_said),
	    office_test(what_hangs_on_a_retired_task_is_shown),
	    office_test(a_notice_that_was_taken_out_would_come_back),
	    office_test(what_is_no_reading_is_refused),
	};

	return cmocka_run_group_tests_name("preview", tests, NULL, NULL);
}
