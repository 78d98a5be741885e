#include "store/agenda.h"
#include "temporary.h"

static void the_minimum_is_the_next_moment(void **state)
{
	struct temporary *t = *state;
	int64_t a = temporary_task(t, "1"), b = temporary_task(t, "2");
	moment next;

	good(t, agenda_next(t->db, &next, &t->err));
	assert_true(next == MOMENT_NEVER);
	good(t, agenda_open(t->db, a, 1, 500, &t->err));
	good(t, agenda_open(t->db, b, 1, 300, &t->err));
	good(t, agenda_next(t->db, &next, &t->err));
	assert_int_equal(next, 300);
	good(t, agenda_set(t->db, b, 1, MOMENT_NEVER, &t->err));
	good(t, agenda_next(t->db, &next, &t->err));
	assert_int_equal(next, 500);
}

static void due_rows_come_longest_due_first_and_bounded(void **state)
{
	struct temporary *t = *state;
	int64_t a = temporary_task(t, "1"), b = temporary_task(t, "2");
	struct agenda_rows rows = {0};

	good(t, agenda_open(t->db, a, 1, 500, &t->err));
	good(t, agenda_open(t->db, a, 2, 100, &t->err));
	good(t, agenda_open(t->db, b, 1, 300, &t->err));
	good(t, agenda_due(t->db, 499, 10, &t->a, &rows, &t->err));
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.at[0].milestone, 2);
	assert_int_equal(rows.at[1].task, b);
	rows.n = 0;
	good(t, agenda_due(t->db, 500, 1, &t->a, &rows, &t->err));
	assert_int_equal(rows.n, 1);
}

static void known_stays_when_opened_again_and_moves_when_renewed(void **state)
{
	struct temporary *t = *state;
	int64_t a = temporary_task(t, "1");
	struct agenda_row row;

	good(t, agenda_open(t->db, a, 1, 100, &t->err));
	good(t, agenda_open(t->db, a, 1, 200, &t->err));
	good(t, agenda_get(t->db, a, 1, &row, &t->err));
	assert_int_equal(row.known, 100);
	assert_int_equal(row.at, 200);
	good(t, agenda_renew(t->db, a, 1, 300, &t->err));
	good(t, agenda_get(t->db, a, 1, &row, &t->err));
	assert_int_equal(row.known, 300);
	good(t, agenda_get(t->db, a, 9, &row, &t->err));
	assert_true(row.known == MOMENT_NEVER);
}

static void waking_one_task_leaves_the_others_asleep(void **state)
{
	struct temporary *t = *state;
	int64_t a = temporary_task(t, "1"), b = temporary_task(t, "2");
	struct agenda_rows rows = {0};

	good(t, agenda_open(t->db, a, 1, 500, &t->err));
	good(t, agenda_open(t->db, a, 2, 500, &t->err));
	good(t, agenda_open(t->db, b, 1, 500, &t->err));
	good(t, agenda_wake(t->db, a, 0, 10, &t->err));
	good(t, agenda_due(t->db, 10, 10, &t->a, &rows, &t->err));
	assert_int_equal(rows.n, 2);
	good(t, agenda_wake_all(t->db, 5, &t->err));
	rows.n = 0;
	good(t, agenda_due(t->db, 5, 10, &t->a, &rows, &t->err));
	assert_int_equal(rows.n, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(the_minimum_is_the_next_moment),
	    temporary_test(due_rows_come_longest_due_first_and_bounded),
	    temporary_test(known_stays_when_opened_again_and_moves_when_renewed),
	    temporary_test(waking_one_task_leaves_the_others_asleep),
	};

	return cmocka_run_group_tests_name("agenda", tests, NULL, NULL);
}
