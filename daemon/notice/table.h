#ifndef NOTICE_TABLE_H
#define NOTICE_TABLE_H
#include "notice/rows.h"

/* What the columns of a grid mean. */
struct columns {
	enum column meaning[DOCUMENT_COLUMNS];
	const char *name[DOCUMENT_COLUMNS]; /* of the header; NULL: none */
	size_t n;
	int year;      /* that the deadline column's name gives; 0: none */
	size_t first;  /* row below this header, among all rows */
	bool inherits; /* no merged cells here: an empty one may stand for the one above */
};

/* One row of a grid whose columns are known; added to r unless it holds no task. `below` is the row under it
 * (NULL: none), which shows what this one's cells span. */
void table_read_row(struct rows *r, const struct columns *c, const struct grid_row *row,
    const struct grid_row *below);
#endif
