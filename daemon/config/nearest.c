/* "Did you mean …?" for keys, types and options. The distance counts swapped neighbours as one slip, because that
 * is what fingers do. */
#include "config/nearest.h"
#include <stdbool.h>

enum { WORD_CAP = 64 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Optimal string alignment. rows[i] is the row of the first i letters of a; three of them suffice. */
static int distance(const char *a, const char *b)
{
	int rows[3][WORD_CAP + 1];
	size_t an = strlen(a), bn = strlen(b);

	if (an > WORD_CAP || bn > WORD_CAP)
		return WORD_CAP;
	for (size_t j = 0; j <= bn; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= an; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = (int)i;
		for (size_t j = 1; j <= bn; j++) {
			bool same = a[i - 1] == b[j - 1];

			now[j] = least(least(now[j - 1], last[j]) + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[an % 3][bn];
}

const char *nearest_word(const char *word, const struct names *known)
{
	int best = least(WORD_CAP - 1, (int)strlen(word) / 3);
	const char *found = NULL;

	best = best ? best + 1 : 2;
	for (size_t i = 0; i < known->n; i++) {
		int d = distance(word, known->at[i]);

		if (d < best) {
			best = d;
			found = known->at[i];
		}
	}
	return found;
}
