#ifndef NOTICE_DATELINE_H
#define NOTICE_DATELINE_H
#include "base/span.h"
#include "calendar/civil.h"

/* A whole day (year, month and day) at the start of s: 2016年10月29日, 二〇一六年十月二十九日, 民國113年5月20日, 2023-06-05,
 * 2023/6/5, 2023.6.5, 20 January 2025, January 20, 2025, Jan. 20, 2025. Blanks are allowed inside. Bytes that it takes,
 * 0 for none; a day that does not exist (2017年2月30日) is none. */
size_t dateline_at(struct span s, day *out);
/* The last such day in s; `before` receives what stands before it. False for none. */
bool dateline_find(struct span s, day *out, struct span *before, struct span *behind);
#endif
