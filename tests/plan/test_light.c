#include "plan/light.h"
#include "table.h"

/* Monday 2017-05-22 10:00 UTC; 7 days count as soon. */
static const struct row {
	const char *name;
	int due; /* days from that Monday */
	enum standing standing;
	enum light light;
	int workdays_left;
} rows[] = {
    {"far away", 30, STANDING_OPEN, LIGHT_GREEN, 22},
    {"eight days", 8, STANDING_OPEN, LIGHT_GREEN, 6},
    {"seven days", 7, STANDING_OPEN, LIGHT_YELLOW, 5},
    {"today", 0, STANDING_OPEN, LIGHT_YELLOW, 0},
    {"yesterday, a Sunday", -1, STANDING_OPEN, LIGHT_RED, -1},
    {"three days ago", -3, STANDING_OPEN, LIGHT_RED, -1},
    {"claimed in time", 30, STANDING_CLAIMED, LIGHT_GREEN, 22},
    {"claimed, passed", -3, STANDING_CLAIMED, LIGHT_YELLOW, -1},
    {"done, passed", -3, STANDING_DONE, LIGHT_GREY, -1},
    {"waived", 3, STANDING_WAIVED, LIGHT_GREY, 3},
    {"retired", -3, STANDING_RETIRED, LIGHT_GREY, -1},
};

static void test_light(void **state)
{
	const struct row *row = *state;
	struct calendar c = {0};
	day today = civil_day(2017, 5, 22);
	moment now = (moment)today * DAY_S + 10 * HOUR_S;
	struct occurrence o = {
	    .due = today + row->due, .end = (moment)(today + row->due + 1) * DAY_S};
	struct state s = {.standing = row->standing};
	struct outlook look = outlook_of(&o, &s, false, &c, now, 7);

	assert_int_equal(look.light, row->light);
	assert_int_equal(look.days_left, row->due);
	assert_int_equal(look.workdays_left, row->workdays_left);
	assert_int_equal(look.seconds_left, o.end - now);
}

/* To the second: the last one is in time, the next is not. */
static void test_edge(void **state)
{
	struct calendar c = {0};
	struct occurrence o = {.due = 17000, .end = 17000 * (moment)DAY_S + 3600, .timed = true};
	struct occurrence none = {.due = DAY_NONE};
	struct state s = {.standing = STANDING_OPEN};

	(void)state;
	assert_int_equal(outlook_of(&o, &s, false, &c, o.end - 1, 7).light, LIGHT_YELLOW);
	assert_int_equal(outlook_of(&o, &s, false, &c, o.end - 1, 7).seconds_left, 1);
	assert_int_equal(outlook_of(&o, &s, false, &c, o.end, 7).light, LIGHT_RED);
	assert_int_equal(outlook_of(&o, &s, false, &c, o.end, 7).days_left, 0);
	assert_int_equal(outlook_of(&none, &s, false, &c, 0, 7).light, LIGHT_GREY);
}

/* The office's day, not Greenwich's. */
static void test_zone(void **state)
{
	struct calendar c = {0};
	day due = civil_day(2017, 6, 30);
	struct occurrence o = {.due = due};
	struct state s = {.standing = STANDING_OPEN};
	moment late;

	(void)state;
	assert_true(zone_open("Asia/Shanghai", &c.zone, NULL));
	late = zone_moment(&c.zone, due, 86399);
	o.end = late + 1;
	assert_int_equal(outlook_of(&o, &s, false, &c, late, 7).days_left, 0);
	assert_int_equal(outlook_of(&o, &s, false, &c, late + 1, 7).days_left, -1);
	assert_int_equal(outlook_of(&o, &s, false, &c, late + 1, 7).light, LIGHT_RED);
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(light_name(LIGHT_GREY), "grey");
	assert_string_equal(light_name(LIGHT_GREEN), "green");
	assert_string_equal(light_name(LIGHT_YELLOW), "yellow");
	assert_string_equal(light_name(LIGHT_RED), "red");
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_edge), cmocka_unit_test(test_zone), cmocka_unit_test(test_names)};

	return table_run("lights", rows, test_light) +
	       cmocka_run_group_tests_name("outlook", others, NULL, NULL);
}
