/*
 * Long histories of random edits: what is reported to an address must stay with the task and the milestone for which it
 * was reported. The model knows of every row which task it is, whatever happens to its number, place, words and days; and
 * a plain reading of plan/match.h, all against all, must join the same pairs as the indexed one.
 */
#include "plan/match.h"
#include <stdio.h>
#include "base/script.h"
#include "plan/diff.h"
#include "plan/plan_json.h"
#include "plan/similar.h"
#include "random_notice.h"
#include "table.h"

enum { TASKS_MAX = 400, ROWS_MAX = 24, STEPS = 10, PAIRS_LEAST = 10000, DAYS_MAX = 3 };

/* ---- the model: tasks by who they are */
struct thing {
	const char *text, *unit;
	char key[32];	       /* in the plan; "" as long as it is not in */
	day days[DAYS_MAX];    /* milestones, each of a value of its own */
	int values[DAYS_MAX];  /* the target, which tells milestones apart */
	int numbers[DAYS_MAX]; /* in the plan; 0: not yet */
	int n;
	bool loose; /* split or merged: whose it is cannot be said */
};
struct world {
	struct arena a;
	unsigned seed;
	struct thing things[TASKS_MAX];
	int made;
	int rows[ROWS_MAX], n; /* of the present reading */
	int numbering;	       /* 0: 1, 2 …; 1: from 5 on; 2: sections of three; 3: none */
	struct notice plan;
};

static const char *const UNITS[] = {"甲局", "乙局", "丙办", "丁委"};

/* Alike among themselves: a few words at a few places. */
static const char *make_text(struct world *w)
{
	static const char *const places[] = {
	    "蓬江", "江海", "新会", "台山", "开平", "鹤山", "恩平"};
	static const char *const works[] = {"网站普查", "数据目录编制", "政务公开标准化建设",
	    "政策解读", "办事大厅改造", "信用信息归集", "热线整合", "档案数字化"};
	static const char *const ends[] = {"整改", "并向社会公布结果", "和年度评估", "的督查"};

	return arena_printf(&w->a, "督促%s区政府完成%s%s%s", places[pick(&w->seed, 7)],
	    works[pick(&w->seed, 8)], ends[pick(&w->seed, 4)],
	    pick(&w->seed, 2) ? random_text(&w->seed, &w->a) : "");
}

static bool text_is_known(const struct world *w, const char *text)
{
	for (int i = 0; i < w->made; i++)
		if (!strcmp(w->things[i].text, text))
			return true;
	return false;
}

static int make_thing(struct world *w)
{
	struct thing *t = &w->things[w->made];

	*t = (struct thing){.text = make_text(w), .unit = UNITS[pick(&w->seed, 4)]};
	while (text_is_known(w, t->text))
		t->text = make_text(w);
	t->n = pick(&w->seed, DAYS_MAX + 1);
	if (w->made && !pick(&w->seed, 6)) {
		t->text = w->things[pick(&w->seed, w->made)].text;
		t->n = DAYS_MAX;
	}
	for (int i = 0; i < t->n; i++) {
		t->days[i] = civil_day(2017 + 2 * i + pick(&w->seed, 2), 12, 31);
		t->values[i] = 100 * (i + 1) + pick(&w->seed, 50);
	}
	return w->made++;
}

static void insert_row(struct world *w, int at, int thing)
{
	if (w->n == ROWS_MAX)
		return;
	memmove(&w->rows[at + 1], &w->rows[at], (size_t)(w->n - at) * sizeof *w->rows);
	w->rows[at] = thing;
	w->n++;
}

/* ---- edits */

static void edit_insert(struct world *w)
{
	insert_row(w, pick(&w->seed, w->n + 1), make_thing(w));
}

static void edit_remove(struct world *w)
{
	int at = w->n ? pick(&w->seed, w->n) : 0;

	if (!w->n)
		return;
	w->n--;
	memmove(&w->rows[at], &w->rows[at + 1], (size_t)(w->n - at) * sizeof *w->rows);
}

static bool is_in(const struct world *w, int thing)
{
	for (int i = 0; i < w->n; i++)
		if (w->rows[i] == thing)
			return true;
	return false;
}

static void edit_return(struct world *w)
{
	int thing = w->made ? pick(&w->seed, w->made) : 0;

	if (w->made && !is_in(w, thing))
		insert_row(w, pick(&w->seed, w->n + 1), thing);
}

static struct thing *any_row(struct world *w)
{
	return w->n ? &w->things[w->rows[pick(&w->seed, w->n)]] : NULL;
}

static void edit_reword(struct world *w)
{
	static const char *const more[] = {"并公开", "(市级)", "、区级联动"};
	struct thing *t = any_row(w);
	const char *text;

	if (!t)
		return;
	text = arena_printf(&w->a, "%s%s", t->text, more[pick(&w->seed, 3)]);
	if (!text_is_known(w, text) && strlen(text) < 200)
		t->text = text;
}

static void edit_move_day(struct world *w)
{
	struct thing *t = any_row(w);

	if (t && t->n)
		t->days[pick(&w->seed, t->n)] += 30;
}

static void edit_swap(struct world *w)
{
	int a = w->n ? pick(&w->seed, w->n) : 0, b = w->n ? pick(&w->seed, w->n) : 0,
	    kept = w->rows[a];

	w->rows[a] = w->rows[b];
	w->rows[b] = kept;
}

static void edit_renumber(struct world *w)
{
	w->numbering = pick(&w->seed, 4);
}

/* One row becomes two, or two become one: the parts are nobody's for certain. */
static void edit_split(struct world *w)
{
	struct thing *t = any_row(w);
	int half;

	if (!t || w->n >= ROWS_MAX || w->made >= TASKS_MAX - 1)
		return;
	half = make_thing(w);
	w->things[half].text = arena_printf(&w->a, "%s(二)", t->text);
	t->text = arena_printf(&w->a, "%s(一)", t->text);
	w->things[half].unit = t->unit;
	w->things[half].loose = t->loose = true;
	insert_row(w, pick(&w->seed, w->n + 1), half);
}

static void edit_merge(struct world *w)
{
	struct thing *a = any_row(w), *b = any_row(w);
	int i = 0;

	if (!a || a == b || strlen(a->text) + strlen(b->text) > 200)
		return;
	a->text = arena_printf(&w->a, "%s,%s", a->text, b->text);
	a->loose = b->loose = true;
	while (&w->things[w->rows[i]] != b)
		i++;
	w->n--;
	memmove(&w->rows[i], &w->rows[i + 1], (size_t)(w->n - i) * sizeof *w->rows);
}

static void (*const EDITS[])(struct world *w) = {edit_insert, edit_remove, edit_return, edit_reword,
    edit_move_day, edit_swap, edit_renumber, edit_return, edit_insert, edit_reword, edit_split,
    edit_merge};

/* ---- a reading as the file would give it */

static const char *number_of(const struct world *w, int row, struct arena *a)
{
	static const int first[] = {1, 5};

	if (w->numbering == 3)
		return "";
	return w->numbering == 2 ? arena_printf(a, "%d", row % 3 + 1)
				 : arena_printf(a, "%d", row + first[w->numbering]);
}

static void read_thing(const struct thing *t, struct arena *a, struct task *out)
{
	out->text = arena_dup(a, t->text);
	*list_push(a, &out->units) = t->unit;
	for (int i = 0; i < t->n; i++) {
		struct milestone *m = list_push(a, &out->milestones);

		*m = (struct milestone){.kind = MILESTONE_DATE,
		    .due = t->days[i],
		    .start = DAY_NONE,
		    .alternative = DAY_NONE,
		    .since = DAY_NONE};
		*list_push(a, &m->targets) = (struct target){.metric = "数据集",
		    .unit = "个",
		    .op = OP_GE,
		    .value = t->values[i],
		    .due = t->days[i]};
	}
}

static void read_world(const struct world *w, struct notice *out)
{
	out->id = "n";
	out->issued = DAY_NONE;
	for (int i = 0; i < w->n; i++) {
		struct task *t = list_push(&out->arena, &out->tasks);

		t->no = number_of(w, i, &out->arena);
		read_thing(&w->things[w->rows[i]], &out->arena, t);
	}
	notice_number(out);
}

/* As the store hands it out: in memory of its own. */
static void keep(const struct notice *n, struct notice *out)
{
	*out = (struct notice){.id = "n", .issued = DAY_NONE};
	list_each (const struct task *, t, n->tasks) {
		json_scope o = plan_json_write_task(t);

		assert_true(
		    plan_json_read_task(o, &out->arena, list_push(&out->arena, &out->tasks), NULL));
	}
}

/* ---- all against all */

struct brute {
	const struct notice *old, *fresh;
	char *old_text[TASKS_MAX], *fresh_text[ROWS_MAX];
	struct grams old_grams[TASKS_MAX], fresh_grams[ROWS_MAX];
	bool taken[TASKS_MAX];
	int to_old[ROWS_MAX];
};

static char *fold_text(const char *s, struct arena *a)
{
	scope(text) t = {0};

	script_add_folded(&t, s);
	return arena_dup(a, text_get(&t));
}

static bool same_milestones(const struct task *a, const struct task *b)
{
	size_t k = 0;

	for (size_t i = 0; i < a->milestones.n; i++) {
		const struct milestone *m = &a->milestones.at[i];

		if (m->retired)
			continue;
		if (k == b->milestones.n || m->due != b->milestones.at[k].due ||
		    m->targets.at[0].value != b->milestones.at[k].targets.at[0].value)
			return false;
		k++;
	}
	return k == b->milestones.n;
}

enum rule { BY_NUMBER = 1, BY_UNIT = 2, BY_DAYS = 4, STANDING = 8 };

static bool brute_fits(const struct brute *b, int rule, size_t o, size_t f)
{
	const struct task *old = &b->old->tasks.at[o], *fresh = &b->fresh->tasks.at[f];

	return !b->taken[o] && b->to_old[f] < 0 && !strcmp(b->old_text[o], b->fresh_text[f]) &&
	       (!(rule & BY_NUMBER) || !strcmp(old->no, fresh->no)) &&
	       (!(rule & BY_UNIT) || !strcmp(old->units.at[0], fresh->units.at[0])) &&
	       (!(rule & BY_DAYS) || same_milestones(old, fresh)) &&
	       !((rule & STANDING) && old->retired);
}

static void brute_join(struct brute *b, size_t o, size_t f)
{
	b->taken[o] = true;
	b->to_old[f] = (int)o;
}

static double brute_score(const struct brute *b, size_t o, size_t f)
{
	const struct task *old = &b->old->tasks.at[o], *fresh = &b->fresh->tasks.at[f];
	double alike;

	if (b->taken[o] || b->to_old[f] >= 0 || old->retired ||
	    strcmp(old->units.at[0], fresh->units.at[0]) != 0)
		return 0;
	alike = grams_alike(&b->old_grams[o], &b->fresh_grams[f]);
	if (alike < GRAMS_SIMILAR)
		return 0;
	return alike + (*old->no && !strcmp(old->no, fresh->no) ? 0.1 : 0);
}

static bool brute_best(struct brute *b)
{
	double best = 0;
	size_t at_o = 0, at_f = 0;

	for (size_t f = 0; f < b->fresh->tasks.n; f++)
		for (size_t o = 0; o < b->old->tasks.n; o++)
			if (brute_score(b, o, f) > best) {
				best = brute_score(b, o, f);
				at_o = o;
				at_f = f;
			}
	if (best > 0)
		brute_join(b, at_o, at_f);
	return best > 0;
}

static void brute_match(struct brute *b, struct arena *a)
{
	static const int rules[] = {BY_NUMBER | BY_UNIT | BY_DAYS, BY_UNIT | BY_DAYS,
	    BY_NUMBER | STANDING, BY_UNIT | STANDING, STANDING, BY_NUMBER, 0};

	for (size_t i = 0; i < b->old->tasks.n; i++)
		b->old_text[i] = fold_text(b->old->tasks.at[i].text, a);
	for (size_t i = 0; i < b->fresh->tasks.n; i++) {
		b->fresh_text[i] = fold_text(b->fresh->tasks.at[i].text, a);
		b->to_old[i] = -1;
	}
	for (size_t r = 0; r < ROWS(rules); r++)
		for (size_t f = 0; f < b->fresh->tasks.n; f++)
			for (size_t o = 0; o < b->old->tasks.n; o++)
				if (brute_fits(b, rules[r], o, f))
					brute_join(b, o, f);
	for (size_t i = 0; i < b->old->tasks.n; i++)
		if (!b->taken[i])
			b->old_grams[i] = grams_of(b->old_text[i], a);
	for (size_t i = 0; i < b->fresh->tasks.n; i++)
		if (b->to_old[i] < 0)
			b->fresh_grams[i] = grams_of(b->fresh_text[i], a);
	while (brute_best(b))
		;
}

static void check_brute(const struct notice *old, const struct notice *fresh)
{
	struct brute *b = calloc(1, sizeof *b);
	scope(arena) a = {0};
	int to_old[ROWS_MAX + 1];

	assert_non_null(b);
	b->old = old;
	b->fresh = fresh;
	brute_match(b, &a);
	match_tasks(old, fresh, &a, to_old);
	for (size_t i = 0; i < fresh->tasks.n; i++)
		assert_int_equal(to_old[i], b->to_old[i]);
	free(b);
}

/* ---- what must hold */

static int owner_of(const struct world *w, const char *key)
{
	for (int i = 0; i < w->made; i++)
		if (!strcmp(w->things[i].key, key))
			return i;
	return -1;
}

/* Its milestones are told apart by their values, whatever became of their days. */
static void check_milestones(struct thing *t, const struct task *task)
{
	for (int i = 0; i < t->n; i++) {
		const struct milestone *m = &task->milestones.at[i];

		assert_true(m->targets.at[0].value == t->values[i]);
		if (t->numbers[i])
			assert_int_equal(m->no, t->numbers[i]);
		t->numbers[i] = m->no;
	}
}

/* A key is a task's for ever; a loose one takes what it is given, but from none that is there and certain. */
static void check_key(struct world *w, int thing, const struct task *task)
{
	struct thing *t = &w->things[thing];
	int owner = owner_of(w, task->key);

	if (t->loose) {
		if (owner >= 0 && owner != thing) {
			assert_true(w->things[owner].loose || !is_in(w, owner));
			w->things[owner].loose = true;
		}
		memset(t->numbers, 0, sizeof t->numbers);
	} else if (*t->key) {
		assert_string_equal(task->key, t->key);
	} else {
		assert_int_equal(owner, -1);
	}
	if (owner >= 0 && owner != thing)
		*w->things[owner].key = 0;
	snprintf(t->key, sizeof t->key, "%s", task->key);
	if (!t->loose)
		check_milestones(t, task);
}

/* Every key of before is still there, once, and what is not in the reading is retired. */
static void check_kept(const struct world *w, const struct notice *old, const struct notice *fresh)
{
	size_t seen = 0;

	for (size_t i = 0; i < fresh->tasks.n; i++) {
		const struct task *t = &fresh->tasks.at[i];

		assert_int_equal(t->retired, i >= (size_t)w->n);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(t->key, fresh->tasks.at[k].key);
		for (size_t k = 0; k < old->tasks.n; k++)
			seen += !strcmp(t->key, old->tasks.at[k].key);
	}
	assert_int_equal(seen, old->tasks.n);
}

/* How alike a row is to a task of the plan under whose key it may come to stand. */
static double likeness(const struct task *of, const struct task *row, bool own)
{
	scope(arena) a = {0};
	struct grams before, now;

	if (!strcmp(of->text, row->text))
		return 1;
	if (of->retired || (!own && strcmp(of->units.at[0], row->units.at[0]) != 0))
		return 0;
	before = grams_of(fold_text(of->text, &a), &a);
	now = grams_of(fold_text(row->text, &a), &a);
	return grams_alike(&before, &now);
}

static const struct task *find_kept(const struct notice *plan, const char *key)
{
	list_each (const struct task *, t, plan->tasks)
		if (!strcmp(t->key, key))
			return t;
	return NULL;
}

/* Of several tasks of one text each is told by its days and targets, if they are as they were. */
static bool twins_are_clear(
    const struct world *w, const struct notice *fresh, const struct task *mine, int row)
{
	const struct task *r = &fresh->tasks.at[row];
	bool twins = false;

	list_each (const struct task *, o, w->plan.tasks) {
		bool there = o == mine;

		if (strcmp(o->text, r->text) != 0)
			continue;
		twins = twins || o != mine;
		for (int i = 0; i < w->n; i++)
			there = there || (!strcmp(w->things[w->rows[i]].key, o->key) &&
					     same_milestones(o, &fresh->tasks.at[i]) &&
					     !strcmp(o->text, fresh->tasks.at[i].text));
		if (!there)
			return false;
	}
	return !twins || !mine || (!strcmp(mine->text, r->text) && same_milestones(mine, r));
}

/* Can it be said at all which old row the edited one was? An edit that turns one task into the likeness of another is
 * beyond everybody. */
static bool row_is_clear(const struct world *w, const struct notice *fresh, int at)
{
	const struct task *row = &fresh->tasks.at[at];
	const struct task *mine = find_kept(&w->plan, w->things[w->rows[at]].key);
	double own = mine ? likeness(mine, row, true) : GRAMS_SIMILAR + 0.11;

	if (own < GRAMS_SIMILAR || !twins_are_clear(w, fresh, mine, at))
		return false;
	if (own >= 1)
		return true;
	list_each (const struct task *, o, w->plan.tasks)
		if (o != mine && strcmp(o->text, row->text) != 0 &&
		    likeness(o, row, false) >= own - 0.11)
			return false;
	return true;
}

static bool is_clear(const struct world *w, const struct notice *fresh)
{
	for (int i = 0; i < w->n; i++)
		if (!w->things[w->rows[i]].loose && !row_is_clear(w, fresh, i))
			return false;
	return true;
}

static bool has_room(const struct world *w)
{
	return w->made + 8 < TASKS_MAX;
}

/* One step: some edits, a new reading, the plan after it. */
static int step(struct world *w)
{
	struct world before = *w;
	struct notice fresh = {0}, kept;
	struct diff d = {0};

	for (int n = pick(&w->seed, 4); n >= 0 && has_room(w); n--)
		EDITS[pick(&w->seed, (int)ROWS(EDITS))](w);
	read_world(w, &fresh);
	if (!pick(&w->seed, 3))
		check_brute(&w->plan, &fresh);
	if (!is_clear(w, &fresh)) {
		before.a = w->a;
		before.seed = w->seed;
		*w = before;
		notice_release(&fresh);
		return 0;
	}
	diff_make(&w->plan, &fresh, &d);
	for (int i = 0; i < w->n; i++)
		check_key(w, w->rows[i], &fresh.tasks.at[i]);
	check_kept(w, &w->plan, &fresh);
	keep(&fresh, &kept);
	diff_release(&d);
	notice_release(&fresh);
	notice_release(&w->plan);
	w->plan = kept;
	return 1;
}

static void test_what_is_reported_stays_with_its_task(void **state)
{
	int pairs = 0, all = 0;
	unsigned seed;

	(void)state;
	for (seed = 1; pairs < PAIRS_LEAST; seed++) {
		struct world *w = calloc(1, sizeof *w);

		assert_non_null(w);
		w->seed = seed;
		for (int i = 0; i < 6; i++)
			edit_insert(w);
		for (int i = 0; i < STEPS; i++, all++) {
			int done = step(w);

			pairs += done;
		}
		notice_release(&w->plan);
		arena_release(&w->a);
		free(w);
	}
	print_message(
	    "seeds 1-%u: %d of %d pairs of readings can be told apart\n", seed - 1, pairs, all);
	assert_true(pairs * 2 > all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_is_reported_stays_with_its_task)};

	return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
