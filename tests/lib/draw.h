#ifndef TESTS_DRAW_H
#define TESTS_DRAW_H
#include <stdint.h>

/* Random numbers that are the same on every machine (xorshift); a seed that is printed is a run that can be had again. */
static inline uint64_t draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* 0 to n - 1. */
static inline int below(uint64_t *seed, int n)
{
	return (int)(draw(seed) % (uint64_t)n);
}
#endif
