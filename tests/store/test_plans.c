#include "store/plans.h"
#include "temporary.h"

/* A notice with `n` tasks of one milestone each; the caller releases it. */
static struct notice sample(size_t n)
{
	struct notice notice = {.id = "office-1",
	    .title = "分工方案",
	    .doc_no = "临办〔2016〕12号",
	    .issuer = "办公室",
	    .issued = 17000};

	for (size_t i = 0; i < n; i++) {
		struct task *t = list_push(&notice.arena, &notice.tasks);
		struct milestone *m = list_push(&notice.arena, &t->milestones);

		t->no = t->key = arena_printf(&notice.arena, "%zu", i + 1);
		t->text = "开放政府数据集";
		*list_push(&notice.arena, &t->units) = "信息中心";
		*m = (struct milestone){.no = 1,
		    .kind = MILESTONE_DATE,
		    .due = 17500 + (day)i,
		    .start = DAY_NONE,
		    .alternative = DAY_NONE,
		    .since = DAY_NONE,
		    .source = "2017年底前"};
		*list_push(&notice.arena, &m->targets) = (struct target){
		    .metric = "数据集", .unit = "个", .op = OP_GE, .value = 200, .due = m->due};
	}
	*list_push(&notice.arena, &notice.diagnostics) =
	    (struct diagnostic){7, "warning", "no deadline here"};
	return notice;
}

static void put(struct temporary *t, const struct notice *n)
{
	int64_t id;

	good(t, db_begin(t->db, &t->err));
	good(t, plans_put_notice(t->db, n, 100, &t->err));
	for (size_t i = 0; i < n->tasks.n; i++)
		good(t, plans_put_task(t->db, n->id, &n->tasks.at[i], (int)i, 100, &id, &t->err));
	good(t, db_commit(t->db, &t->err));
}

static void a_notice_comes_back_whole(void **state)
{
	struct temporary *t = *state;
	struct notice n = sample(2);
	struct plan plan = {0};
	const struct task *task;

	put(t, &n);
	good(t, plans_get(t->db, "office-1", &plan, &t->err));
	assert_true(plan.found && !plan.retired);
	assert_string_equal(plan.notice.id, "office-1");
	assert_string_equal(plan.notice.doc_no, "临办〔2016〕12号");
	assert_int_equal(plan.notice.issued, 17000);
	assert_int_equal(plan.notice.diagnostics.n, 1);
	assert_int_equal(plan.notice.tasks.n, 2);
	task = &plan.notice.tasks.at[1];
	assert_string_equal(task->key, "2");
	assert_string_equal(task->units.at[0], "信息中心");
	assert_int_equal(task->milestones.at[0].no, 1);
	assert_int_equal(task->milestones.at[0].due, 17501);
	assert_true(task->milestones.at[0].targets.at[0].value == 200);
	plan_release(&plan);
	notice_release(&n);
}

static void an_unknown_notice_is_not_found(void **state)
{
	struct temporary *t = *state;
	struct plan plan = {0};
	int64_t id = 7;

	good(t, plans_get(t->db, "nowhere", &plan, &t->err));
	assert_false(plan.found);
	good(t, plans_find(t->db, "nowhere", "1", &id, &t->err));
	assert_int_equal(id, 0);
	plan_release(&plan);
}

static void putting_the_same_writes_nothing(void **state)
{
	struct temporary *t = *state;
	struct notice n = sample(5);
	int64_t before;

	put(t, &n);
	before = db_total_changed(t->db);
	put(t, &n);
	assert_int_equal(db_total_changed(t->db), before);
	n.tasks.at[2].text = "另一件事";
	put(t, &n);
	assert_int_equal(db_total_changed(t->db), before + 1);
	notice_release(&n);
}

static void retired_ones_stay_and_come_back(void **state)
{
	struct temporary *t = *state;
	struct notice n = sample(2);
	struct plan plan = {0};
	int64_t *ids;
	size_t count;

	put(t, &n);
	n.tasks.at[0].retired = true;
	put(t, &n);
	good(t, plans_ids(t->db, NULL, &t->a, &ids, &count, &t->err));
	assert_int_equal(count, 1);
	good(t, plans_get(t->db, "office-1", &plan, &t->err));
	assert_true(plan.rows.at[0].retired && plan.notice.tasks.at[0].retired);
	assert_int_equal(plan.notice.tasks.n, 2);
	plan_release(&plan);
	n.tasks.at[0].retired = false;
	put(t, &n);
	good(t, plans_ids(t->db, "office-1", &t->a, &ids, &count, &t->err));
	assert_int_equal(count, 2);
	notice_release(&n);
}

static void a_retired_notice_takes_its_tasks_along(void **state)
{
	struct temporary *t = *state;
	struct notice n = sample(1);
	struct names names = {0};
	struct plan_task row;
	int64_t id, *ids;
	size_t count;

	put(t, &n);
	good(t, plans_find(t->db, "office-1", "1", &id, &t->err));
	good(t, plans_retire_notice(t->db, "office-1", 200, &t->err));
	good(t, plans_names(t->db, &t->a, &names, &t->err));
	assert_int_equal(names.n, 0);
	good(t, plans_ids(t->db, NULL, &t->a, &ids, &count, &t->err));
	assert_int_equal(count, 0);
	good(t, plans_task(t->db, id, &t->a, &row, &t->err));
	assert_true(row.retired);
	put(t, &n);
	good(t, plans_task(t->db, id, &t->a, &row, &t->err));
	assert_false(row.retired);
	assert_string_equal(row.notice->title, "分工方案");
	assert_int_equal(row.notice->issued, 17000);
	assert_string_equal(row.task.key, "1");
	notice_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(a_notice_comes_back_whole),
	    temporary_test(an_unknown_notice_is_not_found),
	    temporary_test(putting_the_same_writes_nothing),
	    temporary_test(retired_ones_stay_and_come_back),
	    temporary_test(a_retired_notice_takes_its_tasks_along),
	};

	return cmocka_run_group_tests_name("plans", tests, NULL, NULL);
}
