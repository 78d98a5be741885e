/* What is told of a dialogue, and what never is. */
#include "send/dialogue.h"
#include "table.h"

static const char *keys[] = {"SECsigning"};
static const struct channel_option options[] = {{"token", "hushhush"}};

static struct channel robot(const char *kind)
{
	return (struct channel){.name = "c",
	    .kind = channel_kind_find(kind),
	    .url = "https://h.example/robot/send?access_token=0123456789abcdef",
	    .password = "geheim",
	    .secrets = {.at = keys, .n = 1, .room = 1},
	    .options = {.at = (struct channel_option *)options, .n = 1}};
}

/* One line of ours (or theirs: it begins with '<') as it is told. */
static const struct row {
	const char *name, *line, *told;
} rows[] = {
    {"dialogue: the URL's secret", "POST /robot/send?access_token=0123456789abcdef HTTP/1.1",
	"> POST /robot/send?access_token=*** HTTP/1.1\n"},
    {"dialogue: a short key in a URL", "POST /send?key=abc&x=1 HTTP/1.1",
	"> POST /send?key=***&x=1 HTTP/1.1\n"},
    {"dialogue: a signature in a URL", "POST /send?timestamp=17&sign=a%2Bb%3D HTTP/1.1",
	"> POST /send?timestamp=17&sign=*** HTTP/1.1\n"},
    {"dialogue: a signature in a body",
	"{\"timestamp\":\"1\",\"sign\":\"l1N0/x=\",\"msg_type\":\"text\"}",
	"> {\"timestamp\":\"1\",\"sign\":\"***\",\"msg_type\":\"text\"}\n"},
    {"dialogue: a signature in a body, spaced", "{\"sign\": \"l1N0/x=\"}",
	"> {\"sign\": \"***\"}\n"},
    {"dialogue: bearer", "Authorization: Bearer xyz", "> Authorization: Bearer ***\n"},
    {"dialogue: basic", "authorization: basic eHl6", "> authorization: basic ***\n"},
    {"dialogue: signatures of two keys", "webhook-signature: v1,aaa v1,bbb",
	"> webhook-signature: ***\n"},
    {"dialogue: the hub's signature", "X-Hub-Signature-256: sha256=77",
	"> X-Hub-Signature-256: ***\n"},
    {"dialogue: gotify's key", "X-Gotify-Key: abc", "> X-Gotify-Key: ***\n"},
    {"dialogue: a cookie", "<set-cookie: session=1", "< set-cookie: ***\n"},
    {"dialogue: the password wherever it stands", "x geheim y", "> x *** y\n"},
    {"dialogue: the signing secret", "SECsigning", "> ***\n"},
    {"dialogue: a receipt is shown", "<{\"errcode\":0,\"errmsg\":\"ok\"}",
	"< {\"errcode\":0,\"errmsg\":\"ok\"}\n"},
    {"dialogue: other headers are shown", "Content-Type: application/json",
	"> Content-Type: application/json\n"},
    {"dialogue: words are no secrets", "the design of keywords: a sign of care",
	"> the design of keywords: a sign of care\n"},
};

static void test_line(void **state)
{
	const struct row *row = *state;
	struct channel c = robot("dingtalk");
	bool theirs = row->line[0] == '<';
	struct dialogue d = {0};
	scope(text) out = {0};

	dialogue_add(&d, theirs ? DIALOGUE_THEIRS : DIALOGUE_OURS, row->line + theirs,
	    strlen(row->line + theirs));
	dialogue_tell(&d, &c, &out);
	assert_string_equal(text_get(&out), row->told);
	dialogue_release(&d);
}

static void say(struct dialogue *d, enum dialogue_side side, const char *s)
{
	dialogue_add(d, side, s, strlen(s));
}

static void a_login_is_never_told(void **state)
{
	struct channel c = robot("smtp");
	struct dialogue d = {0};
	scope(text) out = {0};

	(void)state;
	say(&d, DIALOGUE_REMARK, "Connected to h.example\n");
	say(&d, DIALOGUE_THEIRS, "250-AUTH LOGIN PLAIN\r\n250 SIZE 1000\r\n");
	say(&d, DIALOGUE_OURS, "AUTH LO");
	say(&d, DIALOGUE_OURS, "GIN\r\n");
	say(&d, DIALOGUE_THEIRS, "334 VXNlcm5hbWU6\r\n");
	say(&d, DIALOGUE_OURS, "cmVtaW5kZXJz\r\n");
	say(&d, DIALOGUE_THEIRS, "334 UGFzc3dvcmQ6\r\n");
	say(&d, DIALOGUE_OURS, "Z2VoZWlt\r\n");
	say(&d, DIALOGUE_THEIRS, "235 2.7.0 welcome\r\n");
	say(&d, DIALOGUE_OURS, "AUTH PLAIN AHUAZ2VoZWlt\r\n");
	say(&d, DIALOGUE_THEIRS, "535 5.7.8 no\r\n");
	say(&d, DIALOGUE_OURS, "QUIT\r\n");
	dialogue_tell(&d, &c, &out);
	assert_string_equal(text_get(&out),
	    "* Connected to h.example\n< 250-AUTH LOGIN PLAIN\n< 250 SIZE 1000\n> AUTH LOGIN\n"
	    "< 334 ***\n> ***\n< 334 ***\n> ***\n< 235 2.7.0 welcome\n> AUTH PLAIN ***\n"
	    "< 535 5.7.8 no\n> QUIT\n");
	dialogue_release(&d);
}

static void a_long_turn_hides_nothing_behind_it(void **state)
{
	struct channel c = robot("smtp");
	struct dialogue d = {0};
	scope(text) out = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		say(&d, DIALOGUE_OURS, "0123456789\r\n");
	say(&d, DIALOGUE_THEIRS, "250 2.0.0 taken\r\n");
	for (int i = 0; i < 100000; i++)
		say(&d, DIALOGUE_THEIRS, "x");
	dialogue_tell(&d, &c, &out);
	assert_true(out.len < 20000);
	assert_non_null(strstr(out.s, "* … (1193856 bytes more)\n< 250 2.0.0 taken\n"));
	assert_non_null(strstr(out.s, "\n* … (93873 bytes more)\n"));
	dialogue_release(&d);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(a_login_is_never_told),
	    cmocka_unit_test(a_long_turn_hides_nothing_behind_it)};

	return table_run("dialogue", rows, test_line) +
	       cmocka_run_group_tests_name("dialogues", others, NULL, NULL);
}
