#ifndef NOTICE_READ_TEXT_H
#define NOTICE_READ_TEXT_H
#include "notice/document.h"
#include "notice/words.h"

/* Plain text and Markdown → paragraphs and grids. Text is UTF-8, repaired by clean_text. Never fails: what looks like
 * no table is paragraphs. */
void read_text(struct span text, const struct words *w, struct document *d);

/* For read_text: a table at the start of *rest, one cell a line, each closed by "|"; or one row a line, its columns
 * parted by "|", tabs or runs of blanks. *rest goes on behind it. False, and *rest untouched, where none stands. */
bool read_cells(struct span *rest, const struct words *w, struct document *d);
bool read_rows(struct span *rest, const struct words *w, struct document *d);
/* A line of nothing but - = + | : * _ and blanks: a rule on the page. */
bool is_rule(struct span line);
/* How a paragraph begins: bytes of its number or bullet ("1.", "（二）", "①", "- "), 0 for none. */
size_t number_length(struct span text);
#endif
