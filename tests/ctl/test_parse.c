/* The table for people: widths, wrapping, words for every kind of deadline. */
#include "ctl/parse.h"
#include <string.h>
#include "base/utf8.h"
#include "table.h"

static struct milestone *add_milestone(struct notice *n, struct task *t, enum milestone_kind kind)
{
	struct milestone *m = list_push(&n->arena, &t->milestones);

	*m = (struct milestone){.kind = kind,
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .alternative = DAY_NONE,
	    .source = "原文",
	    .line = 7};
	return m;
}

static void fill(struct notice *n)
{
	struct task *t = list_push(&n->arena, &n->tasks);
	struct milestone *m;

	*n = (struct notice){.arena = n->arena,
	    .title = "任务分工方案",
	    .doc_no = "江府办〔2016〕34号",
	    .issuer = "市政府",
	    .issued = civil_day(2016, 10, 29),
	    .tasks = n->tasks};
	*t = (struct task){.no = "18",
	    .text = "建设“开放江门”全市政府数据统一开放平台，并推动各类应用落地，服务企业群众，提高"
		    "效能和透明度"};
	*list_push(&n->arena, &t->units) = "市网信统筹局";
	*list_push(&n->arena, &t->units) = "市有关单位";
	*list_push(&n->arena, &t->lead) = "市网信统筹局";
	m = add_milestone(n, t, MILESTONE_DATE);
	m->due = civil_day(2018, 12, 31);
	m->explanation = "年底 = its last day";
	*list_push(&n->arena, &m->targets) = (struct target){
	    .metric = "政府数据集", .unit = "个", .op = OP_GE, .value = 200, .due = DAY_NONE};
	add_milestone(n, t, MILESTONE_RECURRING)->recurrence = "FREQ=MONTHLY;INTERVAL=3;start=2018";
	add_milestone(n, t, MILESTONE_RELATIVE)->relative = "P3BD";
	add_milestone(n, t, MILESTONE_RELATIVE)->relative = "-P30BD";
	add_milestone(n, t, MILESTONE_ONGOING);
	add_milestone(n, t, MILESTONE_NONE);
	*list_push(&n->arena, &n->diagnostics) =
	    (struct diagnostic){.line = 12, .severity = "warning", .message = "no day can be read"};
}

static const struct row {
	const char *name, *holds;
	bool explain;
} rows[] = {
    {"title", "任务分工方案\n", false},
    {"number, issuer, day", "江府办〔2016〕34号   市政府   2016-10-29\n", false},
    {"a lead is marked", "市网信统筹局 (lead)", false},
    {"a day", "2018-12-31", false},
    {"a target", "政府数据集 ≥ 200 个", false},
    {"a rhythm", "every quarter, from 2018", false},
    {"after an event", "within 3 working days of the event", false},
    {"before an event", "at least 30 working days before the", false},
    {"ongoing", "ongoing", false},
    {"nothing read", "no deadline read", false},
    {"what was not understood", "line 12: warning: no day can be read\n", false},
    {"the sum", "1 tasks, 5 deadlines, 1 targets.", false},
    {"explained", "年底 = its last day", true},
};

static void prints(void **state)
{
	const struct row *row = *state;
	struct notice n = {0};
	scope(text) out = {0};

	fill(&n);
	parse_print(&n, 120, row->explain, &out);
	if (!strstr(text_get(&out), row->holds))
		print_error("%s\n", text_get(&out));
	assert_non_null(strstr(text_get(&out), row->holds));
	notice_release(&n);
}

static void keeps_the_width(void **state)
{
	(void)state;
	for (size_t columns = 60; columns <= 160; columns += 20) {
		struct notice n = {0};
		scope(text) out = {0};
		char *save, *line;

		fill(&n);
		parse_print(&n, columns, true, &out);
		for (line = strtok_r(out.s, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
			assert_true(utf8_width(line) <= columns);
		notice_release(&n);
	}
}

static void refuses_wrong_options(void **state)
{
	char *none[] = {"parse", NULL}, *no_day[] = {"parse", "--anchor", "2017-02-30", "x", NULL},
	     *missing[] = {"parse", "/nonexistent", NULL};

	(void)state;
	assert_int_equal(parse_run(1, none), 2);
	assert_int_equal(parse_run(4, no_day), 2);
	assert_int_equal(parse_run(2, missing), 2);
}

int main(void)
{
	const struct CMUnitTest more[] = {
	    cmocka_unit_test(keeps_the_width), cmocka_unit_test(refuses_wrong_options)};

	return table_run("print", rows, prints) +
	       cmocka_run_group_tests_name("more", more, NULL, NULL);
}
