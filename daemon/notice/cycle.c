/* A cycle is told as 100 × unit + interval, in the lexicon and here; its days are kept as lists and written as a rule
 * of RFC 5545 at the end, when it is known whether a quarter's months have to be spelled out. */
#include "notice/cycle.h"
#include "base/text.h"

enum {
	YEARLY = 401,
	MONTHLY = 301,
	QUARTERLY = 303,
	HALF_YEARLY = 306,
	WEEKLY = 201,
	DAILY = 101,
	TEN_DAYS = 310,
	MONTHS_OF_QUARTER = 3,
	MONTHS_OF_HALF = 6,
	MONTHS_OF_YEAR = 12,
	SPAN_WORKDAY = 4,
	COUNT_MAX = 99
};

static const char *const frequencies[] = {[CYCLE_DAY] = "DAILY",
    [CYCLE_WEEK] = "WEEKLY",
    [CYCLE_MONTH] = "MONTHLY",
    [CYCLE_YEAR] = "YEARLY"};
static const char *const weekdays[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char working_week[] = "MO,TU,WE,TH,FR";

void cycle_set(struct cycle *c, int code)
{
	c->unit = (enum cycle_unit)(code / 100);
	c->interval = code % 100;
}

static int code_of_span(int span)
{
	static const int codes[] = {0, 0, 0, DAILY, DAILY, WEEKLY, MONTHLY, YEARLY};

	return (size_t)span < sizeof codes / sizeof *codes ? codes[span] : 0;
}

int cycle_code(const struct reader *r, size_t i)
{
	const struct token *t = reader_token(r, i);

	switch (t->role) {
	case ROLE_year:
	case ROLE_fiscal:
	case ROLE_school_year:
		return YEARLY;
	case ROLE_quarter:
		return QUARTERLY;
	case ROLE_month:
		return MONTHLY;
	case ROLE_day:
		return DAILY;
	case ROLE_week_once:
		return WEEKLY;
	case ROLE_span:
		return code_of_span(t->number);
	case ROLE_half_span:
		return t->number == MONTHS_OF_HALF ? HALF_YEARLY : 0;
	case ROLE_cycle_noun:
		return t->number;
	default:
		return 0;
	}
}

/* 月底, 年底, 季度末 and 月上旬 stand for the unit and a day of it. */
static int code_of_edge(enum role role)
{
	switch (role) {
	case ROLE_year_edge:
		return YEARLY;
	case ROLE_month_edge:
	case ROLE_month_tenday:
		return MONTHLY;
	case ROLE_quarter_edge:
		return QUARTERLY;
	default:
		return 0;
	}
}

/* "every two", "每3", "every other": the number, and the tokens that it takes. */
static int read_count(const struct reader *r, size_t i, size_t *n)
{
	const struct token *t = reader_token(r, i);

	*n = t->role == ROLE_other || t->role == ROLE_number_word || reader_is_number(r, i);
	if (t->role == ROLE_other)
		return 2;
	return *n && t->number > 0 && t->number <= COUNT_MAX ? t->number : 1;
}

static size_t read_every(const struct reader *r, size_t i, struct cycle *c)
{
	size_t n, unit;
	int count = read_count(r, i + 1, &n), code;

	unit = i + 1 + n;
	code = cycle_code(r, unit);
	if (reader_is(r, unit, ROLE_weekday)) {
		cycle_set(c, WEEKLY - 1 + count);
		return 1 + n; /* the weekday is a day of it */
	}
	if (reader_is(r, unit, ROLE_month_name)) {
		cycle_set(c, YEARLY - 1 + count);
		return 1 + n; /* so is the month */
	}
	if (!code) {
		code = code_of_edge(reader_role(r, unit));
		cycle_set(c, code);
		c->quarter = code == QUARTERLY;
		return code ? 1 + n : 0;
	}
	cycle_set(c, code);
	c->quarter = code == QUARTERLY && count == 1;
	c->interval *= count;
	c->tendays = code == TEN_DAYS;
	c->workdays =
	    reader_is(r, unit, ROLE_span) && reader_token(r, unit)->number == SPAN_WORKDAY;
	return 2 + n;
}

size_t cycle_read(const struct reader *r, size_t i, struct cycle *out)
{
	if (reader_is(r, i, ROLE_every))
		return read_every(r, i, out);
	if (!reader_is(r, i, ROLE_cycle))
		return 0;
	cycle_set(out, reader_token(r, i)->number);
	out->quarter = reader_token(r, i)->number == QUARTERLY;
	return 1;
}

static void add_number(int *list, size_t *n, int value)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == value)
			return;
	if (*n < CYCLE_PARTS_MAX)
		list[(*n)++] = value;
}

void cycle_add_mday(struct cycle *c, int mday)
{
	add_number(c->mdays, &c->mday_n, mday);
}

void cycle_add_month(struct cycle *c, int month)
{
	add_number(c->months, &c->month_n, month);
}

void cycle_add_quarter_month(struct cycle *c, int month)
{
	for (int m = month; m <= MONTHS_OF_YEAR; m += MONTHS_OF_QUARTER)
		cycle_add_month(c, m);
	c->unit = CYCLE_MONTH;
	c->interval = 1;
}

/* The day of the month on which a period of a rhythm ends. */
static int last_mday(const struct period *p)
{
	enum { EARLY = 10, MIDDLE = 15 };

	if (p->grain == GRAIN_DAY)
		return p->index;
	if (p->grain == GRAIN_TENDAY)
		return p->index == 3 ? -1 : 10 * p->index;
	if (p->grain != GRAIN_MONTH)
		return -1;
	return p->edge == EDGE_START ? EARLY : p->edge == EDGE_MIDDLE ? MIDDLE : -1;
}

/* The month in which a period of a year ends; 0: none is named. */
static int last_month(const struct period *p)
{
	switch (p->grain) {
	case GRAIN_QUARTER:
		return MONTHS_OF_QUARTER * p->index;
	case GRAIN_HALF:
		return MONTHS_OF_HALF * p->index;
	case GRAIN_YEAR:
		return p->edge == EDGE_START	? MONTHS_OF_QUARTER
		       : p->edge == EDGE_MIDDLE ? MONTHS_OF_HALF
						: MONTHS_OF_YEAR;
	default:
		return p->month;
	}
}

/* The month with which the time before a month or quarter ends. */
static int month_before(enum grain grain, int month)
{
	int back = grain == GRAIN_MONTH ? 1 : grain == GRAIN_QUARTER ? MONTHS_OF_QUARTER : 0;

	return (month - back + MONTHS_OF_YEAR - 1) % MONTHS_OF_YEAR + 1;
}

/* 1月、7月10日: the day is said once, with the last month. */
static void share_day(struct cycle *c, const struct period *p)
{
	bool bare = p->grain == GRAIN_MONTH && p->edge == EDGE_NONE;

	if (c->bare_months && p->grain == GRAIN_DAY && p->month)
		c->mday_n = 0;
	c->bare_months = bare && (c->bare_months || !c->month_n);
}

bool cycle_add_period(struct cycle *c, const struct period *p, bool strict)
{
	int month = last_month(p), mday = last_mday(p);

	if (p->festival)
		return true;
	if (strict && p->edge == EDGE_NONE && month)
		month = month_before(p->grain, month);
	share_day(c, p);
	if (month && c->month_n && c->mday_n && c->mdays[0] != mday)
		return false;
	if (month && c->unit == CYCLE_YEAR)
		cycle_add_month(c, month);
	cycle_add_mday(c, mday);
	return true;
}

void cycle_add_weekday(struct reader *r, struct cycle *c, int position, int weekday)
{
	const char *name = position ? arena_printf(r->arena, "%d%s", position, weekdays[weekday])
				    : weekdays[weekday];

	c->byday = c->byday ? arena_printf(r->arena, "%s,%s", c->byday, name) : name;
}

void cycle_set_workday(struct cycle *c, int position)
{
	c->byday = working_week;
	c->setpos = position;
}

/* What the rule needs and nobody said: the months of quarters, the ends of ten days, a month's last day. */
static void complete(struct cycle *c)
{
	if (c->quarter && c->mday_n && !c->month_n)
		cycle_add_quarter_month(c, MONTHS_OF_QUARTER);
	if (c->tendays) {
		c->interval = 1;
		cycle_add_mday(c, 10);
		cycle_add_mday(c, 20);
		cycle_add_mday(c, -1);
	}
	if (c->workdays && !c->byday)
		c->byday = working_week;
	if (c->month_n && !c->mday_n && c->unit == CYCLE_MONTH && !c->byday)
		cycle_add_mday(c, -1);
}

static void write_list(struct text *out, const char *name, const int *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text_addf(out, "%s%d", i ? "," : name, list[i]);
}

static const char *write_rule(struct reader *r, const struct cycle *c)
{
	scope(text) rule = {0};

	text_addf(&rule, "FREQ=%s", frequencies[c->unit]);
	if (c->interval > 1)
		text_addf(&rule, ";INTERVAL=%d", c->interval);
	write_list(&rule, ";BYMONTH=", c->months, c->month_n);
	write_list(&rule, ";BYMONTHDAY=", c->mdays, c->mday_n);
	if (c->byday)
		text_addf(&rule, ";BYDAY=%s", c->byday);
	if (c->setpos)
		text_addf(&rule, ";BYSETPOS=%d", c->setpos);
	return arena_dup(r->arena, text_get(&rule));
}

void cycle_add_item(struct reader *r, const struct cycle *c, size_t from, size_t to)
{
	struct cycle whole = *c;
	struct item *it;

	complete(&whole);
	it = reader_add(r, ITEM_CYCLE, from, to);
	it->text = write_rule(r, &whole);
	it->rule = "comes back";
}
