#ifndef REMIND_LAYOUT_H
#define REMIND_LAYOUT_H
#include "base/text.h"

/* Text in columns for the plain part of a mail. A column is a cell of a terminal: a Han character takes two. All
 * functions append. */
/* s, then spaces up to `cells`; nothing is cut. */
void layout_add_padded(struct text *out, const char *s, size_t cells);
/* s broken into lines of at most `cells` (a word longer than that stays whole), each further line behind `indent`
 * spaces. Breaks at spaces and between Han characters, never before a mark that closes or divides. */
void layout_add_wrapped(struct text *out, const char *s, size_t cells, size_t indent);
/* At most n characters of s, with … when it was cut. */
void layout_add_cut(struct text *out, const char *s, size_t n);
#endif
