#ifndef NOTICE_CYCLE_H
#define NOTICE_CYCLE_H
#include "notice/period.h"

enum cycle_unit { CYCLE_DAY = 1, CYCLE_WEEK, CYCLE_MONTH, CYCLE_YEAR };
enum { CYCLE_PARTS_MAX = 12 };

/* A rhythm and its days as they are found; 0 and empty where nothing was said. */
struct cycle {
	enum cycle_unit unit;
	int interval;
	bool quarter;		/* its months are told inside a quarter */
	bool bare_months;	/* only months were named, no day yet */
	bool tendays, workdays; /* every ten days; every working day */
	int months[CYCLE_PARTS_MAX], mdays[CYCLE_PARTS_MAX];
	size_t month_n, mday_n;
	const char *byday; /* as in RFC 5545 */
	int setpos;
};

/* 100 × unit + interval of the unit of time at token i (月: 301, 季度: 303); 0: none. */
int cycle_code(const struct reader *r, size_t i);
void cycle_set(struct cycle *c, int code);
/* "every two weeks", "每半年", "quarterly" at token i: its tokens, 0 when there is none. */
size_t cycle_read(const struct reader *r, size_t i, struct cycle *out);

/* Take a period's days into the rule; `strict`: 前 behind a month leaves the month itself out. False when one rule cannot
 * say both (1月10日、7月15日). */
bool cycle_add_period(struct cycle *c, const struct period *p, bool strict);
/* The nth (0: each; -1: the last) weekday; the working days, of which `position` picks one. */
void cycle_add_weekday(struct reader *r, struct cycle *c, int position, int weekday);
void cycle_set_workday(struct cycle *c, int position);
void cycle_add_mday(struct cycle *c, int mday);
void cycle_add_month(struct cycle *c, int month);
/* The first, second or third month of each quarter. */
void cycle_add_quarter_month(struct cycle *c, int month);
/* Add the ITEM_CYCLE of tokens [from, to) with the finished rule. */
void cycle_add_item(struct reader *r, const struct cycle *c, size_t from, size_t to);

/* The days of a cycle from token i on (10日前, 最后一个工作日, 周五), with their bounds: tokens read. Rules that one line
 * cannot hold are added as items that begin at `from`. */
size_t cycle_read_days(struct reader *r, size_t i, size_t from, struct cycle *c);
/* A day found by counting: 最后一个工作日, first Monday. */
size_t cycle_read_counted_day(struct reader *r, size_t i, struct cycle *c);
/* Little words between a cycle and its days. */
size_t cycle_skip_fillers(const struct reader *r, size_t i);
#endif
