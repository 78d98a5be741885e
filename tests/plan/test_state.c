#include "plan/state.h"
#include <stdlib.h>
#include "plan/target.h"
#include "table.h"

/* Milestone 2 measures datasets (≥ 200 个), cover (≥ 75%) and complaints (≤ 3 次). */
static struct target targets[] = {
    {.metric = "政府数据集", .unit = "个", .op = OP_GE, .value = 200},
    {.metric = "覆盖率", .unit = "%", .op = OP_GE, .value = 75},
    {.metric = "投诉", .unit = "次", .op = OP_LE, .value = 3},
};
static const struct milestone milestone = {
    .no = 2, .kind = MILESTONE_DATE, .due = 17531, .targets = {targets, 3, 3}};
static const struct occurrence plain = {.name = "", .due = 17531, .end = (moment)17532 * DAY_S};
/* Before the due day; the zone is UTC. */
enum { EARLY = 1000000 };
static const struct calendar calendar;

/* One event a letter: D done, R reopen, S sign, s sign for the task; a number: datasets; c and number: cover;
 * t and number: complaints; o: done of another occurrence; m: of another milestone; f: of its own cover in 个. */
static struct event event_of(const char *word)
{
	struct event e = {.address.milestone = 2, .kind = EVENT_REPORT, .who = "li"};
	static const struct {
		char letter;
		enum event_kind kind;
		const char *metric;
	} letters[] = {{'D', EVENT_DONE, NULL}, {'R', EVENT_REOPEN, NULL}, {'S', EVENT_SIGN, NULL},
	    {'s', EVENT_SIGN, NULL}, {'o', EVENT_DONE, NULL}, {'m', EVENT_DONE, NULL},
	    {'c', EVENT_REPORT, "覆蓋率"}, {'t', EVENT_REPORT, "投诉"},
	    {'f', EVENT_REPORT, "覆盖率"}};

	e.metric = "政府数据集";
	e.value = atof(word);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == *word) {
			e.kind = letters[i].kind;
			e.metric = letters[i].metric;
			e.value = atof(word + 1);
		}
	if (*word == 's')
		e.address.milestone = 0;
	if (*word == 'm')
		e.address.milestone = 1;
	if (*word == 'o')
		strcpy(e.address.occurrence, "2018");
	if (*word == 'f')
		e.unit = "个";
	return e;
}

static const struct row {
	const char *name; /* the events */
	enum standing standing;
	moment since; /* number of the event from 1 */
} rows[] = {
    {"", STANDING_OPEN, 0},
    {"150 c80", STANDING_OPEN, 0},
    {"200", STANDING_OPEN, 0},
    {"200 c80", STANDING_DONE, 2},
    {"c80 150 200", STANDING_DONE, 3},
    {"c80 200 190", STANDING_OPEN, 3},
    {"c80 200 190 201", STANDING_DONE, 4},
    {"c80 200 300", STANDING_DONE, 2},
    {"c80 200 t5", STANDING_DONE, 2},
    {"t1", STANDING_OPEN, 0},
    {"D", STANDING_DONE, 1},
    {"D R", STANDING_OPEN, 2},
    {"D D", STANDING_DONE, 1},
    {"D 10", STANDING_DONE, 1},
    {"c80 200 R", STANDING_OPEN, 3},
    {"c80 200 R t1", STANDING_OPEN, 3},
    {"c80 200 R 205", STANDING_DONE, 4},
    {"c80 200 R D", STANDING_DONE, 4},
    {"c80 200 D 190", STANDING_DONE, 2},
    {"o", STANDING_OPEN, 0},
    {"m", STANDING_OPEN, 0},
    {"200 f90", STANDING_OPEN, 0},
};

static struct events parse_events(const char *words, struct arena *a)
{
	struct events events = {0};
	char *copy = arena_dup(a, words), *save = NULL;

	for (char *word = strtok_r(copy, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		struct event e = event_of(word);

		e.at = (moment)events.n + 1;
		*list_push(a, &events) = e;
	}
	return events;
}

static void test_standing(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct events events = parse_events(row->name, &a);
	struct state s = state_of(&milestone, &plain, &events, &calendar, EARLY, &a);

	assert_int_equal(s.standing, row->standing);
	assert_int_equal(s.since, row->since);
	arena_release(&a);
}

static void test_reported(void **state)
{
	struct arena a = {0};
	struct events events = parse_events("150 c80 163 t4", &a);
	struct state s = state_of(&milestone, &plain, &events, &calendar, EARLY, &a);

	(void)state;
	assert_true(s.reported[0].known && s.reported[0].value == 163 && !s.reported[0].holds);
	assert_int_equal(s.reported[0].at, 3);
	assert_string_equal(s.reported[0].who, "li");
	assert_true(s.reported[1].holds);
	assert_true(s.reported[2].known && !s.reported[2].holds);
	assert_int_equal(s.last_report, 4);
	assert_false(s.signed_for);
	s = state_of(&milestone, &plain, NULL, &calendar, EARLY, &a);
	assert_false(s.reported[0].known);
	assert_int_equal(s.last_report, 0);
	arena_release(&a);
}

static void test_signed(void **state)
{
	struct arena a = {0};
	struct events whole = parse_events("s", &a), own = parse_events("S", &a);
	struct occurrence other = {.name = "2018", .due = 17531};

	(void)state;
	assert_true(state_of(&milestone, &plain, &whole, &calendar, EARLY, &a).signed_for);
	assert_true(state_of(&milestone, &other, &whole, &calendar, EARLY, &a).signed_for);
	assert_true(state_of(&milestone, &plain, &own, &calendar, EARLY, &a).signed_for);
	assert_false(state_of(&milestone, &other, &own, &calendar, EARLY, &a).signed_for);
	arena_release(&a);
}

static void test_other_occurrence(void **state)
{
	struct arena a = {0};
	struct events events = parse_events("150 o", &a);
	struct occurrence other = {.name = "2018", .opened = 5, .due = 17531};
	struct milestone retired = milestone;

	(void)state;
	assert_int_equal(
	    state_of(&milestone, &other, &events, &calendar, EARLY, &a).standing, STANDING_DONE);
	assert_false(state_of(&milestone, &other, &events, &calendar, EARLY, &a).reported[0].known);
	retired.retired = true;
	assert_int_equal(
	    state_of(&retired, &other, &events, &calendar, EARLY, &a).standing, STANDING_RETIRED);
	assert_int_equal(
	    state_of(&retired, &plain, &events, &calendar, EARLY, &a).standing, STANDING_RETIRED);
	assert_int_equal(state_of(&milestone, &other, NULL, &calendar, EARLY, &a).since, 5);
	arena_release(&a);
}

/* Both bounds of a range hear of one report. */
static void test_range(void **state)
{
	struct target range[] = {{.metric = "增速", .unit = "%", .op = OP_GE, .value = 10},
	    {.metric = "增速", .unit = "%", .op = OP_LE, .value = 20}};
	struct milestone m = {.no = 2, .targets = {range, 2, 2}};
	struct event e = {
	    .kind = EVENT_REPORT, .metric = "增速", .value = 25, .address.milestone = 2};
	struct events events = {&e, 1, 1};
	struct arena a = {0};
	struct state s = state_of(&m, &plain, &events, &calendar, EARLY, &a);

	(void)state;
	assert_true(s.reported[0].holds && !s.reported[1].holds);
	assert_int_equal(s.standing, STANDING_DONE);
	arena_release(&a);
}

/* The definition, read backwards: done after the last reopening, or its last number there found all floors held. */
static bool model(const struct events *events)
{
	size_t reopened = 0, counted = 0;
	double datasets = -1, cover = -1;

	for (size_t i = 0; i < events->n; i++)
		if (events->at[i].kind == EVENT_REOPEN)
			reopened = i + 1;
	for (size_t i = reopened; i < events->n; i++) {
		if (events->at[i].kind == EVENT_DONE)
			return true;
		if (events->at[i].kind == EVENT_REPORT && strcmp(events->at[i].metric, "投诉") != 0)
			counted = i + 1;
	}
	for (size_t i = 0; i < counted; i++) {
		const struct event *e = &events->at[i];

		if (e->kind == EVENT_REPORT && strcmp(e->metric, "政府数据集") == 0)
			datasets = e->value;
		if (e->kind == EVENT_REPORT && strcmp(e->metric, "覆蓋率") == 0)
			cover = e->value;
	}
	return counted && datasets >= 200 && cover >= 75;
}

static void test_model(void **state)
{
	static const char *const words[] = {
	    "150", "200", "250", "c70", "c75", "c100", "t1", "t9", "D", "R", "S"};
	unsigned seed = 20161029;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena a = {0};
		struct events events = {0};

		for (int n = rand_r(&seed) % 12; n > 0; n--)
			*list_push(&a, &events) = event_of(words[rand_r(&seed) % 11]);
		if ((state_of(&milestone, &plain, &events, &calendar, EARLY, &a).standing ==
			STANDING_DONE) != model(&events))
			fail_msg("round %d of seed 20161029", round);
		arena_release(&a);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(standing_name(STANDING_OPEN), "open");
	assert_string_equal(standing_name(STANDING_CLAIMED), "claimed");
	assert_string_equal(standing_name(STANDING_DONE), "done");
	assert_string_equal(standing_name(STANDING_WAIVED), "waived");
	assert_string_equal(standing_name(STANDING_RETIRED), "retired");
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_reported),
	    cmocka_unit_test(test_signed), cmocka_unit_test(test_other_occurrence),
	    cmocka_unit_test(test_range), cmocka_unit_test(test_model),
	    cmocka_unit_test(test_names)};

	return table_run("standings", rows, test_standing) +
	       cmocka_run_group_tests_name("state", others, NULL, NULL);
}
