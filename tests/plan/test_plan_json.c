#include "plan/plan_json.h"
#include "random_notice.h"
#include "table.h"

#define TASK(members) "{\"tasks\": [{}, {\"text\": \"甲\", " members "}]}"
#define DEADLINE(members)                                                                          \
	TASK("\"deadlines\": [{\"kind\": \"date\"}, {\"kind\": \"date\", " members "}]")
#define TARGET(members) DEADLINE("\"targets\": [{\"op\": \">=\", " members "}]")

static const struct bad {
	const char *name, *json, *says;
} bad[] = {
    {"a list", "[]", "the notice: expected an object, found []"},
    {"no tasks", "{}", "tasks: expected a list, found nothing"},
    {"tasks of text", "{\"tasks\": \"x\"}", "tasks: expected a list, found \"x\""},
    {"a task of text", "{\"tasks\": [1]}", "tasks[0]: expected an object, found 1"},
    {"title a number", "{\"title\": 7, \"tasks\": []}", "title: expected text, found 7"},
    {"issued", "{\"issued\": \"2016-2-1\", \"tasks\": []}",
	"issued: expected a day YYYY-MM-DD, found \"2016-2-1\""},
    {"a unit", TASK("\"units\": [\"a\", null]"), "tasks[1].units[1]: expected text, found null"},
    {"line", TASK("\"line\": -1"), "tasks[1].line: expected a whole number from 0, found -1"},
    {"line too large", TASK("\"line\": 4294967296"), "tasks[1].line: expected a whole number"},
    {"deadlines", TASK("\"deadlines\": {}"), "tasks[1].deadlines: expected a list, found {}"},
    {"no kind", TASK("\"deadlines\": [{}]"),
	"tasks[1].deadlines[0].kind: expected one of date, recurring, relative, ongoing, none, "
	"found nothing"},
    {"30 February", DEADLINE("\"due\": \"2017-02-30\""),
	"tasks[1].deadlines[1].due: expected a day YYYY-MM-DD, found \"2017-02-30\""},
    {"source", DEADLINE("\"source\": {\"line\": \"1\"}"),
	"tasks[1].deadlines[1].source.line: expected a whole number from 0, found \"1\""},
    {"op", DEADLINE("\"targets\": [{\"op\": \"~\"}]"),
	"tasks[1].deadlines[1].targets[0].op: expected one of >= <= = > <, found \"~\""},
    {"value", TARGET("\"value\": \"7\""),
	"tasks[1].deadlines[1].targets[0].value: expected a number, found \"7\""},
    {"approximate", TARGET("\"value\": 1, \"approximate\": 1"),
	"targets[0].approximate: expected true or false, found 1"},
    {"condition", TARGET("\"value\": 1, \"condition\": {\"op\": \"<\"}"),
	"targets[0].condition.value: expected a number, found nothing"},
    {"diagnostics", "{\"tasks\": [], \"diagnostics\": [{\"line\": 1.5}]}",
	"diagnostics[0].line: expected a whole number from 0, found 1.5"},
    {"a long value",
	"{\"title\": [\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十\"], "
	"\"tasks\": []}",
	"title: expected text, found [\"一二三四五六七八九十一二三四五六七八九…"},
};

static void test_bad(void **state)
{
	const struct bad *row = *state;
	struct notice n = {.issued = 7};
	struct error err = {0};
	json_scope o = NULL;

	assert_true(json_parse(row->json, strlen(row->json), row->name, &o, &err));
	assert_false(plan_json_read(o, &n, &err));
	if (!strstr(err.s, row->says))
		fail_msg("%s", err.s);
	assert_false(plan_json_read(o, &n, NULL));
	assert_int_equal(n.issued, 7);
}

static void test_sample(void **state)
{
	static const char json[] =
	    "{\"title\":\"T\",\"doc_no\":null,\"issued\":\"2016-10-29\",\"more\":1,\"tasks\":[{"
	    "\"no\":\"18\","
	    "\"text\":\"x\",\"units\":[\"a\",\"b\"],\"lead\":[\"a\"],\"deadlines\":[{\"kind\":"
	    "\"date\","
	    "\"due\":\"2018-12-31\",\"alt_due\":\"2018-11-30\",\"source\":{\"line\":131,\"text\":"
	    "\"s\"},"
	    "\"targets\":[{\"metric\":\"m\",\"op\":\">=\",\"value\":85,\"unit\":\"%\","
	    "\"condition\":"
	    "{\"metric\":\"c\",\"op\":\"<=\",\"value\":1,\"unit\":\"次\"}}]}]}]}";
	struct notice n = {0};
	const struct milestone *m;
	json_scope o = NULL;

	(void)state;
	assert_true(json_parse(json, strlen(json), "sample", &o, NULL));
	assert_true(plan_json_read(o, &n, NULL));
	assert_null(n.doc_no);
	assert_int_equal(n.issued, civil_day(2016, 10, 29));
	assert_string_equal(n.tasks.at[0].key, "18");
	assert_string_equal(n.tasks.at[0].units.at[1], "b");
	m = n.tasks.at[0].milestones.at;
	assert_int_equal(m->no, 1);
	assert_int_equal(m->due, civil_day(2018, 12, 31));
	assert_int_equal(m->alternative, civil_day(2018, 11, 30));
	assert_int_equal(m->start, DAY_NONE);
	assert_int_equal(m->line, 131);
	assert_true(m->targets.at[0].value == 85 && m->targets.at[0].op == OP_GE);
	assert_int_equal(m->targets.at[0].due, DAY_NONE);
	assert_string_equal(m->targets.at[0].condition->unit, "次");
	notice_release(&n);
}

static char *written(json_t *o)
{
	scope(text) out = {0};

	json_add(o, &out);
	json_decref(o);
	return text_steal(&out);
}

/* Write, read, write: the same bytes, for the notice and for each task in the store's form. */
static void check_identity(const struct notice *n)
{
	char *first = written(plan_json_write(n)), *second;
	struct notice again = {0};
	json_scope o = NULL;

	assert_true(json_parse(first, strlen(first), "first", &o, NULL));
	assert_true(plan_json_read(o, &again, NULL));
	second = written(plan_json_write(&again));
	assert_string_equal(first, second);
	for (size_t i = 0; i < n->tasks.n; i++) {
		char *one = written(plan_json_write_task(&n->tasks.at[i])), *other;
		json_scope task = NULL;
		struct task t = {0};

		assert_true(json_parse(one, strlen(one), "task", &task, NULL));
		assert_true(plan_json_read_task(task, &again.arena, &t, NULL));
		other = written(plan_json_write_task(&t));
		assert_string_equal(one, other);
		assert_string_equal(t.key, again.tasks.at[i].key);
		free(one);
		free(other);
	}
	free(first);
	free(second);
	notice_release(&again);
}

static void test_identity(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 300; seed++) {
		struct notice n = {0};

		random_notice(seed, 12, &n);
		check_identity(&n);
		notice_release(&n);
	}
}

static void test_key_of_store(void **state)
{
	static const char json[] = "{\"no\": \"1\", \"key\": \"1.2\"}";
	struct arena a = {0};
	struct error err = {0};
	struct task t = {0};
	json_scope o = NULL;

	(void)state;
	assert_true(json_parse(json, strlen(json), "task", &o, NULL));
	assert_false(plan_json_read_task(o, &a, &t, &err));
	assert_non_null(strstr(err.s, "key: expected a task's key"));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_sample),
	    cmocka_unit_test(test_identity), cmocka_unit_test(test_key_of_store)};

	return table_run("mistakes", bad, test_bad) +
	       cmocka_run_group_tests_name("plan_json", others, NULL, NULL);
}
