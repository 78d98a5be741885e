#ifndef NOTICE_MATCH_H
#define NOTICE_MATCH_H
#include "notice/document.h"
#include "notice/words.h"

/* Place the cells of a row that has fewer than its table has columns: each, in its order, in the next column that
 * it looks like; a column that is left out goes on from the row above (its merged cell was lost on the way). */
void grid_place_matched(struct grid_maker *m, const struct words *w, const struct span *cells,
    size_t n, const enum column *columns, size_t width);
/* Does a cell look like what the column holds? Columns of free words take anything but a number. */
bool column_fits(const struct words *w, enum column column, struct span cell);
#endif
