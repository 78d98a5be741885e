/* Numbers in either writing. Digits keep how they were written (2018.6 may be a month, 0312 no count),
 * because only the rules above know what they stand for. */
#include "notice/number.h"

enum { MAX_DIGITS = 9, YEAR_DIGITS = 4, GROUP = 3 };

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f;
}

static size_t count_digits(const uint32_t *s, size_t n)
{
	size_t i = 0;

	while (i < n && is_digit(s[i]))
		i++;
	return i;
}

/* Take digits into the number; those beyond nine are counted but no longer added up. */
static void take_digits(struct token *t, const uint32_t *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		t->value = 10 * t->value + (s[i] - '0');
		if (t->digits < MAX_DIGITS)
			t->number = 10 * t->number + (int32_t)(s[i] - '0');
		if (t->digits < UINT8_MAX)
			t->digits++;
	}
}

/* How far "," or a blank and three digits go on from i. */
static size_t next_group(const uint32_t *s, size_t n, size_t i)
{
	if (i + GROUP >= n || !(s[i] == ',' || is_blank(s[i])))
		return 0;
	return count_digits(s + i + 1, n - i - 1) == GROUP ? GROUP + 1 : 0;
}

/* "20 18年": a year with a blank inside. Length of the whole, 0 when it is none. */
static size_t broken_year(const uint32_t *s, size_t n, struct token *t)
{
	size_t i = 0, digits = 0;

	while (i < n && digits <= YEAR_DIGITS && (is_digit(s[i]) || (is_blank(s[i]) && digits)))
		digits += is_digit(s[i++]);
	if (digits != YEAR_DIGITS || i >= n || s[i] != 0x5e74 || is_blank(s[i - 1]))
		return 0;
	for (size_t at = 0; at < i; at++)
		take_digits(t, s + at, is_digit(s[at]));
	return i;
}

/* The whole is taken as one integer and divided once, so that 2.36 is the nearest there is to 2.36. */
static size_t take_decimals(struct token *t, const uint32_t *s, size_t n)
{
	size_t digits = count_digits(s, n);
	double weight = 1;

	for (size_t i = 0; i < digits && i < MAX_DIGITS; i++, weight *= 10) {
		t->value = 10 * t->value + (s[i] - '0');
		t->decimal = 10 * t->decimal + (int32_t)(s[i] - '0');
	}
	t->value /= weight;
	t->decimals = (uint8_t)(digits < UINT8_MAX ? digits : UINT8_MAX);
	return digits;
}

/* A point with digits behind it, and no further point: 2.36, but not 106.12.31. */
static bool is_decimal(const uint32_t *s, size_t n, size_t i)
{
	size_t digits;

	if (i + 1 >= n || s[i] != '.' || !is_digit(s[i + 1]))
		return false;
	digits = count_digits(s + i + 1, n - i - 1);
	i += 1 + digits;
	return i + 1 >= n || s[i] != '.' || !is_digit(s[i + 1]);
}

size_t number_read_digits(const uint32_t *s, size_t n, struct token *out)
{
	size_t i, first, more;

	*out = (struct token){.role = ROLE_NUMBER};
	if (!n || !is_digit(s[0]))
		return 0;
	i = broken_year(s, n, out);
	if (i)
		return i;
	i = first = count_digits(s, n);
	take_digits(out, s, i);
	while (s[0] != '0' && first <= GROUP && (more = next_group(s, n, i))) {
		take_digits(out, s + i + 1, GROUP);
		i += more;
	}
	if (is_decimal(s, n, i))
		i += 1 + take_decimals(out, s + i + 1, n - i - 1);
	return i;
}

/* What a Chinese numeral adds: a digit, a power of ten inside a section, or a section's end. */
struct numeral {
	uint32_t c;
	int digit; /* -1: none */
	int power;
};
static const struct numeral numerals[] = {
    {0x3007, 0, 0},
    {0x25cb, 0, 0},
    {0x96f6, 0, 0},
    {0x4e00, 1, 0},
    {0x4e8c, 2, 0},
    {0x4e24, 2, 0},
    {0x4e09, 3, 0},
    {0x56db, 4, 0},
    {0x4e94, 5, 0},
    {0x516d, 6, 0},
    {0x4e03, 7, 0},
    {0x516b, 8, 0},
    {0x4e5d, 9, 0},
    {0x5341, -1, 10},
    {0x767e, -1, 100},
    {0x5343, -1, 1000},
    {0x4e07, -1, 10000},
    {0x4ebf, -1, 100000000},
};
enum { CHINESE_POINT = 0x70b9, TEN_THOUSAND = 10000, HUNDRED = 100 };

static const struct numeral *numeral_of(uint32_t c)
{
	if (c < 0x25cb)
		return NULL;
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (numerals[i].c == c)
			return &numerals[i];
	return NULL;
}

/* A sum of numerals on its way: 三千二百一十 is one section, 万 and 亿 close sections. */
struct sum {
	double total, section;
	int digit;	/* read and not yet weighed; -1: none */
	int last_power; /* of the numeral before */
	size_t digits;
};

static void add_numeral(struct sum *s, const struct numeral *n)
{
	if (n->power >= TEN_THOUSAND) {
		s->total = (s->total + s->section + (s->digit > 0 ? s->digit : 0)) * n->power;
		s->section = 0;
	} else if (n->power) {
		s->section += (s->digit < 0 ? 1 : s->digit) * n->power;
	}
	s->digit = n->power ? -1 : n->digit;
	s->last_power = n->power ? n->power : n->digit ? s->last_power : 0;
	s->digits++;
}

/* How many of the characters are numerals, and whether all of them are digits. */
static size_t count_numerals(const uint32_t *s, size_t n, bool *positional)
{
	const struct numeral *one;
	size_t i = 0;

	*positional = true;
	while (i < n && (one = numeral_of(s[i]))) {
		if (one->power)
			*positional = false;
		i++;
	}
	while (i && (one = numeral_of(s[i - 1])) && one->power >= TEN_THOUSAND)
		i--;
	*positional = *positional && i > 1;
	return i;
}

static double weigh(const uint32_t *s, size_t n)
{
	struct sum sum = {.digit = -1};

	for (size_t i = 0; i < n; i++) {
		const struct numeral *one = numeral_of(s[i]);

		if (one)
			add_numeral(&sum, one);
	}
	if (sum.digit > 0 && sum.last_power >= HUNDRED) /* 一百二: a hundred and two tens */
		sum.digit *= sum.last_power / 10;
	return sum.total + sum.section + (sum.digit > 0 ? sum.digit : 0);
}

/* 点五: the decimals behind a number. */
static size_t read_chinese_decimals(const uint32_t *s, size_t n, struct token *out)
{
	const struct numeral *one;
	double weight = 1;
	size_t i = 1;

	if (n < 2 || s[0] != CHINESE_POINT)
		return 0;
	for (; i < n && i <= MAX_DIGITS && (one = numeral_of(s[i])) && !one->power;
	     i++, weight *= 10)
		out->value = 10 * out->value + one->digit;
	out->value /= weight;
	out->decimals = (uint8_t)(i - 1);
	return i > 1 ? i : 0;
}

size_t number_read_chinese(const uint32_t *s, size_t n, struct token *out)
{
	const struct numeral *first = n ? numeral_of(s[0]) : NULL;
	bool positional;
	size_t i;

	*out = (struct token){.role = ROLE_NUMBER, .flags = TOKEN_CHINESE};
	if (!first || first->power >= HUNDRED)
		return 0;
	i = count_numerals(s, n, &positional);
	if (!i)
		return 0;
	for (size_t at = 0; positional && at < i; at++)
		out->value = 10 * out->value + numeral_of(s[at])->digit;
	if (positional)
		out->flags |= TOKEN_POSITIONAL;
	else
		out->value = weigh(s, i);
	out->number = out->value < 1e9 ? (int32_t)out->value : 0;
	out->digits = (uint8_t)(i < UINT8_MAX ? i : UINT8_MAX);
	return i + read_chinese_decimals(s + i, n - i, out);
}

static bool is_false_digit(uint32_t c)
{
	return c == 'l' || c == 'o' || c == 'i';
}

size_t number_read_damaged(const uint32_t *s, size_t n, struct token *out)
{
	size_t i = 0, digits = 0;

	for (; i < n && (is_digit(s[i]) || is_false_digit(s[i])); i++)
		digits += is_digit(s[i]);
	*out = (struct token){.role = ROLE_NUMBER, .flags = TOKEN_DAMAGED};
	if (!digits || digits == i || i >= n || !(s[i] >= 0x2e80 || s[i] == '%'))
		return 0;
	return i;
}
