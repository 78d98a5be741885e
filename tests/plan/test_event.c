#include "plan/event.h"
#include "table.h"

static const struct row {
	const char *name;
	struct event e;
	const char *json;
} rows[] = {
    {"report",
	{.kind = EVENT_REPORT,
	    .metric = "政府数据集",
	    .unit = "个",
	    .value = 2.5,
	    .label = "截至6月"},
	"{\"metric\":\"政府数据集\",\"unit\":\"个\",\"value\":2.5,\"label\":\"截至6月\"}"},
    {"sign", {.kind = EVENT_SIGN}, "{}"},
    {"done", {.kind = EVENT_DONE, .reason = "已印发"}, "{\"reason\":\"已印发\"}"},
    {"reopen", {.kind = EVENT_REOPEN, .reason = "x"}, "{\"reason\":\"x\"}"},
    {"start", {.kind = EVENT_START, .start = 1479871800, .label = "《某办法》解读"},
	"{\"start\":1479871800,\"label\":\"《某办法》解读\"}"},
    {"move", {.kind = EVENT_MOVE, .from = 17531, .to = DAY_NONE}, "{\"from\":\"2017-12-31\"}"},
};

static void assert_text(const char *a, const char *b)
{
	if (a && b)
		assert_string_equal(a, b);
	else
		assert_ptr_equal(a, b);
}

static void test_round_trip(void **state)
{
	const struct row *row = *state;
	struct event e = {.id = 7, .at = 8, .kind = row->e.kind, .who = "uid:1000"};
	struct arena a = {0};
	scope(text) out = {0};
	json_scope o = event_write(&row->e);

	json_add(o, &out);
	assert_string_equal(out.s, row->json);
	assert_true(event_read(o, &a, &e, NULL));
	assert_int_equal(e.id, 7);
	assert_int_equal(e.at, 8);
	assert_string_equal(e.who, "uid:1000");
	assert_true(e.value == row->e.value);
	assert_int_equal(e.start, row->e.start);
	assert_text(e.metric, row->e.metric);
	assert_text(e.unit, row->e.unit);
	assert_text(e.label, row->e.label);
	assert_text(e.reason, row->e.reason);
	if (row->e.kind == EVENT_MOVE) {
		assert_int_equal(e.from, row->e.from);
		assert_int_equal(e.to, row->e.to);
	}
	assert_int_equal(event_kind_parse(row->name), row->e.kind);
	assert_string_equal(event_kind_name(row->e.kind), row->name);
	arena_release(&a);
}

static const struct bad {
	const char *name, *json, *says;
} bad[] = {
    {"no object", "[]", "expected an object"},
    {"metric", "{\"metric\":1}", "metric: expected text"},
    {"value", "{\"value\":\"1\"}", "value: expected a number"},
    {"start", "{\"start\":1.5}", "start: expected a whole number"},
    {"from", "{\"from\":\"2017-02-30\"}", "from: expected a day"},
};

static void test_bad(void **state)
{
	const struct bad *row = *state;
	struct arena a = {0};
	struct event e = {.id = 7, .value = 3};
	struct error err = {0};
	json_scope o = NULL;

	assert_true(json_parse(row->json, strlen(row->json), "event", &o, NULL));
	assert_false(event_read(o, &a, &e, &err));
	assert_non_null(strstr(err.s, row->says));
	assert_true(e.id == 7 && e.value == 3);
	arena_release(&a);
}

static void test_kinds(void **state)
{
	(void)state;
	assert_int_equal(event_kind_parse("waved"), EVENT_NONE);
	assert_int_equal(event_kind_parse(""), EVENT_NONE);
	assert_int_equal(event_kind_parse(NULL), EVENT_NONE);
	assert_string_equal(event_kind_name(EVENT_KINDS), "");
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_kinds)};

	return table_run("events", rows, test_round_trip) + table_run("bad events", bad, test_bad) +
	       cmocka_run_group_tests_name("kinds", others, NULL, NULL);
}
