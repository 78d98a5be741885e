/* Grids → rows: columns in any order, merged cells, several headers, none. */
#include "notice/table.h"
#include "base/text.h"
#include "lexicon.h"
#include "table.h"

/* A grid is written with | between cells and a line a row; "^" goes on from above, "<" from the left. */
static const struct row_of_test {
	const char *name, *grid, *rows; /* no/task/units/lead/support/deadline/measure */
} rows[] = {
    {"the usual order", "序号|工作任务|负责单位|时间进度\n1|建水厂|县水利局|2021年3月底前",
	"1/建水厂/县水利局///2021年3月底前/"},
    {"another order", "完成时限|责任单位|编号|任务内容|备注\n3月底前|县水利局|7|建水厂|略",
	"7/建水厂/县水利局///3月底前/"},
    {"merged over rows",
	"整治领域|序号|整治内容|责任单位|完成时限\n建筑|1|甲|区住建局|7月底前\n^|2|乙|^|^",
	"1/甲/区住建局///7月底前/;2/乙/区住建局///7月底前/"},
    {"lead and supporting", "任务|牵头单位|责任单位|时限\n甲|县水利局|县财政局|年底",
	"/甲//县水利局|县财政局/年底/"},
    {"two header rows",
	"序号|任务|责任分工|<|时限\n^|^|牵头单位|配合单位|^\n1|甲|市教育局|市财政局|6月底前",
	"1/甲//市教育局|市财政局/6月底前/"},
    {"English", "No.|Action|Lead|Support|Due|Measure\nA1|Publish|IT|Planning|by May 2025|75%",
	"A1/Publish//IT|Planning/by May 2025/75%"},
    {"without a header",
	"1|制定资源目录|市数据局|2018年年底前\n2|建设共享平台|市财政局|2019年6月底前",
	"1/制定资源目录/市数据局///2018年年底前/;2/建设共享平台/市财政局///2019年6月底前/"},
    {"without a header, other order",
	"2018年年底前|市数据局|制定资源目录，建立台账\n2019年6月底前|市财政局|建设共享平台",
	"/制定资源目录，建立台账/市数据局///2018年年底前/;/建设共享平台/市财政局///2019年6月底前/"},
    {"names that are days", "任务|责任单位|2021年目标|2022年目标\n开放数据集|市数据局|200个|350个",
	"/开放数据集/市数据局///2021年200个；2022年350个/"},
    {"the header again",
	"序号|任务|单位|时限\n1|甲|市教育局|6月\n序号|任务|单位|时限\n2|乙|市财政局|7月",
	"1/甲/市教育局///6月/;2/乙/市财政局///7月/"},
    {"a heading between rows", "序号|任务|单位|时限\n一、经济|<|<|<\n1|甲|市教育局|6月",
	"1/甲/市教育局///6月/"},
    {"a note below", "序号|任务|单位|时限\n1|甲|市教育局|6月\n备注：略|<|<|<",
	"1/甲/市教育局///6月/"},
    {"what lost its merge", "序号|任务|单位|时限\n1|甲|市教育局|6月\n2|乙||",
	"1/甲/市教育局///6月/;2/乙/市教育局///6月/"},
    {"blanks inside names", "序 号|工作 任务|责 任 单 位|完成 时限\n1|甲|市教育局|6月",
	"1/甲/市教育局///6月/"},
    {"brackets in names",
	"序号|任务|责任单位（排第一位的为牵头单位）|完成时限（年月）\n1|甲|市教育局|6月",
	"1/甲/市教育局///6月/"},
    {"persons are no units", "任务|责任人|责任单位|时限\n甲|张明|市教育局|6月",
	"/甲/市教育局///6月/"},
    {"two columns of a task", "工作任务|具体措施|责任单位|时限\n优化环境|压减时限|市编办|6月",
	"/优化环境：压减时限/市编办///6月/"},
    {"a goal over two tasks",
	"工作任务|具体措施|责任单位|时限\n优化环境|压减时限|市编办|6月\n^|减少材料|市司法局|7月",
	"/压减时限/市编办///6月/;/减少材料/市司法局///7月/"},
    {"a table of figures", "年份|产值|增速\n2019|120|3%\n2020|130|4%", ""},
    {"numbers under 项目", "项目|措施|责任单位|时限\n1|建水厂|县水利局|6月\n2|建公园|县住建局|7月",
	"1/建水厂/县水利局///6月/;2/建公园/县住建局///7月/"},
    {"words under Item", "Item|Responsible|Due\nPublish the inventory of datasets|IT|May 2025",
	"/Publish the inventory of datasets/IT///May 2025/"},
    {"one task over two rows",
	"序号|任务|责任单位|时限\n1|建水厂|县水利局|6月开工\n^|^|^|12月完成\n2|建桥|县交通局|7月",
	"1/建水厂/县水利局///6月开工；12月完成/;2/建桥/县交通局///7月/"},
    {"numbers with signs", "序号|任务|时限\n1.|甲|6月\n（二）|乙|7月",
	"1/甲////6月/;二/乙////7月/"},
    {"traditional",
	"編號|辦理事項|主辦機關|協辦機關|完成期限\n1|建置平臺|數位局|資訊處|113年6月底前",
	"1/建置平臺//數位局|資訊處/113年6月底前/"},
};

static void fill(struct document *d, struct grid *g, const char *s)
{
	struct grid_maker m = {.document = d, .grid = g};
	struct span rest = span_of(s), line;
	const char *last = "";

	while (span_next_line(&rest, &line)) {
		grid_begin_row(&m, line.line);
		while (line.s) {
			struct span cell = span_cut(&line, "|");

			cell.line = rest.line - 1;
			if (span_equal(cell, "^")) {
				grid_continue(&m, 1);
			} else if (span_equal(cell, "<")) {
				size_t at = m.n;

				grid_place(&m, span_of(last), 1, 1);
				m.cells[at].merged = true;
			} else {
				last = arena_dupn(&d->arena, cell.s, cell.n);
				grid_place(&m, cell, 1, 1);
			}
		}
		assert_true(grid_end_row(&m));
	}
}

static void add_row(struct text *out, const struct row *row)
{
	static const enum column shown[] = {COLUMN_NO, COLUMN_TASK, COLUMN_UNITS, COLUMN_LEAD,
	    COLUMN_SUPPORT, COLUMN_DEADLINE, COLUMN_MEASURE};

	for (size_t i = 0; i < ROWS(shown); i++) {
		bool pair = shown[i] == COLUMN_SUPPORT && row->cell[COLUMN_LEAD];

		if (i)
			text_add(out, pair ? "|" : "/");
		if (row->cell[shown[i]])
			text_add(out, row->cell[shown[i]]);
	}
}

static void reads(void **state)
{
	const struct row_of_test *row = *state;
	struct document d = {0};
	struct arena a = {0};
	struct rows r = {.arena = &a, .words = shipped_words(), .document = &d};
	struct grid *g = document_new_grid(&d);
	scope(text) got = {0};

	fill(&d, g, row->grid);
	assert_int_equal(table_read(&r, g), *row->rows != 0);
	for (size_t i = 0; i < r.list.n; i++) {
		text_add(&got, i ? ";" : "");
		add_row(&got, &r.list.at[i]);
	}
	assert_string_equal(text_get(&got), row->rows);
	arena_release(&a);
	document_release(&d);
}

int main(void)
{
	return table_run("table", rows, reads);
}
