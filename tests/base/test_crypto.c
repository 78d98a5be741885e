#include "base/crypto.h"
#include <string.h>
#include "table.h"

/* The signature recipes of the chat services: vectors agreed on by several clients, recomputed with
 * openssl. */
static const struct sign_row {
	const char *name, *key, *key_base64, *message, *base64;
} signs[] = {
    {"DingTalk", "this is secret", NULL, "1577262236757\nthis is secret",
	"hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="},
    {"DingTalk, long secret",
	"SECdeadlined0000000000000000000000000000000000000000000000000000test", NULL,
	"1794988800123\nSECdeadlined0000000000000000000000000000000000000000000000000000test",
	"MVdDBwCUBla5Y6MXQX9MgKjJizwKG/bB281zp1IyYLw="},
    {"Feishu signs nothing with everything", "1599360473\ndemo", NULL, "",
	"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="},
    {"Feishu, second", "1794988800\ndeadlined-test-secret", NULL, "",
	"P7MoSnVTzZi2ktTXJvLY2rcy0XyW8p4cjTXFNuyTjPU="},
    {"Standard Webhooks", NULL, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
	"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}",
	"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
    {"Standard Webhooks, UTF-8 body", NULL, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
	"dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B.1794988800.{\"type\":\"x\",\"text\":\"市网信统筹局\"}",
	"QN4jWFFS45tEzdV3fUl1jFlaSwiYaMJpD4TTziTxGT0="},
};

static void test_sign(void **state)
{
	const struct sign_row *row = *state;
	unsigned char mac[SHA256_BYTES];
	scope(text) key = {0};
	scope(text) out = {0};

	if (row->key)
		text_add(&key, row->key);
	else
		assert_true(crypto_unbase64(row->key_base64, strlen(row->key_base64), &key));
	crypto_hmac_sha256(key.s, key.len, row->message, strlen(row->message), mac);
	crypto_add_base64(&out, mac, sizeof mac);
	assert_string_equal(text_get(&out), row->base64);
}

/* RFC 4648, section 10. */
static const struct base64_row {
	const char *name, *plain, *encoded;
} base64s[] = {
    {"base64: nothing", "", ""},
    {"base64: f", "f", "Zg=="},
    {"base64: fo", "fo", "Zm8="},
    {"base64: foo", "foo", "Zm9v"},
    {"base64: foob", "foob", "Zm9vYg=="},
    {"base64: fooba", "fooba", "Zm9vYmE="},
    {"base64: foobar", "foobar", "Zm9vYmFy"},
};

static void test_base64(void **state)
{
	const struct base64_row *row = *state;
	scope(text) there = {0};
	scope(text) back = {0};

	crypto_add_base64(&there, row->plain, strlen(row->plain));
	assert_string_equal(text_get(&there), row->encoded);
	assert_true(crypto_unbase64(row->encoded, strlen(row->encoded), &back));
	assert_string_equal(text_get(&back), row->plain);
}

static const struct bad_row {
	const char *name, *encoded;
} bads[] = {
    {"unbase64: no group", "Zg="},
    {"unbase64: padding alone", "===="},
    {"unbase64: three of padding", "Z==="},
    {"unbase64: padding inside", "Zg==Zg=="},
    {"unbase64: padding before a letter", "Zg=v"},
    {"unbase64: line break", "Zm9v\n"},
    {"unbase64: space", "Zm9 "},
    {"unbase64: URL alphabet", "Zm-_"},
    {"unbase64: leftover bits", "Zh=="},
    {"unbase64: a letter too many", "Zm9vY"},
    {"unbase64: not ASCII", "市1"},
};

static void test_bad_base64(void **state)
{
	const struct bad_row *row = *state;
	scope(text) out = {0};

	text_add(&out, "x");
	assert_false(crypto_unbase64(row->encoded, strlen(row->encoded), &out));
	assert_int_equal(out.len, 1);
}

static void test_base64_of_many_bytes(void **state)
{
	static unsigned char bytes[100001];
	scope(text) there = {0};
	scope(text) back = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 131 >> 3);
	crypto_add_base64(&there, bytes, sizeof bytes);
	assert_int_equal(there.len, (sizeof bytes + 2) / 3 * 4);
	assert_true(crypto_unbase64(there.s, there.len, &back));
	assert_int_equal(back.len, sizeof bytes);
	assert_memory_equal(back.s, bytes, sizeof bytes);
}

static void test_base64_is_added_whole_or_not(void **state)
{
	static const char bytes[10000];
	scope(text) out = {.cap = 8192};

	(void)state;
	text_add(&out, "x");
	crypto_add_base64(&out, bytes, sizeof bytes);
	assert_true(out.full);
	assert_string_equal(out.s, "x");
}

static void test_digests(void **state)
{
	static const char body[] =
	    "{\"type\":\"deadlined.reminder.overdue\",\"timestamp\":\"2026-11-18T09:00:00+08:00\","
	    "\"data\":{\"address\":\"jiangmen-2016-34:18.2\",\"due\":\"2020-12-31\"}}";
	unsigned char out[SHA256_BYTES];
	scope(text) hex = {0};

	(void)state;
	crypto_sha256("abc", 3, out); /* FIPS 180-2, B.1 */
	crypto_add_hex(&hex, out, sizeof out);
	assert_string_equal(
	    hex.s, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	text_reset(&hex);
	crypto_hmac_sha256("secret", 6, body, sizeof body - 1, out);
	crypto_add_hex(&hex, out, sizeof out);
	assert_string_equal(
	    hex.s, "b238e923eb9fd2857468fa4e1f55664ab07c1c35c59b45c6116937d0e3827938");
}

static void test_random_ids(void **state)
{
	char a[RANDOM_ID_CHARS + 1], b[RANDOM_ID_CHARS + 1];

	(void)state;
	crypto_random_id(a);
	crypto_random_id(b);
	assert_string_not_equal(a, b);
	assert_int_equal(strspn(a, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), RANDOM_ID_CHARS);
	assert_int_equal(strlen(a), RANDOM_ID_CHARS);
}

static void test_comparison_and_hash(void **state)
{
	(void)state;
	assert_true(crypto_equal("abc", "abd", 2));
	assert_false(crypto_equal("abc", "abd", 3));
	assert_true(crypto_equal("", "", 0));
	assert_true(crypto_hash("") == 0xcbf29ce484222325u); /* FNV-1a's own test suite */
	assert_true(crypto_hash("a") == 0xaf63dc4c8601ec8cu);
	assert_true(crypto_hash("foobar") == 0x85944171f73967e8u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_base64_of_many_bytes),
	    cmocka_unit_test(test_base64_is_added_whole_or_not),
	    cmocka_unit_test(test_digests),
	    cmocka_unit_test(test_random_ids),
	    cmocka_unit_test(test_comparison_and_hash),
	};

	return table_run("signatures", signs, test_sign) +
	       table_run("base64", base64s, test_base64) +
	       table_run("unbase64", bads, test_bad_base64) +
	       cmocka_run_group_tests_name("crypto", tests, NULL, NULL);
}
