#ifndef NOTICE_TABLE_H
#define NOTICE_TABLE_H
#include "notice/rows.h"

/* What the columns of a grid mean. */
struct columns {
	enum column meaning[DOCUMENT_COLUMNS];
	const char *name[DOCUMENT_COLUMNS]; /* of the header; NULL: none */
	size_t n;
	int year; /* that the deadline column's name gives; 0: none */
	bool
	    inherits; /* the form knows no merged cells: an empty one may stand for the one above */
};

/* One row of a grid whose columns are known; added to r unless it holds no task. `below` is the row under it
 * (NULL: none), which shows what this one's cells span. */
void table_read_row(struct rows *r, const struct columns *c, const struct grid_row *row,
    const struct grid_row *below);
#endif
