#include "base/span.h"
#include <string.h>
#include "table.h"

static const struct trim_row {
	const char *name, *in, *out;
} trims[] = {
    {"trim: nothing", "", ""},
    {"trim: only blanks", " \t\r\n\u3000 ", ""},
    {"trim: both kinds at both ends", "\u3000 市 局\u3000\t", "市 局"},
    {"trim: nothing to do", "a", "a"},
    {"trim: keeps a character that ends alike", "\xe3\x81\x80", "\xe3\x81\x80"},
    {"trim: keeps a lone last byte", "a\x80", "a\x80"},
};

static void test_trim(void **state)
{
	const struct trim_row *row = *state;

	assert_true(span_equal(span_trim(span_of(row->in)), row->out));
}

static const struct cut_row {
	const char *name, *in, *separator, *parts[5];
} cuts[] = {
    {"cut: by one byte", "a,b,,c", ",", {"a", "b", "", "c"}},
    {"cut: by a character", "市府、市局", "、", {"市府", "市局"}},
    {"cut: no separator", "abc", ";", {"abc"}},
    {"cut: separator at the end", "a;", ";", {"a", ""}},
    {"cut: empty separator cuts nothing", "ab", "", {"ab"}},
};

static void test_cut(void **state)
{
	const struct cut_row *row = *state;
	struct span rest = span_of(row->in);
	size_t i = 0;

	for (; rest.s; i++) {
		assert_non_null(row->parts[i]);
		assert_true(span_equal(span_cut(&rest, row->separator), row->parts[i]));
	}
	assert_null(row->parts[i]);
	assert_int_equal(rest.n, 0);
}

static const struct line_row {
	const char *name, *in, *lines[5];
} texts[] = {
    {"lines: none", "", {NULL}},
    {"lines: LF and CR LF", "a\r\n\nb\n", {"a", "", "b"}},
    {"lines: last without an end", "a\nb", {"a", "b"}},
    {"lines: a lone CR stays", "a\rb\n", {"a\rb"}},
    {"lines: one CR is taken off, not two", "a\r\r\n", {"a\r"}},
};

static void test_lines(void **state)
{
	const struct line_row *row = *state;
	struct span rest = span_of(row->in), line;
	int n = 0;

	while (span_next_line(&rest, &line)) {
		assert_non_null(row->lines[n]);
		assert_true(span_equal(line, row->lines[n++]));
		assert_int_equal(line.line, n);
	}
	assert_null(row->lines[n]);
}

static void test_lines_count_on_from_the_source(void **state)
{
	struct span rest = {.s = "a\nb", .n = 3, .line = 40}, line;

	(void)state;
	assert_true(span_next_line(&rest, &line));
	assert_true(span_next_line(&rest, &line));
	assert_int_equal(line.line, 41);
}

static void test_starts(void **state)
{
	(void)state;
	assert_true(span_starts(span_of("每年3月"), "每年"));
	assert_false(span_starts(span_of("每"), "每年"));
	assert_true(span_starts(span_of(NULL), ""));
	assert_false(span_equal(span_of("ab"), "a"));
	assert_true(span_equal(span_of(NULL), ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lines_count_on_from_the_source),
	    cmocka_unit_test(test_starts),
	};

	return table_run("span_trim", trims, test_trim) + table_run("span_cut", cuts, test_cut) +
	       table_run("span_next_line", texts, test_lines) +
	       cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
