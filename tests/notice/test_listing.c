/* Paragraphs → rows: labels in lines, in the paragraph, in a bracket at its end; headings. */
#include "notice/listing.h"
#include "base/text.h"
#include "lexicon.h"
#include "table.h"

static const struct row_of_test {
	const char *name, *lines,
	    *rows; /* no/task/units/lead/support/deadline, ~ before a loose one, headings in [] */
} rows[] = {
    {"labelled lines",
	"一、主要目标\n1. "
	"地区生产总值增长7%"
	"以上。\n牵头负责领导：张副县长。\n牵头单位：县发展改革局\n责任单位：各乡镇（街道），开发区"
	"管委会\n完成时限：12月底前\n梅山县人民政府",
	"1/地区生产总值增长7%以上。//县发展改革局/各乡镇（街道），开发区管委会/"
	"12月底前[一、主要目标]"},
    {"labels in a bracket",
	"1.建设水厂。（责任单位：县水利局；完成时限：2021年6月底前）\n2."
	"建设公园。（责任单位：县住建局；完成时限：年底前）",
	"1/建设水厂。/县水利局///2021年6月底前;2/建设公园。/县住建局///年底前"},
    {"plain words in a bracket",
	"（一）推进改革，提高效率。（市编办牵头，市司法局、市财政局配合，2021年6月底前完成）",
	"一/推进改革，提高效率。/市编办牵头，市司法局、市财政局配合///2021年6月底前完成"},
    {"only units in a bracket", "3、加强监管（市市场监管局、市公安局等部门按职责分工负责）。",
	"3/加强监管/市市场监管局、市公安局等部门按职责分工负责///"},
    {"an ordinary bracket", "1.推进PPP项目（含存量项目）\n责任单位：市财政局",
	"1/推进PPP项目（含存量项目）/市财政局///"},
    {"labels behind the text",
	"1.建设水厂。牵头单位：县水利局；配合单位：县财政局；完成时限：6月底前",
	"1/建设水厂。//县水利局/县财政局/6月底前"},
    {"labels in brackets of their own", "1.建设水厂\n【责任单位】县水利局\n【完成时限】6月底前",
	"1/建设水厂/县水利局///6月底前"},
    {"the task has a label too",
	"任务：建设水厂\n责任单位：县水利局\n时限：6月底前\n任务：建设公园\n责任单位：县住建局\n时"
	"限：7月底前",
	"/建设水厂/县水利局///6月底前;/建设公园/县住建局///7月底前"},
    {"text in two paragraphs", "1. 建设水厂。\n日供水5万吨。\n责任单位：县水利局",
	"1/建设水厂。：日供水5万吨。/县水利局///"},
    {"a heading that gives the units",
	"一、水利工作（牵头单位：县水利局）\n1.建设水厂，6月底前完成。\n2.疏浚河道，9月底前完成。",
	"1/建设水厂，6月底前完成。////[一、水利工作（牵头单位：县水利局）];2/"
	"疏浚河道，9月底前完成。////[一、水利工作（牵头单位：县水利局）]"},
    {"no labels at all", "1.6月底前建设水厂。\n2.9月底前疏浚河道。",
	"~1/6月底前建设水厂。////;~2/9月底前疏浚河道。////"},
    {"English", "1. Publish the inventory. (Lead: IT Department; Due: by 30 June 2025)",
	"1/Publish the inventory.//IT Department//by 30 June 2025"},
    {"bullets below a number", "1. 建设水厂\n- 责任单位：县水利局\n- 完成时限：6月底前",
	"1/建设水厂/县水利局///6月底前"},
    {"several labels in a line",
	"1. 建设水厂\n牵头单位：县水利局  配合单位：县财政局  完成时限：6月底前",
	"1/建设水厂//县水利局/县财政局/6月底前"},
    {"two levels of headings",
	"一、经济\n（一）工业\n1.建设园区\n责任单位：县工信局\n二、民生\n1."
	"建设公园\n责任单位：县住建局",
	"1/建设园区/县工信局///[（一）工业][一、经济];1/建设公园/县住建局///[二、民生]"},
    {"a day among the units", "1.建设水厂。（责任单位：县水利局、县财政局；2021年6月底前完成）",
	"1/建设水厂。/县水利局、县财政局///2021年6月底前完成"},
    {"plain words before a label", "1.建设水厂。（县水利局牵头，完成时限：6月底前）",
	"1/建设水厂。/县水利局牵头///6月底前"},
    {"labels parted by bars and dashes",
	"1. Launch the portal | Owner: Procurement | Due: 09/30/2025\n2. Review contracts - Owner: "
	"Finance - Due: every quarter",
	"1/Launch the portal/Procurement///09/30/2025;2/Review contracts/Finance///every quarter"},
    {"parts",
	"第一部分  6月底前\n一、住房（牵头单位：区住建局）\n1. 筹集住房。\n第二部分 年底前\n2. "
	"建食堂（责任单位：区民政局）",
	"1/筹集住房。////[一、住房（牵头单位：区住建局）][第一部分6月底前];2/建食堂/区民政局///"
	"[第二部分年底前]"},
    {"traditional", "1. 建置平臺\n主辦機關：數位局\n協辦機關：資訊處\n完成期限：113年6月底前",
	"1/建置平臺//數位局/資訊處/113年6月底前"},
};

static void add_row(struct text *out, const struct row *row)
{
	static const enum column shown[] = {
	    COLUMN_NO, COLUMN_TASK, COLUMN_UNITS, COLUMN_LEAD, COLUMN_SUPPORT, COLUMN_DEADLINE};

	text_add(out, row->loose ? "~" : "");
	for (size_t i = 0; i < ROWS(shown); i++) {
		text_add(out, i ? "/" : "");
		if (row->cell[shown[i]])
			text_add(out, row->cell[shown[i]]);
	}
	for (const struct heading *h = row->heading; h; h = h->up)
		text_addf(out, "[%s]", h->text);
}

static void reads(void **state)
{
	const struct row_of_test *row = *state;
	struct document d = {0};
	struct arena a = {0};
	struct rows r = {.arena = &a, .words = shipped_words(), .document = &d};
	struct listing s = {0};
	struct span rest = span_of(row->lines), line;
	scope(text) got = {0};

	while (span_next_line(&rest, &line))
		document_add_paragraph(&d, line, false);
	list_each (const struct block *, b, d.blocks)
		listing_paragraph(&s, &r, b);
	listing_end(&s, &r);
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
	return table_run("listing", rows, reads);
}
