#ifndef PLAN_SIMILAR_H
#define PLAN_SIMILAR_H
#include <stdint.h>
#include "base/arena.h"

/* How alike two texts are: the pairs of neighbouring characters that they share (Dice's coefficient). */
struct grams {
	uint64_t *at; /* sorted, each once */
	size_t n;
};

/* The pairs of a text that is already folded (base/script.h), of its first 2,000 characters. */
struct grams grams_of(const char *folded, struct arena *a);
/* 0–1: twice the shared pairs by all pairs. */
double grams_alike(const struct grams *a, const struct grams *b);
/* From here on two texts are versions of one. */
#define GRAMS_SIMILAR 0.6
#endif
