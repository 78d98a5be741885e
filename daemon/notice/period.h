#ifndef NOTICE_PERIOD_H
#define NOTICE_PERIOD_H
#include "notice/reader.h"

enum grain {
	GRAIN_NONE,
	GRAIN_DAY,
	GRAIN_TENDAY,
	GRAIN_WEEK,
	GRAIN_MONTH,
	GRAIN_QUARTER,
	GRAIN_HALF,
	GRAIN_YEAR,
	GRAIN_PLAN
};
enum edge { EDGE_NONE, EDGE_START, EDGE_MIDDLE, EDGE_END, EDGE_WITHIN };

/* A stretch of the calendar as it was written; what was not written is 0. */
struct period {
	enum grain grain;
	int year, month;
	int index;  /* day of the month; 1–3 of ten days; quarter; half */
	int fiscal; /* the month in which its year ends; 0: December */
	enum edge edge;
	bool english; /* mid-November is the 15th, 11月中旬 the 20th */
	bool festival;
	day first, last; /* from period_settle */
	const char
	    *year_from; /* where a year that was not written was found; NULL: it was written */
	day other;	/* the other reading of a day that can be read two ways; DAY_NONE */
};

/* Read a period at token i: the number of tokens, 0 when there is none. `within` (may be NULL) is a period that
 * stands before it and lends what is missing: 3月1日-15日. */
size_t period_read(struct reader *r, size_t i, const struct period *within, struct period *out);
/* The same for dates in digits alone, without the borrowing; and for the forms of English. */
size_t numeric_read_date(struct reader *r, size_t i, struct period *out);
size_t english_read_period(
    struct reader *r, size_t i, const struct period *within, struct period *out);
/* The token behind the numbers of a list or range that starts at i: 年 in 2021、2022、2023年. */
size_t period_shared_unit(const struct reader *r, size_t i);
/* The edge that a word of this role at token i names; EDGE_NONE for another word. */
enum edge period_edge_at(const struct reader *r, size_t i, enum role role);
/* Fill first and last. A missing year is the clause's, the heading's, the issue date's; false when none is known
 * or there is no such day (2月30日), which is said. */
bool period_settle(struct reader *r, struct period *p);
/* The festivals that conf/lexicon names, and the first day of one in a year; DAY_NONE where the table of lunar days ends. */
enum festival {
	FESTIVAL_NEW_YEAR = 1,
	FESTIVAL_SPRING,
	FESTIVAL_LANTERN,
	FESTIVAL_TOMB,
	FESTIVAL_LABOUR,
	FESTIVAL_DRAGON,
	FESTIVAL_AUTUMN,
	FESTIVAL_NATIONAL,
	FESTIVAL_CHRISTMAS
};
day festival_day(enum festival festival, int year);
#endif
