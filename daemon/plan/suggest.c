/* "Did you mean …?" for units. Notices shorten names (市人社局 for 市人力资源社会保障局) and misprint them, so a name is near
 * when its characters stand in the other one in their order, or when one in five at most differs. */
#include "base/script.h"
#include "base/utf8.h"
#include "plan/directory.h"

enum { NAME_CAP = 48, ABBREVIATION_LEAST = 3, ABBREVIATION_FACTOR = 4, RIGHT_PER_SLIP = 5 };

/* A name's characters, folded and without white space. */
struct spelling {
	uint32_t at[NAME_CAP];
	size_t n;
};

/* False where it is too long to be compared. */
static bool spell(const char *name, struct spelling *out)
{
	scope(text) folded = {0};
	const char *s, *end;

	script_add_folded(&folded, name);
	s = text_get(&folded);
	end = s + folded.len;
	out->n = 0;
	while (s < end && out->n < NAME_CAP) {
		uint32_t c = utf8_next(&s, end);

		if (c != ' ' && c != '\t' && c != 0x3000)
			out->at[out->n++] = c;
	}
	return s == end;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Characters added, left out and exchanged. */
static size_t distance(const struct spelling *a, const struct spelling *b)
{
	size_t row[NAME_CAP + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[j] = j;
	for (size_t i = 0; i < a->n; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < b->n; j++) {
			size_t exchanged = corner + (a->at[i] != b->at[j]);

			corner = row[j + 1];
			row[j + 1] = least(exchanged, least(row[j], row[j + 1]) + 1);
		}
	}
	return row[b->n];
}

static bool abbreviates(const struct spelling *brief, const struct spelling *whole)
{
	size_t found = 0;

	if (brief->n < ABBREVIATION_LEAST || brief->at[0] != whole->at[0] ||
	    whole->n > ABBREVIATION_FACTOR * brief->n)
		return false;
	for (size_t i = 0; i < whole->n && found < brief->n; i++)
		found += brief->at[found] == whole->at[i];
	return found == brief->n;
}

/* The nearest yet. */
struct nearest {
	struct spelling name;
	size_t distance;
	const char *found;
};

static void compare(struct nearest *n, const char *candidate, const char *stands_for)
{
	const struct spelling *name = &n->name;
	struct spelling other;
	size_t longer, d;

	if (script_is_pattern(candidate) || !spell(candidate, &other) || !other.n)
		return;
	longer = name->n > other.n ? name->n : other.n;
	d = distance(name, &other);
	if (d < n->distance && (d <= longer / RIGHT_PER_SLIP || abbreviates(name, &other) ||
				   abbreviates(&other, name))) {
		n->distance = d;
		n->found = stands_for;
	}
}

const char *directory_suggest(const struct directory *d, const char *name)
{
	struct nearest n = {.distance = SIZE_MAX};

	if (!spell(name, &n.name) || !n.name.n)
		return NULL;
	list_each (const struct unit *, u, d->units) {
		compare(&n, u->name, u->name);
		list_each (const char **, alias, u->aliases)
			compare(&n, *alias, u->name);
	}
	list_each (const struct unit_group *, g, d->groups)
		compare(&n, g->name, g->name);
	return n.found;
}
