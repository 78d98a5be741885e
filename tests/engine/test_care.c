/* What does not get out: the way through another channel, and what the supervisors hear. */
#include "engine/care.h"
#include "engine/outbox.h"
#include "office.h"

static const struct row rows[] = {{"1", "丙局", .due = "2017-06-30"}};
static const struct verdict refused = {
    .kind = VERDICT_RETRY, .endpoint = true, .reason = "no connection"};
static const struct verdict hold = {.kind = VERDICT_HOLD, .reason = "token does not exist"};
static const struct verdict sent = {.kind = VERDICT_SENT, .reason = "ok"};

/* A group of its own, through which alone 丙局 hears, with mail to fall back on. */
static struct channel *add_robot(struct office *o, const char *fallback)
{
	struct channel *c = office_channel(o, "robot", "wecom");

	c->url = "https://robots.example.org/hook/secret";
	c->fallback = fallback;
	c->fallback_after_s = HOUR_S;
	office_unit(o, "丙局", "robot", false);
	return c;
}

static void settle_all(struct office *o, const char *channel, const struct verdict *v, moment at)
{
	struct delivery out[8];
	int n = 0;

	good(o, outbox_claim(o->engine, settings_channel(&o->settings, channel), 8, at, &o->a, out,
		    &n, &o->err));
	for (int i = 0; i < n; i++)
		good(o, outbox_settle(o->engine, out[i].id, v, at, &o->err));
	good(o, outbox_end(o->engine, &o->err));
}

static void tick(struct office *o, moment at)
{
	good(o, tick_run(o->engine, at, &o->err));
}

/* Who is to get what is queued now. */
static const char *queued(struct office *o)
{
	return office_words(o, "SELECT DISTINCT channel || ':' || recipient FROM deliveries"
			       " WHERE state = 0 ORDER BY 1");
}

/* A first slot is said; what the robot has queued stays there. */
static moment say_first(struct office *o)
{
	moment slot = office_moment(o, "2016-10-31T09:30");

	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	tick(o, slot);
	return slot;
}

static void a_held_channel_goes_through_its_fallback(void **state)
{
	struct office *o = *state;
	moment slot, later;

	add_robot(o, "mail:chief@example.org");
	slot = say_first(o);
	assert_string_equal(queued(o), "robot:");
	settle_all(o, "robot", &hold, slot);
	assert_true(tick_next(o->engine) <= slot);
	tick(o, slot + 1);
	assert_string_equal(
	    queued(o), "group: mail:chief@example.org"); /* group: what is told of the hold */
	assert_string_equal(
	    office_words(o, "SELECT reason FROM deliveries WHERE channel = 'robot'"),
	    "goes out through mail:chief@example.org");
	settle_all(o, "mail", &sent, slot + 1);
	settle_all(o, "group", &sent, slot + 1);
	/* The next stage goes the same way at once. */
	later = office_moment(o, "2017-05-31T09:30");
	tick(o, later);
	tick(o, tick_next(o->engine));
	assert_string_equal(queued(o), "mail:chief@example.org");
	settle_all(o, "mail", &sent, later);
	/* Once it is mended, nothing is said twice, and the next stage is its own again. */
	office_do(o, "retry", later + 60, "{\"what\": \"robot\"}");
	tick(o, later + 60);
	assert_string_equal(queued(o), "");
	tick(o, office_moment(o, "2017-06-23T09:30"));
	assert_string_equal(queued(o), "robot:");
}

static void a_failing_channel_goes_through_its_fallback_after_an_hour(void **state)
{
	struct office *o = *state;
	moment slot, at;

	add_robot(o, "mail:chief@example.org");
	slot = say_first(o);
	settle_all(o, "robot", &refused, slot);
	for (at = slot; at < slot + HOUR_S; at = tick_next(o->engine) < outbox_next(o->engine, at)
						     ? tick_next(o->engine)
						     : outbox_next(o->engine, at)) {
		tick(o, at);
		assert_string_equal(queued(o), "robot:");
		settle_all(o, "robot", &refused, at);
	}
	settle_all(o, "robot", &refused, at);
	tick(o, at);
	tick(o, at);
	assert_string_equal(queued(o), "mail:chief@example.org");
	/* What comes next is the probe; when that fails it goes round as well, and when not it does not. */
	at = office_moment(o, "2017-05-31T09:30");
	tick(o, at);
	settle_all(o, "robot", &refused, at);
	tick(o, at);
	tick(o, at);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries WHERE channel = 'mail'"), 2);
	at = office_moment(o, "2017-06-23T09:30");
	tick(o, at);
	settle_all(o, "robot", &sent, at);
	tick(o, at);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries WHERE channel = 'mail'"), 2);
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries WHERE state = 2"), 1);
}

static void a_channel_alone_means_the_unit_s_address_there(void **state)
{
	struct office *o = *state;
	moment slot;

	add_robot(o, "mail");
	*list_push(&o->settings.arena, &o->settings.directory.units.at[3].notify) =
	    "mail:c@example.org";
	slot = say_first(o);
	assert_string_equal(queued(o), "mail:c@example.org robot:");
	settle_all(o, "mail", &sent, slot);
	settle_all(o, "robot", &hold, slot);
	tick(o, slot + 1);
	/* It heard of it there anyway. */
	assert_string_equal(queued(o), "group:");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE instead IS NOT NULL"), 0);
}

static void without_an_address_the_supervisors_hear(void **state)
{
	struct office *o = *state;
	moment slot;

	add_robot(o, "mail");
	office_unit(o, "监督二处", "mail:boss@example.org", true);
	slot = say_first(o);
	settle_all(o, "robot", &hold, slot);
	settle_all(o, "mail", &sent, slot);
	tick(o, slot + 1);
	assert_string_equal(
	    office_words(o, "SELECT recipient FROM deliveries WHERE channel = 'mail' AND message IN"
			    " (SELECT message FROM reminders WHERE instead = 'robot')"),
	    "boss@example.org");
}

static void the_message_says_in_whose_place_it_comes(void **state)
{
	struct office *o = *state;
	moment slot;

	o->settings.channels.at[1].fallback = "group";
	add_robot(o, "group");
	slot = say_first(o);
	settle_all(o, "robot", &hold, slot);
	tick(o, slot + 1);
	assert_non_null(strstr(
	    office_words(o,
		"SELECT CAST(c.body AS TEXT) FROM deliveries d JOIN contents c ON c.delivery = d.id"
		" JOIN reminders r ON r.message = d.message WHERE r.instead = 'robot'"),
	    "\"instead\":[\"robot\"]"));
}

static void two_that_stand_in_for_each_other_lose_nothing(void **state)
{
	struct office *o = *state;
	moment slot;

	office_channel(o, "second", "ntfy")->url = "https://second.example.org/secret";
	o->settings.channels.at[2].fallback = "robot";
	o->settings.channels.at[2].fallback_after_s = HOUR_S;
	add_robot(o, "second");
	slot = say_first(o);
	settle_all(o, "robot", &hold, slot);
	tick(o, slot + 1);
	assert_string_equal(queued(o), "group: second:");
	settle_all(o, "second", &hold, slot + 1);
	tick(o, slot + 2);
	assert_int_equal(
	    office_count(
		o, "SELECT count(*) FROM deliveries WHERE state = 0 AND channel = 'second'"),
	    1);
	assert_true(tick_next(o->engine) > slot + 2);
}

static void what_is_unsent_for_four_hours_is_told_once(void **state)
{
	static const char told[] =
	    "SELECT count(*) FROM contents WHERE subject LIKE '【%份提醒积压】robot'";
	struct office *o = *state;
	moment slot, at;

	add_robot(o, NULL);
	slot = say_first(o);
	settle_all(o, "robot", &refused, slot);
	tick(o, slot);
	assert_int_equal(tick_next(o->engine), slot + UNSENT_S);
	tick(o, slot + UNSENT_S);
	assert_int_equal(office_count(o, told), 1);
	for (at = slot + UNSENT_S; at < slot + DAY_S; at += HOUR_S) {
		settle_all(o, "robot", &refused, at);
		tick(o, at);
	}
	assert_int_equal(office_count(o, told), 1);
	/* Once something got through, the next standstill is another one. */
	settle_all(o, "robot", &sent, slot + 2 * DAY_S);
	at = office_moment(o, "2017-05-31T09:30");
	tick(o, at);
	settle_all(o, "robot", &refused, at);
	tick(o, at + UNSENT_S + 1);
	assert_int_equal(office_count(o, told), 2);
}

static void all_well_needs_no_care(void **state)
{
	struct office *o = *state;
	moment slot;

	add_robot(o, "mail:chief@example.org");
	slot = say_first(o);
	settle_all(o, "robot", &sent, slot);
	assert_true(care_next(o->engine) == MOMENT_NEVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(a_held_channel_goes_through_its_fallback),
	    office_test(a_failing_channel_goes_through_its_fallback_after_an_hour),
	    office_test(a_channel_alone_means_the_unit_s_address_there),
	    office_test(without_an_address_the_supervisors_hear),
	    office_test(the_message_says_in_whose_place_it_comes),
	    office_test(two_that_stand_in_for_each_other_lose_nothing),
	    office_test(what_is_unsent_for_four_hours_is_told_once),
	    office_test(all_well_needs_no_care),
	};

	return cmocka_run_group_tests_name("care", tests, NULL, NULL);
}
