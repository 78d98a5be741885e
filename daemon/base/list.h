#ifndef BASE_LIST_H
#define BASE_LIST_H
#include <string.h>
#include "base/arena.h"

/*
 * A typed growing array in an arena (header only):
 *	list_of(struct target) targets;          a member or variable, zero-initialised
 *	*list_push(&arena, &targets) = target;   append a zeroed element, the result points at it
 *	list_each(struct target *, t, targets)   a loop over it
 */
#define list_of(type)                                                                              \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t n, room;                                                                    \
	}
#define list_push(arena, list)                                                                     \
	((list)->n < (list)->room ? (void)0                                                        \
				  : (void)((list)->at = list_grown((arena), (list)->at,            \
					       &(list)->room, sizeof *(list)->at)),                \
	    &(list)->at[(list)->n++])
#define list_each(pointer, var, list)                                                              \
	for (pointer var = (list).at; var && var < (list).at + (list).n; var++)

/* Not for callers: a larger zeroed copy of an array of *room elements of `size` bytes. */
static inline void *list_grown(struct arena *a, const void *old, size_t *room, size_t size)
{
	size_t more = *room ? 2 * *room : 4;
	void *p = arena_alloc(a, more * size);

	if (old)
		memcpy(p, old, *room * size);
	*room = more;
	return p;
}

/* The list of strings that units, recipients and channels share. */
struct names {
	const char **at;
	size_t n, room;
};
#endif
