/* Claims and what comes back, by verdict; one queue of letters, no loop and no network. */
#include "engine/outbox.h"
#include "office.h"
#include "send/mime.h"
#include "store/deliveries.h"
#include "store/endpoints.h"

static const moment now = 1477700000;

/* Queue a letter without reminders. */
static int64_t queue(struct office *o, const char *channel, const char *letter, const char *to)
{
	struct delivery_row d = {.letter = letter,
	    .message = letter,
	    .channel = channel,
	    .recipient = to,
	    .next = now,
	    .created = now,
	    .ended = MOMENT_NEVER,
	    .subject = "s",
	    .body = "body",
	    .body_n = 4};

	good(o, deliveries_add(o->engine->db, &d, &o->err));
	return d.id;
}

/* Make it a reminder's letter: deaths of those are told. */
static void say(struct office *o, const char *message)
{
	good(o, db_script(o->engine->db,
		    "INSERT INTO notices (id, head, known) VALUES ('n', '{}', 0) ON CONFLICT DO "
		    "NOTHING;"
		    "INSERT INTO tasks (id, notice, key, position, body, known) VALUES (1, 'n', "
		    "'1', 0, '{}', 0)"
		    " ON CONFLICT DO NOTHING",
		    &o->err));
	good(o, db_run(o->engine->db,
		    "INSERT INTO reminders (task, milestone, occurrence, due, key, channel, "
		    "recipient, unit, stage, repeat,"
		    " timed, day, instant, at, late, merged, state, message)"
		    " VALUES (1, 1, '', 0, ?1, 'mail', 'a', '', 0, 0, 0, 0, 0, 0, 0, 0, 1, ?1)",
		    DB(db_text(message)), &o->err));
}

static int claim(struct office *o, const char *channel, int max, moment at, struct delivery *out)
{
	int n = -1;

	good(o, outbox_claim(o->engine, settings_channel(&o->settings, channel), max, at, &o->a,
		    out, &n, &o->err));
	return n;
}

static void settle(struct office *o, int64_t id, struct verdict v, moment at)
{
	if (!*v.reason)
		snprintf(v.reason, sizeof v.reason, "%s", verdict_name(v.kind));
	good(o, outbox_settle(o->engine, id, &v, at, &o->err));
}

static struct delivery_row get(struct office *o, int64_t id)
{
	struct delivery_row d;

	good(o, deliveries_get(o->engine->db, id, &o->a, &d, &o->err));
	return d;
}

static void a_claim_hands_out_once(void **state)
{
	struct office *o = *state;
	struct delivery out[4];

	queue(o, "mail", "A", "a@example.org");
	queue(o, "mail", "B", "b@example.org");
	queue(o, "group", "C", "");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_string_equal(out[0].letter, "A");
	assert_string_equal(out[0].to, "a@example.org");
	assert_int_equal(out[0].body_n, 4);
	assert_int_equal(claim(o, "mail", 4, now, out), 1);
	assert_string_equal(out[0].letter, "B");
	assert_int_equal(claim(o, "mail", 4, now, out), 0);
}

/* What each verdict makes of a delivery. */
struct verdict_row {
	const char *name;
	struct verdict verdict;
	enum delivery_state state;
	int wait_least_s, wait_most_s; /* of the delivery */
};
static const struct verdict_row verdict_rows[] = {
    {"sent", {.kind = VERDICT_SENT}, DELIVERY_SENT, 0, 0},
    {"retry by backoff", {.kind = VERDICT_RETRY}, DELIVERY_QUEUED, 300, 360},
    {"retry after what the other side says", {.kind = VERDICT_RETRY, .after_s = 77},
	DELIVERY_QUEUED, 77, 77},
    {"retry with the whole endpoint", {.kind = VERDICT_RETRY, .endpoint = true}, DELIVERY_QUEUED, 0,
	0},
    {"retry no more", {.kind = VERDICT_RETRY, .most_tries = 1}, DELIVERY_DEAD, 0, 0},
    {"reject", {.kind = VERDICT_REJECT}, DELIVERY_DEAD, 0, 0},
    {"reject the address", {.kind = VERDICT_REJECT, .address_dead = true}, DELIVERY_DEAD, 0, 0},
    {"hold", {.kind = VERDICT_HOLD}, DELIVERY_QUEUED, 0, 0},
};
static void a_verdict_decides(void **state)
{
	const struct verdict_row *row = *state;
	struct office *o = office_open(":memory:");
	struct delivery out[1];
	struct delivery_row d;

	queue(o, "mail", "A", "a@example.org");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	settle(o, out[0].id, row->verdict, now);
	d = get(o, out[0].id);
	assert_int_equal(d.state, row->state);
	assert_int_equal(d.tries, 1);
	assert_string_equal(d.reason, verdict_name(row->verdict.kind));
	assert_in_range(d.next - now, row->wait_least_s, row->wait_most_s);
	office_close(o);
}

static void what_is_too_big_goes_again_without_its_calendar(void **state)
{
	struct verdict big = {
	    .kind = VERDICT_REJECT, .too_big = true, .reason = "552 5.3.4 too big"};
	struct letter l = {.id = "A",
	    .to = "a@example.org",
	    .subject = "s",
	    .text = "text",
	    .calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
	struct office *o = *state;
	scope(text) mail = {0};
	struct delivery out[1];
	int64_t id = queue(o, "mail", "A", "a@example.org");

	mime_add_letter(&mail, &o->settings.channels.at[0], &l);
	good(o, deliveries_rewrite(o->engine->db, id, mail.s, mail.len, &o->err));
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_non_null(strstr(out[0].body, "text/calendar"));
	settle(o, id, big, now);
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_null(strstr(out[0].body, "text/calendar"));
	assert_non_null(strstr(out[0].body, "Message-ID: <A@example.org>"));
	assert_true(out[0].body_n < mail.len);
	settle(o, id, big, now);
	assert_int_equal(get(o, id).state, DELIVERY_DEAD);
}

static void a_failing_endpoint_waits_and_is_probed_one_at_a_time(void **state)
{
	struct verdict refused = {.kind = VERDICT_RETRY, .endpoint = true};
	struct office *o = *state;
	struct delivery out[4];
	moment until;

	queue(o, "mail", "A", "a");
	queue(o, "mail", "B", "b");
	queue(o, "mail", "C", "c");
	assert_int_equal(claim(o, "mail", 2, now, out), 2);
	settle(o, out[0].id, refused, now);
	settle(o, out[1].id, refused, now);
	assert_int_equal(claim(o, "mail", 4, now, out), 0);
	until = outbox_next(o->engine, now);
	assert_in_range(until - now, 300, 360); /* two that failed together count as one failure */
	assert_int_equal(claim(o, "mail", 4, until, out), 1);
	assert_int_equal(claim(o, "mail", 4, until, out + 1), 0);
	assert_true(outbox_next(o->engine, until) == MOMENT_NEVER);
	settle(o, out[0].id, (struct verdict){.kind = VERDICT_SENT}, until);
	assert_int_equal(claim(o, "mail", 4, until, out), 2);
}

/* Receipts are written down together, and count as soon as somebody asks who is in flight. */
static void what_was_received_stands_in_no_probes_way(void **state)
{
	struct verdict sent = {.kind = VERDICT_SENT},
		       refused = {.kind = VERDICT_RETRY, .endpoint = true};
	struct office *o = *state;
	struct delivery out[5];
	moment until;

	for (int i = 0; i < 5; i++)
		queue(o, "mail", (const char *[]){"A", "B", "C", "D", "E"}[i], "a");
	assert_int_equal(claim(o, "mail", 4, now, out), 4);
	settle(o, out[0].id, sent, now);
	settle(o, out[1].id, sent, now + 1);
	snprintf(sent.reason, sizeof sent.reason, "other words");
	settle(o, out[2].id, sent, now + 1);
	settle(o, out[3].id, refused, now + 1);
	until = outbox_next(o->engine, now + 1);
	assert_true(until < MOMENT_NEVER);
	assert_int_equal(claim(o, "mail", 4, until, out + 3), 1);
	good(o, outbox_end(o->engine, &o->err));
	for (int i = 0; i < 3; i++) {
		struct delivery_row d = get(o, out[i].id);

		assert_int_equal(d.state, DELIVERY_SENT);
		assert_int_equal(d.ended, now + (i > 0));
		assert_string_equal(d.reason, i < 2 ? "sent" : "other words");
	}
}

static void another_letter_is_the_next_probe(void **state)
{
	struct verdict refused = {.kind = VERDICT_RETRY, .endpoint = true};
	struct office *o = *state;
	struct delivery out[4];
	moment later;

	queue(o, "mail", "A", "a");
	queue(o, "mail", "B", "b");
	claim(o, "mail", 1, now, out);
	settle(o, out[0].id, refused, now + 1);
	later = outbox_next(o->engine, now + 1);
	assert_int_equal(claim(o, "mail", 4, later, out), 1);
	assert_string_equal(out[0].letter, "B");
}

static void channels_of_one_robot_share_its_wait(void **state)
{
	struct office *o = *state;
	struct delivery out[4];

	office_channel(o, "group-2", "webhook");
	queue(o, "group", "A", "");
	queue(o, "group-2", "B", "");
	claim(o, "group", 1, now, out);
	settle(o, out[0].id,
	    (struct verdict){.kind = VERDICT_RETRY, .endpoint = true, .after_s = 60}, now);
	assert_int_equal(claim(o, "group-2", 1, now, out), 0);
	assert_int_equal(outbox_next(o->engine, now), now + 60);
	assert_int_equal(claim(o, "group-2", 1, now + 60, out), 1);
}

static void a_second_failure_may_pause_longer(void **state)
{
	struct verdict fast = {
	    .kind = VERDICT_RETRY, .endpoint = true, .after_s = 60, .again_s = 600};
	struct office *o = *state;
	struct delivery out[1];

	queue(o, "group", "A", "");
	claim(o, "group", 1, now, out);
	settle(o, out[0].id, fast, now);
	assert_int_equal(outbox_next(o->engine, now), now + 60);
	claim(o, "group", 1, now + 60, out);
	settle(o, out[0].id, fast, now + 60);
	assert_int_equal(outbox_next(o->engine, now + 60), now + 660);
}

/* Of a channel, as status has it. */
static int64_t doubted(struct office *o, const char *channel, moment at)
{
	json_scope status = office_verb(o, "status", at, "{}");
	const json_t *c;
	size_t i;

	json_array_foreach (json_object_get(status, "channels"), i, c)
		if (!strcmp(json_get_text(c, "name", ""), channel))
			return json_get_int(c, "in_doubt", -1);
	return -1;
}

static void what_may_have_come_twice_is_counted_by_month(void **state)
{
	struct verdict lost = verdict_of_failure(FAILURE_UNKNOWN_OUTCOME, "dot"),
		       busy = {.kind = VERDICT_RETRY}, sent = {.kind = VERDICT_SENT};
	struct office *o = *state;
	struct delivery out[2];
	int64_t a = queue(o, "mail", "A", "a"), b = queue(o, "mail", "B", "b");
	json_scope list = NULL;

	assert_int_equal(doubted(o, "mail", now), 0);
	assert_int_equal(claim(o, "mail", 2, now, out), 2);
	settle(o, a, lost, now);
	settle(o, b, busy, now);
	assert_int_equal(claim(o, "mail", 2, now + HOUR_S, out), 2);
	settle(o, a, lost, now + HOUR_S);
	settle(o, b, sent, now + HOUR_S);
	assert_int_equal(claim(o, "mail", 2, now + DAY_S, out), 1);
	settle(o, a, sent, now + DAY_S);
	good(o, outbox_end(o->engine, &o->err));
	office_restart(o);
	assert_int_equal(get(o, a).in_doubt, 2);
	assert_int_equal(get(o, b).in_doubt, 0);
	list = office_verb(o, "deliveries", now + DAY_S, "{}");
	assert_int_equal(
	    json_get_int(json_array_get(json_object_get(list, "items"), 1), "in_doubt", -1), 2);
	assert_int_equal(doubted(o, "mail", now + DAY_S), 1); /* 30 October */
	assert_int_equal(doubted(o, "group", now + DAY_S), 0);
	assert_int_equal(doubted(o, "mail", now + 4 * DAY_S), 0); /* November */
}

static void a_receipt_may_ask_for_a_pause(void **state)
{
	struct verdict spent = {.kind = VERDICT_SENT, .endpoint = true, .after_s = 3};
	struct office *o = *state;
	struct delivery out[1];

	queue(o, "group", "A", "");
	queue(o, "group", "B", "");
	claim(o, "group", 1, now, out);
	settle(o, out[0].id, spent, now);
	assert_int_equal(claim(o, "group", 1, now + 2, out), 0);
	assert_int_equal(outbox_next(o->engine, now), now + 3);
	assert_int_equal(claim(o, "group", 1, now + 3, out), 1);
}

static void what_gets_through_wakes_who_was_not_reached(void **state)
{
	struct verdict gone = {.kind = VERDICT_RETRY, .endpoint = true, .unreachable = true},
		       sent = {.kind = VERDICT_SENT};
	struct office *o = *state;
	struct delivery mail[4], group[4];
	moment later;

	for (int i = 0; i < 4; i++) {
		queue(o, "mail", arena_printf(&o->a, "M%d", i), "a");
		queue(o, "group", arena_printf(&o->a, "G%d", i), "");
	}
	assert_int_equal(claim(o, "mail", 1, now, mail), 1);
	assert_int_equal(claim(o, "group", 1, now, group), 1);
	settle(o, mail[0].id, gone, now);
	/* The group's success shortens the mail's five minutes, once. */
	settle(o, group[0].id, sent, now + 1);
	assert_int_equal(claim(o, "mail", 4, now + 1, mail), 1);
	settle(o, mail[0].id, gone, now + 1);
	claim(o, "group", 1, now + 2, group);
	settle(o, group[0].id, sent, now + 2);
	assert_int_equal(claim(o, "mail", 4, now + 2, mail), 0);
	/* The group's own recovery does so again. */
	claim(o, "group", 1, now + 3, group);
	settle(o, group[0].id, gone, now + 3);
	later = outbox_next(o->engine, now + 3);
	assert_int_equal(claim(o, "group", 1, later, group), 1);
	settle(o, group[0].id, sent, later);
	assert_int_equal(claim(o, "mail", 4, later, mail), 1);
}

static void requests_are_counted_by_month_and_told_at_80_percent(void **state)
{
	struct office *o = *state;
	struct delivery out[16];

	o->settings.channels.at[0].monthly_quota = 10;
	for (int i = 0; i < 10; i++)
		queue(o, "mail", arena_printf(&o->a, "L%d", i), "a");
	assert_int_equal(claim(o, "mail", 8, now, out), 8);
	assert_int_equal(office_count(o, "SELECT requests FROM endpoints"), 8);
	good(o, outbox_return(o->engine, out[7].id, &o->err));
	assert_int_equal(office_count(o, "SELECT requests FROM endpoints"), 7);
	good(o, outbox_end(o->engine, &o->err));
	office_restart(o);
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_string_equal(
	    office_words(o, "SELECT channel || ' ' || subject FROM deliveries d JOIN "
			    "contents c ON c.delivery = d.id WHERE channel = 'group'"),
	    "group 【本月额度已用80%】mail");
	assert_int_equal(
	    office_count(o, "SELECT requests FROM endpoints WHERE name LIKE 'smtp%'"), 9);
	claim(o, "mail", 1, now + 31 * DAY_S, out);
	assert_int_equal(
	    office_count(o, "SELECT requests FROM endpoints WHERE name LIKE 'smtp%'"), 1);
}

static void a_bucket_survives_a_restart(void **state)
{
	struct office *o = *state;
	struct delivery out[64];
	int first, again;

	office_channel(o, "robot", "wecom");
	for (int i = 0; i < 64; i++)
		queue(o, "robot", arena_printf(&o->a, "L%d", i), "");
	first = claim(o, "robot", 64, now, out);
	assert_in_range(first, 1, 20);
	good(o, outbox_end(o->engine, &o->err));
	office_restart(o);
	again = claim(o, "robot", 64, now, out);
	assert_int_equal(again, 0);
	assert_true(outbox_next(o->engine, now) > now);
	assert_true(claim(o, "robot", 64, outbox_next(o->engine, now), out) > 0);
}

static void a_held_channel_stands_still_until_released(void **state)
{
	struct office *o = *state;
	struct delivery out[4];

	office_unit(o, "监督二处", "mail:boss@example.org", true);
	queue(o, "group", "A", "");
	claim(o, "group", 1, now, out);
	settle(o, out[0].id,
	    (struct verdict){.kind = VERDICT_HOLD, .reason = "token does not exist"}, now);
	assert_int_equal(claim(o, "group", 1, now + DAY_S, out), 0);
	/* The supervisors hear of it once, by mail. */
	assert_string_equal(
	    office_words(o, "SELECT recipient || ' ' || subject FROM deliveries d JOIN contents c"
			    " ON c.delivery = d.id WHERE channel = 'mail'"),
	    "boss@example.org 【通道停用】group");
	assert_int_equal(claim(o, "mail", 4, now, out), 1);
	settle(o, out[0].id, (struct verdict){.kind = VERDICT_SENT}, now);
	assert_true(outbox_next(o->engine, now) == MOMENT_NEVER);
	good(o, engine_use(o->engine, &o->settings, now, &o->err));
	assert_int_equal(claim(o, "group", 1, now, out), 1);
	assert_string_equal(out[0].letter, "A");
}

static void a_released_queue_goes_out_as_one_fresh_message(void **state)
{
	static const struct row rows[] = {
	    {"1", "甲局", .due = "2017-06-30"}, {"2", "甲局", .due = "2017-07-31"}};
	struct office *o = *state;
	struct delivery out[4];
	moment then = office_moment(o, "2017-06-23T09:30"),
	       later = office_moment(o, "2017-06-29T10:30");

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	good(o, tick_run(o->engine, then, &o->err));
	good(o, tick_run(o->engine, tick_next(o->engine), &o->err));
	assert_int_equal(claim(o, "mail", 1, then + DAY_S, out), 1);
	settle(o, out[0].id, (struct verdict){.kind = VERDICT_HOLD}, then);
	office_tick(o, "2017-06-29T09:30");
	office_do(o, "retry", later, "{\"what\": \"mail\"}");
	good(o, tick_run(o->engine, later, &o->err));
	assert_int_equal(claim(o, "mail", 4, later, out), 1);
	assert_int_equal(claim(o, "mail", 4, later, out + 1), 0);
	assert_string_equal(
	    office_words(o,
		"SELECT key FROM reminders WHERE recipient = 'a@example.org' AND state = 1"
		" AND message IN (SELECT message FROM deliveries WHERE state = 1) ORDER BY key"),
	    "assigned before:1wd"); /* before:7d was overtaken */
}

static void a_dead_address_is_told_once_and_not_tried_again(void **state)
{
	static const struct row rows[] = {{"1", "甲局", .due = "2017-06-30"}};
	struct verdict gone = {
	    .kind = VERDICT_REJECT, .address_dead = true, .reason = "550 no such user"};
	struct office *o = *state;
	struct delivery out[4];
	moment first = office_moment(o, "2016-10-31T09:30"),
	       second = office_moment(o, "2017-05-31T09:30");

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	good(o, tick_run(o->engine, first, &o->err));
	assert_int_equal(claim(o, "mail", 1, first, out), 1);
	settle(o, out[0].id, gone, first);
	assert_int_equal(claim(o, "group", 4, first, out), 1);
	good(o, tick_run(o->engine, second, &o->err));
	assert_int_equal(claim(o, "mail", 4, second, out), 0);
	assert_int_equal(claim(o, "group", 4, second, out), 0);
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries WHERE state = 4"), 2);
	/* Listed, and one address is released alone. */
	assert_string_equal(
	    office_words(o, "SELECT channel || ':' || recipient FROM dead_addresses"),
	    "mail:a@example.org");
	assert_null(office_verb(o, "retry", second, "{\"what\": \"mail:b@example.org\"}"));
	assert_non_null(strstr(o->err.s, "is not dead"));
	office_do(o, "retry", second, "{\"what\": \"mail:a@example.org\"}");
	assert_int_equal(office_count(o, "SELECT count(*) FROM dead_addresses"), 0);
	assert_int_equal(claim(o, "mail", 4, second, out), 2);
	settle(o, out[0].id, gone, second);
	settle(o, out[1].id, gone, second);
	/* Put right, both go. */
	office_do(o, "retry", second, "{\"what\": \"mail\"}");
	assert_int_equal(claim(o, "mail", 4, second, out), 2);
}

static void deaths_of_one_hour_are_told_once(void **state)
{
	struct verdict refused = {.kind = VERDICT_REJECT};
	struct office *o = *state;
	struct delivery out[4];

	for (int i = 0; i < 3; i++) {
		const char *letter = arena_printf(&o->a, "L%d", i);

		queue(o, "mail", letter, "a");
		say(o, letter);
	}
	queue(o, "mail", "TEST", "a"); /* no reminder: nobody else needs to know */
	assert_int_equal(claim(o, "mail", 4, now, out), 4);
	settle(o, out[3].id, refused, now);
	assert_int_equal(claim(o, "group", 1, now, out + 3), 0);
	settle(o, out[0].id, refused, now);
	settle(o, out[1].id, refused, now + 10);
	assert_int_equal(claim(o, "group", 4, now + 10, out + 1), 1);
	settle(o, out[2].id, refused, now + DAY_S);
	assert_int_equal(claim(o, "group", 4, now + DAY_S, out), 1);
}

static void a_test_goes_first_and_its_dialogue_is_kept(void **state)
{
	struct office *o = *state;
	struct delivery out[4];
	json_scope test = NULL;
	json_scope before = NULL;
	json_scope after = NULL;

	queue(o, "group", "A", "");
	test = office_verb(o, "test", now, "{\"channel\": \"group\"}");
	assert_non_null(test);
	assert_int_equal(claim(o, "group", 1, now, out), 1);
	assert_string_equal(out[0].letter, json_get_text(test, "letter", ""));
	assert_true(out[0].trial);
	before = office_verb(
	    o, "dialogue", now, arena_printf(&o->a, "{\"letter\": \"%s\"}", out[0].letter));
	assert_false(json_get_bool(before, "settled", true));
	good(o, outbox_tell(o->engine, out[0].id, "> POST /\n", &o->err));
	settle(o, out[0].id, (struct verdict){.kind = VERDICT_HOLD, .reason = "why"}, now);
	after = office_verb(
	    o, "dialogue", now, arena_printf(&o->a, "{\"letter\": \"%s\"}", out[0].letter));
	assert_true(json_get_bool(after, "settled", false));
	assert_string_equal(json_get_text(after, "state", ""), "held");
	assert_string_equal(json_get_text(after, "reason", ""), "why");
	assert_string_equal(json_get_text(after, "dialogue", ""), "> POST /\n");
	assert_null(office_verb(o, "dialogue", now, "{\"letter\": \"X\"}"));
}

static void a_flight_that_a_crash_cut_off_starts_again(void **state)
{
	struct office *o = *state;
	struct delivery out[4];

	queue(o, "mail", "A", "a");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	good(o, outbox_end(o->engine, &o->err));
	office_restart(o);
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_string_equal(out[0].letter, "A");
	assert_int_equal(out[0].tries, 0);
}

static void what_was_handed_back_was_never_claimed(void **state)
{
	struct office *o = *state;
	struct delivery out[4];

	queue(o, "mail", "A", "a");
	claim(o, "mail", 1, now, out);
	good(o, outbox_return(o->engine, out[0].id, &o->err));
	good(o, outbox_end(o->engine, &o->err));
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	assert_int_equal(out[0].tries, 0);
}

/* The loop asks an empty queue again only when this number changed. */
static void letters_that_come_and_go_are_no_news_and_all_else_is(void **state)
{
	struct verdict sent = {.kind = VERDICT_SENT}, later = {.kind = VERDICT_RETRY},
		       refused = {.kind = VERDICT_RETRY, .endpoint = true};
	struct office *o = *state;
	struct delivery out[8];
	int64_t news;

	for (int i = 0; i < 8; i++)
		queue(o, "mail", arena_printf(&o->a, "L%d", i), "a");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	settle(o, out[0].id, sent, now);
	news = outbox_news(o->engine);
	assert_int_equal(claim(o, "mail", 4, now, out), 4);
	settle(o, out[0].id, sent, now);
	settle(o, out[1].id, sent, now);
	assert_true(outbox_news(o->engine) == news);
	settle(o, out[2].id, later, now);
	assert_true(outbox_news(o->engine) != news);
	news = outbox_news(o->engine);
	queue(o, "group", "G", "");
	assert_true(outbox_news(o->engine) != news);
	news = outbox_news(o->engine);
	settle(o, out[3].id, refused, now);
	assert_true(outbox_news(o->engine) != news);
	assert_int_equal(claim(o, "mail", 1, now + DAY_S, out), 1); /* the probe */
	news = outbox_news(o->engine);
	settle(o, out[0].id, sent, now + DAY_S);
	assert_true(outbox_news(o->engine) != news);
	assert_int_equal(claim(o, "mail", 8, now + DAY_S, out), 4);
}

static void settled_together_is_durable_together(void **state)
{
	struct office *o = *state;
	struct delivery out[4];
	struct db *other;
	int64_t n = -1;

	queue(o, "mail", "A", "a");
	queue(o, "mail", "B", "b");
	good(o, outbox_begin(o->engine, &o->err));
	assert_int_equal(claim(o, "mail", 2, now, out), 2);
	settle(o, out[0].id, (struct verdict){.kind = VERDICT_SENT}, now);
	settle(o, out[1].id, (struct verdict){.kind = VERDICT_SENT}, now);
	good(o, db_open(o->settings.state, &other, &o->err));
	good(o, db_number(other, "SELECT count(*) FROM deliveries WHERE state = 2", DB_NONE, &n,
		    &o->err));
	assert_int_equal(n, 0);
	good(o, outbox_end(o->engine, &o->err));
	good(o, db_number(other, "SELECT count(*) FROM deliveries WHERE state = 2", DB_NONE, &n,
		    &o->err));
	assert_int_equal(n, 2);
	db_close(other);
}

static void an_unsent_letter_expires_with_its_next_stage(void **state)
{
	static const struct row rows[] = {{"1", "甲局", .due = "2017-06-30"}};
	struct office *o = *state;
	struct delivery out[4];

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	office_tick(o, "2016-10-31T09:30");
	office_tick(o, "2017-05-31T09:30");
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries WHERE state = 3"), 1);
	assert_int_equal(claim(o, "mail", 4, office_moment(o, "2017-05-31T09:30"), out), 1);
}

/* Days are the clock's, waits are the delivery's. */
static void a_clock_set_back_makes_nothing_wait_for_it(void **state)
{
	struct verdict later = {.kind = VERDICT_RETRY},
		       refused = {.kind = VERDICT_RETRY, .endpoint = true, .after_s = 60};
	struct office *o = *state;
	moment then = now - DAY_S;
	struct delivery out[64];
	int64_t letter = queue(o, "mail", "A", "a");

	queue(o, "mail", "B", "b");
	queue(o, "group", "C", "");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	settle(o, out[0].id, later, now);
	assert_int_equal(claim(o, "group", 1, now, out), 1);
	settle(o, out[0].id, refused, now);
	office_channel(o, "robot", "wecom");
	for (int i = 0; i < 64; i++)
		queue(o, "robot", arena_printf(&o->a, "L%d", i), "");
	assert_true(claim(o, "robot", 64, now, out) > 0);
	good(o, outbox_set_back(o->engine, then, DAY_S, &o->err));
	assert_in_range(get(o, letter).next, then + 300, then + 360);
	assert_int_equal(get(o, letter).created, then);
	assert_int_equal(claim(o, "mail", 4, then, out), 1); /* B, which waited for nothing */
	assert_int_equal(claim(o, "group", 4, then + 59, out), 0);
	assert_int_equal(claim(o, "group", 4, then + 60, out), 1);
	assert_int_equal(claim(o, "robot", 64, then, out), 0);
	assert_true(claim(o, "robot", 64, then + MINUTE_S, out) > 0);
}

/* Nobody saw the step: what is of a time to come, or waits longer than anything can, gives it away. */
static void what_a_clock_that_was_ahead_queued_goes_after_a_restart(void **state)
{
	struct verdict later = {.kind = VERDICT_RETRY, .after_s = HOUR_S},
		       refused = {.kind = VERDICT_RETRY, .endpoint = true, .after_s = HOUR_S};
	struct office *o = *state;
	moment then = now - 2 * DAY_S;
	struct delivery out[4];
	int64_t letter = queue(o, "mail", "A", "a");

	queue(o, "group", "B", "");
	assert_int_equal(claim(o, "mail", 1, now, out), 1);
	settle(o, out[0].id, later, now);
	assert_int_equal(claim(o, "group", 1, now, out), 1);
	settle(o, out[0].id, refused, now);
	good(o, outbox_end(o->engine, &o->err));
	good(o, outbox_recover(o->engine, now, &o->err));
	assert_int_equal(get(o, letter).next, now + HOUR_S);
	assert_int_equal(claim(o, "group", 1, now, out), 0);
	good(o, outbox_recover(o->engine, then, &o->err));
	assert_int_equal(get(o, letter).next, then);
	assert_int_equal(get(o, letter).created, then);
	assert_int_equal(claim(o, "group", 1, then, out), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(a_claim_hands_out_once),
	    office_test(what_is_too_big_goes_again_without_its_calendar),
	    office_test(a_failing_endpoint_waits_and_is_probed_one_at_a_time),
	    office_test(what_was_received_stands_in_no_probes_way),
	    office_test(another_letter_is_the_next_probe),
	    office_test(channels_of_one_robot_share_its_wait),
	    office_test(a_second_failure_may_pause_longer),
	    office_test(what_may_have_come_twice_is_counted_by_month),
	    office_test(a_receipt_may_ask_for_a_pause),
	    office_test(what_gets_through_wakes_who_was_not_reached),
	    office_test(requests_are_counted_by_month_and_told_at_80_percent),
	    office_test(a_bucket_survives_a_restart),
	    office_test(a_clock_set_back_makes_nothing_wait_for_it),
	    office_test(what_a_clock_that_was_ahead_queued_goes_after_a_restart),
	    office_test(a_held_channel_stands_still_until_released),
	    office_test(a_released_queue_goes_out_as_one_fresh_message),
	    office_test(a_dead_address_is_told_once_and_not_tried_again),
	    office_test(deaths_of_one_hour_are_told_once),
	    office_test(a_test_goes_first_and_its_dialogue_is_kept),
	    office_test(a_flight_that_a_crash_cut_off_starts_again),
	    office_test(what_was_handed_back_was_never_claimed),
	    office_test(letters_that_come_and_go_are_no_news_and_all_else_is),
	    office_test(settled_together_is_durable_together),
	    office_test(an_unsent_letter_expires_with_its_next_stage),
	};

	return cmocka_run_group_tests_name("outbox", tests, NULL, NULL) +
	       table_run("verdicts", verdict_rows, a_verdict_decides);
}
