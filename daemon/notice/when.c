/* Dates and ranges with their bounds: 2018年6月底前, before July 2026, 2016—2020年. The period says which stretch of the
 * calendar is meant, the words around it which of its days is the last one in time. */
#include "notice/when.h"
#include <stdio.h>
#include "notice/period.h"

/* The words before and behind a period that decide about it. */
struct bounds {
	enum role before, behind;
	size_t n; /* tokens behind the period */
};

static size_t skip_clock(const struct reader *r, size_t i)
{
	if (!reader_is_number(r, i))
		return 0;
	if (reader_is(r, i + 1, ROLE_COLON) && reader_is_number(r, i + 2))
		return 3 + reader_is(r, i + 3, ROLE_day_part);
	if (reader_is(r, i + 1, ROLE_day_part))
		return 2;
	if (!reader_is(r, i + 1, ROLE_hour))
		return 0;
	if (reader_is_number(r, i + 2) && reader_is(r, i + 3, ROLE_minute))
		return 4;
	return 2 + reader_is(r, i + 2, ROLE_half_span);
}

size_t when_skip_time(const struct reader *r, size_t i)
{
	size_t at = i;

	if (reader_is(r, at, ROLE_OPEN) && reader_is(r, at + 1, ROLE_weekday) &&
	    reader_is(r, at + 2, ROLE_CLOSE))
		at += 3;
	if (reader_is(r, at, ROLE_filler))
		at++;
	if (reader_is(r, at, ROLE_in) && skip_clock(r, at + 1))
		at++;
	if (reader_is(r, at, ROLE_day_part))
		at++;
	return at + skip_clock(r, at) - i;
}

/* The nearest word before token i that is more than a filler. */
static enum role role_before(const struct reader *r, size_t i)
{
	while (i && (reader_is(r, i - 1, ROLE_filler) || reader_is(r, i - 1, ROLE_day_part) ||
			(reader_is(r, i - 1, ROLE_COMMA) && i > 1 &&
			    reader_is(r, i - 2, ROLE_day_part))))
		i--;
	return i ? reader_role(r, i - 1) : ROLE_NONE;
}

/* What may stand between the two periods of a range: 起至, —, to, and. */
static size_t range_mark(const struct reader *r, size_t i, enum role before)
{
	size_t at = i + reader_is(r, i, ROLE_since);

	at += reader_is(r, at, ROLE_COMMA) && at > i;
	if (reader_is(r, at, ROLE_DASH)) {
		while (reader_is(r, at, ROLE_DASH))
			at++;
		return at - i;
	}
	if (reader_is(r, at, ROLE_range) || (before == ROLE_between && reader_is(r, at, ROLE_and)))
		return at + 1 - i;
	return 0;
}

/* What the first period of a range has no words of its own for: March–June 2025. */
static void lend_back(struct period *a, const struct period *b)
{
	if (!a->year)
		a->year = b->year;
	if (!a->month && a->grain == GRAIN_DAY && a->first == DAY_NONE)
		a->month = b->month;
	if (!a->fiscal && a->grain == b->grain)
		a->fiscal = b->fiscal;
}

/* A second period behind the first makes a range: its tokens, 0 when there is none. *first is the range's first day. */
static size_t read_range_end(
    struct reader *r, size_t i, enum role before, struct period *p, day *first)
{
	size_t mark = range_mark(r, i, before), n;
	struct period end;

	if (!mark)
		return 0;
	n = period_read(r, i + mark, p, &end);
	if (!n)
		return 0;
	lend_back(p, &end);
	if (period_settle(r, p))
		*first = p->first;
	*p = end;
	return mark + n;
}

static bool is_bound(enum role role)
{
	return role == ROLE_before || role == ROLE_before_or_on || role == ROLE_within ||
	       role == ROLE_until || role == ROLE_since || role == ROLE_after ||
	       role == ROLE_around || role == ROLE_baseline_after || role == ROLE_approximately;
}

static struct bounds read_bounds(const struct reader *r, size_t from, size_t to)
{
	struct bounds b = {.before = role_before(r, from)};
	size_t at = to + when_skip_time(r, to);

	if (reader_is(r, at, ROLE_filler))
		at++;
	if (is_bound(reader_role(r, at))) {
		b.behind = reader_role(r, at++);
	} else if (reader_is(r, at, ROLE_event) && reader_token(r, at)->number &&
		   reader_is(r, at + 1, ROLE_before)) { /* 本年度结束前 */
		b.behind = ROLE_until;
		at += 2;
	} else {
		at = to + when_skip_time(r, to);
	}
	b.n = at - to;
	return b;
}

/* The day before the period, where the words leave the period itself out. */
static void set_strict(struct item *it, const struct period *p, bool sure)
{
	it->due = p->first - 1;
	if (!sure)
		it->alternative = p->last;
}

static void set_due(struct item *it, const struct period *p, const struct bounds *b)
{
	bool single = p->grain == GRAIN_DAY;
	bool before = b->behind == ROLE_before, strictly = b->before == ROLE_strictly_before;

	it->due = p->last;
	it->alternative = p->other;
	it->rule = "the last day of the period";
	if (p->edge != EDGE_NONE || (!before && !strictly))
		return;
	if (single && before && !p->festival)
		return;
	it->rule = single ? "the day before it" : "the day before the period begins";
	set_strict(it, p, single);
}

/* Does the date only say with what something is compared, or when it must not be earlier? */
static bool is_reference(const struct bounds *b)
{
	return b->before == ROLE_baseline || b->behind == ROLE_baseline_after ||
	       b->behind == ROLE_around || b->behind == ROLE_after ||
	       b->before == ROLE_not_before || b->before == ROLE_after || b->before == ROLE_past ||
	       b->before == ROLE_effective;
}

static bool is_start(const struct reader *r, const struct bounds *b)
{
	if (b->before == ROLE_from && r->english && r->has_every)
		return true; /* annually from 2025 */
	return b->behind == ROLE_since || b->before == ROLE_since;
}

static bool is_weak(const struct period *p, const struct bounds *b)
{
	if (p->edge >= EDGE_END || (b->behind && b->behind != ROLE_approximately))
		return false;
	return b->before != ROLE_by && b->before != ROLE_range &&
	       b->before != ROLE_strictly_before && b->before != ROLE_before_or_on &&
	       b->before != ROLE_between;
}

static void note_ambiguity(struct reader *r, const struct item *it)
{
	char chosen[11], other[11];

	if (it->alternative == DAY_NONE)
		return;
	civil_print(it->due, chosen);
	civil_print(it->alternative, other);
	reader_say(r, "note", "This date can be read two ways: %s was taken, %s is the other.",
	    chosen, other);
}

static void add_date(
    struct reader *r, size_t i, size_t n, const struct period *p, const struct bounds *b)
{
	enum item_kind kind = is_reference(b)  ? ITEM_BASELINE
			      : is_start(r, b) ? ITEM_START
					       : ITEM_DATE;
	struct item *it = reader_add(r, kind, i, i + n);

	if (kind == ITEM_START)
		it->start = p->first;
	if (kind != ITEM_DATE)
		return;
	set_due(it, p, b);
	it->weak = is_weak(p, b);
	it->before = b->before;
	it->year_from = p->year_from;
	if (!it->weak)
		note_ambiguity(r, it);
}

/* Does a text end with the mark of a lost character? */
static bool ends_lost(const struct reader *r, size_t i)
{
	const struct token *t = reader_token(r, i);

	return t->role == ROLE_TEXT && t->to > t->from && r->text[t->to - 1] == '?';
}

/* An edge right behind what could not be read (20l8年底, 20-年底, ??年底): the rest is no date. */
static bool is_torn(const struct reader *r, size_t i)
{
	enum role role = reader_role(r, i), last = i ? reader_role(r, i - 1) : ROLE_END;

	if (last == ROLE_PLUS) /* T+1日 */
		return true;
	if (role != ROLE_year_edge && role != ROLE_month_edge && role != ROLE_month_tenday)
		return false;
	return last == ROLE_NUMBER || last == ROLE_DASH || (i && ends_lost(r, i - 1));
}

/* The end of a range counts, its start opens the pace line. */
static void set_range(struct item *it, day first, enum role before)
{
	it->start = first;
	it->rule = "the end of the range";
	if (before == ROLE_from)
		it->weak = false;
}

size_t when_read(struct reader *r, size_t i)
{
	struct period p;
	struct bounds b;
	day first = DAY_NONE;
	size_t n = is_torn(r, i) ? 0 : period_read(r, i, NULL, &p), more;

	if (!n)
		return 0;
	more = read_range_end(r, i + n, role_before(r, i), &p, &first);
	n += more;
	b = read_bounds(r, i, i + n);
	if (is_reference(&b)) {
		add_date(r, i, n + b.n, &p, &b);
		return n + b.n;
	}
	if (!period_settle(r, &p))
		return n + b.n;
	add_date(r, i, n + b.n, &p, &b);
	if (more)
		set_range(&r->items.at[r->items.n - 1], first, b.before);
	return n + b.n;
}
