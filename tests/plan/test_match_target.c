#include "plan/match_target.h"
#include <stdlib.h>
#include "table.h"

/* Targets as METRIC:UNIT:VALUE; for each fresh one the metric of the old one that it was, "-" for none. */
static const struct row {
	const char *name;
	const char *old[4], *fresh[4], *renamed[4];
} rows[] = {
    {"the same", {"数据集:个:200"}, {"数据集:个:200"}, {"-"}},
    {"more is asked", {"数据集:个:200"}, {"数据集:个:250"}, {"-"}},
    {"the other script", {"数据集:个:200"}, {"數據集:個:200"}, {"-"}},
    {"a longer name", {"数据集:个:200"}, {"政府数据集:个:200"}, {"数据集"}},
    {"a longer name, and more is asked", {"数据集:个:200"}, {"政府数据集:个:250"}, {"数据集"}},
    {"another unit of measure", {"数据集:个:200"}, {"开放率:%:50"}, {"-"}},
    {"one of two", {"数据集:个:200", "应用:个:20"}, {"政府数据集:个:200", "应用:个:20"},
	{"数据集", "-"}},
    {"both, told by what is asked", {"数据集:个:200", "应用:个:20"},
	{"开放应用:个:20", "政府数据集:个:200"}, {"应用", "数据集"}},
    {"both, and nothing tells them", {"数据集:个:200", "应用:个:20"}, {"甲:个:10", "乙:个:30"},
	{"-", "-"}},
    {"one that came beside", {"数据集:个:200"}, {"数据集:个:200", "应用:个:20"}, {"-", "-"}},
    {"two for one", {"数据集:个:200"}, {"甲:个:100", "乙:个:100"}, {"-", "-"}},
    {"nothing before", {NULL}, {"数据集:个:200"}, {"-"}},
};

static void read_targets(const char *const *words, struct arena *a, struct milestone *m)
{
	for (; *words; words++) {
		char *metric = arena_dup(a, *words), *unit = strchr(metric, ':') + 1,
		     *value = strchr(unit, ':') + 1;

		unit[-1] = value[-1] = 0;
		*list_push(a, &m->targets) = (struct target){
		    .metric = metric, .unit = unit, .op = OP_GE, .value = atof(value)};
	}
}

static void check(void **state)
{
	const struct row *row = *state;
	struct milestone old = {0}, fresh = {0};
	scope(arena) a = {0};

	read_targets(row->old, &a, &old);
	read_targets(row->fresh, &a, &fresh);
	for (size_t i = 0; i < fresh.targets.n; i++) {
		const struct target *was = match_target_renamed(&old, &fresh, i);

		assert_string_equal(was ? was->metric : "-", row->renamed[i]);
	}
}

int main(void)
{
	return table_run("targets by another name", rows, check);
}
