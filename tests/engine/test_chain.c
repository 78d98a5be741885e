/* The supervision chain lived through: what each step allows, whom it tells, and how it is taken back. */
#include "office.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2017-06-30"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2017"},
    {"4", "甲局", .relative = "P3BD"},
};

static int open_office(void **state)
{
	struct office *o = office_open(NULL);

	office_watch(o)->review = true;
	o->settings.policies.list.at[0].sign_within = (struct duration){0};
	o->settings.policies.list.at[0].silent_after = (struct duration){0};
	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	office_tick(o, "2016-10-31T09:30");
	*state = o;
	return 0;
}

#define chain_test(f) cmocka_unit_test_setup_teardown(f, open_office, office_teardown)

static void act(struct office *o, const char *at, const char *verb, const char *arguments)
{
	office_do(o, verb, office_moment(o, at), arguments);
	good(o, tick_run(o->engine, office_moment(o, at), &o->err));
}

static const char *standing(struct office *o, const char *at, const char *address)
{
	const char *arguments = arena_printf(&o->a, "{\"address\": \"%s\"}", address);
	json_scope answer = office_verb(o, "show", office_moment(o, at), arguments);
	const json_t *item = json_array_get(json_object_get(answer, "items"), 0);

	return arena_dup(&o->a, json_get_text(item, "standing", "(none)"));
}

static void refused(
    struct office *o, const char *at, const char *verb, const char *arguments, const char *words)
{
	json_scope answer = office_verb(o, verb, office_moment(o, at), arguments);

	assert_null(answer);
	if (!strstr(o->err.s, words))
		fail_msg("%s", o->err.s);
}

/* What was said to a recipient since a moment. */
static const char *said(struct office *o, const char *since, const char *channel)
{
	return office_words(
	    o, arena_printf(&o->a,
		   "SELECT r.key FROM reminders r JOIN deliveries d ON d.letter = r.message WHERE "
		   "d.created >= %lld AND r.channel || ':' || r.recipient = '%s' ORDER BY r.id",
		   (long long)office_moment(o, since), channel));
}

#define AT2 "{\"address\": \"office-1:2.1\""

static void a_claim_is_accepted_or_returned(void **state)
{
	struct office *o = *state;

	refused(o, "2017-03-01T10:00", "accept", AT2 "}", "is open; only what a unit has called");
	act(o, "2017-03-01T10:00", "done", AT2 "}");
	assert_string_equal(standing(o, "2017-03-01T10:00", "office-1:2.1"), "claimed");
	office_tick(o, "2017-03-02T09:30");
	assert_string_equal(said(o, "2017-03-02T00:00", "group:"), "changed:1");
	refused(o, "2017-03-02T10:00", "return", AT2 "}", "needs `reason`");
	act(o, "2017-03-02T10:00", "return", AT2 ", \"reason\": \"缺少验收材料\"}");
	assert_string_equal(standing(o, "2017-03-02T10:00", "office-1:2.1"), "open");
	office_tick(o, "2017-03-03T09:30");
	assert_string_equal(said(o, "2017-03-03T00:00", "mail:b@example.org"), "changed:2");
	assert_string_equal(said(o, "2017-03-03T00:00", "group:"), "");
	act(o, "2017-03-03T10:00", "done", AT2 "}");
	act(o, "2017-03-03T11:00", "accept", AT2 "}");
	assert_string_equal(standing(o, "2017-03-03T11:00", "office-1:2.1"), "done");
	office_tick(o, "2017-03-06T09:30");
	assert_string_equal(said(o, "2017-03-06T00:00", "mail:b@example.org"), "changed:4");
	assert_string_equal(said(o, "2017-03-06T00:00", "group:"), "reached:4");
}

static void floors_that_hold_are_claimed(void **state)
{
	struct office *o = *state;

	act(o, "2017-03-01T10:00", "report",
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=200\"]}");
	assert_string_equal(standing(o, "2017-03-01T10:00", "office-1:1.1"), "claimed");
	act(o, "2017-03-01T11:00", "report",
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=190\"]}");
	assert_string_equal(standing(o, "2017-03-01T11:00", "office-1:1.1"), "open");
	/* The policy is gentler now; what happened keeps what it meant then. */
	o->settings.policies.list.at[0].review = false;
	act(o, "2017-03-01T12:00", "report",
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=201\"]}");
	assert_string_equal(standing(o, "2017-03-01T12:00", "office-1:1.1"), "done");
}

static void more_time_is_asked_for_before_the_day(void **state)
{
	struct office *o = *state;

	refused(o, "2017-07-01T10:00", "ask", AT2 ", \"day\": \"2017-08-31\", \"reason\": \"x\"}",
	    "its day has passed");
	refused(o, "2017-06-01T10:00", "ask", AT2 ", \"day\": \"2017-06-30\", \"reason\": \"x\"}",
	    "must be later than 2017-06-30");
	refused(o, "2017-06-01T10:00", "extend", AT2 "}", "nobody has asked for more time");
	refused(o, "2017-06-01T10:00", "refuse", AT2 ", \"reason\": \"x\"}", "nobody has asked");
	act(o, "2017-06-01T10:00", "ask",
	    AT2 ", \"day\": \"2017-08-31\", \"reason\": \"招标流标\"}");
	office_tick(o, "2017-06-02T09:30");
	assert_string_equal(said(o, "2017-06-02T00:00", "group:"), "changed:1");
	act(o, "2017-06-02T10:00", "extend", AT2 "}");
	assert_string_equal(standing(o, "2017-06-02T10:00", "office-1:2.1"), "extended");
	office_tick(o, "2017-06-05T09:30");
	assert_string_equal(said(o, "2017-06-05T00:00", "mail:b@example.org"), "changed:2");
	/* Whoever heard of the question does not hear of it again because the day is another one. */
	assert_string_equal(said(o, "2017-06-02T09:31", "group:"), "");
	office_tick(o, "2017-07-05T09:30");
	assert_string_equal(said(o, "2017-06-06T00:00", "mail:b@example.org"), "");
	office_tick(o, "2017-09-01T09:30");
	assert_string_equal(said(o, "2017-09-01T00:00", "mail:b@example.org"), "overdue:1");
}

static void an_extension_can_be_undone(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;

	act(o, "2017-06-02T10:00", "extend", AT2 ", \"day\": \"2017-08-31\"}");
	answer = office_verb(o, "undo", office_moment(o, "2017-06-02T11:00"), "{}");
	assert_non_null(answer);
	assert_string_equal(json_get_text(answer, "due", ""), "2017-06-30");
	assert_string_equal(json_get_text(answer, "standing", ""), "open");
	refused(o, "2017-06-02T12:00", "undo", "{}", "not done anything lately");
	refused(o, "2017-06-02T12:00", "undo", AT2 "}", "nothing was done here");
}

static void one_act_is_undone_as_a_whole(void **state)
{
	struct office *o = *state;

	act(o, "2017-03-01T10:00", "report",
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=10\"]}");
	act(o, "2017-03-02T10:00", "report",
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=20\", \"数据集=30\"]}");
	act(o, "2017-03-02T11:00", "undo", "{\"address\": \"office-1:1.1\"}");
	assert_int_equal(office_count(o, "SELECT count(*) FROM events WHERE kind = 'undo'"), 2);
	{
		json_scope answer = office_verb(o, "show", office_moment(o, "2017-03-02T12:00"),
		    "{\"address\": \"office-1:1.1\"}");
		const json_t *item = json_array_get(json_object_get(answer, "items"), 0);
		const json_t *target = json_array_get(json_object_get(item, "targets"), 0);

		assert_true(json_get_number(target, "reported", 0) == 10);
		assert_int_equal(json_array_size(json_object_get(answer, "history")), 5);
	}
}

static void who_acknowledged_hears_no_more_until_the_stage_changes(void **state)
{
	struct office *o = *state;

	office_tick(o, "2017-06-23T09:30");
	assert_string_equal(said(o, "2017-01-01T00:00", "mail:b@example.org"), "before:7d");
	act(o, "2017-06-23T10:00", "ack", AT2 "}");
	office_tick(o, "2017-06-29T09:30");
	assert_string_equal(said(o, "2017-06-24T00:00", "mail:b@example.org"), "");
	office_tick(o, "2017-06-30T09:30");
	assert_string_equal(said(o, "2017-06-24T00:00", "mail:b@example.org"), "due");
	office_tick(o, "2017-07-03T09:30");
	act(o, "2017-07-03T10:00", "ack", AT2 "}");
	office_tick(o, "2017-07-10T09:30");
	assert_string_equal(said(o, "2017-07-04T00:00", "mail:b@example.org"), "");
	assert_string_equal(said(o, "2017-07-04T00:00", "group:"), "overdue:2 overdue:2");
	act(o, "2017-07-11T10:00", "extend", AT2 ", \"day\": \"2017-07-13\"}");
	office_tick(o, "2017-07-14T09:30");
	assert_string_equal(
	    said(o, "2017-07-13T00:00", "mail:b@example.org"), "overdue:1 changed:3");
}

static void who_snoozes_hears_nothing_before_the_day(void **state)
{
	struct office *o = *state;

	refused(o, "2017-06-20T10:00", "snooze", AT2 ", \"until\": \"soon\"}", "neither a day nor");
	act(o, "2017-06-20T10:00", "snooze", AT2 ", \"until\": \"1w\"}");
	office_tick(o, "2017-06-23T09:30");
	office_tick(o, "2017-06-26T09:30");
	assert_string_equal(said(o, "2017-06-20T00:00", "mail:b@example.org"), "");
	office_tick(o, "2017-06-27T09:30");
	assert_string_equal(said(o, "2017-06-20T00:00", "mail:b@example.org"), "before:7d");
	/* A snooze after the reminder was put down still holds it back. */
	office_tick(o, "2017-06-29T09:10");
	office_do(
	    o, "snooze", office_moment(o, "2017-06-29T09:10"), AT2 ", \"until\": \"2017-06-30\"}");
	office_tick(o, "2017-06-29T09:30");
	assert_string_equal(said(o, "2017-06-28T00:00", "mail:b@example.org"), "");
	office_tick(o, "2017-06-30T09:30");
	assert_string_equal(said(o, "2017-06-28T00:00", "mail:b@example.org"), "due");
}

static void fell_back_is_told_to_whom_reached_was(void **state)
{
	struct office *o = *state;
	static const char more[] = "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=200\"]}",
			  less[] = "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=190\"]}";

	o->settings.policies.list.at[0].review = false;
	act(o, "2017-03-01T10:00", "report", more);
	act(o, "2017-03-01T11:00", "report", less);
	office_tick(o, "2017-03-02T09:30");
	assert_string_equal(said(o, "2017-03-01T00:00", "group:"), "");
	act(o, "2017-03-02T10:00", "report", more);
	office_tick(o, "2017-03-03T09:30");
	assert_string_equal(said(o, "2017-03-01T00:00", "group:"), "reached:3");
	act(o, "2017-03-03T10:00", "report", less);
	act(o, "2017-03-03T11:00", "report", more);
	office_tick(o, "2017-03-06T09:30");
	assert_string_equal(said(o, "2017-03-03T12:00", "group:"), "");
	act(o, "2017-03-06T10:00", "report", less);
	office_tick(o, "2017-03-07T09:30");
	assert_string_equal(said(o, "2017-03-06T12:00", "group:"), "fell-back:6");
	/* Its units hear of the fall too, once somebody was told that it was reached. */
	assert_string_equal(said(o, "2017-03-01T00:00", "mail:a@example.org"), "fell-back:6");
}

static void past_turns_keep_their_results(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;
	const json_t *past;

	act(o, "2017-12-20T10:00", "done", "{\"address\": \"office-1:3.1\"}");
	act(o, "2017-12-20T11:00", "accept", "{\"address\": \"office-1:3.1@2017\"}");
	answer = office_verb(
	    o, "show", office_moment(o, "2020-02-01T10:00"), "{\"address\": \"office-1:3.1\"}");
	past = json_object_get(answer, "past");
	assert_int_equal(json_array_size(past), 3);
	assert_string_equal(json_get_text(json_array_get(past, 0), "occurrence", ""), "2017");
	assert_string_equal(json_get_text(json_array_get(past, 0), "standing", ""), "done");
	assert_string_equal(json_get_text(json_array_get(past, 1), "standing", ""), "open");
}

static void signing_is_per_unit_or_whole(void **state)
{
	struct office *o = *state;

	refused(o, "2017-03-01T10:00", "sign", AT2 ", \"unit\": \"丁办\"}",
	    "丁办: is no unit of this task (乙局)");
	act(o, "2017-03-01T10:00", "sign", "{\"address\": \"office-1:2\", \"unit\": \"乙局\"}");
	{
		json_scope answer =
		    office_verb(o, "show", office_moment(o, "2017-03-02T12:00"), AT2 "}");
		const json_t *item = json_array_get(json_object_get(answer, "items"), 0);

		assert_int_equal(json_array_size(json_object_get(item, "unsigned")), 0);
	}
}

static void changes_can_be_told_at_once(void **state)
{
	struct office *o = *state;

	o->settings.policies.list.at[0].changes_at_once = true;
	act(o, "2017-03-01T22:00", "waive", AT2 ", \"reason\": \"机构改革\"}");
	assert_string_equal(said(o, "2017-03-01T00:00", "mail:b@example.org"), "changed:1");
}

/* A step of the ladder that is a plain address, no unit's. */
static void the_ladder_is_climbed_step_by_step(void **state)
{
	struct office *o = *state;
	struct policy *p = &o->settings.policies.list.at[0];
	struct ladder_step *leader = list_push(&o->settings.arena, &p->escalate);

	leader->after = (struct duration){4, DURATION_WORKDAYS};
	leader->of = STAGES_ESCALATED;
	*list_push(&o->settings.arena, &leader->to) = "mail:leader@example.org";
	office_tick(o, "2017-07-03T09:30"); /* overdue since the 1st, a Saturday */
	assert_string_equal(said(o, "2017-07-01T00:00", "mail:b@example.org"), "overdue:1");
	office_tick(o, "2017-07-06T09:30");
	assert_string_equal(said(o, "2017-07-01T00:00", "mail:leader@example.org"), "");
	office_tick(o, "2017-07-07T09:30");
	assert_string_equal(
	    said(o, "2017-07-01T00:00", "mail:leader@example.org"), "overdue^2 overdue^2");
	office_tick(o, "2017-07-10T09:30");
	assert_string_equal(
	    said(o, "2017-07-08T00:00", "mail:leader@example.org"), "overdue:2 overdue:2");
	assert_string_equal(
	    office_words(
		o, "SELECT DISTINCT unit || '.' FROM reminders WHERE recipient LIKE 'leader%'"),
	    ".");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    chain_test(a_claim_is_accepted_or_returned),
	    chain_test(floors_that_hold_are_claimed),
	    chain_test(more_time_is_asked_for_before_the_day),
	    chain_test(an_extension_can_be_undone),
	    chain_test(one_act_is_undone_as_a_whole),
	    chain_test(who_acknowledged_hears_no_more_until_the_stage_changes),
	    chain_test(who_snoozes_hears_nothing_before_the_day),
	    chain_test(fell_back_is_told_to_whom_reached_was),
	    chain_test(past_turns_keep_their_results),
	    chain_test(signing_is_per_unit_or_whole),
	    chain_test(changes_can_be_told_at_once),
	    chain_test(the_ladder_is_climbed_step_by_step),
	};

	return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
