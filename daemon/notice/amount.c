/* Amounts. A comparison may stand before the value, behind it, or on both sides (达到80%以上); what stands behind
 * decides. A number without any comparison is an amount only if its unit measures something. */
#include "notice/amount.h"
#include <math.h>
#include "notice/measure.h"

enum { GAP_MAX = 4, WORDS_MAX = 8 };

struct comparison {
	enum op op;
	bool approximate, said, level;
};

static const enum op pre_ops[] = {
    [ROLE_ge] = OP_GE, [ROLE_le] = OP_LE, [ROLE_gt] = OP_GT, [ROLE_lt] = OP_LT, [ROLE_eq] = OP_EQ};

static bool is_filler(enum role role)
{
	return role == ROLE_filler;
}

/* The words of comparison before a value; the last one counts. */
static size_t read_before(const struct reader *r, size_t i, struct comparison *c)
{
	size_t at = i;

	for (; at < i + WORDS_MAX; at++) {
		const struct token *t = reader_token(r, at);

		if (t->role == ROLE_about)
			c->approximate = true;
		else if (t->role == ROLE_reach)
			c->op = t->number == 2 ? OP_LE : OP_GE;
		else if (t->role == ROLE_hold)
			c->op = c->op ? c->op : OP_LE;
		else if (t->role <= ROLE_eq && pre_ops[t->role])
			c->op = pre_ops[t->role];
		else if (!is_filler(t->role) || at == i)
			break;
		c->said |= !is_filler(t->role);
		c->level |= t->role == ROLE_reach || t->role == ROLE_hold;
	}
	return at - i;
}

/* The words of comparison behind a value; they win over those before it. */
static size_t read_behind(const struct reader *r, size_t i, struct comparison *c)
{
	size_t at = i;

	switch (reader_role(r, at)) {
	case ROLE_or_more:
		c->op = OP_GE;
		break;
	case ROLE_or_less:
	case ROLE_within:
		c->op = OP_LE;
		break;
	case ROLE_and_odd:
		c->op = OP_GT;
		break;
	case ROLE_approximately:
		c->op = OP_EQ;
		c->approximate = true;
		break;
	case ROLE_PLUS:
		if (reader_is(r, at + 1, ROLE_NUMBER))
			return 0;
		c->op = OP_GE;
		break;
	default:
		return 0;
	}
	c->said = true;
	return 1;
}

/* "500万元以下的小微企业": who is meant, not what must hold. */
static bool is_eligibility(
    const struct reader *r, size_t i, const struct measure *m, const struct comparison *before)
{
	enum role role = reader_role(r, i);

	if ((role != ROLE_or_more && role != ROLE_or_less) || before->said || m->percent)
		return false;
	if (reader_is(r, i + 1, ROLE_of) && m->people)
		return true;
	return m->qualifies && (reader_is(r, i + 1, ROLE_of) || reader_is(r, i + 1, ROLE_TEXT));
}

/* A noun: text that begins with a letter, not with the question mark of a lost character. */
static bool starts_word(const struct reader *r, size_t i)
{
	char c = r->text[reader_token(r, i)->from];

	return reader_is(r, i, ROLE_TEXT) && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

/* 1+3, 4+2+N: numbers in a formula. "200+ datasets" is none. */
static bool is_formula(const struct reader *r, size_t i, size_t to)
{
	if (i && reader_is(r, i - 1, ROLE_PLUS))
		return true;
	if (!reader_is(r, to, ROLE_PLUS))
		return false;
	return reader_is(r, to + 1, ROLE_NUMBER) ||
	       (starts_word(r, to + 1) && !(reader_token(r, to + 1)->flags & TOKEN_SPACED));
}

/* Is the number part of a name: 第3, ISO 9001, 4个方面, 〔2016〕, 7×24? */
static bool is_name(const struct reader *r, size_t i, size_t to)
{
	enum role before = i ? reader_role(r, i - 1) : ROLE_END, behind = reader_role(r, to);

	if (before == ROLE_ordinal_mark || before == ROLE_name_before || before == ROLE_SLASH)
		return true;
	if (behind == ROLE_name_after || behind == ROLE_since_event ||
	    behind == ROLE_baseline_after)
		return true;
	return (before == ROLE_OPEN && behind == ROLE_CLOSE) || is_formula(r, i, to);
}

/* A bare number that belongs to a time: 10 in 10月底, 17:00. */
static bool is_part_of_date(const struct reader *r, size_t i, size_t to)
{
	enum { PERIOD = 1, MARK = 2 };
	static const uint8_t after[ROLE_END + 1] = {
	    [ROLE_month] = PERIOD,
	    [ROLE_month_edge] = PERIOD,
	    [ROLE_month_tenday] = PERIOD,
	    [ROLE_month_name] = PERIOD,
	    [ROLE_year] = PERIOD,
	    [ROLE_year_edge] = PERIOD,
	    [ROLE_day] = PERIOD,
	    [ROLE_quarter] = PERIOD,
	    [ROLE_quarter_edge] = PERIOD,
	    [ROLE_hour] = PERIOD,
	    [ROLE_ordinal_end] = PERIOD,
	    [ROLE_tenday] = PERIOD,
	    [ROLE_COLON] = MARK,
	    [ROLE_DASH] = MARK,
	    [ROLE_DOT] = MARK,
	};
	uint8_t next = after[reader_role(r, to)];

	return next && reader_is(r, next == PERIOD ? i : to + 1, ROLE_NUMBER);
}

/* "300 staff": a number of things, not a year, not in brackets. */
static bool is_english_count(const struct reader *r, size_t i, size_t to)
{
	enum { COUNT_DIGITS = 4 };
	const struct token *t = reader_token(r, i);
	enum role before = i ? reader_role(r, i - 1) : ROLE_END;
	bool year = t->digits == COUNT_DIGITS && (t->number / 100 == 19 || t->number / 100 == 20);

	if (!r->english || !starts_word(r, to) || (reader_token(r, to)->flags & TOKEN_QUOTED))
		return false;
	return t->digits <= COUNT_DIGITS && !year && before != ROLE_OPEN && before != ROLE_year &&
	       before != ROLE_COLON;
}

/* May a number without any comparison be an amount? Small Chinese numerals mostly only speak (一个小组). */
static bool stands_alone(const struct reader *r, size_t i, size_t to, const struct measure *m)
{
	enum { SMALL = 10 };
	bool small = (reader_token(r, i)->flags & TOKEN_CHINESE) && m->value <= SMALL &&
		     m->value == floor(m->value);

	if (m->percent || m->measured)
		return true;
	if (m->length || (m->times && m->value == 1))
		return false;
	if (m->counted)
		return !small || (m->times && r->has_every);
	if (*m->unit) /* 100万, but not 100万人口 */
		return reader_role(r, to) >= ROLE_COMMA;
	return is_english_count(r, i, to);
}

static struct item *add(
    struct reader *r, size_t from, size_t to, const struct measure *m, const struct comparison *c)
{
	struct item *it = reader_add(r, ITEM_AMOUNT, from, to);

	it->amount = (struct amount){.op = c->op ? c->op : OP_EQ,
	    .value = m->value,
	    .high = m->high,
	    .approximate = c->approximate,
	    .bare = !c->said,
	    .share = m->percent && !c->level,
	    .unit = m->unit,
	    .suffix = m->suffix};
	if (c->approximate)
		it->amount.op = OP_EQ;
	it->rule = c->said ? "an amount with its comparison" : "an amount by itself";
	return it;
}

/* "达到%以上": the number is gone, and nothing may be invented for it. */
static size_t read_lost(struct reader *r, size_t i, size_t n)
{
	struct span words;

	if (!reader_is(r, i + n, ROLE_percent) || (reader_token(r, i + n)->flags & TOKEN_SPACED))
		return 0;
	words = reader_words(r, i, i + n + 1 + reader_is(r, i + n + 1, ROLE_or_more));
	reader_say(r, "warning", "A number is missing in “%.*s”: look it up in the original.",
	    (int)words.n, words.s);
	return n + 1;
}

static bool is_word(enum role role)
{
	return role == ROLE_TEXT || role == ROLE_verb || role == ROLE_of || role == ROLE_within ||
	       role == ROLE_zero_noun || role == ROLE_sla_verb || role == ROLE_event;
}

/* 最多跑一次, 不少于工作时间的六分之五: what is measured stands between the comparison and the value. */
static size_t skip_measured(const struct reader *r, size_t i)
{
	size_t at = i;

	while (at < i + GAP_MAX && is_word(reader_role(r, at)))
		at++;
	return at - i;
}

/* The value in which a change ends: to 2 days, 提高到70%. */
static size_t read_change_end(struct reader *r, size_t i, struct measure *m)
{
	size_t at = i + read_before(r, i, &(struct comparison){0});

	if (at == i && (reader_is(r, at, ROLE_range) || reader_is(r, at, ROLE_DASH)))
		at++;
	return at > i ? at - i + measure_read(r, at, m) : 0;
}

/* 从7天降到2天, from 7 days to 2 days: where it ends is the target. */
static size_t read_from_to(struct reader *r, size_t i)
{
	struct comparison c = {.said = true, .level = true};
	struct measure a, b;
	size_t at = i + 1 + skip_measured(r, i + 1), n = measure_read(r, at, &a);

	if (!n)
		return 0;
	at += n;
	b = a;
	if (isnan(a.high)) {
		n = read_change_end(r, at, &b);
		if (!n || !*b.unit || a.percent != b.percent)
			return 0;
		at += n;
	} else {
		b.value = a.high;
		b.high = NAN;
	}
	c.op = b.value < a.value ? OP_LE : OP_GE;
	at += read_behind(r, at, &c);
	add(r, i, at, &b, &c)->rule = "where the change ends";
	return at - i;
}

/* 位居全省前三: the number closes the words. */
static bool is_plain_rank(const struct reader *r, size_t i, size_t to)
{
	return i && reader_is(r, i - 1, ROLE_TEXT) && reader_role(r, to) >= ROLE_COMMA &&
	       (reader_token(r, i + 1)->flags & TOKEN_CHINESE);
}

/* 前10名, top 10: a rank, where lower is better. */
static size_t read_rank(struct reader *r, size_t i)
{
	struct comparison c = {.op = OP_LE, .said = true};
	struct measure m;
	size_t n = measure_read(r, i + 1, &m);

	if (!n || (i && reader_is(r, i - 1, ROLE_since_event)))
		return 0;
	if (reader_is(r, i, ROLE_before) && !m.rank && !is_plain_rank(r, i, i + 1 + n))
		return 0;
	add(r, i, i + 1 + n, &m, &c)->rule = "a rank";
	return 1 + n;
}

/* An amount while it is read: the comparison before the value alone, and with the words behind it. */
struct candidate {
	struct comparison before, both;
	struct measure measure;
	size_t gap, value, behind,
	    to; /* tokens: what is measured, the value, what follows it, the end */
};

/* The words of comparison, those of what is measured, the value, the words behind it. False when no value follows. */
static bool read_candidate(struct reader *r, size_t i, struct candidate *c)
{
	struct measure *m = &c->measure;
	size_t n;

	c->gap = c->value = i + read_before(r, i, &c->before);
	n = measure_read(r, c->value, m);
	if (!n && c->before.said && c->before.op != OP_EQ) {
		c->value += skip_measured(r, c->value);
		n = c->value > c->gap ? measure_read(r, c->value, m) : 0;
		n = m->percent || m->counted ? n : 0;
	}
	if (!n)
		return false;
	c->both = c->before;
	if (m->implied_op) {
		c->both.said = true;
		if (!c->before.said || c->before.op == OP_EQ || m->exact)
			c->both.op = m->implied_op;
	}
	c->behind = c->value + n;
	c->to = c->behind + read_behind(r, c->behind, &c->both);
	return true;
}

/* A length of time is an amount only beside a comparison (at least 3 hours), and none where it is a limit (30 days
 * before), or tells who is meant (3年以上工作经验). */
static bool is_mere_length(const struct reader *r, const struct candidate *c)
{
	enum role next = reader_role(r, c->behind);

	if (!c->measure.length)
		return false;
	if (next == ROLE_strictly_before || next == ROLE_before)
		return true;
	if ((!c->before.said || c->before.op == OP_EQ) && c->to == c->behind)
		return true;
	return !c->before.said && reader_is(r, c->to, ROLE_TEXT);
}

/* Is the number something else: part of a date or of a name, a length of time, who is meant? */
static bool is_no_amount(const struct reader *r, const struct candidate *c)
{
	const struct measure *m = &c->measure;

	if (!*m->unit && is_part_of_date(r, c->value, c->behind))
		return true;
	if (is_mere_length(r, c) || is_name(r, c->value, c->behind) ||
	    is_eligibility(r, c->behind, m, &c->before))
		return true;
	return !c->both.said && !stands_alone(r, c->value, c->behind, m);
}

static size_t read_compared(struct reader *r, size_t i)
{
	struct candidate c = {0};
	struct item *it;
	struct span words;

	if (!read_candidate(r, i, &c))
		return c.before.said ? read_lost(r, i, c.gap - i) : 0;
	if (is_no_amount(r, &c))
		return 0;
	it = add(r, i, c.to, &c.measure, &c.both);
	if (c.value > c.gap) {
		words = reader_words(r, c.gap, c.value - reader_is(r, c.value - 1, ROLE_of));
		it->amount.metric = arena_dupn(r->arena, words.s, words.n);
	}
	return c.to - i;
}

size_t amount_read(struct reader *r, size_t i)
{
	switch (reader_role(r, i)) {
	case ROLE_from:
		return read_from_to(r, i);
	case ROLE_rank:
	case ROLE_before:
		return read_rank(r, i);
	default:
		return read_compared(r, i);
	}
}
