/* A chain of blocks, the newest first and each twice as large as the one before, for most arenas hold little; an
 * allocation that does not fit opens a block of its own size. */
#include "base/arena.h"
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_LEAST = 1 << 10, BLOCK_MOST = 32 << 10, BLOCKS_AT_ONCE = 256 };

struct arena_block {
	struct arena_block *older;
	size_t used, room;
	alignas(max_align_t) unsigned char at[];
};

static struct arena_block *block_new(struct arena *a, size_t bytes)
{
	size_t room = a->block ? 2 * a->block->room : BLOCK_LEAST;
	struct arena_block *b;

	room = room < BLOCK_MOST ? room : BLOCK_MOST;
	room = room > bytes ? room : bytes;
	b = calloc(1, sizeof *b + room);
	if (!b)
		abort();
	b->room = room;
	b->older = a->block;
	a->block = b;
	return b;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	size_t align = alignof(max_align_t), need = (bytes + align - 1) / align * align;
	struct arena_block *b = a->block;
	void *p;

	if (need < bytes)
		abort();
	if (!b || b->room - b->used < need)
		b = block_new(a, need);
	p = b->at + b->used;
	b->used += need;
	a->bytes += need;
	return p;
}

char *arena_dupn(struct arena *a, const char *s, size_t n)
{
	char *p;

	if (!s)
		return NULL;
	p = arena_alloc(a, n + 1);
	memcpy(p, s, n);
	return p;
}

char *arena_dup(struct arena *a, const char *s)
{
	return s ? arena_dupn(a, s, strlen(s)) : NULL;
}

/* Most are short, and are written once. */
char *arena_printf(struct arena *a, const char *format, ...)
{
	char brief[256], *p;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(brief, sizeof brief, format, args);
	va_end(args);
	if (n < (int)sizeof brief)
		return arena_dupn(a, brief, (size_t)(n < 0 ? 0 : n));
	p = arena_alloc(a, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(p, (size_t)n + 1, format, args);
	va_end(args);
	return p;
}

bool arena_release_some(struct arena *a)
{
	for (int i = 0; a->block && i < BLOCKS_AT_ONCE; i++) {
		struct arena_block *older = a->block->older;

		free(a->block);
		a->block = older;
	}
	return a->block;
}

void arena_release(struct arena *a)
{
	while (arena_release_some(a))
		;
	a->bytes = 0;
}
