#include "plan/diff.h"
#include <stdio.h>
#include "plan/plan_json.h"
#include "random_notice.h"
#include "table.h"

/* A notice in short: tasks as `NO|TEXT|DEADLINES`, deadlines as `DUE:VALUE` (a target of that many datasets; none: 0)
 * or a rule, between spaces. */
static void add_deadline(struct arena *a, struct task *t, const char *word)
{
	struct milestone *m = list_push(a, &t->milestones);
	double value = 0;

	*m = (struct milestone){.kind = MILESTONE_DATE,
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .alternative = DAY_NONE,
	    .since = DAY_NONE};
	if (strchr("FP", *word)) {
		m->kind = *word == 'F' ? MILESTONE_RECURRING : MILESTONE_RELATIVE;
		*(*word == 'F' ? &m->recurrence : &m->relative) = word;
		return;
	}
	m->due = civil_day(atoi(word), 12, 31);
	if (strchr(word, ':'))
		value = atof(strchr(word, ':') + 1);
	if (value)
		*list_push(a, &m->targets) = (struct target){
		    .metric = "数据集", .unit = "个", .op = OP_GE, .value = value, .due = m->due};
}

static void notice_of(const char *const *lines, struct notice *n)
{
	n->id = "n";
	for (; *lines; lines++) {
		struct task *t = list_push(&n->arena, &n->tasks);
		char *line = arena_dup(&n->arena, *lines), *save = NULL;
		char *rest = strchr(line, '|') + 1;

		t->no = arena_dupn(&n->arena, line, (size_t)(rest - line - 1));
		t->text = arena_dupn(&n->arena, rest, strcspn(rest, "|"));
		rest = strchr(rest, '|') ? strchr(rest, '|') + 1 : (char *)"";
		for (char *w = strtok_r(rest, " ", &save); w; w = strtok_r(NULL, " ", &save))
			add_deadline(&n->arena, t, w);
	}
	notice_number(n);
}

/* The changes as "added 3, moved 1.2 2018-12-31>2019-12-31, …". */
static void describe(
    const struct diff *d, const struct notice *old, const struct notice *fresh, struct text *out)
{
	json_scope all = diff_write(d, old, fresh);
	json_t *o;
	size_t i;

	json_array_foreach (all, i, o) {
		int milestone = (int)json_get_int(o, "milestone", 0);

		text_addf(out, "%s%s %s", i ? ", " : "", json_get_text(o, "kind", NULL),
		    json_get_text(o, "task", NULL));
		if (milestone)
			text_addf(out, ".%d", milestone);
		if (json_get_text(o, "from", NULL) || json_get_text(o, "to", NULL))
			text_addf(out, " %s>%s", json_get_text(o, "from", "-"),
			    json_get_text(o, "to", "-"));
	}
}

#define A	 "建设全市政府数据统一开放平台"
#define B	 "印发重大行政决策事项目录"
#define C	 "推进办事大厅标准化"
#define A_LONGER "建设全市政府数据统一开放平台和应用"
#define TOWN(x)	 "督促" x "区政府完成网站普查整改"

static const struct row {
	const char *name;
	const char *old[8], *fresh[8];
	const char *changes;
} rows[] = {
    {"nothing new", {"1|" A "|2018 2020", "2|" B}, {"1|" A "|2018 2020", "2|" B}, ""},
    {"a task more", {"1|" A}, {"1|" A, "2|" B}, "added 2"},
    {"a task less", {"1|" A, "2|" B}, {"1|" A}, "retired 2"},
    {"renumbered behind a new one", {"1|" A "|2018", "2|" B "|2019"},
	{"1|" C, "2|" A "|2018", "3|" B "|2019"}, "added 1-2, reworded 1, reworded 2"},
    {"renumbered among texts that are alike",
	{"1|" TOWN("蓬江"), "2|" TOWN("江海"), "3|" TOWN("新会")},
	{"1|" TOWN("台山"), "2|" TOWN("蓬江"), "3|" TOWN("江海"), "4|" TOWN("新会")},
	"added 1-2, reworded 1, reworded 2, reworded 3"},
    {"reworded", {"1|" A "|2018", "2|" B}, {"1|" A_LONGER "|2018", "2|" B}, "reworded 1"},
    {"reworded and renumbered", {"1|" A "|2018", "2|" B}, {"1|" C, "2|" A_LONGER "|2018"},
	"added 1-2, reworded 1, retired 2"},
    {"another text under the number", {"1|" A}, {"1|" B}, "added 1-2, retired 1"},
    {"the other script", {"1|印发重大行政决策事项目录|2018"}, {"1|印發重大行政決策事項目錄|2018"},
	"reworded 1"},
    {"a day moved", {"1|" A "|2018:200"}, {"1|" A "|2019:200"}, "moved 1.1 2018-12-31>2019-12-31"},
    {"one of two moved", {"1|" A "|2018:200 2020:350"}, {"1|" A "|2019:200 2020:350"},
	"moved 1.1 2018-12-31>2019-12-31"},
    {"a stage in front", {"1|" A "|2018:200 2020:350"}, {"1|" A "|2017:100 2018:200 2020:350"},
	"added 1.3"},
    {"a stage less", {"1|" A "|2018:200 2020:350"}, {"1|" A "|2020:350"}, "retired 1.1"},
    {"a stage replaced", {"1|" A "|2018:200 2020:350"}, {"1|" A "|2020:350 2018:200"}, ""},
    {"more is asked", {"1|" A "|2018:200"}, {"1|" A "|2018:250"}, "reworded 1.1"},
    {"targets tell stages of a day apart", {"1|" A "|2018:200 2018:20"},
	{"1|" A "|2018:20 2018:200"}, ""},
    {"a rule changed", {"1|" A "|FREQ=YEARLY"}, {"1|" A "|FREQ=MONTHLY"}, "moved 1.1"},
    {"a date became a rule", {"1|" A "|2018"}, {"1|" A "|FREQ=YEARLY"}, "moved 1.1 2018-12-31>-"},
    {"a limit among dates", {"1|" A "|2018 P3BD"}, {"1|" A "|P5BD 2018"}, "moved 1.2"},
    {"no number, text moved", {"|" A, "|" B}, {"|" B, "|" A}, ""},
    {"sections count anew", {"1|" A, "1|" B}, {"1|" B, "1|" A}, ""},
    {"texts of one kind twice", {"1|" A "|2018", "2|" A "|2019"}, {"1|" A "|2018", "2|" A "|2019"},
	""},
};

static void test_changes(void **state)
{
	const struct row *row = *state;
	struct notice old = {0}, fresh = {0};
	struct diff d = {0};
	scope(text) out = {0};

	notice_of(row->old, &old);
	notice_of(row->fresh, &fresh);
	diff_make(&old, &fresh, &d);
	describe(&d, &old, &fresh, &out);
	assert_string_equal(text_get(&out), row->changes);
	diff_release(&d);
	notice_release(&old);
	notice_release(&fresh);
}

static void test_first(void **state)
{
	static const char *const lines[] = {"1|" A "|2018 2020", "2|" B, NULL};
	struct notice fresh = {0};
	struct diff d = {0};
	scope(text) out = {0};

	(void)state;
	notice_of(lines, &fresh);
	diff_make(NULL, &fresh, &d);
	describe(&d, NULL, &fresh, &out);
	assert_string_equal(out.s, "added 1, added 2");
	assert_int_equal(fresh.tasks.at[0].milestones.at[1].no, 2);
	diff_release(&d);
	diff_release(NULL);
	notice_release(&fresh);
}

/* What is gone stays in the plan as retired, keeps its key and number from others, and comes back under them. */
static void test_return(void **state)
{
	static const char *const readings[][4] = {{"1|" A "|2018:200 2020:350", "2|" B "|2019"},
	    {"1|" A "|2020:350"}, {"1|" A "|2020:350 2025:9", "2|" C "|2019"},
	    {"1|" A "|2020:350 2018:200", "2|" C "|2019", "3|" B "|2019"}};
	static const char *const expected[] = {"added 1, added 2", "retired 1.1, retired 2",
	    "added 2-2, added 1.3", "returned 1.1, retired 1.3, returned 2"};
	struct notice plan[5] = {0};

	(void)state;
	for (int i = 0; i < 4; i++) {
		struct diff d = {0};
		scope(text) out = {0};

		notice_of(readings[i], &plan[i + 1]);
		diff_make(i ? &plan[i] : NULL, &plan[i + 1], &d);
		describe(&d, i ? &plan[i] : NULL, &plan[i + 1], &out);
		assert_string_equal(out.s, expected[i]);
		diff_release(&d);
		notice_release(&plan[i]);
	}
	assert_int_equal(plan[4].tasks.n, 3);
	assert_string_equal(plan[4].tasks.at[2].key, "2");
	assert_false(plan[4].tasks.at[2].retired);
	assert_false(plan[4].tasks.at[2].milestones.at[0].retired);
	assert_true(plan[4].tasks.at[0].milestones.at[2].retired);
	notice_release(&plan[4]);
}

static char *tasks_of(const struct notice *n)
{
	scope(text) out = {0};

	list_each (const struct task *, t, n->tasks) {
		json_scope o = plan_json_write_task(t);

		json_add(o, &out);
	}
	return text_steal(&out);
}

/* A reading of what a reading gave, in memory of its own, as the store hands it out. */
static void read_again(const struct notice *n, struct notice *out)
{
	out->id = n->id;
	list_each (const struct task *, t, n->tasks) {
		json_scope o = plan_json_write_task(t);

		assert_true(
		    plan_json_read_task(o, &out->arena, list_push(&out->arena, &out->tasks), NULL));
	}
}

/* Random edits of a random notice: fresh task i is untouched old task from[i], or -1. */
static void edit(unsigned seed, const struct notice *old, struct notice *fresh, int *from)
{
	struct notice copy = {0};
	int at = 0;

	read_again(old, &copy);
	fresh->id = old->id;
	for (size_t i = 0; i < copy.tasks.n; i++) {
		struct task *t;

		if (!pick(&seed, 6)) {
			from[fresh->tasks.n] = -1;
			random_task(
			    &seed, &fresh->arena, ++at, list_push(&fresh->arena, &fresh->tasks));
		}
		if (!pick(&seed, 6))
			continue;
		from[fresh->tasks.n] = (int)i;
		t = list_push(&fresh->arena, &fresh->tasks);
		*t = copy.tasks.at[i];
		if (pick(&seed, 2))
			t->no = arena_printf(&fresh->arena, "%d", ++at);
	}
	/* The copies live in the copy's arena: hand it on. */
	read_again(fresh, &copy);
	copy.tasks.at += old->tasks.n;
	copy.tasks.n -= old->tasks.n;
	notice_release(fresh);
	*fresh = copy;
	fresh->issued = old->issued;
	notice_number(fresh);
}

static void check_untouched(
    const struct notice *old, const struct notice *fresh, const int *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct task *a, *b = &fresh->tasks.at[i];

		for (size_t k = 0; from[i] < 0 && k < old->tasks.n; k++)
			assert_string_not_equal(b->key, old->tasks.at[k].key);
		if (from[i] < 0)
			continue;
		a = &old->tasks.at[from[i]];
		assert_string_equal(a->key, b->key);
		assert_int_equal(a->milestones.n, b->milestones.n);
		for (size_t m = 0; m < a->milestones.n; m++)
			assert_int_equal(a->milestones.at[m].no, b->milestones.at[m].no);
	}
}

static void check_unique(const struct notice *n)
{
	for (size_t i = 0; i < n->tasks.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(n->tasks.at[i].key, n->tasks.at[k].key);
}

static void check_empty(const struct notice *plan, struct notice *again)
{
	char *before = tasks_of(plan), *after;
	struct diff d = {0};

	diff_make(plan, again, &d);
	assert_int_equal(d.changes.n, 0);
	after = tasks_of(again);
	assert_string_equal(before, after);
	free(before);
	free(after);
	diff_release(&d);
}

static void test_random(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 400; seed++) {
		struct notice old = {0}, fresh = {0}, same = {0}, stored = {0};
		struct diff d = {0};
		int from[64];
		size_t n;

		random_notice(seed, 12, &old);
		edit(seed * 7919 + 1, &old, &fresh, from);
		read_again(&fresh, &same);
		n = fresh.tasks.n;
		diff_make(&old, &fresh, &d);
		check_untouched(&old, &fresh, from, n);
		check_unique(&fresh);
		read_again(&fresh, &stored);
		check_empty(&stored, &same);
		diff_release(&d);
		notice_release(&old);
		notice_release(&fresh);
		notice_release(&same);
		notice_release(&stored);
	}
}

/* 20,000 tasks, all renumbered, a tenth of them reworded, all alike in part. */
static void test_many(void **state)
{
	enum { N = 20000 };
	struct notice old = {0}, fresh = {0};
	struct diff d = {0};
	unsigned seed = 5;

	(void)state;
	for (int i = 0; i < N; i++) {
		char *text = random_text(&seed, &old.arena);
		struct task *a = list_push(&old.arena, &old.tasks);
		struct task *b = list_push(&fresh.arena, &fresh.tasks);

		a->no = arena_printf(&old.arena, "%d", i + 1);
		b->no = arena_printf(&fresh.arena, "%d", i + 2);
		a->text = arena_printf(&old.arena, "完成%s的整改工作", text);
		b->text =
		    arena_printf(&fresh.arena, "完成%s的整改工作%s", text, i % 10 ? "" : "并公开");
	}
	notice_number(&old);
	notice_number(&fresh);
	diff_make(&old, &fresh, &d);
	assert_int_equal(fresh.tasks.n, N);
	for (int i = 0; i < N; i++)
		assert_string_equal(fresh.tasks.at[i].key, old.tasks.at[i].key);
	diff_release(&d);
	notice_release(&old);
	notice_release(&fresh);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_first),
	    cmocka_unit_test(test_return), cmocka_unit_test(test_random),
	    cmocka_unit_test(test_many)};

	return table_run("changes", rows, test_changes) +
	       cmocka_run_group_tests_name("diff", others, NULL, NULL);
}
