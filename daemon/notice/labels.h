#ifndef NOTICE_LABELS_H
#define NOTICE_LABELS_H
#include "notice/rows.h"

/* What a paragraph says under labels: "1. 建设水厂。（牵头单位：县水利局；完成时限：3月底前）". */
enum { LABELS_MAX = 12 };
struct label {
	enum column place;
	struct span value;
};
struct labels {
	struct label at[LABELS_MAX];
	size_t n;
	struct span head; /* before the first label */
};

/* Find the labels of a paragraph: names of columns (headers.*) with a colon behind them or 【】 around them, at its
 * start or behind a separator; else the bracket at its end that says who and when in plain words
 * ("（市教育局牵头，市财政局配合，6月底前完成）"). False, and head = the text, where there are none. */
bool labels_split(const struct words *w, struct span text, struct labels *out);
/* Put them into a row (not the head). */
void labels_put(struct rows *r, struct row *row, const struct labels *found);
#endif
