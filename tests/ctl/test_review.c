#include "ctl/review.h"
#include "base/json.h"
#include "capture.h"

#define HEAD                                                                                                      \
	"测府办〔2030〕1号\n测试区重点任务分工\n测试区人民政府办公室\n2030年1月2日\n" \
	"序号 |\n工作任务 |\n负责单位 |\n时间进度 |\n"
#define PLATFORM(no, day, n) no " |\n建成数据平台 |\n甲局 |\n" day "前开放" n "个以上数据集 |\n"
#define RULES(no, unit)	     no " |\n修订管理办法 |\n" unit " |\n2030年2月28日前完成 |\n"
#define TRAINING(no)	     no " |\n组织业务培训 |\n丙办 |\n2030年6月底前完成 |\n"

/* Two readings, and what the listing says of them. */
struct row {
	const char *name, *old, *fresh;
	int status;
	const char *said[4], *unsaid;
};
static const struct row rows[] = {
    {"nothing", HEAD PLATFORM("1", "2030年2月底", "200") RULES("2", "乙局"),
	HEAD PLATFORM("1", "2030年2月底", "200") RULES("2", "乙局"), 0,
	{"old: 2 tasks stay as they are\n"}, "added"},
    {"a task more", HEAD RULES("1", "乙局"), HEAD RULES("1", "乙局") TRAINING("2"), 1,
	{"+ added     old:2  组织业务培训\n    units     丙办\n    2.1       2030-06-30\n",
	    "old: 1 added; 1 tasks stay as they are\n"},
	"retired"},
    {"a task less", HEAD RULES("1", "乙局") TRAINING("2"), HEAD RULES("1", "乙局"), 1,
	{"- retired   old:2  组织业务培训\n", "old: 1 retired; 1 tasks stay as they are\n"}, NULL},
    {"a day moved", HEAD PLATFORM("1", "2030年2月底", "200"),
	HEAD PLATFORM("1", "2030年3月底", "200"), 1,
	{"> moved     old:1.1  建成数据平台\n    deadline  was  2030-02-28\n"
	 "              now  2030-03-31\n"},
	NULL},
    {"more is asked of others", HEAD PLATFORM("1", "2030年2月底", "200") RULES("2", "乙局"),
	HEAD PLATFORM("1", "2030年2月底", "250") RULES("2", "丙办"), 1,
	{"    targets   was  数据集 ≥ 200 个\n              now  数据集 ≥ 250 个\n",
	    "    units     was  乙局\n              now  丙办\n", "old: 2 reworded; 0 tasks"},
	"moved"},
    {"renumbered", HEAD PLATFORM("1", "2030年2月底", "200") RULES("2", "乙局"),
	HEAD TRAINING("1") PLATFORM("2", "2030年2月底", "200") RULES("3", "乙局"), 1,
	{"+ added     old:1-2  组织业务培训\n", "~ renumbered 1 → 2, 2 → 3\n",
	    "old: 1 added, 2 renumbered; 0 tasks"},
	"reworded"},
};

static char folder[] = "/tmp/test_review.XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[80];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	assert_true(file_replace(path, text, strlen(text), NULL));
}

/* A command line in which $ is the folder. */
static void run(const char *words, struct capture *c)
{
	scope(text) line = {0};

	for (; *words; words++)
		if (*words == '$')
			text_add(&line, folder);
		else
			text_addc(&line, *words);
	capture_run(c, text_get(&line));
}

static void check(void **state)
{
	const struct row *row = *state;
	struct capture c;

	write_file("old.txt", row->old);
	write_file("new.txt", row->fresh);
	run("diff $/old.txt $/new.txt", &c);
	for (size_t i = 0; i < ROWS(row->said) && row->said[i]; i++)
		assert_non_null(strstr(text_get(&c.out), row->said[i]));
	if (row->unsaid)
		assert_null(strstr(text_get(&c.out), row->unsaid));
	assert_int_equal(c.status, row->status);
	capture_close(&c);
}

/* What cannot be compared: 2, as of diff(1), and why. */
struct trouble {
	const char *name, *words, *err;
};
static const struct trouble troubles[] = {
    {"no file", "diff", "FILE is missing"},
    {"three files", "diff $/old.txt $/old.txt $/old.txt", "OLD and NEW"},
    {"a file that is not there", "diff $/gone.txt", "gone.txt"},
    {"a new one that is not there", "diff $/old.txt $/gone.txt", "gone.txt"},
    {"a misspelt option", "diff --notise x $/old.txt", "did you mean --notice?"},
    {"no daemon", "diff --socket $/nobody $/old.txt", "nobody answers at"},
    {"a configuration that is not there", "diff -c $/none.conf $/old.txt", "none.conf"},
};

static void check_trouble(void **state)
{
	const struct trouble *row = *state;
	struct capture c;

	run(row->words, &c);
	assert_non_null(strstr(text_get(&c.err), row->err));
	assert_int_equal(c.status, 2);
	capture_close(&c);
}

static void test_json(void **state)
{
	json_scope answer = NULL;
	struct capture c;

	(void)state;
	write_file("old.txt", rows[1].old);
	write_file("new.txt", rows[1].fresh);
	run("diff --json --notice n-1 $/old.txt $/new.txt", &c);
	assert_true(json_parse(text_get(&c.out), c.out.len, "answer", &answer, NULL));
	assert_string_equal(json_get_text(answer, "notice", ""), "n-1");
	assert_int_equal(json_get_int(answer, "unchanged", 0), 1);
	assert_string_equal(
	    json_get_text(json_array_get(json_object_get(answer, "changes"), 0), "address", ""),
	    "n-1:2");
	capture_close(&c);
}

static void test_help_says_how_it_is_used(void **state)
{
	struct capture c;

	(void)state;
	run("help", &c);
	assert_non_null(strstr(text_get(&c.out), "diff [--notice ID] FILE | OLD NEW"));
	capture_close(&c);
	run("help diff", &c);
	assert_non_null(strstr(text_get(&c.out), "Exit status: 0 nothing would change"));
	assert_int_equal(c.status, 0);
	capture_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_json),
	    cmocka_unit_test(test_help_says_how_it_is_used),
	};
	char command[64];
	int failed;

	if (!mkdtemp(folder))
		return 1;
	failed = table_run("diff", rows, check) +
		 table_run("diff: trouble", troubles, check_trouble) +
		 cmocka_run_group_tests_name("diff: the rest", tests, NULL, NULL);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return failed + system(command);
}
