#ifndef NOTICE_LENGTH_H
#define NOTICE_LENGTH_H
#include "notice/reader.h"

/* The units of lengths of time, as NUMBER of the role span. */
enum span_unit {
	SPAN_NONE,
	SPAN_MINUTE,
	SPAN_HOUR,
	SPAN_DAY,
	SPAN_WORKDAY,
	SPAN_WEEK,
	SPAN_MONTH,
	SPAN_YEAR
};

/* A length of time as it is written: 3—5个工作日, half a year. */
struct length {
	double n, least; /* least: the lower end of a range; 0: none */
	enum span_unit unit;
	size_t unit_at; /* the token that names the unit */
};

/* Read one at token i: its tokens, 0 when there is none. */
size_t length_read(const struct reader *r, size_t i, struct length *out);
#endif
