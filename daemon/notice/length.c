/* Lengths of time: a number or a range of numbers with a unit, and the halves that Chinese puts before or behind the
 * unit (半年, 一年半, 一个半月). */
#include "notice/length.h"
#include "notice/period.h"

enum {
	HALF_YEAR_MONTHS = 6,
	HALF_MONTH_DAYS = 15,
	MONTH_DAYS = 30,
	MONTHS_OF_YEAR = 12,
	YEARS_MAX = 61, /* more years are a date, or a century */
	LENGTH_MAX = 10000
};

static enum span_unit unit_at(const struct reader *r, size_t i)
{
	const struct token *t = reader_token(r, i);

	switch (t->role) {
	case ROLE_span:
		return (enum span_unit)t->number;
	case ROLE_day:
		return SPAN_DAY;
	case ROLE_year:
		return SPAN_YEAR;
	case ROLE_year_edge: /* 年内 */
		return t->number == EDGE_WITHIN ? SPAN_YEAR : SPAN_NONE;
	default:
		return SPAN_NONE;
	}
}

static bool is_count(const struct reader *r, size_t i)
{
	return reader_is_number(r, i) || reader_is(r, i, ROLE_number_word);
}

static double count_at(const struct reader *r, size_t i)
{
	const struct token *t = reader_token(r, i);

	return t->role == ROLE_number_word ? t->number : t->value;
}

/* 半年 is six months, 半个月 fifteen days, 半小时 thirty minutes. */
static size_t read_half(const struct reader *r, size_t i, struct length *out)
{
	int n = reader_token(r, i)->number;

	out->n = n;
	out->unit = n == HALF_YEAR_MONTHS  ? SPAN_MONTH
		    : n == HALF_MONTH_DAYS ? SPAN_DAY
					   : SPAN_MINUTE;
	out->unit_at = i;
	return 1;
}

/* "3", "3—5", "3个月—6个月": the number or numbers before the unit. */
static size_t read_counts(const struct reader *r, size_t i, struct length *out)
{
	size_t at = i + 1;

	out->n = count_at(r, i);
	if (unit_at(r, at) && reader_is(r, at + 1, ROLE_DASH) && is_count(r, at + 2))
		at++;
	while (reader_is(r, at, ROLE_DASH) && !is_count(r, at + 1))
		at++;
	if ((reader_is(r, at, ROLE_DASH) || reader_is(r, at, ROLE_range)) && is_count(r, at + 1)) {
		out->least = out->n;
		out->n = count_at(r, at + 1);
		at += 2;
	}
	at += reader_is(r, at, ROLE_DASH);
	return at + reader_is(r, at, ROLE_filler) - i;
}

/* 个半月 behind a number: 一个半月 is 45 days. */
static size_t read_and_half(const struct reader *r, size_t i, struct length *out)
{
	if (!reader_is(r, i, ROLE_unit) || !reader_is(r, i + 1, ROLE_half_span) ||
	    reader_token(r, i + 1)->number != HALF_MONTH_DAYS)
		return 0;
	out->n = MONTH_DAYS * out->n + HALF_MONTH_DAYS;
	out->unit = SPAN_DAY;
	out->unit_at = i + 1;
	return 2;
}

static size_t read_unit(const struct reader *r, size_t i, struct length *out)
{
	out->unit = unit_at(r, i);
	out->unit_at = i;
	if (!out->unit || out->n >= (out->unit == SPAN_YEAR ? YEARS_MAX : LENGTH_MAX))
		return 0;
	if (out->unit != SPAN_YEAR || !reader_is(r, i + 1, ROLE_half_more))
		return 1;
	out->n = MONTHS_OF_YEAR * out->n + HALF_YEAR_MONTHS;
	out->unit = SPAN_MONTH;
	return 2;
}

size_t length_read(const struct reader *r, size_t i, struct length *out)
{
	size_t counts, unit;

	*out = (struct length){0};
	if (reader_is(r, i, ROLE_half_span))
		return read_half(r, i, out);
	if (!is_count(r, i))
		return 0;
	counts = read_counts(r, i, out);
	unit = read_and_half(r, i + counts, out);
	if (!unit)
		unit = read_unit(r, i + counts, out);
	if (!unit || (reader_is(r, i + counts, ROLE_day) && reader_token(r, i)->decimals))
		return 0;
	return counts + unit;
}
