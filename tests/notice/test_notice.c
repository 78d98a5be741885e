/* The whole road, from a file's bytes to tasks: one small notice in many forms, and what must be told. */
#include "notice/notice.h"
#include <string.h>
#include "lexicon.h"
#include "table.h"
#include "zip.h"

static void show_milestone(struct text *out, const struct milestone *m)
{
	char due[11] = "";

	if (m->due != DAY_NONE)
		civil_print(m->due, due);
	text_addf(out, " %s", m->kind == MILESTONE_DATE ? due : milestone_kind_name(m->kind));
	if (m->recurrence)
		text_addf(out, "(%s)", m->recurrence);
	if (m->relative)
		text_addf(out, "(%s)", m->relative);
	list_each (const struct target *, t, m->targets)
		text_addf(out, " %s%g%s", op_name(t->op), t->value, t->unit ? t->unit : "");
}

static void show_task(struct text *out, const struct task *t)
{
	text_addf(out, "%s:%s[", t->no, t->text);
	add_names(out, &t->units);
	text_add(out, "]");
	if (t->lead.n) {
		text_add(out, "<");
		add_names(out, &t->lead);
		text_add(out, ">");
	}
	list_each (const struct milestone *, m, t->milestones)
		show_milestone(out, m);
	text_add(out, "\n");
}

static bool read_bytes(const char *name, struct span bytes, struct notice *n, struct error *err)
{
	struct notice_input in = {.name = name, .bytes = bytes.s, .n = bytes.n, .anchor = DAY_NONE};

	return notice_read(&in, shipped_lexicon(), n, err);
}

#define TWO                                                                                                           \
	"1:建水厂[县水利局] 2021-03-31\n2:建公园,绿化率不低于40%[县住建局|各乡镇] 2021-12-31 " \
	">=40%\n"

static const struct row {
	const char *name, *file, *text, *tasks;
} rows[] = {
    {"one cell a line", "a.txt",
	"序号 |\n任务 |\n责任单位 |\n时限 |\n1 |\n建水厂 |\n县水利局 |\n2021年3月底前 |\n2 "
	"|\n建公园,绿化率不低于40% |\n县住建局 各乡镇 |\n2021年底前 |\n",
	TWO},
    {"bars", "a.txt",
	"序号|任务|责任单位|时限\n1|建水厂|县水利局|2021年3月底前\n2|建公园,绿化率不低于40%|"
	"县住建局、各乡镇|2021年底前\n",
	TWO},
    {"Markdown", "a.md",
	"| 时限 | 责任单位 | 任务 | 序号 |\n|---|---|---|---|\n| 2021年3月底前 | 县水利局 | 建水厂 "
	"| 1 |\n| 2021年底前 | 县住建局<br>各乡镇 | 建公园,绿化率不低于40% | 2 |\n",
	TWO},
    {"tabs", "a.txt",
	"序号\t任务\t责任单位\t时限\n1\t建水厂\t县水利局\t2021年3月底前\n2\t建公园,绿化率不低于40%"
	"\t县住建局、各乡镇\t2021年底前\n",
	TWO},
    {"blanks", "a.txt",
	"序号   任务                      责任单位          时限\n1      建水厂                    "
	"县水利局          2021年3月底前\n2      建公园,绿化率不低于40%    县住建局、各乡镇  "
	"2021年底前\n",
	TWO},
    {"CSV by its name", "a.csv",
	"序号,任务,责任单位,时限\n1,建水厂,县水利局,2021年3月底前\n2,\"建公园,绿化率不低于40%\","
	"\"县住建局\n各乡镇\",2021年底前\n",
	TWO},
    {"CSV by its looks", "a.txt",
	"序号,任务,责任单位,时限\n1,建水厂,县水利局,2021年3月底前\n2,\"建公园,绿化率不低于40%\","
	"县住建局、各乡镇,2021年底前\n",
	TWO},
    {"HTML", "a.html",
	"<table><tr><th>序号<th>任务<th>责任单位<th>时限</"
	"tr><tr><td>1<td>建水厂<td>县水利局<td>2021年3月底前</"
	"tr><tr><td>2<td>建公园,绿化率不低于40%<td>县住建局<br>各乡镇<td>2021年底前</tr></table>",
	TWO},
    {"a list with labels", "a.txt",
	"1. 建水厂\n责任单位：县水利局\n完成时限：2021年3月底前\n2. "
	"建公园,绿化率不低于40%\n责任单位：县住建局，各乡镇\n完成时限：2021年底前\n",
	TWO},
    {"brackets at the end", "a.txt",
	"1.建水厂(责任单位:县水利局;完成时限:2021年3月底前)\n2.建公园,绿化率不低于40%(责任单位:"
	"县住建局、各乡镇;完成时限:2021年底前)\n",
	TWO},
    {"plain words in brackets", "a.txt",
	"1.建水厂(县水利局负责，2021年3月底前完成)\n2.建公园,绿化率不低于40%("
	"县住建局、各乡镇负责，2021年底前完成)\n",
	TWO},
    {"a heading that gives the day", "a.txt",
	"一、2021年6月底前完成的任务\n1.建水厂（责任单位：县水利局）\n二、2021年底前完成的任务\n2."
	"建桥（责任单位：县交通局）\n",
	"1:建水厂[县水利局] 2021-06-30\n2:建桥[县交通局] 2021-12-31\n"},
    {"heading rows in a table", "a.html",
	"<table><tr><td>序号<td>任务<td>责任单位</tr><tr><td "
	"colspan=3>一、2021年6月底前完成</tr><tr><td>1<td>建水厂<td>县水利局</tr><tr><td "
	"colspan=3>二、2021年底前完成</tr><tr><td>2<td>建桥<td>县交通局</tr></table>",
	"1:建水厂[县水利局] 2021-06-30\n2:建桥[县交通局] 2021-12-31\n"},
    {"a heading that gives the units", "a.txt",
	"一、水利（责任单位：县水利局）\n1.2021年3月底前建水厂。\n2.2021年6月底前疏浚河道。\n",
	"1:2021年3月底前建水厂。[县水利局] 2021-03-31\n2:2021年6月底前疏浚河道。[县水利局] "
	"2021-06-30\n"},
    {"the title's year", "a.txt",
	"青溪县2022年重点工作安排\n序号|任务|责任单位|时限\n1|建水厂|县水利局|3月底前\n",
	"1:建水厂[县水利局] 2022-03-31\n"},
    {"the year of the number", "a.txt",
	"青政办发〔2022〕5号\n序号|任务|责任单位|时限\n1|建水厂|县水利局|3月底前\n",
	"1:建水厂[县水利局] 2022-03-31\n"},
    {"the year of the column's name", "a.txt",
	"序号|任务|责任单位|2023年完成时限\n1|建水厂|县水利局|3月底前\n",
	"1:建水厂[县水利局] 2023-03-31\n"},
    {"columns that are years", "a.txt",
	"任务|责任单位|2021年|2022年\n开放数据集|市数据局|200个|350个\n建平台|市数据局|-|100%\n",
	":开放数据集[市数据局] 2021-12-31 =200个 2022-12-31 =350个\n:建平台[市数据局] 2022-12-31 "
	"=100%\n"},
    {"the same day in two cells", "a.txt",
	"序号|任务|责任单位|时限\n1|2021年底前建水厂3座|县水利局|2021年12月31日前\n",
	"1:2021年底前建水厂3座[县水利局] 2021-12-31 =3座\n"},
    {"loose targets go to the latest day", "a.txt",
	"序号|任务|责任单位|时限|目标\n1|建水厂|县水利局|2021年6月底前开工，2022年底前完成|"
	"供水率达到95%\n",
	"1:建水厂[县水利局] 2021-06-30 2022-12-31 >=95%\n"},
    {"a target in two cells is one", "a.txt",
	"序号|任务|责任单位|时限\n1|新增学位3000个|区教育局|2020年底前新增3000个\n",
	"1:新增学位3000个[区教育局] 2020-12-31 =3000个\n"},
    {"a table of the head", "a.html",
	"<table><tr><td>文号：<td>临政办发〔2020〕6号<td>成文日期：<td>2020年03月09日</"
	"tr><tr><td>发布日期：<td>2020年03月12日<td>主题：<td>综合政务</tr></"
	"table><table><tr><td>任务<td>责任单位<td>上半年目标<td>全年目标</"
	"tr><tr><td>筛查<td>区卫健委<td>完成60%<td>完成100%</tr></table>",
	":筛查[区卫健委] 2020-06-30 =60% 2020-12-31 =100%\n"},
    {"one unit a lost merge, one kept", "a.txt",
	"类别 |\n序号 |\n任务 |\n责任单位 |\n时限 |\n甲 |\n1 |\n建水厂 |\n县水利局 "
	"|\n2021年6月底前 |\n2 |\n建公园 |\n2021年7月底前 |\n乙 |\n3 |\n建桥 |\n县交通局 "
	"|\n2021年8月底前 |\n",
	"1:建水厂[县水利局] 2021-06-30\n2:建公园[县水利局] 2021-07-31\n3:建桥[县交通局] "
	"2021-08-31\n"},
    {"the first of several leads", "a.txt",
	"序号|任务|责任单位（排第一位的为牵头单位）|时限\n1|建水厂|县水利局、县财政局|"
	"2021年\n注：责任单位排在第一位的为牵头单位。\n",
	"1:建水厂[县水利局|县财政局]<县水利局> 2021-12-31\n"},
    {"paragraphs without labels", "a.txt",
	"重点工作安排\n1.2021年3月底前建成水厂。\n2.2021年底前建成公园。\n3.加强宣传。\n",
	"1:2021年3月底前建成水厂。[] 2021-03-31\n2:2021年底前建成公园。[] 2021-12-31\n"},
    {"English list", "a.txt",
	"1. Publish the inventory. (Lead: IT Department; Support: City Clerk; Due: by 30 June "
	"2025)\n2. Train staff. (Lead: HR; Due: quarterly)\n",
	"1:Publish the inventory.[IT Department|City Clerk]<IT Department> 2025-06-30\n2:Train "
	"staff.[HR]<HR> recurring(FREQ=MONTHLY;INTERVAL=3)\n"},
    {"Traditional, the Republic's year", "a.txt",
	"編號|辦理事項|主辦機關|協辦機關|完成期限\n1|建置平臺|數位局|資訊處|113年6月底前\n",
	"1:建置平臺[數位局|資訊處]<數位局> 2024-06-30\n"},
    {"damaged", "a.txt",
	"序號 |\n任務(wù) |\n責(zé)任單位 |\n時限 |\n1 |\n開放政府?dāng)?shù)據(jù)２０個以上 "
	"|\n市數(shù)據(jù)局 |\n2018年\n12月底前 |\n",
	"1:開放政府數據20個以上[市數據局] 2018-12-31 >=20個\n"},
    {"two tables", "a.txt",
	"序号|任务|责任单位|时限\n1|建水厂|县水利局|2021年3月底前\n\n附件2\n\n编号|完成时限|"
	"工作内容|牵头单位\n7|2021年6月底前|建桥|县交通局\n8|长期|护路|县交通局\n",
	"1:建水厂[县水利局] 2021-03-31\n7:建桥[县交通局]<县交通局> "
	"2021-06-30\n8:护路[县交通局]<县交通局> ongoing\n"},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct notice n = {0};
	struct error err = {""};
	scope(text) got = {0};

	assert_true(read_bytes(row->file, span_of(row->text), &n, &err));
	list_each (const struct task *, t, n.tasks)
		show_task(&got, t);
	assert_string_equal(text_get(&got), row->tasks);
	notice_release(&n);
}

static const struct told {
	const char *name, *text, *severity, *message;
	int line;
} told[] = {
    {"no deadline column", "序号|任务|责任单位\n1|建水厂|县水利局\n", "warning", "no deadline", 2},
    {"no readable deadline", "序号|任务|责任单位|时限\n1|建水厂|县水利局|按上级部署\n", "warning",
	"按上级部署", 2},
    {"no such day", "序号|任务|责任单位|时限\n1|建水厂|县水利局|2017年2月30日\n", "warning",
	"2017年2月30日", 2},
    {"no task", "今天天气很好。\n", "error", "no task", 0},
    {"a cell left empty", "序号|任务|责任单位|时限\n1|建水厂|县水利局|2021年\n2|建桥|县交通局|\n",
	"note", "the row above", 3},
    {"lost characters", "序号|任务|责任单位|时限\n1|政府?據庫|县水利局|2021年\n", "warning", "lost",
	2},
};

static void tells(void **state)
{
	const struct told *row = *state;
	struct notice n = {0};
	struct error err = {""};
	bool found = false;

	assert_true(read_bytes("a.txt", span_of(row->text), &n, &err));
	list_each (const struct diagnostic *, d, n.diagnostics)
		found |= d->line == row->line && !strcmp(d->severity, row->severity) &&
			 strstr(d->message, row->message);
	assert_true(found);
	notice_release(&n);
}

static void reads_an_archive(void **state)
{
	static const char document[] =
	    "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>重点工作安排</w:t></w:r></w:p><w:tbl>"
	    "<w:tr><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></"
	    "w:tc><w:tc><w:p><w:r><w:t>责任单位</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>时限</"
	    "w:t></w:r></w:p></w:tc></w:tr>"
	    "<w:tr><w:tc><w:p><w:r><w:t>建水厂</w:t></w:r></w:p></"
	    "w:tc><w:tc><w:p><w:r><w:t>县水利局</w:t></w:r></w:p></"
	    "w:tc><w:tc><w:p><w:r><w:t>2021年3月底前</w:t></w:r></w:p></w:tc></w:tr>"
	    "</w:tbl></w:body></w:document>";
	struct span bytes = zip_of((struct zip_part[]){{"word/document.xml", document}, {0}});
	struct notice n = {0};
	scope(text) got = {0};

	(void)state;
	assert_true(read_bytes("folder/plan.docx", bytes, &n, NULL));
	assert_string_equal(n.title, "重点工作安排");
	assert_string_equal(n.id, "plan");
	show_task(&got, n.tasks.at);
	assert_string_equal(text_get(&got), ":建水厂[县水利局] 2021-03-31\n");
	notice_release(&n);
	free((char *)bytes.s);
}

static void reads_a_phrase(void **state)
{
	struct arena a = {0};
	struct task t = {0};

	(void)state;
	notice_read_phrase(
	    shipped_lexicon(), civil_day(2018, 3, 1), "年底前开放200个以上数据集", &a, &t);
	assert_int_equal(t.milestones.n, 1);
	assert_int_equal(t.milestones.at[0].due, civil_day(2018, 12, 31));
	assert_int_equal(t.milestones.at[0].targets.n, 1);
	arena_release(&a);
}

/* The same piece over and over must neither crash nor take more than its length. */
static void survives(void **state)
{
	static const char *const pieces[] = {"年", "(", "1", "|", "|\n", "a|\n", "1 |\n", "a|b\n",
	    "：", "责任单位：", "（责任单位：甲", "?shù)", "\n", "\t", "\"", "1. 甲\n",
	    "序号|任务|责任单位|时限\n", "市财政局和", "各市、", "<td>", "2021年", "以上"};

	(void)state;
	for (size_t i = 0; i < ROWS(pieces); i++) {
		scope(text) bytes = {0};
		struct notice n = {0};
		struct error err;

		text_add(&bytes, "序号|任务|责任单位|时限\n1|甲|");
		while (bytes.len < 60000)
			text_add(&bytes, pieces[i]);
		if (read_bytes(i % 2 ? "a.txt" : "a.csv",
			(struct span){.s = bytes.s, .n = bytes.len}, &n, &err))
			notice_release(&n);
	}
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(reads_an_archive),
	    cmocka_unit_test(reads_a_phrase), cmocka_unit_test(survives)};

	return table_run("notice", rows, reads) + table_run("told", told, tells) +
	       cmocka_run_group_tests_name("more", more, NULL, NULL);
}
