/* The services' published or recomputed signature vectors. */
#include "send/sign.h"
#include <string.h>
#include "table.h"

typedef void sign_fn(struct text *out, const char *secret, int64_t at);

static const struct robot_row {
	const char *name;
	sign_fn *sign;
	const char *secret;
	int64_t at;
	const char *signature;
} robot_rows[] = {
    {"dingtalk: published", sign_add_dingtalk, "this is secret", 1577262236757,
	"hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="},
    {"dingtalk: SEC", sign_add_dingtalk,
	"SECdeadlined0000000000000000000000000000000000000000000000000000test", 1794988800123,
	"MVdDBwCUBla5Y6MXQX9MgKjJizwKG/bB281zp1IyYLw="},
    {"feishu: published", sign_add_feishu, "demo", 1599360473,
	"l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="},
    {"feishu: another", sign_add_feishu, "deadlined-test-secret", 1794988800,
	"P7MoSnVTzZi2ktTXJvLY2rcy0XyW8p4cjTXFNuyTjPU="},
};

static void test_robot(void **state)
{
	const struct robot_row *row = *state;
	scope(text) out = {0};

	row->sign(&out, row->secret, row->at);
	assert_string_equal(out.s, row->signature);
}

#define OLD_KEY "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define KEY	"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define PRIVATE "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define ID	"dl_01JD2Z8Q6V3K7N5W9X0Y1Z2A3B"
#define EVENT                                                                                      \
	"{\"type\":\"deadlined.reminder.overdue\",\"timestamp\":\"2026-11-18T09:00:00+08:00\","    \
	"\"data\":{\"address\":\"jiangmen-2016-34:18.2\",\"due\":\"2020-12-31\"}}"

static const struct webhook_row {
	const char *name, *secrets[2], *id;
	moment at;
	const char *body, *signature;
} webhook_rows[] = {
    {"webhook: the project's own", {OLD_KEY}, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
	"{\"test\": 2432232314}", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
    {"webhook: an event", {KEY}, ID, 1794988800, EVENT,
	"v1,P+JQ5WlK58LdmD4zf/u8IPK5Ua/OZ30pBLUCSNJBL+Y="},
    {"webhook: UTF-8", {KEY}, ID, 1794988800, "{\"type\":\"x\",\"text\":\"市网信统筹局\"}",
	"v1,QN4jWFFS45tEzdV3fUl1jFlaSwiYaMJpD4TTziTxGT0="},
    {"webhook: ed25519", {PRIVATE}, ID, 1794988800, "{\"a\":1}",
	"v1a,+YqFojj38dgHFSZL5uu0Wk8+M51jzNr7DGoNVULocSlOPAeRG1QjasRSg+"
	"MfcdNRFPwAI24aKu1HRbIAhNBLAA=="},
    {"webhook: two keys while they rotate", {KEY, PRIVATE}, ID, 1794988800, "{\"a\":1}",
	"v1,3z4tkTPWQC26QmPlO6s/yDELb4LJZTADoaM8ejILjoo= "
	"v1a,+YqFojj38dgHFSZL5uu0Wk8+M51jzNr7DGoNVULocSlOPAeRG1QjasRSg+"
	"MfcdNRFPwAI24aKu1HRbIAhNBLAA=="},
    {"webhook: a broken key is left out", {"whsec_@@", KEY}, ID, 1794988800, EVENT,
	"v1,P+JQ5WlK58LdmD4zf/u8IPK5Ua/OZ30pBLUCSNJBL+Y="},
    {"webhook: no key", {NULL}, ID, 1794988800, EVENT, ""},
};

static void test_webhook(void **state)
{
	const struct webhook_row *row = *state;
	const char *at[2] = {row->secrets[0], row->secrets[1]};
	struct names secrets = {.at = at, .n = (size_t)((at[0] != NULL) + (at[1] != NULL))};
	struct signed_text t = {row->id, row->at, row->body, strlen(row->body)};
	scope(text) out = {0};

	sign_add_webhook(&out, &secrets, &t);
	assert_string_equal(text_get(&out), row->signature);
}

static const struct key_row {
	const char *name, *secret;
	bool good;
} key_rows[] = {
    {"key: whsec_", KEY, true},
    {"key: whsk_", PRIVATE, true},
    {"key: no prefix", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", false},
    {"key: too short", "whsec_AAECAwQFBgcICQoLDA0ODw==", false},
    {"key: no base64", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", false},
    {"key: a public key cannot sign", "whpk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", false},
    {"key: empty", "", false},
};

static void test_key(void **state)
{
	const struct key_row *row = *state;
	struct error err = {0};

	assert_int_equal(sign_check_webhook(row->secret, &err), row->good);
	assert_int_equal(err.s[0] == 0, row->good);
}

static void test_hub(void **state)
{
	scope(text) out = {0};

	(void)state;
	sign_add_hub(&out, "secret", EVENT, strlen(EVENT));
	assert_string_equal(
	    out.s, "sha256=b238e923eb9fd2857468fa4e1f55664ab07c1c35c59b45c6116937d0e3827938");
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_hub)};

	return table_run("robot", robot_rows, test_robot) +
	       table_run("webhook", webhook_rows, test_webhook) +
	       table_run("key", key_rows, test_key) +
	       cmocka_run_group_tests_name("hub", others, NULL, NULL);
}
