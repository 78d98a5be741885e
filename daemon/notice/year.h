#ifndef NOTICE_YEAR_H
#define NOTICE_YEAR_H
#include "notice/period.h"

/* The year of a period at token i, with its own edge (年底): 2018年, 二〇一八年底, 民國107年, 2023-24财政年度, 今年. Tokens, 0 for none. */
size_t year_read(struct reader *r, size_t i, struct period *p);
#endif
