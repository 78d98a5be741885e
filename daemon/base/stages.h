#ifndef BASE_STAGES_H
#define BASE_STAGES_H
#include <stdbool.h>
#include <stddef.h>

/*
 * Long work as a row of loops, of which a bounded number of turns is run at a time, so that whoever waits for something
 * else meanwhile is not kept waiting.
 */
struct stage {
	size_t (*turns)(
	    const void *work); /* asked when the turn is up: earlier stages may decide it */
	void (*turn)(void *work, size_t i);
	int cost; /* of a turn, in microseconds, roughly */
};
/* Where it stands. Zero-initialise, with the row. */
struct stages {
	const struct stage *row;
	size_t n;
	size_t stage, turn;
};

/* Turns for about that long; true while there are more. */
bool stages_step(struct stages *s, void *work, int budget_us);
#endif
