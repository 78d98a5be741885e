/* Joining by similar text without comparing all with all: a task is compared with those of its number, then with
 * those that share a pair of characters with it, the rarest pairs first, and with a bounded number of either. */
#include "plan/match_similar.h"
#include <stdlib.h>
#include "base/script.h"
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
struct search {
	const struct match_side *old, *fresh;
	struct grams *old_grams, *fresh_grams;
	int *to_old;
	bool *taken;
	struct arena *arena;
	list_of(struct pair) pairs;
	list_of(struct occurs) index; /* sorted */
	int *seen;		      /* per old task: the fresh one that last looked at it, + 1 */
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

static void compare(struct search *s, int old, int fresh)
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

/* Take the pairs that were found, the most alike first. */
static void settle(struct search *s)
{
	if (s->pairs.n)
		qsort(s->pairs.at, s->pairs.n, sizeof *s->pairs.at, best_first);
	list_each (const struct pair *, p, s->pairs)
		if (s->to_old[p->fresh] < 0 && !s->taken[p->old]) {
			s->to_old[p->fresh] = p->old;
			s->taken[p->old] = true;
		}
}

/* May it be what a similar text was? */
static bool is_free(const struct search *s, size_t old)
{
	return !s->taken[old] && !s->old->tasks[old].retired;
}

/* Old tasks of one number hang on a chain in their order. */
static int *chain_numbers(struct search *s, struct lookup *heads)
{
	int *next = arena_alloc(s->arena, (s->old->n + 1) * sizeof *next);

	for (size_t i = s->old->n; i-- > 0;)
		if (is_free(s, i) && has_number(&s->old->tasks[i])) {
			int *head = lookup_slot(heads, s->old->tasks[i].no);

			next[i] = *head;
			*head = (int)i + 1;
		}
	return next;
}

static void search_number(struct search *s)
{
	struct lookup heads = {.arena = s->arena};
	const int *next = chain_numbers(s, &heads);

	for (size_t i = 0; i < s->fresh->n; i++) {
		int left = CANDIDATES_MAX, old;

		if (s->to_old[i] >= 0 || !has_number(&s->fresh->tasks[i]))
			continue;
		old = lookup_get(&heads, s->fresh->tasks[i].no) - 1;
		for (; old >= 0 && left-- > 0; old = next[old] - 1)
			compare(s, old, (int)i);
	}
}

static int by_gram(const void *pa, const void *pb)
{
	const struct occurs *a = pa, *b = pb;

	if (a->gram != b->gram)
		return a->gram < b->gram ? -1 : 1;
	return a->old - b->old;
}

static void build_index(struct search *s)
{
	for (size_t i = 0; i < s->old->n; i++)
		for (size_t g = 0; is_free(s, i) && g < s->old_grams[i].n; g++)
			*list_push(s->arena, &s->index) =
			    (struct occurs){s->old_grams[i].at[g], (int)i};
	if (s->index.n)
		qsort(s->index.at, s->index.n, sizeof *s->index.at, by_gram);
	s->seen = arena_alloc(s->arena, (s->old->n + 1) * sizeof *s->seen);
}

/* The first place in the index that is not before (gram, task 0). */
static size_t index_from(const struct search *s, uint64_t gram)
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

static void compare_range(struct search *s, struct range r, int fresh, int *left)
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

static void search_text(struct search *s, int fresh)
{
	const struct grams *g = &s->fresh_grams[fresh];
	scope(arena) a = {0};
	struct range *ranges = arena_alloc(&a, (g->n + 1) * sizeof *ranges);
	int left = CANDIDATES_MAX;

	for (size_t i = 0; i < g->n; i++) {
		ranges[i].from = index_from(s, g->at[i]);
		ranges[i].n = index_from(s, g->at[i] + 1) - ranges[i].from;
	}
	qsort(ranges, g->n, sizeof *ranges, rarest_first);
	for (size_t i = 0; i < g->n && left > 0; i++)
		compare_range(s, ranges[i], fresh, &left);
}

/* Only what is still free is worth its pairs of characters. */
static void prepare(struct search *s)
{
	s->old_grams = arena_alloc(s->arena, (s->old->n + 1) * sizeof *s->old_grams);
	s->fresh_grams = arena_alloc(s->arena, (s->fresh->n + 1) * sizeof *s->fresh_grams);
	for (size_t i = 0; i < s->old->n; i++)
		if (is_free(s, i))
			s->old_grams[i] = grams_of(s->old->folded[i], s->arena);
	for (size_t i = 0; i < s->fresh->n; i++)
		if (s->to_old[i] < 0)
			s->fresh_grams[i] = grams_of(s->fresh->folded[i], s->arena);
}

void match_similar(const struct match_side *old, const struct match_side *fresh, struct arena *a,
    int *to_old, bool *taken)
{
	struct search s = {
	    .old = old, .fresh = fresh, .to_old = to_old, .taken = taken, .arena = a};

	prepare(&s);
	search_number(&s);
	build_index(&s);
	for (size_t i = 0; i < fresh->n; i++)
		if (to_old[i] < 0)
			search_text(&s, (int)i);
	settle(&s);
}
