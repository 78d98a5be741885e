/* A hash table with open addressing, never more than half full. What it outgrows stays in the arena, which
 * doubles the cost at most. */
#include "plan/lookup.h"
#include "base/crypto.h"
#include <string.h>

static struct lookup_entry *place(const struct lookup *l, const char *key)
{
	size_t i = crypto_hash(key) & (l->room - 1);

	while (l->at[i].key && strcmp(l->at[i].key, key) != 0)
		i = (i + 1) & (l->room - 1);
	return &l->at[i];
}

static void grow(struct lookup *l)
{
	struct lookup old = *l;

	l->room = old.room ? 2 * old.room : 16;
	l->at = arena_alloc(l->arena, l->room * sizeof *l->at);
	for (size_t i = 0; i < old.room; i++)
		if (old.at[i].key)
			*place(l, old.at[i].key) = old.at[i];
}

int *lookup_slot(struct lookup *l, const char *key)
{
	struct lookup_entry *e;

	if (2 * l->n >= l->room)
		grow(l);
	e = place(l, key);
	if (!e->key) {
		e->key = key;
		l->n++;
	}
	return &e->value;
}

int lookup_get(const struct lookup *l, const char *key)
{
	return l->room ? place(l, key)->value : 0;
}
