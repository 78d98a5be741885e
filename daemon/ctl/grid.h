#ifndef CTL_GRID_H
#define CTL_GRID_H
#include "base/list.h"
#include "ctl/terminal.h"

/*
 * A table on a terminal: every column as wide as its widest cell, then the wide ones cut down until a row fits.
 * Widths are counted in cells, so that Chinese text stands in line. Zero-initialise but for the columns.
 */
struct grid_column {
	const char *title;
	size_t least;  /* it may be cut down to so many cells; 0: never */
	size_t weight; /* of columns that are cut, one of weight 2 stays twice as wide; 0: 1 */
	bool right;    /* numbers */
};
struct grid_cell {
	const char *s;
	enum tint tint;
};
struct grid {
	struct arena arena;
	const struct grid_column *columns;
	size_t n; /* of columns */
	list_of(struct grid_cell) cells;
};

/* The next cell, row by row; s is copied, NULL is empty. Control characters are shown as spaces. */
void grid_add(struct grid *g, enum tint tint, const char *s);
/* Titles (when a column has one) and rows. */
void grid_print(const struct grid *g, const struct terminal *t, struct text *out);
void grid_release(struct grid *g);
#endif
