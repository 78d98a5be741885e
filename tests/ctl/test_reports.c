#include "ctl/reports.h"
#include "capture.h"

/* A file's bytes (NULL: there is none), the words ($: the file), the exit status, and what is said. */
struct row {
	const char *name, *bytes, *words;
	int status;
	const char *out, *err;
};
static const struct row rows[] = {
    {"no file named", NULL, "reports", 2, NULL, "FILE is missing"},
    {"no such file", NULL, "reports $", 2, NULL, "cannot be opened"},
    {"help", NULL, "help reports", 0, "usage: deadlinectl reports", NULL},
    {"a misspelt option", "", "reports --jason $", 2, NULL, "did you mean --json?"},
    {"a table", "单位,指标,值\n甲局,数据集,150\n", "reports $", 0, "1 reported value;", NULL},
    {"as JSON", "单位,指标,值\n甲局,数据集,150\n", "reports --json $", 0,
	"{\"line\":2,\"address\":\"\",\"unit\":\"甲局\",\"metric\":\"数据集\",\"value\":\"150\","
	"\"date\":"
	"\"\",\"note\":\"\"}\n",
	NULL},
    {"a row that is none", "单位,指标,值\n甲局,数据集,150\n备注\n", "reports --json $", 1,
	"{\"line\":3,\"severity\":\"warning\"", ":3: \"备注\" stands alone"},
    {"no table", "本周进展顺利\n", "reports $", 2, NULL, "no table was found"},
    {"a text that is none", "PK\3\4nonsense", "reports $", 2, NULL, "test_reports"},
};

static void check(void **state)
{
	const struct row *row = *state;
	char path[] = "/tmp/test_reports.XXXXXX", words[128];
	const char *mark = strchr(row->words, '$');
	int fd = mkstemp(path);
	struct capture c;

	assert_true(fd >= 0);
	close(fd);
	if (!row->bytes)
		unlink(path);
	else
		assert_true(file_replace(path, row->bytes, strlen(row->bytes), NULL));
	snprintf(words, sizeof words, "%.*s%s", mark ? (int)(mark - row->words) : 100, row->words,
	    mark ? path : "");
	capture_run(&c, words);
	unlink(path);
	assert_int_equal(c.status, row->status);
	if (row->out && !strstr(text_get(&c.out), row->out))
		fail_msg("%s", text_get(&c.out));
	if (row->err && !strstr(text_get(&c.err), row->err))
		fail_msg("%s", text_get(&c.err));
	capture_close(&c);
}

int main(void)
{
	return table_run("reports", rows, check);
}
