/* The items of a clause, read one by one, say more together: a bare date is a deadline only beside words that make it one,
 * and a target is due with the date of its own part of the sentence. */
#include "notice/join.h"
#include <math.h>
#include <stdio.h>

enum { NOWHERE = -1 };

/* Where an item stands: its sentence, and its part between commas. */
struct place {
	int sentence, part;
};
struct joining {
	struct reader *r;
	struct place *places; /* of each item */
	int *milestone;	      /* of each item; NOWHERE */
	bool respectively;
};

/* "60% by 2025 and 90% by 2027": "and" parts them as a comma would. */
static bool opens_part(const struct reader *r, size_t i)
{
	const struct item *it = &r->items.at[i];

	return i && it->kind == ITEM_AMOUNT && it[-1].kind == ITEM_DATE &&
	       it->from == it[-1].to + 1 && reader_is(r, it[-1].to, ROLE_and);
}

static void find_places(struct joining *j)
{
	struct place now = {0};

	for (size_t i = 0; i < j->r->items.n; i++) {
		enum item_kind kind = j->r->items.at[i].kind;

		if (kind == ITEM_STOP)
			now.sentence++;
		if (kind == ITEM_STOP || kind == ITEM_COMMA || opens_part(j->r, i))
			now.part++;
		j->places[i] = now;
		j->milestone[i] = NOWHERE;
	}
}

static bool is_live(const struct item *it, enum item_kind kind)
{
	return it->kind == kind && !it->void_date;
}

/* May a bare date be a deadline before this token? */
static bool agrees(const struct reader *r, size_t i)
{
	switch (reader_role(r, i)) {
	case ROLE_CLOSE:
		return i + 1 >= r->tokens.n || reader_role(r, i + 1) >= ROLE_COMMA;
	case ROLE_COMMA:
	case ROLE_LIST_COMMA:
	case ROLE_SEMICOLON:
	case ROLE_STOP:
	case ROLE_BREAK:
	case ROLE_DOT:
	case ROLE_END:
	case ROLE_verb:
	case ROLE_filler:
	case ROLE_ongoing:
	case ROLE_respectively:
	case ROLE_every:
	case ROLE_cycle:
	case ROLE_ge:
	case ROLE_le:
	case ROLE_gt:
	case ROLE_lt:
	case ROLE_reach:
	case ROLE_hold:
	case ROLE_about:
	case ROLE_whole:
	case ROLE_change:
	case ROLE_and:
	case ROLE_OPEN:
	case ROLE_baseline:
	case ROLE_share_end:
		return true;
	default:
		return false;
	}
}

static bool is_deadline(const struct reader *r, const struct item *it)
{
	if (reader_is(r, it->to, ROLE_permit))
		return false;
	if (!it->weak)
		return true;
	if (r->context->place == PLACE_DEADLINE)
		return true;
	if (r->context->issued != DAY_NONE && it->due < r->context->issued)
		return it->from == 0 && it->to == r->tokens.n && it->start == DAY_NONE;
	if (r->english && it->from && !reader_is(r, it->from - 1, ROLE_OPEN) &&
	    !reader_is(r, it->from - 1, ROLE_COLON) && !reader_is(r, it->from - 1, ROLE_filler) &&
	    !reader_is(r, it->from - 1, ROLE_DASH) && !reader_is(r, it->from - 1, ROLE_in))
		return false;
	return agrees(r, it->to);
}

/* 自2020年1月1日起施行: nobody has to do anything. */
static bool takes_effect(const struct reader *r, size_t i)
{
	return reader_is(r, i, ROLE_effective) ||
	       (reader_is(r, i, ROLE_filler) && reader_is(r, i + 1, ROLE_effective));
}

static void drop_references(struct joining *j)
{
	list_each (struct item *, it, j->r->items)
		if ((it->kind == ITEM_DATE && !is_deadline(j->r, it)) ||
		    (it->kind == ITEM_START && takes_effect(j->r, it->to)))
			it->void_date = true;
}

static bool is_any_limit(const struct item *it)
{
	return !it->void_date &&
	       (it->kind == ITEM_DATE || it->kind == ITEM_LIMIT || it->kind == ITEM_CYCLE);
}

/* 截至2018年2月底,已完成80%: a report, nothing to be done. */
static void drop_reports(struct joining *j)
{
	const struct reader *r = j->r;

	for (size_t i = 0; i < r->items.n; i++) {
		if (r->items.at[i].kind != ITEM_PAST)
			continue;
		for (size_t k = 0; k < r->items.n && j->places[k].sentence <= j->places[i].sentence;
		     k++) {
			struct item *it = &r->items.at[k];

			if (j->places[k].sentence != j->places[i].sentence)
				continue;
			if (it->kind == ITEM_DATE && it->due <= r->context->issued)
				it->void_date = true;
			if (it->kind == ITEM_AMOUNT && j->places[k].part == j->places[i].part &&
			    k > i)
				it->void_date = true;
		}
	}
}

static bool has_after(const struct reader *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (reader_is(r, i, ROLE_after))
			return true;
	return false;
}

/* 每季度结束后15日内, within 45 days after the end of each quarter: the limit shifts the days of a rhythm. */
static bool is_offset(struct joining *j, size_t at)
{
	struct reader *r = j->r;
	const struct item *it = &r->items.at[at], *last = it - 1, *next = it + 1;
	bool behind = at && is_live(last, ITEM_CYCLE) && has_after(r, last->to, it->from);
	bool before =
	    at + 1 < r->items.n && is_live(next, ITEM_CYCLE) && has_after(r, it->from, next->from);

	if (behind || before)
		reader_say(r, "note", "The rhythm is due %s after each of its periods.", it->text);
	return behind || before;
}

/* An explicit bound beats 立即; a date in brackets behind a length of time beats the length. */
static void drop_beaten(struct joining *j)
{
	struct reader *r = j->r;
	bool limited = false;

	for (size_t i = 0; i < r->items.n; i++) {
		struct item *it = &r->items.at[i], *next = it + 1;

		limited |= is_any_limit(it);
		if (it->kind == ITEM_LIMIT && is_offset(j, i))
			it->void_date = true;
		if (it->kind == ITEM_LIMIT && i + 1 < r->items.n && is_live(next, ITEM_DATE) &&
		    next->from <= it->to + 1 && reader_is(r, it->to, ROLE_OPEN))
			it->void_date = true;
	}
	list_each (struct item *, it, r->items)
		if (it->kind == ITEM_IMMEDIATE && limited)
			it->void_date = true;
}

/* The next live item of a kind in the same sentence; -1: none. */
static int find_behind(const struct joining *j, size_t at, enum item_kind kind)
{
	for (size_t i = at + 1;
	     i < j->r->items.n && j->places[i].sentence == j->places[at].sentence; i++)
		if (is_live(&j->r->items.at[i], kind))
			return (int)i;
	return NOWHERE;
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

static bool ends_year(day d)
{
	struct civil c = civil_of(d);

	return c.month == 12 && c.mday == 31;
}

/* 从2018年起每年…; 2018—2020年每年…: the rhythm's first and last day. */
static void bound_cycle(struct joining *j, size_t at, struct item *cycle)
{
	struct item *it = &j->r->items.at[at];
	bool ends = it->kind == ITEM_DATE;

	if (it->start != DAY_NONE)
		cycle->text = arena_printf(j->r->arena, "%s;start=%s", cycle->text,
		    day_text(j->r, it->start, starts_year(it->start)));
	if (ends)
		cycle->text = arena_printf(j->r->arena, "%s;until=%s", cycle->text,
		    day_text(j->r, it->due, ends_year(it->due)));
	it->void_date = true;
}

static bool bounds_cycle(const struct item *it)
{
	return is_live(it, ITEM_START) ||
	       (is_live(it, ITEM_DATE) && it->weak && it->start != DAY_NONE);
}

/* The rhythm that a start, a range or a last day belongs to: behind it in its sentence, else before it. */
static int cycle_of(const struct joining *j, size_t at)
{
	const struct item *it = &j->r->items.at[at];
	int found = bounds_cycle(it) ? find_behind(j, at, ITEM_CYCLE) : NOWHERE;
	bool until = is_live(it, ITEM_DATE) && it->before == ROLE_range;

	if (found != NOWHERE || !(until || is_live(it, ITEM_START)))
		return found;
	for (size_t i = at; i-- > 0 && j->places[i].sentence == j->places[at].sentence;)
		if (is_live(&j->r->items.at[i], ITEM_CYCLE))
			return (int)i;
	return NOWHERE;
}

/* A start without a rhythm opens the date or the stretch behind it; alone it goes on without end. */
static void pass_start(struct joining *j, size_t at)
{
	struct item *it = &j->r->items.at[at];
	int other = find_behind(j, at, ITEM_DATE);

	if (other == NOWHERE)
		other = find_behind(j, at, ITEM_ONGOING);
	if (other == NOWHERE)
		return;
	j->r->items.at[other].start = it->start;
	it->void_date = true;
}

static void take_starts(struct joining *j)
{
	for (size_t i = 0; i < j->r->items.n; i++) {
		int cycle = cycle_of(j, i);

		if (cycle != NOWHERE)
			bound_cycle(j, i, &j->r->items.at[cycle]);
		else if (is_live(&j->r->items.at[i], ITEM_START))
			pass_start(j, i);
	}
}

/* 2016-2020年持续实施, 持续推进至2020年: one stretch with an end, no deadline. */
static void merge_ongoing(struct joining *j)
{
	for (size_t i = 0; i + 1 < j->r->items.n; i++) {
		struct item *a = &j->r->items.at[i], *b = a + 1;
		bool before =
		    is_live(a, ITEM_DATE) && a->weak && b->kind == ITEM_ONGOING && b->from == a->to;
		bool behind = a->kind == ITEM_ONGOING && is_live(b, ITEM_DATE) &&
			      b->before == ROLE_range && b->from == a->to + 1;
		struct item *date = before ? a : b, *ongoing = before ? b : a;

		if (!before && !behind)
			continue;
		ongoing->due = date->due;
		if (date->start != DAY_NONE)
			ongoing->start = date->start;
		ongoing->from = a->from;
		ongoing->to = b->to;
		date->void_date = true;
	}
}

static enum milestone_kind kind_of(const struct item *it)
{
	switch (it->kind) {
	case ITEM_DATE:
		return MILESTONE_DATE;
	case ITEM_CYCLE:
		return MILESTONE_RECURRING;
	case ITEM_LIMIT:
	case ITEM_IMMEDIATE:
		return MILESTONE_RELATIVE;
	case ITEM_START:
	case ITEM_ONGOING:
		return MILESTONE_ONGOING;
	default:
		return MILESTONE_NONE;
	}
}

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

/* The sentence in which item `at` stands. */
static const char *sentence_of(const struct joining *j, size_t at)
{
	const struct reader *r = j->r;
	size_t from = 0, to = r->tokens.n;
	struct span words;

	for (size_t i = 0; i < r->items.n; i++) {
		if (r->items.at[i].kind != ITEM_STOP)
			continue;
		if (i < at)
			from = r->items.at[i].to;
		else if (to == r->tokens.n)
			to = r->items.at[i].from;
	}
	words = reader_words(r, from, to);
	return arena_dupn(r->arena, words.s, words.n);
}

static void add_milestone(struct joining *j, size_t at)
{
	struct reader *r = j->r;
	const struct item *it = &r->items.at[at];
	enum milestone_kind kind = kind_of(it);
	struct milestone *m = find_same(r->out, kind, it);
	struct span words = reader_words(r, it->from, it->to);

	if (!m) {
		m = list_push(r->arena, &r->out->milestones);
		m->kind = kind;
		m->due = it->due;
		m->start = it->start;
		m->alternative = it->alternative;
		m->recurrence = kind == MILESTONE_RECURRING ? it->text : NULL;
		m->relative = kind == MILESTONE_RELATIVE ? it->text : NULL;
		m->line = r->context->line;
		m->source = sentence_of(j, at);
		m->explanation =
		    arena_printf(r->arena, "“%.*s”: %s", (int)words.n, words.s, it->rule);
	}
	j->milestone[at] = (int)(m - r->out->milestones.at);
}

static void add_milestones(struct joining *j)
{
	for (size_t i = 0; i < j->r->items.n; i++) {
		const struct item *it = &j->r->items.at[i];

		if (!it->void_date && kind_of(it) != MILESTONE_NONE)
			add_milestone(j, i);
	}
}

static bool is_dated(const struct joining *j, size_t i)
{
	return j->milestone[i] != NOWHERE && j->r->items.at[i].kind == ITEM_DATE;
}

/* The milestone of a target: the date of its part (before it, else behind it), of its sentence, the latest of all. */
static int milestone_for(const struct joining *j, size_t at)
{
	int in_part = NOWHERE, part_behind = NOWHERE, in_sentence = NOWHERE, behind = NOWHERE,
	    latest = NOWHERE;

	for (size_t i = 0; i < j->r->items.n; i++) {
		int m = j->milestone[i];
		bool same = j->places[i].sentence == j->places[at].sentence;

		if (!is_dated(j, i))
			continue;
		if (i < at && j->places[i].part == j->places[at].part)
			in_part = m;
		else if (i > at && j->places[i].part == j->places[at].part &&
			 part_behind == NOWHERE)
			part_behind = m;
		if (same && i < at)
			in_sentence = m;
		else if (same && behind == NOWHERE)
			behind = m;
		if (latest == NOWHERE ||
		    j->r->items.at[i].due > j->r->out->milestones.at[latest].due)
			latest = m;
	}
	if (in_part != NOWHERE)
		return in_part;
	if (part_behind != NOWHERE)
		return part_behind;
	if (in_sentence != NOWHERE)
		return in_sentence;
	return behind != NOWHERE ? behind : latest;
}

/* Without any date: the rhythm or limit beside which the target stands. */
static int undated_for(const struct joining *j, size_t at)
{
	int found = NOWHERE;

	for (size_t i = 0; i < j->r->items.n; i++)
		if (j->milestone[i] != NOWHERE && (i < at || found == NOWHERE))
			found = j->milestone[i];
	return found;
}

static struct target *push_target(struct joining *j, int milestone)
{
	struct reader *r = j->r;

	if (milestone == NOWHERE)
		return list_push(r->arena, &r->out->loose);
	return list_push(r->arena, &r->out->milestones.at[milestone].targets);
}

static struct target target_of(const struct amount *a, const char *metric, day due)
{
	return (struct target){.metric = metric,
	    .unit = a->unit,
	    .op = a->op,
	    .value = a->value,
	    .due = due,
	    .approximate = a->approximate};
}

/* One amount as targets: a range gives two bounds. */
static struct target *add_targets(
    struct joining *j, const struct amount *a, const char *metric, int milestone)
{
	day due = milestone == NOWHERE ? DAY_NONE : j->r->out->milestones.at[milestone].due;
	struct target *t = push_target(j, milestone);

	*t = target_of(a, metric, due);
	if (isnan(a->high))
		return t;
	t->op = OP_GE;
	t = push_target(j, milestone);
	*t = target_of(a, metric, due);
	t->op = OP_LE;
	t->value = a->high;
	return t;
}

/* The share just before, in the same part, whose items this amount binds: 85%以上事项…不超过1次. */
static bool is_condition(const struct joining *j, size_t at, size_t before)
{
	const struct item *a = &j->r->items.at[before], *b = &j->r->items.at[at];

	return a->kind == ITEM_AMOUNT && a->amount.share && !b->amount.share && a->amount.metric &&
	       j->places[before].part == j->places[at].part && isnan(a->amount.high);
}

static bool is_joined(const struct reader *r, const struct item *a, const struct item *b)
{
	enum role mark = reader_role(r, a->to);

	return a->kind == ITEM_AMOUNT && a->to + 1 == b->from &&
	       (mark == ROLE_LIST_COMMA || mark == ROLE_and || mark == ROLE_COMMA);
}

/* 60%、70%、80%以上: the comparison is said once for all. */
static void share_comparison(struct joining *j)
{
	struct reader *r = j->r;

	for (size_t i = 1; i < r->items.n; i++)
		if (r->items.at[i].kind == ITEM_AMOUNT &&
		    is_joined(r, &r->items.at[i - 1], &r->items.at[i]) &&
		    r->items.at[i].amount.bare)
			r->items.at[i].amount.op = r->items.at[i - 1].amount.op;
	for (size_t i = r->items.n; i-- > 1;)
		if (r->items.at[i].kind == ITEM_AMOUNT &&
		    is_joined(r, &r->items.at[i - 1], &r->items.at[i]) &&
		    r->items.at[i - 1].amount.bare)
			r->items.at[i - 1].amount.op = r->items.at[i].amount.op;
}

/* With 分别 the nth amount belongs to the nth date. */
static int paired_milestone(const struct joining *j, size_t at)
{
	size_t order = 0, dates = 0;
	bool told = false;

	for (size_t i = 0; i < at; i++) {
		told |= j->r->items.at[i].kind == ITEM_RESPECTIVELY;
		order += told && j->r->items.at[i].kind == ITEM_AMOUNT;
	}
	if (!told)
		return NOWHERE;
	for (size_t i = 0; i < at; i++)
		if (is_dated(j, i) && dates++ == order)
			return j->milestone[i];
	return NOWHERE;
}

static const char *default_metric(const struct joining *j, size_t at)
{
	const struct reader *r = j->r;

	for (size_t i = at; i-- > 0;)
		if (r->items.at[i].kind == ITEM_AMOUNT && r->items.at[i].amount.metric &&
		    *r->items.at[i].amount.metric)
			return r->items.at[i].amount.metric;
	return r->context->metric ? r->context->metric : "";
}

static void add_amount(struct joining *j, size_t at, size_t *taken)
{
	struct reader *r = j->r;
	struct item *it = &r->items.at[at];
	struct names metrics = {0};
	int milestone = paired_milestone(j, at);
	struct target *t = NULL;

	if (milestone == NOWHERE)
		milestone = milestone_for(j, at);
	if (milestone == NOWHERE)
		milestone = undated_for(j, at);
	metric_find(r, at, taken, &metrics);
	if (metrics.n == 1 && !*metrics.at[0])
		metrics.at[0] = default_metric(j, at);
	it->amount.metric = metrics.at[0];
	if (at && is_condition(j, at, at - 1) && j->places[at - 1].part == j->places[at].part) {
		struct target *condition = arena_alloc(r->arena, sizeof *condition);

		*condition = target_of(&it->amount, metrics.at[0], DAY_NONE);
		t = milestone == NOWHERE
			? &r->out->loose.at[r->out->loose.n - 1]
			: &r->out->milestones.at[milestone]
			       .targets.at[r->out->milestones.at[milestone].targets.n - 1];
		t->condition = condition;
		return;
	}
	for (size_t i = 0; i < metrics.n; i++)
		add_targets(j, &it->amount, metrics.at[i], milestone);
}

static void add_amounts(struct joining *j)
{
	size_t taken = 0;

	for (size_t i = 0; i < j->r->items.n; i++)
		if (is_live(&j->r->items.at[i], ITEM_AMOUNT))
			add_amount(j, i, &taken);
}

void join_items(struct reader *r)
{
	struct joining j = {.r = r};

	j.places = arena_alloc(r->arena, (r->items.n + 1) * sizeof *j.places);
	j.milestone = arena_alloc(r->arena, (r->items.n + 1) * sizeof *j.milestone);
	find_places(&j);
	drop_references(&j);
	drop_reports(&j);
	take_starts(&j);
	merge_ongoing(&j);
	drop_beaten(&j);
	add_milestones(&j);
	share_comparison(&j);
	add_amounts(&j);
}
