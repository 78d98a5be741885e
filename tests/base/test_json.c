#include "base/json.h"
#include <stdlib.h>
#include <string.h>
#include "table.h"

static const struct bad_row {
	const char *name, *json, *place;
} bads[] = {
    {"nothing", "", "x.json:1:0: "},
    {"a word", "{\"a\": yes}", "x.json:1:9: "},
    {"second line", "{\n\"a\": 1,\n}", "x.json:3:1: "},
    {"something behind", "{} {}", "x.json:1:4: "},
    {"the same key twice", "{\"a\":1,\"a\":2}", "x.json:1:"},
    {"bad UTF-8", "[\"\xff\"]", "x.json:1:"},
    {"NUL in a string", "[\"\\u0000\"]", "x.json:1:"},
    {"a number alone", "12", "x.json:1:"},
    {"an end too early", "[1", "x.json:1:"},
    {"a number too large", "[1e999]", "x.json:1:"},
};

static void test_bad(void **state)
{
	const struct bad_row *row = *state;
	struct error err;
	json_t *out = NULL;

	assert_false(json_parse(row->json, strlen(row->json), "x.json", &out, &err));
	assert_null(out);
	assert_memory_equal(err.s, row->place, strlen(row->place));
}

static void test_getters(void **state)
{
	static const char s[] = "{\"t\":\"市\",\"n\":75,\"r\":0.5,\"b\":true,\"z\":null}";
	json_scope o = NULL;

	(void)state;
	assert_true(json_parse(s, sizeof s - 1, "x", &o, NULL));
	assert_string_equal(json_get_text(o, "t", NULL), "市");
	assert_string_equal(json_get_text(o, "n", "none"), "none");
	assert_null(json_get_text(o, "z", NULL));
	assert_int_equal(json_get_int(o, "n", 0), 75);
	assert_int_equal(json_get_int(o, "r", -1), -1);
	assert_int_equal(json_get_int(o, "absent", -1), -1);
	assert_true(json_get_number(o, "r", 0) == 0.5);
	assert_true(json_get_number(o, "n", 0) == 75);
	assert_true(json_get_number(o, "t", 9) == 9);
	assert_true(json_get_bool(o, "b", false));
	assert_true(json_get_bool(o, "z", true));
	assert_false(json_get_bool(o, "t", false));
	assert_string_equal(json_get_text(NULL, "t", "no object"), "no object");
}

static void test_prints_in_order_and_plainly(void **state)
{
	static const char s[] = "{\"z\":\"市/\",\"a\":[0.1,75,33.3333,1.0],\"m\":null}";
	json_scope o = NULL;
	scope(text) out = {0};

	(void)state;
	assert_true(json_parse(s, sizeof s - 1, "x", &o, NULL));
	json_add(o, &out);
	assert_string_equal(text_get(&out), s);
	text_reset(&out);
	json_add_pretty(o, &out);
	assert_non_null(strstr(out.s, "{\n  \"z\": \"市/\",\n  \"a\": ["));
	text_reset(&out);
	json_add(json_object_get(o, "z"), &out);
	assert_string_equal(text_get(&out), "\"市/\"");
}

static void test_depth_is_bounded(void **state)
{
	static char deep[200000];
	struct error err;
	json_t *out = NULL;

	(void)state;
	memset(deep, '[', sizeof deep);
	assert_false(json_parse(deep, sizeof deep, "deep", &out, &err));
	assert_memory_equal(err.s, "deep:1:", 7);
}

/* Every byte of a valid text replaced by every kind of byte: parsed or refused with a place, never
 * more. */
static void test_damaged_texts(void **state)
{
	static const char whole[] =
	    "{\"a\":[1,-2.5e3,true,null,\"\\u5e02\\ud840\\udc00\\n\"],\"b\":{\"c\":\"市\"}}";
	static const char bytes[] = "\0\x01\"\\{}[]:,0.eE+-tfnu\x7f\x80\xc3\xe5\xed\xff";
	int parsed = 0, refused = 0;

	(void)state;
	for (size_t at = 0; at < sizeof whole - 1; at++)
		for (size_t i = 0; i < sizeof bytes; i++) {
			json_scope out = NULL;
			struct error err = {{0}};
			char s[sizeof whole];

			memcpy(s, whole, sizeof s);
			s[at] = bytes[i];
			if (json_parse(s, sizeof s - 1, "x", &out, &err))
				parsed++;
			else
				refused += !strncmp(err.s, "x:1:", 4);
		}
	assert_int_equal(parsed + refused, (sizeof whole - 1) * sizeof bytes);
	assert_true(parsed > 50 && refused > 500);
}

static void test_cut_off_texts(void **state)
{
	static const char whole[] = "{\"a\":[1,-2.5e3,true,null,\"\\u5e02\"],\"b\":{\"c\":\"市\"}}";

	(void)state;
	for (size_t n = 0; n < sizeof whole - 1; n++) {
		char *s = malloc(n ? n : 1);
		json_t *out = NULL;

		memcpy(s, whole, n);
		assert_false(json_parse(s, n, "x", &out, NULL));
		free(s);
	}
}

static void test_nothing_at_all(void **state)
{
	json_t *out = NULL;

	(void)state;
	assert_false(json_parse(NULL, 0, "x", &out, NULL));
	json_release(&out);
	assert_null(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_getters),
	    cmocka_unit_test(test_prints_in_order_and_plainly),
	    cmocka_unit_test(test_depth_is_bounded),
	    cmocka_unit_test(test_damaged_texts),
	    cmocka_unit_test(test_cut_off_texts),
	    cmocka_unit_test(test_nothing_at_all),
	};

	return table_run("json_parse: refused", bads, test_bad) +
	       cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
