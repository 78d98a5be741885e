/* The items of a clause, read one by one, say more together: a start opens the rhythm behind it, a range with 持续 is one
 * stretch, the same day said twice is one milestone. */
#include "notice/join.h"
#include "notice/attach.h"
#include "notice/sift.h"

/* "60% by 2025 and 90% by 2027": "and" parts them as a comma would. */
static bool opens_part(const struct reader *r, size_t i)
{
	const struct item *it = &r->items.at[i];

	return i && it->kind == ITEM_AMOUNT && it[-1].kind == ITEM_DATE &&
	       it->from == it[-1].to + 1 && reader_is(r, it[-1].to, ROLE_and);
}

static void find_places(struct reader *r)
{
	int sentence = 0, part = 0;

	for (size_t i = 0; i < r->items.n; i++) {
		struct item *it = &r->items.at[i];

		sentence += it->kind == ITEM_STOP;
		part += it->kind == ITEM_STOP || it->kind == ITEM_COMMA || opens_part(r, i);
		it->sentence = sentence;
		it->part = part;
		it->milestone = ITEM_NOWHERE;
	}
}

/* The next item of a kind in the same sentence; NULL: none. */
static struct item *find_behind(
    const struct reader *r, const struct item *from, enum item_kind kind)
{
	for (struct item *it = r->items.at + (from - r->items.at) + 1;
	     it < r->items.at + r->items.n && it->sentence == from->sentence; it++)
		if (item_is(it, kind))
			return it;
	return NULL;
}

static struct item *find_before(
    const struct reader *r, const struct item *from, enum item_kind kind)
{
	for (struct item *it = r->items.at + (from - r->items.at);
	     it-- > r->items.at && it->sentence == from->sentence;)
		if (item_is(it, kind))
			return it;
	return NULL;
}

static const char *day_text(struct reader *r, day d, bool year_only)
{
	char s[11];

	if (year_only)
		return arena_printf(r->arena, "%d", civil_of(d).year);
	civil_print(d, s);
	return arena_dup(r->arena, s);
}

static bool starts_year(day d)
{
	struct civil c = civil_of(d);

	return c.month == 1 && c.mday == 1;
}

/* 从2018年起每年…; 2018—2020年每年…: the rhythm's first and last day. */
static void bound_cycle(struct reader *r, struct item *it, struct item *cycle)
{
	if (it->start != DAY_NONE)
		cycle->text = arena_printf(r->arena, "%s;start=%s", cycle->text,
		    day_text(r, it->start, starts_year(it->start)));
	if (it->kind == ITEM_DATE)
		cycle->text = arena_printf(r->arena, "%s;until=%s", cycle->text,
		    day_text(r, it->due, starts_year(it->due + 1)));
	it->dropped = true;
}

/* The rhythm that a start, a range or a last day belongs to: behind it in its sentence, else before it. */
static struct item *cycle_of(const struct reader *r, const struct item *it)
{
	bool date = item_is(it, ITEM_DATE), start = item_is(it, ITEM_START);
	bool range = date && it->weak && it->start != DAY_NONE;
	struct item *found = start || range ? find_behind(r, it, ITEM_CYCLE) : NULL;

	if (found || !(start || (date && it->before == ROLE_range)))
		return found;
	return find_before(r, it, ITEM_CYCLE);
}

/* A start without a rhythm opens the date or the stretch behind it; alone it goes on without end. */
static void pass_start(struct reader *r, struct item *it)
{
	struct item *other = find_behind(r, it, ITEM_DATE);

	if (!other)
		other = find_behind(r, it, ITEM_ONGOING);
	if (other)
		other->start = it->start;
	it->dropped = other || find_behind(r, it, ITEM_LIMIT);
}

static void take_starts(struct reader *r)
{
	list_each (struct item *, it, r->items) {
		struct item *cycle = cycle_of(r, it);

		if (cycle)
			bound_cycle(r, it, cycle);
		else if (item_is(it, ITEM_START))
			pass_start(r, it);
	}
}

/* 2016-2020年持续实施, 持续推进至2020年: one stretch with an end, no deadline. */
static void merge_pair(struct item *a, struct item *b)
{
	bool before =
	    item_is(a, ITEM_DATE) && a->weak && b->kind == ITEM_ONGOING && b->from == a->to;
	bool behind = a->kind == ITEM_ONGOING && item_is(b, ITEM_DATE) && b->before == ROLE_range &&
		      b->from == a->to + 1;
	struct item *date = before ? a : b, *ongoing = before ? b : a;

	if (!before && !behind)
		return;
	ongoing->due = date->due;
	if (date->start != DAY_NONE)
		ongoing->start = date->start;
	ongoing->from = a->from;
	ongoing->to = b->to;
	date->dropped = true;
}

static void merge_ongoing(struct reader *r)
{
	for (size_t i = 0; i + 1 < r->items.n; i++)
		merge_pair(&r->items.at[i], &r->items.at[i + 1]);
}

static const enum milestone_kind kinds[] = {
    [ITEM_DATE] = MILESTONE_DATE,
    [ITEM_START] = MILESTONE_ONGOING,
    [ITEM_CYCLE] = MILESTONE_RECURRING,
    [ITEM_LIMIT] = MILESTONE_RELATIVE,
    [ITEM_IMMEDIATE] = MILESTONE_RELATIVE,
    [ITEM_ONGOING] = MILESTONE_ONGOING,
    [ITEM_STOP] = MILESTONE_NONE,
};

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static struct milestone *find_same(
    struct clause *out, enum milestone_kind kind, const struct item *it)
{
	list_each (struct milestone *, m, out->milestones)
		if (m->kind == kind && m->due == it->due &&
		    same_text(kind == MILESTONE_RECURRING ? m->recurrence : m->relative, it->text))
			return m;
	return NULL;
}

/* The sentence in which an item stands. */
static const char *sentence_of(const struct reader *r, const struct item *of)
{
	size_t from = 0, to = r->tokens.n;
	struct span words;

	list_each (const struct item *, it, r->items) {
		if (it->kind == ITEM_STOP && it <= of)
			from = it->to;
		if (it->kind == ITEM_STOP && it > of) {
			to = it->from;
			break;
		}
	}
	words = reader_words(r, from, to);
	return arena_dupn(r->arena, words.s, words.n);
}

/* The words and the rule that read them: “6月底前”: the last day of the period, its year from the title. */
static const char *explain(struct reader *r, const struct item *it)
{
	struct span words = reader_words(r, it->from, it->to);

	return arena_printf(r->arena, "“%.*s”: %s%s%s", (int)words.n, words.s, it->rule,
	    it->year_from ? ", its year from " : "", it->year_from ? it->year_from : "");
}

static void add_milestone(struct reader *r, struct item *it)
{
	enum milestone_kind kind = kinds[it->kind];
	struct milestone *m = find_same(r->out, kind, it);

	if (!m) {
		m = list_push(r->arena, &r->out->milestones);
		m->kind = kind;
		m->due = it->due;
		m->start = it->start;
		m->alternative = it->alternative;
		m->recurrence = kind == MILESTONE_RECURRING ? it->text : NULL;
		m->relative = kind == MILESTONE_RELATIVE ? it->text : NULL;
		m->line = r->context->line;
		m->source = sentence_of(r, it);
		m->explanation = explain(r, it);
	}
	it->milestone = (int)(m - r->out->milestones.at);
}

void join_items(struct reader *r)
{
	find_places(r);
	sift_bare(r);
	take_starts(r);
	merge_ongoing(r);
	sift_beaten(r);
	list_each (struct item *, it, r->items)
		if (!it->dropped && kinds[it->kind] != MILESTONE_NONE)
			add_milestone(r, it);
	attach_amounts(r);
}
