#include "store/deliveries.h"
#include "store/reminders.h"
#include "temporary.h"

static struct delivery_row queue(
    struct temporary *t, const char *letter, const char *message, moment next)
{
	struct delivery_row d = {.letter = letter,
	    .message = message,
	    .channel = "mail",
	    .recipient = "a@example.org",
	    .next = next,
	    .created = 100,
	    .ended = MOMENT_NEVER,
	    .subject = "【逾期1项】",
	    .body = "bytes\0bytes",
	    .body_n = 11};

	good(t, deliveries_add(t->db, &d, &t->err));
	return d;
}

static struct delivery_rows queued(struct temporary *t, moment now, int max)
{
	struct delivery_rows rows = {0};

	good(t, deliveries_queued(t->db, "mail", now, max, &t->a, &rows, &t->err));
	return rows;
}

static void the_queue_gives_whole_bytes_in_order(void **state)
{
	struct temporary *t = *state;
	struct delivery_rows rows;

	queue(t, "B", "B", 300);
	queue(t, "A", "A", 200);
	queue(t, "C", "C", 400);
	rows = queued(t, 300, 10);
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.at[0].letter, "A");
	assert_string_equal(rows.at[0].subject, "【逾期1项】");
	assert_int_equal(rows.at[0].body_n, 11);
	assert_memory_equal(rows.at[0].body, "bytes\0bytes", 11);
	assert_int_equal(queued(t, 400, 1).n, 1);
}

static void a_letter_is_made_once(void **state)
{
	struct temporary *t = *state;
	struct delivery_row again = {
	    .letter = "A", .message = "A", .channel = "mail", .recipient = "", .body = ""};

	queue(t, "A", "A", 1);
	assert_false(deliveries_add(t->db, &again, &t->err));
}

static void what_flies_is_not_in_the_queue_until_it_lands(void **state)
{
	struct temporary *t = *state;
	struct delivery_row d = queue(t, "A", "A", 1);
	int64_t n = -1;

	good(t, deliveries_fly(t->db, "mail", 10, 1, 7, &t->err));
	assert_int_equal(queued(t, 10, 10).n, 0);
	good(t, deliveries_flying(t->db, 7, &n, &t->err));
	assert_int_equal(n, 1);
	good(t, deliveries_land(t->db, d.id, &t->err));
	assert_int_equal(queued(t, 10, 10).n, 1);
	good(t, deliveries_fly(t->db, "mail", 10, 1, 7, &t->err));
	temporary_reopen(t);
	good(t, deliveries_recover(t->db, &t->err));
	assert_int_equal(queued(t, 10, 10).n, 1);
}

static void a_claim_takes_the_head_of_the_queue(void **state)
{
	struct temporary *t = *state;
	struct delivery_rows left;
	int64_t n = -1;

	queue(t, "LATE", "LATE", 2);
	for (int i = 0; i < 5; i++) {
		const char *letter = arena_printf(&t->a, "L%d", i);

		queue(t, letter, letter, 1); /* all at one moment: their number decides */
	}
	good(t, deliveries_fly(t->db, "mail", 10, 3, 7, &t->err));
	good(t, deliveries_flying(t->db, 7, &n, &t->err));
	assert_int_equal(n, 3);
	left = queued(t, 10, 10);
	assert_int_equal(left.n, 3);
	assert_string_equal(left.at[0].letter, "L3");
	assert_string_equal(left.at[1].letter, "L4");
	assert_string_equal(left.at[2].letter, "LATE");
}

static void large_letters_are_claimed_a_few_at_a_time(void **state)
{
	struct temporary *t = *state;
	struct delivery_row d = queue(t, "SMALL", "SMALL", 1);

	d.body_n = 200 << 10;
	d.body = arena_alloc(&t->a, d.body_n);
	for (int i = 0; i < 5; i++) {
		d.letter = arena_printf(&t->a, "L%d", i);
		good(t, deliveries_add(t->db, &d, &t->err));
	}
	assert_int_equal(queued(t, 10, 64).n, 3);
}

static void a_letter_is_received_once(void **state)
{
	struct temporary *t = *state;
	struct delivery_row d = queue(t, "A", "A", 1), other = queue(t, "B", "B", 1), seen;
	const char *ids = arena_printf(&t->a, "[%d,%d,99]", (int)d.id, (int)other.id);
	int64_t fresh = 0;

	queue(t, "C", "C", 1);
	good(t, deliveries_fly(t->db, "mail", 10, 1, 7, &t->err));
	good(t, deliveries_receive(t->db, ids, "250 ok", 70, &fresh, &t->err));
	assert_int_equal(fresh, 2);
	good(t, deliveries_receive(t->db, ids, "250 again", 80, &fresh, &t->err));
	assert_int_equal(fresh, 0);
	assert_int_equal(queued(t, 10, 64).n, 1);
	good(t, deliveries_get(t->db, d.id, &t->a, &seen, &t->err));
	assert_int_equal(seen.state, DELIVERY_SENT);
	assert_int_equal(seen.tries, 1);
	assert_int_equal(seen.ended, 70);
	assert_string_equal(seen.reason, "250 ok");
}

static void settling_counts_tries_and_keeps_the_reason(void **state)
{
	struct temporary *t = *state;
	struct delivery_row d = queue(t, "A", "A", 1), seen;
	moment next, last;

	d.next = 600;
	d.reason = "451 later";
	good(t, deliveries_settle(t->db, &d, &t->err));
	good(t, deliveries_next(t->db, "mail", &next, &t->err));
	assert_int_equal(next, 600);
	d.state = DELIVERY_SENT;
	d.ended = 700;
	d.reason = "250 ok";
	good(t, deliveries_settle(t->db, &d, &t->err));
	good(t, deliveries_find(t->db, "A", &t->a, &seen, &t->err));
	assert_int_equal(seen.id, d.id);
	assert_int_equal(seen.tries, 2);
	assert_int_equal(seen.state, DELIVERY_SENT);
	assert_string_equal(seen.reason, "250 ok");
	good(t, deliveries_last_sent(t->db, "mail", &last, &t->err));
	assert_int_equal(last, 700);
	good(t, deliveries_next(t->db, "mail", &next, &t->err));
	assert_true(next == MOMENT_NEVER);
}

static void lists_are_filtered_and_newest_first(void **state)
{
	struct temporary *t = *state;
	struct delivery_row d = queue(t, "A", "A", 1);
	struct delivery_rows rows = {0};
	int64_t n = -1;
	int revived;

	queue(t, "B", "B", 1);
	d.state = DELIVERY_DEAD;
	d.ended = 5;
	good(t, deliveries_settle(t->db, &d, &t->err));
	good(t,
	    deliveries_list(t->db, &(struct delivery_filter){NULL, -1, 10}, &t->a, &rows, &t->err));
	assert_int_equal(rows.n, 2);
	assert_string_equal(rows.at[0].letter, "B");
	rows.n = 0;
	good(t, deliveries_list(t->db, &(struct delivery_filter){"mail", DELIVERY_DEAD, 10}, &t->a,
		    &rows, &t->err));
	assert_int_equal(rows.n, 1);
	good(t, deliveries_count(t->db, "mail", DELIVERY_DEAD, &n, &t->err));
	assert_int_equal(n, 1);
	good(t, deliveries_revive(t->db, NULL, d.id, 50, &revived, &t->err));
	assert_int_equal(revived, 1);
	assert_int_equal(queued(t, 50, 10).n, 2);
}

/* One reminder of the task's only occurrence, said in `message`. */
static void say(struct temporary *t, int64_t task, const char *key, const char *message)
{
	struct reminder r = {
	    .task = task, .milestone = 1, .occurrence = "", .to = {"mail", "a@example.org", ""}};
	bool fresh;

	snprintf(r.instant.key, sizeof r.instant.key, "%s", key);
	good(t, reminders_add(t->db, &r, &fresh, &t->err));
	good(t, reminders_mark(t->db, r.id, REMINDER_SAID, message, &t->err));
}

static void a_letter_expires_when_all_in_it_was_said_again(void **state)
{
	struct temporary *t = *state;
	int64_t one = temporary_task(t, "1"), two = temporary_task(t, "2");
	struct delivery_row d;

	queue(t, "OLD", "OLD", 1);
	say(t, one, "before:7d", "OLD");
	say(t, two, "before:7d", "OLD");
	queue(t, "NEW", "NEW", 1);
	say(t, one, "due", "NEW");
	good(t, deliveries_expire_replaced(t->db, "NEW", 50, &t->err));
	good(t, deliveries_find(t->db, "OLD", &t->a, &d, &t->err));
	assert_int_equal(d.state, DELIVERY_QUEUED);
	say(t, two, "due", "NEW");
	good(t, deliveries_expire_replaced(t->db, "NEW", 50, &t->err));
	good(t, deliveries_find(t->db, "OLD", &t->a, &d, &t->err));
	assert_int_equal(d.state, DELIVERY_EXPIRED);
	assert_string_equal(d.reason, "replaced by NEW");
	assert_int_equal(queued(t, 50, 10).n, 1);
}

static void what_flies_does_not_expire(void **state)
{
	struct temporary *t = *state;
	int64_t one = temporary_task(t, "1");
	struct delivery_row d = queue(t, "OLD", "OLD", 1);

	say(t, one, "before:7d", "OLD");
	good(t, deliveries_fly(t->db, "mail", 10, 1, 7, &t->err));
	say(t, one, "due", "NEW");
	good(t, deliveries_expire_replaced(t->db, "NEW", 50, &t->err));
	good(t, deliveries_get(t->db, d.id, &t->a, &d, &t->err));
	assert_int_equal(d.state, DELIVERY_SENDING);
}

static void recalling_leaves_letters_without_reminders(void **state)
{
	struct temporary *t = *state;
	struct names messages = {0};

	queue(t, "A", "A", 1);
	queue(t, "TEST", "TEST", 1);
	say(t, temporary_task(t, "1"), "due", "A");
	good(t, deliveries_recall(t->db, "mail", 50, &t->a, &messages, &t->err));
	assert_int_equal(messages.n, 1);
	assert_string_equal(messages.at[0], "A");
	assert_int_equal(queued(t, 50, 10).n, 1);
}

static void channels_with_a_queue_are_named_once(void **state)
{
	struct temporary *t = *state;
	struct names channels = {0};

	queue(t, "A", "A", 1);
	queue(t, "B", "B", 1);
	good(t, deliveries_channels(t->db, &t->a, &channels, &t->err));
	assert_int_equal(channels.n, 1);
	assert_string_equal(channels.at[0], "mail");
	good(t, db_script(
		    t->db, "UPDATE deliveries SET channel = 'group' WHERE letter = 'B'", &t->err));
	channels.n = 0;
	good(t, deliveries_channels(t->db, &t->a, &channels, &t->err));
	assert_int_equal(channels.n, 2);
	good(t, db_script(t->db, "UPDATE deliveries SET state = 2", &t->err));
	channels.n = 0;
	good(t, deliveries_channels(t->db, &t->a, &channels, &t->err));
	assert_int_equal(channels.n, 0);
}

static void old_letters_are_forgotten_a_few_at_a_time(void **state)
{
	struct temporary *t = *state;
	int64_t n = -1;

	for (int i = 0; i < 5; i++) {
		struct delivery_row d = queue(t, arena_printf(&t->a, "L%d", i), "M", 1);

		d.state = i == 3 ? DELIVERY_DEAD : DELIVERY_SENT;
		d.ended = 100 + i;
		good(t, deliveries_settle(t->db, &d, &t->err));
	}
	good(t, deliveries_forget(t->db, "mail", 104, 2, &t->err));
	good(t, db_number(t->db,
		    "SELECT sum(letter IN ('L2', 'L3', 'L4')) * 10 + count(*) FROM deliveries",
		    DB_NONE, &n, &t->err));
	assert_int_equal(n, 33);
	good(t, deliveries_forget(t->db, "mail", 104, 2, &t->err));
	good(t, db_number(t->db, "SELECT count(*) FROM contents", DB_NONE, &n, &t->err));
	assert_int_equal(n, 2); /* the dead one and the young one */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(the_queue_gives_whole_bytes_in_order),
	    temporary_test(a_letter_is_made_once),
	    temporary_test(what_flies_is_not_in_the_queue_until_it_lands),
	    temporary_test(a_claim_takes_the_head_of_the_queue),
	    temporary_test(large_letters_are_claimed_a_few_at_a_time),
	    temporary_test(a_letter_is_received_once),
	    temporary_test(settling_counts_tries_and_keeps_the_reason),
	    temporary_test(lists_are_filtered_and_newest_first),
	    temporary_test(a_letter_expires_when_all_in_it_was_said_again),
	    temporary_test(what_flies_does_not_expire),
	    temporary_test(recalling_leaves_letters_without_reminders),
	    temporary_test(channels_with_a_queue_are_named_once),
	    temporary_test(old_letters_are_forgotten_a_few_at_a_time),
	};

	return cmocka_run_group_tests_name("deliveries", tests, NULL, NULL);
}
