/* Traditional and Simplified Chinese as one. The table is sorted by the Traditional character; the
 * search has no branch that a processor could guess wrongly, since it runs once a character of
 * everything that is read. */
#include "base/script.h"
#include "base/utf8.h"
#include <string.h>

static const struct {
	uint32_t traditional, simplified;
} map[] = {
#include "script-map.inc"
};
enum { MAP_SIZE = sizeof map / sizeof *map };

uint32_t script_fold(uint32_t c)
{
	size_t at = 0, n = MAP_SIZE;

	if (c < map[0].traditional)
		return c;
	while (n > 1) {
		size_t half = n / 2;

		at += map[at + half].traditional <= c ? half : 0;
		n -= half;
	}
	return map[at].traditional == c ? map[at].simplified : c;
}

/* For matching words: narrow, lower case, Simplified. */
static uint32_t fold(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	return script_fold(c);
}

void script_add_folded(struct text *out, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end)
		utf8_add(out, fold(utf8_next(&s, end)));
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x3000;
}

/* The next character that is not white space, folded; 0 at the end. Four bytes ahead are all that
 * it needs to see, so a long text is not measured again for each character. */
static uint32_t next_folded(const char **s)
{
	while (**s) {
		uint32_t c = utf8_next(s, *s + strnlen(*s, 4));

		if (!is_blank(c))
			return fold(c);
	}
	return 0;
}

/* Is `part` at the start of `whole`? *rest becomes what stands behind it. */
static bool starts_with(const char *whole, const char *part, const char **rest)
{
	uint32_t c;

	while ((c = next_folded(&part)))
		if (next_folded(&whole) != c)
			return false;
	*rest = whole;
	return true;
}

bool script_equal(const char *a, const char *b)
{
	const char *rest;

	return starts_with(a, b, &rest) && !next_folded(&rest);
}

bool script_holds(const char *whole, const char *part)
{
	const char *rest;

	for (; !starts_with(whole, part, &rest); next_folded(&whole))
		if (!*whole)
			return false;
	return true;
}
