#ifndef NOTICE_JOIN_H
#define NOTICE_JOIN_H
#include "notice/reader.h"

/* From the items of a clause to its milestones and targets: settle what depends on the words around (bare dates, 即日起,
 * moved dates), then give every target its metric and its date. */
void join_items(struct reader *r);

/* The words that an amount measures, from what stands around item `at`; several where one value is told of
 * several (提交率和通过率100%). *taken: the tokens that earlier metrics have used, moved on. */
void metric_find(struct reader *r, size_t at, size_t *taken, struct names *out);
#endif
