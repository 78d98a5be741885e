/* Verbs as the socket gets them: names and JSON in, JSON or a sentence out. */
#include "office.h"
#include "store/deliveries.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2018-12-31"},
    {"2", "乙局", .due = "2020-12-31"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
    {"4", "甲局", .relative = "P3BD"},
    {"5", "甲局", .target = 5},
};

static int open_office(void **state)
{
	struct office *o = office_open(NULL);

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	/* Row 5 was told to the supervisors; the post of these tests is their own. */
	good(o, db_script(o->engine->db, "DELETE FROM contents; DELETE FROM deliveries", &o->err));
	*state = o;
	return 0;
}

#define verb_test(f) cmocka_unit_test_setup_teardown(f, open_office, office_teardown)

static moment today(struct office *o)
{
	return office_moment(o, "2017-06-28T10:00");
}

static const char *text_at(const json_t *o, const char *key)
{
	return json_get_text(o, key, "(none)");
}

/* The values of one key over all items, joined by blanks. */
static const char *items(struct office *o, const json_t *answer, const char *key)
{
	scope(text) out = {0};
	const json_t *item;
	size_t i;

	json_array_foreach (json_object_get(answer, "items"), i, item)
		text_addf(&out, "%s%s", i ? " " : "", text_at(item, key));
	return arena_dup(&o->a, text_get(&out));
}

static const char *ask(struct office *o, const char *verb, const char *arguments, const char *key)
{
	json_scope answer = office_verb(o, verb, today(o), arguments);

	if (!answer)
		fail_msg("%s", o->err.s);
	return items(o, answer, key);
}

struct refusal {
	const char *name, *verb, *arguments, *words;
};
static const struct refusal refusals[] = {
    {"an unknown verb", "dance", "{}", "dance: there is no such command"},
    {"an unknown argument", "list", "{\"colour\": \"red\"}", "no argument `colour`"},
    {"a missing argument", "done", "{}", "needs `address`"},
    {"arguments that are no object", "list", "[]", "must be a JSON object"},
    {"an address that is none", "done", "{\"address\": \"hello\"}", "must be an address"},
    {"a number for text", "test", "{\"channel\": 5}", "must be text"},
    {"text for a flag", "deliveries", "{\"dead\": \"yes\"}", "must be true or false"},
    {"a day that is none", "start", "{\"address\": \"office-1:4.1\", \"at\": \"2017-02-30\"}",
	"must be a time"},
    {"values without a sign", "report", "{\"address\": \"office-1:1.1\", \"values\": [\"150\"]}",
	"METRIC=VALUE"},
    {"no values", "report", "{\"address\": \"office-1:1.1\", \"values\": []}", "METRIC=VALUE"},
    {"an unknown notice", "done", "{\"address\": \"office-9:1.1\"}",
	"office-9:1.1: there is no such task"},
    {"an unknown task", "show", "{\"address\": \"office-1:99\"}",
	"office-1:99: there is no such task"},
    {"an unknown milestone", "done", "{\"address\": \"office-1:1.7\"}", "no milestone 7"},
    {"an unknown occurrence", "done", "{\"address\": \"office-1:3.1@1999\"}",
	"no occurrence `1999`"},
    {"a task of two milestones", "done", "{\"address\": \"office-1:2\"}", "say which"},
    {"a metric that is none", "report", "{\"address\": \"office-1:1.1\", \"values\": [\"苹果=1\"]}",
	"数据集"},
    {"a day to come", "report",
	"{\"address\": \"office-1:1.1\", \"values\": [\"数据集=1\"], \"on\": \"2017-06-29\"}",
	"2017-06-29 has not come yet"},
    {"a day that is none", "report",
	"{\"address\": \"office-1:1.1\", \"values\": [\"数据集=1\"], \"on\": \"2017-06-31\"}",
	"a day YYYY-MM-DD"},
    {"a value that is none", "report",
	"{\"address\": \"office-1:1.1\", \"values\": [\"数据集=many\"]}", "many"},
    {"a clock that is not running", "done", "{\"address\": \"office-1:4.1\"}", "no clock"},
    {"a clock for a plain day", "start", "{\"address\": \"office-1:1.1\"}", "has a day of its own"},
    {"a milestone without a day", "done", "{\"address\": \"office-1:5.1\"}", "no day"},
    {"an unknown delivery", "retry", "{\"what\": \"nothing\"}", "neither a channel nor a delivery"},
    {"an unknown channel", "test", "{\"channel\": \"pigeon\"}", "pigeon: there is no such channel"},
};
static void what_cannot_be_is_refused_with_a_sentence(void **state)
{
	const struct refusal *row = *state;
	struct office *o;
	int64_t before;

	open_office((void **)&o);
	before = db_total_changed(o->engine->db);
	assert_null(office_verb(o, row->verb, today(o), row->arguments));
	if (!strstr(o->err.s, row->words))
		fail_msg("%s", o->err.s);
	assert_int_equal(db_total_changed(o->engine->db), before);
	office_close(o);
}

static void the_table_has_every_verb_once(void **state)
{
	(void)state;
	for (size_t i = 0; verb_at(i); i++) {
		assert_ptr_equal(verb_find(verb_at(i)->name), verb_at(i));
		assert_true(verb_at(i)->run || verb_at(i)->walk);
		assert_true(*verb_at(i)->help);
	}
	assert_null(verb_find("nothing"));
}

static void listings(void **state)
{
	struct office *o = *state;

	assert_string_equal(ask(o, "list", "{}", "address"),
	    "office-1:1.1 office-1:2.1 office-1:2.2 office-1:3.1@2016 office-1:4.1 office-1:5.1");
	assert_string_equal(ask(o, "list", "{}", "light"), "yellow green green red grey grey");
	assert_string_equal(
	    ask(o, "list", "{\"unit\": \"乙\"}", "address"), "office-1:2.1 office-1:2.2");
	assert_string_equal(ask(o, "list", "{\"notice\": \"another\"}", "address"), "");
	assert_string_equal(
	    ask(o, "next", "{}", "address"), "office-1:1.1 office-1:2.1 office-1:2.2");
	assert_string_equal(ask(o, "overdue", "{}", "address"), "office-1:3.1@2016");
}

static void one_item_says_all(void **state)
{
	struct office *o = *state;
	json_scope answer = office_verb(o, "show", today(o), "{\"address\": \"office-1:1\"}");
	const json_t *item, *target, *next;

	assert_non_null(answer);
	item = json_array_get(json_object_get(answer, "items"), 0);
	assert_string_equal(text_at(item, "title"), "重点任务分工");
	assert_string_equal(text_at(item, "doc_no"), "临办〔2016〕12号");
	assert_string_equal(text_at(item, "no"), "1");
	assert_string_equal(text_at(item, "text"), "第1项任务");
	assert_string_equal(text_at(item, "due"), "2017-06-30");
	assert_string_equal(text_at(item, "standing"), "open");
	assert_string_equal(text_at(item, "source"), "原文");
	assert_int_equal(json_get_int(item, "days_left", -1), 2);
	assert_int_equal(json_get_int(item, "workdays_left", -1), 2);
	assert_string_equal(
	    json_string_value(json_array_get(json_object_get(item, "units"), 0)), "甲局");
	target = json_array_get(json_object_get(item, "targets"), 0);
	assert_string_equal(text_at(target, "bound"), "≥ 200 个");
	assert_true(json_is_null(json_object_get(target, "reported")));
	next = json_object_get(item, "next");
	assert_string_equal(text_at(next, "key"), "before:1wd");
	assert_string_equal(text_at(next, "at"), "2017-06-29T09:10:00+08:00");
}

/* A value of an earlier day says so on record, and shows it. */
static void a_report_may_be_for_an_earlier_day(void **state)
{
	struct office *o = *state;
	json_scope shown = NULL;

	office_do(o, "report", today(o),
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=163\"], \"on\": "
	    "\"2017-03-01\"}");
	office_do(
	    o, "report", today(o), "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=164\"]}");
	shown = office_verb(o, "show", today(o), "{\"address\": \"office-1:1.1\"}");
	assert_non_null(shown);
	assert_string_equal(
	    text_at(json_array_get(json_object_get(shown, "history"), 0), "on"), "2017-03-01");
	assert_string_equal(
	    text_at(json_array_get(json_object_get(shown, "history"), 1), "on"), "2017-06-28");
}

static void reports_show_and_floors_that_hold_are_done(void **state)
{
	struct office *o = *state;
	json_scope first = office_verb(o, "report", today(o),
	    "{\"address\": \"office-1:1.1\", \"values\": [\"數據集=163個\"], \"note\": "
	    "\"上半年\"}");
	const json_t *target;

	if (!first)
		fail_msg("%s", o->err.s);
	target = json_array_get(json_object_get(first, "targets"), 0);
	assert_true(json_get_number(target, "reported", 0) == 163);
	assert_int_equal(json_get_int(target, "percent", 0), 81);
	assert_string_equal(text_at(target, "who"), "li");
	assert_string_equal(text_at(first, "standing"), "open");
	office_do(o, "report", today(o) + 60,
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=200\"]}");
	assert_string_equal(ask(o, "show", "{\"address\": \"office-1:1.1\"}", "standing"), "done");
	/* The news of it is for the next slot; then there is no more to say. */
	good(o, tick_run(o->engine, today(o) + DAY_S, &o->err));
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM agenda a JOIN tasks t ON t.id = a.task"
			    " WHERE t.key = '1' AND a.at IS NOT NULL"),
	    0);
}

static void done_and_reopened(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;
	const json_t *history;

	office_do(o, "done", today(o), "{\"address\": \"office-1:2.1\", \"note\": \"见附件\"}");
	assert_string_equal(ask(o, "show", "{\"address\": \"office-1:2.1\"}", "standing"), "done");
	assert_string_equal(ask(o, "show", "{\"address\": \"office-1:2.2\"}", "standing"), "open");
	office_do(
	    o, "reopen", today(o), "{\"address\": \"office-1:2.1\", \"reason\": \"材料不全\"}");
	answer = office_verb(o, "show", today(o), "{\"address\": \"office-1:2.1\"}");
	assert_string_equal(items(o, answer, "standing"), "open");
	history = json_object_get(answer, "history");
	assert_int_equal(json_array_size(history), 2);
	assert_string_equal(text_at(json_array_get(history, 0), "what"), "done");
	assert_string_equal(text_at(json_array_get(history, 0), "label"), "见附件");
	assert_string_equal(text_at(json_array_get(history, 1), "reason"), "材料不全");
	assert_string_equal(text_at(json_array_get(history, 1), "who"), "li");
	assert_string_equal(text_at(json_array_get(history, 1), "at"), "2017-06-28T10:00:00+08:00");
}

static void a_task_is_signed_for_as_a_whole(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;

	office_do(o, "sign", today(o), "{\"address\": \"office-1:2\"}");
	answer = office_verb(o, "show", today(o), "{\"address\": \"office-1:2\"}");
	for (size_t i = 0; i < 2; i++)
		assert_true(json_get_bool(
		    json_array_get(json_object_get(answer, "items"), i), "signed", false));
}

static void the_current_turn_is_meant_where_none_is_named(void **state)
{
	struct office *o = *state;

	office_do(o, "done", today(o), "{\"address\": \"office-1:3\"}");
	assert_string_equal(
	    office_words(o, "SELECT task || '.' || milestone || '@' || occurrence FROM events"),
	    "3.1@2016");
	assert_string_equal(
	    ask(o, "show", "{\"address\": \"office-1:3.1@2017\"}", "standing"), "open");
}

static void clocks_are_numbered_and_must_be_named_when_several_run(void **state)
{
	struct office *o = *state;

	office_do(
	    o, "start", today(o), "{\"address\": \"office-1:4.1\", \"label\": \"《某办法》解读\"}");
	office_do(
	    o, "start", today(o), "{\"address\": \"office-1:4.1\", \"at\": \"2017-06-27T09:00\"}");
	assert_string_equal(
	    ask(o, "show", "{\"address\": \"office-1:4.1\"}", "due"), "2017-06-30 2017-07-03");
	assert_null(office_verb(o, "done", today(o), "{\"address\": \"office-1:4.1\"}"));
	assert_non_null(strstr(o->err.s, "@1"));
	office_do(o, "done", today(o), "{\"address\": \"office-1:4.1@1\"}");
	office_do(o, "done", today(o), "{\"address\": \"office-1:4.1\"}");
	assert_string_equal(
	    ask(o, "show", "{\"address\": \"office-1:4.1\"}", "standing"), "done done");
	assert_string_equal(
	    ask(o, "show", "{\"address\": \"office-1:4.1@1\"}", "label"), "《某办法》解读");
}

static void a_test_message_is_queued_and_shown(void **state)
{
	struct office *o = *state;

	office_do(o, "test", today(o), "{\"channel\": \"group\"}");
	office_do(o, "test", today(o), "{\"channel\": \"mail\"}");
	assert_string_equal(ask(o, "deliveries", "{}", "subject"), "【测试】mail 【测试】group");
	assert_string_equal(ask(o, "deliveries", "{\"channel\": \"mail\"}", "to"), "a@example.org");
	assert_string_equal(ask(o, "deliveries", "{\"dead\": true}", "to"), "");
}

/* A service gives the subject a place of its own. */
static void a_group_reads_the_title_once(void **state)
{
	struct office *o = *state;
	const char *body, *title;

	office_channel(o, "robot", "wecom");
	office_do(o, "test", today(o), "{\"channel\": \"robot\"}");
	body = office_words(o, "SELECT CAST(body AS TEXT) FROM contents");
	title = strstr(body, "【测试】robot");
	assert_non_null(title);
	assert_null(strstr(title + 1, "【测试】robot"));
	assert_non_null(strstr(body, "这是一条测试消息"));
}

static void the_post_is_seen_in_its_states(void **state)
{
	static const struct delivery_row all[] = {
	    {.letter = "A", .state = DELIVERY_QUEUED},
	    {.letter = "B", .state = DELIVERY_QUEUED, .next = MOMENT_NEVER - 1},
	    {.letter = "C", .state = DELIVERY_SENDING},
	    {.letter = "D", .state = DELIVERY_SENT},
	    {.letter = "E", .state = DELIVERY_DEAD, .reason = "550"},
	};
	struct office *o = *state;

	for (size_t i = 0; i < ROWS(all); i++) {
		struct delivery_row d = all[i];

		d.message = d.letter;
		d.channel = "mail";
		d.recipient = "a";
		good(o, deliveries_add(o->engine->db, &d, &o->err));
	}
	assert_string_equal(
	    ask(o, "deliveries", "{}", "state"), "dead sent sending waiting queued");
	assert_string_equal(ask(o, "deliveries", "{\"dead\": true}", "reason"), "550");
	good(o, db_run(o->engine->db, "INSERT INTO holds VALUES ('mail', 1, 'wrong password')",
		    DB_NONE, &o->err));
	assert_string_equal(ask(o, "deliveries", "{\"held\": true}", "state"), "held held");
	assert_string_equal(
	    ask(o, "deliveries", "{\"held\": true}", "reason"), "wrong password wrong password");
	office_do(o, "retry", today(o), "{\"what\": \"E\"}");
	assert_string_equal(ask(o, "deliveries", "{\"dead\": true}", "reason"), "");
	assert_null(office_verb(o, "retry", today(o), "{\"what\": \"D\"}"));
	assert_non_null(strstr(o->err.s, "sent"));
	office_do(o, "retry", today(o), "{\"what\": \"all\"}");
	assert_string_equal(ask(o, "deliveries", "{\"held\": true}", "state"), "");
}

static void status_counts(void **state)
{
	struct office *o = *state;
	json_scope answer = NULL;
	const json_t *lights, *mail;

	office_do(o, "test", today(o), "{\"channel\": \"mail\"}");
	answer = office_verb(o, "status", today(o), "{}");
	if (!answer)
		fail_msg("%s", o->err.s);
	lights = json_object_get(answer, "lights");
	assert_int_equal(json_get_int(lights, "red", -1), 1);
	assert_int_equal(json_get_int(lights, "yellow", -1), 1);
	assert_int_equal(json_get_int(lights, "green", -1), 2);
	assert_int_equal(json_get_int(lights, "grey", -1), 2);
	assert_int_equal(json_get_int(answer, "tasks", -1), 5);
	assert_string_equal(
	    json_string_value(json_array_get(json_object_get(answer, "notices"), 0)), "office-1");
	mail = json_array_get(json_object_get(answer, "channels"), 0);
	assert_string_equal(text_at(mail, "name"), "mail");
	assert_int_equal(json_get_int(mail, "queued", -1), 1);
	assert_true(json_is_null(json_object_get(mail, "held")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_table_has_every_verb_once),
	    verb_test(listings),
	    verb_test(one_item_says_all),
	    verb_test(a_report_may_be_for_an_earlier_day),
	    verb_test(reports_show_and_floors_that_hold_are_done),
	    verb_test(done_and_reopened),
	    verb_test(a_task_is_signed_for_as_a_whole),
	    verb_test(the_current_turn_is_meant_where_none_is_named),
	    verb_test(clocks_are_numbered_and_must_be_named_when_several_run),
	    verb_test(a_test_message_is_queued_and_shown),
	    verb_test(a_group_reads_the_title_once),
	    verb_test(the_post_is_seen_in_its_states),
	    verb_test(status_counts),
	};

	return cmocka_run_group_tests_name("verb", tests, NULL, NULL) +
	       table_run("refusals", refusals, what_cannot_be_is_refused_with_a_sentence);
}
