/* Cells of units as a reader takes them apart. */
#include "notice/units.h"
#include "base/text.h"
#include "lexicon.h"
#include "table.h"

static const struct row {
	const char *name, *cell, *all, *lead, *supporting;
	enum column place;
} rows[] = {
    {"blanks, and places that share one 各", "市府办公室 市法制局 市有关单位 各市、区政府",
	"市府办公室|市法制局|市有关单位|各市、区政府", "", "", 0},
    {"a bracket stays with its unit", "市农业局(市扶贫办)", "市农业局(市扶贫办)", "", "", 0},
    {"a comma, and a blank behind it", "市网信统筹局、 市行政服务中心 各市、区政府",
	"市网信统筹局|市行政服务中心|各市、区政府", "", "", 0},
    {"a separator inside brackets parts nothing", "各县(市、区)政府、市教育局",
	"各县(市、区)政府|市教育局", "", "", 0},
    {"full-width comma", "各乡镇（街道），开发区管委会", "各乡镇（街道）|开发区管委会", "", "", 0},
    {"line breaks", "区住房建设局\n各街道", "区住房建设局|各街道", "", "", 0},
    {"marked in brackets", "区城市管理局(牵头)\n区市场监管局", "区城市管理局|区市场监管局",
	"区城市管理局", "", 0},
    {"lead and support in a sentence", "市发展改革委牵头，市财政局、市教育局配合",
	"市发展改革委|市财政局|市教育局", "市发展改革委", "市财政局|市教育局", 0},
    {"会同 in a sentence", "市水利局会同市财政局、市审计局负责", "市水利局|市财政局|市审计局",
	"市水利局", "市财政局|市审计局", 0},
    {"商 inside a name", "县商务局、市工商联合会", "县商务局|市工商联合会", "", "", 0},
    {"负责 marks nobody", "市民政局、市司法局按职责分工负责", "市民政局|市司法局", "", "", 0},
    {"等部门 is nobody", "市发改委、市财政局等部门", "市发改委|市财政局", "", "", 0},
    {"等有关单位", "市住建局、市公安局等有关单位按职责分工负责", "市住建局|市公安局", "", "", 0},
    {"a column of leads", "县发展改革局", "县发展改革局", "县发展改革局", "", COLUMN_LEAD},
    {"a column of supporters", "县财政局，县司法局", "县财政局|县司法局", "", "县财政局|县司法局",
	COLUMN_SUPPORT},
    {"labels inside a cell", "牵头单位：市教育局\n配合单位：市财政局、市编办",
	"市教育局|市财政局|市编办", "市教育局", "市财政局|市编办", 0},
    {"labels parted by a semicolon", "牵头单位:市教育局;责任单位:市财政局", "市教育局|市财政局",
	"市教育局", "", 0},
    {"persons are left out", "责任领导：张明 牵头单位：县水利局", "县水利局", "县水利局", "", 0},
    {"和 inside a name", "市工业和信息化局、市住房和城乡建设局",
	"市工业和信息化局|市住房和城乡建设局", "", "", 0},
    {"和 between names", "市财政局和市教育局", "市财政局|市教育局", "", "", 0},
    {"及其 parts nothing", "各级政府及其部门", "各级政府及其部门", "", "", 0},
    {"traditional", "市府辦公室 市農業局(市扶貧辦) 各縣、區政府",
	"市府辦公室|市農業局(市扶貧辦)|各縣、區政府", "", "", 0},
    {"three places share one 各", "各市、县、区人民政府，市司法局", "各市、县、区人民政府|市司法局",
	"", "", 0},
    {"两个各", "各街道、各部门", "各街道|各部门", "", "", 0},
    {"county offices after 各乡镇", "各乡镇、县直各部门", "各乡镇|县直各部门", "", "", 0},
    {"English with semicolons", "City Clerk; Planning", "City Clerk|Planning", "", "", 0},
    {"English with commas", "IT Department, Finance", "IT Department|Finance", "", "", 0},
    {"an English comma inside a name", "Parks, Recreation and Culture; Finance",
	"Parks, Recreation and Culture|Finance", "", "", 0},
    {"nobody", "-", "", "", "", 0},
    {"none", "无", "", "", "", 0},
    {"a star leads", "★市教育局、市财政局", "市教育局|市财政局", "市教育局", "", 0},
    {"a torn name", "市财政 局、市教育局", "市财政局|市教育局", "", "", 0},
    {"a bracket on the next line", "市行政审批局、各县\n（市、区）政府",
	"市行政审批局|各县（市、区）政府", "", "", 0},
    {"a name torn in its midst", "市发展改 革局 市农业\n农村局、市民政局",
	"市发展改革局|市农业农村局|市民政局", "", "", 0},
    {"short names are not joined", "市委办 政府办 人行 银监局", "市委办|政府办|人行|银监局", "", "",
	0},
    {"a blank before a bracket", "各县 （市、区）政府 市财政局 （牵头）",
	"各县（市、区）政府|市财政局", "市财政局", "", 0},
    {"由…牵头", "由市教育局牵头", "市教育局", "市教育局", "", 0},
    {"the same unit twice", "市教育局、市财政局、市教育局", "市教育局|市财政局", "", "", 0},
    {"a date between names is nobody", "市教育局，2021年6月底前", "市教育局", "", "", 0},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct units u = {0};
	scope(text) all = {0}, lead = {0}, supporting = {0};

	units_read(
	    shipped_words(), span_of(row->cell), row->place ? row->place : COLUMN_UNITS, &a, &u);
	add_names(&all, &u.all);
	add_names(&lead, &u.lead);
	add_names(&supporting, &u.supporting);
	assert_string_equal(text_get(&all), row->all);
	assert_string_equal(text_get(&lead), row->lead);
	if (*row->supporting)
		assert_string_equal(text_get(&supporting), row->supporting);
	arena_release(&a);
}

static void first_leads(void **state)
{
	struct arena a = {0};
	struct units u = {0};

	(void)state;
	units_read(shipped_words(), span_of("市教育局 市财政局 市编办"), COLUMN_UNITS, &a, &u);
	units_first_leads(&a, &u);
	assert_int_equal(u.lead.n, 1);
	assert_string_equal(u.lead.at[0], "市教育局");
	assert_int_equal(u.supporting.n, 2);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(first_leads)};

	return table_run("units", rows, reads) +
	       cmocka_run_group_tests_name("first leads", more, NULL, NULL);
}
