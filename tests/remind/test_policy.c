/* Defaults as deadlined.conf's manual has them; rules by notice, task and unit, first match wins. */
#include "table.h"
#include "remind/policy.h"

static void test_defaults(void **state)
{
	struct arena a = {0};
	struct policy p = policy_defaults(&a, "default");
	static const char *const before[] = {"30d", "7d", "1wd"};
	char printed[16];

	(void)state;
	assert_int_equal(p.before.n, ROWS(before));
	for (size_t i = 0; i < ROWS(before); i++) {
		duration_print(p.before.at[i], printed);
		assert_string_equal(printed, before[i]);
	}
	duration_print(p.overdue_every, printed);
	assert_string_equal(printed, "5wd");
	assert_int_equal(p.at_s, 9 * 3600 + 600);
	assert_int_equal(p.spread_s, 600);
	assert_int_equal(p.not_after_s, 18 * 3600);
	assert_int_equal(p.overdue_limit, 0);
	assert_true(p.workdays_only);
	assert_string_equal(p.tell[STAGE_BEFORE].at[0], "owners");
	assert_int_equal(p.tell[STAGE_DUE].n, 1);
	assert_string_equal(p.tell[STAGE_OVERDUE].at[1], "supervisors");
	arena_release(&a);
}

static void test_stage_names(void **state)
{
	enum stage s = STAGES;

	(void)state;
	for (int i = 0; i < STAGES; i++) {
		assert_true(stage_parse(stage_name((enum stage)i), &s));
		assert_int_equal(s, i);
	}
	assert_false(stage_parse("behindhand", &s));
	assert_string_equal(stage_name(STAGES), "");
}

static const struct row {
	const char *name;
	struct policy_rule rule;
	const char *notice, *task, *unit, *expected;
} rows[] = {
    {"everything", {"strict", "*", NULL, NULL}, "n-1", "3", "市财政局", "strict"},
    {"no pattern at all", {"strict", NULL, NULL, NULL}, "n-1", "3", "市财政局", "strict"},
    {"notice by pattern", {"strict", "jiangmen-*", NULL, NULL}, "jiangmen-2016-34", "3", "x",
	"strict"},
    {"another notice", {"strict", "jiangmen-*", NULL, NULL}, "n-1", "3", "x", "default"},
    {"task by key", {"strict", "n-1", "3", NULL}, "n-1", "3", "x", "strict"},
    {"another task", {"strict", "n-1", "3", NULL}, "n-1", "33", "x", "default"},
    {"unit by name", {"strict", NULL, NULL, "市财政局"}, "n-1", "3", "市财政局", "strict"},
    {"unit in the other script", {"strict", NULL, NULL, "市财政局"}, "n-1", "3", "市財政局",
	"strict"},
    {"unit by pattern", {"strict", NULL, NULL, "*財政*"}, "n-1", "3", "市财政局", "strict"},
    {"another unit", {"strict", NULL, NULL, "市财政局"}, "n-1", "3", "市文广新局", "default"},
    {"all three must match", {"strict", "n-1", "3", "市教育局"}, "n-1", "3", "市财政局", "default"},
    {"a policy that nobody defined", {"lost", "*", NULL, NULL}, "n-1", "3", "x", "default"},
};

static void test_rule(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct policies p = {0};
	struct task t = {.key = row->task};

	*list_push(&a, &p.list) = policy_defaults(&a, "default");
	*list_push(&a, &p.list) = policy_defaults(&a, "strict");
	*list_push(&a, &p.list) = policy_defaults(&a, "lax");
	*list_push(&a, &p.rules) = row->rule;
	*list_push(&a, &t.units) = "市卫生局";
	*list_push(&a, &t.units) = row->unit;
	assert_string_equal(policy_of(&p, row->notice, &t)->name, row->expected);
	*list_push(&a, &p.rules) = (struct policy_rule){.policy = "lax"};
	if (strcmp(row->expected, "default"))
		assert_string_equal(policy_of(&p, row->notice, &t)->name, row->expected);
	else
		assert_string_equal(policy_of(&p, row->notice, &t)->name, "lax");
	arena_release(&a);
}

static void test_no_policies(void **state)
{
	struct policies p = {0};
	struct task t = {0};

	(void)state;
	assert_null(policy_of(&p, "n-1", &t));
	assert_null(policy_named(&p, "default"));
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_defaults),
	    cmocka_unit_test(test_stage_names),
	    cmocka_unit_test(test_no_policies),
	};
	int failed = cmocka_run_group_tests_name("policy", single, NULL, NULL);

	return failed + table_run("rules", rows, test_rule);
}
