/* Periods as Chinese writes them: 2018年6月下旬, 二〇一八年底, 第三季度末, 下周三, “十四五”末. Years, months and days fill
 * one struct from the left; what a part lacks it borrows from the period before it. */
#include "notice/period.h"
#include "notice/year.h"

enum { LIST_MAX = 12 }; /* numbers that may share one unit: 2021、2022、2023年 */

static bool is_list_mark(enum role role)
{
	return role == ROLE_LIST_COMMA || role == ROLE_and || role == ROLE_COMMA ||
	       role == ROLE_DASH || role == ROLE_range;
}

size_t period_shared_unit(const struct reader *r, size_t i)
{
	for (int n = 0; n < LIST_MAX && reader_is(r, i, ROLE_NUMBER); n++) {
		i++;
		if (!is_list_mark(reader_role(r, i)))
			return i;
		i++;
		if (reader_is(r, i, ROLE_ordinal_mark))
			i++;
	}
	return i;
}

enum edge period_edge_at(const struct reader *r, size_t i, enum role role)
{
	return reader_is(r, i, role) ? (enum edge)reader_token(r, i)->number : EDGE_NONE;
}

/* What narrows a month: a day, ten days, an edge. */
static size_t read_in_month(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);

	if (reader_is(r, i, ROLE_tenday)) {
		p->grain = GRAIN_TENDAY;
		p->index = t->number;
		return 1;
	}
	if (reader_is(r, i, ROLE_edge) || reader_is(r, i, ROLE_month_edge)) {
		p->edge = (enum edge)t->number;
		return 1;
	}
	if (!reader_is_number(r, i) || t->number < 1 || t->number > 31 || t->decimals)
		return 0;
	if (!reader_is(r, period_shared_unit(r, i), ROLE_day) && !reader_is(r, i + 1, ROLE_day))
		return 0;
	p->grain = GRAIN_DAY;
	p->index = t->number;
	return 1 + reader_is(r, i + 1, ROLE_day);
}

/* 6月…, 6、12月…: the month's number, then what narrows it. */
static size_t read_month(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	size_t shared = period_shared_unit(r, i), at = i + 1;
	enum role unit = reader_role(r, shared);

	if (t->number < 1 || t->number > 12 || t->decimals ||
	    (unit != ROLE_month && unit != ROLE_month_edge && unit != ROLE_month_tenday))
		return 0;
	p->grain = GRAIN_MONTH;
	p->month = t->number;
	if (shared > at)
		return 1;
	if (unit == ROLE_month)
		return 2 + read_in_month(r, at + 1, p);
	if (unit == ROLE_month_tenday)
		p->grain = GRAIN_TENDAY;
	p->edge = unit == ROLE_month_edge ? (enum edge)reader_token(r, at)->number : EDGE_NONE;
	p->index = unit == ROLE_month_tenday ? reader_token(r, at)->number : 0;
	return 2;
}

/* 第三季度末, 四季度, 二、三季度. */
static size_t read_quarter(struct reader *r, size_t i, struct period *p)
{
	size_t at = i + reader_is(r, i, ROLE_ordinal_mark), shared = period_shared_unit(r, at);
	int quarter = reader_token(r, at)->number;
	enum role unit = reader_role(r, shared);

	if (!reader_is_number(r, at) || quarter < 1 || quarter > 4 ||
	    (unit != ROLE_quarter && unit != ROLE_quarter_edge))
		return 0;
	p->grain = GRAIN_QUARTER;
	p->index = quarter;
	if (shared > at + 1)
		return at + 1 - i;
	p->edge = period_edge_at(r, at + 1, ROLE_quarter_edge);
	return at + 2 - i;
}

/* 上半年, 首季. */
static size_t read_named_part(struct reader *r, size_t i, struct period *p)
{
	p->grain = reader_is(r, i, ROLE_half) ? GRAIN_HALF : GRAIN_QUARTER;
	p->index = reader_token(r, i)->number;
	return 1;
}

static void set_month_from_issue(const struct reader *r, int months, struct period *p)
{
	struct civil c = civil_of(civil_add_months(r->context->issued, months));

	p->grain = GRAIN_MONTH;
	p->year = c.year;
	p->month = c.month;
}

/* 本月20日, 下月底, 月底, 月下旬. */
static size_t read_month_word(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);

	if (r->context->issued == DAY_NONE)
		return 0;
	set_month_from_issue(r, reader_is(r, i, ROLE_month_of) ? t->number : 0, p);
	if (reader_is(r, i, ROLE_month_of))
		return 1 + read_in_month(r, i + 1, p);
	if (reader_is(r, i, ROLE_month_tenday))
		p->grain = GRAIN_TENDAY;
	p->edge = reader_is(r, i, ROLE_month_edge) ? (enum edge)t->number : EDGE_NONE;
	p->index = t->number;
	return 1;
}

/* 本季度末, 季度末. */
static size_t read_quarter_word(struct reader *r, size_t i, struct period *p)
{
	enum { MONTHS_OF_QUARTER = 3 };
	int quarters = 0;

	if (r->context->issued == DAY_NONE)
		return 0;
	if (reader_is(r, i, ROLE_quarter_of))
		quarters = reader_token(r, i)->number;
	else
		p->edge = (enum edge)reader_token(r, i)->number;
	set_month_from_issue(r, MONTHS_OF_QUARTER * quarters, p);
	p->grain = GRAIN_QUARTER;
	p->index = (p->month + 2) / MONTHS_OF_QUARTER;
	p->month = 0;
	return 1;
}

/* 下周三, 本周, 周五: weeks start on Monday. */
static size_t read_week(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	int weeks = reader_is(r, i, ROLE_next)	    ? 1
		    : reader_is(r, i, ROLE_week_of) ? t->number
						    : 0,
	    weekday = 0;
	size_t n = 1;

	if (r->context->issued == DAY_NONE)
		return 0;
	if (reader_is(r, i, ROLE_weekday)) {
		weekday = t->number;
	} else if (reader_is(r, i + 1, ROLE_NUMBER) &&
		   (reader_token(r, i + 1)->flags & TOKEN_CHINESE)) {
		weekday = reader_token(r, i + 1)->number;
		n = 2;
	} else if (reader_is(r, i + 1, ROLE_day) || reader_is(r, i + 1, ROLE_weekday)) {
		weekday = reader_is(r, i + 1, ROLE_day) ? 7 : reader_token(r, i + 1)->number;
		n = 2;
	}
	if (weekday > 7)
		return 0;
	p->grain = weekday ? GRAIN_DAY : GRAIN_WEEK;
	p->first = r->context->issued - civil_weekday(r->context->issued) + 1 + 7 * weeks;
	p->last = p->first + (weekday ? weekday : 7) - 1;
	p->first = weekday ? p->last : p->first;
	return n;
}

/* 明天, 今日. */
static size_t read_day_word(struct reader *r, size_t i, struct period *p)
{
	if (r->context->issued == DAY_NONE)
		return 0;
	p->grain = GRAIN_DAY;
	p->first = p->last = r->context->issued + reader_token(r, i)->number;
	return 1;
}

static size_t read_festival(struct reader *r, size_t i, struct period *p)
{
	p->grain = GRAIN_DAY;
	p->festival = true;
	p->index = reader_token(r, i)->number;
	return 1;
}

static size_t read_lone_month(struct reader *r, size_t i, struct period *p)
{
	size_t n = read_month(r, i, p);

	if (!n)
		n = read_quarter(r, i, p);
	if (!n)
		n = read_in_month(r, i, p);
	return n;
}

/* What each role opens, once a year has been read or is not there. */
static size_t read_part(struct reader *r, size_t i, struct period *p)
{
	switch (reader_role(r, i)) {
	case ROLE_NUMBER:
		return read_lone_month(r, i, p);
	case ROLE_ordinal_mark:
		return read_quarter(r, i, p);
	case ROLE_quarter_name:
	case ROLE_half:
		return read_named_part(r, i, p);
	case ROLE_festival:
		return read_festival(r, i, p);
	default:
		return 0;
	}
}

/* What stands alone: it takes its year from the issue date or has one. */
static size_t read_standing(struct reader *r, size_t i, struct period *p)
{
	switch (reader_role(r, i)) {
	case ROLE_month_of:
	case ROLE_month_edge:
	case ROLE_month_tenday:
		return read_month_word(r, i, p);
	case ROLE_quarter_of:
	case ROLE_quarter_edge:
		return read_quarter_word(r, i, p);
	case ROLE_next:
		return reader_is(r, i + 1, ROLE_weekday) ? read_week(r, i, p) : 0;
	case ROLE_week_of:
	case ROLE_weekday:
		return read_week(r, i, p);
	case ROLE_day_of:
		return read_day_word(r, i, p);
	case ROLE_plan:
		p->grain = GRAIN_PLAN;
		p->year = reader_token(r, i)->number;
		return 1;
	case ROLE_year_edge:
		p->grain = GRAIN_YEAR;
		p->edge = (enum edge)reader_token(r, i)->number;
		return 1;
	default:
		return 0;
	}
}

static void borrow(struct period *p, const struct period *within)
{
	if (!within || p->first != DAY_NONE)
		return;
	if (!p->year)
		p->year = within->year;
	if (!p->month && (p->grain == GRAIN_DAY || p->grain == GRAIN_TENDAY))
		p->month = within->month;
}

static bool opens_english(const struct reader *r, size_t i)
{
	enum role role = reader_role(r, i);

	if (role == ROLE_weekday)
		return reader_is(r, i + 1, ROLE_month_name) ||
		       reader_is(r, i + 2, ROLE_month_name) || reader_is(r, i + 3, ROLE_month_name);
	if (role == ROLE_year_edge)
		return reader_token(r, i)->flags & TOKEN_LATIN;
	return role == ROLE_month_name || role == ROLE_quarter_name || role == ROLE_season ||
	       role == ROLE_fiscal || role == ROLE_half;
}

/* A year and the part of it that follows, or a part alone. */
static size_t read_chinese(struct reader *r, size_t i, struct period *p)
{
	size_t n = numeric_read_date(r, i, p);

	if (n)
		return n;
	n = year_read(r, i, p);
	if (n && !p->edge)
		return n + read_part(r, i + n, p);
	if (!n)
		n = read_part(r, i, p);
	return n ? n : read_standing(r, i, p);
}

size_t period_read(struct reader *r, size_t i, const struct period *within, struct period *out)
{
	struct period p = {.first = DAY_NONE, .last = DAY_NONE, .other = DAY_NONE};
	size_t n =
	    opens_english(r, i) ? english_read_period(r, i, within, &p) : read_chinese(r, i, &p);

	if (!n)
		n = english_read_period(r, i, within, &p);
	if (!n)
		return 0;
	if (!p.edge && p.grain != GRAIN_DAY && (p.edge = period_edge_at(r, i + n, ROLE_edge)))
		n++;
	borrow(&p, within);
	*out = p;
	return n;
}
