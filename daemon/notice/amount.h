#ifndef NOTICE_AMOUNT_H
#define NOTICE_AMOUNT_H
#include "notice/reader.h"

/* An amount with its words of comparison at token i (不低于95%, 2.36万个, 全覆盖, at least 75%): adds an ITEM_AMOUNT and gives
 * the number of tokens; 0, and nothing added, for a number that is none (document numbers, 第二批, 4个方面). */
size_t amount_read(struct reader *r, size_t i);
#endif
