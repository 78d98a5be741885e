/* A changed table of holidays at reload, against a fresh computation: random tables, clocks and moments. */
#include "office.h"
#include "calendar/workday.h"

enum { ROUNDS = 120, CLOCKS = 20, DAYS = 120 };

struct random {
	uint64_t state;
};

static unsigned pick(struct random *r, unsigned below)
{
	r->state = r->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(r->state >> 33) % below;
}

/* Some days of the stretch are holidays or make-up days; the table reaches to the year's end. */
static void random_table(struct random *r, struct workdays *w, day first)
{
	w->exceptions.n = 0;
	for (day d = first; d < first + DAYS; d++)
		if (!pick(r, 12))
			*list_push(&w->arena, &w->exceptions) =
			    (struct workday_exception){d, civil_weekday(d) > 5, "节"};
	w->horizon = first + DAYS;
}

/* Another table that differs in a few days, or in none. */
static void change_table(struct random *r, struct workdays *w, day first)
{
	unsigned changes = pick(r, 4);

	for (unsigned i = 0; i < changes && w->exceptions.n; i++) {
		struct workday_exception *x = &w->exceptions.at[pick(r, (unsigned)w->exceptions.n)];

		if (pick(r, 2) || x->day <= first)
			x->work = !x->work;
		else if (x == w->exceptions.at || x[-1].day < x->day - 1)
			x->day--;
	}
}

/* Walked day by day, as a person counts. */
static day walk(const struct workdays *w, day d, int n)
{
	while (n)
		n -= workday_is(w, ++d);
	return d;
}

static void read_clocks(struct office *o, const int *lengths, moment now)
{
	struct row rows[CLOCKS] = {0};

	for (int i = 0; i < CLOCKS; i++)
		rows[i] = (struct row){.no = arena_printf(&o->a, "%d", i + 1),
		    .unit = "甲局",
		    .relative = arena_printf(&o->a, "P%dBD", lengths[i])};
	office_read(o, rows, now);
}

static void start_clocks(struct office *o, const day *starts, moment now)
{
	for (int i = 0; i < CLOCKS; i++) {
		char from[11];

		civil_print(starts[i], from);
		office_do(o, "start", now,
		    arena_printf(&o->a, "{\"address\": \"office-1:%d.1\", \"at\": \"%sT08:00\"}",
			i + 1, from));
	}
}

static int64_t count_of(struct office *o, const char *what, int clock)
{
	return office_count(o, arena_printf(&o->a, "SELECT count(DISTINCT %s = '%d'", what, clock));
}

#define MOVES "id) FROM events WHERE kind = 'move' AND task"
#define SPOKEN                                                                                     \
	"due || reminders.key) FROM reminders JOIN tasks ON tasks.id = reminders.task AND "        \
	"tasks.key"

struct round {
	day old, due; /* by the old table, by the new one */
	bool spoken;  /* anything was said before */
	int64_t said; /* how much */
};

static void check_clock(struct office *o, const struct round *r, int clock)
{
	bool moved = r->spoken && r->old != r->due;

	assert_int_equal(count_of(o, MOVES, clock), moved);
	if (!moved) {
		assert_int_equal(count_of(o, SPOKEN, clock), r->said);
		return;
	}
	assert_int_equal(
	    office_count(
		o, arena_printf(&o->a,
		       "SELECT json_extract(detail, '$.from') = date(%d * 86400, 'unixepoch')"
		       " AND json_extract(detail, '$.to') = date(%d * 86400, 'unixepoch')"
		       " FROM events WHERE kind = 'move' AND task = '%d'",
		       (int)r->old, (int)r->due, clock)),
	    1);
	assert_int_equal(count_of(o, SPOKEN, clock), r->said + 1);
}

/* What is due at the moment of the reload is said before it, so that only the change speaks after it. */
static void one_round(struct office *o, struct random *rand)
{
	struct workdays *w = &o->settings.calendar.workdays;
	day first = civil_day(2030, 1, 1), starts[CLOCKS];
	int lengths[CLOCKS];
	struct round rounds[CLOCKS] = {0};
	moment now, began = office_moment(o, "2030-01-01T08:00");

	engine_close(o->engine);
	good(o, engine_open(&o->settings, &o->engine, &o->err));
	random_table(rand, w, first);
	for (int i = 0; i < CLOCKS; i++) {
		starts[i] = first + (int)pick(rand, 40);
		lengths[i] = 1 + (int)pick(rand, 30);
		rounds[i].old = walk(w, starts[i], lengths[i]);
	}
	read_clocks(o, lengths, began);
	start_clocks(o, starts, began);
	now = began + (moment)pick(rand, 50 * 24) * 3600;
	good(o, engine_use(o->engine, &o->settings, began, &o->err));
	good(o, tick_run(o->engine, now, &o->err));
	for (int i = 0; i < CLOCKS; i++) {
		rounds[i].said = count_of(o, SPOKEN, i + 1);
		rounds[i].spoken = rounds[i].said > 0;
	}
	change_table(rand, w, first);
	for (int i = 0; i < CLOCKS; i++)
		rounds[i].due = walk(w, starts[i], lengths[i]);
	good(o, engine_use(o->engine, &o->settings, now, &o->err));
	good(o, tick_run(o->engine, now, &o->err));
	good(o, engine_use(o->engine, &o->settings, now, &o->err));
	good(o, tick_run(o->engine, now, &o->err));
	for (int i = 0; i < CLOCKS; i++)
		check_clock(o, &rounds[i], i + 1);
}

/* Lead times in calendar days: only a moved due day can bring anything new. */
static void plain_days(struct settings *s)
{
	struct policy *p = &s->policies.list.at[0];

	p->workdays_only = false;
	p->before.n = 0;
	*list_push(&s->arena, &p->before) = (struct duration){7, DURATION_DAYS};
	*list_push(&s->arena, &p->before) = (struct duration){1, DURATION_DAYS};
	p->overdue_every = (struct duration){5, DURATION_DAYS};
}

static void what_moved_is_told_once_and_nothing_else(void **state)
{
	struct random rand = {20301101};
	struct office *o = office_open(":memory:");

	(void)state;
	plain_days(&o->settings);
	print_message("seed %llu\n", (unsigned long long)rand.state);
	for (int i = 0; i < ROUNDS; i++)
		one_round(o, &rand);
	office_close(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_moved_is_told_once_and_nothing_else),
	};

	return cmocka_run_group_tests_name("holidays", tests, NULL, NULL);
}
