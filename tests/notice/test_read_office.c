/* DOCX and XLSX from their XML: merged cells, numbering, styles, several sheets; bombs are refused. */
#include "notice/formats.h"
#include "shown.h"
#include "table.h"
#include "zip.h"

#define W                                                                                          \
	"<w:document "                                                                             \
	"xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
#define W_END "</w:body></w:document>"
#define P(s)  "<w:p><w:r><w:t>" s "</w:t></w:r></w:p>"
#define TC(s) "<w:tc>" P(s) "</w:tc>"

static const struct docx_row {
	const char *name, *body, *shown;
} docx_rows[] = {
    {"paragraphs", P("甲") "<w:p><w:r><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>",
	"甲\n乙丙\n"},
    {"a heading",
	"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>方案</w:t></w:r></w:p>",
	"#方案\n"},
    {"a table",
	"<w:tbl><w:tr>" TC("序号") TC("任务") "</w:tr><w:tr>" TC("1") TC("甲") "</w:tr></w:tbl>",
	"[序号|任务]\n[1|甲]\n"},
    {"vMerge",
	"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" P("a") "</w:tc>" TC(
	    "1") "</w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" TC("2") "</w:tr></"
											"w:tbl>",
	"[a|1]\n[^a|2]\n"},
    {"gridSpan",
	"<w:tbl><w:tr>" TC("x") "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(
	    "责任单位") "</w:tc></w:tr><w:tr>" TC("1") TC("甲") TC("乙") "</w:tr></w:tbl>",
	"[x|责任单位|^责任单位]\n[1|甲|乙]\n"},
    {"gridBefore",
	"<w:tbl><w:tr>" TC("a")
	    TC("b") "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC(
		"2") "</w:tr></w:tbl>",
	"[a|b]\n2\n"},
    {"paragraphs in a cell",
	"<w:tbl><w:tr><w:tc>" P("甲局") P("乙局") "</w:tc>" TC("1") "</w:tr></w:tbl>",
	"[甲局\n乙局|1]\n"},
    {"deleted text and field codes",
	"<w:p><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></"
	"w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
	"新\n"},
    {"content controls",
	"<w:sdt><w:sdtContent>" P("甲") "</w:sdtContent></"
					"w:sdt><w:tbl><w:tr><w:sdt><w:sdtContent>" TC(
					    "a") "</w:sdtContent></w:sdt>" TC("b") "</w:tr></"
										   "w:tbl>",
	"甲\n[a|b]\n"},
    {"breaks and tabs",
	"<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
	"甲 乙\n丙\n"},
    {"automatic numbers",
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId "
	"w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId "
	"w:val='1'/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>"
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId "
	"w:val='2'/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>",
	"1.甲\n2.乙\n一、丙\n"},
    {"a reading in brackets", P("各市、區(qū)政府"), "各市、區政府\n"},
};

static const char numbering[] =
    "<w:numbering xmlns:w='x'><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start "
    "w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt "
    "w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId "
    "w:val='8'/></w:num></w:numbering>";

static void check(const struct zip_part *parts, const char *shown, bool lines)
{
	struct span bytes = zip_of(parts);
	struct document d = {.name = "x"};
	struct error err = {""};
	scope(text) got = {0};

	assert_true(read_office(bytes, &d, &err));
	show_document(&got, &d, lines);
	assert_string_equal(text_get(&got), shown);
	document_release(&d);
	free((char *)bytes.s);
}

static void reads_docx(void **state)
{
	const struct docx_row *row = *state;
	scope(text) document = {0};

	text_addf(&document, "%s%s%s", W, row->body, W_END);
	check((struct zip_part[]){{"word/document.xml", text_get(&document)},
		  {"word/numbering.xml", numbering}, {0}},
	    row->shown, false);
}

#define WORKBOOK                                                                                   \
	"<workbook xmlns:r='r'><workbookPr/><sheets><sheet name='a' r:id='rId1'/><sheet name='b' " \
	"r:id='rId2'/>"                                                                            \
	"<sheet name='c' state='hidden' r:id='rId3'/></sheets></workbook>"
#define RELATIONS                                                                                  \
	"<Relationships><Relationship Id='rId2' Target='worksheets/sheet2.xml'/><Relationship "    \
	"Id='rId1' "                                                                               \
	"Target='/xl/worksheets/sheet1.xml'/><Relationship Id='rId3' "                             \
	"Target='worksheets/sheet3.xml'/></Relationships>"
#define STRINGS                                                                                    \
	"<sst><si><t>序号</t></si><si><r><t>任</t></r><r><t>务</t></r><rPh><t>x</t></rPh></"   \
	"si><si><t>时限</t></si><si><t>甲</t></si></sst>"
#define STYLES                                                                                     \
	"<styleSheet><numFmts><numFmt numFmtId='170' "                                             \
	"formatCode='yyyy\"年\"m\"月\"d\"日\"'/><numFmt numFmtId='171' "                        \
	"formatCode='yyyy\"年\"m\"月\"'/></numFmts><cellXfs><xf numFmtId='0'/><xf "              \
	"numFmtId='14'/><xf numFmtId='170'/><xf "                                                  \
	"numFmtId='171'/><xf numFmtId='9'/></cellXfs></styleSheet>"

static void reads_xlsx(void **state)
{
	static const char sheet1[] =
	    "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' "
	    "t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c></row>"
	    "<row r='2'><c r='A2'><v>1</v></c><c r='B2' t='s'><v>3</v></c><c r='C2' "
	    "s='1'><v>43100</v></c></row>"
	    "<row r='3'><c r='A3'><v>2</v></c><c r='C3' s='3'><v>43100</v></c></row>"
	    "<row r='5'><c r='A5'><v>3</v></c><c r='B5' t='inlineStr'><is><t>乙</t></is></c><c "
	    "r='C5' s='4'><v>0.75</v></c></row>"
	    "</sheetData><mergeCells><mergeCell ref='B2:B3'/></mergeCells></worksheet>";
	static const char sheet2[] =
	    "<worksheet><sheetData><row r='2'><c r='B2' t='str'><v>x</v></c><c r='C2' "
	    "s='2'><v>42736</v></c></row></sheetData></worksheet>";

	(void)state;
	check((struct zip_part[]){{"xl/workbook.xml", WORKBOOK},
		  {"xl/_rels/workbook.xml.rels", RELATIONS}, {"xl/sharedStrings.xml", STRINGS},
		  {"xl/styles.xml", STYLES}, {"xl/worksheets/sheet1.xml", sheet1},
		  {"xl/worksheets/sheet2.xml", sheet2}, {"xl/worksheets/sheet3.xml", sheet1}, {0}},
	    "[序号|任务|时限]@1\n[1|甲|2017-12-31]@2\n[2|^甲|2017年12月]@3\n[3|乙|75%]@5\n[|x|2017-"
	    "01-01]@2\n",
	    true);
}

static const struct refusal {
	const char *name;
	struct zip_part parts[3];
	const char *says;
} refusals[] = {
    {"neither", {{"xl/strange.xml", "<a/>"}}, "neither DOCX nor XLSX"},
};

static void refuses(void **state)
{
	const struct refusal *row = *state;
	struct span bytes = zip_of(row->parts);
	struct document d = {.name = "plan.docx"};
	struct error err = {""};

	assert_false(read_office(bytes, &d, &err));
	assert_non_null(strstr(err.s, row->says));
	document_release(&d);
	free((char *)bytes.s);
}

/* 200 MB of blanks shrink to 200 kB. */
static void refuses_a_bomb(void **state)
{
	enum { SIZE = 70 << 20 };
	char *blanks = malloc(SIZE + 1);
	struct zip_part parts[] = {{"word/document.xml", blanks}, {0}};
	struct span bytes;
	struct document d = {.name = "bomb.docx"};
	struct error err = {""};

	(void)state;
	memset(blanks, ' ', SIZE);
	blanks[SIZE] = '\0';
	bytes = zip_of(parts);
	assert_false(read_office(bytes, &d, &err));
	assert_non_null(strstr(err.s, "64 MiB"));
	document_release(&d);
	free((char *)bytes.s);
	free(blanks);
}

/* Neither an entity that grows nor a broken part stops the program; each is told. */
static void tells_of_bad_parts(void **state)
{
	static const char *const documents[] = {
	    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><w:document "
	    "xmlns:w='x'>&b;</w:document>",
	    "<w:document xmlns:w='x'><w:body>", "no XML at all"};

	(void)state;
	for (size_t i = 0; i < ROWS(documents); i++) {
		struct zip_part parts[] = {{"word/document.xml", documents[i]}, {0}};
		struct span bytes = zip_of(parts);
		struct document d = {.name = "x"};
		struct error err;

		assert_true(read_office(bytes, &d, &err));
		assert_int_equal(d.blocks.n, 0);
		assert_int_equal(d.diagnostics.n, 1);
		document_release(&d);
		free((char *)bytes.s);
	}
}

static void refuses_a_cut_archive(void **state)
{
	struct span bytes =
	    zip_of((struct zip_part[]){{"word/document.xml", W P("甲") W_END}, {0}});
	struct document d = {.name = "x"};
	struct error err = {""};

	(void)state;
	for (size_t n = 4; n < bytes.n; n += 7) {
		struct span cut = {.s = bytes.s, .n = n};

		if (!read_office(cut, &d, &err))
			assert_true(*err.s);
		document_release(&d);
	}
	free((char *)bytes.s);
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(reads_xlsx),
	    cmocka_unit_test(refuses_a_bomb), cmocka_unit_test(tells_of_bad_parts),
	    cmocka_unit_test(refuses_a_cut_archive)};

	return table_run("docx", docx_rows, reads_docx) + table_run("refusals", refusals, refuses) +
	       cmocka_run_group_tests_name("xlsx", more, NULL, NULL);
}
