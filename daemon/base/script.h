#ifndef BASE_SCRIPT_H
#define BASE_SCRIPT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"

/*
 * Traditional and Simplified Chinese as one, for matching words: character by character, so that
 * offsets in code points survive. The table is made at build time from OpenCC's t2s
 * (scripts/script-map.c); text shown to people is never converted.
 */
/* The Simplified character for c, c itself when there is none. */
uint32_t script_fold(uint32_t c);
/* Append s folded, with ASCII letters in lower case and full-width letters and digits narrowed. */
void script_add_folded(struct text *out, const char *s);
/* Are the two names one (folded, white space ignored)? */
bool script_equal(const char *a, const char *b);
/* Does the folded `whole` hold the folded `part` (white space ignored)? */
bool script_holds(const char *whole, const char *part);
/* Does the whole name fit the pattern: * for any characters, ? for one (folded, white space ignored)? */
bool script_matches(const char *pattern, const char *name);
/* Does it hold * or ?, in either width? */
bool script_is_pattern(const char *s);
#endif
