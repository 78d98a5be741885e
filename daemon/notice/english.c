/* Periods as English writes them: 31 December 2025, Dec. 31, Q4 2024/25, end of FY2025, mid-November, the first half
 * of 2026. A bare year or month counts only where the words before it say that it is a time. */
#include "notice/period.h"

enum { YEAR_FIRST = 1990, YEAR_LAST = 2100, CENTURY = 2000, UK_YEAR_END = 3 };

static int plain_year(const struct reader *r, size_t i)
{
	const struct token *t = reader_token(r, i);

	if (!reader_is_number(r, i) || t->digits != 4 || t->decimals || (t->flags & TOKEN_CHINESE))
		return 0;
	return t->number >= YEAR_FIRST && t->number <= YEAR_LAST ? t->number : 0;
}

/* Words that may stand before a year or month without a number: by 2030, in May, end of June. */
static const bool opens_time[ROLE_END + 1] = {
    [ROLE_by] = true,
    [ROLE_in] = true,
    [ROLE_edge] = true,
    [ROLE_strictly_before] = true,
    [ROLE_before_or_on] = true,
    [ROLE_not_before] = true,
    [ROLE_since] = true,
    [ROLE_from] = true,
    [ROLE_range] = true,
    [ROLE_between] = true,
    [ROLE_and] = true,
    [ROLE_over] = true,
    [ROLE_after] = true,
    [ROLE_until] = true,
    [ROLE_every] = true,
    [ROLE_baseline] = true,
    [ROLE_OPEN] = true,
    [ROLE_COLON] = true,
    [ROLE_END] = true,
};

static bool says_time(const struct reader *r, size_t i)
{
	enum role last = i ? reader_role(r, i - 1) : ROLE_END;

	if (last != ROLE_DASH)
		return opens_time[last];
	return (reader_token(r, i)->flags & TOKEN_SPACED) ||
	       (i > 1 && reader_is(r, i - 2, ROLE_edge)) || (i > 1 && plain_year(r, i - 2));
}

/* "2024/25", "2024-25", "2025" or "25" behind FY; p->year is the year in which it ends. */
static size_t read_fiscal_number(const struct reader *r, size_t i, struct period *p)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2);
	enum role mark = reader_role(r, i + 1);

	if (!reader_is_number(r, i) || (a->digits != 4 && a->digits != 2))
		return 0;
	p->year = a->digits == 2 ? CENTURY + a->number : a->number;
	if ((mark != ROLE_SLASH && mark != ROLE_DASH) || !reader_is_number(r, i + 2) ||
	    b->number % 100 != (p->year + 1) % 100)
		return 1;
	p->year++;
	p->fiscal = UK_YEAR_END;
	return 3;
}

/* Where a year may follow a part of it: "Q4 2024/25", "of FY2025", ", 2025". */
static size_t read_year_behind(const struct reader *r, size_t i, struct period *p)
{
	size_t at = i, n;

	while (reader_is(r, at, ROLE_filler) || reader_is(r, at, ROLE_COMMA) ||
	       reader_is(r, at, ROLE_DOT) || reader_is(r, at, ROLE_in))
		at++;
	if (reader_is(r, at, ROLE_fiscal)) {
		p->fiscal = reader_token(r, at)->number;
		n = read_fiscal_number(r, at + 1, p);
		return n ? at + 1 + n - i : 0;
	}
	if (reader_is(r, at, ROLE_year_of) && r->context->issued != DAY_NONE) {
		p->year = civil_of(r->context->issued).year + reader_token(r, at)->number;
		return at + 1 - i;
	}
	if (!plain_year(r, at))
		return 0;
	return at - i + read_fiscal_number(r, at, p);
}

static bool set_mday(const struct reader *r, size_t i, struct period *p)
{
	const struct token *t = reader_token(r, i);

	if (!reader_is_number(r, i) || t->decimals || t->number < 1 || t->number > 31 ||
	    t->digits > 2)
		return false;
	p->grain = GRAIN_DAY;
	p->index = t->number;
	return true;
}

/* "December 31, 2025", "Dec. 2025", "June". */
static size_t read_month_first(const struct reader *r, size_t i, struct period *p)
{
	size_t at = i + 1;

	p->grain = GRAIN_MONTH;
	p->month = reader_token(r, i)->number;
	if (reader_is(r, at, ROLE_DOT))
		at++;
	if (set_mday(r, at, p)) {
		at++;
		at += reader_is(r, at, ROLE_ordinal_end);
	}
	at += read_year_behind(r, at, p);
	if (p->grain == GRAIN_MONTH && !p->year && !says_time(r, i))
		return 0;
	return at - i;
}

/* "31 December 2025", "31st of December"; "1-15 March": the month of a range stands behind it. */
static size_t read_day_first(const struct reader *r, size_t i, struct period *p)
{
	size_t at = i + 1, month;

	if (!set_mday(r, i, p))
		return 0;
	at += reader_is(r, at, ROLE_ordinal_end);
	month = at;
	if ((reader_is(r, at, ROLE_DASH) || reader_is(r, at, ROLE_range)) &&
	    reader_is_number(r, at + 1))
		month = at + 2;
	month += reader_is(r, month, ROLE_ordinal_end) && month > at;
	month += reader_is(r, month, ROLE_filler);
	if (!reader_is(r, month, ROLE_month_name))
		return 0;
	p->month = reader_token(r, month)->number;
	if (month > at + 1)
		return at - i;
	at = month + 1;
	at += reader_is(r, at, ROLE_DOT) && !(reader_token(r, at + 1)->role == ROLE_END);
	return at + read_year_behind(r, at, p) - i;
}

/* "Q4 2024/25", "second half of 2026", "summer 2025". */
static size_t read_year_part(const struct reader *r, size_t i, struct period *p)
{
	enum role role = reader_role(r, i);
	size_t n;

	p->index = reader_token(r, i)->number;
	p->grain = role == ROLE_half	 ? GRAIN_HALF
		   : role == ROLE_season ? GRAIN_MONTH
					 : GRAIN_QUARTER;
	if (role == ROLE_season)
		p->month = p->index;
	n = read_year_behind(r, i + 1, p);
	return role == ROLE_season && !n ? 0 : 1 + n;
}

/* "FY2025", "FY 2025 Q3", "fiscal year 2024/25". */
static size_t read_fiscal_year(const struct reader *r, size_t i, struct period *p)
{
	size_t n;

	p->grain = GRAIN_YEAR;
	p->fiscal = reader_token(r, i)->number;
	n = read_fiscal_number(r, i + 1, p);
	if (!n)
		return 0;
	if (!reader_is(r, i + 1 + n, ROLE_quarter_name))
		return 1 + n;
	p->grain = GRAIN_QUARTER;
	p->index = reader_token(r, i + 1 + n)->number;
	return 2 + n;
}

/* "2025", "2025 Q2", "2025 H1". */
static size_t read_year_first(const struct reader *r, size_t i, struct period *p)
{
	enum role next = reader_role(r, i + 1);

	if (!plain_year(r, i))
		return 0;
	p->year = plain_year(r, i);
	p->grain = GRAIN_YEAR;
	if (next != ROLE_quarter_name && next != ROLE_half)
		return says_time(r, i) && next != ROLE_unit && next != ROLE_percent &&
			       next != ROLE_year && next != ROLE_month && !(next == ROLE_COLON && i)
			   ? 1
			   : 0;
	p->grain = next == ROLE_half ? GRAIN_HALF : GRAIN_QUARTER;
	p->index = reader_token(r, i + 1)->number;
	return 2;
}

/* "Friday, March 14, 2025": the day of the week only confirms. */
static size_t skip_weekday(const struct reader *r, size_t i)
{
	size_t at = i + reader_is(r, i, ROLE_weekday);

	if (at > i && reader_is(r, at, ROLE_COMMA))
		at++;
	return reader_is(r, at, ROLE_month_name) || reader_is_number(r, at) ? at - i : 0;
}

/* "year-end 2025". */
static size_t read_year_end(const struct reader *r, size_t i, struct period *p)
{
	p->grain = GRAIN_YEAR;
	p->edge = (enum edge)reader_token(r, i)->number;
	return 1 + read_year_behind(r, i + 1, p);
}

static size_t read_base(const struct reader *r, size_t i, struct period *p)
{
	size_t n;

	switch (reader_role(r, i)) {
	case ROLE_month_name:
		return read_month_first(r, i, p);
	case ROLE_quarter_name:
	case ROLE_half:
	case ROLE_season:
		return read_year_part(r, i, p);
	case ROLE_fiscal:
		return read_fiscal_year(r, i, p);
	case ROLE_year_edge:
		return read_year_end(r, i, p);
	case ROLE_NUMBER:
		n = read_day_first(r, i, p);
		return n ? n : read_year_first(r, i, p);
	default:
		return 0;
	}
}

/* "end of", "mid-", "early" and what follows; "year-end 2025". */
static size_t read_edged(struct reader *r, size_t i, const struct period *within, struct period *p)
{
	enum edge edge = (enum edge)reader_token(r, i)->number;
	size_t at = i + 1, n;

	while (reader_is(r, at, ROLE_DASH) || reader_is(r, at, ROLE_filler))
		at++;
	n = reader_is(r, at, ROLE_edge) ? 0 : period_read(r, at, within, p);
	if (!n)
		return 0;
	p->edge = edge;
	p->english = true;
	return at + n - i;
}

size_t english_read_period(
    struct reader *r, size_t i, const struct period *within, struct period *out)
{
	struct period p = {.first = DAY_NONE, .last = DAY_NONE, .other = DAY_NONE, .english = true};
	size_t skipped, n;

	if (reader_is(r, i, ROLE_edge))
		return read_edged(r, i, within, out);
	skipped = skip_weekday(r, i);
	n = read_base(r, i + skipped, &p);
	if (!n)
		return 0;
	if (within && !p.year)
		p.year = within->year;
	*out = p;
	return skipped + n;
}
