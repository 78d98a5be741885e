/* The day of issue, in the forms of letterheads. Deadlines are read elsewhere, by the grammar: here a day
 * is whole or it is none. */
#include "notice/dateline.h"
#include <string.h>
#include <strings.h>
#include "base/utf8.h"
#include "notice/words.h"

enum { ROC_FIRST_YEAR = 1911, LETTERS_MAX = 12 };

struct scan {
	const char *s, *end;
};

static void skip_blanks(struct scan *c)
{
	while (c->s < c->end && (*c->s == ' ' || *c->s == '\t'))
		c->s++;
}

static bool take(struct scan *c, const uint32_t *set)
{
	const char *s;

	skip_blanks(c);
	s = c->s;
	if (s == c->end || !char_in(utf8_next(&s, c->end), set))
		return false;
	c->s = s;
	return true;
}

static int han_digit(uint32_t c)
{
	static const char digits[] = "〇一二三四五六七八九";
	const char *s = digits, *end = digits + sizeof digits - 1;

	if (char_in(c, U"零○０OＯ"))
		return 0;
	for (int i = 0; s < end; i++)
		if (utf8_next(&s, end) == c)
			return i;
	return -1;
}

/* Digits, 二〇二一, 十二, 二十九, 元 (of a Republic's first year); -1: none. *count: digits or characters. */
static int number(struct scan *c, int *count)
{
	int value = 0, digit;
	bool ten = false;

	*count = 0;
	skip_blanks(c);
	while (c->s < c->end && *count < 6) {
		const char *s = c->s;
		uint32_t u = utf8_next(&s, c->end);

		if (u >= '0' && u <= '9') {
			value = value * 10 + (int)(u - '0');
		} else if (u == 0x5341 && *count < 2) { /* 十 */
			value = value ? value * 10 : 10;
			ten = true;
		} else if ((digit = han_digit(u)) >= 0 && (u != 'O' || *count)) {
			value = ten ? value + digit : value * 10 + digit;
		} else {
			break;
		}
		c->s = s;
		++*count;
	}
	return *count ? value : -1;
}

/* The year and its sign; *han: written with 年 rather than 2023-06-05. A Republic's year needs its era, or three
 * digits with 年. 0: none. */
static int numeric_year(struct scan *c, bool *han)
{
	int digits, year;
	bool republic;

	take(c, U"中");
	take(c, U"华華");
	republic = take(c, U"民") && take(c, U"国國");
	year = number(c, &digits);
	*han = take(c, U"年");
	if (year < 0 || (!*han && (digits != 4 || !take(c, U"-/.—"))))
		return 0;
	if (republic || (*han && digits == 3))
		return year + ROC_FIRST_YEAR;
	return digits == 4 ? year : 0;
}

/* 2016年10月29日, 民國113年5月20日, 2023-06-05 */
static day numeric_day(struct scan *c)
{
	bool han;
	int digits, year = numeric_year(c, &han), month, mday;

	if (!year)
		return DAY_NONE;
	month = number(c, &digits);
	if (month < 0 || !take(c, han ? U"月" : U"-/.—"))
		return DAY_NONE;
	mday = number(c, &digits);
	if (mday < 0 || (han && !take(c, U"日号號")))
		return DAY_NONE;
	return civil_day(year, month, mday);
}

static int month_named(const char *s, size_t n)
{
	static const char *const months[] = {"january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december"};

	for (int m = 0; m < 12; m++)
		if (n >= 3 && n <= strlen(months[m]) && !strncasecmp(s, months[m], n))
			return m + 1;
	return 0;
}

static int english_month(struct scan *c)
{
	const char *name;
	size_t n = 0;

	skip_blanks(c);
	name = c->s;
	while (name + n < c->end && n < LETTERS_MAX && (name[n] | 0x20) >= 'a' &&
	       (name[n] | 0x20) <= 'z')
		n++;
	c->s += n;
	take(c, U".");
	return month_named(name, n);
}

/* 20 January 2025, 20th of January 2025, January 20, 2025 */
static day english_day(struct scan *c)
{
	int digits, year, month, mday = number(c, &digits);

	if (mday >= 0) {
		if (c->end - c->s > 2 && memmem("st nd rd th", 11, c->s, 2) && c->s[0] != ' ')
			c->s += 2;
		skip_blanks(c);
		if (c->end - c->s > 3 && !strncasecmp(c->s, "of ", 3))
			c->s += 3;
	}
	month = english_month(c);
	if (!month)
		return DAY_NONE;
	if (mday < 0)
		mday = number(c, &digits);
	take(c, U",");
	year = number(c, &digits);
	return digits == 4 && mday > 0 ? civil_day(year, month, mday) : DAY_NONE;
}

size_t dateline_at(struct span s, day *out)
{
	static day (*const forms[])(struct scan *) = {numeric_day, english_day};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct scan c = {.s = s.s, .end = s.s + s.n};
		day d = forms[i](&c);

		if (d == DAY_NONE)
			continue;
		*out = d;
		return (size_t)(c.s - s.s);
	}
	return 0;
}

bool dateline_find(struct span s, day *out, struct span *before, struct span *behind)
{
	const char *p = s.s, *end = s.s + s.n;
	bool found = false;

	while (p < end) {
		struct span at = {.s = p, .n = (size_t)(end - p)};
		size_t n = *p == ' ' ? 0 : dateline_at(at, out);

		if (!n) {
			utf8_next(&p, end);
			continue;
		}
		found = true;
		*before = (struct span){.s = s.s, .n = (size_t)(p - s.s), .line = s.line};
		*behind = (struct span){.s = p + n, .n = (size_t)(end - p) - n, .line = s.line};
		p += n;
	}
	return found;
}
