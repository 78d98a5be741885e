/* Numbers as they are written, and how far they go. */
#include <string.h>
#include "table.h"
#include "base/utf8.h"
#include "notice/number.h"

struct number_row {
	const char *name;
	size_t (*read)(const uint32_t *s, size_t n, struct token *out);
	size_t length;
	double value;
	int flags;
};
static const struct number_row rows[] = {
    {"2,000个", number_read_digits, 5, 2000, 0},
    {"23 000平方米", number_read_digits, 6, 23000, 0},
    {"1234 567", number_read_digits, 4, 1234, 0},
    {"2.36万", number_read_digits, 4, 2.36, 0},
    {"106.12.31", number_read_digits, 3, 106, 0},
    {"20 18年", number_read_digits, 5, 2018, 0},
    {"12,5", number_read_digits, 2, 12, 0},
    {"x", number_read_digits, 0, 0, 0},
    {"二〇一八年", number_read_chinese, 4, 2018, TOKEN_CHINESE | TOKEN_POSITIONAL},
    {"三千二百一十", number_read_chinese, 6, 3210, TOKEN_CHINESE},
    {"十二", number_read_chinese, 2, 12, TOKEN_CHINESE},
    {"一百二", number_read_chinese, 3, 120, TOKEN_CHINESE},
    {"一千零五", number_read_chinese, 4, 1005, TOKEN_CHINESE},
    {"一亿二千万元", number_read_chinese, 4, 100002000, TOKEN_CHINESE},
    {"三千万元", number_read_chinese, 2, 3000, TOKEN_CHINESE},
    {"九十五点五", number_read_chinese, 5, 95.5, TOKEN_CHINESE},
    {"两个", number_read_chinese, 1, 2, TOKEN_CHINESE},
    {"百家", number_read_chinese, 0, 0, TOKEN_CHINESE},
    {"20l8年", number_read_damaged, 4, 0, TOKEN_DAMAGED},
    {"1oo%", number_read_damaged, 3, 0, TOKEN_DAMAGED},
    {"2018年", number_read_damaged, 0, 0, TOKEN_DAMAGED},
    {"lol", number_read_damaged, 0, 0, TOKEN_DAMAGED},
};

static void test_number(void **state)
{
	const struct number_row *row = *state;
	const char *s = row->name, *end = s + strlen(s);
	uint32_t folded[32];
	struct token t;
	size_t n = 0;

	while (s < end)
		folded[n++] = utf8_next(&s, end);
	assert_int_equal(row->read(folded, n, &t), row->length);
	assert_true(t.value == row->value);
	assert_int_equal(t.flags, row->flags);
}

int main(void)
{
	return table_run("number", rows, test_number);
}
