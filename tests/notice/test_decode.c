/* Bytes of every encoding to UTF-8; what is no text is refused with a reason. */
#include "notice/decode.h"
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include "table.h"

static const char text[] =
    "江門市人民政府辦公室\n2016年10月29日\n市網信統籌局負責建設開放平臺，2018年年底前完成。\n";
static const char simplified[] =
    "江门市人民政府办公室\n2016年10月29日\n市网信统筹局负责建设开放平台，2018年年底前完成。\n";

static const struct row {
	const char *name, *text, *encoding, *mark, *found;
} rows[] = {
    {"UTF-8", text, "UTF-8", "", "UTF-8"},
    {"UTF-8 with a mark", text, "UTF-8", "\xef\xbb\xbf", "UTF-8"},
    {"GB18030", simplified, "GB18030", "", "GB18030"},
    {"GB18030, Traditional characters", text, "GB18030", "", "GB18030"},
    {"GB18030 with a mark", simplified, "GB18030", "\x84\x31\x95\x33", "GB18030"},
    {"Big5", text, "BIG5", "", "BIG5-HKSCS"},
    {"UTF-16LE with a mark", text, "UTF-16LE", "\xff\xfe", "UTF-16LE"},
    {"UTF-16BE with a mark", text, "UTF-16BE", "\xfe\xff", "UTF-16BE"},
    {"UTF-16LE without", "No.|Action|Due\n1|Publish 数据|by 30 June 2025\n", "UTF-16LE", "",
	"UTF-16LE"},
    {"ASCII", "Plan\nby 30 June 2025\n", "UTF-8", "", "UTF-8"},
};

static size_t encode(const char *s, const char *encoding, char *out, size_t room)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char *in = (char *)s, *to = out;
	size_t left = strlen(s), space = room;

	assert_true(iconv(cd, &in, &left, &to, &space) != (size_t)-1);
	iconv_close(cd);
	return room - space;
}

static void decodes(void **state)
{
	const struct row *row = *state;
	char bytes[1024];
	size_t mark = strlen(row->mark);
	scope(text) out = {0};
	struct decoded how;
	struct span b = {.s = bytes};

	memcpy(bytes, row->mark, mark);
	b.n = mark + encode(row->text, row->encoding, bytes + mark, sizeof bytes - mark);
	assert_true(decode_bytes("x", b, &out, &how, NULL));
	assert_string_equal(text_get(&out), row->text);
	assert_string_equal(how.encoding, row->found);
	assert_int_equal(how.damaged, 0);
}

#define BYTES(s) s, sizeof(s) - 1
static const struct refusal {
	const char *name, *bytes;
	size_t n;
	const char *says;
} refusals[] = {
    {"nothing", BYTES(""), "empty"},
    {"only blanks", BYTES(" \n\t\n"), "empty"},
    {"zero bytes", BYTES("a\0\1\2\0b\0\0\3"), "not text"},
    {"a PDF", BYTES("%PDF-1.4 ..."), "PDF"},
    {"an old Word file", BYTES("\xd0\xcf\x11\xe0\xa1\xb1"), "DOCX"},
    {"a picture", BYTES("\x89PNG\r\n"), "picture"},
    {"noise", BYTES("\xff\xff\xff\xff\xff\xff\xff\xff\x80\x80\xff\xff\xff\xff\xff"), "no"},
};

static void refuses(void **state)
{
	const struct refusal *row = *state;
	scope(text) out = {0};
	struct decoded how;
	struct error err = {""};

	assert_false(decode_bytes(
	    "plan.txt", (struct span){.s = row->bytes, .n = row->n}, &out, &how, &err));
	assert_non_null(strstr(err.s, row->says));
	assert_memory_equal(err.s, "plan.txt: ", 10);
}

static void keeps_what_is_good(void **state)
{
	scope(text) out = {0}, in = {0};
	struct decoded how;

	(void)state;
	for (int i = 0; i < 20; i++)
		text_add(&in, text);
	in.s[1] = 'x';
	assert_true(decode_bytes("x", (struct span){.s = in.s, .n = in.len}, &out, &how, NULL));
	assert_string_equal(how.encoding, "UTF-8");
	assert_int_equal(how.damaged, 2);
	assert_non_null(strstr(text_get(&out), "門市人民政府"));
}

int main(void)
{
	const struct CMUnitTest more[] = {cmocka_unit_test(keeps_what_is_good)};

	return table_run("decode", rows, decodes) + table_run("refusals", refusals, refuses) +
	       cmocka_run_group_tests_name("damaged", more, NULL, NULL);
}
