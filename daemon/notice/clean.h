#ifndef NOTICE_CLEAN_H
#define NOTICE_CLEAN_H
#include "base/arena.h"
#include "base/span.h"
#include "base/text.h"

/*
 * Repair of what a text suffered on its way: a reading in brackets after each Han character (facts/feasibility.md,
 * 6: "區(qū)", lower-case letters with a tone mark), a character lost before its reading ("?shù)據(jù)"), full-width
 * letters, digits and percent signs, invisible characters, several kinds of line end. The script is kept, and
 * so are the lines: line 7 is line 7 still.
 */
struct clean_repairs {
	size_t readings; /* taken out */
	size_t restored; /* lost characters found again */
	size_t lost;	 /* places where characters are missing for good */
	int lost_line;	 /* the first of them; 0: none */
};

/* Append the repaired text. `entities`: plain text into which "&nbsp;" strayed has it taken out. */
void clean_text(struct span raw, bool entities, struct text *out, struct clean_repairs *repairs);
/* A cell or paragraph in one line: line breaks and stray blanks inside Chinese words and numbers closed, one blank
 * elsewhere; doubled commas single; "@@" gone; O for 0 inside numbers. Allocated in a. */
const char *clean_line(struct arena *a, struct span raw);
/* The same, with the line breaks kept. */
const char *clean_lines(struct arena *a, struct span raw);
#endif
