#include "ctl/local.h"
#include "base/json.h"
#include "base/span.h"
#include "capture.h"

static const char NOTICE[] =
    "测府办〔2030〕1号\n测试区重点任务分工\n测试区人民政府办公室\n2030年1月2日\n"
    "序号 |\n工作任务 |\n负责单位 |\n时间进度 |\n"
    "1 |\n建成数据平台 |\n甲局 |\n2030年2月底前开放200个以上数据集 |\n"
    "2 |\n修订管理办法 |\n乙局 |\n2030年2月28日前完成 |\n";
static const char CONF[] =
    "timezone = \"Asia/Shanghai\";\nnotices = [];\n"
    "channels : ( { name = \"group\"; type = \"wecom\"; url_file = \"credential:robot\"; } );\n"
    "unknown_units = [ \"group\" ];\n";

struct home {
	char folder[40], words[200];
};

static void home_write(struct home *h, const char *name, const char *text)
{
	char path[80];

	snprintf(path, sizeof path, "%s/%s", h->folder, name);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static void home_open(struct home *h)
{
	*h = (struct home){.folder = "/tmp/test_local.XXXXXX"};
	assert_non_null(mkdtemp(h->folder));
	home_write(h, "test.txt", NOTICE);
	home_write(h, "d.conf", CONF);
	home_write(h, "empty.txt", "");
}

static void home_close(struct home *h)
{
	snprintf(h->words, sizeof h->words, "rm -rf %s", h->folder);
	assert_int_equal(system(h->words), 0);
}

/* A command line in which $ is the folder; what it says; its exit status. */
struct row {
	const char *name, *words;
	int status;
	const char *out, *err;
};
static const struct row rows[] = {
    {"no file", "simulate", 2, NULL, "FILE is missing"},
    {"a file that is not there", "-c $/d.conf simulate $/gone.txt", 1, NULL, "gone.txt"},
    {"an empty file", "-c $/d.conf simulate $/empty.txt", 1, NULL, "empty.txt"},
    {"a day that is none", "simulate --from 2030-02-30 $/test.txt", 2, NULL, "--from 2030-02-30"},
    {"an end before its start", "-c $/d.conf simulate --from 2030-02-01 --to 2030-01-01 $/test.txt",
	1, NULL, "--to"},
    {"a configuration with a mistake", "-c $/test.txt simulate $/test.txt", 1, NULL, "test.txt:"},
    {"messages to the configured group, without its secret", "-c $/d.conf simulate $/test.txt", 0,
	"  group  ", NULL},
    {"the configuration behind the command", "simulate -c $/d.conf $/test.txt", 0, "  group  ",
	NULL},
    {"the texts", "-c $/d.conf simulate --full $/test.txt", 0, "修订管理办法", NULL},
    {"from the day of issue to a month behind the last day", "-c $/d.conf simulate $/test.txt", 0,
	"messages from 2030-01-02 to 2030-03-30\n", NULL},
    {"the days that were named",
	"-c $/d.conf simulate --from 2030-02-01 --to 2030-02-03 $/test.txt", 0,
	"messages from 2030-02-01 to 2030-02-03\n", NULL},
};

static void run(struct home *h, const char *words, struct capture *c)
{
	scope(text) line = {0};

	for (; *words; words++)
		if (*words == '$')
			text_add(&line, h->folder);
		else
			text_addc(&line, *words);
	capture_run(c, text_get(&line));
}

static void check(void **state)
{
	const struct row *row = *state;
	struct capture c;
	struct home h;

	home_open(&h);
	run(&h, row->words, &c);
	home_close(&h);
	if (row->out)
		assert_non_null(strstr(text_get(&c.out), row->out));
	if (row->err)
		assert_non_null(strstr(text_get(&c.err), row->err));
	assert_int_equal(c.status, row->status);
	capture_close(&c);
}

static void test_json_has_a_message_a_line_in_order(void **state)
{
	char last[40] = "";
	struct span rest, line;
	struct capture c;
	struct home h;
	size_t n = 0;

	(void)state;
	home_open(&h);
	run(&h, "-c $/d.conf simulate --json $/test.txt", &c);
	home_close(&h);
	rest = span_of(text_get(&c.out));
	for (; span_next_line(&rest, &line); n++) {
		json_scope message = NULL;

		assert_true(json_parse(line.s, line.n, "line", &message, NULL));
		assert_string_equal(json_get_text(message, "channel", ""), "group");
		assert_non_null(json_get_text(message, "subject", NULL));
		assert_true(strcmp(last, json_get_text(message, "at", "")) <= 0);
		snprintf(last, sizeof last, "%s", json_get_text(message, "at", ""));
		assert_non_null(strstr(last, "+08:00"));
	}
	assert_true(n > 4);
	capture_close(&c);
}

/* The last day named is played to its end. */
static void test_last_day_is_played(void **state)
{
	struct capture to, before;
	struct home h;

	(void)state;
	home_open(&h);
	run(&h, "-c $/d.conf simulate --json --to 2030-02-28 $/test.txt", &to);
	run(&h, "-c $/d.conf simulate --json --to 2030-02-27 $/test.txt", &before);
	home_close(&h);
	assert_non_null(strstr(text_get(&to.out), "2030-02-28T"));
	assert_null(strstr(text_get(&before.out), "2030-02-28T"));
	capture_close(&to);
	capture_close(&before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json_has_a_message_a_line_in_order),
	    cmocka_unit_test(test_last_day_is_played),
	};

	return table_run("simulate", rows, check) +
	       cmocka_run_group_tests_name("simulate: days", tests, NULL, NULL);
}
