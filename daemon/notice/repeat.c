/* Rhythms come in three orders: the cycle first (每季度末, quarterly by the 5th), the days first (March 31 each year), or
 * how often first (一年两次). */
#include "notice/repeat.h"
#include "notice/cycle.h"

enum { DECEMBER = 12, LAST_OF_DECEMBER = 31, SPAN_DAY = 3, COUNT_MAX = 99, UNIT_TIMES = 1 };

static bool opens_cycle(enum role role)
{
	return role == ROLE_every || role == ROLE_cycle;
}

/* "March 31", "the 15th", "first Monday", "end of": the day that stands before its cycle. */
static size_t read_leading_day(struct reader *r, size_t i, struct cycle *c, struct period *p)
{
	size_t n = cycle_read_counted_day(r, i, c);

	if (!n && reader_is(r, i, ROLE_edge) && opens_cycle(reader_role(r, i + 1)))
		n = 1;
	if (!n && reader_is_number(r, i) && reader_is(r, i + 1, ROLE_ordinal_end) &&
	    !reader_is(r, i + 2, ROLE_month_name) && !reader_is(r, i + 3, ROLE_month_name))
		n = 2;
	if (!n)
		return period_read(r, i, NULL, p);
	n += reader_is(r, i + n, ROLE_day) ||
	     (reader_is(r, i + n, ROLE_span) && reader_token(r, i + n)->number == SPAN_DAY);
	return n;
}

static void add_leading_day(
    const struct reader *r, size_t i, struct cycle *c, const struct period *p)
{
	bool edge = reader_is(r, i, ROLE_edge) && !p->grain, year = c->unit == CYCLE_YEAR;

	if (p->grain) {
		cycle_add_period(c, p, false);
	} else if (edge) {
		cycle_add_mday(c, year ? LAST_OF_DECEMBER : -1);
		if (year)
			cycle_add_month(c, DECEMBER);
	} else if (!c->byday) {
		cycle_add_mday(c, reader_token(r, i)->number);
	}
}

/* "within 45 days after the end of each quarter": the rhythm is kept, its offset is told. */
static bool counts_from_end(struct reader *r, size_t i)
{
	while (i && reader_is(r, i - 1, ROLE_filler))
		i--;
	return i && reader_is(r, i - 1, ROLE_after);
}

static size_t read_days_first(struct reader *r, size_t i)
{
	struct cycle c = {0}, cycle = {0};
	struct period p = {.first = DAY_NONE};
	size_t n = read_leading_day(r, i, &c, &p), every;

	if (!n)
		return 0;
	n += cycle_skip_fillers(r, i + n);
	every = cycle_read(r, i + n, &cycle);
	if (!every)
		return 0;
	cycle.byday = c.byday;
	cycle.setpos = c.setpos;
	if (!counts_from_end(r, i))
		add_leading_day(r, i, &cycle, &p);
	cycle_add_item(r, &cycle, i, i + n + every);
	return n + every;
}

/* Is a number of times at i: 两次, 一报? */
static bool tells_times(const struct reader *r, size_t i)
{
	if (!reader_is_number(r, i))
		return false;
	return reader_is(r, i + 1, ROLE_times) ||
	       (reader_is(r, i + 1, ROLE_unit) && reader_token(r, i + 1)->number == UNIT_TIMES);
}

/* 一年两次, 半年一次: in which time, then how often. */
static size_t read_rate(struct reader *r, size_t i)
{
	struct cycle c = {0};
	bool half = reader_is(r, i, ROLE_half_span);
	size_t unit = i + !half;
	int code = cycle_code(r, unit), count = half ? 1 : reader_token(r, i)->number;

	if (!code || count < 1 || count > COUNT_MAX || (!half && !reader_is_number(r, i)))
		return 0;
	if (!reader_is(r, unit, ROLE_week_once) && !tells_times(r, unit + 1))
		return 0;
	cycle_set(&c, code);
	c.interval *= count;
	cycle_add_item(r, &c, i, unit + 1);
	r->has_every = true; /* the number of times that follows is an amount */
	return unit + 1 - i;
}

/* 次月10日前: monthly, read so because a task that names it comes back every month. */
static size_t read_next_month(struct reader *r, size_t i)
{
	struct cycle c = {.unit = CYCLE_MONTH, .interval = 1};
	size_t n = cycle_read_days(r, i + 1, i, &c);

	if (!n || !c.mday_n)
		return 0;
	cycle_add_item(r, &c, i, i + 1 + n);
	reader_say(r, "note", "“The next month” is read as every month.");
	return 1 + n;
}

static size_t read_cycle_first(struct reader *r, size_t i)
{
	struct cycle c = {0};
	size_t n = cycle_read(r, i, &c);

	if (!n)
		return 0;
	n += cycle_read_days(r, i + n, i, &c);
	cycle_add_item(r, &c, i, i + n);
	return n;
}

size_t repeat_read(struct reader *r, size_t i)
{
	size_t n;

	switch (reader_role(r, i)) {
	case ROLE_every:
	case ROLE_cycle:
		return read_cycle_first(r, i);
	case ROLE_next_month:
		return read_next_month(r, i);
	case ROLE_NUMBER:
	case ROLE_half_span:
		n = read_rate(r, i);
		return n || !r->has_every ? n : read_days_first(r, i);
	default:
		return read_days_first(r, i);
	}
}
