/* Periods as Chinese writes them: 2018年6月下旬, 二〇一八年底, 107.12.31, 第三季度末, 下周三, “十四五”末. Years, months and
 * days fill one struct from the left; what a part lacks it borrows from the period before it. */
#include "notice/period.h"

enum {
	ROC_YEARS = 1911,
	ROC_FIRST = 80, /* a two or three digit year from here on is one of the Republic */
	ROC_LAST = 160,
	YEAR_FIRST = 1900,
	YEAR_LAST = 2199,
	CENTURY = 2000,
	SCHOOL_YEAR_END = 8,
	ROC_SCHOOL_YEAR_END = 7,
	LIST_MAX = 12 /* numbers that may share one unit: 2021、2022、2023年 */
};

static bool is_year(int n)
{
	return n >= YEAR_FIRST && n <= YEAR_LAST;
}

/* 2018, 107 (of the Republic), 18 before 年底: 0 when the number is no year. */
static int year_of_number(const struct token *t)
{
	if (t->decimals)
		return 0;
	if (is_year(t->number) && t->digits == 4)
		return t->number;
	if (t->number >= ROC_FIRST && t->number <= ROC_LAST)
		return t->number + ROC_YEARS;
	return 0;
}

static bool is_list_mark(enum role role)
{
	return role == ROLE_LIST_COMMA || role == ROLE_and || role == ROLE_COMMA ||
	       role == ROLE_DASH || role == ROLE_range;
}

/* The token behind the numbers of a list or range that starts at i: 年 in 2021、2022、2023年. */
static size_t shared_unit(const struct reader *r, size_t i)
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

static bool is_year_word(enum role role)
{
	return role == ROLE_year || role == ROLE_fiscal || role == ROLE_school_year;
}

static enum edge edge_at(const struct reader *r, size_t i, enum role role)
{
	return reader_is(r, i, role) ? (enum edge)reader_token(r, i)->number : EDGE_NONE;
}

static void set_year(struct period *p, int year)
{
	p->grain = GRAIN_YEAR;
	p->year = year;
}

/* What stands behind a year's number: 年, 年度, 财政年度, 年底, 年年底. */
static size_t read_year_tail(struct reader *r, size_t i, struct period *p)
{
	size_t at = i;

	if (reader_is(r, at, ROLE_fiscal))
		p->fiscal = reader_token(r, at)->number;
	if (reader_is(r, at, ROLE_school_year))
		p->fiscal = SCHOOL_YEAR_END;
	if (is_year_word(reader_role(r, at)))
		at++;
	p->edge = edge_at(r, at, ROLE_year_edge);
	if (p->edge)
		at++;
	return at - i;
}

/* 2023-24年度, 2024/25: two years run together that end in the second. */
static size_t read_split_year(struct reader *r, size_t i, struct period *p)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2);
	enum role mark = reader_role(r, i + 1), next = reader_role(r, i + 3);

	if (!reader_is_number(r, i + 2) || (mark != ROLE_DASH && mark != ROLE_SLASH) ||
	    !is_year(a->number))
		return 0;
	if (b->number != a->number + 1 && (b->digits != 2 || b->number != (a->number + 1) % 100))
		return 0;
	if (!is_year_word(next) && next != ROLE_range && (b->digits == 4 || b->number <= 12))
		return 0;
	if (b->digits == 4 && next != ROLE_fiscal && next != ROLE_school_year)
		return 0;
	set_year(p, a->number + 1);
	p->fiscal = 3;
	return 3 + read_year_tail(r, i + 3, p);
}

/* 112學年度 runs to July of the year after. */
static void adjust_roc_school_year(const struct token *number, enum role tail, struct period *p)
{
	if (tail != ROLE_school_year || is_year(number->number))
		return;
	p->year++;
	p->fiscal = ROC_SCHOOL_YEAR_END;
}

/* A number that 年 (or a word for its edge) makes a year, also where a list or range shares the word. */
static size_t read_numbered_year(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	size_t shared = shared_unit(r, i);
	enum role next = reader_role(r, i + 1), tail = reader_role(r, shared);
	int year = year_of_number(t);

	if (!year && t->digits == 2 && t->number >= 10 && next == ROLE_year_edge)
		year = CENTURY + t->number;
	if (!year && t->digits == 2 && next == ROLE_year && reader_is_number(r, i + 2) &&
	    reader_is(r, i + 3, ROLE_month))
		year = CENTURY + t->number;
	if (!year || (!is_year_word(tail) && tail != ROLE_year_edge))
		return 0;
	set_year(p, year);
	adjust_roc_school_year(t, tail, p);
	return shared > i + 1 ? 1 : 1 + read_year_tail(r, i + 1, p);
}

/* 民國107年, 本(107)年. */
static size_t read_roc_year(struct reader *r, size_t i, struct period *p)
{
	bool bracket = reader_is(r, i, ROLE_OPEN);
	size_t number = i + 1, behind = i + 2 + bracket;
	int year;

	if (!reader_is_number(r, number) || (bracket && !reader_is(r, i + 2, ROLE_CLOSE)))
		return 0;
	year = reader_token(r, number)->number;
	if (reader_is(r, i, ROLE_roc) && year < ROC_FIRST + ROC_YEARS)
		year += ROC_YEARS;
	else
		year = year_of_number(reader_token(r, number));
	if (!year ||
	    (!is_year_word(reader_role(r, behind)) && !reader_is(r, behind, ROLE_year_edge)))
		return 0;
	set_year(p, year);
	return behind - i + read_year_tail(r, behind, p);
}

static int issue_year(const struct reader *r)
{
	return r->context->issued == DAY_NONE ? 0 : civil_of(r->context->issued).year;
}

/* 今年, 明年底, 次年: from the issue date, or from the year just named. */
static size_t read_year_word(struct reader *r, size_t i, struct period *p)
{
	int from = issue_year(r), step = reader_token(r, i)->number;
	size_t at = i + 1;

	if (reader_is(r, i, ROLE_next_year)) {
		from = r->year ? r->year : from;
		step = 1;
	}
	if (!from)
		return 0;
	set_year(p, from + step);
	if (reader_is(r, at, ROLE_year))
		at++;
	p->edge = edge_at(r, at, ROLE_year_edge);
	return at - i + (p->edge != EDGE_NONE);
}

/* 本財政年度: the one in which the day of issue lies. */
static size_t read_fiscal_word(struct reader *r, size_t i, struct period *p)
{
	struct civil c;

	if (r->context->issued == DAY_NONE)
		return 0;
	c = civil_of(r->context->issued);
	set_year(p, c.year + (c.month > 3) + reader_token(r, i)->number);
	p->fiscal = 3;
	return 1;
}

static size_t read_year(struct reader *r, size_t i, struct period *p)
{
	size_t n;

	switch (reader_role(r, i)) {
	case ROLE_NUMBER:
		n = read_split_year(r, i, p);
		return n ? n : read_numbered_year(r, i, p);
	case ROLE_roc:
	case ROLE_OPEN:
		return read_roc_year(r, i, p);
	case ROLE_year_of:
	case ROLE_next_year:
		return read_year_word(r, i, p);
	case ROLE_fiscal_of:
		return read_fiscal_word(r, i, p);
	default:
		return 0;
	}
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
	if (!reader_is(r, shared_unit(r, i), ROLE_day) && !reader_is(r, i + 1, ROLE_day))
		return 0;
	p->grain = GRAIN_DAY;
	p->index = t->number;
	return 1 + reader_is(r, i + 1, ROLE_day);
}

/* 6月…, 6、12月…: the month's number, then what narrows it. */
static size_t read_month(struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	size_t shared = shared_unit(r, i), at = i + 1;
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
	size_t at = i + reader_is(r, i, ROLE_ordinal_mark), shared = shared_unit(r, at);
	int quarter = reader_token(r, at)->number;
	enum role unit = reader_role(r, shared);

	if (!reader_is_number(r, at) || quarter < 1 || quarter > 4 ||
	    (unit != ROLE_quarter && unit != ROLE_quarter_edge))
		return 0;
	p->grain = GRAIN_QUARTER;
	p->index = quarter;
	if (shared > at + 1)
		return at + 1 - i;
	p->edge = edge_at(r, at + 1, ROLE_quarter_edge);
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

/* 本季度末. */
static size_t read_quarter_word(struct reader *r, size_t i, struct period *p)
{
	enum { MONTHS_OF_QUARTER = 3 };

	if (r->context->issued == DAY_NONE)
		return 0;
	set_month_from_issue(r, MONTHS_OF_QUARTER * reader_token(r, i)->number, p);
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
	n = read_year(r, i, p);
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
	if (!p.edge && p.grain != GRAIN_DAY && (p.edge = edge_at(r, i + n, ROLE_edge)))
		n++;
	borrow(&p, within);
	*out = p;
	return n;
}
