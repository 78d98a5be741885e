/* Plain text and Markdown: where tables begin and end, and what a row is. */
#include "notice/read_text.h"
#include "lexicon.h"
#include "shown.h"
#include "table.h"

static const struct row {
	const char *name, *text, *shown;
} rows[] = {
    {"one cell a line", "方案\n序号 |\n任务 |\n时限 |\n1 |\n甲 |\n6月 |\n2 |\n乙 |\n7月 |\n完",
	"方案@1\n[序号|任务|时限]@2\n[1|甲|6月]@5\n[2|乙|7月]@8\n完@11\n"},
    {"a cell broken over lines", "序号 |\n任务 |\n时限 |\n1 |\n甲\n乙 |\n6月 |\n2 |\n丙 |\n7月 |\n",
	"[序号|任务|时限]@1\n[1|甲\n乙|6月]@4\n[2|丙|7月]@8\n"},
    {"one cell a line, serial in the middle",
	"领域 |\n序号 |\n任务 |\n甲 |\n1 |\n子 |\n乙 |\n2 |\n丑 |\n",
	"[领域|序号|任务]@1\n[甲|1|子]@4\n[乙|2|丑]@7\n"},
    {"one cell a line, two tables",
	"序号 |\n任务 |\n1 |\n甲 |\n2 |\n乙 |\n下表如下。\n序号 |\n任务 |\n1 |\n丙 |\n",
	"[序号|任务]@1\n[1|甲]@3\n[2|乙]@5\n下表如下。@7\n[序号|任务]@8\n[1|丙]@10\n"},
    {"one cell a line, merges lost",
	"类别 |\n序号 |\n任务 |\n责任单位 |\n时限 |\n甲 |\n1 |\n建水厂 |\n县水利局 |\n6月底前 |\n2 "
	"|\n建公园 |\n7月底前 |\n乙 |\n3 |\n建桥 |\n县交通局 |\n8月底前 |\n",
	"[类别|序号|任务|责任单位|时限]@1\n[甲|1|建水厂|县水利局|6月底前]@6\n[^甲|2|建公园|^"
	"县水利局|7月底前]@11\n[乙|3|建桥|县交通局|8月底前]@14\n"},
    {"a short row",
	"序号\t任务\t责任单位\t时限\n1\t建水厂\t县水利局\t6月底前\n2\t建公园\t7月底前\n",
	"[序号|任务|责任单位|时限]@1\n[1|建水厂|县水利局|6月底前]@2\n[2|建公园|^县水利局|7月底前]@"
	"3\n"},
    {"bars", "序号|任务|时限\n1|甲|6月\n2|乙|7月\n",
	"[序号|任务|时限]@1\n[1|甲|6月]@2\n[2|乙|7月]@3\n"},
    {"bars at both ends", "| 序号 | 任务 |\n| 1 | 甲 |\n", "[序号|任务]@1\n[1|甲]@2\n"},
    {"Markdown", "# 方案\n\n| 序号 | 任务 |\n|:---|---:|\n| 1 | **甲**\\|乙<br>丙 |\n\n完\n",
	"#方案@1\n[序号|任务]@3\n[1|甲|乙\n丙]@5\n完@7\n"},
    {"an empty cell", "序号|任务|时限\n1||6月\n", "[序号|任务|时限]@1\n[1||6月]@2\n"},
    {"a row broken inside a cell", "序号|任务|时限\n1|甲\n乙|6月\n2|丙|7月\n",
	"[序号|任务|时限]@1\n[1|甲\n乙|6月]@2\n[2|丙|7月]@4\n"},
    {"a row broken inside its last cell", "序号|任务|时限\n1|甲|2018年\n6月底前\n2|丙|7月\n",
	"[序号|任务|时限]@1\n[1|甲|2018年\n6月底前]@2\n[2|丙|7月]@4\n"},
    {"a line below the table", "序号|任务\n1|甲\n注：略\n", "[序号|任务]@1\n[1|甲]@2\n注：略@3\n"},
    {"a line below the table, the file's last, never ended", "序号|任务\n1|甲\n注：略",
	"[序号|任务]@1\n[1|甲]@2\n注：略@3\n"},
    {"tabs", "序号\t任务\t时限\n1\t甲\t6月\n2\t乙\t\n",
	"[序号|任务|时限]@1\n[1|甲|6月]@2\n[2|乙|]@3\n"},
    {"blanks",
	"序号  工作任务  责任单位  完成时限\n1     甲        市教育局  6月\n2     乙        "
	"市财政局  7月\n",
	"[序号|工作任务|责任单位|完成时限]@1\n[1|甲|市教育局|6月]@2\n[2|乙|市财政局|7月]@3\n"},
    {"ideographic blanks", "序号　工作任务　责任单位　完成时限\n1　甲　市教育局　6月\n",
	"[序号|工作任务|责任单位|完成时限]@1\n[1|甲|市教育局|6月]@2\n"},
    {"blanks, an empty cell",
	"序号　　任务　　　　牵头单位　　配合单位　　完成时限\n1　　　建水厂　　　县水利局　　县财"
	"政局　　6月底前\n2　　　建桥　　　　县交通局　　　　　　　　7月底前\n",
	"[序号|任务|牵头单位|配合单位|完成时限]@1\n[1|建水厂|县水利局|县财政局|6月底前]@2\n[2|建桥|"
	"县交通局||7月底前]@3\n"},
    {"a short row, its supporters left out",
	"序号\t任务\t牵头单位\t配合单位\t时限\n1\t建水厂\t县水利局\t县财政局\t6月底前\n2\t建桥\t县"
	"交通局\t7月底前\n",
	"[序号|任务|牵头单位|配合单位|时限]@1\n[1|建水厂|县水利局|县财政局|6月底前]@2\n[2|建桥|"
	"县交通局||7月底前]@3\n"},
    {"rules of an ASCII table",
	"+----+----+\n| 序号 | 任务 |\n+----+----+\n| 1 | 甲 |\n+----+----+\n",
	"[序号|任务]@2\n[1|甲]@4\n"},
    {"a menu is no table", "首页 | 公开 | 服务\n正文。\n", "首页 | 公开 | 服务@1\n正文。@2\n"},
    {"a sentence broken at the margin",
	"为贯彻落实有关精神和市委市政府领导的批示要求进一步做好我市政务公开工\n作，现印发给你们。\n"
	"短行\n另一行\n",
	"为贯彻落实有关精神和市委市政府领导的批示要求进一步做好我市政务公开工\n作，现印发给你们。@"
	"1\n短行@3\n另一行@4\n"},
    {"labels are not joined",
	"1. "
	"建设覆盖城乡的公共文化服务体系并推动优质资源向基层延伸以及下沉落实到位\n责任单位：市文化局"
	"\n",
	"1. "
	"建设覆盖城乡的公共文化服务体系并推动优质资源向基层延伸以及下沉落实到位@"
	"1\n责任单位：市文化局@2\n"},
    {"a title row above", "任务表||\n序号|任务|时限\n1|甲|6月\n",
	"任务表@1\n[序号|任务|时限]@2\n[1|甲|6月]@3\n"},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct document d = {0};
	scope(text) got = {0};

	read_text(span_of(row->text), shipped_words(), &d);
	show_document(&got, &d, true);
	assert_string_equal(text_get(&got), row->shown);
	document_release(&d);
}

static const struct number_row {
	const char *name, *text;
	size_t length;
} number_rows[] = {
    {"1.", "1.建设", 2},
    {"1、", "1、建设", 4},
    {"十二、", "十二、建设", 9},
    {"（三）", "（三）建设", 9},
    {"(4)", "(4)建设", 3},
    {"①", "①建设", 3},
    {"- ", "- 建设", 2},
    {"a decimal", "3.5万人", 0},
    {"a month behind a number", "1.6月底前", 2},
    {"a year", "2021年", 0},
    {"words", "建设1.水厂", 0},
    {"a bracket", "（试行）", 0},
    {"第一部分", "第一部分 住房", 12},
    {"Part 2", "Part 2 - Housing", 6},
    {"a word like Part", "Parties agree", 0},
};

static void numbers(void **state)
{
	const struct number_row *row = *state;

	assert_int_equal(number_length(span_of(row->text)), row->length);
}

int main(void)
{
	return table_run("text", rows, reads) + table_run("numbers", number_rows, numbers);
}
