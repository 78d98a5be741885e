/* The wall clock jumps forward and back, by minutes, days and weeks, and through the hours that daylight saving skips or
 * repeats. Whatever the clock did, nothing is said twice and nothing is missing in the end: how each occurrence stands
 * was told as in a life without jumps. PLANS=n in the environment tries n. */
#include <inttypes.h>
#include "draw.h"
#include "office.h"

enum { PLANS = 20, TASKS = 4, JUMPS = 30 };

/* Where the clock is at the end of both lives, and the latest reminder of each occurrence for each recipient. */
static const char *footprint(struct office *o)
{
	return office_words(o,
	    "SELECT t.key || '@' || occurrence || '/' || r.key || '/' || recipient || char(10), "
	    "max(instant)"
	    " FROM reminders r JOIN tasks t ON t.id = r.task WHERE stage = 3 OR stage = 2"
	    " GROUP BY t.key, occurrence, channel, recipient ORDER BY 1");
}

static void live(struct office *o, moment from, moment to, uint64_t *seed)
{
	moment now = from;

	for (int i = 0; seed && i < JUMPS; i++) {
		moment jump = below(seed, 3) ? below(seed, 3 * DAY_S) : below(seed, 40 * DAY_S);

		now += below(seed, 3) ? jump : -jump;
		now = now > to ? to : now;
		good(o, tick_run(o->engine, now, &o->err));
	}
	for (now = seed ? now : from; now < to;) {
		good(o, tick_run(o->engine, now, &o->err));
		now = tick_next(o->engine);
		assert_true(now > 0);
	}
	good(o, tick_run(o->engine, to, &o->err));
}

static void take(struct office *o, const struct row *rows, moment from)
{
	struct diff changes = office_take(o, "office-1", rows, TASKS, from);

	diff_release(&changes);
}

static void jumps_lose_and_repeat_nothing(void **state)
{
	static const char *const zones[] = {"Asia/Shanghai", "Europe/Berlin", "America/New_York"};
	const char *wanted = getenv("PLANS");
	int plans = wanted ? atoi(wanted) : PLANS;
	uint64_t seed = 20170326;

	(void)state;
	print_message("jumps: seed %" PRIu64 ", %d plans\n", seed, plans);
	for (int plan = 0; plan < plans; plan++) {
		struct office *calm = office_open(":memory:"), *shaken = office_open(":memory:");
		char dues[TASKS][11], numbers[TASKS][12];
		struct row rows[TASKS] = {0};
		moment from = office_moment(calm, "2017-03-01T00:00"), to = from + 400 * DAY_S;

		for (int i = 0; i < TASKS; i++) {
			civil_print(office_day("2017-03-20") + (day)below(&seed, 300), dues[i]);
			snprintf(numbers[i], sizeof numbers[i], "%d", i + 1);
			rows[i] = (struct row){.no = numbers[i], .unit = "甲局", .due = dues[i]};
		}
		good(calm, zone_open(zones[plan % 3], &calm->settings.calendar.zone, &calm->err));
		shaken->settings.calendar.zone = calm->settings.calendar.zone;
		calm->settings.policies.list.at[0].at_s =
		    shaken->settings.policies.list.at[0].at_s =
			(int)below(&seed, 18) * HOUR_S +
			40 * MINUTE_S; /* 02:40 does not exist once a year */
		take(calm, rows, from);
		take(shaken, rows, from);
		live(calm, from, to, NULL);
		live(shaken, from, to, &seed);
		if (strcmp(footprint(calm), footprint(shaken)))
			fail_msg("plan %d:\n%s\n--- with jumps:\n%s", plan, footprint(calm),
			    footprint(shaken));
		assert_int_equal(
		    office_count(shaken, "SELECT count(*) - count(DISTINCT task || key || due || "
					 "channel || recipient) FROM reminders"),
		    0);
		assert_int_equal(
		    office_count(shaken, "SELECT count(*) FROM reminders WHERE state = 0"), 0);
		office_close(calm);
		office_close(shaken);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(jumps_lose_and_repeat_nothing)};

	return cmocka_run_group_tests_name("jumps", tests, NULL, NULL);
}
