#include "plan/target.h"
#include "table.h"

static const struct value_row {
	const char *name; /* what is written */
	const char *unit;
	double value;
} values[] = {
    {"163", "个", 163},
    {"163个", "个", 163},
    {" 163 個 ", "个", 163},
    {"2,000", "个", 2000},
    {"1,234,567", "个", 1234567},
    {"150/200", "个", 150},
    {"150/200个", "个", 150},
    {"0", "个", 0},
    {"-3", "个", -3},
    {"2万", "个", 20000},
    {"2.36万个", "万個", 2.36},
    {"23600个", "万个", 2.36},
    {"2.36", "万个", 2.36},
    {"5千克", "千克", 5},
    {"12 datasets", "datasets", 12},
    {"75%", "%", 75},
    {"75\uff05", "%", 75},
    {"75", "%", 75},
    {"0.75", "%", 75},
    {"0.57", "%", 57},
    {"0.5%", "%", 0.5},
    {"150/200", "%", 75},
    {"57/100", "%", 57},
    {"0", "%", 0},
    {"1%", "%", 1},
    {"100", "%", 100},
    {"112.5%", "%", 112.5},
    {"163", "", 163},
    {"１６３", "个", 163},
    {"１６３个", "個", 163},
    {"2，000", "个", 2000},
    {"７５．５％", "%", 75.5},
    {"１５０／２００", "%", 75},
    {"\u3000163\u3000", "个", 163},
    {"163 个", "个", 163},
    {"+5", "个", 5},
    {"−3.5", "℃", -3.5},
    {"75 %", "%", 75},
    {"75.0", "%", 75},
    {"0.755", "%", 75.5},
    {"150 / 200", "%", 75},
    {"1,500/2,000", "%", 75},
    {"200/150", "%", 133.333333333},
    {"2.36萬", "万个", 2.36},
    {"23,600", "万个", 23600},
    {"1.5亿元", "亿元", 1.5},
    {"15000万元", "亿元", 1.5},
    {"150000000元", "億元", 1.5},
    {"1.2千克", "千克", 1.2},
    {"3.5 Km", "km", 3.5},
    {"12‰", "‰", 12},
};
static const struct refused_row {
	const char *name, *unit, *says;
} refused[] = {
    {"75%", "个", "write how many, as in 200 or 200个"},
    {"75 次", "个", "write how many, as in 200 or 200个"},
    {"75个", "%", "75%, 0.75 or 150/200"},
    {"75万", "%", "75%, 0.75 or 150/200"},
    {"1", "%", "write 1% or 100%"},
    {"1.0", "%", "write 1% or 100%"},
    {"75个", "", "plain number"},
    {"一百", "个", "digits 0-9"},
    {"75%", "万个", "write how many"},
    {"0.75%", "个", "write how many"},
    {"75‰", "%", "75%, 0.75 or 150/200"},
    {"75%个", "个", "digits 0-9"},
    {"150/200%", "个", "write how many"},
    {"75个", "项", "write how many, as in 200 or 200项"},
    {"5万元", "个", "write how many"},
    {"2 000", "个", "digits 0-9"},
    {"150个200", "个", "write how many"},
    {"约150", "个", "digits 0-9"},
    {"150-160", "个", "digits 0-9"},
    {"2018-12-31", "个", "digits 0-9"},
    {"=A1", "个", "digits 0-9"},
    {"#DIV/0!", "个", "digits 0-9"},
    {"", "个", "digits 0-9"},
    {"2,00", "个", "digits 0-9"},
    {"2000,000", "个", "digits 0-9"},
    {"1e3", "个", "as in 200 or 200个"},
    {"1.2.3", "个", "digits 0-9"},
    {"5.", "个", "digits 0-9"},
    {".5", "%", "digits 0-9"},
    {"1/0", "%", "digits 0-9"},
    {"1/2/3", "%", "digits 0-9"},
    {"--1", "个", "digits 0-9"},
    {"9999999999999", "个", "digits 0-9"},
    {"nan", "个", "digits 0-9"},
    {"3万万万万", "个", "digits 0-9"},
};

static struct target dataset(const char *unit)
{
	return (struct target){.metric = "政府数据集", .unit = unit, .op = OP_GE, .value = 200};
}

static void test_value(void **state)
{
	const struct value_row *row = *state;
	struct target t = dataset(row->unit);
	struct error err = {0};
	double value = -1;

	if (!target_parse_value(&t, row->name, &value, &err))
		fail_msg("%s", err.s);
	assert_true(value > row->value - 1e-9 && value < row->value + 1e-9);
}

static void test_refused(void **state)
{
	const struct refused_row *row = *state;
	struct target t = dataset(row->unit);
	struct error err = {0};
	double value = -1;

	assert_false(target_parse_value(&t, row->name, &value, &err));
	if (!strstr(err.s, row->says))
		fail_msg("%s", err.s);
	assert_true(value == -1);
}

static const struct bound_row {
	const char *name;
	enum op op;
	double bound, value;
	bool holds, floor;
	int percent;
} bounds[] = {
    {"200 of 200", OP_GE, 200, 200, true, true, 100},
    {"199 of 200", OP_GE, 200, 199, false, true, 99},
    {"more than asked", OP_GE, 200, 300, true, true, 100},
    {"199.99 of 200", OP_GE, 200, 199.99, false, true, 99},
    {"nothing yet", OP_GE, 200, 0, false, true, 0},
    {"less than nothing", OP_GE, 200, -5, false, true, 0},
    {"57 of 100 is 57", OP_GE, 100, 57, false, true, 57},
    {"0.57 x 100 holds 57", OP_GE, 57, 0.57 * 100, true, true, 100},
    {"more than, at the bound", OP_GT, 50, 50, false, true, 99},
    {"more than, above", OP_GT, 50, 50.1, true, true, 100},
    {"exactly, reached", OP_EQ, 350, 350, true, true, 100},
    {"exactly, passed", OP_EQ, 350, 360, true, true, 100},
    {"none, none", OP_EQ, 0, 0, true, false, 100},
    {"none, one", OP_EQ, 0, 1, false, false, 0},
    {"at most, at the bound", OP_LE, 4, 4, true, false, 100},
    {"at most, passed", OP_LE, 4, 8, false, false, 50},
    {"less than, at the bound", OP_LT, 4, 4, false, false, 99},
    {"less than, below", OP_LT, 4, 3, true, false, 100},
};

static void test_bound(void **state)
{
	const struct bound_row *row = *state;
	struct target t = {.op = row->op, .value = row->bound};

	assert_int_equal(target_holds(&t, row->value), row->holds);
	assert_int_equal(target_is_floor(&t), row->floor);
	assert_int_equal(target_percent(&t, row->value), row->percent);
}

static const struct match_row {
	const char *name; /* the words */
	int index;	  /* -1: refused */
	const char *says;
} matches[] = {
    {"政府数据集", 0, NULL},
    {"政府數據集", 0, NULL},
    {"数据集", 0, NULL},
    {"应用", 1, NULL},
    {"覆盖率", 2, NULL},
    {"产值%", 5, NULL},
    {"產值億元", 4, NULL},
    {"数据", -1, "政府数据集 (≥ 200 个), 开放数据应用 (≥ 20 个); write more"},
    {"产值", -1, "fits several targets: 产值 (≥ 5 亿元), 产值 (≥ 10%)"},
    {"河道", -1, "none of the targets: 政府数据集"},
    {"", -1, "fits several"},
};

static void test_match(void **state)
{
	struct target targets[] = {
	    {.metric = "政府数据集", .unit = "个", .op = OP_GE, .value = 200},
	    {.metric = "开放数据应用", .unit = "个", .op = OP_GE, .value = 20},
	    {.metric = "覆盖率", .unit = "%", .op = OP_GE, .value = 10},
	    {.metric = "覆盖率", .unit = "%", .op = OP_LE, .value = 20},
	    {.metric = "产值", .unit = "亿元", .op = OP_GE, .value = 5},
	    {.metric = "产值", .unit = "%", .op = OP_GE, .value = 10},
	};
	struct milestone m = {.targets = {targets, 6, 6}};
	const struct match_row *row = *state;
	struct error err = {0};
	const struct target *t = target_match(&m, row->name, &err);

	if (row->index >= 0)
		assert_ptr_equal(t, &targets[row->index]);
	else if (t || !strstr(err.s, row->says))
		fail_msg("%s", err.s);
}

static void test_single(void **state)
{
	struct target one = {.metric = "完成率", .unit = "%", .op = OP_GE, .value = 75};
	struct milestone m = {.targets = {&one, 1, 1}}, none = {0};
	struct error err = {0};

	(void)state;
	assert_ptr_equal(target_match(&m, "", NULL), &one);
	assert_ptr_equal(target_match(&m, "完成", NULL), &one);
	assert_null(target_match(&m, "数据", &err));
	assert_null(target_match(&none, "", &err));
	assert_non_null(strstr(err.s, "done"));
}

static void test_words(void **state)
{
	struct target condition = {
	    .metric = "到现场办理次数", .op = OP_LE, .value = 1, .unit = "次"};
	struct target t = {.op = OP_GE, .value = 85, .unit = "%", .condition = &condition};
	scope(text) out = {0};

	(void)state;
	target_add_bound(&t, &out);
	assert_string_equal(out.s, "≥ 85% (到现场办理次数 ≤ 1 次)");
	text_reset(&out);
	t = (struct target){.op = OP_EQ, .value = 2.36, .unit = "万个", .approximate = true};
	target_add_bound(&t, &out);
	assert_string_equal(out.s, "≈ 2.36 万个");
	text_reset(&out);
	target_add_number(83.3333, &out);
	text_addc(&out, ' ');
	target_add_number(200, &out);
	text_addc(&out, ' ');
	target_add_number(-0.00001, &out);
	assert_string_equal(out.s, "83.3333 200 0");
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_single), cmocka_unit_test(test_words)};

	return table_run("values", values, test_value) +
	       table_run("refused values", refused, test_refused) +
	       table_run("bounds", bounds, test_bound) +
	       table_run("matching", matches, test_match) +
	       cmocka_run_group_tests_name("targets", others, NULL, NULL);
}
