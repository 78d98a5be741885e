/* Lists of words matched in place; names of columns; years; brackets. */
#include "lexicon.h"
#include "table.h"

static const struct name_row {
	const char *name;
	enum column column;
} name_rows[] = {
    {"序号", COLUMN_NO},
    {"序 号", COLUMN_NO},
    {"No.", COLUMN_NO},
    {"工作任务", COLUMN_TASK},
    {"任務內容", COLUMN_TASK},
    {"负责单位", COLUMN_UNITS},
    {"責任單位", COLUMN_UNITS},
    {"责任单位（排第一位的牵头）", COLUMN_UNITS},
    {"牵头单位", COLUMN_LEAD},
    {"主辦機關", COLUMN_LEAD},
    {"Lead", COLUMN_LEAD},
    {"配合单位", COLUMN_SUPPORT},
    {"時間進度", COLUMN_DEADLINE},
    {"完成时限（年月）", COLUMN_DEADLINE},
    {"计划完成时限要求", COLUMN_DEADLINE},
    {"Due Date", COLUMN_DEADLINE},
    {"量化指标", COLUMN_MEASURE},
    {"责任人", COLUMN_PERSON},
    {"牵头负责领导", COLUMN_PERSON},
    {"备注", COLUMN_NOTE},
    {"整治领域", COLUMN_GROUP},
    {"建设城南水厂", COLUMN_NONE},
    {"", COLUMN_NONE},
    {"Notes", COLUMN_NOTE},
    {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八", COLUMN_NONE},
};

static void names(void **state)
{
	const struct name_row *row = *state;

	assert_int_equal(column_named(shipped_words(), span_of(row->name)), row->column);
}

static const struct year_row {
	const char *name;
	int year;
} year_rows[] = {
    {"2021年重点工作", 2021},
    {"二〇二一年工作要点", 2021},
    {"二○一七年", 2017},
    {"民國113年度計畫", 2024},
    {"2016—2020年规划", 0},
    {"2016-2018年方案", 0},
    {"江府办〔2016〕34号", 0},
    {"2019年、2020年任务", 2020},
    {"重点工作", 0},
    {"12年工作", 0},
};

static void years(void **state)
{
	const struct year_row *row = *state;

	assert_int_equal(year_in(span_of(row->name)), row->year);
}

static const struct bracket_row {
	const char *name, *inside;
	size_t bytes;
} bracket_rows[] = {
    {"市农业局(市扶贫办)", "市扶贫办", 14},
    {"甲（乙（丙））", "乙（丙）", 18},
    {"甲（乙）丙", NULL, 0},
    {"(甲)乙(丙)", "丙", 5},
    {"甲)", NULL, 0},
    {"", NULL, 0},
};

static void brackets(void **state)
{
	const struct bracket_row *row = *state;
	struct span inside;

	assert_int_equal(bracket_at_end(span_of(row->name), &inside), row->bytes);
	if (row->inside)
		assert_true(span_equal(inside, row->inside));
}

static void trims(void **state)
{
	(void)state;
	assert_true(span_equal(trim_ends(span_of(" （甲）。 "), U"（）。"), "甲"));
	assert_true(span_equal(trim_end(span_of("；甲； "), U"；"), "；甲"));
	assert_int_equal(trim_ends(span_of("。。"), U"。").n, 0);
	assert_int_equal(trim_end((struct span){.s = "甲。", .n = 6, .line = 7}, U"。").line, 7);
}

static void places(void **state)
{
	const struct words *w = shipped_words();

	(void)state;
	assert_int_equal(words_at_end(w, WORDS_MARKS_LEAD, span_of("市教育局牽頭負責")), 12);
	assert_int_equal(words_at_start(w, WORDS_UNITS_EACH, span_of("各有关单位")), 9);
	assert_int_equal(words_before(w, WORDS_MARKS_WITH, span_of("甲局会同乙局")), 6);
	assert_int_equal(words_before(w, WORDS_MARKS_WITH, span_of("甲局")), 6);
	assert_true(words_are(w, WORDS_CELLS_EMPTY, span_of("N/A")));
	assert_false(words_are(w, WORDS_CELLS_EMPTY, span_of("N/A x")));
	assert_false(words_in(w, WORDS_MARKS_LEAD, span_of("")));
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(trims), cmocka_unit_test(places)};

	return table_run("columns", name_rows, names) + table_run("years", year_rows, years) +
	       table_run("brackets", bracket_rows, brackets) +
	       cmocka_run_group_tests_name("places", more, NULL, NULL);
}
