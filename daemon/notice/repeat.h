#ifndef NOTICE_REPEAT_H
#define NOTICE_REPEAT_H
#include "notice/reader.h"

/* A rhythm at token i (每季度末, 从…起每年10月底前, quarterly, the first Monday of each month): adds ITEM_CYCLE with its
 * RFC 5545 rule and gives the number of tokens, 0 when there is none. */
size_t repeat_read(struct reader *r, size_t i);
#endif
