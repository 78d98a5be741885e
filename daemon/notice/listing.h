#ifndef NOTICE_LISTING_H
#define NOTICE_LISTING_H
#include "notice/rows.h"

/*
 * Paragraphs become rows: a numbered paragraph with its labels, in lines below it ("牵头单位：…", "完成时限：…")
 * or inside it; the paragraphs above it are its headings. Zero-initialise, give paragraphs in their order, and end
 * where a table begins and at the document's end.
 */
struct listing {
	bool open, labelled; /* an item is being read; it has labels of its own */
	int level;	     /* of the item */
	struct row row;
	struct span text; /* of the item's first paragraph, for a heading */
};

void listing_paragraph(struct listing *s, struct rows *r, const struct block *b);
/* A table follows: an open item without labels is its heading. */
void listing_before_table(struct listing *s, struct rows *r);
void listing_end(struct listing *s, struct rows *r);
#endif
