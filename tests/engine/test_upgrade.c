/* A database of an earlier schema, found again after months (after a restore, or an upgrade that took its time): it is
 * brought up to date, and says of each occurrence only the latest stage, once. */
#include "office.h"
#include "store/store.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "甲局", .due = "2018-12-31"},
    {"3", "乙局", .recurrence = "FREQ=MONTHLY;BYMONTHDAY=5"},
};

/* Schemas 2 and 3 taken back, statement by statement. */
static void back_to_schema_1(struct office *o)
{
	static const char *const statements[] = {"ALTER TABLE endpoints DROP COLUMN since",
	    "ALTER TABLE endpoints DROP COLUMN network", "ALTER TABLE endpoints DROP COLUMN month",
	    "ALTER TABLE endpoints DROP COLUMN requests",
	    "ALTER TABLE endpoints DROP COLUMN warned", "ALTER TABLE reminders DROP COLUMN instead",
	    "DROP TABLE dialogues", "DROP INDEX deliveries_doubted",
	    "ALTER TABLE deliveries DROP COLUMN in_doubt",
	    "CREATE INDEX deliveries_waiting ON deliveries (channel, recipient) WHERE state = 0"};

	for (size_t i = 0; i < ROWS(statements); i++)
		good(o, db_script(o->engine->db, statements[i], &o->err));
	good(o, store_set(o->engine->db, "schema", "1", &o->err));
}

static void an_old_database_says_the_latest_only(void **state)
{
	struct office *o = *state;
	int64_t before;

	office_watch(o);
	office_read(o, rows, office_moment(o, "2016-10-29T08:00"));
	office_tick(o, "2016-10-31T09:30");
	office_tick(o, "2016-12-05T09:30");
	before = office_count(o, "SELECT count(*) FROM reminders");
	back_to_schema_1(o);
	office_restart(o);
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), before);
	/* Seven months later, late in the morning: a message for each recipient, not dozens. */
	office_tick(o, "2017-07-03T11:00");
	assert_int_equal(
	    office_count(o, "SELECT max(n) FROM (SELECT count(DISTINCT message) n FROM reminders"
			    " WHERE instant > 1490000000 GROUP BY channel, recipient)"),
	    1);
	assert_string_equal(
	    office_words(o,
		"SELECT key FROM reminders WHERE task = 1 AND recipient = 'a@example.org'"
		" AND state = 1 AND instant > 1490000000"),
	    "overdue:1");
	/* And nothing of it again, however often it is asked. */
	before = office_count(o, "SELECT count(*) FROM deliveries");
	office_restart(o);
	office_tick(o, "2017-07-03T11:00");
	office_tick(o, "2017-07-03T11:10");
	assert_int_equal(office_count(o, "SELECT count(*) FROM deliveries"), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {office_test(an_old_database_says_the_latest_only)};

	return cmocka_run_group_tests_name("upgrade", tests, NULL, NULL);
}
