#ifndef PLAN_LOOKUP_H
#define PLAN_LOOKUP_H
#include "base/arena.h"

/* Words → small numbers, in constant time. Zero-initialise with an arena; the keys are borrowed. */
struct lookup_entry {
	const char *key;
	int value;
};
struct lookup {
	struct arena *arena;
	struct lookup_entry *at;
	size_t n, room;
};

/* The place of the key's number, 0 at first. Valid until the next call. */
int *lookup_slot(struct lookup *l, const char *key);
/* The key's number; 0 for one that is not there. */
int lookup_get(const struct lookup *l, const char *key);
#endif
