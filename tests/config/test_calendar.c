#include "config/conf_calendar.h"
#include "conf.h"

static const struct conf_bad rows[] = {
    {"a zone that is none", "timezone = \"Asia/Jiangmen\";\n",
	"1: timezone: \"Asia/Jiangmen\" is no time zone of this system; name one as "
	"\"Asia/Shanghai\"\n"},
    {"a weekday that is none", "calendar : { weekend = [ \"sat\", \"sunday\" ]; };\n",
	"1: weekend: \"sunday\" is not known; expected one of mon, tue, wed, thu, fri, sat, sun\n"},
    {"a week without work",
	"calendar : { weekend = [ \"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\" ]; "
	"};\n",
	"1: weekend: leaves no working day\n"},
    {"holidays that are not there", "calendar : {\n holidays = [ \"cn.tsv\" ]; };\n",
	"2: holidays: $/cn.tsv cannot be read: No such file or directory\n"},
};

static bool works(const struct conf *c, int year, int month, int mday)
{
	return workday_is(&c->settings.calendar.workdays, civil_day(year, month, mday));
}

static void test_shipped_holidays(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, "timezone = \"Asia/Shanghai\";\n");
	assert_true(c.good);
	assert_string_equal(c.settings.calendar.zone.name, "Asia/Shanghai");
	assert_false(works(&c, 2018, 10, 1));
	assert_true(works(&c, 2018, 12, 29));
	conf_close(&c);
}

static void test_own_holidays_instead(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_write(&c, "own.tsv", "2018-06-04\toff\tFoundation day\n", 0644);
	conf_read(&c, "calendar : { weekend = [ \"fri\" ]; holidays = [ \"own.tsv\" ]; };\n");
	assert_true(c.good);
	assert_false(works(&c, 2018, 6, 4));
	assert_true(works(&c, 2018, 10, 1));
	assert_true(works(&c, 2018, 6, 2));
	assert_false(works(&c, 2018, 6, 1));
	conf_close(&c);
}

static void test_no_weekend_and_no_holidays(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, "calendar : { weekend = [ ]; holidays = [ ]; };\n");
	assert_true(c.good);
	assert_true(works(&c, 2018, 10, 1));
	assert_true(works(&c, 2018, 10, 7));
	conf_close(&c);
}

static void test_mistakes_of_a_table_have_its_lines(void **state)
{
	struct conf c;
	scope(text) place = {0};

	(void)state;
	conf_open(&c);
	conf_write(&c, "own.tsv", "2018-06-04\toff\tFoundation day\n2018-02-30\toff\tx\n", 0644);
	conf_read(&c, "notices = [];\ncalendar : { holidays = [ \"own.tsv\" ]; };\n");
	assert_false(c.good);
	conf_expand(&c, "$/own.tsv", &place);
	assert_string_equal(c.mistakes.list.at[0].file, text_get(&place));
	assert_int_equal(c.mistakes.list.at[0].line, 2);
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shipped_holidays),
	    cmocka_unit_test(test_own_holidays_instead),
	    cmocka_unit_test(test_no_weekend_and_no_holidays),
	    cmocka_unit_test(test_mistakes_of_a_table_have_its_lines),
	};

	return table_run("calendar: mistakes", rows, conf_check_bad) +
	       cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
