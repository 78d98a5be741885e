/* HTML: blocks, spans of cells, layout tables, what is not shown. */
#include "notice/formats.h"
#include "shown.h"
#include "table.h"

static const struct row {
	const char *name, *text, *shown;
} rows[] = {
    {"paragraphs", "<p>甲<b>乙</b></p><div>丙<br>丁</div>", "甲乙\n丙\n丁\n"},
    {"headings", "<h1>方案</h1><p>正文</p>", "#方案\n正文\n"},
    {"a table", "<table><tr><th>序号<th>任务</tr><tr><td>1<td>甲</tr></table>",
	"[序号|任务]\n[1|甲]\n"},
    {"rowspan", "<table><tr><td rowspan=2>a<td>1</tr><tr><td>2</tr><tr><td>b<td>3</tr></table>",
	"[a|1]\n[^a|2]\n[b|3]\n"},
    {"colspan", "<table><tr><td>x<td colspan=2>责任单位</tr><tr><td>1<td>甲<td>乙</tr></table>",
	"[x|责任单位|^责任单位]\n[1|甲|乙]\n"},
    {"both", "<table><tr><td rowspan=2 colspan=2>a<td>1</tr><tr><td>2</tr></table>",
	"[a|^a|1]\n[^a|^a|2]\n"},
    {"a span past the end", "<table><tr><td rowspan=99>a<td>1</tr><tr><td>2</tr></table>",
	"[a|1]\n[^a|2]\n"},
    {"senseless spans",
	"<table><tr><td rowspan=0 colspan=-3>a<td>1</tr><tr><td>b<td>2</tr></table>",
	"[a|1]\n[b|2]\n"},
    {"breaks inside a cell",
	"<table><tr><td>区住建局<br>各街道<td><p>甲</p><p>乙</p></tr><tr><td>1<td>2</tr></table>",
	"[区住建局\n各街道|甲\n乙]\n[1|2]\n"},
    {"white space of the source", "<table><tr><td>\n  甲\n  乙 </td><td>1</td></tr></table>",
	"[甲 乙|1]\n"},
    {"entities", "<table><tr><td>&ge;98%<td>2&nbsp;000</tr></table>", "[≥98%|2\u00a0000]\n"},
    {"a layout table",
	"<table><tr><td><p>标题</p><table><tr><td>1<td>甲</tr></table></td></tr></table>",
	"标题\n[1|甲]\n"},
    {"scripts and styles", "<style>p{}</style><script>var x='<p>no</p>';</script><p>甲</p>",
	"甲\n"},
    {"hidden", "<p style='display:none'>无</p><p hidden>无</p><p>甲</p>", "甲\n"},
    {"a numbered list", "<ol><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul>",
	"1. 甲\n2. 乙\n丙\n"},
    {"thead and tbody",
	"<table><thead><tr><th>a<th>b</tr></thead><tbody><tr><td>1<td>2</tr></tbody></table>",
	"[a|b]\n[1|2]\n"},
    {"a title row", "<table><tr><td colspan=2>任务表</tr><tr><td>a<td>b</tr></table>",
	"任务表\n[a|b]\n"},
    {"unclosed tags", "<table><tr><td>a<td>b<tr><td>c<td>d", "[a|b]\n[c|d]\n"},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct document d = {.name = "x"};
	scope(text) got = {0};

	assert_true(read_html(span_of(row->text), &d, NULL));
	show_document(&got, &d, false);
	assert_string_equal(text_get(&got), row->shown);
	document_release(&d);
}

static void title_and_lines(void **state)
{
	struct document d = {.name = "x"};

	(void)state;
	assert_true(read_html(span_of("<html><head><title>清单</title></head>\n<body>\n<p>甲</"
				      "p>\n<p>乙</p></body></html>"),
	    &d, NULL));
	assert_string_equal(d.title, "清单");
	assert_int_equal(d.blocks.n, 2);
	assert_int_equal(d.blocks.at[0].line, 3);
	assert_int_equal(d.blocks.at[1].line, 4);
	document_release(&d);
}

static void survives(void **state)
{
	static const struct {
		const char *piece;
		int times;
	} bombs[] = {{"<div>", 100000}, {"<table><tr><td>", 20000},
	    {"<table><tr><td rowspan=9999 colspan=9999>x", 5000}, {"<ol><li>x", 20000},
	    {"<b><i>", 50000}};

	(void)state;
	for (size_t i = 0; i < ROWS(bombs); i++) {
		struct document d = {.name = "x"};
		struct error err;
		scope(text) html = {0};

		for (int k = 0; k < bombs[i].times; k++)
			text_add(&html, bombs[i].piece);
		(void)read_html((struct span){.s = text_get(&html), .n = html.len}, &d, &err);
		assert_true(d.cells <= DOCUMENT_CELLS);
		document_release(&d);
	}
}

int main(void)
{
	const struct CMUnitTest more[] = {
	    cmocka_unit_test(title_and_lines), cmocka_unit_test(survives)};

	return table_run("html", rows, reads) +
	       cmocka_run_group_tests_name("more", more, NULL, NULL);
}
