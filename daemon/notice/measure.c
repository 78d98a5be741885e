/* Values and their units. 万 and 亿 stay with the unit, fractions become per cent with four decimals, and what has no
 * number at all (全部, 清零, 减半) is given the one that it means. */
#include "notice/measure.h"
#include <math.h>
#include "notice/length.h"

enum unit_kind { UNIT_COUNT, UNIT_TIMES, UNIT_MEASURE, UNIT_RANK, UNIT_QUALIFIES };
enum { PERCENT_DECIMALS = 10000, TENTH = 10 };

static double round_decimals(double value)
{
	return round(value * PERCENT_DECIMALS) / PERCENT_DECIMALS;
}

static size_t set_percent(struct measure *m, double value, size_t n)
{
	m->value = round_decimals(value);
	m->unit = "%";
	m->percent = true;
	return n;
}

static const char *copy_words(struct reader *r, size_t from, size_t to)
{
	struct span words = reader_words(r, from, to);

	return arena_dupn(r->arena, words.s, words.n);
}

static size_t read_percent(struct reader *r, size_t i, struct measure *m)
{
	if (!reader_is(r, i, ROLE_percent) && !reader_is(r, i, ROLE_points))
		return 0;
	m->percent = true;
	m->unit = reader_token(r, i)->number == 2 ? "‰" : "%";
	if (reader_is(r, i, ROLE_points))
		m->unit = copy_words(r, i, i + 1);
	return 1;
}

static void set_kind(struct measure *m, enum unit_kind kind, bool scaled)
{
	m->counted = kind == UNIT_COUNT || kind == UNIT_TIMES || kind == UNIT_RANK;
	m->times = kind == UNIT_TIMES;
	m->rank = kind == UNIT_RANK;
	m->qualifies = kind == UNIT_QUALIFIES;
	m->measured = kind == UNIT_MEASURE || kind == UNIT_QUALIFIES || scaled;
}

/* (次) behind 万场, /立方米 behind 微克. */
static size_t skip_unit_tail(const struct reader *r, size_t i)
{
	size_t at = i;
	enum role per;

	if (reader_is(r, at, ROLE_OPEN) && reader_is(r, at + 1, ROLE_unit) &&
	    reader_is(r, at + 2, ROLE_CLOSE))
		at += 3;
	per = reader_role(r, at + 1);
	if (reader_is(r, at, ROLE_SLASH) &&
	    (per == ROLE_unit || per == ROLE_year || per == ROLE_day))
		at += 2;
	return at - i;
}

/* Is token i the unit of a length of time (5个工作日, 200多个工作日)? */
static bool is_length_unit(const struct reader *r, size_t i)
{
	struct length length;

	if (!i)
		return false;
	return length_read(r, i - 1, &length) == 2 ||
	       (reader_is(r, i, ROLE_span) && reader_is(r, i - 1, ROLE_and_odd));
}

/* Unit words with what they may have around: 万场(次), 微克/立方米, 万千瓦时. */
static size_t read_unit(struct reader *r, size_t i, struct measure *m)
{
	size_t at = i;

	if (read_percent(r, i, m))
		return 1;
	while (reader_is(r, at, ROLE_scale))
		at++;
	if (reader_is(r, at, ROLE_unit)) {
		set_kind(m, (enum unit_kind)reader_token(r, at)->number, at > i);
		at++;
		at += skip_unit_tail(r, at);
	} else if (reader_is(r, at, ROLE_minute)) { /* 90分 of a mark */
		m->measured = true;
		at++;
	} else if (at == i && is_length_unit(r, i)) {
		m->length = true;
		at++;
	}
	m->unit = at > i ? copy_words(r, i, at) : "";
	m->people = !strcmp(m->unit, "人");
	return at - i;
}

/* 2.36万个, 60%-70%, 5—10家. */
static size_t read_number(struct reader *r, size_t i, struct measure *m)
{
	size_t at = i + 1, unit;

	m->value = reader_is(r, i, ROLE_number_word) ? reader_token(r, i)->number
						     : reader_token(r, i)->value;
	if (reader_is(r, at, ROLE_and_odd))
		at++;
	unit = read_unit(r, at, m);
	at += unit;
	if ((reader_is(r, at, ROLE_DASH) || reader_is(r, at, ROLE_range) ||
		(reader_is(r, at, ROLE_and) && i && reader_is(r, i - 1, ROLE_between))) &&
	    reader_is_number(r, at + 1)) {
		struct measure high = {.high = NAN};
		size_t n = 1 + read_unit(r, at + 2, &high);

		if ((!unit || m->percent == high.percent) && *high.unit) {
			high.high = reader_token(r, at + 1)->value;
			high.value = m->value;
			*m = high;
			return at + 1 + n - i;
		}
	}
	if (reader_is(r, i + 1, ROLE_and_odd))
		m->implied_op = OP_GT;
	return at - i;
}

/* 百分之九十五点五, 千分之三. */
static size_t read_per_part(const struct reader *r, size_t i, struct measure *m)
{
	if (!reader_is_number(r, i + 1))
		return 0;
	set_percent(m, reader_token(r, i + 1)->value, 0);
	if (reader_token(r, i)->number == 2)
		m->unit = "‰";
	return 2;
}

/* 六分之五, 八成五. */
static size_t read_fraction(const struct reader *r, size_t i, struct measure *m)
{
	const struct token *a = reader_token(r, i), *b = reader_token(r, i + 2);
	bool more = reader_is_number(r, i + 2);

	if (reader_is(r, i + 1, ROLE_parts) && more && a->value > 0)
		return set_percent(m, 100 * b->value / a->value, 3);
	if (!reader_is(r, i + 1, ROLE_tenth) || a->value > 10)
		return 0;
	more = more && (b->flags & TOKEN_CHINESE) && b->value < TENTH;
	return set_percent(m, a->value * TENTH + (more ? b->value : 0), 2 + more);
}

/* 增加一倍 is +100 %; 3倍 stays what it is. */
static size_t read_fold(struct reader *r, size_t i, struct measure *m)
{
	if (!reader_is(r, i + 1, ROLE_fold))
		return 0;
	m->value = reader_token(r, i)->value;
	m->unit = copy_words(r, i + 1, i + 2);
	m->measured = true;
	return 2;
}

/* 零次跑动, 零事故: nothing of what follows. */
static size_t read_zero(struct reader *r, size_t i, struct measure *m)
{
	size_t at = i + 1;

	m->value = 0;
	m->unit = "";
	m->implied_op = OP_EQ;
	m->exact = true;
	if (reader_is(r, at, ROLE_unit)) {
		m->unit = copy_words(r, at, at + 1);
		return 2;
	}
	if (reader_role(r, at) >= ROLE_COMMA)
		return 1; /* 差错率为零 */
	if (!reader_is(r, at, ROLE_zero_noun) && !reader_is(r, at, ROLE_change))
		return 0;
	if (reader_token(r, at)->number)
		m->unit = "次";
	m->suffix = copy_words(r, at, at + 1);
	return 2;
}

static size_t set_word(struct measure *m, double value, const char *unit, enum op op)
{
	m->value = value;
	m->unit = unit;
	m->percent = *unit != '\0';
	m->implied_op = op;
	m->exact = op != OP_NONE;
	return 1;
}

/* 全部清零, 全部达到95%: what follows says more than 全部. */
static bool is_stated_again(const struct reader *r, size_t i)
{
	enum role role = reader_role(r, i);

	return role == ROLE_zero_state || role == ROLE_coverage || role == ROLE_reach ||
	       role == ROLE_ge || role == ROLE_NUMBER;
}

/* Words that are amounts by themselves. */
static size_t read_word(struct reader *r, size_t i, struct measure *m)
{
	const struct token *t = reader_token(r, i);

	switch (t->role) {
	case ROLE_fraction:
		return set_word(m, t->number / (double)PERCENT_DECIMALS, "%", OP_NONE);
	case ROLE_majority:
		return set_word(m, 50, "%", OP_GT);
	case ROLE_whole:
		if (is_stated_again(r, i + 1))
			return 0;
		return set_word(m, 100, "%", OP_EQ);
	case ROLE_coverage:
		m->suffix = t->flags & TOKEN_LATIN ? "coverage" : "覆盖";
		return set_word(m, 100, "%", OP_EQ);
	case ROLE_zero_state:
		return set_word(m, 0, "", OP_EQ);
	case ROLE_double:
		m->suffix = t->flags & TOKEN_LATIN ? NULL : "增长";
		return set_word(m, t->number, "%", OP_NONE);
	case ROLE_halve:
		m->suffix = t->flags & TOKEN_LATIN ? NULL : copy_words(r, i, i + 1);
		return set_word(m, 50, "%", OP_NONE);
	default:
		return 0;
	}
}

/* A sum with its sign in front: $5 million. */
static size_t read_money(struct reader *r, size_t i, struct measure *m)
{
	size_t n = 2;

	if (!reader_is_number(r, i + 1))
		return 0;
	m->value = reader_token(r, i + 1)->value;
	n += reader_is(r, i + 2, ROLE_scale);
	m->unit = n == 3 ? arena_printf(r->arena, "%s %s", copy_words(r, i, i + 1),
			       copy_words(r, i + 2, i + 3))
			 : copy_words(r, i, i + 1);
	m->measured = true;
	return n;
}

size_t measure_read(struct reader *r, size_t i, struct measure *out)
{
	size_t n;

	*out = (struct measure){.high = NAN, .unit = ""};
	switch (reader_role(r, i)) {
	case ROLE_NUMBER:
		if (!reader_is_number(r, i))
			return 0;
		n = read_fraction(r, i, out);
		if (!n)
			n = read_fold(r, i, out);
		return n ? n : read_number(r, i, out);
	case ROLE_number_word:
		return read_number(r, i, out);
	case ROLE_per_part:
		return read_per_part(r, i, out);
	case ROLE_zero:
		return read_zero(r, i, out);
	case ROLE_money:
		return read_money(r, i, out);
	default:
		return read_word(r, i, out);
	}
}
