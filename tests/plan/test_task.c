#include "plan/task.h"
#include "plan/address.h"
#include "plan/keys.h"
#include "table.h"

static const struct row {
	const char *name;
	const char *no[6], *key[6];
} rows[] = {
    {"numbers", {"1", "2", "10"}, {"1", "2", "10"}},
    {"each section counts anew", {"1", "2", "1", "2", "1"}, {"1", "2", "1-2", "2-2", "1-3"}},
    {"rows without a number", {"", "2", NULL}, {"r1", "2"}},
    {"a number that looks like a row", {"r2", "", "x"}, {"r2", "r2-2", "x"}},
    {"a number that looks like a second", {"5", "5", "5-2"}, {"5", "5-2", "5-2-2"}},
    {"a second that comes later", {"5", "5-2", "5"}, {"5", "5-2", "5-3"}},
    {"what an address does not bear", {"1.2", " 3. ", "a:b@c", "..."}, {"1-2", "3", "a-b-c", "r4"}},
    {"Chinese", {"一", "(二)", "三、"}, {"一", "(二)", "三、"}},
    {"too long", {"一二三四五六七八九十"}, {"一二三四五六"}},
};

static void test_keys(void **state)
{
	const struct row *row = *state;
	struct notice n = {0};

	for (int i = 0; i < 6 && row->no[i]; i++)
		list_push(&n.arena, &n.tasks)->no = row->no[i];
	notice_number(&n);
	for (size_t i = 0; i < n.tasks.n; i++) {
		assert_string_equal(n.tasks.at[i].key, row->key[i]);
		assert_true(keys_valid(n.tasks.at[i].key));
	}
	notice_release(&n);
	assert_int_equal(n.tasks.n, 0);
}

static void test_numbers(void **state)
{
	struct notice n = {.issued = 17000};
	struct task *t = list_push(&n.arena, &n.tasks);

	(void)state;
	t->no = "1";
	list_push(&n.arena, &t->milestones)->kind = MILESTONE_DATE;
	list_push(&n.arena, &t->milestones)->kind = MILESTONE_RECURRING;
	notice_number(&n);
	assert_int_equal(t->milestones.at[0].no, 1);
	assert_int_equal(t->milestones.at[1].no, 2);
	assert_int_equal(t->milestones.at[0].since, DAY_NONE);
	assert_int_equal(t->milestones.at[1].since, 17000);
	notice_release(&n);
	notice_release(NULL);
}

/* All with one number: still in no time. */
static void test_many(void **state)
{
	struct notice n = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		list_push(&n.arena, &n.tasks)->no = "7";
	notice_number(&n);
	assert_string_equal(n.tasks.at[99999].key, "7-100000");
	notice_release(&n);
}

static void test_names(void **state)
{
	(void)state;
	for (enum op op = OP_NONE; op <= OP_LT; op++)
		assert_int_equal(op_parse(op_name(op)), op);
	for (enum milestone_kind k = MILESTONE_NONE; k <= MILESTONE_ONGOING; k++)
		assert_int_equal(milestone_kind_parse(milestone_kind_name(k)), k);
	assert_int_equal(op_parse("=="), OP_NONE);
	assert_int_equal(op_parse(NULL), OP_NONE);
	assert_int_equal(milestone_kind_parse("daily"), MILESTONE_NONE);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_many), cmocka_unit_test(test_names)};

	return table_run("keys", rows, test_keys) +
	       cmocka_run_group_tests_name("tasks", others, NULL, NULL);
}
