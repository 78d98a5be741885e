#ifndef NOTICE_ROWS_H
#define NOTICE_ROWS_H
#include "notice/document.h"
#include "notice/words.h"

/*
 * What tables and lists are both taken apart into: rows, each with what it holds by its meaning, below the
 * headings that hold for it.
 */
enum level {
	LEVEL_NONE,
	LEVEL_PART,    /* 第一部分, a heading of the format */
	LEVEL_CHAPTER, /* 一、 */
	LEVEL_SECTION, /* （一） */
	LEVEL_ITEM,    /* 1. */
	LEVEL_SUBITEM, /* （1） */
	LEVEL_POINT    /* ①, a bullet */
};
struct heading {
	const char *text;
	int line, level;
	const char *cell[COLUMNS]; /* what its labels say for all below it; NULL: nothing */
	const struct heading *up;  /* NULL: none above */
};
struct row {
	const char *cell[COLUMNS]; /* cleaned; NULL: none */
	int line[COLUMNS];
	int at;			 /* the line of the row */
	int year;		 /* that its deadline column's name gives; 0: none */
	bool dashed[COLUMNS];	 /* a dash stands there: nothing, on purpose */
	bool inherited[COLUMNS]; /* taken from the row above, where the form lost what was merged */
	bool loose; /* a paragraph without labels: a task only where nothing else is one */
	const struct heading *heading; /* the innermost; NULL: none */
};
struct rows {
	struct arena *arena; /* of their texts; the rows themselves live with the document */
	const struct words *words;
	struct document *document;
	list_of(struct row) list;
	const struct heading *heading; /* at the place of reading */
	bool first_leads;	       /* "排在第一位的为牵头单位" was read */
};

/* The rows of a grid: columns by the words of a header row in any order, else by what they hold. False when neither
 * tells (a menu, a table of figures): then nothing was added. */
bool table_read(struct rows *r, const struct grid *g);

/* Are these words all of a kind? For columns without a name: a deadline; names of offices. */
bool looks_like_deadline(const struct words *w, struct span s);
bool looks_like_units(const struct words *w, struct span s);

/* A paragraph that heads what follows ("一、2021年6月底前完成的任务") takes the place of those of its own and lower levels;
 * its labels ("（牵头单位：…）") and what else `row` (may be NULL) holds go with it. */
void rows_set_heading(struct rows *r, struct span text, const struct row *row);
/* Put words into a row's cell, behind what stands there. */
void row_put(struct rows *r, struct row *row, enum column c, struct span s);
/* "（三）" → "三", "12." → "12"; a bullet is no number. */
void row_put_number(struct rows *r, struct row *row, struct span number);
/* The level that a paragraph's number gives it, 0 for none. */
int heading_level(struct span text);
#endif
