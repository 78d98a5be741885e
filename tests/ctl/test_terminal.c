#include "ctl/terminal.h"
#include <stdlib.h>
#include <unistd.h>
#include "table.h"

struct bar {
	const char *name;
	int percent;
	const char *bar;
};
static const struct bar bars[] = {
    {"nothing", 0, "░░░░░░░░░░"},
    {"less than a tenth", 9, "░░░░░░░░░░"},
    {"four fifths", 81, "████████░░"},
    {"nearly all is not all", 99, "█████████░"},
    {"all", 100, "██████████"},
    {"more than all", 140, "██████████"},
    {"less than nothing", -5, "░░░░░░░░░░"},
};

static void check_bar(void **state)
{
	const struct bar *row = *state;
	scope(text) out = {0};

	terminal_add_bar(&out, row->percent, 10);
	assert_string_equal(text_get(&out), row->bar);
}

struct time {
	const char *name, *iso, *shown;
};
static const struct time times[] = {
    {"a moment", "2018-12-24T09:10:33+08:00", "2018-12-24 09:10"},
    {"a day", "2018-12-24", "2018-12-24"},
    {"none", NULL, "-"},
};

static void check_time(void **state)
{
	const struct time *row = *state;
	scope(text) out = {0};

	terminal_add_time(&out, row->iso);
	assert_string_equal(text_get(&out), row->shown);
}

static void test_colours_only_where_there_are_some(void **state)
{
	scope(text) plain = {0}, red = {0};

	(void)state;
	terminal_add(&(struct terminal){80, false}, &plain, TINT_RED, "late");
	terminal_add(&(struct terminal){80, true}, &red, TINT_RED, "late");
	assert_string_equal(plain.s, "late");
	assert_string_equal(red.s, "\033[31mlate\033[0m");
}

/* The tests' output is a pipe or a file: no colours, and the width is what COLUMNS says. */
static void test_output_that_is_no_terminal(void **state)
{
	(void)state;
	if (isatty(1))
		skip();
	setenv("COLUMNS", "90", 1);
	assert_int_equal(terminal_of_output().columns, 90);
	assert_false(terminal_of_output().colour);
	setenv("COLUMNS", "3", 1);
	assert_int_equal(terminal_of_output().columns, 60);
	unsetenv("COLUMNS");
	assert_int_equal(terminal_of_output().columns, 120);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_colours_only_where_there_are_some),
	    cmocka_unit_test(test_output_that_is_no_terminal),
	};

	return table_run("bars", bars, check_bar) + table_run("times", times, check_time) +
	       cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
