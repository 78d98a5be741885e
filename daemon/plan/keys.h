#ifndef PLAN_KEYS_H
#define PLAN_KEYS_H
#include <stdbool.h>
#include "plan/lookup.h"

/* The keys of a notice's tasks: each unique, and safe in an address. Zero-initialise with the arena of both lookups;
 * the keys live in it. */
struct keys {
	struct lookup used, counts;
};

/* A key is in use from elsewhere: nobody else gets it. */
void keys_reserve(struct keys *k, const char *key);
/* The key for a task with number `no` in row `row` (from 1): see task.h. */
const char *keys_give(struct keys *k, const char *no, size_t row);
/* May it stand in an address as a task? */
bool keys_valid(const char *key);
#endif
