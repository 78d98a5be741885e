/* A notice that is taken in portions, and breaks off at any of them, against the same notice taken at once. */
#include <limits.h>
#include "engine/outbox.h"
#include "engine/reading.h"
#include "office.h"
#include "plan/plan_json.h"

enum { TASKS = 50, FEW = 7 };

/* Year 1 as it is published first; year 2: three tasks are new in front of all, so that every number moves, every fifth
 * goes, every seventh has another day, one has no deadline, and a target is called by another name. */
static struct notice reading_of(int year)
{
	struct row rows[2 * TASKS];
	scope(arena) a = {0};
	struct notice n;
	size_t k = 0;

	for (int i = year == 1 ? 1 : -2; i <= TASKS; i++) {
		bool moves = year == 2 && i % 7 == 0;

		if (year == 2 && i > 0 && i % 5 == 0)
			continue;
		rows[k] = (struct row){.no = arena_printf(&a, "%d", year == 1 ? i : (int)k + 1),
		    .unit = i % 2 ? "甲局" : "乙局",
		    .due = i == 8  ? NULL
			   : moves ? "2017-09-30"
				   : "2017-06-30",
		    .target = i % 3 ? 0 : 100};
		k++;
	}
	n = office_notice("office-1", "2016-10-29", rows, k);
	k = 0;
	for (int i = year == 1 ? 1 : -2; i <= TASKS; i++) {
		if (year == 2 && i > 0 && i % 5 == 0)
			continue;
		n.tasks.at[k].no = arena_dup(&n.arena, n.tasks.at[k].no);
		n.tasks.at[k].text = arena_printf(&n.arena, "第%d项任务, 办理%c%c%c事项", i,
		    'a' + i % 20, 'k' + i % 7, 'q' + i % 5);
		if (year == 2 && i == 9)
			n.tasks.at[k].milestones.at[0].targets.at[0].metric = "开放数据集";
		k++;
	}
	return n;
}

/* Everything that the store holds of the plan, and what was said of it (that letters wait is told anew after a start). The
 * order of retired tasks means nothing. */
static const char *all_of(struct office *o)
{
	return arena_printf(&o->a, "%s\n%s\n%s\n%s\n%s",
	    office_words(o, "SELECT key || '|' || iif(retired, '-', position) || '|' || body || "
			    "'|' || known || '|' ||"
			    " coalesce(retired, '-') || x'0a' FROM tasks ORDER BY key"),
	    office_words(o, "SELECT t.key || '|' || r.milestone || '|' || r.due || '|' || r.key || "
			    "'|' || recipient"
			    " || '|' || r.at || '|' || state || x'0a' FROM reminders r JOIN tasks "
			    "t ON t.id = r.task"
			    " ORDER BY 1"),
	    office_words(o, "SELECT task || '|' || milestone || '|' || kind || '|' || at || '|' || "
			    "detail || x'0a'"
			    " FROM events ORDER BY 1"),
	    office_words(o, "SELECT t.key || '|' || milestone || '|' || g.known || '|' || "
			    "coalesce(at, '-') || x'0a'"
			    " FROM agenda g JOIN tasks t ON t.id = g.task ORDER BY 1"),
	    office_words(o, "SELECT recipient || '|' || subject || x'0a' FROM deliveries JOIN "
			    "contents ON delivery = id"
			    " WHERE subject NOT LIKE '%积压%' ORDER BY 1"));
}

/* At most `steps` of the taking; true when it was done before. */
static bool take_some(struct office *o, int year, moment now, int steps)
{
	struct notice fresh = reading_of(year);
	struct diff changes = {0};
	struct taking *t;
	bool more = true;

	take_open(o->engine, &fresh, now, &changes, &t);
	while (more && steps-- > 0)
		good(o, take_step(t, &more, &o->err));
	take_close(t);
	diff_release(&changes);
	notice_release(&fresh);
	return !more;
}

static void restart(struct office *o)
{
	office_restart(o);
	o->engine->portion = FEW;
}

/* The first line in which they differ says more than two long texts. */
static void assert_same(const char *got, const char *whole, int steps)
{
	size_t i = 0, line = 0;

	for (; got[i] && got[i] == whole[i]; i++)
		line = got[i] == '\n' ? i + 1 : line;
	if (got[i] || whole[i])
		fail_msg(
		    "after %d steps:\n%.400s\ninstead of\n%.400s", steps, got + line, whole + line);
}

/* Both years; it breaks off each time after `steps` steps of the second one, and the notice is read once more. */
static const char *take_both(struct office *o, int portion, int steps, int *broken)
{
	moment first = office_moment(o, "2016-11-01T08:00"),
	       second = office_moment(o, "2016-12-01T08:00");

	o->engine->portion = portion;
	assert_true(take_some(o, 1, first, INT_MAX));
	office_tick(o, "2016-11-02T10:00");
	office_do(o, "report", first + 2 * DAY_S,
	    "{\"address\": \"office-1:9.1\", \"values\": [\"数据集=40\"]}");
	while (!take_some(o, 2, second, steps)) {
		++*broken;
		restart(o);
		if (steps < INT_MAX / 2)
			steps += 2;
	}
	office_tick(o, "2016-12-02T10:00");
	office_tick(o, "2017-07-01T10:00");
	return all_of(o);
}

static void breaks_off_anywhere(void **state)
{
	struct office *o = *state;
	int broken = 0;
	const char *whole = take_both(o, INT_MAX, INT_MAX, &broken);

	assert_int_equal(broken, 0);
	assert_int_not_equal(
	    office_count(o, "SELECT count(*) FROM tasks WHERE retired IS NOT NULL"), 0);
	assert_int_not_equal(office_count(o, "SELECT count(*) FROM events WHERE kind = 'move'"), 0);
	for (int steps = 1; steps < 12; steps++) {
		struct office *other = office_open(NULL);

		assert_same(take_both(other, FEW, steps, &broken), whole, steps);
		office_close(other);
	}
	assert_true(broken > 20);
}

/* A new notice of which a part is there when the program ends: nothing of it is said until all of it is there, and then
 * everything once, and all that has no deadline in one letter. */
static void half_a_notice_is_silent(void **state)
{
	struct office *o = *state;
	moment now = office_moment(o, "2016-11-01T08:00");

	o->engine->portion = FEW;
	assert_false(take_some(o, 1, now, 4));
	restart(o);
	assert_int_not_equal(office_count(o, "SELECT count(*) FROM tasks"), 0);
	office_tick(o, "2016-11-01T10:00");
	office_tick(o, "2016-11-02T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	assert_true(take_some(o, 1, office_moment(o, "2016-11-02T11:00"), INT_MAX));
	office_tick(o, "2016-11-04T10:00");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE stage = 0"), TASKS - 1);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries WHERE channel = 'mail'"), 2);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM deliveries WHERE channel = 'group'"), 1);
	assert_int_equal(office_count(o, "SELECT count(*) FROM meta WHERE key LIKE 'taking%'"), 0);
}

/* Between two portions the clock goes on, but nothing is looked at, and a small notice is one transaction. */
static void waits_for_the_whole(void **state)
{
	struct office *o = *state;
	struct notice fresh = reading_of(1);
	struct diff changes = {0};
	struct taking *t;
	bool more = true;
	int steps = 0, seen = 0;

	o->engine->portion = FEW;
	take_open(o->engine, &fresh, office_moment(o, "2016-11-01T08:00"), &changes, &t);
	for (; more; steps++) {
		good(o, take_step(t, &more, &o->err));
		seen += office_count(o, "SELECT count(*) FROM notices WHERE retired IS NULL") == 0;
		assert_int_equal(tick_next(o->engine), MOMENT_NEVER);
		office_tick(o, "2016-11-02T10:00");
		assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	}
	take_close(t);
	assert_true(steps > TASKS / FEW && seen >= TASKS / FEW);
	office_tick(o, "2016-11-02T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), TASKS - 1);
	diff_release(&changes);
	notice_release(&fresh);
}

/* The file goes while its notice is taken: what is there of it is retired with it. */
static void goes_in_the_middle(void **state)
{
	struct office *o = *state;
	struct names none = {0};
	struct notice fresh = reading_of(1);
	struct diff changes = {0};
	struct taking *t;
	bool more = true;

	o->engine->portion = FEW;
	take_open(o->engine, &fresh, office_moment(o, "2016-11-01T08:00"), &changes, &t);
	for (int i = 0; i < 4; i++)
		good(o, take_step(t, &more, &o->err));
	good(o, take_present(o->engine, &none, office_moment(o, "2016-11-01T08:01"), &o->err));
	while (more)
		good(o, take_step(t, &more, &o->err));
	take_close(t);
	assert_int_equal(changes.changes.n, 0);
	assert_int_equal(office_count(o, "SELECT count(*) FROM notices WHERE retired IS NULL"), 0);
	office_tick(o, "2016-11-02T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	notice_release(&fresh);
}

/* From the child's text, whose pieces come in any order. */
static void reads_text_in_any_order(void **state)
{
	struct office *o = *state;
	scope(text) json = {0}, summary = {0};

	text_add(&json, " { \"diagnostics\" : [ ] "
			",\"tasks\":[{\"no\":\"1\",\"text\":\"甲\",\"units\":[\"甲局\"],"
			"\"deadlines\":[{\"kind\":\"recurring\",\"recurrence\":\"FREQ=YEARLY\"}]} "
			", {\"no\":\"2\","
			"\"text\":\"乙\"}], \"odd\": [1, {}], \"issued\":\"2016-10-29\" } ");
	good(o, reading_take(o->engine, "office-1", &json, office_moment(o, "2016-11-01T08:00"),
		    &summary, &o->err));
	assert_string_equal(summary.s,
	    "notice=office-1 tasks=2 added=2 returned=0 moved=0 reworded=0"
	    " retired=0 diagnostics=0");
	assert_non_null(strstr(
	    office_words(o, "SELECT body FROM tasks WHERE key = '1'"), "\"since\":\"2016-10-29\""));
}

struct broken {
	const char *name, *json, *says;
};
static const struct broken broken[] = {
    {"the text ends early", "{\"tasks\": [{\"no\": \"1\"}", "a comma or ]"},
    {"nothing follows", "{\"tasks\": []} x", "the end"},
    {"no object", "[]", "an object"},
    {"a key twice", "{\"tasks\": [], \"tasks\": []}", "twice"},
    {"a key twice within", "{\"tasks\": [{\"no\": \"1\", \"no\": \"2\"}]}", "duplicate"},
    {"no comma", "{\"tasks\": [{} {}]}", "a comma or ]"},
    {"a comma at the end", "{\"tasks\": [],}", "a key"},
    {"a comma before nothing", "{\"tasks\": [{},]}", "is no JSON"},
    {"no tasks", "{}", "tasks: expected a list"},
    {"a wrong task is named", "{\"tasks\": [{}, {\"line\": -1}]}", "tasks[1].line: expected"},
};

static void refuses(void **state)
{
	const struct broken *b = *state;
	struct office *o = office_open(":memory:");
	scope(text) json = {0}, summary = {0};

	text_add(&json, b->json);
	assert_false(reading_take(
	    o->engine, "office-1", &json, office_moment(o, "2016-11-01T08:00"), &summary, &o->err));
	if (!strstr(o->err.s, b->says))
		fail_msg("%s", o->err.s);
	assert_int_equal(office_count(o, "SELECT count(*) FROM notices"), 0);
	office_close(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(breaks_off_anywhere),
	    office_test(half_a_notice_is_silent),
	    office_test(waits_for_the_whole),
	    office_test(goes_in_the_middle),
	    office_test(reads_text_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) + table_run("text", broken, refuses);
}
