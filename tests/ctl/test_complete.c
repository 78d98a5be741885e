#include "ctl/complete.h"
#include "capture.h"

/* Words before the cursor, a line that is proposed, and one that is not. No daemon runs. */
struct row {
	const char *name, *words, *proposed, *absent;
};
static const struct row rows[] = {
    {"nothing yet", "complete --", "\nreport\n", "\ncomplete\n"},
    {"nothing yet: commands of our own", "complete --", "simulate\n", NULL},
    {"nothing yet: options", "complete --", "\n--socket\n", "\n--label\n"},
    {"behind an option", "complete -- --socket /x", "\nstart\n", NULL},
    {"behind a verb", "complete -- --socket /x start", "--label\n", "\nreport\n"},
    {"behind the daemon's own verb", "complete -- reload", "--socket\n", "\nreport\n"},
    {"behind nonsense", "complete -- --colour", NULL, "report"},
    {"behind a verb's nonsense", "complete -- start --colour", NULL, "label"},
};

static void check(void **state)
{
	const struct row *row = *state;
	struct capture c;

	capture_run(&c, row->words);
	if (row->proposed)
		assert_non_null(strstr(text_get(&c.out), row->proposed));
	if (row->absent)
		assert_null(strstr(text_get(&c.out), row->absent));
	assert_string_equal(text_get(&c.err), "");
	assert_int_equal(c.status, 0);
	capture_close(&c);
}

int main(void)
{
	return table_run("complete", rows, check);
}
