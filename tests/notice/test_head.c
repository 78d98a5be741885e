/* The head of a notice: its lines in many orders and forms. */
#include "notice/head.h"
#include "base/text.h"
#include "calendar/civil.h"
#include "lexicon.h"
#include "table.h"

static const struct row {
	const char *name, *lines, *title, *doc_no, *issuer, *issued;
} rows[] = {
    {"a letter and its annex",
	"江府办〔2016〕34号\n各市、区人民政府:\n为贯彻落实《关于公开的意见》(中办发〔2016〕8号)"
	"的精神,现印发给你们。\n江门市人民政府办公室\n2016年10月29日\n江门市重点工作任务分工方案",
	"江门市重点工作任务分工方案", "江府办〔2016〕34号", "江门市人民政府办公室", "2016-10-29"},
    {"title first, day last",
	"梅山县人民政府关于2021年重点工作任务分解的通知\n梅政发〔2021〕3号\n各乡镇人民政府：\n现将"
	"任务分解如下。\n梅山县人民政府\n2021年2月20日",
	"梅山县人民政府关于2021年重点工作任务分解的通知", "梅政发〔2021〕3号", "梅山县人民政府",
	"2021-02-20"},
    {"a title in two lines",
	"青溪市人民政府办公室\n关于印发2021年重点工作任务的通知\n青政办发〔2021〕5号\n2021年3月1日",
	"青溪市人民政府办公室关于印发2021年重点工作任务的通知", "青政办发〔2021〕5号", NULL,
	"2021-03-01"},
    {"English",
	"City of Northbridge\nOpen Data Action Plan\nReference: NB-AP-2025-02\nIssued by the City "
	"Manager's Office on 20 January 2025\nThe Council adopted the review on 9 December 2024.",
	"Open Data Action Plan", "NB-AP-2025-02", "City Manager's Office", "2025-01-20"},
    {"Chinese numerals",
	"关于开展检查的通知\n云安办〔2017〕8号\n云溪市安全生产委员会办公室\n二〇一七年十二月三十一"
	"日",
	"关于开展检查的通知", "云安办〔2017〕8号", "云溪市安全生产委员会办公室", "2017-12-31"},
    {"a Republic's year",
	"XX市推動數位服務實施計畫\n發文字號：府授研字第1130012345號\n發文日期：中華民國113年5月20日"
	"\n發文機關：臺安市政府",
	NULL, "府授研字第1130012345號", "臺安市政府", "2024-05-20"},
    {"written before published", "工作要点\n发布日期：2020-04-02\n成文日期：2020-03-18\n",
	"工作要点", NULL, NULL, "2020-03-18"},
    {"office and day in one line", "任务清单\n海川区安全生产委员会 2023年6月5日", "任务清单", NULL,
	"海川区安全生产委员会", "2023-06-05"},
    {"a day in brackets below the title", "青溪市重点工作安排\n（2022年1月15日）",
	"青溪市重点工作安排", NULL, NULL, "2022-01-15"},
    {"a day inside a sentence is none", "工作方案\n根据2023年5月20日会议部署,制定本清单。",
	"工作方案", NULL, NULL, NULL},
    {"no such day", "工作方案\n2017年2月30日", "工作方案", NULL, NULL, NULL},
    {"American order",
	"Digital Services Roadmap\nDate: January 5, 2026\nFrom: Office of Digital Services",
	"Digital Services Roadmap", NULL, "Office of Digital Services", "2026-01-05"},
    {"a letter of Taiwan",
	"臺安市政府　函\n發文日期：中華民國113年5月20日\n發文字號：府研管字第1130012345號\n主旨：檢"
	"送工作分辦表1份，請查照。\n臺安市政府113年度開放資料工作分辦表",
	"臺安市政府113年度開放資料工作分辦表", "府研管字第1130012345號", "臺安市政府",
	"2024-05-20"},
    {"labels parted by an ideographic blank",
	"海湾区重点任务清单\n发文字号：海政〔2022〕7号　发文日期：2022年2月18日",
	"海湾区重点任务清单", "海政〔2022〕7号", NULL, "2022-02-18"},
    {"a memorandum",
	"MEMORANDUM\nFrom: Office of the COO\nDate: March 3, 2025\nSubject: Records Work Plan "
	"FY2025\nRef. No.: COO-2025-014",
	"Records Work Plan FY2025", "COO-2025-014", "Office of the COO", "2025-03-03"},
    {"an English title with a colon",
	"Department for Public Services\nCircular 14/2025: Accessibility Compliance Measures\n15 "
	"March 2025",
	"Circular 14/2025: Accessibility Compliance Measures", NULL, NULL, "2025-03-15"},
    {"a number in brackets", "云溪市重点工作任务分工方案\n（云府办〔2018〕21号）\n",
	"云溪市重点工作任务分工方案", "云府办〔2018〕21号", NULL, NULL},
    {"square brackets", "云溪市工作计划\n云府办[2018]21号", "云溪市工作计划", "云府办[2018]21号",
	NULL, NULL},
};

static void add_lines(struct document *d, const char *lines)
{
	struct span rest = span_of(lines), line;

	while (span_next_line(&rest, &line))
		document_add_paragraph(d, line, false);
}

static void same(const char *got, const char *want)
{
	if (want)
		assert_string_equal(got ? got : "(nothing)", want);
	else
		assert_null(got);
}

static void reads(void **state)
{
	const struct row *row = *state;
	struct document d = {0};
	struct arena a = {0};
	struct head h;
	char issued[11] = "";

	add_lines(&d, row->lines);
	head_read(shipped_words(), &d, &a, &h);
	if (row->title)
		same(h.title, row->title);
	same(h.doc_no, row->doc_no);
	same(h.issuer, row->issuer);
	if (h.issued != DAY_NONE)
		civil_print(h.issued, issued);
	same(*issued ? issued : NULL, row->issued);
	arena_release(&a);
	document_release(&d);
}

int main(void)
{
	return table_run("head", rows, reads);
}
