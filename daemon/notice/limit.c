/* Limits. What stands before and behind a length of time says whether it is one (内, 不超过, within), in which direction it
 * runs, and what starts it; where nothing but the notice itself can start it, the day of issue does. */
#include "notice/limit.h"
#include <math.h>
#include "notice/length.h"
#include "notice/period.h"
#include "notice/when.h"

enum {
	WORDS_MAX = 4,
	LOOK_BACK = 12,
	LOOK_AHEAD = 12,
	DAYS_OF_WEEK = 7,
	MONTHS_OF_YEAR = 12,
	MINUTES = 60
};

static const char *write_duration(struct reader *r, const struct length *l, bool before)
{
	const char *sign = before ? "-" : "";
	int n = (int)l->n;

	if (l->unit == SPAN_HOUR && floor(l->n) != l->n)
		return arena_printf(r->arena, "%sPT%dM", sign, (int)(l->n * MINUTES));
	switch (l->unit) {
	case SPAN_MINUTE:
	case SPAN_HOUR:
		return arena_printf(r->arena, "%sPT%d%c", sign, n, "MH"[l->unit == SPAN_HOUR]);
	case SPAN_WORKDAY:
		return arena_printf(r->arena, "%sP%dBD", sign, n);
	default:
		return arena_printf(r->arena, "%sP%d%c", sign, n, "   D WMY"[l->unit]);
	}
}

/* Without a table of holidays a sum of working days is only right where none falls into it. */
static day add_workdays(struct reader *r, int n)
{
	static const struct workdays weekends = {0};
	const struct workdays *table = r->context->workdays;

	if (!table)
		reader_say(r, "note", "Holidays are not counted in the %d working days.", n);
	return workday_add(table ? table : &weekends, r->context->issued, n);
}

/* The last day in time when the notice itself starts the clock; DAY_NONE for what is no matter of calendar days. */
static day add_to_issue(struct reader *r, const struct length *l)
{
	day issued = r->context->issued;
	int n = (int)l->n;

	if (issued == DAY_NONE)
		return DAY_NONE;
	switch (l->unit) {
	case SPAN_DAY:
		return issued + n;
	case SPAN_WORKDAY:
		return add_workdays(r, n);
	case SPAN_WEEK:
		return issued + n * DAYS_OF_WEEK;
	case SPAN_MONTH:
		return civil_add_months(issued, n);
	case SPAN_YEAR:
		return civil_add_months(issued, MONTHS_OF_YEAR * n);
	default:
		return DAY_NONE;
	}
}

static bool is_border(enum role role)
{
	return role == ROLE_COMMA || role == ROLE_STOP || role == ROLE_SEMICOLON ||
	       role == ROLE_BREAK || role == ROLE_END || role == ROLE_COLON;
}

/* What starts the clock, as far as the words around say. */
enum anchor { ANCHOR_UNSAID, ANCHOR_EVENT, ANCHOR_ISSUE };

/* 印发之日起, but not 政策文件印发之日起: another document starts the clock. */
static enum anchor look_back(const struct reader *r, size_t i)
{
	enum anchor found = ANCHOR_UNSAID;
	bool document = false;

	for (size_t k = 1; k <= LOOK_BACK && k <= i && !is_border(reader_role(r, i - k)); k++) {
		enum role role = reader_role(r, i - k);

		if (role == ROLE_since_event || role == ROLE_after || role == ROLE_since ||
		    role == ROLE_from)
			found = ANCHOR_EVENT;
		document |=
		    role == ROLE_this_document && !(k < i && reader_is(r, i - k - 1, ROLE_TEXT));
	}
	return found == ANCHOR_EVENT && document ? ANCHOR_ISSUE : found;
}

static bool opens_event(enum role role)
{
	return role == ROLE_after || role == ROLE_since || role == ROLE_from ||
	       role == ROLE_filler || role == ROLE_since_event;
}

/* "of receipt", "after the date of this order": the event behind an English limit. */
static enum anchor look_ahead(const struct reader *r, size_t i)
{
	enum anchor found = ANCHOR_UNSAID;

	for (size_t k = 0; k < LOOK_AHEAD && !is_border(reader_role(r, i + k)); k++) {
		enum role role = reader_role(r, i + k);

		if (role == ROLE_this_document)
			return ANCHOR_ISSUE;
		if (k == 0 && opens_event(role))
			found = ANCHOR_EVENT;
		if (role == ROLE_sla_verb && found == ANCHOR_UNSAID)
			found = ANCHOR_EVENT;
	}
	return found;
}

static enum anchor find_anchor(const struct reader *r, size_t from, size_t to)
{
	enum anchor back = look_back(r, from);

	return back != ANCHOR_UNSAID ? back : look_ahead(r, to);
}

static void add_limit(
    struct reader *r, size_t from, size_t to, const struct length *l, bool anchored)
{
	struct item *it = reader_add(r, ITEM_LIMIT, from, to);

	it->text = write_duration(r, l, false);
	it->rule = anchored ? "counted from the day of issue" : "counted from an event";
	if (!anchored)
		return;
	it->due = add_to_issue(r, l);
	it->start = r->context->issued;
}

static void add_before(struct reader *r, size_t from, size_t to, const struct length *l)
{
	struct item *it = reader_add(r, ITEM_LIMIT, from, to);

	it->text = write_duration(r, l, true);
	it->rule = "counted back from an event";
}

/* The word that makes a length of time a limit stands before it. */
static bool limits_before(const struct reader *r, size_t i)
{
	enum role role = i ? reader_role(r, i - 1) : ROLE_END;

	return role == ROLE_within_limit || role == ROLE_by || role == ROLE_coming ||
	       role == ROLE_since_event;
}

/* Does a target noun or verb (平均…, 压缩至) own the length? */
static bool is_measured(const struct reader *r, size_t i)
{
	const struct item *last = r->items.n ? &r->items.at[r->items.n - 1] : NULL;

	if (last && last->kind == ITEM_AMOUNT && last->amount.share)
		return true; /* a condition: 85%以上事项办理时间不超过3天 */
	for (size_t k = 1; k <= LOOK_BACK && k <= i && !is_border(reader_role(r, i - k)); k++)
		if (reader_is(r, i - k, ROLE_average) || reader_is(r, i - k, ROLE_change))
			return true;
	return r->context->place == PLACE_MEASURE;
}

/* (0-6 months) behind a word for its class. */
static bool stands_in_brackets(const struct reader *r, size_t i, size_t n)
{
	return i && reader_is(r, i - 1, ROLE_OPEN) && reader_is(r, i + n, ROLE_CLOSE);
}

/* Words behind a length that make it a limit: 内, 左右时间; their number. 年内 holds its own. */
static size_t count_bounds(const struct reader *r, size_t i)
{
	size_t n = reader_is(r, i, ROLE_within) || reader_is(r, i, ROLE_approximately);

	return n + (n && reader_is(r, i + 1, ROLE_within));
}

/* Without a bound behind it: does anything else beside a length say that it is a limit? */
static bool is_limit(const struct reader *r, size_t i, const struct length *l, size_t n)
{
	enum role next = reader_role(r, i + n);

	if (reader_is(r, l->unit_at, ROLE_year_edge) || limits_before(r, i) ||
	    stands_in_brackets(r, i, n))
		return true;
	if (next == ROLE_since || next == ROLE_after) /* 2 hours since identification */
		return !reader_is(r, i + n + 1, ROLE_END);
	return next == ROLE_sla_verb && (l->unit == SPAN_WORKDAY || l->unit == SPAN_HOUR);
}

/* Hours and working days run from an event, longer times from the notice, unless an event is named. */
static bool starts_with_notice(
    const struct reader *r, size_t from, size_t to, const struct length *l)
{
	enum anchor anchor = find_anchor(r, from, to);

	return anchor == ANCHOR_ISSUE ||
	       (anchor == ANCHOR_UNSAID && l->unit != SPAN_WORKDAY && l->unit > SPAN_HOUR);
}

/* 半年内, within 30 days, 5个工作日办结. */
static size_t read_within(struct reader *r, size_t i, const struct length *l, size_t n)
{
	size_t bounds = count_bounds(r, i + n), to = i + n + bounds;

	if (!bounds && !is_limit(r, i, l, n))
		return 0;
	add_limit(r, i, to, l, starts_with_notice(r, i, to, l));
	return to - i;
}

/* 30个工作日前, 30 days before: only behind or before words that name an event. */
static size_t read_days_before(struct reader *r, size_t i, const struct length *l, size_t n)
{
	enum role next = reader_role(r, i + n), last = i ? reader_role(r, i - 1) : ROLE_END;
	bool english = next == ROLE_strictly_before;

	if (next != ROLE_before && !english)
		return 0;
	if (!english && reader_is(r, l->unit_at, ROLE_day) && last != ROLE_event &&
	    last != ROLE_since_event)
		return 0;
	add_before(r, i, i + n + 1, l);
	return n + 1;
}

/* 期满前30日, 会议召开前3个工作日. */
static size_t read_before_days(struct reader *r, size_t i)
{
	enum role last = i ? reader_role(r, i - 1) : ROLE_END;
	struct length l;
	size_t n = length_read(r, i + 1, &l);

	if (!n || (last != ROLE_TEXT && last != ROLE_event && last != ROLE_verb &&
		      last != ROLE_since && last != ROLE_since_event && last != ROLE_sla_verb))
		return 0;
	n += reader_is(r, i + 1 + n, ROLE_within);
	add_before(r, i, i + 1 + n, &l);
	return 1 + n;
}

/* 提前5个工作日申请; 提前一年完成 counts from a plan that the notice does not give. */
static size_t read_ahead(struct reader *r, size_t i)
{
	struct length l;
	size_t at = i + 1 + reader_is(r, i + 1, ROLE_ge), n = length_read(r, at, &l);

	if (!n)
		return 0;
	n += at - i;
	if (reader_is(r, i + n, ROLE_verb) || l.unit >= SPAN_MONTH) {
		reader_add(r, ITEM_UNTIMED, i, i + n)->rule = "ahead of a day that is not named";
		return n;
	}
	add_before(r, i, i + n, &l);
	return n;
}

/* 不超过3个工作日, no later than 48 hours after: a ceiling is a limit unless something measured owns it; in English only if
 * an event is named. */
static size_t read_ceiling(struct reader *r, size_t i)
{
	struct length l;
	size_t at = i, n, bounds;
	bool english = reader_token(r, i)->flags & TOKEN_LATIN, anchored;

	while (at < i + WORDS_MAX && (reader_is(r, at, ROLE_le) || reader_is(r, at, ROLE_by) ||
					 reader_is(r, at, ROLE_within_limit)))
		at++;
	n = length_read(r, at, &l);
	if (!n || is_measured(r, i))
		return 0;
	at += n;
	if (english && reader_is(r, i, ROLE_le) && look_ahead(r, at) == ANCHOR_UNSAID)
		return 0;
	bounds = reader_is(r, at, ROLE_within);
	anchored =
	    bounds ? starts_with_notice(r, i, at, &l) : find_anchor(r, i, at) == ANCHOR_ISSUE;
	add_limit(r, i, at + bounds, &l, anchored);
	return at + bounds - i;
}

static size_t read_length(struct reader *r, size_t i)
{
	struct length l;
	size_t n = length_read(r, i, &l), used;
	enum role last = i ? reader_role(r, i - 1) : ROLE_END;

	if (!n || last == ROLE_reach || last == ROLE_hold || last == ROLE_gt || last == ROLE_lt ||
	    last == ROLE_ordinal_mark || is_measured(r, i))
		return 0;
	used = read_days_before(r, i, &l, n);
	return used || last == ROLE_ge ? used : read_within(r, i, &l, n);
}

static size_t read_at_once(struct reader *r, size_t i)
{
	struct item *it = reader_add(r, ITEM_IMMEDIATE, i, i + 1);

	it->text = reader_token(r, i)->number ? "PT0H" : "P0D";
	it->rule = "at once";
	return 1;
}

/* 次日12时前, next business day. */
static size_t read_next_day(struct reader *r, size_t i)
{
	size_t n = 1 + when_skip_time(r, i + 1);
	enum role last = i ? reader_role(r, i - 1) : ROLE_END;
	struct item *it;

	if (last == ROLE_range || last == ROLE_moved_to)
		return 0; /* a rule for holidays: dates move to it */
	n += reader_is(r, i + n, ROLE_before) || reader_is(r, i + n, ROLE_within);
	it = reader_add(r, ITEM_LIMIT, i, i + n);
	it->text = reader_is(r, i, ROLE_next_workday) ? "P1BD" : "P1D";
	it->rule = "the day after the event";
	return n;
}

/* 主汛期前: the words from the last border or time word on name the event. */
static size_t read_before_event(struct reader *r, size_t i)
{
	size_t from = i;
	struct item *it;
	struct span words;

	if (!reader_is(r, i + 1, ROLE_before) || length_read(r, i + 2, &(struct length){0}))
		return 0;
	while (from && i - from < 3 &&
	       (reader_is(r, from - 1, ROLE_TEXT) || reader_is(r, from - 1, ROLE_event)))
		from--;
	words = reader_words(r, from, i + 1);
	it = reader_add(r, ITEM_LIMIT, from, i + 2);
	it->text = arena_printf(r->arena, "BEFORE(%.*s)", (int)words.n, words.s);
	it->rule = "before a time that no table gives";
	reader_say(r, "note", "When “%.*s” begins stands in no table: this deadline has no day.",
	    (int)words.n, words.s);
	return 2;
}

/* "before the rainy season". */
static size_t read_before_event_english(struct reader *r, size_t i)
{
	size_t event = i + 1, to;
	struct item *it;
	struct span words;

	while (
	    event < i + 4 && (reader_is(r, event, ROLE_TEXT) || reader_is(r, event, ROLE_filler)))
		event++;
	if (!reader_is(r, event, ROLE_event))
		return 0;
	for (to = event + 1; !is_border(reader_role(r, to)) && to < event + 4; to++)
		;
	words = reader_words(r, i + 1, to);
	it = reader_add(r, ITEM_LIMIT, i, to);
	it->text = arena_printf(r->arena, "BEFORE(%.*s)", (int)words.n, words.s);
	it->rule = "before a time that no table gives";
	return to - i;
}

size_t limit_read(struct reader *r, size_t i)
{
	switch (reader_role(r, i)) {
	case ROLE_NUMBER:
	case ROLE_number_word:
	case ROLE_half_span:
		return read_length(r, i);
	case ROLE_le:
	case ROLE_by:
		return read_ceiling(r, i);
	case ROLE_before:
		return read_before_days(r, i);
	case ROLE_strictly_before:
		return read_before_event_english(r, i);
	case ROLE_ahead:
		return read_ahead(r, i);
	case ROLE_immediate:
		return read_at_once(r, i);
	case ROLE_next_day:
	case ROLE_next_workday:
		return read_next_day(r, i);
	case ROLE_event:
		return read_before_event(r, i);
	default:
		return 0;
	}
}
