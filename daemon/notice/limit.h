#ifndef NOTICE_LIMIT_H
#define NOTICE_LIMIT_H
#include "notice/reader.h"

/* A limit that an event starts (5个工作日内, 期满前30日, within 72 hours of discovery), a word for at once, or a time that
 * cannot be reckoned (汛期前), at token i: adds an item and gives the number of tokens; 0 when there is none. */
size_t limit_read(struct reader *r, size_t i);
#endif
