/* What a paragraph says under labels, or in the plain words of its last bracket. */
#include "notice/labels.h"
#include "base/text.h"
#include "lexicon.h"
#include "table.h"

static const struct labels_row {
	const char *name, *text,
	    *shown; /* head/place=value/… with U L S D T M P N for the places */
} rows[] = {
    {"none", "建设水厂，年底前完成。", "建设水厂，年底前完成。"},
    {"one", "责任单位：县水利局", "/U=县水利局"},
    {"several", "建水厂。牵头单位：甲局；配合单位：乙局；完成时限：6月底前。",
	"建水厂。/L=甲局/S=乙局/D=6月底前"},
    {"in a bracket", "建水厂（责任单位：甲局;完成时限：6月底前）。", "建水厂/U=甲局/D=6月底前"},
    {"blanks between", "牵头单位：甲局 配合单位：乙局", "/L=甲局/S=乙局"},
    {"in brackets of their own", "【责任单位】甲局【完成时限】6月", "/U=甲局/D=6月"},
    {"a colon that is no label", "目标如下：建水厂。责任单位：甲局", "目标如下：建水厂。/U=甲局"},
    {"a time of day", "每天9:30前报送", "每天9:30前报送"},
    {"a person", "责任人：张明；责任单位：甲局", "/P=张明/U=甲局"},
    {"plain words", "建水厂（市编办牵头，市司法局配合，6月底前完成）",
	"建水厂/U=市编办牵头，市司法局配合/D=6月底前完成"},
    {"the day first", "建水厂（6月底前完成，市编办负责）", "建水厂/U=市编办负责/D=6月底前完成"},
    {"an ordinary bracket", "推进项目（含存量）", "推进项目（含存量）"},
    {"a day among the units", "责任单位：甲局、乙局；6月底前完成", "/U=甲局、乙局/D=6月底前完成"},
    {"English", "Publish. Lead: IT; Due date: 30 June 2025; Target: 75%",
	"Publish./L=IT/D=30 June 2025/M=75%"},
    {"an English bracket and its stop", "Publish (lead: IT; supporting: all departments).",
	"Publish/L=IT/S=all departments"},
    {"a day behind the bracket",
	"Train staff (lead: HR; supporting: IT), no later than 30 November 2025.",
	"Train staff/L=HR/S=IT/D=no later than 30 November 2025"},
    {"a bracket inside a value", "责任单位：各县（市、区）政府；时限：年底",
	"/U=各县（市、区）政府/D=年底"},
};

static void splits(void **state)
{
	static const char letters[COLUMNS] = {[COLUMN_UNITS] = 'U',
	    [COLUMN_LEAD] = 'L',
	    [COLUMN_SUPPORT] = 'S',
	    [COLUMN_DEADLINE] = 'D',
	    [COLUMN_TASK] = 'T',
	    [COLUMN_MEASURE] = 'M',
	    [COLUMN_PERSON] = 'P',
	    [COLUMN_NOTE] = 'N'};
	const struct labels_row *row = *state;
	struct labels found;
	scope(text) got = {0};

	labels_split(shipped_words(), span_of(row->text), &found);
	text_addn(&got, found.head.s, found.head.n);
	for (size_t i = 0; i < found.n; i++)
		text_addf(&got, "/%c=%.*s", letters[found.at[i].place], (int)found.at[i].value.n,
		    found.at[i].value.s);
	assert_string_equal(text_get(&got), row->shown);
}

int main(void)
{
	return table_run("labels", rows, splits);
}
