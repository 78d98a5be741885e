#include "config/conf_units.h"
#include "conf.h"

#define MAIL                                                                                       \
	"channels : ( { name = \"mail\"; type = \"smtp\"; url = \"smtp://m.example.org\"; from = " \
	"\"a@example.org\"; } );\n"

/* A unit that is away, in lines 1 and 2, beside one that may be meant. */
#define AWAY(days, deputies)                                                                           \
	"units : ( { name = \"市政府办公室\"; notify = [ \"drop\" ]; },\n { name = \"甲局\"; " \
	"notify = [ \"drop\" ]; away = [ " days " ]; deputy = [ " deputies " ]; } );\n"

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
    {"a member that is written a little differently",
	"units : ( { name = \"市农业农村局\"; notify = [ \"drop\" ]; } );\ngroups : ( { name = "
	"\"各局\"; members = [\n \"市農業农村厅\", \"各科\" ]; },\n { name = \"各科\"; members "
	"= [ \"市农业农村局\" ]; } );\n",
	"warning 3: members: \"市農業农村厅\" is no unit; it is reached through unknown_units; did "
	"you mean \"市农业农村局\"?\n"},
    {"a unit's name that is a pattern",
	"units : ( { name = \"市＊局\"; notify = [ \"drop\" ]; } );\n",
	"1: name: \"市＊局\" is a pattern; a unit has a name, and patterns in aliases\n"},
    {"absences that are none",
	AWAY("\"2026-12\",\n \"2026-02-29..2026-03-02\",\n \"2026-12-15..2026-12-01\", "
	     "\"2026-12-01...2026-12-15\"",
	    "\"drop\""),
	"2: away: \"2026-12\" is not understood; expected a day or the first and last of several: "
	"\"2026-12-01..2026-12-15\"\n"
	"3: away: \"2026-02-29..2026-03-02\" is not understood; expected a day or the first and "
	"last of several: \"2026-12-01..2026-12-15\"\n"
	"4: away: \"2026-12-15..2026-12-01\" ends before it begins\n"
	"4: away: \"2026-12-01...2026-12-15\" is not understood; expected a day or the first and "
	"last of several: \"2026-12-01..2026-12-15\"\n"},
    {"an absence that is no text",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; deputy = \"drop\";\n away = 5; } "
	");\n",
	"2: away: expected a list of texts [ \"…\", \"…\" ], found a number\n"},
    {"away without a deputy",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ];\n away = \"2026-12-01\"; } );\n",
	"warning 2: away: \"deputy\" is missing; while it is away the unit itself hears\n"},
    {"a deputy that is nobody", AWAY("\"2026-12-01\"", "\"drop\",\n \"市府辦\", \"dropp\""),
	"3: deputy: \"市府辦\" is neither a unit nor a channel; did you mean \"市政府办公室\"?\n"
	"3: deputy: \"dropp\" is neither a unit nor a channel\n"},
    {"a deputy's channel that is none", AWAY("\"2026-12-01\"", "\"dropp:x\""),
	"2: deputy: no channel is named \"dropp\"; did you mean \"drop\"?\n"},
    {"its own deputy", AWAY("\"2026-12-01\"", "\"甲 局\""),
	"2: deputy: \"甲 局\" cannot be its own deputy\n"},
    {"deputies that are all away",
	"units : ( { name = \"甲局\"; notify = [ \"drop\" ]; away = [ \"2026-11-01\", "
	"\"2026-12-01..2026-12-15\" ];\n deputy = \"乙局\"; },\n"
	"{ name = \"乙局\"; notify = [ \"drop\" ]; away = \"2026-12-10 .. 2026-12-20\";\n "
	"deputy = [ \"甲局\" ]; } );\n",
	"warning 2: deputy: on 2026-12-10 no deputy of \"甲局\" is there; it hears itself then\n"
	"warning 4: deputy: on 2026-12-10 no deputy of \"乙局\" is there; it hears itself then\n"},
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

static void check_reaches(struct conf *c, const char *name, day today, const char *expected)
{
	struct recipients who = {0};
	scope(text) out = {0};

	directory_expand(&c->settings.directory, name, today, &c->settings.arena, &who);
	list_each (const struct recipient *, to, who)
		text_addf(&out, "%s ", to->address);
	assert_string_equal(text_get(&out), expected);
}

/* Two that stand in for each other, a text alone or a list, a channel as a deputy, a group of groups. */
static void test_absences(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c,
	    MAIL "units : ( { name = \"甲局\"; notify = [ \"mail:a@example.org\" ]; away = "
		 "\"2026-12-01..2026-12-15\"; deputy = \"乙局\"; },\n"
		 "{ name = \"乙局\"; aliases = [ \"乙*\" ]; notify = [ \"mail:b@example.org\" ]; "
		 "away = [ \"2026-11-30\", \"2026-12-16..2026-12-31\" ]; deputy = [ \"甲局\", "
		 "\"mail:c@example.org\" ]; } );\n"
		 "groups : ( { name = \"各局\"; members = [ \"甲局\", \"乙组\" ]; },\n"
		 "{ name = \"各*\"; members = [ \"各局\" ]; } );\n"
		 "unknown_units = [ \"mail:d@example.org\" ];\n");
	assert_int_equal(c.mistakes.list.n, 1); /* the folder of notices */
	assert_true(c.good);
	check_reaches(&c, "甲局", civil_day(2026, 12, 1), "b@example.org ");
	check_reaches(&c, "甲局", civil_day(2026, 12, 16), "a@example.org ");
	check_reaches(&c, "乙局", civil_day(2026, 11, 30), "a@example.org c@example.org ");
	check_reaches(&c, "乙局", civil_day(2026, 12, 31), "a@example.org c@example.org ");
	check_reaches(&c, "各單位", civil_day(2026, 12, 15), "b@example.org ");
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
	    cmocka_unit_test(test_absences),
	};

	return table_run("units: mistakes", rows, conf_check_bad) +
	       cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
