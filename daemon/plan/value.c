/* A reported value taken apart, without knowing what it is for: numbers, a share, a scale word, a unit of measure. */
#include "plan/value.h"
#include "base/script.h"
#include "base/span.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SCALE_MAX 1e12

static const struct {
	const char *word;
	double scale;
} scales[] = {{"千", 1e3}, {"万", 1e4}, {"萬", 1e4}, {"亿", 1e8}, {"億", 1e8}};

static bool skip(struct span *rest, const char *word)
{
	if (!span_starts(*rest, word))
		return false;
	rest->s += strlen(word);
	rest->n -= strlen(word);
	return true;
}

static size_t count_digits(const struct span *rest)
{
	size_t n = 0;

	while (n < rest->n && isdigit((unsigned char)rest->s[n]))
		n++;
	return n;
}

static void move_digits(struct span *rest, size_t n, char *digits)
{
	strncat(digits, rest->s, n);
	rest->s += n;
	rest->n -= n;
}

/* Thousands come in threes: 2,000 is two thousand, 2,0 nothing at all. At most 15 digits, which a double holds. */
static bool take_number(struct span *rest, double *out, bool *fraction)
{
	char digits[40] = "";
	size_t n = count_digits(rest);
	bool grouped = n <= 3;

	if (n < 1 || n > 12)
		return false;
	move_digits(rest, n, digits);
	while (grouped && strlen(digits) <= 9 && skip(rest, ",")) {
		if (count_digits(rest) != 3)
			return false;
		move_digits(rest, 3, digits);
	}
	if (skip(rest, ".")) {
		n = count_digits(rest);
		if (n < 1 || strlen(digits) + n > 15)
			return false;
		*fraction = true;
		strcat(digits, ".");
		move_digits(rest, n, digits);
	}
	*out = strtod(digits, NULL);
	return true;
}

static bool is_unit_start(const struct span *rest)
{
	return !rest->n || !(isdigit((unsigned char)*rest->s) || strchr(",./+-", *rest->s));
}

static bool take_scale(struct span *rest, double *scale)
{
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (skip(rest, scales[i].word)) {
			*scale *= scales[i].scale;
			return true;
		}
	return false;
}

static bool take_unit(struct span rest, struct value *out)
{
	rest = span_trim(rest);
	if (skip(&rest, "%") || skip(&rest, "\uff05"))
		out->percent = true;
	else
		while (out->scale <= SCALE_MAX && take_scale(&rest, &out->scale))
			;
	rest = span_trim(rest);
	if (rest.n >= sizeof out->unit || (out->percent && rest.n) || out->scale > SCALE_MAX)
		return false;
	memcpy(out->unit, rest.s ? rest.s : "", rest.n);
	out->unit[rest.n] = 0;
	return true;
}

/* Of an input method, digits and signs may come full width. */
bool value_split(const char *s, struct value *out)
{
	struct value v = {.scale = 1};
	scope(text) narrow = {0};
	struct span rest;
	bool negative;

	script_add_folded(&narrow, s);
	rest = span_trim(span_of(text_get(&narrow)));
	negative = skip(&rest, "-") || skip(&rest, "−");
	if (!negative)
		skip(&rest, "+");
	if (!take_number(&rest, &v.number, &v.fraction))
		return false;
	if (negative)
		v.number = -v.number;
	rest = span_trim(rest);
	if (skip(&rest, "/")) {
		rest = span_trim(rest);
		if (!take_number(&rest, &v.whole, &v.fraction) || v.whole == 0)
			return false;
	}
	if (!is_unit_start(&rest) || !take_unit(rest, &v))
		return false;
	*out = v;
	return true;
}

struct value value_unit(const char *unit)
{
	struct value v = {.scale = 1};

	if (unit && !take_unit(span_of(unit), &v))
		v = (struct value){.scale = 1};
	return v;
}
