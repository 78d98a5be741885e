/* Whom the plan reaches, and that deputies hear: asked of a small office whose units are away at times. */
#include "office.h"

static struct unit *unit_add(struct office *o, const char *name, const char *notify)
{
	struct unit *u;

	office_unit(o, name, notify, false);
	u = &o->settings.directory.units.at[o->settings.directory.units.n - 1];
	return u;
}

static void away(
    struct office *o, struct unit *u, const char *first, const char *last, const char *deputy)
{
	*list_push(&o->settings.arena, &u->away) =
	    (struct absence){office_day(first), office_day(last)};
	if (deputy)
		*list_push(&o->settings.arena, &u->deputies) = deputy;
}

static struct unit_group *group_add(struct office *o, const char *name, const char *member)
{
	struct unit_group *g = list_push(&o->settings.arena, &o->settings.directory.groups);

	g->name = name;
	*list_push(&o->settings.arena, &g->members) = member;
	return g;
}

/* One line a unit: "NAME TASKS/LEADING/SUPPORTING REACHED CHANNEL:ADDRESS(UNIT[ until DAY]) …[ SUGGESTION?]". */
static void add_unit_line(struct text *out, const json_t *unit)
{
	const json_t *hears = json_object_get(unit, "hears"), *to;
	size_t i;

	text_addf(out, "%s %lld/%lld/%lld %s", json_get_text(unit, "name", ""),
	    (long long)json_get_int(unit, "tasks", 0), (long long)json_get_int(unit, "leading", 0),
	    (long long)json_get_int(unit, "supporting", 0), json_get_text(unit, "reached", ""));
	json_array_foreach (hears, i, to) {
		text_addf(out, " %s:%s(%s", json_get_text(to, "channel", ""),
		    json_get_text(to, "address", ""), json_get_text(to, "unit", "-"));
		if (json_get_text(to, "deputy_until", NULL))
			text_addf(out, " until %s", json_get_text(to, "deputy_until", NULL));
		text_addc(out, ')');
	}
	if (json_get_text(unit, "suggestion", NULL))
		text_addf(out, " %s?", json_get_text(unit, "suggestion", NULL));
	text_addc(out, '\n');
}

static void check_units(
    struct office *o, const char *now, const char *arguments, const char *expected)
{
	json_scope answer = office_verb(o, "units", office_moment(o, now), arguments);
	scope(text) out = {0};
	const json_t *one;
	size_t i;

	if (!answer)
		fail_msg("%s", o->err.s);
	json_array_foreach (json_object_get(answer, "units"), i, one)
		add_unit_line(&out, one);
	json_array_foreach (json_object_get(answer, "unused"), i, one)
		text_addf(&out, "unused %s\n", json_string_value(one));
	assert_string_equal(text_get(&out), expected);
}

static void every_name_is_listed_worst_first(void **state)
{
	static const struct row rows[] = {
	    {"1", "甲局", .due = "2027-06-30"},
	    {"2", "市网信局", .due = "2027-06-30"},
	    {"3", "各区", .due = "2027-06-30"},
	    {"4", "哑局", .due = "2027-06-30"},
	    {"5", "甲 局", .due = "2027-06-30"},
	};
	static const struct row others[] = {{"1", "市網信局", .due = "2027-06-30"}};
	struct office *o = *state;
	moment now = office_moment(o, "2026-11-26T08:00");
	struct diff changes;

	unit_add(o, "哑局", NULL)->notify.n = 0;
	unit_add(o, "市网信统筹局", "mail:w@example.org");
	away(o, unit_add(o, "东区", "mail:e@example.org"), "2026-11-20", "2026-11-30", "乙局");
	group_add(o, "各*区", "东区");
	office_read(o, rows, now);
	changes = office_take(o, "office-2", others, ROWS(others), now);
	diff_release(&changes);
	check_units(o, "2026-11-26T08:00", "{}",
	    "哑局 1/0/0 nobody\n"
	    "市网信局 2/0/0 unknown_units mail:unknown@example.org(市网信局) 市网信统筹局?\n"
	    "甲局 2/0/0 listed mail:a@example.org(甲局)\n"
	    "各区 1/0/0 listed mail:b@example.org(东区 until 2026-11-30)\n"
	    "unused 市网信统筹局\n");
	check_units(o, "2026-12-01T00:00", "{\"notice\": \"office-2\"}",
	    "市網信局 1/0/0 unknown_units mail:unknown@example.org(市網信局) 市网信统筹局?\n");
	o->settings.directory.unknown.n = 0;
	check_units(o, "2026-12-01T00:00", "{\"notice\": \"office-2\"}",
	    "市網信局 1/0/0 nobody 市网信统筹局?\n");
}

static void leading_and_supporting_are_counted(void **state)
{
	static const struct row rows[] = {{"1", "甲局", .due = "2027-06-30"}};
	struct office *o = *state;
	struct notice n = office_notice("office-1", "2026-10-29", rows, 1);
	moment now = office_moment(o, "2026-11-26T08:00");
	struct diff changes = {0};
	struct task *t = &n.tasks.at[0];

	*list_push(&n.arena, &t->units) = "乙局";
	*list_push(&n.arena, &t->lead) = "甲局";
	*list_push(&n.arena, &t->supporting) = "乙局";
	*list_push(&n.arena, &t->supporting) = "督查室";
	good(o, take_notice(o->engine, &n, now, &changes, &o->err));
	notice_release(&n);
	diff_release(&changes);
	check_units(o, "2026-11-26T08:00", "{}",
	    "甲局 1/1/0 listed mail:a@example.org(甲局)\n"
	    "乙局 1/0/1 listed mail:b@example.org(乙局)\n"
	    "督查室 1/0/1 listed group:(督查室)\n");
	good(o, take_present(o->engine, &(struct names){0}, now, &o->err));
	check_units(o, "2026-11-26T08:00", "{}", "unused 甲局\nunused 乙局\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(every_name_is_listed_worst_first),
	    office_test(leading_and_supporting_are_counted),
	};

	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
