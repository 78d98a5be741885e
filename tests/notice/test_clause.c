/* What is no deadline and no target; where a clause stands, whose year it takes, and what is said about it. */
#include <string.h>
#include "reading.h"

static const struct reading controls[] = {
    {"“十三五”时期", "2018-05-07", ""},
    {"规划期末", "2018-05-07", ""},
    {"适时", "2018-05-07", ""},
    {"待定", "2018-05-07", ""},
    {"适时推进", "2018-05-07", ""},
    {"根据上级部署推进", "2018-05-07", ""},
    {"按上级要求", "2018-05-07", ""},
    {"按时间节点推进", "2018-05-07", ""},
    {"按计划推进", "2018-05-07", ""},
    {"逐年提高", "2018-03-01", ""},
    {"一次", "2018-03-01", ""},
    {"1次", "2018-03-01", ""},
    {"第二批", "2018-03-01", ""},
    {"“1+3”清单", "2018-03-01", ""},
    {"4个方面", "2018-03-01", ""},
    {"三个方面", "2018-03-01", ""},
    {"12345热线", "2018-03-01", ""},
    {"联系电话:0750-3888888", "2018-03-01", ""},
    {"邮编529000", "2018-03-01", ""},
    {"规模以上工业企业", "2018-03-01", ""},
    {"县级以上人民政府", "2018-03-01", ""},
    {"500万元以下的小微企业", "2018-03-01", ""},
    {"年收入2000万元以上的企业", "2018-03-01", ""},
    {"65岁以上老年人", "2018-03-01", ""},
    {"24小时自助服务区", "2018-03-01", ""},
    {"24小时热线", "2018-03-01", ""},
    {"5G基站建设", "2018-03-01", ""},
    {"4A级景区", "2018-03-01", ""},
    {"ISO9001认证", "2018-03-01", ""},
    {"GB/T 22239-2019", "2018-03-01", ""},
    {"江府办〔2016〕34号", "2018-03-01", ""},
    {"国办发〔2018〕45号文件", "2018-03-01", ""},
    {"《“十三五”规划纲要》", "2018-03-01", ""},
    {"《政务公开工作要点(2016-2020年)》", "2018-03-01", ""},
    {"“双随机、一公开”", "2018-03-01", ""},
    {"一门式一网式", "2018-03-01", ""},
    {"第三方评估", "2018-03-01", ""},
    {"第七次人口普查", "2018-03-01", ""},
    {"第十二条", "2018-03-01", ""},
    {"“最多跑一次”改革", "2018-03-01", ""},
    {"根据2018年2月10日市政府常务会议精神", "2018-03-01", ""},
    {"2017年工作总结", "2018-03-01", ""},
    {"2018年重点工作", "2018-03-01", ""},
    {"2035年远景目标", "2018-03-01", ""},
    {"“十三五”规划", "2018-03-01", ""},
    {"日前", "2018-03-01", ""},
    {"近日", "2018-03-01", ""},
    {"前三个月", "2018-03-01", ""},
    {"前三季度", "2018-03-01", ""},
    {"国家扶贫日前后", "2018-03-01", ""},
    {"不早于2月20日24时前", "2018-03-01", ""},
    {"截至2018年2月底,已完成80%", "2018-03-01", ""},
    {"党的十九大", "2018-03-01", ""},
    {"一带一路", "2018-03-01", ""},
    {"三年行动计划", "2018-03-01", ""},
    {"百日攻坚", "2018-03-01", ""},
    {"双减", "2018-03-01", ""},
    {"第3次会议", "2018-03-01", ""},
    {"一级响应", "2018-03-01", ""},
    {"二级以上医院", "2018-03-01", ""},
    {"IPv6", "2018-03-01", ""},
    {"1号文件", "2018-03-01", ""},
    {"110报警", "2018-03-01", ""},
    {"3·15", "2018-03-01", ""},
    {"11月11日电商节", "2018-03-01", ""},
    {"2018年版", "2018-03-01", ""},
    {"自2018年7月1日起实施", "2018-03-01", ""},
    {"有效期至2020年12月31日", "2018-03-01", ""},
    {"有效期5年", "2018-03-01", ""},
    {"2018年6月30日后", "2018-03-01", ""},
    {"2018年以来", "2018-03-01", ""},
    {"the same business day", "2024-06-03", ""},
    {"as soon as possible", "2024-06-03", ""},
    {"ASAP", "2024-06-03", ""},
    {"last working day of the month", "2024-06-03", ""},
    {"TBD", "2024-06-03", ""},
    {"TBC", "2024-06-03", ""},
    {"N/A", "2024-06-03", ""},
    {"as needed", "2024-06-03", ""},
    {"Year 1", "2024-06-03", ""},
    {"all departments", "2024-06-03", ""},
    {"zero tolerance", "2024-06-03", ""},
    {"ISO 9001", "2024-06-03", ""},
    {"COVID-19 response", "2024-06-03", ""},
    {"24/7 support", "2024-06-03", ""},
    {"Section 508 compliance", "2024-06-03", ""},
    {"Form 1040", "2024-06-03", ""},
    {"Agenda 2030", "2024-06-03", ""},
    {"2030 Agenda for Sustainable Development", "2024-06-03", ""},
    {"Phase 2", "2024-06-03", ""},
    {"Goal 3", "2024-06-03", ""},
    {"Windows 10", "2024-06-03", ""},
    {"as of 31 December 2023", "2024-06-03", ""},
    {"effective January 1, 2025", "2024-06-03", ""},
    {"dated 15 June 2023", "2024-06-03", ""},
    {"since 2019", "2024-06-03", ""},
    {"the 2024 review", "2024-06-03", ""},
    {"The Council adopted the 2023 review on 9 December 2023", "2024-06-03", ""},
    {"Regulation (EU) 2016/679", "2024-06-03", ""},
    {"Directive 2014/24/EU", "2024-06-03", ""},
    {"Public Law 117-58", "2024-06-03", ""},
    {"OMB M-10-06", "2024-06-03", ""},
    {"Version 2.0", "2024-06-03", ""},
    {"call 555-123-4567", "2024-06-03", ""},
    {"Room 204", "2024-06-03", ""},
    {"3個工作天", "2018-06-07", ""},
    {"配合中央辦理", "2018-06-07", ""},
    {"倍增", "2022-10-19", ""},
    {"2018年12月3l日前", "2018-02-10", ""},
    {"20l8年底前", "2018-02-10", ""},
    {"615日前", "2018-02-10", ""},
    {"1215日前", "2018-02-10", ""},
    {"2018630", "2018-02-10", ""},
    {"20-年底前", "2018-02-10", ""},
    {"201年底前", "2018-02-10", ""},
    {"2018年13月底前", "2018-02-10", ""},
    {"2018年2月30日前", "2018-02-10", ""},
    {"6月31日前", "2018-02-10", ""},
    {"达到%以上", "2018-02-10", ""},
    {"不低于%", "2018-02-10", ""},
    {"达到l00%以上", "2018-02-10", ""},
    {"2018年12月31曰前", "2018-02-10", ""},
    {"安委〔2018〕3号", "2018-02-10", ""},
    {"安委(2018)3号", "2018-02-10", ""},
    {"安委[2018]3号", "2018-02-10", ""},
    {"安委2018 3号", "2018-02-10", ""},
    {"?018年底前", "2018-02-10", ""},
    {"从2021年起实施", "2018-03-01", ""},
    {"2019年4月1日起施行", "2018-03-01", ""},
    {"本办法自发布之日起施行", "2018-03-01", ""},
    {"有效期五年", "2018-03-01", ""},
    {"延长3年", "2018-03-01", ""},
    {"截至目前", "2018-03-01", ""},
    {"期限为三年", "2018-03-01", ""},
    {"连续三个月", "2018-03-01", ""},
    {"15个工作日", "2018-03-01", ""},
    {"收到后5个工作日", "2018-03-01", ""},
    {"分三年完成", "2018-03-01", ""},
    {"500人以上的企业建立工会", "2018-03-01", ""},
    {"不低于上年水平", "2018-03-01", ""},
    {"不低于全省平均水平", "2018-03-01", ""},
    {"优于全省平均水平", "2018-03-01", ""},
    {"每万人拥有公交车12标台", "2018-03-01", ""},
    {"不少于", "2018-03-01", ""},
    {"1+X", "2018-03-01", ""},
    {"4+2+N", "2018-03-01", ""},
    {"第一书记", "2018-03-01", ""},
    {"第三产业", "2018-03-01", ""},
    {"一二三产业融合", "2018-03-01", ""},
    {"2018年1号文件", "2018-03-01", ""},
    {"2018年第3期", "2018-03-01", ""},
    {"京津冀2+26城市", "2018-03-01", ""},
    {"20世纪90年代", "2018-03-01", ""},
    {"80后", "2018-03-01", ""},
    {"达到9O%以上", "2018-02-10", ""},
    {"2O18年底前", "2018-02-10", ""},
    {"2018年6月3O日前", "2018-02-10", ""},
    {"??年底前", "2018-02-10", ""},
    {"?018年底前", "2018-02-10", ""},
};

struct place_row {
	const char *name, *issued;
	enum clause_place place;
	int year;
	const char *metric, *want;
};
static const struct place_row places[] = {
    {"6月底前", "2018-11-01", PLACE_DEADLINE, 2019, NULL, "2019-06-30"},
    {"6月底前", NULL, PLACE_DEADLINE, 2019, NULL, "2019-06-30"},
    {"6月底前", NULL, PLACE_DEADLINE, 0, NULL, ""},
    {"2018年6月底前,9月底前", "2016-11-01", PLACE_DEADLINE, 2019, NULL, "2018-06-30; 2018-09-30"},
    {"2017年", "2018-11-01", PLACE_DEADLINE, 0, NULL, "2017-12-31"},
    {"持续提高服务水平", "2018-11-01", PLACE_TASK, 0, NULL, ""},
    {"办理时间不超过3天", "2018-11-01", PLACE_TASK, 0, NULL, "P3D"},
    {"downtime no more than 4 hours", "2018-11-01", PLACE_MEASURE, 0, NULL, "[<=4hours downtime]"},
    {"一季度完成30公里", "2018-11-01", PLACE_DEADLINE, 2019, "道路", "2019-03-31 [=30公里 道路]"},
};

static void test_place(void **state)
{
	const struct place_row *row = *state;
	struct clause_context c = {.lexicon = shipped_lexicon(),
	    .issued = DAY_NONE,
	    .year = row->year,
	    .year_from = "heading",
	    .place = row->place,
	    .metric = row->metric};
	struct clause clause = {0};
	scope(arena) a = {0};
	scope(text) got = {0};

	if (row->issued)
		assert_true(civil_parse(row->issued, &c.issued));
	clause_read(&c, row->name, &a, &clause);
	add_reading(&clause, true, &got);
	assert_string_equal(text_get(&got), row->want);
}

struct said_row {
	const char *name, *issued, *said; /* a part of the first diagnostic */
};
static const struct said_row said[] = {
    {"达到%以上", "2018-02-10", "A number is missing in “达到%以上”"},
    {"20l8年底前", "2018-02-10", "“20l8” has a letter among its digits"},
    {"2018年2月30日前", "2018-02-10", "There is no day 2018-02-30"},
    {"6月底前", NULL, "The year of this date is not known"},
    {"9月前", "2018-02-10", "2018-08-31 was taken, 2018-09-30 is the other"},
    {"by 03/04/2025", "2024-02-10", "2025-04-03 was taken, 2025-03-04 is the other"},
    {"汛期前", "2018-02-10", "stands in no table"},
    {"按上级部署", "2018-02-10", "“按上级部署” sets no day"},
    {"每季度结束后15日内", "2018-02-10", "The rhythm is due P15D after each"},
    {"次月10日前", "2018-02-10", "is read as every month"},
    {"2040年春节前", "2018-02-10", "The day of this festival in 2040 is not known"},
};

static void test_said(void **state)
{
	const struct said_row *row = *state;
	const struct reading phrase = {row->name, row->issued, NULL};
	struct clause clause = {0};
	scope(arena) a = {0};

	read_in_place(&phrase, PLACE_PHRASE, &a, &clause);
	assert_true(clause.diagnostics.n > 0);
	assert_non_null(strstr(clause.diagnostics.at[0].message, row->said));
}

/* The words and the rule stand with each milestone, and the sentence that it comes from. */
static void test_explanation(void **state)
{
	const struct reading phrase = {"2018年底前开放20个;持续推进", "2018-01-01", NULL};
	struct clause clause = {0};
	scope(arena) a = {0};

	(void)state;
	read_in_place(&phrase, PLACE_PHRASE, &a, &clause);
	assert_int_equal(clause.milestones.n, 2);
	assert_string_equal(
	    clause.milestones.at[0].explanation, "“2018年底前”: the last day of the period");
	assert_string_equal(clause.milestones.at[0].source, "2018年底前开放20个");
	assert_string_equal(clause.milestones.at[1].source, "持续推进");
}

struct year_row {
	const char *name, *from;
	int year;
	const char *want;
};
static const struct year_row years[] = {
    {"6月底前", "title", 2019, "“6月底前”: the last day of the period, its year from the title"},
    {"6月底前", "heading", 2019,
	"“6月底前”: the last day of the period, its year from the heading"},
    {"6月底前", NULL, 0, "“6月底前”: the last day of the period, its year from the day of issue"},
    {"2018年6月底前", "title", 2019, "“2018年6月底前”: the last day of the period"},
};

static void test_year_from(void **state)
{
	const struct year_row *row = *state;
	struct clause_context c = {.lexicon = shipped_lexicon(),
	    .issued = civil_day(2018, 1, 1),
	    .year = row->year,
	    .year_from = row->from,
	    .place = PLACE_DEADLINE};
	struct clause clause = {0};
	scope(arena) a = {0};

	clause_read(&c, row->name, &a, &clause);
	assert_string_equal(clause.milestones.at[0].explanation, row->want);
}

/* Long and senseless cells end, and say so. */
static void test_long(void **state)
{
	static const char *const pieces[] = {"年", "(", "7", "“", "2018年", "不低于", "每", "半",
	    "一万", "2018年底前,", "80%、", "—", "the ", "l1", "底", "end of ", "不超过", "至",
	    "百分之", "“十四五”末", "第", "零", "7-", "7、", "本(", "周", "个"};

	(void)state;
	for (size_t i = 0; i < ROWS(pieces); i++) {
		scope(text) cell = {0};
		scope(arena) a = {0};
		struct clause clause = {0};
		struct reading phrase = {NULL, "2018-01-01", NULL};

		while (cell.len < 200000)
			text_add(&cell, pieces[i]);
		phrase.name = text_get(&cell);
		read_in_place(&phrase, PLACE_DEADLINE, &a, &clause);
		assert_true(clause.milestones.n < 1100);
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_explanation), cmocka_unit_test(test_long)};

	return table_run("controls", controls, test_reading) +
	       table_run("places", places, test_place) + table_run("said", said, test_said) +
	       table_run("years", years, test_year_from) +
	       cmocka_run_group_tests_name("clause", others, NULL, NULL);
}
