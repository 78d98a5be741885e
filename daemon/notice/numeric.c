/* Dates in digits alone: 2018-06-30, 106.12.31, 31/03/2024, 20180630, 2018.6, 12.31前. Whether 03/04 is a day or a
 * month is decided by what is possible, else the day comes first, and the other reading is kept. */
#include "notice/period.h"

enum {
	ROC_YEARS = 1911,
	ROC_FIRST = 80,
	ROC_LAST = 160,
	YEAR_FIRST = 1900,
	YEAR_LAST = 2199,
	COMPACT_DIGITS = 8
};

static bool is_mark(enum role role)
{
	return role == ROLE_DOT || role == ROLE_DASH || role == ROLE_SLASH;
}

static bool is_plain(const struct reader *r, size_t i)
{
	return reader_is_number(r, i) && !reader_token(r, i)->decimals &&
	       !(reader_token(r, i)->flags & TOKEN_CHINESE);
}

static bool set_day(struct period *p, int year, int month, int mday)
{
	if (civil_day(year, month, mday) == DAY_NONE)
		return false;
	p->grain = GRAIN_DAY;
	p->year = year;
	p->month = month;
	p->index = mday;
	return true;
}

static int year_of(const struct token *t)
{
	if (t->digits == 4 && t->number >= YEAR_FIRST && t->number <= YEAR_LAST)
		return t->number;
	return t->digits >= 2 && t->digits <= 3 && t->number >= ROC_FIRST && t->number <= ROC_LAST
		   ? t->number + ROC_YEARS
		   : 0;
}

/* Day first (31/03/2024), unless only the month can be (3/31/2024); a date that allows both keeps the other one. */
static bool set_day_first(struct period *p, int a, int b, int year)
{
	if (!set_day(p, year, b, a))
		return set_day(p, year, a, b);
	if (a != b)
		p->other = civil_day(year, a, b);
	return true;
}

/* Three numbers with the same mark between them. */
static size_t read_triple(const struct reader *r, size_t i, struct period *p)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2),
			   *c = reader_token(r, i + 4);
	enum role mark = reader_role(r, i + 1);

	if (!is_mark(mark) || !reader_is(r, i + 3, mark) || !is_plain(r, i) ||
	    !is_plain(r, i + 2) || !is_plain(r, i + 4))
		return 0;
	if (year_of(a) && c->digits <= 2)
		return set_day(p, year_of(a), b->number, c->number) ? 5 : 0;
	if (c->digits == 4 && year_of(c))
		return set_day_first(p, a->number, b->number, c->number) ? 5 : 0;
	return 0;
}

/* 20180630. */
static size_t read_compact(const struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	int year = t->number / 10000;

	if (!is_plain(r, i) || t->digits != COMPACT_DIGITS || year < YEAR_FIRST || year > YEAR_LAST)
		return 0;
	return set_day(p, year, t->number / 100 % 100, t->number % 100) ? 1 : 0;
}

static void set_month(struct period *p, int year, int month)
{
	p->grain = GRAIN_MONTH;
	p->year = year;
	p->month = month;
}

/* What may close a date that is nothing but digits. */
static bool is_closed(const struct reader *r, size_t i)
{
	enum role role = reader_role(r, i);

	return role == ROLE_before || role == ROLE_before_or_on || role == ROLE_until ||
	       role == ROLE_edge || role == ROLE_DASH || role == ROLE_range ||
	       role == ROLE_within || (role == ROLE_END && r->context->place == PLACE_DEADLINE);
}

static bool is_month(int n)
{
	return n >= 1 && n <= 12;
}

/* 2018.6 is read as one number with decimals; with a unit behind it, it is one. */
static size_t read_decimal_month(const struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);
	enum role next = reader_role(r, i + 1);

	if (!year_of(t) || t->digits != 4 || !t->decimals || t->decimals > 2 ||
	    !is_month(t->decimal))
		return 0;
	if (next == ROLE_unit || next == ROLE_scale || next == ROLE_percent || next == ROLE_span)
		return 0;
	set_month(p, t->number, t->decimal);
	return 1;
}

/* 2018-12, 2018/12; but 2011-12 may be two years. */
static size_t read_year_month(const struct reader *r, size_t i, struct period *p)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2);

	if (!is_plain(r, i) || a->digits != 4 || !year_of(a) || !is_mark(reader_role(r, i + 1)))
		return 0;
	if (!is_plain(r, i + 2) || b->digits > 2 || !is_month(b->number) ||
	    b->number == (a->number + 1) % 100)
		return 0;
	if (!is_closed(r, i + 3) && !reader_is(r, i + 3, ROLE_END))
		return 0;
	set_month(p, a->number, b->number);
	return 3;
}

static bool set_month_day(struct period *p, int month, int mday)
{
	enum { LEAP_YEAR = 2000 };

	if (civil_day(LEAP_YEAR, month, mday) == DAY_NONE)
		return false;
	p->grain = GRAIN_DAY;
	p->month = month;
	p->index = mday;
	return true;
}

/* 12.31前, 6/30前: only where a word says that it is a time. */
static size_t read_month_day(const struct reader *r, size_t i, struct period *p)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2);

	if (a->digits > 2)
		return 0;
	if (a->decimals && a->decimals <= 2 && is_closed(r, i + 1))
		return set_month_day(p, a->number, a->decimal) ? 1 : 0;
	if (!is_plain(r, i) || !is_plain(r, i + 2) || b->digits > 2 || !is_closed(r, i + 3) ||
	    (!reader_is(r, i + 1, ROLE_SLASH) && !reader_is(r, i + 1, ROLE_DOT)))
		return 0;
	return set_month_day(p, a->number, b->number) ? 3 : 0;
}

size_t numeric_read_date(struct reader *r, size_t i, struct period *p)
{
	size_t n;

	if (!reader_is_number(r, i))
		return 0;
	n = read_triple(r, i, p);
	if (!n)
		n = read_compact(r, i, p);
	if (!n)
		n = read_decimal_month(r, i, p);
	if (!n)
		n = read_year_month(r, i, p);
	if (!n)
		n = read_month_day(r, i, p);
	return n;
}
