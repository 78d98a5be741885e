/* Plain text is read line by line: where a table begins, its reader takes over; all else is paragraphs.
 * A line that was only broken at the margin is joined with the next, judged by its width and its end. */
#include "notice/read_text.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/words.h"

enum {
	FULL_LINE_CELLS = 50,  /* a line shorter than that was ended on purpose */
	FULL_LATIN_CELLS = 62, /* the same for Latin letters, whose lines are broken later */
	LABEL_CHARS = 12,
	NUMBER_CHARS = 6,
	PARAGRAPH_BYTES = 1 << 20
};

bool is_rule(struct span line)
{
	struct span s = span_trim(line);

	for (size_t i = 0; i < s.n; i++)
		if (!strchr("-=+|:*_ \t", s.s[i]))
			return false;
	return s.n >= 3;
}

static bool is_numeral(uint32_t c)
{
	return (c >= '0' && c <= '9') || char_in(c, U"一二三四五六七八九十百零〇");
}

/* "6月", "2021年": digits that no decimal point can stand before. */
static bool opens_with_day(struct span t)
{
	size_t n = 0;
	uint32_t c;

	while (n < t.n && n < 5 && t.s[n] >= '0' && t.s[n] <= '9')
		n++;
	c = char_first((struct span){.s = t.s + n, .n = t.n - n});
	return (n <= 2 && c == 0x6708) || (n == 4 && c == 0x5e74);
}

/* "1." "1、" "1）" "一、": a numeral with its sign; 3.5 is none. */
static size_t plain_number(struct span t)
{
	const char *s = t.s, *end = t.s + t.n;
	int digits = 0;
	uint32_t c = 0;

	while (s < end && digits < NUMBER_CHARS && is_numeral(c = utf8_next(&s, end)))
		digits++;
	if (!digits || !char_in(c, U".、．,)）:："))
		return 0;
	if (s < end && *s >= '0' && *s <= '9' &&
	    !opens_with_day((struct span){.s = s, .n = (size_t)(end - s)}))
		return 0;
	return char_in(c, U",:：") ? 0 : (size_t)(s - t.s);
}

/* "(1)" "（一）" */
static size_t bracketed_number(struct span t)
{
	const char *s = t.s, *end = t.s + t.n;
	int digits = 0;
	uint32_t c;

	if (s == end || !char_in(utf8_next(&s, end), U"(（"))
		return 0;
	while (s < end && digits <= NUMBER_CHARS) {
		c = utf8_next(&s, end);
		if (char_in(c, U")）"))
			return digits ? (size_t)(s - t.s) : 0;
		if (!is_numeral(c))
			return 0;
		digits++;
	}
	return 0;
}

/* "第一部分", "第二章" and the blank behind it */
static size_t part_number(struct span t)
{
	const char *s = t.s, *end = t.s + t.n;
	int digits = 0;
	uint32_t c = 0;

	utf8_next(&s, end);
	while (s < end && digits < NUMBER_CHARS && is_numeral(c = utf8_next(&s, end)))
		digits++;
	if (!digits || !char_in(c, U"部章编篇节類类"))
		return 0;
	if (c == 0x90e8 && (s == end || utf8_next(&s, end) != 0x5206)) /* 部分, not 部 */
		return 0;
	return s == end || char_in(char_first((struct span){.s = s, .n = (size_t)(end - s)}),
			       U" \u3000:：、")
		   ? (size_t)(s - t.s)
		   : 0;
}

/* "Part 2", "Section IV" with a sign or an end behind. */
static size_t english_part(struct span t)
{
	static const char *const words[] = {
	    "Part ", "PART ", "Section ", "SECTION ", "Chapter ", "CHAPTER "};
	size_t n = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		n = span_starts(t, words[i]) ? strlen(words[i]) : n;
	if (!n)
		return 0;
	while (n < t.n && strchr("0123456789IVX", t.s[n]))
		n++;
	return n == t.n || strchr(" .:-)", t.s[n]) ? n : 0;
}

/* "- 建设", "+" alone */
static size_t bullet(struct span t)
{
	if (t.n > 1 && t.s[1] != ' ')
		return 0;
	return t.n < 2 ? t.n : 2;
}

size_t number_length(struct span text)
{
	const char *s = text.s, *end = text.s + text.n;
	uint32_t c = s < end ? utf8_next(&s, end) : 0;

	if ((c >= 0x2460 && c <= 0x249b) || char_in(c, U"•●")) /* ① ⑴ ⒈ */
		return (size_t)(s - text.s);
	if (char_in(c, U"-*+"))
		return bullet(text);
	if (c == 0x7b2c) /* 第 */
		return part_number(text);
	if (char_in(c, U"PSC"))
		return english_part(text);
	return char_in(c, U"(（") ? bracketed_number(text) : plain_number(text);
}

/* Does it open with a label ("责任单位：…")? */
static bool opens_with_label(struct span t)
{
	const char *s = t.s, *end = t.s + t.n;

	for (int i = 0; s < end && i <= LABEL_CHARS; i++) {
		uint32_t c = utf8_next(&s, end);

		if (c == ':' || c == 0xff1a)
			return i > 0;
	}
	return false;
}

static bool is_indented(struct span line)
{
	return line.n > 2 &&
	       (line.s[0] == '\t' || !memcmp(line.s, "  ", 2) || !memcmp(line.s, "\u3000", 3));
}

/* Columns, without counting each character's: a Han character has three bytes and two columns. */
static size_t rough_width(struct span s)
{
	size_t wide = 0;

	for (size_t i = 0; i < s.n; i++)
		wide += (unsigned char)s.s[i] >= 0xe0;
	return s.n - wide;
}

static size_t full_width(struct span s)
{
	return utf8_is_han(char_first(s)) || utf8_is_han(char_last(s)) ? FULL_LINE_CELLS
								       : FULL_LATIN_CELLS;
}

static bool ends_sentence(struct span s)
{
	return !s.n || char_in(char_last(s), U".。;；:：!！?？)）】…|");
}

/* A line that is whole by what it says: a title; a number of an office. */
static bool is_whole(const struct words *w, struct span s)
{
	return words_at_end(w, WORDS_TITLES_ENDING, s) ||
	       (char_in(char_last(s), U"号號") && memmem(s.s, s.n, "〔", 3));
}

/* Is `line` the rest of a sentence that `above` could not hold? */
static bool continues(const struct words *w, struct span above, struct span line)
{
	struct span a = span_trim(above), b = span_trim(line);

	return a.n && b.n && rough_width(a) >= full_width(a) && !ends_sentence(a) &&
	       !is_indented(line) && !number_length(b) && !opens_with_label(b) && !is_rule(b) &&
	       !memchr(b.s, '|', b.n) && !is_whole(w, a) && !is_whole(w, b);
}

/* Take the hashes of "## Title", the stars of "**Title**". */
static struct span strip_markup(struct span s, bool *heading)
{
	struct span t = span_trim(s);

	*heading = t.n && *t.s == '#';
	while (t.n && *t.s == '#') {
		t.s++;
		t.n--;
	}
	t = span_trim(t);
	if (t.n > 4 && !memcmp(t.s, "**", 2) && !memcmp(t.s + t.n - 2, "**", 2)) {
		t.s += 2;
		t.n -= 4;
	}
	return t;
}

static void read_paragraph(struct span *rest, const struct words *w, struct document *d)
{
	struct span line, last, whole, ahead;
	bool heading;

	if (!span_next_line(rest, &line) || is_rule(line))
		return;
	whole = last = line;
	ahead = *rest;
	while (whole.n < PARAGRAPH_BYTES && span_next_line(&ahead, &line) &&
	       continues(w, last, line)) {
		whole.n = (size_t)(line.s + line.n - whole.s);
		last = line;
		*rest = ahead;
	}
	whole = strip_markup(whole, &heading);
	document_add_paragraph(d, whole, heading);
}

void read_text(struct span text, const struct words *w, struct document *d)
{
	struct span rest = text;

	d->soft_breaks = true;
	rest.line = 1;
	while (rest.n)
		if (!read_cells(&rest, w, d) && !read_rows(&rest, w, d))
			read_paragraph(&rest, w, d);
}
