/* Columns and lines for the plain part of a mail. Wrapping takes one piece after the other: a Han character with the
 * marks that must not begin a line, or a word with the spaces behind it. */
#include "remind/layout.h"
#include <string.h>
#include "base/utf8.h"

void layout_add_padded(struct text *out, const char *s, size_t cells)
{
	size_t width = utf8_width(s);

	text_add(out, s);
	for (; width < cells; width++)
		text_addc(out, ' ');
}

/* Full-width marks, quotation marks and brackets: those that open stay with what follows, all others with what
 * stands before. */
static bool is_opening(uint32_t c)
{
	static const char opening[] = "（《〈「『【“‘〔(";
	const char *s = opening, *end = s + strlen(s);

	while (s < end)
		if (utf8_next(&s, end) == c)
			return true;
	return false;
}

static bool is_closing(uint32_t c)
{
	static const char closing[] = "，。、；：？！）》〉」』】”’〕…—·%％";
	const char *s = closing, *end = s + strlen(s);

	while (s < end)
		if (utf8_next(&s, end) == c)
			return true;
	return false;
}

static bool is_breakable(uint32_t before, uint32_t after)
{
	if (before == ' ')
		return after != ' ';
	if (is_closing(after) || is_opening(before))
		return false;
	return utf8_is_han(before) || utf8_is_han(after) || is_closing(before) || is_opening(after);
}

/* The end of the piece that begins at s. */
static const char *piece_end(const char *s, const char *end)
{
	uint32_t before = utf8_next(&s, end);

	while (s < end) {
		const char *next = s;
		uint32_t after = utf8_next(&next, end);

		if (is_breakable(before, after))
			break;
		before = after;
		s = next;
	}
	return s;
}

static void end_line(struct text *out, size_t indent)
{
	while (out->len && out->s[out->len - 1] == ' ')
		out->s[--out->len] = 0;
	text_addc(out, '\n');
	layout_add_padded(out, "", indent);
}

void layout_add_wrapped(struct text *out, const char *s, size_t cells, size_t indent)
{
	const char *end = s + strlen(s);
	size_t used = 0;

	while (s < end) {
		const char *next = piece_end(s, end);
		scope(text) piece = {0};
		size_t width;

		text_addn(&piece, s, (size_t)(next - s));
		width = utf8_width(text_get(&piece));
		if (used && used + width - (next[-1] == ' ') > cells) {
			end_line(out, indent);
			used = 0;
		}
		text_addn(out, s, (size_t)(next - s));
		used += width;
		s = next;
	}
}

void layout_add_cut(struct text *out, const char *s, size_t n)
{
	const char *at = s, *end = s + strlen(s);

	while (at < end && n--)
		utf8_next(&at, end);
	text_addn(out, s, (size_t)(at - s));
	if (at < end)
		text_add(out, "…");
}
