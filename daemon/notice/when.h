#ifndef NOTICE_WHEN_H
#define NOTICE_WHEN_H
#include "notice/reader.h"

/* A date or range with the words that bound it, at token i: adds an item (ITEM_DATE, ITEM_START, ITEM_BASELINE) and
 * gives the number of tokens; 0, and nothing added, when none stands there. */
size_t when_read(struct reader *r, size_t i);
/* A clock time or a weekday behind a day (17:00, 24时, 下班): the number of its tokens. */
size_t when_skip_time(const struct reader *r, size_t i);
#endif
