/* Cells of a row joined into one list of milestones. */
#include "notice/milestones.h"
#include <string.h>
#include "lexicon.h"
#include "table.h"

static const struct cells_row {
	const char *name, *task, *deadline, *measure, *heading, *shown;
} rows[] = {
    {"one cell", "建水厂", "2021年6月底前", NULL, NULL, " 2021-06-30"},
    {"the task's clause first", "接报后24小时内上报", "长期坚持", NULL, NULL, " PT24H ongoing"},
    {"the same day twice", "2021年底前建水厂", "2021年12月31日前", NULL, NULL, " 2021-12-31"},
    {"the same rhythm twice", "每年培训不少于4期", "从2018年起每年实施", NULL, NULL,
	" FREQ=YEARLY;start=2018 >=4期"},
    {"loose targets to the latest day", "覆盖率达到95%", "2021年开工，2022年底前完成", NULL, NULL,
	" 2021-12-31 2022-12-31 >=95%"},
    {"loose targets beside an event's clock", "网上答复，3个工作日内办结", "持续推进",
	"满意率不低于90%", NULL, " P3BD ongoing >=90%"},
    {"a measure's own day", "建水厂", "2022年底前", "2021年6月底前完成50%", NULL,
	" 2022-12-31 2021-06-30 =50%"},
    {"a heading", "建水厂", NULL, NULL, "一、2021年6月底前完成的任务", " 2021-06-30"},
    {"a heading's year", "建水厂", "6月底前", NULL, "一、2023年任务", " 2023-06-30"},
    {"the cell wins over the heading", "建水厂", "2022年3月底前", NULL,
	"一、2021年6月底前完成的任务", " 2022-03-31"},
    {"nothing", "建水厂", NULL, NULL, NULL, " none"},
};

static void show(struct text *out, const struct task *t)
{
	list_each (const struct milestone *, m, t->milestones) {
		char due[11] = "";

		if (m->due != DAY_NONE)
			civil_print(m->due, due);
		text_addf(out, " %s",
		    m->kind == MILESTONE_DATE	     ? due
		    : m->kind == MILESTONE_RECURRING ? m->recurrence
		    : m->kind == MILESTONE_RELATIVE  ? m->relative
						     : milestone_kind_name(m->kind));
		list_each (const struct target *, target, m->targets)
			text_addf(out, " %s%g%s", op_name(target->op), target->value, target->unit);
	}
}

static void joins(void **state)
{
	const struct cells_row *cells = *state;
	struct notice n = {0};
	struct heading h = {.text = cells->heading, .line = 1, .level = LEVEL_CHAPTER};
	struct row row = {.at = 2, .heading = cells->heading ? &h : NULL};
	struct task t = {.no = "1", .text = cells->task};
	struct milestones_context c = {
	    .lexicon = shipped_lexicon(), .issued = civil_day(2021, 1, 10), .notice = &n};
	scope(text) got = {0};

	row.cell[COLUMN_TASK] = cells->task;
	row.cell[COLUMN_DEADLINE] = cells->deadline;
	row.cell[COLUMN_MEASURE] = cells->measure;
	milestones_read(&c, &row, &t);
	show(&got, &t);
	assert_string_equal(text_get(&got), cells->shown);
	assert_int_equal(n.diagnostics.n > 0, !strcmp(cells->shown, " none"));
	arena_release(&n.arena);
}

int main(void)
{
	return table_run("milestones", rows, joins);
}
