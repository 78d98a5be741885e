#include "plan/sheet.h"
#include "table.h"

static const struct sheet_line lines[] = {
    {2, {"o:1.1", "甲局", "数据集", "150", "2018-12-03", "初\"步\""}, NULL},
    {3, {"", "", "", "", "", ""}, NULL},
    {9, {"", "", "", "", "", ""}, "stands alone"},
};

static void what_is_written_is_read_again(void **state)
{
	scope(arena) a = {0};

	(void)state;
	for (size_t i = 0; i < ROWS(lines); i++) {
		json_scope object = sheet_line_write(&lines[i]);
		struct sheet_line back;

		assert_true(sheet_line_read(object, &a, &back, NULL));
		assert_int_equal(back.line, lines[i].line);
		for (int f = 0; f < SHEET_FIELDS; f++)
			assert_string_equal(back.field[f], lines[i].field[f]);
		assert_int_equal(!back.remark, !lines[i].remark);
		if (back.remark)
			assert_string_equal(back.remark, lines[i].remark);
	}
}

static void what_is_no_line_is_refused(void **state)
{
	static const char *const texts[] = {"[]", "{}", "{\"line\": \"2\"}", "7"};
	scope(arena) a = {0};

	(void)state;
	for (size_t i = 0; i < ROWS(texts); i++) {
		json_scope object = json_loads(texts[i], JSON_DECODE_ANY, NULL);
		struct sheet_line l;
		struct error err;

		assert_false(sheet_line_read(object, &a, &l, &err));
		assert_non_null(strstr(err.s, "expected a reported line"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read_again),
	    cmocka_unit_test(what_is_no_line_is_refused),
	};

	return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
