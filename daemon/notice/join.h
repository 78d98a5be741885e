#ifndef NOTICE_JOIN_H
#define NOTICE_JOIN_H
#include "notice/reader.h"

/* From the items of a clause to its milestones and targets. */
void join_items(struct reader *r);
#endif
