#ifndef TESTS_RANDOM_NOTICE_H
#define TESTS_RANDOM_NOTICE_H
/* Random notices from a seed, for property tests. Numbers of tasks may be missing or come twice; texts differ. */
#include <stdlib.h>
#include "plan/task.h"

static inline int pick(unsigned *seed, int n)
{
	return rand_r(seed) % n;
}

static inline day random_day(unsigned *seed)
{
	return pick(seed, 3) ? civil_day(2016 + pick(seed, 6), 1 + pick(seed, 12), 28) : DAY_NONE;
}

/* Eight characters out of 2,000: two such texts are hardly ever alike. */
static inline char *random_text(unsigned *seed, struct arena *a)
{
	char *s = arena_alloc(a, 8 * 3 + 1);

	for (int i = 0; i < 8; i++) {
		unsigned c = 0x4e00 + (unsigned)pick(seed, 2000);

		s[3 * i] = (char)(0xe0 | c >> 12);
		s[3 * i + 1] = (char)(0x80 | (c >> 6 & 0x3f));
		s[3 * i + 2] = (char)(0x80 | (c & 0x3f));
	}
	return s;
}

static inline struct target random_target(unsigned *seed, struct arena *a)
{
	static const char *const units[] = {"个", "%", "次", ""};
	struct target t = {.metric = random_text(seed, a),
	    .unit = units[pick(seed, 4)],
	    .op = (enum op)(1 + pick(seed, 5)),
	    .value = pick(seed, 100000) / (pick(seed, 2) ? 1.0 : 100.0),
	    .due = random_day(seed),
	    .approximate = !pick(seed, 5)};

	if (!pick(seed, 5)) {
		t.condition = arena_alloc(a, sizeof *t.condition);
		*t.condition = (struct target){
		    .metric = "c", .unit = "次", .op = OP_LE, .value = 1, .due = DAY_NONE};
	}
	return t;
}

static inline struct milestone random_milestone(unsigned *seed, struct arena *a)
{
	static const char *const rules[] = {"FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=3;start=2017",
	    "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"};
	static const char *const lengths[] = {"P3BD", "PT24H", "P1M"};
	struct milestone m = {.kind = (enum milestone_kind)pick(seed, 5),
	    .due = DAY_NONE,
	    .start = random_day(seed),
	    .alternative = random_day(seed),
	    .since = DAY_NONE,
	    .source = random_text(seed, a),
	    .explanation = pick(seed, 3) ? NULL : "because",
	    .line = pick(seed, 500)};

	if (m.kind == MILESTONE_DATE)
		m.due = civil_day(2017 + pick(seed, 5), 12, 31);
	if (m.kind == MILESTONE_RECURRING)
		m.recurrence = rules[pick(seed, 3)];
	if (m.kind == MILESTONE_RELATIVE)
		m.relative = lengths[pick(seed, 3)];
	for (int n = pick(seed, 3); n > 0; n--)
		*list_push(a, &m.targets) = random_target(seed, a);
	return m;
}

static inline void random_task(unsigned *seed, struct arena *a, int no, struct task *t)
{
	t->no = pick(seed, 8) ? arena_printf(a, "%d", no) : pick(seed, 2) ? "" : "3";
	t->text = random_text(seed, a);
	t->line = no;
	for (int n = pick(seed, 3); n > 0; n--)
		*list_push(a, &t->units) = random_text(seed, a);
	for (int n = pick(seed, 4); n > 0; n--)
		*list_push(a, &t->milestones) = random_milestone(seed, a);
}

static inline void random_notice(unsigned seed, int tasks, struct notice *n)
{
	n->id = "sample-1";
	n->title = random_text(&seed, &n->arena);
	n->issued = random_day(&seed);
	for (int i = 1; i <= tasks; i++)
		random_task(&seed, &n->arena, i, list_push(&n->arena, &n->tasks));
	*list_push(&n->arena, &n->diagnostics) = (struct diagnostic){3, "warning", "\"quoted\"\n"};
	notice_number(n);
}
#endif
