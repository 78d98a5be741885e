#include "ctl/command.h"
#include "capture.h"

/* A command line, its exit status, and what it says on either stream. */
struct row {
	const char *name, *words;
	int status;
	const char *out, *err;
};
static const struct row rows[] = {
    {"nothing at all", "", 2, "usage: deadlinectl", NULL},
    {"--help", "--help", 0, "Without the daemon", NULL},
    {"help", "help", 0, "report ADDRESS METRIC=VALUE… [--on DAY] [--note TEXT]", NULL},
    {"help lists what is the daemon's own", "-h", 0, "reload", NULL},
    {"help for a verb", "help start", 0, "--label TEXT", NULL},
    {"--help behind a verb", "start --help", 0, "usage: deadlinectl start ADDRESS", NULL},
    {"--help before a verb", "--help start", 0, "usage: deadlinectl start ADDRESS", NULL},
    {"help for a command without the daemon", "help simulate", 0, "usage: deadlinectl simulate",
	NULL},
    {"--help before such a command", "--help simulate", 0, "usage: deadlinectl simulate", NULL},
    {"help for the parser", "help parse", 0, "usage: deadlinectl parse", NULL},
    {"help for nothing", "help nothing", 2, NULL, "there is no command \"nothing\""},
    {"the version", "--version", 0, "deadlinectl ", NULL},
    {"a misspelt verb", "lits", 2, NULL, "did you mean \"list\"?"},
    {"a verb that is none", "colour", 2, NULL, "`deadlinectl help` lists them all"},
    {"a misspelt option", "--sokcet x list", 2, NULL, "did you mean --socket?"},
    {"a verb's misspelt option", "start n:1.1 --lable x", 2, NULL,
	"start: --lable: there is no such option; did you mean --label?"},
    {"a verb without what it needs", "report", 2, NULL, "report: ADDRESS is missing"},
    {"an address that is missing", "show", 2, NULL, "show: ADDRESS is missing"},
    {"no daemon", "--socket /tmp/test_command-nobody list", 1, NULL,
	"nobody answers at /tmp/test_command-nobody"},
    {"no daemon, the socket named behind", "list --socket /tmp/test_command-nobody", 1, NULL,
	"nobody answers at /tmp/test_command-nobody"},
    {"a configuration that is not there", "-c /nonexistent.conf list", 1, NULL,
	"`deadlined -c /nonexistent.conf --check` says why"},
};

static void check(void **state)
{
	const struct row *row = *state;
	struct capture c;

	capture_run(&c, row->words);
	if (row->out)
		assert_non_null(strstr(text_get(&c.out), row->out));
	if (row->err)
		assert_non_null(strstr(text_get(&c.err), row->err));
	assert_int_equal(c.status, row->status);
	capture_close(&c);
}

static void test_socket_of_a_configuration(void **state)
{
	char folder[] = "/tmp/test_command.XXXXXX", path[64], words[128], command[64];
	static const char conf[] = "control = \"run/control.sock\";\n";
	struct capture c;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/d.conf", folder);
	assert_true(file_replace(path, conf, sizeof conf - 1, NULL));
	snprintf(words, sizeof words, "-c %s status", path);
	capture_run(&c, words);
	assert_int_equal(c.status, 1);
	snprintf(path, sizeof path, "%s/run/control.sock", folder);
	assert_non_null(strstr(text_get(&c.err), path));
	capture_close(&c);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_socket_of_a_configuration)};

	return table_run("command lines", rows, check) +
	       cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
