#include "base/utf8.h"
#include <string.h>
#include "table.h"

/* Each bad sequence: how many U+FFFD it reads as, at one byte each. */
static const struct validity_row {
	const char *name, *s;
	bool valid;
	size_t length;
} validities[] = {
    {"ascii", "abc", true, 3},
    {"two, three and four bytes", "é市𠀀", true, 3},
    {"U+FFFD itself", "\xef\xbf\xbd", true, 1},
    {"last code point", "\xf4\x8f\xbf\xbf", true, 1},
    {"lone continuation", "a\x80", false, 2},
    {"overlong slash", "\xc0\xaf", false, 2},
    {"overlong in three", "\xe0\x80\xaf", false, 3},
    {"overlong in four", "\xf0\x80\x80\xaf", false, 4},
    {"surrogate", "\xed\xa0\x80", false, 3},
    {"beyond Unicode", "\xf4\x90\x80\x80", false, 4},
    {"five bytes", "\xf8\x88\x80\x80\x80", false, 5},
    {"0xff", "\xff", false, 1},
    {"cut off after one", "\xe5", false, 1},
    {"cut off after two", "\xe5\xb8", false, 2},
    {"cut off before ascii",
	"\xe5\xb8"
	"a",
	false, 3},
};

static void test_validity(void **state)
{
	const struct validity_row *row = *state;
	size_t n = strlen(row->s);

	assert_int_equal(utf8_valid(row->s, n), row->valid);
	assert_int_equal(utf8_length(row->s, n), row->length);
}

static const struct cell_row {
	const char *name, *s;
	size_t cells;
	const char *out;
} cell_rows[] = {
    {"cell: padded", "ab", 4, "ab  "},
    {"cell: exact", "市局", 4, "市局"},
    {"cell: wide and cut", "市网信统筹局", 7, "市网信…"},
    {"cell: wide and cut to an even width", "市网信统筹局", 6, "市网… "},
    {"cell: cut to one", "ab", 1, "…"},
    {"cell: cut to nothing", "ab", 0, ""},
    {"cell: combining marks take no room", "e\u0301e\u0301", 2, "e\u0301e\u0301"},
    {"cell: no control character gets through", "a\nb\x1b[2J", 7, "a b [2J"},
    {"cell: bad bytes are marked", "a\xff", 3, "a\ufffd "},
};

static void test_cell(void **state)
{
	const struct cell_row *row = *state;
	scope(text) t = {0};

	text_add(&t, "|");
	utf8_add_cell(&t, row->s, row->cells);
	assert_string_equal(text_get(&t) + 1, row->out);
}

static const struct cut_row {
	const char *name, *s;
	size_t n, cut;
} cuts[] = {
    {"cut: between characters", "市局", 3, 3},
    {"cut: one byte into a character", "市局", 4, 3},
    {"cut: two bytes into a character", "市局", 5, 3},
    {"cut: whole", "市局", 6, 6},
    {"cut: inside four bytes", "a𠀀", 4, 1},
    {"cut: nothing", "市", 0, 0},
    {"cut: inside the first", "市", 2, 0},
    {"cut: ascii", "abc", 2, 2},
    {"cut: bad bytes stay", "\x80\x80\x80\x80\x80", 5, 5},
};

static void test_cut(void **state)
{
	const struct cut_row *row = *state;

	assert_int_equal(utf8_cut(row->s, row->n), row->cut);
}

static void test_next_steps_over_everything(void **state)
{
	static const uint32_t expected[] = {'a', 0x5e02, 0xfffd, 0x20000, 0xfffd, 0xfffd};
	const char *s = "a市\xff𠀀\xe5\xb8", *end = s + strlen(s);

	(void)state;
	for (size_t i = 0; i < ROWS(expected); i++)
		assert_int_equal(utf8_next(&s, end), expected[i]);
	assert_ptr_equal(s, end);
}

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		char bytes[8];
		struct text t = {.s = bytes, .room = sizeof bytes};
		const char *s = bytes;
		bool surrogate = c >= 0xd800 && c < 0xe000;

		utf8_add(&t, c);
		assert_int_equal(utf8_next(&s, bytes + t.len), surrogate ? 0xfffd : c);
		assert_ptr_equal(s, bytes + t.len);
	}
}

static void test_beyond_unicode_is_replaced(void **state)
{
	scope(text) t = {0};

	(void)state;
	utf8_add(&t, 0x110000);
	utf8_add(&t, UINT32_MAX);
	assert_string_equal(text_get(&t), "\ufffd\ufffd");
}

/* Random bytes: the walk ends at the end, and what is put together from it is valid. */
static void test_random_bytes_end(void **state)
{
	uint64_t seed = 20161029;
	char bytes[64];

	(void)state;
	for (int round = 0; round < 50000; round++) {
		const char *s = bytes, *end = bytes + round % sizeof bytes;
		scope(text) t = {0};
		size_t points = 0;

		for (char *p = bytes; p < end; p++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			*p = (char)(seed >> 60 > 8 ? seed >> 33 : (seed >> 33 & 0x3f) | 0x80);
		}
		for (; s < end; points++)
			utf8_add(&t, utf8_next(&s, end));
		assert_ptr_equal(s, end);
		assert_int_equal(points, utf8_length(bytes, (size_t)(end - bytes)));
		assert_true(utf8_valid(text_get(&t), t.len));
		assert_true(utf8_cut(bytes, (size_t)(end - bytes)) <= (size_t)(end - bytes));
	}
}

static void test_widths(void **state)
{
	(void)state;
	assert_int_equal(utf8_width("ab"), 2);
	assert_int_equal(utf8_width("市局"), 4);
	assert_int_equal(utf8_width("，〔〕"), 6);
	assert_int_equal(utf8_width("e\u0301"), 1);
	assert_int_equal(utf8_width(""), 0);
}

static void test_han(void **state)
{
	(void)state;
	assert_true(utf8_is_han(0x5e02));
	assert_true(utf8_is_han(0x3400));
	assert_true(utf8_is_han(0x20000));
	assert_true(utf8_is_han(0x3007));
	assert_false(utf8_is_han('a'));
	assert_false(utf8_is_han(0x3001));
	assert_false(utf8_is_han(0xff10));
	assert_false(utf8_is_han(0xac00));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_next_steps_over_everything),
	    cmocka_unit_test(test_every_code_point_comes_back),
	    cmocka_unit_test(test_beyond_unicode_is_replaced),
	    cmocka_unit_test(test_random_bytes_end),
	    cmocka_unit_test(test_widths),
	    cmocka_unit_test(test_han),
	};

	return table_run("utf8_valid", validities, test_validity) +
	       table_run("utf8_add_cell", cell_rows, test_cell) +
	       table_run("utf8_cut", cuts, test_cut) +
	       cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
