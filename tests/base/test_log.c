#include "base/log.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "table.h"

static const struct log_row {
	const char *name, *journal;
	enum log_level limit, level;
	const char *message, *line;
} rows[] = {
    {"on a terminal", NULL, LOG_INFO, LOG_NOTICE, "sent id=1", "test: sent id=1\n"},
    {"under journald", "8:1", LOG_INFO, LOG_WARNING, "held channel=x", "<4>held channel=x\n"},
    {"an error under journald", "8:1", LOG_INFO, LOG_ERROR, "x", "<3>x\n"},
    {"above the level", NULL, LOG_NOTICE, LOG_INFO, "x", ""},
    {"at the level", NULL, LOG_NOTICE, LOG_NOTICE, "x", "test: x\n"},
    {"one line whatever it says", NULL, LOG_INFO, LOG_INFO, "a\r\n<3>b\x1b[m",
	"test: a  <3>b [m\n"},
    {"Chinese as it is", NULL, LOG_INFO, LOG_INFO, "单位=市府办", "test: 单位=市府办\n"},
};

/* Standard error goes into a pipe meanwhile. */
static size_t captured(const struct log_row *row, char *out, size_t room)
{
	int ends[2], kept = dup(STDERR_FILENO);
	ssize_t n;

	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	dup2(ends[1], STDERR_FILENO);
	log_open("test", row->limit);
	log_event(row->level, "%s", row->message);
	dup2(kept, STDERR_FILENO);
	n = read(ends[0], out, room);
	close(ends[0]);
	close(ends[1]);
	close(kept);
	return n < 0 ? 0 : (size_t)n;
}

static void test_line(void **state)
{
	const struct log_row *row = *state;
	char out[256] = "";

	if (row->journal)
		setenv("JOURNAL_STREAM", row->journal, 1);
	else
		unsetenv("JOURNAL_STREAM");
	assert_int_equal(captured(row, out, sizeof out - 1), strlen(row->line));
	assert_string_equal(out, row->line);
}

static void test_long_lines_are_cut(void **state)
{
	static char words[10000], out[10000];
	struct log_row row = {.limit = LOG_INFO, .level = LOG_INFO, .message = words};
	size_t n;

	(void)state;
	unsetenv("JOURNAL_STREAM");
	memset(words, 'x', sizeof words - 1);
	n = captured(&row, out, sizeof out);
	assert_in_range(n, 4000, 4096);
	assert_int_equal(out[n - 1], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_long_lines_are_cut)};

	return table_run("log_event", rows, test_line) +
	       cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
