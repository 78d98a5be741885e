/* Tables of reported values: every shape in which a clerk's spreadsheet saves them, and what is said of the rest. */
#include "notice/read_sheet.h"
#include "lexicon.h"
#include "table.h"
#include "zip.h"

/* "2 address|unit|metric|value|date|note" a line; "7 ! remark". */
static void show(const struct sheet *s, struct text *out)
{
	list_each (const struct sheet_line *, l, s->lines) {
		text_addf(out, "%d %s", l->line, l->remark ? "! " : "");
		if (l->remark)
			text_add(out, l->remark);
		for (int f = 0; f < SHEET_FIELDS && !l->remark; f++)
			text_addf(out, "%s%s", f ? "|" : "", l->field[f]);
		text_addc(out, '\n');
	}
}

static const struct row {
	const char *name, *bytes, *lines; /* lines NULL: refused */
	const char *says;
	size_t n; /* of bytes; 0: their length */
} rows[] = {
    {"names in Chinese", "地址,指标,值,日期,备注\no:1.1,数据集,150,2018-12-03,初步\n",
	"2 o:1.1||数据集|150|2018-12-03|初步\n", NULL, 0},
    {"names in Traditional", "單位,指標名稱,數值,填報日期,備註\n甲局,數據集,150,2018-12-03,\n",
	"2 |甲局|數據集|150|2018-12-03|\n", NULL, 0},
    {"names in English, in another order",
	"Date;Value;Note;Metric;Unit\n2018-12-03;1,500;so far;datasets;Data Office\n",
	"2 |Data Office|datasets|1,500|2018-12-03|so far\n", NULL, 0},
    {"brackets behind a name, other columns between",
	"序号,责任单位,量化指标(全称),累计完成（个）,联系人\n1,甲局,数据集,163,李\n",
	"2 |甲局|数据集|163||\n", NULL, 0},
    {"a title above", "进展填报表,,\n单位,指标,值\n甲局,数据集,163\n", "3 |甲局|数据集|163||\n",
	NULL, 0},
    {"no header: address first", "o:1.1,数据集,150,2018/12/3,初步\n",
	"1 o:1.1||数据集|150|2018-12-03|初步\n", NULL, 0},
    {"no header: unit first", "甲局,数据集,150\n乙局,数据集,15,20181203\n",
	"1 |甲局|数据集|150||\n2 |乙局|数据集|15|2018-12-03|\n", NULL, 0},
    {"days as spreadsheets write them",
	"单位\t值\t日期\n甲\t1\t2018/12/"
	"3\n甲\t2\t2018年12月3日\n甲\t3\t2018.12.3\n甲\t4\t2018-12-03 "
	"10:20:00\n甲\t5\t下周\n甲\t6\t2018-02-30\n",
	"2 |甲||1|2018-12-03|\n3 |甲||2|2018-12-03|\n4 |甲||3|2018-12-03|\n5 |甲||4|2018-12-03|\n"
	"6 |甲||5|下周|\n7 |甲||6|2018-02-30|\n",
	NULL, 0},
    {"shares and counts stay as written", "单位,值\n甲,75%\n甲,0.75\n甲,150/200\n甲,\"2,000\"\n",
	"2 |甲||75%||\n3 |甲||0.75||\n4 |甲||150/200||\n5 |甲||2,000||\n", NULL, 0},
    {"full width is narrowed", "单位,值\n甲局,１６３\n乙局,７５％\n",
	"2 |甲局||163||\n3 |乙局||75%||\n", NULL, 0},
    {"empty rows are none", "单位,值\n\n甲,1\n,,\n乙,2\n", "3 |甲||1||\n5 |乙||2||\n", NULL, 0},
    {"a row that stands alone is told", "单位,值\n甲,1\n备注：略\n",
	"2 |甲||1||\n3 ! \"备注：略\" stands alone: a line needs an address (or unit and metric) "
	"and a "
	"value\n",
	NULL, 0},
    {"a quoted break and quote", "单位,值,备注\n甲,1,\"一,\n\"\"二\"\"\"\n",
	"2 |甲||1||一, \"二\"\n", NULL, 0},
    {"a mark of byte order", "\xef\xbb\xbf单位,值\n甲,1\n", "2 |甲||1||\n", NULL, 0},
    {"GB18030 out of a spreadsheet",
	"\xb5\xa5\xce\xbb,\xd6\xb8\xb1\xea,\xd6\xb5\r\n\xbc\xd7\xbe\xd6,\xca\xfd\xbe\xdd\xbc\xaf,"
	"150\r\n",
	"2 |甲局|数据集|150||\n", NULL, 0},
    {"a header alone is no mistake", "单位,指标,值\n", "", NULL, 0},
    {"sentences", "本周进展顺利\n", NULL, "no table was found: write one report a row", 0},
    {"nothing", "", NULL, "x.csv", 0},
    {"a picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NULL, "x.csv", 16},
};

static void reads(void **state)
{
	const struct row *r = *state;
	struct span bytes = {.s = r->bytes, .n = r->n ? r->n : strlen(r->bytes)};
	scope(sheet) s = {0};
	scope(text) got = {0};
	struct error err = {0};
	bool good = read_sheet("x.csv", bytes, shipped_lexicon(), &s, &err);

	if (!r->lines) {
		assert_false(good);
		assert_non_null(strstr(err.s, r->says));
		return;
	}
	if (!good)
		fail_msg("%s", err.s);
	show(&s, &got);
	assert_string_equal(text_get(&got), r->lines);
}

/* Days and shares are numbers in a workbook; its cells say which. */
static void reads_a_workbook(void **state)
{
	static const struct zip_part parts[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
		"relationships\"><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
		"</Relationships>"},
	    {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
			      "<xf numFmtId=\"10\"/></cellXfs></styleSheet>"},
	    {"xl/worksheets/sheet1.xml",
		"<worksheet><sheetData>"
		"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>单位</t></is></c>"
		"<c r=\"B1\" t=\"inlineStr\"><is><t>值</t></is></c>"
		"<c r=\"C1\" t=\"inlineStr\"><is><t>日期</t></is></c></row>"
		"<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲局</t></is></c>"
		"<c r=\"B2\" s=\"2\"><v>0.75</v></c><c r=\"C2\" s=\"1\"><v>43437</v></c></row>"
		"<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>乙局</t></is></c>"
		"<c r=\"B3\"><v>150</v></c></row>"
		"</sheetData></worksheet>"},
	    {0}};
	struct span zip = zip_of(parts);
	scope(sheet) s = {0};
	scope(text) got = {0};
	struct error err = {0};

	(void)state;
	if (!read_sheet("x.xlsx", zip, shipped_lexicon(), &s, &err))
		fail_msg("%s", err.s);
	show(&s, &got);
	assert_string_equal(text_get(&got), "2 |甲局||75%|2018-12-03|\n3 |乙局||150||\n");
	free((char *)zip.s);
}

/* More lines than a file may have are told, not dropped. */
static void a_file_without_end_is_cut_with_a_remark(void **state)
{
	scope(text) csv = {0};
	scope(sheet) s = {0};

	(void)state;
	text_add(&csv, "单位,值\n");
	for (int i = 0; i < SHEET_LINES + 7; i++)
		text_addf(&csv, "甲,%d\n", i);
	assert_true(read_sheet(
	    "x.csv", (struct span){.s = csv.s, .n = csv.len}, shipped_lexicon(), &s, NULL));
	assert_int_equal(s.lines.n, SHEET_LINES + 1);
	assert_non_null(s.lines.at[SHEET_LINES].remark);
	assert_int_equal(s.lines.at[SHEET_LINES].line, SHEET_LINES + 2);
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(reads_a_workbook),
	    cmocka_unit_test(a_file_without_end_is_cut_with_a_remark)};

	return table_run("sheet", rows, reads) +
	       cmocka_run_group_tests_name("sheets", more, NULL, NULL);
}
