#ifndef TESTS_NOTICE_READING_H
#define TESTS_NOTICE_READING_H
/* A phrase and what is read out of it, as one line of text:
 *	2018-12-31 [>=80%]; FREQ=MONTHLY; P30D@2018-07-07; ongoing
 * Deadlines are parted by "; ", targets stand in brackets behind theirs, those without any first. With `metrics` a
 * target also names what it measures ([>=80% 覆盖率]), and ~ marks an approximation. A condition follows its share
 * behind "|". */
#include "table.h"
#include "base/text.h"
#include "lexicon.h"
#include "notice/clause.h"

struct reading {
	const char *name; /* the phrase */
	const char *issued, *want;
};

static const char *const reading_ops[] = {
    [OP_GE] = ">=", [OP_LE] = "<=", [OP_EQ] = "=", [OP_GT] = ">", [OP_LT] = "<"};

static inline void add_bound(const struct target *t, bool metrics, struct text *out)
{
	text_addf(out, "%s%.10g%s", reading_ops[t->op], t->value, t->unit);
	if (metrics && *t->metric)
		text_addf(out, " %s", t->metric);
	if (metrics && t->approximate)
		text_add(out, " ~");
}

static inline void add_bounds(const struct target *t, size_t n, bool metrics, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		text_add(out, out->len ? " [" : "[");
		add_bound(&t[i], metrics, out);
		if (t[i].condition) {
			text_add(out, "|");
			add_bound(t[i].condition, metrics, out);
		}
		text_add(out, "]");
	}
}

static inline void add_moment(const struct milestone *m, struct text *out)
{
	char due[11];

	if (m->recurrence)
		text_add(out, m->recurrence);
	if (m->relative)
		text_add(out, m->relative);
	if (m->kind == MILESTONE_ONGOING)
		text_add(out, "ongoing");
	if (m->due == DAY_NONE)
		return;
	civil_print(m->due, due);
	text_addf(out, "%s%s", m->kind == MILESTONE_DATE ? "" : "@", due);
}

static inline void add_reading(const struct clause *clause, bool metrics, struct text *out)
{
	add_bounds(clause->loose.at, clause->loose.n, metrics, out);
	list_each (const struct milestone *, m, clause->milestones) {
		text_add(out, out->len ? "; " : "");
		add_moment(m, out);
		add_bounds(m->targets.at, m->targets.n, metrics, out);
	}
}

static inline void read_in_place(
    const struct reading *row, enum clause_place place, struct arena *a, struct clause *clause)
{
	struct clause_context c = {
	    .lexicon = shipped_lexicon(), .issued = DAY_NONE, .place = place};

	if (row->issued)
		assert_true(civil_parse(row->issued, &c.issued));
	clause_read(&c, row->name, a, clause);
}

static inline void compare_reading(const struct reading *row, bool metrics)
{
	struct clause clause = {0};
	scope(arena) a = {0};
	scope(text) got = {0};

	read_in_place(row, PLACE_PHRASE, &a, &clause);
	add_reading(&clause, metrics, &got);
	assert_string_equal(text_get(&got), row->want);
}

/* For a table of plain readings, and for one whose targets name what they measure. */
static inline void test_reading(void **state)
{
	compare_reading(*state, false);
}

static inline void test_reading_metrics(void **state)
{
	compare_reading(*state, true);
}
#endif
