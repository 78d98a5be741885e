/* Which items stay. A bare date is a deadline only beside words that make it one; reports of what was done, rules that take
 * effect and words for "at once" beside a real limit are no deadlines. */
#include "notice/sift.h"

/* What may stand behind a bare date that is a deadline: its sentence ends, or says what shall be done by then. */
static const bool closes_date[ROLE_END + 1] = {
    [ROLE_COMMA] = true,
    [ROLE_LIST_COMMA] = true,
    [ROLE_SEMICOLON] = true,
    [ROLE_STOP] = true,
    [ROLE_BREAK] = true,
    [ROLE_DOT] = true,
    [ROLE_OPEN] = true,
    [ROLE_END] = true,
    [ROLE_verb] = true,
    [ROLE_filler] = true,
    [ROLE_and] = true,
    [ROLE_ongoing] = true,
    [ROLE_respectively] = true,
    [ROLE_every] = true,
    [ROLE_cycle] = true,
    [ROLE_ge] = true,
    [ROLE_le] = true,
    [ROLE_gt] = true,
    [ROLE_lt] = true,
    [ROLE_reach] = true,
    [ROLE_hold] = true,
    [ROLE_about] = true,
    [ROLE_whole] = true,
    [ROLE_change] = true,
    [ROLE_baseline] = true,
    [ROLE_zero_noun] = true,
    [ROLE_event] = true,
    [ROLE_sla_verb] = true,
    [ROLE_this_document] = true,
    [ROLE_times] = true,
};

static bool agrees_behind(const struct reader *r, size_t i)
{
	if (reader_is(r, i, ROLE_CLOSE))
		return reader_role(r, i + 1) >= ROLE_COMMA;
	if (reader_is(r, i, ROLE_event) && reader_is(r, i + 1, ROLE_before))
		return false; /* 2018年汛期前 */
	return closes_date[reader_role(r, i)];
}

/* In an English clause a bare date opens it, or stands in brackets or behind a mark; in brackets behind a name
 * (行动计划(2018—2020年)) it is part of the name. */
static bool agrees_before(const struct reader *r, size_t i)
{
	enum role role = i ? reader_role(r, i - 1) : ROLE_END;

	if (role == ROLE_OPEN && i > 1 && reader_is(r, i - 2, ROLE_TEXT))
		return false;
	return !r->english || role == ROLE_END || role == ROLE_OPEN || role == ROLE_COLON ||
	       role == ROLE_DASH || role == ROLE_filler || role == ROLE_in;
}

static bool is_past(const struct reader *r, const struct item *it)
{
	return r->context->issued != DAY_NONE && it->due < r->context->issued;
}

/* 2018年培育100家: an amount in the same part says what shall be reached. */
static bool has_amount(const struct reader *r, const struct item *date)
{
	const struct item *next = date + 1;

	return next < r->items.at + r->items.n && next->kind == ITEM_AMOUNT &&
	       next->part == date->part;
}

static bool is_deadline(const struct reader *r, const struct item *it)
{
	if (reader_is(r, it->to, ROLE_permit))
		return false;
	if (r->context->place == PLACE_DEADLINE)
		return true;
	if (!it->weak) /* 截至2017年底,全市共有… */
		return it->before != ROLE_by || !is_past(r, it);
	if (is_past(r, it))
		return it->from == 0 && it->to == r->tokens.n && it->start == DAY_NONE;
	return agrees_before(r, it->from) && (agrees_behind(r, it->to) || has_amount(r, it));
}

/* 自2020年1月1日起施行: nobody has to do anything. */
static bool takes_effect(const struct reader *r, size_t i)
{
	return reader_is(r, i, ROLE_effective) ||
	       (reader_is(r, i, ROLE_filler) && reader_is(r, i + 1, ROLE_effective));
}

/* 2017年增长7%: an amount of the past is none that must hold. */
static void drop_amounts_of(struct reader *r, const struct item *date)
{
	list_each (struct item *, it, r->items)
		if (it->kind == ITEM_AMOUNT && it > date && it->part == date->part)
			it->dropped = true;
}

static void drop_references(struct reader *r)
{
	list_each (struct item *, it, r->items) {
		if (it->kind == ITEM_DATE && !is_deadline(r, it) && is_past(r, it))
			drop_amounts_of(r, it);
		if ((it->kind == ITEM_DATE && !is_deadline(r, it)) ||
		    (it->kind == ITEM_START && takes_effect(r, it->to)))
			it->dropped = true;
	}
}

/* The words behind 已 report: past days of their sentence and amounts of their part are no task. */
static void drop_report(struct reader *r, const struct item *past)
{
	list_each (struct item *, it, r->items) {
		if (it->sentence != past->sentence)
			continue;
		if (it->kind == ITEM_DATE && it->due <= r->context->issued)
			it->dropped = true;
		if (it->kind == ITEM_AMOUNT && it->part == past->part && it > past)
			it->dropped = true;
	}
}

static void drop_reports(struct reader *r)
{
	list_each (const struct item *, it, r->items)
		if (it->kind == ITEM_PAST)
			drop_report(r, it);
}

static bool has_after(const struct reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (reader_is(r, i, ROLE_after))
			return true;
	return false;
}

/* The rhythm before an item, over periods that are named only to be counted from. */
static const struct item *cycle_before(const struct reader *r, size_t at)
{
	while (at && r->items.at[at - 1].kind == ITEM_BASELINE)
		at--;
	return at && item_is(&r->items.at[at - 1], ITEM_CYCLE) ? &r->items.at[at - 1] : NULL;
}

/* 每季度结束后15日内, within 45 days after the end of each quarter: the limit shifts the days of a rhythm. */
static bool is_offset(struct reader *r, size_t at)
{
	const struct item *it = &r->items.at[at], *last = cycle_before(r, at), *next = it + 1;
	bool behind = last && has_after(r, last->to, it->from);
	bool before =
	    at + 1 < r->items.n && item_is(next, ITEM_CYCLE) && has_after(r, it->from, next->from);

	if (behind || before)
		reader_say(r, "note", "The rhythm is due %s after each of its periods.", it->text);
	return behind || before;
}

/* 未来十年(2023-24至2032-33年度): the date in brackets says more than the length. */
static bool is_dated_in_brackets(const struct reader *r, size_t at)
{
	const struct item *it = &r->items.at[at];

	return at + 1 < r->items.n && item_is(it + 1, ITEM_DATE) && it[1].from <= it->to + 1 &&
	       reader_is(r, it->to, ROLE_OPEN);
}

static bool is_limit(const struct item *it)
{
	return item_is(it, ITEM_DATE) || item_is(it, ITEM_LIMIT) || item_is(it, ITEM_CYCLE);
}

void sift_beaten(struct reader *r)
{
	bool limited = false;

	for (size_t i = 0; i < r->items.n; i++) {
		struct item *it = &r->items.at[i];

		limited |= is_limit(it);
		if (it->kind == ITEM_LIMIT && (is_offset(r, i) || is_dated_in_brackets(r, i)))
			it->dropped = true;
	}
	list_each (struct item *, it, r->items)
		if (it->kind == ITEM_IMMEDIATE && limited)
			it->dropped = true;
}

void sift_bare(struct reader *r)
{
	drop_references(r);
	drop_reports(r);
}
