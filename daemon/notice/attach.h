#ifndef NOTICE_ATTACH_H
#define NOTICE_ATTACH_H
#include "notice/reader.h"

/* Make targets of the amounts and give each its metric and its milestone: the one whose date stands in its part
 * of the sentence, else in its sentence, else the latest. Without any milestone they are loose. */
void attach_amounts(struct reader *r);
#endif
