/* The grid of all formats: spans, limits, titles inside tables. */
#include "notice/document.h"
#include "shown.h"
#include "table.h"

static struct grid_maker begin(struct document *d)
{
	return (struct grid_maker){.document = d, .grid = document_new_grid(d)};
}

static void spans(void **state)
{
	struct document d = {0};
	struct grid_maker m = begin(&d);
	scope(text) got = {0};

	(void)state;
	grid_begin_row(&m, 1);
	grid_place(&m, span_of("a"), 2, 1);
	grid_place(&m, span_of("b"), 1, 2);
	assert_true(grid_end_row(&m));
	grid_begin_row(&m, 2);
	grid_put(&m, 2, span_of("c"), 1, 1);
	assert_true(grid_end_row(&m));
	grid_begin_row(&m, 3);
	grid_continue(&m, 1);
	grid_place(&m, span_of("d"), 1, 1);
	assert_true(grid_end_row(&m));
	document_add_grid(&d, m.grid);
	show_document(&got, &d, true);
	assert_string_equal(text_get(&got), "[a|b|^b]@1\n[^a||c]@2\n[^a|d]@3\n");
	document_release(&d);
}

static void empty_rows_are_left_out(void **state)
{
	struct document d = {0};
	struct grid_maker m = begin(&d);

	(void)state;
	grid_begin_row(&m, 1);
	grid_place(&m, span_of("  "), 1, 1);
	assert_true(grid_end_row(&m));
	document_add_grid(&d, m.grid);
	document_add_paragraph(&d, span_of(" \n "), false);
	assert_int_equal(d.blocks.n, 0);
	document_release(&d);
}

static void single_texts_become_paragraphs(void **state)
{
	static const char *const cells[][2] = {
	    {"标题", "标题"}, {"a", "b"}, {"小标题", ""}, {"c", "d"}, {"注", ""}};
	struct document d = {0};
	struct grid_maker m = begin(&d);
	scope(text) got = {0};

	(void)state;
	for (size_t i = 0; i < ROWS(cells); i++) {
		grid_begin_row(&m, (int)i + 1);
		grid_place(&m, span_of(cells[i][0]), 1, 1);
		grid_place(&m, span_of(cells[i][1]), 1, 1);
		assert_true(grid_end_row(&m));
	}
	document_add_grid(&d, m.grid);
	show_document(&got, &d, false);
	assert_string_equal(text_get(&got), "标题\n[a|b]\n[小标题|]\n[c|d]\n注\n");
	document_release(&d);
}

static void too_wide(void **state)
{
	struct document d = {0};
	struct grid_maker m = begin(&d);

	(void)state;
	grid_begin_row(&m, 5);
	for (int i = 0; i < 3 * DOCUMENT_COLUMNS; i++)
		grid_place(&m, span_of("x"), 1, 1);
	assert_true(grid_end_row(&m));
	assert_int_equal(m.grid->rows.at[0].n, DOCUMENT_COLUMNS);
	assert_int_equal(d.diagnostics.n, 1);
	assert_int_equal(d.diagnostics.at[0].line, 5);
	document_release(&d);
}

static void too_many(void **state)
{
	struct document d = {.cells = DOCUMENT_CELLS - 1};
	struct grid_maker m = begin(&d);

	(void)state;
	grid_begin_row(&m, 1);
	grid_place(&m, span_of("x"), 1, 2);
	assert_false(grid_end_row(&m));
	document_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(spans),
	    cmocka_unit_test(empty_rows_are_left_out),
	    cmocka_unit_test(single_texts_become_paragraphs), cmocka_unit_test(too_wide),
	    cmocka_unit_test(too_many)};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
