/* Rhythms. A cycle (every two weeks) is read first, then which days of it are meant (10日前, 最后一个工作日), and both
 * together are written as a rule of RFC 5545. */
#include "notice/repeat.h"
#include "base/text.h"
#include "notice/period.h"
#include "notice/when.h"

enum cycle_unit { CYCLE_DAY = 1, CYCLE_WEEK, CYCLE_MONTH, CYCLE_YEAR };
enum { PARTS_MAX = 12, SPAN_WORKDAY = 4, MONTHS_OF_QUARTER = 3, HALF_YEAR = 6 };

/* A rhythm and its days as they are found; 0 and empty where nothing was said. */
struct cycle {
	enum cycle_unit unit;
	int interval;
	bool quarter;		/* its months are told inside a quarter */
	bool tendays, workdays; /* every ten days; every working day */
	int months[PARTS_MAX], mdays[PARTS_MAX];
	size_t month_n, mday_n;
	const char *byday;
	int setpos;
};

static const char *const frequencies[] = {[CYCLE_DAY] = "DAILY",
    [CYCLE_WEEK] = "WEEKLY",
    [CYCLE_MONTH] = "MONTHLY",
    [CYCLE_YEAR] = "YEARLY"};
static const char *const weekdays[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};
static const char working_week[] = "MO,TU,WE,TH,FR";

static void add_number(int *list, size_t *n, int value)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == value)
			return;
	if (*n < PARTS_MAX)
		list[(*n)++] = value;
}

static void set_cycle(struct cycle *c, int code)
{
	c->unit = (enum cycle_unit)(code / 100);
	c->interval = code % 100;
}

/* What each unit of time makes of "every n": 100 × unit + interval for n = 1. */
static int code_of_unit(const struct reader *r, size_t i)
{
	static const int spans[] = {0, 0, 0, 101, 101, 201, 301, 401};
	const struct token *t = reader_token(r, i);

	switch (t->role) {
	case ROLE_year:
	case ROLE_fiscal:
	case ROLE_school_year:
		return 401;
	case ROLE_quarter:
		return 303;
	case ROLE_month:
		return 301;
	case ROLE_day:
		return 101;
	case ROLE_week_once:
		return 201;
	case ROLE_span:
		return t->number > 0 && (size_t)t->number < sizeof spans / sizeof *spans
			   ? spans[t->number]
			   : 0;
	case ROLE_half_span:
		return t->number == 6 ? 306 : 0;
	case ROLE_cycle_noun:
		return t->number;
	default:
		return 0;
	}
}

/* The edge that a unit's own word has: 月底, 年底, 季度末 stand for the unit and its end. */
static int code_of_edge(enum role role)
{
	return role == ROLE_year_edge	   ? 401
	       : role == ROLE_month_edge   ? 301
	       : role == ROLE_quarter_edge ? 303
					   : 0;
}

/* "every two", "每3", "every other": the number, and the tokens that it takes. */
static int read_count(const struct reader *r, size_t i, size_t *n)
{
	const struct token *t = reader_token(r, i);

	*n = 0;
	if (t->role == ROLE_other || t->role == ROLE_number_word || reader_is_number(r, i))
		*n = 1;
	if (t->role == ROLE_other)
		return 2;
	return *n && t->number > 0 && t->number < 100 ? t->number : 1;
}

/* 每…, every …: the cycle; 0 when no unit of time follows. */
static size_t read_every(const struct reader *r, size_t i, struct cycle *c)
{
	size_t n;
	int count = read_count(r, i + 1, &n), code = code_of_unit(r, i + 1 + n);

	if (reader_is(r, i + 1, ROLE_weekday) || (n && reader_is(r, i + 1 + n, ROLE_weekday))) {
		set_cycle(c, 200 + count);
		return 1 + n; /* the weekday is a day of it */
	}
	if (!code && code_of_edge(reader_role(r, i + 1 + n))) {
		set_cycle(c, code_of_edge(reader_role(r, i + 1 + n)));
		c->quarter = c->interval == MONTHS_OF_QUARTER;
		return 1 + n;
	}
	if (!code)
		return 0;
	set_cycle(c, code);
	c->quarter = c->interval == MONTHS_OF_QUARTER && count == 1;
	c->interval *= count;
	c->tendays = code == 310;
	c->workdays = reader_is(r, i + 1 + n, ROLE_span) &&
		      reader_token(r, i + 1 + n)->number == SPAN_WORKDAY;
	return 2 + n;
}

static void add_quarter_months(struct cycle *c, int month_of_quarter)
{
	for (int m = month_of_quarter; m <= 12; m += MONTHS_OF_QUARTER)
		add_number(c->months, &c->month_n, m);
	c->unit = CYCLE_MONTH;
	c->interval = 1;
}

/* The day of the month on which a period of a rhythm ends. */
static int last_mday(const struct period *p)
{
	if (p->grain == GRAIN_DAY)
		return p->index;
	if (p->grain == GRAIN_TENDAY)
		return p->index == 3 ? -1 : 10 * p->index;
	if (p->grain == GRAIN_MONTH && p->edge == EDGE_START)
		return 10;
	return p->grain == GRAIN_MONTH && p->edge == EDGE_MIDDLE ? 15 : -1;
}

/* The month in which a period of a year ends; 0: none is named. */
static int last_month(const struct period *p)
{
	switch (p->grain) {
	case GRAIN_QUARTER:
		return MONTHS_OF_QUARTER * p->index;
	case GRAIN_HALF:
		return HALF_YEAR * p->index;
	case GRAIN_YEAR:
		return p->edge == EDGE_MIDDLE ? HALF_YEAR : 12;
	default:
		return p->month;
	}
}

/* Take a period's days into the rule; false when one rule cannot say both (1月10日、7月15日). */
static bool add_period(struct cycle *c, const struct period *p, bool strict)
{
	int month = last_month(p), mday = last_mday(p);

	if (p->festival)
		return true;
	if (strict && p->grain == GRAIN_MONTH && p->edge == EDGE_NONE && month)
		month = (month + 10) % 12 + 1;
	if (c->month_n && c->mday_n && month && c->mdays[0] != mday)
		return false;
	if (c->unit == CYCLE_YEAR && month)
		add_number(c->months, &c->month_n, month);
	add_number(c->mdays, &c->mday_n, mday);
	return true;
}

static size_t skip_fillers(const struct reader *r, size_t i)
{
	size_t at = i;

	while (reader_is(r, at, ROLE_filler) || reader_is(r, at, ROLE_in) ||
	       reader_is(r, at, ROLE_by) || reader_is(r, at, ROLE_before_or_on))
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

static void add_weekday(struct reader *r, struct cycle *c, int position, int weekday)
{
	const char *name = position ? arena_printf(r->arena, "%d%s", position, weekdays[weekday])
				    : weekdays[weekday];

	c->byday = c->byday ? arena_printf(r->arena, "%s,%s", c->byday, name) : name;
}

/* 周五, or 五 behind 每周. */
static int weekday_at(const struct reader *r, size_t i, bool after_week)
{
	const struct token *t = reader_token(r, i);

	if (t->role == ROLE_weekday)
		return t->number;
	if (after_week && reader_is_number(r, i) && (t->flags & TOKEN_CHINESE) && t->number >= 1 &&
	    t->number <= 6 && !reader_is(r, i + 1, ROLE_unit) && !reader_is(r, i + 1, ROLE_times))
		return t->number;
	return after_week && t->role == ROLE_day ? 7 : 0;
}

static size_t read_weekdays(struct reader *r, size_t i, struct cycle *c)
{
	size_t at = i;
	int weekday;

	while ((weekday = weekday_at(r, at, at > 0 && !reader_is(r, at - 1, ROLE_every)))) {
		add_weekday(r, c, 0, weekday);
		at++;
		if (!is_and(reader_role(r, at)) || !weekday_at(r, at + 1, true))
			break;
		at++;
	}
	return at - i;
}

/* 第一个, 最后一个, first, last: 1 … or −1; 0: none. *n: its tokens. */
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
	} else {
		return 0;
	}
	*n = at - i;
	return position;
}

/* 最后一个工作日, first Monday: a day found by counting. */
static size_t read_counted_day(struct reader *r, size_t i, struct cycle *c)
{
	size_t n;
	int position = read_position(r, i, &n);
	const struct token *t = reader_token(r, i + n);

	if (!position && reader_is(r, i, ROLE_before) && reader_is_number(r, i + 1)) {
		position = reader_token(r, i + 1)->number; /* 前5个工作日内 */
		n = 2;
		t = reader_token(r, i + n);
	}
	if (!position)
		return 0;
	if (t->role == ROLE_span && t->number == SPAN_WORKDAY) {
		c->byday = working_week;
		c->setpos = position;
		return n + 1;
	}
	if (t->role != ROLE_weekday)
		return 0;
	add_weekday(r, c, position, t->number);
	return n + 1;
}

/* 首月10日前, 末月20日前 of a quarter. */
static size_t read_quarter_month(const struct reader *r, size_t i, struct cycle *c)
{
	if (!reader_is(r, i, ROLE_quarter_month))
		return 0;
	add_quarter_months(c, reader_token(r, i)->number);
	return 1;
}

static void close_quarter(struct cycle *c)
{
	if (!c->quarter || !c->mday_n)
		return;
	if (!c->month_n)
		add_quarter_months(c, MONTHS_OF_QUARTER);
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

static void add_cycle(struct reader *r, struct cycle *c, size_t from, size_t to)
{
	struct item *it;

	close_quarter(c);
	if (c->tendays) {
		c->interval = 1;
		add_number(c->mdays, &c->mday_n, 10);
		add_number(c->mdays, &c->mday_n, 20);
		add_number(c->mdays, &c->mday_n, -1);
	}
	if (c->workdays && !c->byday)
		c->byday = working_week;
	if (c->month_n && !c->mday_n && c->unit == CYCLE_MONTH && !c->byday)
		add_number(c->mdays, &c->mday_n, -1);
	it = reader_add(r, ITEM_CYCLE, from, to);
	it->text = write_rule(r, c);
	it->rule = "cycle";
}

/* One period of the days, with its bound. A day inside a rhythm has no year. */
static size_t read_day(
    struct reader *r, size_t i, struct period *last, struct period *p, bool *strict)
{
	size_t skipped = skip_fillers(r, i), n = 0;

	if (reader_is(r, i + skipped, ROLE_edge) && reader_is(r, i + skipped + 1, ROLE_before)) {
		*p = (struct period){.grain = GRAIN_MONTH, .edge = EDGE_END, .first = DAY_NONE};
		n = 1;
	} else if (reader_is(r, i + skipped, ROLE_edge) && reader_token(r, i + skipped)->number) {
		*p = (struct period){.grain = GRAIN_MONTH, .first = DAY_NONE};
		p->edge = (enum edge)reader_token(r, i + skipped)->number;
		n = 1;
	} else if (code_of_edge(reader_role(r, i + skipped))) {
		p->grain = reader_is(r, i + skipped, ROLE_year_edge) ? GRAIN_YEAR : GRAIN_MONTH;
		p->edge = (enum edge)reader_token(r, i + skipped)->number;
		n = 1;
	} else if (reader_is(r, i + skipped, ROLE_tenday)) {
		*p = (struct period){.grain = GRAIN_TENDAY, .first = DAY_NONE};
		p->index = reader_token(r, i + skipped)->number;
		n = 1;
	} else {
		n = period_read(r, i + skipped, last->grain ? last : NULL, p);
	}
	if (!n || p->grain == GRAIN_WEEK || (p->year && p->grain != GRAIN_MONTH && !p->edge))
		return 0;
	n += skipped;
	return n + read_bound(r, i + n, strict);
}

/* The days of a cycle from token i on; rules that one line cannot hold are added on the way. */
static size_t read_days(struct reader *r, size_t i, size_t from, struct cycle *c)
{
	struct cycle fresh = *c;
	struct period last = {.first = DAY_NONE};
	size_t at = i, n;
	bool strict;

	for (int k = 0; k < PARTS_MAX; k++) {
		struct period p = {.first = DAY_NONE};

		n = read_day(r, at + (k && is_and(reader_role(r, at))), &last, &p, &strict);
		if (!n || (k && !is_and(reader_role(r, at))))
			break;
		at += n + (k && is_and(reader_role(r, at)));
		if (!add_period(c, &p, strict)) {
			add_cycle(r, c, from, at);
			*c = fresh;
			add_period(c, &p, strict);
		}
		last = p;
	}
	return at - i;
}

static size_t read_days_of(struct reader *r, size_t i, size_t from, struct cycle *c)
{
	size_t at = i + skip_fillers(r, i), n, ignored;
	bool strict;

	at += read_quarter_month(r, at, c);
	n = read_counted_day(r, at, c);
	if (!n && c->unit == CYCLE_WEEK)
		n = read_weekdays(r, at, c);
	if (n)
		return at + n + read_bound(r, at + n, &strict) - i;
	n = c->unit == CYCLE_DAY || c->unit == CYCLE_WEEK ? 0 : read_days(r, at, from, c);
	if (!n && at == i + skip_fillers(r, i))
		at = i;
	ignored = at + n;
	return ignored + read_bound(r, ignored, &strict) - i;
}

/* "March 31 each year", "the 15th of each month", "the end of every quarter": the days stand before the cycle. */
static size_t read_days_first(struct reader *r, size_t i)
{
	struct cycle c = {0}, probe = {0};
	struct period p = {.first = DAY_NONE};
	size_t at = i, n, every;

	n = read_counted_day(r, at, &c);
	if (!n && reader_is(r, at, ROLE_edge))
		n = 1;
	if (!n && reader_is_number(r, at) && reader_is(r, at + 1, ROLE_ordinal_end))
		n = 2;
	if (!n)
		n = period_read(r, at, NULL, &p);
	if (!n)
		return 0;
	at += n;
	at += reader_is(r, at, ROLE_day) ||
	      (reader_is(r, at, ROLE_span) && reader_token(r, at)->number == 3);
	at += skip_fillers(r, at);
	if (reader_is(r, at, ROLE_cycle)) {
		set_cycle(&probe, reader_token(r, at)->number);
		every = 1;
	} else {
		every = reader_is(r, at, ROLE_every) ? read_every(r, at, &probe) : 0;
	}
	if (!every)
		return 0;
	c.unit = probe.unit;
	c.interval = probe.interval;
	c.quarter = probe.quarter;
	if (p.grain)
		add_period(&c, &p, false);
	else if (reader_is(r, i, ROLE_edge))
		add_number(c.mdays, &c.mday_n, c.unit == CYCLE_YEAR ? 31 : -1);
	else if (!c.byday)
		add_number(c.mdays, &c.mday_n, reader_token(r, i)->number);
	if (reader_is(r, i, ROLE_edge) && c.unit == CYCLE_YEAR)
		add_number(c.months, &c.month_n, 12);
	add_cycle(r, &c, i, at + every);
	return at + every - i;
}

/* 一年两次, 半年一次, once a month, twice yearly: how often, then in which time. */
static size_t read_rate(struct reader *r, size_t i)
{
	struct cycle c = {0};
	size_t n = reader_is(r, i, ROLE_half_span) ? 0 : 1;
	int code = code_of_unit(r, i + n), count = n ? reader_token(r, i)->number : 1;

	if ((n && !reader_is_number(r, i)) || !code || count < 1 || count > 99)
		return 0;
	if (!reader_is(r, i + n, ROLE_week_once) &&
	    (!reader_is_number(r, i + n + 1) ||
		(!reader_is(r, i + n + 2, ROLE_times) && !reader_is(r, i + n + 2, ROLE_unit))))
		return 0;
	if (reader_is(r, i + n + 2, ROLE_unit) && reader_token(r, i + n + 2)->number != 1)
		return 0;
	set_cycle(&c, code);
	c.interval *= count;
	add_cycle(r, &c, i, i + n + 1);
	return n + 1;
}

/* 次月10日前: monthly, read so because a task that names it comes back every month. */
static size_t read_next_month(struct reader *r, size_t i)
{
	struct cycle c = {.unit = CYCLE_MONTH, .interval = 1};
	size_t n = read_days_of(r, i + 1, i, &c);

	if (!n || !c.mday_n)
		return 0;
	add_cycle(r, &c, i, i + 1 + n);
	reader_say(r, "note", "“The next month” is read as every month.");
	return 1 + n;
}

size_t repeat_read(struct reader *r, size_t i)
{
	struct cycle c = {0};
	size_t n = 0, days;

	switch (reader_role(r, i)) {
	case ROLE_every:
		n = read_every(r, i, &c);
		break;
	case ROLE_cycle:
		set_cycle(&c, reader_token(r, i)->number);
		n = 1;
		break;
	case ROLE_next_month:
		return read_next_month(r, i);
	case ROLE_NUMBER:
	case ROLE_half_span:
		n = read_rate(r, i);
		return n ? n : read_days_first(r, i);
	default:
		return read_days_first(r, i);
	}
	if (!n)
		return 0;
	days = read_days_of(r, i + n, i, &c);
	add_cycle(r, &c, i, i + n + days);
	return n + days;
}
