#ifndef NOTICE_METRIC_H
#define NOTICE_METRIC_H
#include "notice/reader.h"

/* The words that the amount of item `at` measures, from what stands around it; several where one value is told of
 * several (提交率和通过率100%), one "" where nothing names them. *taken: the tokens that earlier metrics have used, moved on. */
void metric_find(struct reader *r, size_t at, size_t *taken, struct names *out);
/* The words before the amount that only act (完成, 投放): the last resort. */
const char *metric_of_verb(struct reader *r, size_t at);
#endif
