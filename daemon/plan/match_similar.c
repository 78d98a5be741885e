/* Joining by similar text without comparing all with all: a task is compared with those of its number, then with
 * those that share a pair of characters with it, the rarest pairs first, and with a bounded number of either. */
#include "plan/match_similar.h"
#include <stdlib.h>
#include "base/script.h"
#include "base/stages.h"
#include "plan/lookup.h"
#include "plan/similar.h"

enum { CANDIDATES_MAX = 32 };
static const double SAME_NUMBER = 0.1;

struct pair {
	double alike;
	int old, fresh;
};
/* A place where a pair of characters occurs among the old texts. */
struct occurs {
	uint64_t gram;
	int old;
};
struct similarity {
	const struct match_side *old, *fresh;
	struct grams *old_grams, *fresh_grams;
	int *to_old;
	bool *taken;
	struct arena *arena;
	list_of(struct pair) pairs;
	list_of(struct occurs) index; /* sorted */
	int *seen;		      /* per old task: the fresh one that last looked at it, + 1 */
	struct lookup numbers;	      /* the first old task of each, + 1 … */
	int *of_number;		      /* … and the next one */
	struct stages stages;
};

static bool has_name(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (script_equal(names->at[i], name))
			return true;
	return false;
}

static bool share_units(const struct task *a, const struct task *b)
{
	for (size_t i = 0; i < a->units.n; i++)
		if (has_name(&b->units, a->units.at[i]))
			return true;
	return !a->units.n || !b->units.n;
}

static bool has_number(const struct task *t)
{
	return t->no && *t->no;
}

static void compare(struct similarity *s, int old, int fresh)
{
	const struct task *a = &s->old->tasks[old], *b = &s->fresh->tasks[fresh];
	double alike = grams_alike(&s->old_grams[old], &s->fresh_grams[fresh]);

	if (alike < GRAMS_SIMILAR || !share_units(a, b))
		return;
	if (has_number(a) && has_number(b) && !strcmp(a->no, b->no))
		alike += SAME_NUMBER;
	*list_push(s->arena, &s->pairs) = (struct pair){alike, old, fresh};
}

static int best_first(const void *pa, const void *pb)
{
	const struct pair *a = pa, *b = pb;

	if (a->alike != b->alike)
		return a->alike > b->alike ? -1 : 1;
	if (a->fresh != b->fresh)
		return a->fresh - b->fresh;
	return a->old - b->old;
}

/* May it be what a similar text was? */
static bool is_free(const struct similarity *s, size_t old)
{
	return !s->taken[old] && !s->old->tasks[old].retired;
}

static int by_gram(const void *pa, const void *pb)
{
	const struct occurs *a = pa, *b = pb;

	if (a->gram != b->gram)
		return a->gram < b->gram ? -1 : 1;
	return a->old - b->old;
}

/* The first place in the index that is not before (gram, task 0). */
static size_t index_from(const struct similarity *s, uint64_t gram)
{
	size_t low = 0, high = s->index.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->index.at[middle].gram < gram)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct range {
	size_t from, n;
};

static int rarest_first(const void *pa, const void *pb)
{
	const struct range *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return (a->from > b->from) - (a->from < b->from);
}

static void compare_range(struct similarity *s, struct range r, int fresh, int *left)
{
	for (size_t i = r.from; i<r.from + r.n && * left> 0; i++) {
		int old = s->index.at[i].old;

		if (s->seen[old] == fresh + 1)
			continue;
		s->seen[old] = fresh + 1;
		compare(s, old, fresh);
		--*left;
	}
}

/* ---- the stages */

static size_t count_old(const void *work)
{
	return ((const struct similarity *)work)->old->n;
}

static size_t count_fresh(const void *work)
{
	return ((const struct similarity *)work)->fresh->n;
}

static size_t count_pairs(const void *work)
{
	return ((const struct similarity *)work)->pairs.n;
}

static size_t once(const void *work)
{
	(void)work;
	return 1;
}

static void prepare(void *work, size_t i)
{
	struct similarity *s = work;
	size_t old = s->old->n + 1, fresh = s->fresh->n + 1;

	(void)i;
	s->old_grams = arena_alloc(s->arena, old * sizeof *s->old_grams);
	s->fresh_grams = arena_alloc(s->arena, fresh * sizeof *s->fresh_grams);
	s->seen = arena_alloc(s->arena, old * sizeof *s->seen);
	s->of_number = arena_alloc(s->arena, old * sizeof *s->of_number);
	s->numbers.arena = s->arena;
}

/* Only what is still free is worth its pairs of characters. */
static void read_old(void *work, size_t i)
{
	struct similarity *s = work;

	if (is_free(s, i))
		s->old_grams[i] = grams_of(s->old->folded[i], s->arena);
}

static void read_fresh(void *work, size_t i)
{
	struct similarity *s = work;

	if (s->to_old[i] < 0 && s->old->n)
		s->fresh_grams[i] = grams_of(s->fresh->folded[i], s->arena);
}

/* Old tasks of one number hang on a chain in their order: the last one is linked first. */
static void link_number(void *work, size_t turn)
{
	struct similarity *s = work;
	size_t i = s->old->n - 1 - turn;
	int *head;

	if (!is_free(s, i) || !has_number(&s->old->tasks[i]))
		return;
	head = lookup_slot(&s->numbers, s->old->tasks[i].no);
	s->of_number[i] = *head;
	*head = (int)i + 1;
}

static void search_number(void *work, size_t i)
{
	struct similarity *s = work;
	int left = CANDIDATES_MAX, old;

	if (s->to_old[i] >= 0 || !has_number(&s->fresh->tasks[i]))
		return;
	old = lookup_get(&s->numbers, s->fresh->tasks[i].no) - 1;
	for (; old >= 0 && left-- > 0; old = s->of_number[old] - 1)
		compare(s, old, (int)i);
}

static void add_to_index(void *work, size_t i)
{
	struct similarity *s = work;

	for (size_t g = 0; is_free(s, i) && g < s->old_grams[i].n; g++)
		*list_push(s->arena, &s->index) = (struct occurs){s->old_grams[i].at[g], (int)i};
}

static void sort_index(void *work, size_t i)
{
	struct similarity *s = work;

	(void)i;
	if (s->index.n)
		qsort(s->index.at, s->index.n, sizeof *s->index.at, by_gram);
}

static void search_text(void *work, size_t i)
{
	struct similarity *s = work;
	const struct grams *g = &s->fresh_grams[i];
	scope(arena) a = {0};
	struct range *ranges = arena_alloc(&a, (g->n + 1) * sizeof *ranges);
	int left = CANDIDATES_MAX;

	if (s->to_old[i] >= 0 || !s->index.n)
		return;
	for (size_t k = 0; k < g->n; k++) {
		ranges[k].from = index_from(s, g->at[k]);
		ranges[k].n = index_from(s, g->at[k] + 1) - ranges[k].from;
	}
	qsort(ranges, g->n, sizeof *ranges, rarest_first);
	for (size_t k = 0; k < g->n && left > 0; k++)
		compare_range(s, ranges[k], (int)i, &left);
}

static void sort_pairs(void *work, size_t i)
{
	struct similarity *s = work;

	(void)i;
	if (s->pairs.n)
		qsort(s->pairs.at, s->pairs.n, sizeof *s->pairs.at, best_first);
}

/* Take the pairs that were found, the most alike first. */
static void settle(void *work, size_t i)
{
	struct similarity *s = work;
	const struct pair *p = &s->pairs.at[i];

	if (s->to_old[p->fresh] >= 0 || s->taken[p->old])
		return;
	s->to_old[p->fresh] = p->old;
	s->taken[p->old] = true;
}

struct similarity *similarity_begin(const struct match_side *old, const struct match_side *fresh,
    struct arena *a, int *to_old, bool *taken)
{
	static const struct stage stages[] = {{once, prepare, 1}, {count_old, read_old, 1},
	    {count_fresh, read_fresh, 1}, {count_old, link_number, 1},
	    {count_fresh, search_number, 2}, {count_old, add_to_index, 1}, {once, sort_index, 1},
	    {count_fresh, search_text, 20}, {once, sort_pairs, 1}, {count_pairs, settle, 1}};
	struct similarity *s = arena_alloc(a, sizeof *s);

	*s = (struct similarity){.old = old,
	    .fresh = fresh,
	    .to_old = to_old,
	    .taken = taken,
	    .arena = a,
	    .stages = {stages, sizeof stages / sizeof *stages}};
	return s;
}

bool similarity_step(struct similarity *s, int budget_us)
{
	return stages_step(&s->stages, s, budget_us);
}
