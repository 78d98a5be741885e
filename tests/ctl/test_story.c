/* Scripts of simulate, through the command line: what is wrong is all said first, what is right comes at its moment. */
#include "ctl/story.h"
#include "base/json.h"
#include "base/span.h"
#include "capture.h"

static const char NOTICE[] =
    "测府办〔2030〕1号\n测试区重点任务分工\n测试区人民政府办公室\n2030年1月2日\n"
    "序号 |\n工作任务 |\n负责单位 |\n时间进度 |\n"
    "1 |\n建成数据平台 |\n甲局 |\n2030年2月底前开放200个以上数据集 |\n"
    "2 |\n修订管理办法 |\n乙局 |\n2030年2月28日前完成 |\n"
    "3 |\n发布解读材料,最迟不超过3个工作日 |\n丙局 |\n从2030年起每年实施 |\n";
static const char CONF[] = "timezone = \"Asia/Shanghai\";\nnotices = [];\n"
			   "channels : ( { name = \"group\"; type = \"maildir\"; path = \"mail\";"
			   " from = \"a@example.org\"; } );\n"
			   "unknown_units = [ \"group:{unit}\" ];\n";

static char folder[] = "/tmp/test_story.XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[80];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

static void play(const char *script, const char *options, struct capture *c)
{
	scope(text) line = {0};

	write_file("s.script", script);
	text_addf(&line,
	    "-c %s/d.conf simulate --to 2030-03-31 --script %s/s.script %s %s/test.txt", folder,
	    folder, options, folder);
	capture_run(c, text_get(&line));
}

/* A script that is refused as a whole: the line of the mistake, and what is said. */
struct mistake_row {
	const char *name, *script, *said;
};
static const struct mistake_row mistakes[] = {
    {"no time", "done test:1.1", "s.script:1: \"done\" is no time"},
    {"a day that is none", "2030-02-30 done test:1.1", "s.script:1: \"2030-02-30\" is no time"},
    {"an hour that is none", "2030-02-03T25:00 done test:1.1", "s.script:1: \"2030-02-03T25:00\""},
    {"no such command", "# so\n2030-02-03 doen test:1.1",
	"s.script:2: there is no command \"doen\""},
    {"the command that was meant", "2030-02-03 doen test:1.1", "did you mean \"done\"?"},
    {"no such option", "2030-02-03 start test:3.1 --labl x", "did you mean --label?"},
    {"no address", "2030-02-03 done test", "s.script:1: done: `address` must be an address"},
    {"a time that is none", "2030-02-03 start test:3.1 --at noon", "`at` must be a time"},
    {"a word too many", "2030-02-03 done test:1.1 x", "\"x\" is one word too many"},
    {"before the first day", "2030-01-01 done test:1.1", "s.script:1: this lies before 2030-01-02"},
    {"a notice that is not there", "2030-02-03 take gone.txt", "gone.txt: cannot be opened"},
    {"a configuration with mistakes", "2030-02-03 reload bad.conf", "bad.conf:1: "},
    {"every mistake", "x\n\n2030-02-03 y\n", "s.script:3: there is no command \"y\""},
    {"how many", "x\n\n2030-02-03 y\n", "2 mistakes are to be mended first"},
};

static void check_mistake(void **state)
{
	const struct mistake_row *row = *state;
	struct capture c;

	play(row->script, "", &c);
	assert_non_null(strstr(text_get(&c.err), row->said));
	assert_string_equal(text_get(&c.out), "");
	assert_int_equal(c.status, 2);
	capture_close(&c);
}

/* What comes out, in this order, and what does not. */
struct play_row {
	const char *name, *script;
	int status;
	const char *said[4], *unsaid;
};
static const struct play_row plays[] = {
    {"done is reminded of no more", "2030-01-05 by li done test:2.1", 0,
	{"2030-01-05 09:00  » li: done test:2.1 → done, grey\n",
	    "1 commands of the script, 0 of them refused\n"},
	"before:7d            test:2.1"},
    {"what is due by then goes out before", "2030-01-29T09:30 done test:2.1", 0,
	{"2030-01-29 09:10  group:甲局", "2030-01-29 09:30  » script: done test:2.1"}, NULL},
    {"at one moment in the order of the lines, else in that of time",
	"2030-02-04 report test:1.1 数据集=50\n2030-02-03 sign test:1\n"
	"2030-02-04 report test:1.1 数据集=200",
	0, {"» script: sign test:1", "数据集=50 → open", "数据集=200 → done"}, NULL},
    {"a refusal is said and the time goes on", "\n2030-02-03 report test:1.1 应用=5\n", 1,
	{"2030-02-03 09:00  ! script: report test:1.1 应用=5\n",
	    "s.script:2: test:1.1: ", "before:1wd           test:1.1", "1 of them refused"},
	NULL},
    {"a clock runs from its start", "2030-02-11T10:00 start test:3.1 --label 《办法》解读", 0,
	{"» script: start test:3.1 --label 《办法》解读 → open",
	    "assigned             test:3.1@1, due 2030-02-14"},
	NULL},
    {"an answer is shown in between", "2030-02-03 report test:1.1 50\n2030-02-04 show test:1", 0,
	{"2030-02-04 09:00  » script: show test:1\n", "    test:1.1  ", "50个"}, NULL},
    {"a changed notice", "2030-02-20 take --notice test moved.txt", 0,
	{"» script: take --notice test moved.txt → 1 moved\n", "test:2.1, due 2030-03-20"},
	"overdue:1            test:2.1, due 2030-02-28"},
    {"a notice compared before it is taken", "2030-02-20 diff --notice test moved.txt", 0,
	{"» script: diff --notice test moved.txt\n", "> moved     test:2.1"}, NULL},
    {"another configuration", "2030-02-20 reload other.conf", 0,
	{"2030-02-20 09:00  » script: reload other.conf\n", "  other:甲局"}, NULL},
};

static void check_play(void **state)
{
	const struct play_row *row = *state;
	const char *at;
	struct capture c;

	play(row->script, "--items", &c);
	at = text_get(&c.out);
	for (size_t i = 0; i < ROWS(row->said) && row->said[i]; i++) {
		at = strstr(at, row->said[i]);
		if (!at)
			fail_msg("\"%s\" is not in its place in\n%s%s", row->said[i],
			    text_get(&c.out), text_get(&c.err));
	}
	if (row->unsaid)
		assert_null(strstr(text_get(&c.out), row->unsaid));
	assert_int_equal(c.status, row->status);
	capture_close(&c);
}

static void test_json_has_an_act_a_line_among_the_messages(void **state)
{
	size_t acts = 0, refused = 0;
	struct span rest, line;
	char last[40] = "";
	struct capture c;

	(void)state;
	play("2030-02-03 done test:2.1\n2030-02-04 done test:9.1\n", "--json", &c);
	rest = span_of(text_get(&c.out));
	while (span_next_line(&rest, &line)) {
		json_scope o = NULL;

		assert_true(json_parse(line.s, line.n, "line", &o, NULL));
		assert_true(strcmp(last, json_get_text(o, "at", "")) <= 0);
		snprintf(last, sizeof last, "%s", json_get_text(o, "at", ""));
		acts += json_get_text(o, "command", NULL) != NULL;
		refused += json_get_text(o, "error", NULL) != NULL;
	}
	assert_int_equal(acts, 2);
	assert_int_equal(refused, 1);
	assert_int_equal(c.status, 1);
	capture_close(&c);
}

/* The end that was not named lies behind the last command. */
static void test_the_last_command_is_played(void **state)
{
	char words[300];
	struct capture c;

	(void)state;
	write_file("s.script", "2031-06-01 report test:1.1 250\n");
	snprintf(words, sizeof words, "-c %s/d.conf simulate --script %s/s.script %s/test.txt",
	    folder, folder, folder);
	capture_run(&c, words);
	assert_non_null(strstr(text_get(&c.out), "2031-06-01 09:00  » script: report"));
	assert_non_null(strstr(text_get(&c.out), "to 2031-07-01\n"));
	capture_close(&c);
}

static int write_files(void)
{
	static const char from[] = "2030年2月28日前", to[] = "2030年3月20日前";
	scope(text) moved = {0}, other = {0};
	const char *at = strstr(NOTICE, from);

	if (!mkdtemp(folder) || !at)
		return 1;
	text_addn(&moved, NOTICE, (size_t)(at - NOTICE));
	text_addf(&moved, "%s%s", to, at + strlen(from));
	for (const char *s = CONF; *s; s++)
		if (!strncmp(s, "group", 5)) {
			text_add(&other, "other");
			s += 4;
		} else {
			text_addc(&other, *s);
		}
	write_file("test.txt", NOTICE);
	write_file("moved.txt", text_get(&moved));
	write_file("d.conf", CONF);
	write_file("other.conf", text_get(&other));
	write_file("bad.conf", "colour = 1;\n");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json_has_an_act_a_line_among_the_messages),
	    cmocka_unit_test(test_the_last_command_is_played),
	};
	char command[64];
	int failed;

	if (write_files())
		return 1;
	failed = table_run("scripts with mistakes", mistakes, check_mistake) +
		 table_run("scripts", plays, check_play) +
		 cmocka_run_group_tests_name("story", tests, NULL, NULL);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return failed + system(command);
}
