#include "config/conf_units.h"
#include "conf.h"

#define MAIL                                                                                       \
	"channels : ( { name = \"mail\"; type = \"smtp\"; url = \"smtp://m.example.org\"; from = " \
	"\"a@example.org\"; } );\n"

static const struct conf_bad rows[] = {
    {"no recipients", "units : (\n { name = \"甲局\"; } );\n", "2: units: \"notify\" is missing\n"},
    {"a channel that is misspelt",
	MAIL "units : ( { name = \"甲局\";\n notify = [ \"mial:a@example.org\" ]; } );\n",
	"3: notify: no channel is named \"mial\"; did you mean \"mail\"?\n"},
    {"a channel that nothing resembles",
	MAIL "units : ( { name = \"甲局\";\n notify = [ \"wecom\" ]; } );\n",
	"3: notify: no channel is named \"wecom\"; add it to channels\n"},
    {"a mail without an address",
	MAIL "units : ( { name = \"甲局\";\n notify = [ \"mail\" ]; } );\n",
	"3: notify: \"mail\" needs an address: \"mail:name@example.org\"\n"},
    {"an address that is none",
	MAIL "units : ( { name = \"甲局\";\n notify = [ \"mail:jia@\" ]; } );\n",
	"3: notify: \"jia@\" is no mail address\n"},
    {"several wrong recipients in their own lines",
	MAIL "units : ( { name = \"甲局\"; notify = [ \"mail:a b@example.org\",\n "
	     "\"mail:b@example.org\",\n \"x\" ]; } );\n",
	"2: notify: \"a b@example.org\" is no mail address\n4: notify: no channel is named \"x\"; "
	"add it to channels\n"},
    {"an audience is no recipient", "units : ( { name = \"甲局\"; notify = [ \"owners\" ]; } );\n",
	"1: notify: no channel is named \"owners\"; add it to channels\n"},
    {"a role that is none",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; role = \"boss\"; } );\n",
	"1: role: \"boss\" is not known; expected one of owner, supervisor\n"},
    {"a unit twice, in both scripts",
	"units : ( { name = \"网信局\"; notify = [ \"drop\" ]; },\n { name = \"網信局\"; notify = "
	"[ \"drop\" ]; } );\n",
	"2: name: \"網信局\" already stands in line 1\n"},
    {"an alias that is another's name",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; },\n { name = \"乙局\"; aliases = [ "
	"\"丙局\",\n \"甲 局\" ]; notify = [ \"drop\" ]; } );\n",
	"3: aliases: \"甲 局\" already stands in line 1\n"},
    {"a group with a unit's name",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; } );\ngroups : ( { name = \"甲局\"; "
	"members = [ \"甲局\" ]; } );\n",
	"2: name: \"甲局\" already stands in line 1\n"},
    {"a member that is no unit",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; } );\ngroups : ( { name = \"各局\"; "
	"members = [ \"甲局\", \"乙局\" ]; } );\n",
	"warning 2: members: \"乙局\" is no unit; it is reached through unknown_units\n"},
    {"a channel in unknown_units that is none", "unknown_units = [ \"drop:{unit}\", \"dropp\" ];\n",
	"1: unknown_units: no channel is named \"dropp\"; did you mean \"drop\"?\n"},
};

static void test_who_is_who(void **state)
{
	struct conf c;
	const struct unit *unit;

	(void)state;
	conf_open(&c);
	conf_read(&c,
	    MAIL "units : ( { name = \"市府办公室\"; aliases = [ \"市政府办公室\" ]; notify = [ "
		 "\"mail:a@example.org\" ]; },\n"
		 " { name = \"督查室\"; role = \"supervisor\"; notify = [ \"mail:b@example.org\" "
		 "]; } );\n"
		 "groups : ( { name = \"各室\"; members = [ \"市政府办公室\", \"督查室\" ]; } );\n"
		 "unknown_units = [ \"mail:{unit}@example.org\" ];\n");
	assert_true(c.good);
	unit = directory_find(&c.settings.directory, "市政府辦公室");
	assert_non_null(unit);
	assert_string_equal(unit->name, "市府办公室");
	assert_false(unit->supervisor);
	assert_true(directory_find(&c.settings.directory, "督查室")->supervisor);
	assert_int_equal(c.settings.directory.groups.at[0].members.n, 2);
	assert_string_equal(c.settings.directory.unknown.at[0], "mail:{unit}@example.org");
	conf_close(&c);
}

/* A district has thousands of units; their names are compared without comparing each with each. */
static void test_many_units(void **state)
{
	scope(text) text = {0};
	struct conf c;

	(void)state;
	conf_open(&c);
	text_add(&text, "units : ( ");
	for (int i = 0; i < 5000; i++)
		text_addf(
		    &text, "%s{ name = \"单位%d\"; notify = [ \"drop\" ]; }\n", i ? "," : "", i);
	text_add(&text, ");\n");
	conf_read(&c, text.s);
	assert_true(c.good);
	assert_int_equal(c.settings.directory.units.n, 5000);
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_who_is_who),
	    cmocka_unit_test(test_many_units),
	};

	return table_run("units: mistakes", rows, conf_check_bad) +
	       cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
