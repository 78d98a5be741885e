/* Which days of a cycle are meant. Days of the month may come as a list; they are read with the rules for periods,
 * but have no year, and a month edge (底) may stand there without its month. */
#include "notice/cycle.h"
#include "notice/when.h"

enum { WEEKLY = 201, DAILY = 101, SUNDAY = 7, SPAN_WORKDAY = 4 };

size_t cycle_skip_fillers(const struct reader *r, size_t i)
{
	size_t at = i;

	while (reader_is(r, at, ROLE_filler) || reader_is(r, at, ROLE_in) ||
	       reader_is(r, at, ROLE_of) || reader_is(r, at, ROLE_by) ||
	       reader_is(r, at, ROLE_before_or_on))
		at++;
	return at - i;
}

/* The bound behind a day of a rhythm, with a clock time before it. */
static size_t read_bound(const struct reader *r, size_t i, bool *strict)
{
	size_t at = i + when_skip_time(r, i);
	enum role role = reader_role(r, at);

	*strict = role == ROLE_before;
	at += role == ROLE_before || role == ROLE_before_or_on || role == ROLE_within ||
	      role == ROLE_until;
	return at - i;
}

static bool is_and(enum role role)
{
	return role == ROLE_LIST_COMMA || role == ROLE_and || role == ROLE_COMMA;
}

/* 周五, or 五 behind 每周. */
static int weekday_at(const struct reader *r, size_t i, bool after_week)
{
	const struct token *t = reader_token(r, i);

	if (t->role == ROLE_weekday)
		return t->number;
	if (after_week && reader_is_number(r, i) && (t->flags & TOKEN_CHINESE) && t->number >= 1 &&
	    t->number < SUNDAY && !reader_is(r, i + 1, ROLE_unit) &&
	    !reader_is(r, i + 1, ROLE_times))
		return t->number;
	return after_week && t->role == ROLE_day ? SUNDAY : 0;
}

/* 至周五 behind 周一: the days between are meant too. */
static size_t read_weekday_range(struct reader *r, size_t i, int first, struct cycle *c)
{
	enum role mark = reader_role(r, i);
	int last = mark == ROLE_range || mark == ROLE_DASH ? weekday_at(r, i + 1, true) : 0;

	for (int day_of_week = first + 1; day_of_week <= last; day_of_week++)
		cycle_add_weekday(r, c, 0, day_of_week);
	return last ? 2 : 0;
}

static size_t read_weekdays(struct reader *r, size_t i, struct cycle *c)
{
	size_t at = i;
	int weekday;

	while ((weekday = weekday_at(r, at, at > 0 && !reader_is(r, at - 1, ROLE_every)))) {
		cycle_add_weekday(r, c, 0, weekday);
		at++;
		at += read_weekday_range(r, at, weekday, c);
		if (!is_and(reader_role(r, at)) || !weekday_at(r, at + 1, true))
			break;
		at++;
	}
	return at - i;
}

/* 第一个, 最后一个, first, last, and 前5 before 个工作日: 1 … or −1; 0: none. *n: its tokens. */
static int read_position(const struct reader *r, size_t i, size_t *n)
{
	size_t at = i + reader_is(r, i, ROLE_ordinal_mark);
	int position = reader_token(r, at)->number;

	*n = 0;
	if (reader_is(r, at, ROLE_last) || reader_is(r, at, ROLE_first)) {
		position = reader_is(r, at, ROLE_last) ? -1 : position ? position : 1;
		at += 1 + reader_is_number(r, at + 1);
	} else if (reader_is_number(r, at) && (at > i || reader_is(r, at + 1, ROLE_ordinal_end))) {
		at += 1 + reader_is(r, at + 1, ROLE_ordinal_end);
	} else if (reader_is(r, i, ROLE_before) && reader_is_number(r, i + 1)) {
		position = reader_token(r, i + 1)->number;
		at = i + 2;
	} else {
		return 0;
	}
	*n = at - i;
	return position;
}

size_t cycle_read_counted_day(struct reader *r, size_t i, struct cycle *c)
{
	size_t n;
	int position = read_position(r, i, &n);
	const struct token *t = reader_token(r, i + n);

	if (!position)
		return 0;
	if (t->role == ROLE_span && t->number == SPAN_WORKDAY) {
		cycle_set_workday(c, position);
		return n + 1;
	}
	if (cycle_code(r, i + n) == DAILY && c->unit == CYCLE_MONTH) { /* 最后一天 */
		cycle_add_mday(c, position);
		return n + 1;
	}
	if (cycle_code(r, i + n) == WEEKLY) { /* 最后一周的周五 */
		n += 1 + reader_is(r, i + n + 1, ROLE_of);
		t = reader_token(r, i + n);
	}
	if (t->role != ROLE_weekday || reader_is(r, i, ROLE_before))
		return 0;
	cycle_add_weekday(r, c, position, t->number);
	return n + 1;
}

/* 首月10日前, 末月20日前 of a quarter. */
static size_t read_quarter_month(const struct reader *r, size_t i, struct cycle *c)
{
	bool split = reader_is(r, i, ROLE_quarter_edge) && reader_is(r, i + 1, ROLE_month);

	if (!split && !reader_is(r, i, ROLE_quarter_month))
		return 0;
	cycle_add_quarter_month(c, reader_token(r, i)->number);
	return 1 + split;
}

/* 底, 月底, 年底, 上旬 behind 每月, 每年: a part whose unit is the cycle's. */
static size_t read_part(const struct reader *r, size_t i, struct period *p)
{
	int number = reader_token(r, i)->number;

	*p = (struct period){.first = DAY_NONE};
	switch (reader_role(r, i)) {
	case ROLE_edge:
	case ROLE_month_edge:
	case ROLE_quarter_edge:
		p->grain = GRAIN_MONTH;
		p->edge = (enum edge)number;
		return 1;
	case ROLE_year_edge:
		p->grain = GRAIN_YEAR;
		p->edge = (enum edge)number;
		return 1;
	case ROLE_tenday:
	case ROLE_month_tenday:
		p->grain = GRAIN_TENDAY;
		p->index = number;
		return 1;
	default:
		return 0;
	}
}

/* "the 5th". */
static size_t read_ordinal(const struct reader *r, size_t i, struct period *p)
{
	if (!reader_is_number(r, i) || !reader_is(r, i + 1, ROLE_ordinal_end))
		return 0;
	*p = (struct period){
	    .grain = GRAIN_DAY, .first = DAY_NONE, .index = reader_token(r, i)->number};
	return 2;
}

/* One period of the days, with its bound. A day inside a rhythm has no year. */
static size_t read_day(
    struct reader *r, size_t i, const struct period *last, struct period *p, bool *strict)
{
	size_t skipped = cycle_skip_fillers(r, i), n = 0;

	if (!(reader_token(r, i + skipped)->flags & TOKEN_LATIN))
		n = read_part(r, i + skipped, p);
	if (!n)
		n = period_read(r, i + skipped, last->grain ? last : NULL, p);
	if (!n)
		n = read_ordinal(r, i + skipped, p);
	if (!n || p->grain == GRAIN_WEEK || (p->year && p->grain != GRAIN_MONTH && !p->edge))
		return 0;
	n += skipped;
	if (reader_is(r, i + n, ROLE_after))
		return 0; /* 每季终了后10日内: what follows counts from it */
	return n + read_bound(r, i + n, strict);
}

static size_t read_day_list(struct reader *r, size_t i, size_t from, struct cycle *c)
{
	struct cycle fresh = *c;
	struct period last = {.first = DAY_NONE}, p;
	size_t at = i, n, mark = 0;
	bool strict;

	for (int k = 0; k < CYCLE_PARTS_MAX; k++) {
		n = read_day(r, at + mark, &last, &p, &strict);
		if (!n)
			break;
		at += mark + n;
		if (!cycle_add_period(c, &p, strict)) {
			cycle_add_item(r, c, from, at);
			*c = fresh;
			cycle_add_period(c, &p, strict);
		}
		last = p;
		mark = 1;
		if (!is_and(reader_role(r, at)))
			break;
	}
	return at - i;
}

/* "monthly, by the 5th". */
static size_t skip_to_days(const struct reader *r, size_t i)
{
	size_t comma = reader_is(r, i, ROLE_COMMA) && cycle_skip_fillers(r, i + 1);

	return comma + cycle_skip_fillers(r, i + comma);
}

size_t cycle_read_days(struct reader *r, size_t i, size_t from, struct cycle *c)
{
	size_t start = i + skip_to_days(r, i), at = start, n;
	bool strict;

	at += read_quarter_month(r, at, c);
	n = cycle_read_counted_day(r, at, c);
	if (!n && c->unit == CYCLE_WEEK)
		n = read_weekdays(r, at, c);
	if (!n && c->unit >= CYCLE_MONTH)
		n = read_day_list(r, at, from, c);
	at = n || at > start ? at + n : i;
	return at + read_bound(r, at, &strict) - i;
}
