#ifndef CONFIG_NEAREST_H
#define CONFIG_NEAREST_H
#include "base/list.h"

/* The known word that somebody who wrote `word` probably meant: at most a third of its letters (at least one) added,
 * left out, exchanged or swapped with their neighbour. NULL when none is that near. */
const char *nearest_word(const char *word, const struct names *known);
#endif
