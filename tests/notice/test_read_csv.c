/* CSV and TSV with all that quotes allow. */
#include "notice/formats.h"
#include "lexicon.h"
#include "shown.h"
#include "table.h"

static const struct row {
	const char *name, *text, *shown;
} rows[] = {
    {"commas", "序号,任务,时限\n1,甲,6月\n", "[序号|任务|时限]@1\n[1|甲|6月]@2\n"},
    {"quotes", "序号,任务,时限\n1,\"甲,乙\",6月\n", "[序号|任务|时限]@1\n[1|甲,乙|6月]@2\n"},
    {"doubled quotes", "a,b,c\n1,\"say \"\"yes\"\"\",3\n", "[a|b|c]@1\n[1|say \"yes\"|3]@2\n"},
    {"a break inside quotes", "a,b,c\n1,\"甲\n乙\",3\n2,丙,4\n",
	"[a|b|c]@1\n[1|甲\n乙|3]@2\n[2|丙|4]@4\n"},
    {"semicolons", "No.;Action;Due\n1;Publish, in full;May 2025\n",
	"[No.|Action|Due]@1\n[1|Publish, in full|May 2025]@2\n"},
    {"tabs", "a\tb\tc\n1\t2\t3\n", "[a|b|c]@1\n[1|2|3]@2\n"},
    {"Excel's first line", "sep=;\na;b\n1;2\n", "[a|b]@2\n[1|2]@3\n"},
    {"lines above and below",
	"工作任务分工表,,\n云府办〔2018〕21号,,\n序号,任务,时限\n1,甲,6月\n备注：略,,\n",
	"工作任务分工表@1\n云府办〔2018〕21号@2\n[序号|任务|时限]@3\n[1|甲|6月]@4\n备注：略@5\n"},
    {"rows of unequal length", "a,b,c\n1,2\n1,2,3,4\n", "[a|b|c]@1\n[1|2]@2\n[1|2|3|4]@3\n"},
    {"an unclosed quote", "a,b\n1,\"甲\n", "[a|b]@1\n[1|甲]@2\n"},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct document d = {0};
	scope(text) got = {0};

	read_csv(span_of(row->text), &d);
	show_document(&got, &d, true);
	assert_string_equal(text_get(&got), row->shown);
	document_release(&d);
}

static const struct fit_row {
	const char *name, *text;
	bool fits;
} fit_rows[] = {
    {"a header row", "序号,工作任务,责任单位,完成时限\n1,甲,乙,丙\n", true},
    {"a header row below a title", "分工表,,,\n序号,工作任务,责任单位,完成时限\n", true},
    {"quoted names", "\"No.\",\"Action\",\"Due date\"\n1,2,3\n", true},
    {"sentences", "根据省有关会议,现印发给你们,请认真执行。\n一、建设,改造,提升\n", false},
};

static void fits(void **state)
{
	const struct fit_row *row = *state;

	assert_int_equal(read_csv_fits(span_of(row->text), shipped_words()), row->fits);
}

int main(void)
{
	return table_run("csv", rows, reads) + table_run("fits", fit_rows, fits);
}
