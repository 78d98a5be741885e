#ifndef STORE_MIGRATIONS_H
#define STORE_MIGRATIONS_H
#include <stddef.h>

/* Step i takes a database from schema i to i + 1. A step that was released is never edited; a new
 * one is added. */
extern const char *const migrations[];
extern const size_t migrations_n;
#endif
