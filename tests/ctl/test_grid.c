#include "ctl/grid.h"
#include "base/utf8.h"
#include "table.h"

static const struct grid_column columns[] = {{.title = "N", .right = true},
    {.title = "TASK", .least = 6}, {.title = "UNIT", .least = 4}, {.title = "BY"}};

struct row {
	const char *name;
	size_t columns;
	const char *cells[8], *shown;
};
static const struct row rows[] = {
    {"as wide as its widest cell", 80, {"7", "建设平台", "信息局", "2018", "12", "b", "c", "2020"},
	" N  TASK      UNIT    BY\n"
	" 7  建设平台  信息局  2018\n"
	"12  b         c       2020\n"},
    {"the widest column gives first", 28,
	{"7", "建设开放平台和应用", "信息局", "2018", "12", "b", "c", "2020"},
	" N  TASK        UNIT    BY\n"
	" 7  建设开放…   信息局  2018\n"
	"12  b           c       2020\n"},
    {"no column gives more than it has to", 5,
	{"7", "建设开放平台和应用", "信息局", "2018", "12", "b", "c", "2020"},
	" N  TASK    UNIT  BY\n"
	" 7  建设…   信…   2018\n"
	"12  b       c     2020\n"},
    {"control characters are spaces", 80, {"7", "a\nb\033[31m", "c", "2018", "", "", "", ""},
	"N  TASK      UNIT  BY\n"
	"7  a b [31m  c     2018\n"
	"\n"},
};

static void check(void **state)
{
	const struct row *row = *state;
	scope(grid) g = {.columns = columns, .n = ROWS(columns)};
	scope(text) out = {0};

	for (size_t i = 0; i < ROWS(row->cells); i++)
		grid_add(&g, TINT_NONE, row->cells[i]);
	grid_print(&g, &(struct terminal){row->columns, false}, &out);
	assert_string_equal(text_get(&out), row->shown);
}

static void test_no_titles(void **state)
{
	static const struct grid_column bare[] = {{0}, {0}};
	scope(grid) g = {.columns = bare, .n = 2};
	scope(text) out = {0};

	(void)state;
	grid_add(&g, TINT_NONE, "a");
	grid_add(&g, TINT_NONE, NULL);
	grid_print(&g, &(struct terminal){80, false}, &out);
	assert_string_equal(out.s, "a\n");
}

static void test_weight(void **state)
{
	static const struct grid_column weighted[] = {{.least = 2, .weight = 2}, {.least = 2}};
	scope(grid) g = {.columns = weighted, .n = 2};
	scope(text) out = {0};

	(void)state;
	grid_add(&g, TINT_NONE, "aaaaaaaaaaaaaaaaaaaa");
	grid_add(&g, TINT_NONE, "bbbbbbbbbbbbbbbbbbbb");
	grid_print(&g, &(struct terminal){14, false}, &out);
	assert_string_equal(out.s, "aaaaaaa…  bbb…\n");
}

static void test_nothing_in_it(void **state)
{
	scope(grid) g = {.columns = columns, .n = ROWS(columns)};
	scope(text) out = {0};

	(void)state;
	grid_print(&g, &(struct terminal){80, false}, &out);
	assert_string_equal(out.s, "N  TASK  UNIT  BY\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_titles),
	    cmocka_unit_test(test_weight),
	    cmocka_unit_test(test_nothing_in_it),
	};

	return table_run("grid: rows", rows, check) +
	       cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
