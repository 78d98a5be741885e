#ifndef NOTICE_DOCUMENT_H
#define NOTICE_DOCUMENT_H
#include "base/list.h"
#include "base/span.h"
#include "plan/task.h"

/*
 * A document as every format gives it: paragraphs and grids in their order, each with its line in the source
 * (of a sheet: its row). Cells that are merged stand in every place that they span. All of it lives in the
 * document's arena.
 */
enum {
	DOCUMENT_COLUMNS = 128,	 /* wider tables are cut, with a diagnostic */
	DOCUMENT_CELLS = 4000000 /* of one document, merged places counted each */
};

struct cell {
	const char *text; /* line breaks kept as '\n'; "" for an empty one */
	int line;
	bool merged;  /* stands elsewhere too; this is not its first place */
	bool guessed; /* that it goes on from above is a guess: the row has too few cells */
};
struct grid_row {
	struct cell *cells;
	size_t n;
	int line;
	bool header; /* the format says so: <th>, the row above |---|---| */
};
struct grid {
	list_of(struct grid_row) rows;
};

struct block {
	int line;
	const char *text;  /* of a paragraph */
	bool heading;	   /* the format says so: <h1>, # */
	struct grid *grid; /* NULL: a paragraph */
};
struct document {
	struct arena arena;
	const char *name;  /* of the file, for errors */
	const char *title; /* of <title>; NULL */
	bool soft_breaks;  /* a line break inside a cell says nothing (plain text) */
	list_of(struct block) blocks;
	list_of(struct diagnostic) diagnostics;
	size_t cells;
};

/* Append a paragraph, trimmed; an empty one is left out. */
void document_add_paragraph(struct document *d, struct span text, bool heading);
/* A grid to be filled, and its joining the document once it is full: rows of a single text above and below the table
 * proper become paragraphs there. */
struct grid *document_new_grid(struct document *d);
void document_add_grid(struct document *d, struct grid *g);
/* The only text of a row, where all its places hold the same or nothing; else NULL. */
const struct cell *grid_only_cell(const struct grid_row *row);
void document_add_diagnostic(struct document *d, int line, const char *severity, const char *format,
    ...) __attribute__((format(printf, 4, 5)));
void document_release(struct document *d);

/*
 * A row in the making: cells are placed from the left, past the places that row spans of earlier rows hold.
 * Zero-initialise one per grid.
 */
struct grid_maker {
	struct document *document;
	struct grid *grid;
	struct cell cells[DOCUMENT_COLUMNS]; /* of the row in the making */
	bool filled[DOCUMENT_COLUMNS];
	int spans
	    [DOCUMENT_COLUMNS]; /* rows below that the cell above still fills; -1: as far as it is told to */
	struct cell above[DOCUMENT_COLUMNS];
	size_t n;
	int line;
	bool header, truncated;
};

void grid_begin_row(struct grid_maker *m, int line);
/* Place a cell that spans so many rows and columns (1: itself alone). */
void grid_place(struct grid_maker *m, struct span text, int rows, int columns);
/* The same at a column that the format names (XLSX). */
void grid_put(struct grid_maker *m, size_t column, struct span text, int rows, int columns);
/* A cell that goes on from the one above (DOCX). */
void grid_continue(struct grid_maker *m, int columns);
/* The row joins its grid, unless it is empty. False once the document holds too many cells. */
bool grid_end_row(struct grid_maker *m);
#endif
