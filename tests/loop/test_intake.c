#include "loop/intake.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "table.h"

/* A stand-in for the reader: a shell script that behaves as the row says. */
struct row {
	const char *name, *script, *json, *complaint;
};
static const struct row rows[] = {
    {"hands over what the child printed", "echo '{\"of\": 1}'", "{\"of\": 1}\n", NULL},
    {"a warning's exit status is no failure", "echo '{}'; exit 1", "{}\n", NULL},
    {"exit 2 is told in the child's words", "echo 'x.txt: no table' >&2; exit 2", NULL,
	"x.txt: no table"},
    {"a child that crashes is named with its signal", "kill -SEGV $$", NULL, "signal 11"},
    {"a child may not write a file",
	"echo x > \"$4.written\" && test -s \"$4.written\" && echo '{}' || exit 2", NULL, ""},
    {"a child is told what to read the file as", "echo \"$1 $2 $3\"", "parse --json --\n", NULL},
    {"a child gets no environment of ours", "[ -z \"$HOME\" ] && echo '{}'", "{}\n", NULL},
};

struct got {
	struct ev_loop *ev;
	struct text json, complaint;
	int calls;
};

static void on_read(void *context, const char *path, struct text *json, const struct error *err)
{
	struct got *g = context;

	(void)path;
	g->calls++;
	if (json)
		text_add(&g->json, text_get(json));
	if (err)
		text_add(&g->complaint, err->s);
	ev_break(g->ev, EVBREAK_ALL);
}

static void reads_through_a_child(void **state)
{
	const struct row *r = *state;
	char folder[] = "/tmp/deadlined-intake.XXXXXX", reader[64], script[512], document[64];
	struct got got = {.ev = ev_default_loop(0)};
	struct intake_kind kind = {"parse", on_read, &got};
	struct intake *in;

	assert_non_null(mkdtemp(folder));
	snprintf(reader, sizeof reader, "%s/reader", folder);
	snprintf(document, sizeof document, "%s/x.txt", folder);
	snprintf(script, sizeof script, "#!/bin/sh\n%s\n", r->script);
	assert_true(file_replace(reader, script, strlen(script), NULL));
	chmod(reader, 0755);
	intake_open(got.ev, reader, &in);
	intake_add(in, &kind, document);
	assert_true(intake_busy(in));
	ev_run(got.ev, 0);
	assert_int_equal(got.calls, 1);
	assert_false(intake_busy(in));
	if (r->json)
		assert_string_equal(text_get(&got.json), r->json);
	else
		assert_non_null(strstr(text_get(&got.complaint), r->complaint));
	intake_close(in);
	text_release(&got.json);
	text_release(&got.complaint);
	unlink(reader);
	snprintf(script, sizeof script, "rm -rf %s", folder);
	assert_int_equal(system(script), 0);
}

static void a_file_that_waits_is_read_once(void **state)
{
	struct got got = {.ev = ev_default_loop(0)};
	struct intake_kind notice = {"parse", on_read, &got}, reports = {"reports", on_read, &got};
	struct intake *in;

	(void)state;
	intake_open(got.ev, "/bin/true", &in);
	intake_add(in, &notice, "a");
	intake_add(in, &notice, "b");
	intake_add(in, &notice, "b");
	intake_add(in, &reports, "b");
	while (intake_busy(in))
		ev_run(got.ev, 0);
	assert_int_equal(got.calls, 3);
	intake_close(in);
	text_release(&got.json);
	text_release(&got.complaint);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_file_that_waits_is_read_once)};

	return table_run("reader", rows, reads_through_a_child) +
	       cmocka_run_group_tests(tests, NULL, NULL);
}
