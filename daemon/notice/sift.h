#ifndef NOTICE_SIFT_H
#define NOTICE_SIFT_H
#include "notice/reader.h"

/* Drop the items that are no deadlines or targets: references, what is in force, reports of what was done. */
void sift_bare(struct reader *r);
/* Drop what a clearer item beats: 立即 beside a real limit, a length before a date in brackets, a limit that only shifts the
 * days of a rhythm. */
void sift_beaten(struct reader *r);
#endif
