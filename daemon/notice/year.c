/* Years: in digits of either writing, of the Republic, split over two calendar years, or told from the day of issue. */
#include "notice/year.h"

enum {
	ROC_YEARS = 1911,
	ROC_FIRST = 80, /* a two or three digit year from here on is one of the Republic */
	ROC_LAST = 160,
	YEAR_FIRST = 1900,
	YEAR_LAST = 2199,
	CENTURY = 2000,
	FISCAL_YEAR_END = 3,
	SCHOOL_YEAR_END = 8,
	ROC_SCHOOL_YEAR_END = 7
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

static bool is_year_word(enum role role)
{
	return role == ROLE_year || role == ROLE_fiscal || role == ROLE_school_year;
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
	p->edge = period_edge_at(r, at, ROLE_year_edge);
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
	p->fiscal = FISCAL_YEAR_END;
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
	size_t shared = period_shared_unit(r, i);
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
	p->edge = period_edge_at(r, at, ROLE_year_edge);
	return at - i + (p->edge != EDGE_NONE);
}

/* 本財政年度: the one in which the day of issue lies. */
static size_t read_fiscal_word(struct reader *r, size_t i, struct period *p)
{
	struct civil c;

	if (r->context->issued == DAY_NONE)
		return 0;
	c = civil_of(r->context->issued);
	set_year(p, c.year + (c.month > FISCAL_YEAR_END) + reader_token(r, i)->number);
	p->fiscal = FISCAL_YEAR_END;
	return 1;
}

size_t year_read(struct reader *r, size_t i, struct period *p)
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
