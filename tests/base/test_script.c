#include "base/script.h"
#include "table.h"

static const struct pair_row {
	const char *name, *a, *b;
	bool equal;
} pairs[] = {
    {"traditional and simplified", "政府數據集", "政府数据集", true},
    {"both ways", "政府数据集", "政府數據集", true},
    {"white space", "市 網\u3000信 統籌局", "市网信统筹局 ", true},
    {"letters and widths", "ＡＢＣ１２３％", "abc123%", true},
    {"another word", "政府数据", "政府数据集", false},
    {"other characters", "市府", "县府", false},
    {"nothing", "", " \u3000\n", true},
    {"nothing and something", "", "市", false},
    {"variants of a place's name", "臺山", "台山", true},
};

static void test_equal(void **state)
{
	const struct pair_row *row = *state;

	assert_int_equal(script_equal(row->a, row->b), row->equal);
	assert_int_equal(script_equal(row->b, row->a), row->equal);
}

static const struct part_row {
	const char *name, *whole, *part;
	bool holds;
} parts[] = {
    {"part: in the middle", "開放200個以上政府數據集", "政府数据", true},
    {"part: at the end", "開放數據應用", "应用", true},
    {"part: over white space", "開放 數 據", "放数据", true},
    {"part: after a false start", "政府政府數據", "政府数据", true},
    {"part: missing", "開放數據", "政府", false},
    {"part: longer", "數據", "数据集", false},
    {"part: nothing", "數據", "", true},
    {"part: in nothing", "", "数", false},
    {"part: nothing in nothing", "", "", true},
};

static void test_holds(void **state)
{
	const struct part_row *row = *state;

	assert_int_equal(script_holds(row->whole, row->part), row->holds);
}

static const struct pattern_row {
	const char *name, *pattern, *whole;
	bool matches, pattern_itself;
} patterns[] = {
    {"pattern: none", "各市區政府", "各市区政府", true, false},
    {"pattern: * in the middle", "各*政府", "各縣（市、區）政府", true, true},
    {"pattern: * for nothing", "各*政府", "各政府", true, true},
    {"pattern: * at both ends", "*有關單位*", "市各有关单位", true, true},
    {"pattern: several *", "*市*局*科", "江门市农业局办公室信息科", true, true},
    {"pattern: * taken up again", "*局", "市局财政局", true, true},
    {"pattern: more behind it", "*局", "财政局办", false, true},
    {"pattern: ? in its wide form", "市？局", "市農局", true, true},
    {"pattern: ? is not nothing", "市?局", "市局", false, true},
    {"pattern: * in its wide form", "市＊局", "市农业局", true, true},
    {"pattern: white space", "市 *局", "市農業 局", true, true},
    {"pattern: * alone", "*", "", true, true},
    {"pattern: a * in the name is a character", "市局", "市*", false, false},
    {"pattern: brackets are characters", "[市]局", "市局", false, false},
};

static void test_matches(void **state)
{
	const struct pattern_row *row = *state;

	assert_int_equal(script_matches(row->pattern, row->whole), row->matches);
	assert_int_equal(script_is_pattern(row->pattern), row->pattern_itself);
}

static void test_fold_maps_single_characters(void **state)
{
	(void)state;
	assert_int_equal(script_fold(U'數'), U'数');
	assert_int_equal(script_fold(U'据'), U'据');
	assert_int_equal(script_fold('A'), 'A');
	assert_int_equal(script_fold(0), 0);
	assert_int_equal(script_fold(0x10ffff), 0x10ffff);
	assert_int_equal(script_fold(UINT32_MAX), UINT32_MAX);
}

/* The search needs a sorted table; a second fold changes nothing for all but a handful of chains.
 */
static void test_table_is_searched_whole(void **state)
{
	int folded = 0;

	(void)state;
	for (uint32_t c = 0; c < 0x30000; c++)
		folded += script_fold(c) != c;
	assert_in_range(folded, 3000, 5000);
}

static void test_folding_keeps_the_count_of_characters(void **state)
{
	scope(text) t = {0};

	(void)state;
	script_add_folded(&t, "２０１７年Ａ區 數據①\xff");
	assert_string_equal(text_get(&t), "2017年a区 数据①\ufffd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fold_maps_single_characters),
	    cmocka_unit_test(test_table_is_searched_whole),
	    cmocka_unit_test(test_folding_keeps_the_count_of_characters),
	};

	return table_run("script_equal", pairs, test_equal) +
	       table_run("script_holds", parts, test_holds) +
	       table_run("script_matches", patterns, test_matches) +
	       cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
