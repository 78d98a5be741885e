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

/* A text on its way to its end. */
struct walk {
	const char *s, *end;
};

static struct walk walk_of(const char *s)
{
	return (struct walk){s, s + strlen(s)};
}

/* The next character that is not white space, folded; 0 at the end. */
static uint32_t next_folded(struct walk *w)
{
	while (w->s < w->end) {
		uint32_t c = utf8_next(&w->s, w->end);

		if (!is_blank(c))
			return fold(c);
	}
	return 0;
}

/* Does `whole` go on with all of `part`? It has walked over it then. */
static bool goes_on_with(struct walk *whole, struct walk part)
{
	uint32_t c;

	while ((c = next_folded(&part)))
		if (next_folded(whole) != c)
			return false;
	return true;
}

bool script_equal(const char *a, const char *b)
{
	struct walk whole = walk_of(a);

	if (a && b && strcmp(a, b) == 0)
		return true; /* the rule, and a tenth of the way */
	return goes_on_with(&whole, walk_of(b)) && !next_folded(&whole);
}

bool script_holds(const char *whole, const char *part)
{
	struct walk at = walk_of(whole), rest = walk_of(part);
	uint32_t first = next_folded(&rest), c;

	if (!first)
		return true;
	while ((c = next_folded(&at))) {
		struct walk ahead = at;

		if (c == first && goes_on_with(&ahead, rest))
			return true;
	}
	return false;
}

/* Where a * stood last, everything may be taken up again one character later. */
bool script_matches(const char *pattern, const char *name)
{
	struct walk p = walk_of(pattern), s = walk_of(name), behind_star = {0}, taken = {0};

	for (;;) {
		struct walk p_next = p, s_next = s;
		uint32_t c = next_folded(&p_next), d = next_folded(&s_next);

		if (c == '*') {
			p = behind_star = p_next;
			taken = s;
		} else if (c && d && (c == '?' || c == d)) {
			p = p_next;
			s = s_next;
		} else if (!c && !d) {
			return true;
		} else {
			if (!behind_star.s || !next_folded(&taken))
				return false;
			p = behind_star;
			s = taken;
		}
	}
}

bool script_is_pattern(const char *s)
{
	struct walk w = walk_of(s);
	uint32_t c;

	while ((c = next_folded(&w)))
		if (c == '*' || c == '?')
			return true;
	return false;
}
