#include "store/events.h"
#include "temporary.h"

static struct address address(int milestone, const char *occurrence)
{
	struct address a = {.notice = "office-1", .task = "18", .milestone = milestone};

	snprintf(a.occurrence, sizeof a.occurrence, "%s", occurrence);
	return a;
}

static void add(struct temporary *t, struct event e)
{
	good(t, events_add(t->db, &e, &t->err));
}

static void what_happened_comes_back_in_order(void **state)
{
	struct temporary *t = *state;
	struct address of = address(2, "");
	struct events all = {0};

	add(t, (struct event){.at = 10,
		   .address = address(2, "2026"),
		   .kind = EVENT_REPORT,
		   .who = "li",
		   .metric = "数据集",
		   .unit = "个",
		   .value = 163.5,
		   .label = "note"});
	add(t,
	    (struct event){
		.at = 20, .address = of, .kind = EVENT_MOVE, .who = "reader", .from = 1, .to = 2});
	good(t, events_of(t->db, &of, &t->a, &all, &t->err));
	assert_int_equal(all.n, 2);
	assert_int_equal(all.at[0].kind, EVENT_REPORT);
	assert_string_equal(all.at[0].who, "li");
	assert_string_equal(all.at[0].metric, "数据集");
	assert_string_equal(all.at[0].unit, "个");
	assert_string_equal(all.at[0].label, "note");
	assert_string_equal(all.at[0].address.occurrence, "2026");
	assert_true(all.at[0].value == 163.5);
	assert_int_equal(all.at[1].from, 1);
	assert_int_equal(all.at[1].to, 2);
	assert_true(all.at[1].id > all.at[0].id);
}

struct scope_row {
	const char *name;
	int asked, happened;
	bool seen;
};
static const struct scope_row scopes[] = {
    {"a milestone's own", 2, 2, true},
    {"its task's as a whole", 2, 0, true},
    {"another milestone's", 2, 1, false},
    {"a task asks for all of it", 0, 1, true},
};

static void a_milestone_sees_its_own_and_its_tasks(void **state)
{
	const struct scope_row *row = *state;
	struct address of = address(row->asked, "");
	struct events all = {0};
	struct temporary *t = NULL;

	assert_int_equal(temporary_open((void **)&t), 0);
	add(t,
	    (struct event){.address = address(row->happened, ""), .kind = EVENT_SIGN, .who = "li"});
	good(t, events_of(t->db, &of, &t->a, &all, &t->err));
	assert_int_equal(all.n, row->seen);
	temporary_close((void **)&t);
}

static void history_is_never_rewritten(void **state)
{
	struct temporary *t = *state;

	add(t, (struct event){.address = address(1, ""), .kind = EVENT_DONE, .who = "li"});
	assert_false(db_run(t->db, "UPDATE events SET who = 'wang'", DB_NONE, &t->err));
	assert_non_null(strstr(t->err.s, "never rewritten"));
	assert_false(db_run(t->db, "DELETE FROM events", DB_NONE, &t->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(what_happened_comes_back_in_order),
	    temporary_test(history_is_never_rewritten),
	};

	return cmocka_run_group_tests_name("events", tests, NULL, NULL) +
	       table_run("scopes", scopes, a_milestone_sees_its_own_and_its_tasks);
}
