#ifndef NOTICE_HEAD_H
#define NOTICE_HEAD_H
#include "notice/document.h"
#include "notice/words.h"

/* What a notice says of itself. Absent text is NULL, an absent day DAY_NONE. */
struct head {
	const char *title, *doc_no, *issuer;
	day issued;
	int issued_line;
};

/* Read the paragraphs around the tables: the number that stands alone, the day that stands alone and the office
 * before it, the first line that ends like a title; labels ("发文字号：", "Issued by … on …") before all. The
 * day on which it was written (成文) wins over that of its publishing. Text is allocated in a. */
void head_read(const struct words *w, const struct document *d, struct arena *a, struct head *out);
/* Is the paragraph a line of the head: a number, a day, an office alone? Never a heading of rows. */
bool head_is_dateline(struct span text);
/* A table of the head (发文机关 | … | 成文日期 | …), which holds no tasks. */
bool head_is_grid(const struct words *w, const struct grid *g);

/* For head_read: the title; a short line that names an office; an office's number ("江府办〔2016〕34号") and nothing else. */
const char *head_title(const struct words *w, const struct document *d, struct arena *a);
bool head_is_office(const struct words *w, struct span s);
bool head_is_number(struct span s);
#endif
