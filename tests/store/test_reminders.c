#include "store/reminders.h"
#include "temporary.h"

/* A reminder as the schedule makes them; tests change what they are about. */
static struct reminder sample(int64_t task, const char *key)
{
	struct reminder r = {.task = task,
	    .milestone = 1,
	    .occurrence = "2026",
	    .due = 20000,
	    .instant = {.stage = STAGE_OVERDUE, .repeat = 3, .day = 19999, .at = 900},
	    .to = {"mail", "a@example.org", "督查室"},
	    .at = 1000};

	snprintf(r.instant.key, sizeof r.instant.key, "%s", key);
	return r;
}

static bool add(struct temporary *t, struct reminder r)
{
	bool fresh;

	good(t, reminders_add(t->db, &r, &fresh, &t->err));
	return fresh;
}

static void a_repeat_is_impossible(void **state)
{
	struct temporary *t = *state;
	struct reminder r = sample(temporary_task(t, "1"), "due");

	assert_true(add(t, r));
	assert_false(add(t, r));
	temporary_reopen(t);
	assert_false(add(t, r));
}

static bool is_said_for(struct temporary *t, struct reminder r, const char *unit)
{
	scope(arena) a = {0};
	struct recipients who = {0};

	r.to.unit = unit;
	good(t, reminders_said_for(t->db, &r, &a, &who, &t->err));
	if (who.n)
		assert_string_equal(who.at[0].address, "a@example.org");
	return who.n;
}

static void what_was_said_for_a_unit_is_known(void **state)
{
	struct temporary *t = *state;
	struct reminder r = sample(temporary_task(t, "1"), "due"), later = r;
	bool fresh;

	good(t, reminders_add(t->db, &r, &fresh, &t->err));
	assert_false(is_said_for(t, r, "督查室"));
	good(t, reminders_mark(t->db, r.id, REMINDER_SAID, "m", &t->err));
	assert_true(is_said_for(t, r, "督查室"));
	r.to.address = "deputy@example.org";
	assert_true(is_said_for(t, r, "督查室"));
	assert_false(is_said_for(t, r, "甲局"));
	strcpy(later.instant.key, "overdue:1");
	assert_false(is_said_for(t, later, "督查室"));
	later = r;
	later.due++;
	assert_false(is_said_for(t, later, "督查室"));
}

static void what_was_forgotten_can_be_put_down_again(void **state)
{
	struct temporary *t = *state;
	struct reminder r = sample(temporary_task(t, "1"), "due");
	moment next;
	bool fresh;

	good(t, reminders_add(t->db, &r, &fresh, &t->err));
	good(t, reminders_forget(t->db, r.id, &t->err));
	good(t, reminders_next(t->db, &next, &t->err));
	assert_true(next == MOMENT_NEVER);
	assert_true(add(t, r));
	assert_false(add(t, r));
}

/* What makes another reminder of it, and what does not. */
struct difference {
	const char *name;
	void (*change)(struct reminder *r);
	bool fresh;
};
static void change_occurrence(struct reminder *r)
{
	r->occurrence = "2027";
}
static void change_channel(struct reminder *r)
{
	r->to.channel = "group";
}
static void change_address(struct reminder *r)
{
	r->to.address = "b@example.org";
}
static void change_due(struct reminder *r)
{
	r->due++;
}
static void change_key(struct reminder *r)
{
	strcpy(r->instant.key, "overdue:4");
}
static void change_milestone(struct reminder *r)
{
	r->milestone = 2;
}
static void change_unit(struct reminder *r)
{
	r->to.unit = "another name";
}
static void change_slot(struct reminder *r)
{
	r->at += 60;
}
static const struct difference differences[] = {
    {"another occurrence", change_occurrence, true},
    {"another channel", change_channel, true},
    {"another address", change_address, true},
    {"a day that moved", change_due, true},
    {"another stage", change_key, true},
    {"another milestone", change_milestone, true},
    {"another name of the unit", change_unit, false},
    {"another slot", change_slot, false},
};
static void the_key_is_the_address_stage_and_recipient(void **state)
{
	const struct difference *row = *state;
	struct temporary *t = NULL;
	struct reminder r;

	assert_int_equal(temporary_open((void **)&t), 0);
	r = sample(temporary_task(t, "1"), "overdue:3");
	assert_true(add(t, r));
	row->change(&r);
	assert_int_equal(add(t, r), row->fresh);
	temporary_close((void **)&t);
}

static void what_waits_comes_back_whole(void **state)
{
	struct temporary *t = *state;
	struct reminder r = sample(temporary_task(t, "1"), "overdue:3");
	struct reminders waiting = {0};

	r.instant.timed = r.late = true;
	r.merged = 2;
	add(t, r);
	good(t, reminders_waiting(t->db, &r.to, 1000, &t->a, &waiting, &t->err));
	assert_int_equal(waiting.n, 1);
	assert_string_equal(waiting.at[0].occurrence, "2026");
	assert_string_equal(waiting.at[0].instant.key, "overdue:3");
	assert_int_equal(waiting.at[0].instant.stage, STAGE_OVERDUE);
	assert_int_equal(waiting.at[0].instant.repeat, 3);
	assert_int_equal(waiting.at[0].instant.day, 19999);
	assert_int_equal(waiting.at[0].instant.at, 900);
	assert_true(waiting.at[0].instant.timed && waiting.at[0].late);
	assert_int_equal(waiting.at[0].merged, 2);
	assert_int_equal(waiting.at[0].due, 20000);
	assert_string_equal(waiting.at[0].to.unit, "督查室");
}

static void a_later_stage_silences_what_waits(void **state)
{
	struct temporary *t = *state;
	int64_t task = temporary_task(t, "1");
	struct reminder first = sample(task, "before:7d"), other = sample(task, "before:7d");
	struct reminders waiting = {0};

	other.to.address = "b@example.org";
	add(t, first);
	add(t, other);
	add(t, sample(task, "due"));
	good(t, reminders_waiting(t->db, &first.to, 1000, &t->a, &waiting, &t->err));
	assert_int_equal(waiting.n, 1);
	assert_string_equal(waiting.at[0].instant.key, "due");
	assert_int_equal(waiting.at[0].merged, 1);
	waiting.n = 0;
	good(t, reminders_waiting(t->db, &other.to, 1000, &t->a, &waiting, &t->err));
	assert_int_equal(waiting.n, 1);
}

static void only_slots_that_came_are_owed(void **state)
{
	struct temporary *t = *state;
	int64_t task = temporary_task(t, "1");
	struct reminder later = sample(task, "due");
	struct recipients owed = {0};
	struct reminders waiting = {0};
	moment next;

	later.to.address = "b@example.org";
	later.at = 2000;
	add(t, sample(task, "due"));
	add(t, later);
	good(t, reminders_owed(t->db, 999, 10, &t->a, &owed, &t->err));
	assert_int_equal(owed.n, 0);
	good(t, reminders_owed(t->db, 1000, 10, &t->a, &owed, &t->err));
	assert_int_equal(owed.n, 1);
	assert_string_equal(owed.at[0].address, "a@example.org");
	good(t, reminders_waiting(t->db, &owed.at[0], 1000, &t->a, &waiting, &t->err));
	good(t, reminders_mark(t->db, waiting.at[0].id, REMINDER_SAID, "M1", &t->err));
	good(t, reminders_next(t->db, &next, &t->err));
	assert_int_equal(next, 2000);
	good(t, reminders_unsay(t->db, "M1", 1500, &t->err));
	good(t, reminders_next(t->db, &next, &t->err));
	assert_int_equal(next, 1500);
}

static void the_latest_of_an_occurrence(void **state)
{
	struct temporary *t = *state;
	int64_t task = temporary_task(t, "1");
	struct reminder moved = sample(task, "before:7d"), latest;

	good(t, reminders_latest(t->db, task, 1, "2026", &latest, &t->err));
	assert_true(latest.instant.at == MOMENT_NEVER);
	add(t, sample(task, "before:7d"));
	moved.due = 20007;
	add(t, moved);
	good(t, reminders_latest(t->db, task, 1, "2026", &latest, &t->err));
	assert_int_equal(latest.due, 20007);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(a_repeat_is_impossible),
	    temporary_test(what_was_said_for_a_unit_is_known),
	    temporary_test(what_was_forgotten_can_be_put_down_again),
	    temporary_test(what_waits_comes_back_whole),
	    temporary_test(a_later_stage_silences_what_waits),
	    temporary_test(only_slots_that_came_are_owed),
	    temporary_test(the_latest_of_an_occurrence),
	};

	return cmocka_run_group_tests_name("reminders", tests, NULL, NULL) +
	       table_run("keys", differences, the_key_is_the_address_stage_and_recipient);
}
