#ifndef NOTICE_MEASURE_H
#define NOTICE_MEASURE_H
#include "notice/reader.h"

/* A value with its unit of measure, without any comparison: 60%-70%, 三分之二, 2.36万个, 八成五, 全覆盖, 清零. */
struct measure {
	double value, high; /* high: NAN but for a range */
	const char *unit;   /* as written, "" for none */
	const char *suffix; /* what the words themselves measure: 全覆盖 → 覆盖; NULL mostly */
	enum op implied_op; /* 过半 is more than half; OP_NONE mostly */
	bool exact;	    /* no comparison beside it changes what it says: 清零 */
	bool percent, measured, counted, times, length, rank;
	bool people;	/* 人: 500人以上的企业 */
	bool qualifies; /* a unit that often tells who is meant: 500万元以下的企业 */
};
/* Read one at token i: its tokens, 0 when there is none. */
size_t measure_read(struct reader *r, size_t i, struct measure *out);
#endif
