/* The waits between tries: their order, their jitter, and when it ends. */
#include "send/backoff.h"
#include "table.h"

static const struct wait_row {
	const char *name;
	enum carrier carrier;
	int tries, least;
} wait_rows[] = {
    {"mail: first after 5 min", CARRIER_SMTP, 1, 300},
    {"mail: doubles", CARRIER_SMTP, 2, 600},
    {"mail: doubles again", CARRIER_SMTP, 4, 2400},
    {"mail: 4000 s at most", CARRIER_SMTP, 5, 4000},
    {"mail: 4000 s ever after", CARRIER_SMTP, 1000000, 4000},
    {"http: quick at first", CARRIER_HTTP, 1, 5},
    {"http: then 20 s", CARRIER_HTTP, 2, 20},
    {"http: then 5 min", CARRIER_HTTP, 4, 300},
    {"http: doubles", CARRIER_HTTP, 5, 600},
    {"http: 4000 s at most", CARRIER_HTTP, 9, 4000},
    {"maildir: soon", CARRIER_MAILDIR, 1, 5},
    {"maildir: 5 min at most", CARRIER_MAILDIR, 40, 300},
    {"no try yet counts as the first", CARRIER_HTTP, 0, 5},
};

static void test_wait(void **state)
{
	const struct wait_row *row = *state;
	int first = backoff_next_s(row->carrier, row->tries, 0), differ = 0;

	for (uint64_t seed = 0; seed < 100; seed++) {
		int wait = backoff_next_s(row->carrier, row->tries, seed);
		assert_in_range(wait, row->least, row->least + row->least / 5);
		assert_int_equal(wait, backoff_next_s(row->carrier, row->tries, seed));
		differ += wait != first;
	}
	assert_true(differ > 20);
}

static const struct end_row {
	const char *name;
	int most_tries, most_s, tries;
	moment age;
	bool over;
} end_rows[] = {
    {"not after four days", 0, 0, 90, 4 * DAY_S, false},
    {"after five days", 0, 0, 3, 5 * DAY_S, true},
    {"a full mailbox: not after one day", 0, 2 * DAY_S, 9, DAY_S, false},
    {"a full mailbox: after two", 0, 2 * DAY_S, 9, 2 * DAY_S, true},
    {"an unknown answer: four tries", 5, 0, 4, 60, false},
    {"an unknown answer: five tries", 5, 0, 5, 60, true},
    {"a clock that was set back ends nothing", 0, 0, 1, -DAY_S, false},
};

static void test_end(void **state)
{
	const struct end_row *row = *state;
	struct verdict v = {
	    .kind = VERDICT_RETRY, .most_tries = row->most_tries, .most_s = row->most_s};

	assert_int_equal(backoff_given_up(&v, row->tries, 1000, 1000 + row->age), row->over);
}

int main(void)
{
	return table_run("wait", wait_rows, test_wait) + table_run("end", end_rows, test_end);
}
