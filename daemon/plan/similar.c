/* Texts as sorted sets of character pairs, so that two of them are compared in one walk. */
#include "plan/similar.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { CHARACTERS_MAX = 2000 };

static int by_value(const void *pa, const void *pb)
{
	const uint64_t *a = pa, *b = pb;

	return (*a > *b) - (*a < *b);
}

static size_t without_repeats(uint64_t *at, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!i || at[i] != at[i - 1])
			at[kept++] = at[i];
	return kept;
}

struct grams grams_of(const char *folded, struct arena *a)
{
	const char *end = folded + strlen(folded);
	size_t characters = utf8_length(folded, (size_t)(end - folded));
	struct grams g = {0};
	uint32_t before = 0;

	if (characters > CHARACTERS_MAX)
		characters = CHARACTERS_MAX;
	g.at = arena_alloc(a, (characters + 1) * sizeof *g.at);
	for (size_t i = 0; i < characters; i++) {
		uint32_t c = utf8_next(&folded, end);

		if (i)
			g.at[g.n++] = (uint64_t)before << 32 | c;
		before = c;
	}
	qsort(g.at, g.n, sizeof *g.at, by_value);
	g.n = without_repeats(g.at, g.n);
	return g;
}

double grams_alike(const struct grams *a, const struct grams *b)
{
	size_t i = 0, j = 0, shared = 0;

	while (i < a->n && j < b->n) {
		uint64_t x = a->at[i], y = b->at[j];

		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return a->n + b->n ? 2.0 * (double)shared / (double)(a->n + b->n) : 0;
}
