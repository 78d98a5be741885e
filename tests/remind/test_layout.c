/* Columns and lines for the plain part of a mail. */
#include "table.h"
#include "base/utf8.h"
#include "remind/layout.h"

static const struct wrap {
	const char *name, *s;
	size_t cells, indent;
	const char *expected;
} wraps[] = {
    {"short", "短文", 10, 4, "短文"},
    {"Han breaks anywhere", "一二三四五六七八", 8, 2, "一二三四\n  五六七八"},
    {"no mark begins a line", "一二三四，五六", 8, 0, "一二三\n四，五六"},
    {"no bracket ends a line", "一二三（四五）", 8, 0, "一二三\n（四五）"},
    {"words stay whole", "the quick brown fox", 10, 0, "the quick\nbrown fox"},
    {"a word longer than the line", "a pneumonoultramicroscopic b", 10, 1,
	"a\n pneumonoultramicroscopic\n b"},
    {"numbers stay whole", "开放200个以上数据集", 8, 0, "开放200\n个以上数\n据集"},
    {"empty", "", 8, 4, ""},
};

static void test_wrap(void **state)
{
	const struct wrap *row = *state;
	scope(text) out = {0};

	layout_add_wrapped(&out, row->s, row->cells, row->indent);
	assert_string_equal(text_get(&out), row->expected);
}

static void test_padded(void **state)
{
	scope(text) out = {0};

	(void)state;
	layout_add_padded(&out, "数据", 6);
	text_addc(&out, '|');
	layout_add_padded(&out, "too long", 3);
	text_addc(&out, '|');
	layout_add_padded(&out, "", 2);
	assert_string_equal(text_get(&out), "数据  |too long|  ");
}

static void test_cut(void **state)
{
	scope(text) out = {0};

	(void)state;
	layout_add_cut(&out, "数据集", 3);
	text_addc(&out, '|');
	layout_add_cut(&out, "数据集", 2);
	text_addc(&out, '|');
	layout_add_cut(&out, "", 0);
	text_addc(&out, '|');
	layout_add_cut(&out, "x", 0);
	assert_string_equal(text_get(&out), "数据集|数据…||…");
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_padded),
	    cmocka_unit_test(test_cut),
	};

	return table_run("wrap", wraps, test_wrap) +
	       cmocka_run_group_tests_name("layout", single, NULL, NULL);
}
