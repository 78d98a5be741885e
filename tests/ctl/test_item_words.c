#include "ctl/item_words.h"
#include "table.h"

/* What is left of an item, by its standing, kind and distance. */
struct row {
	const char *name, *item, *left;
};
#define OPEN "{\"standing\":\"open\",\"due\":\"2018-12-31\","
static const struct row rows[] = {
    {"days", OPEN "\"days_left\":300,\"workdays_left\":209}", "300 d"},
    {"days that can be counted", OPEN "\"days_left\":30,\"workdays_left\":20}", "30 d (20 wd)"},
    {"all of them worked", OPEN "\"days_left\":3,\"workdays_left\":3}", "3 d"},
    {"the last day", OPEN "\"days_left\":0,\"workdays_left\":0}", "today"},
    {"past", OPEN "\"days_left\":-1,\"workdays_left\":-1}", "1 d late"},
    {"a clock of hours", OPEN "\"days_left\":1,\"seconds_left\":86340}", "23 h"},
    {"a clock of minutes", OPEN "\"days_left\":0,\"seconds_left\":7140}", "119 min"},
    {"a clock that ran out", OPEN "\"days_left\":-1,\"seconds_left\":-7200}", "2 h late"},
    {"a clock that ran out long ago", OPEN "\"days_left\":-9,\"seconds_left\":-777600}",
	"9 d late"},
    {"done", "{\"standing\":\"done\",\"due\":\"2018-12-31\",\"days_left\":-5}", "done"},
    {"claimed", "{\"standing\":\"claimed\",\"due\":\"2018-12-31\",\"days_left\":-5}",
	"to be accepted"},
    {"waived", "{\"standing\":\"waived\",\"due\":\"2018-12-31\",\"days_left\":-5}", "waived"},
    {"extended",
	"{\"standing\":\"extended\",\"was_due\":\"2018-12-31\",\"due\":\"2019-03-29\",\"days_"
	"left\":95}",
	"95 d, extended"},
    {"behind", OPEN "\"days_left\":300,\"behind_since\":\"2018-03-01\"}", "300 d, behind"},
    {"an extension asked for", OPEN "\"days_left\":300,\"asked\":{\"to\":\"2019-03-29\"}}",
	"300 d, extension asked"},
    {"neither", OPEN "\"days_left\":300,\"behind_since\":null,\"asked\":null,\"was_due\":null}",
	"300 d"},
    {"a clock that nobody started", "{\"standing\":\"open\",\"kind\":\"relative\",\"due\":null}",
	"not started"},
    {"without a day", "{\"standing\":\"open\",\"kind\":\"ongoing\",\"due\":null}", "no day"},
};

static void check(void **state)
{
	const struct row *row = *state;
	json_scope item = NULL;
	scope(text) out = {0};

	assert_true(json_parse(row->item, strlen(row->item), row->name, &item, NULL));
	item_add_left(&out, item);
	assert_string_equal(text_get(&out), row->left);
}

/* The target farthest from its value speaks for all. */
static const struct row progress[] = {
    {"no targets", "{\"targets\":[]}", ""},
    {"none reported", "{\"targets\":[{\"percent\":0,\"at\":null}]}", "not reported"},
    {"one reported", "{\"targets\":[{\"percent\":55,\"at\":\"2018-12-03\"}]}", "█████░░░░░ 55%"},
    {"the least of two",
	"{\"targets\":[{\"percent\":100,\"at\":\"2018-12-03\"},{\"percent\":40,\"at\":\"2018-12-"
	"03\"}]}",
	"████░░░░░░ 40%"},
    {"one of two not reported",
	"{\"targets\":[{\"percent\":100,\"at\":\"2018-12-03\"},{\"percent\":0,\"at\":null}]}",
	"░░░░░░░░░░ 0%"},
};

static void check_progress(void **state)
{
	const struct row *row = *state;
	json_scope item = NULL;
	scope(text) out = {0};

	assert_true(json_parse(row->item, strlen(row->item), row->name, &item, NULL));
	item_add_progress(&out, item);
	assert_string_equal(text_get(&out), row->left);
}

static void test_due(void **state)
{
	json_scope day = json_pack("{s:s, s:b}", "due", "2018-12-31", "provisional", 1);
	json_scope clock =
	    json_pack("{s:s, s:s}", "due", "2018-12-31", "end", "2018-12-31T14:30:00+08:00");
	scope(text) a = {0}, b = {0};

	(void)state;
	item_add_due(&a, day);
	item_add_due(&b, clock);
	assert_string_equal(a.s, "2018-12-31~");
	assert_string_equal(b.s, "2018-12-31 14:30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_due)};

	return table_run("what is left", rows, check) +
	       table_run("progress", progress, check_progress) +
	       cmocka_run_group_tests_name("item words", tests, NULL, NULL);
}
