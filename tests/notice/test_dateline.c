/* Whole days in the forms of letterheads. */
#include "notice/dateline.h"
#include "table.h"

static const struct row {
	const char *name, *text, *day, *before;
} rows[] = {
    {"digits", "2016年10月29日", "2016-10-29", ""},
    {"blanks", "2016 年 10 月 29 日", "2016-10-29", ""},
    {"号", "2016年10月29号", "2016-10-29", ""},
    {"Chinese numerals", "二〇一七年十二月三十一日", "2017-12-31", ""},
    {"a circle for zero", "二○一六年十月二十日", "2016-10-20", ""},
    {"the Republic", "中華民國113年5月20日", "2024-05-20", ""},
    {"the Republic, short", "民國99年1月2日", "2010-01-02", ""},
    {"ISO", "2023-06-05", "2023-06-05", ""},
    {"slashes", "2023/6/5", "2023-06-05", ""},
    {"points", "2023.06.05", "2023-06-05", ""},
    {"European", "20 January 2025", "2025-01-20", ""},
    {"ordinal", "3rd of March 2025", "2025-03-03", ""},
    {"American", "January 5, 2026", "2026-01-05", ""},
    {"short month", "Sept. 9, 2024", "2024-09-09", ""},
    {"behind an office", "海川区安委会 2023年6月5日", "2023-06-05", "海川区安委会 "},
    {"no such day", "2017年2月30日", NULL, ""},
    {"a month only", "2017年2月", NULL, ""},
    {"a year only", "2017年", NULL, ""},
    {"a document's number", "江府办〔2016〕34号", NULL, ""},
};

static void reads(void **state)
{
	const struct row *row = *state;
	struct span before = {0}, behind = {0};
	char s[11];
	day d;
	bool found = dateline_find(span_of(row->text), &d, &before, &behind);

	assert_int_equal(found, row->day != NULL);
	if (!found)
		return;
	civil_print(d, s);
	assert_string_equal(s, row->day);
	assert_true(span_equal(before, row->before));
	assert_int_equal(behind.n, 0);
}

int main(void)
{
	return table_run("dateline", rows, reads);
}
