#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/scope.h"

/*
 * Memory that lives and dies together: a tree (a notice, the settings, one answer) is allocated
 * from one arena and goes at once. Zero-initialise. Nothing is freed singly. Out of memory aborts.
 */
struct arena {
	struct arena_block *block;
	size_t bytes; /* handed out so far */
};

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *a, size_t bytes);
/* A NUL-terminated copy of s (of n bytes of s); NULL stays NULL. */
char *arena_dup(struct arena *a, const char *s);
char *arena_dupn(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *a);
/* Release a few blocks of a large one that nobody uses any more; true while there are more. */
bool arena_release_some(struct arena *a);
#endif
