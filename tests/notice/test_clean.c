/* Damage undone, character by character and cell by cell. */
#include "notice/clean.h"
#include "table.h"

static const struct row {
	const char *name, *raw, *clean;
	size_t restored, lost;
} rows[] = {
    {"a reading", "各市、區(qū)人民政府", "各市、區人民政府", 0, 0},
    {"readings one after another", "貫徹落實(shí)機(jī)構(gòu)", "貫徹落實機構", 0, 0},
    {"a real bracket stays", "入庫(退庫)管理,市(区)", "入庫(退庫)管理,市(区)", 0, 0},
    {"letters without a tone stay", "公里(km)和平台(app)", "公里(km)和平台(app)", 0, 0},
    {"behind no Han character", "A(qū)", "A(qū)", 0, 0},
    {"full-width brackets", "區（qū）政府", "區政府", 0, 0},
    {"lost, found elsewhere", "建成數(shù)據(jù)庫,政府?dāng)?shù)據(jù)開放",
	"建成數據庫,政府數據開放", 1, 0},
    {"lost, known", "政府?dāng)?shù)據(jù)開放", "政府數據開放", 1, 0},
    {"lost for good", "政府?zhuǎng)態(tài)", "政府\ufffd態", 0, 1},
    {"half a character", "整改?,F(xiàn)要求6月底前", "整改。現要求6月底前", 1, 0},
    {"a mark between Han characters", "政府?據庫", "政府?據庫", 0, 1},
    {"an honest question", "何時完成? 6月底前", "何時完成? 6月底前", 0, 0},
    {"full-width digits, letters, percent", "２０１８年ＰＰＰ達９０％以上", "2018年PPP達90%以上", 0,
	0},
    {"small percent sign", "50﹪", "50%", 0, 0},
    {"Chinese punctuation stays", "甲，乙：（丙）①", "甲，乙：（丙）①", 0, 0},
    {"invisible characters", "20\u200b18\ufeff年", "2018年", 0, 0},
    {"no-break blanks", "2\u00a0000个", "2 000个", 0, 0},
    {"entities", "完成&nbsp;&ge;90%", "完成 ≥90%", 0, 0},
    {"line ends", "a\r\nb\rc\nd", "a\nb\nc\nd", 0, 0},
    {"control characters",
	"a\x01"
	"b\x1b",
	"ab", 0, 0},
};

static void cleans(void **state)
{
	const struct row *row = *state;
	struct clean_repairs repairs = {0};
	scope(text) out = {0};

	clean_text(span_of(row->raw), true, &out, &repairs);
	assert_string_equal(text_get(&out), row->clean);
	assert_int_equal(repairs.restored, row->restored);
	assert_int_equal(repairs.lost, row->lost);
}

static const struct line_row {
	const char *name, *raw, *line;
} line_rows[] = {
    {"a soft break", "2018年\n12月底前", "2018年12月底前"},
    {"a break between number and unit", "最遲不超過3\n個工作日", "最遲不超過3個工作日"},
    {"blanks inside Chinese", "2019 年 6 月 底 前", "2019年6月底前"},
    {"a grouped number", "充电端口2 000个", "充电端口2000个"},
    {"two numbers", "2018 2019", "2018 2019"},
    {"a percent sign apart", "95 %", "95%"},
    {"English words", "by  30\nJune 2025", "by 30 June 2025"},
    {"doubled commas", "甲,,乙，，丙、、丁", "甲,乙，丙、丁"},
    {"an ellipsis stays", "等……", "等……"},
    {"@@", "覆盖率@@达到@@95%@@以上", "覆盖率达到95%以上"},
    {"O for 0", "2O18年1O月底前,9O%,1OO个", "2018年10月底前,90%,100个"},
    {"letters that are letters", "O2O平台, 5G, CO2", "O2O平台, 5G, CO2"},
    {"ends", "\u3000 甲 \n", "甲"},
};

static void cleans_line(void **state)
{
	const struct line_row *row = *state;
	struct arena a = {0};

	assert_string_equal(clean_line(&a, span_of(row->raw)), row->line);
	arena_release(&a);
}

static void keeps_breaks(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_string_equal(clean_lines(&a, span_of("甲 乙\n 丙\n\n丁")), "甲乙\n丙\n丁");
	arena_release(&a);
}

static void tells_the_line(void **state)
{
	struct clean_repairs repairs = {0};
	scope(text) out = {0};

	(void)state;
	clean_text(span_of("甲\r\n乙\n政府?據庫"), false, &out, &repairs);
	assert_int_equal(repairs.lost_line, 3);
}

int main(void)
{
	const struct CMUnitTest more[] = {
	    cmocka_unit_test(keeps_breaks), cmocka_unit_test(tells_the_line)};

	return table_run("clean", rows, cleans) + table_run("line", line_rows, cleans_line) +
	       cmocka_run_group_tests_name("lines", more, NULL, NULL);
}
