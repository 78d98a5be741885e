#include "config/conf_policies.h"
#include "conf.h"

#define POLICY(rest) "policies : ( { name = \"p\";\n " rest " } );\n"

static const struct conf_bad rows[] = {
    {"a lead time that is none", POLICY("before = [ \"30d\", \"soon\" ];"),
	"2: before: \"soon\" is no length of time; write it as \"30d\", \"1wd\" or \"4h\"\n"},
    {"a lead time of nothing", POLICY("before = [ \"0d\" ];"),
	"2: before: \"0d\" is not more than nothing; write it as \"30d\", \"1wd\" or \"4h\"\n"},
    {"a lead time of a century", POLICY("before = [ \"100y\" ];"),
	"2: before: \"100y\" is longer than ten years\n"},
    {"a lead time twice", POLICY("before = [ \"7d\", \"7d\" ];"),
	"2: before: \"7d\" stands twice\n"},
    {"a rhythm of hours", POLICY("overdue_every = \"4h\";"),
	"2: overdue_every: is told in days at least: \"5wd\" or \"1w\"\n"},
    {"a spread of days", POLICY("spread = \"1d\";"),
	"2: spread: \"1d\" is no part of a day; write it as \"10m\" or \"1h\"\n"},
    {"a day that ends before it starts", POLICY("at = \"18:30\";"),
	"1: policies: \"p\": at 18:30 and a spread of 10 minutes pass not_after 18:00\n"},
    {"a patience of hours", POLICY("silent_after = \"4h\";"),
	"2: silent_after: is told in days at least: \"5wd\" or \"1w\"\n"},
    {"an acceptance by nobody", POLICY("accept = \"boss\";"),
	"2: accept: \"boss\" is not known; expected one of auto, supervisor\n"},
    {"a ladder that is none", POLICY("escalate = [ \"2wd\" ];"),
	"2: escalate: must be a list of steps, as in ( { after = \"2wd\"; to = [ \"supervisors\" "
	"]; } "
	")\n"},
    {"a step to nobody", POLICY("escalate = ( { after = \"2wd\"; } );"),
	"2: escalate: \"to\" is missing\n"},
    {"a step that comes before the one before it",
	POLICY("escalate = ( { after = \"5wd\"; to = [ \"owners\" ]; },\n"
	       " { after = \"2wd\"; to = [ \"owners\" ]; } );"),
	"3: escalate: each step comes later than the one before it\n"},
    {"a step of what does not climb",
	POLICY("escalate = ( { after = \"5wd\"; to = [ \"owners\" ]; of = [ \"due\" ]; } );"),
	"2: of: \"due\" does not climb the ladder; write overdue, behind, silent or unsigned\n"},
    {"a bulletin of the hour", POLICY("bulletin : { every = \"hour\"; };"),
	"2: every: \"hour\" is not known; expected one of never, week, "
	"month\n"},
    {"an audience that is none", POLICY("tell : { overdue = [ \"owner\" ]; };"),
	"2: overdue: no channel is named \"owner\"; add it to channels\n"},
    {"a stage that is none", POLICY("tell : { overdu = [ \"owners\" ]; };"),
	"2: overdu: unknown key; did you mean \"overdue\"?\n"},
    {"supervisors where there are none", POLICY("tell : { overdue = [ \"supervisors\" ]; };"),
	"warning 2: overdue: no unit has role = \"supervisor\"; nobody hears of this\n"},
    {"a policy twice", "policies : ( { name = \"p\"; },\n { name = \"p\"; } );\n",
	"2: name: there is another policy \"p\"\n"},
    {"no policy at all", "policies : ( );\n",
	"1: policies: holds no policy; leave it out for \"default\"\n"},
    {"a policy that nothing defines", POLICY("") "apply : (\n { policy = \"defalt\"; } );\n",
	"4: policy: no policy is named \"defalt\"; add it to policies\n"},
    {"a policy that is misspelt", "apply : (\n { policy = \"defalt\"; } );\n",
	"2: policy: no policy is named \"defalt\"; did you mean \"default\"?\n"},
    {"a rule behind one for everything",
	"apply : ( { policy = \"default\"; notice = \"*\"; },\n { policy = \"default\"; unit = "
	"\"甲局\"; } );\n",
	"warning 2: apply: is never reached: an earlier entry is for everything\n"},
};

static void test_what_an_entry_names(void **state)
{
	struct conf c;
	const struct policy *p;

	(void)state;
	conf_open(&c);
	conf_read(&c,
	    POLICY("before = [ \"4h\", \"2wd\" ]; at = \"08:30\"; spread = \"1h\"; not_after = "
		   "\"17:00\"; workdays_only = "
		   "false; overdue_every = \"1w\"; overdue_limit = 3; tell : { due = [ "
		   "\"leads\", \"drop:x\" ]; fell-back = [ \"leads\" ]; }; behind_every = \"5wd\"; "
		   "silent_after = \"never\"; sign_within = \"2wd\"; accept = \"supervisor\"; "
		   "changes = "
		   "\"now\"; nights = false; escalate = ( { after = \"2wd\"; to = [ \"leads\" ]; "
		   "of = [ "
		   "\"overdue\", \"behind\" ]; }, { after = \"10wd\"; to = [ \"drop:x\" ]; } ); "
		   "bulletin "
		   ": { every = \"week\"; to = [ \"drop:x\" ]; };") "apply : ( { policy = \"p\"; "
								    "notice = "
								    "\"jiangmen-*\"; unit = "
								    "\"甲局\"; } );\n");
	assert_true(c.good);
	p = policy_named(&c.settings.policies, "p");
	assert_int_equal(p->before.n, 2);
	assert_int_equal(p->before.at[0].unit, DURATION_HOURS);
	assert_int_equal(p->before.at[1].n, 2);
	assert_int_equal(p->at_s, 8 * 3600 + 1800);
	assert_int_equal(p->spread_s, 3600);
	assert_int_equal(p->not_after_s, 17 * 3600);
	assert_false(p->workdays_only);
	assert_int_equal(p->overdue_every.unit, DURATION_WEEKS);
	assert_int_equal(p->overdue_limit, 3);
	assert_int_equal(p->tell[STAGE_DUE].n, 2);
	assert_string_equal(p->tell[STAGE_FELL_BACK].at[0], "leads");
	assert_int_equal(p->behind_every.n, 5);
	assert_int_equal(p->silent_after.unit, DURATION_NONE);
	assert_int_equal(p->sign_within.n, 2);
	assert_true(p->review && p->changes_at_once && !p->nights);
	assert_int_equal(p->escalate.n, 2);
	assert_int_equal(p->escalate.at[0].of, 1 << STAGE_OVERDUE | 1 << STAGE_BEHIND);
	assert_int_equal(p->escalate.at[1].of, STAGES_ESCALATED);
	assert_string_equal(p->escalate.at[1].to.at[0], "drop:x");
	assert_int_equal(p->bulletin.every, BULLETIN_WEEK);
	assert_string_equal(p->bulletin.to.at[0], "drop:x");
	assert_string_equal(p->tell[STAGE_DUE].at[1], "drop:x");
	assert_string_equal(p->tell[STAGE_BEFORE].at[0], "owners");
	assert_string_equal(c.settings.policies.rules.at[0].unit, "甲局");
	assert_null(c.settings.policies.rules.at[0].task);
	conf_close(&c);
}

static void test_what_an_entry_leaves_out(void **state)
{
	struct conf c;
	const struct policy *p;
	scope(arena) arena = {0};
	const struct policy defaults = policy_defaults(&arena, "p");

	(void)state;
	conf_open(&c);
	conf_read(&c, POLICY(""));
	assert_true(c.good);
	assert_int_equal(c.settings.policies.list.n, 1);
	p = policy_named(&c.settings.policies, "p");
	assert_int_equal(p->at_s, defaults.at_s);
	assert_int_equal(p->before.n, defaults.before.n);
	assert_int_equal(p->tell[STAGE_OVERDUE].n, defaults.tell[STAGE_OVERDUE].n);
	conf_close(&c);
}

static void test_no_lead_times_at_all(void **state)
{
	struct conf c;

	(void)state;
	conf_open(&c);
	conf_read(&c, POLICY("before = [ ];"));
	assert_true(c.good);
	assert_int_equal(c.settings.policies.list.at[0].before.n, 0);
	conf_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_an_entry_names),
	    cmocka_unit_test(test_what_an_entry_leaves_out),
	    cmocka_unit_test(test_no_lead_times_at_all),
	};

	return table_run("policies: mistakes", rows, conf_check_bad) +
	       cmocka_run_group_tests_name("policies", tests, NULL, NULL);
}
