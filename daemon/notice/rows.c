/* Headings and the looks of cells, for tables and lists alike. */
#include "notice/rows.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"
#include "notice/labels.h"
#include "notice/read_text.h"

enum { DEADLINE_CHARS = 60, UNIT_CHARS = 24, UNITS_BYTES = 1200, JOINED_BYTES = 16 << 10 };

int heading_level(struct span text)
{
	struct span t = span_trim(text), number = {.s = t.s, .n = number_length(t)};
	const char *s = t.s;
	uint32_t c;

	if (!number.n)
		return 0;
	c = utf8_next(&s, t.s + number.n);
	if (c == 0x7b2c || char_in(c, U"PSC")) /* 第一部分, Part 1 */
		return LEVEL_PART;
	if (char_in(c, U"一二三四五六七八九十百"))
		return LEVEL_CHAPTER;
	if (c == '(' || c == 0xff08) {
		c = utf8_next(&s, t.s + number.n);
		return char_in(c, U"一二三四五六七八九十百") ? LEVEL_SECTION : LEVEL_SUBITEM;
	}
	return c >= '0' && c <= '9' ? LEVEL_ITEM : LEVEL_POINT;
}

static bool is_unit_column(enum column c)
{
	return c == COLUMN_UNITS || c == COLUMN_LEAD || c == COLUMN_SUPPORT;
}

/* Offices stand one a line; of other cells a break in plain text says nothing. */
static const char *clean_cell(const struct rows *r, enum column c, struct span s)
{
	if (is_unit_column(c))
		return arena_dupn(r->arena, s.s, s.n);
	return r->document->soft_breaks ? clean_line(r->arena, s) : clean_lines(r->arena, s);
}

void row_put(struct rows *r, struct row *row, enum column c, struct span s)
{
	const char *text = clean_cell(r, c, s), *before = row->cell[c];
	const char *gap = is_unit_column(c) ? "\n" : c == COLUMN_TASK ? "：" : "；";

	if (before && (strlen(before) > JOINED_BYTES || !strcmp(before, text)))
		return;
	if (c == COLUMN_TASK && before && !utf8_is_han(char_first(span_of(text))))
		gap = ": ";
	row->cell[c] = before ? arena_printf(r->arena, "%s%s%s", before, gap, text) : text;
	if (!before)
		row->line[c] = s.line;
}

void row_put_number(struct rows *r, struct row *row, struct span number)
{
	struct span s = trim_ends(number, U"(（-*+•●)）.、．:：");

	if (s.n)
		row_put(r, row, COLUMN_NO, s);
}

void rows_set_heading(struct rows *r, struct span text, const struct row *row)
{
	struct heading *h = arena_alloc(r->arena, sizeof *h);
	struct row labelled = row ? *row : (struct row){0};
	struct labels found;

	if (!row && labels_split(r->words, text, &found))
		labels_put(r, &labelled, &found);
	memcpy(h->cell, labelled.cell, sizeof h->cell);
	h->text = clean_line(r->arena, text);
	h->line = text.line;
	h->level = heading_level(span_of(h->text));
	h->level = h->level ? h->level : LEVEL_PART; /* <h2> without a number */
	h->up = r->heading;
	while (h->up && h->up->level >= h->level)
		h->up = h->up->up;
	r->heading = h;
}

/* Digits with 年, 月, 日 or 季 behind them, or parted as a date; a word of time. */
bool looks_like_deadline(const struct words *w, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	uint32_t before = 0;

	if (!s.n || char_count(s) > DEADLINE_CHARS)
		return false;
	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		if (char_in(c, U"年月日") && (before == ' ' || (before >= '0' && before <= '9')))
			return true;
		if (char_in(c, U"-/.") && before >= '0' && before <= '9' && at - s.s >= 4 &&
		    p < end && *p >= '0' && *p <= '9')
			return true;
		before = c;
	}
	return words_in(w, WORDS_LOOKS_DEADLINE, s);
}

/* The next name, up to a separator that stands in no bracket. */
static struct span next_name(struct span *rest)
{
	struct span name = {.s = rest->s};
	const char *p = rest->s, *end = rest->s + rest->n;
	int depth = 0;

	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		depth += char_in(c, U"(（");
		depth -= depth && char_in(c, U")）");
		if (depth || !char_in(c, U"、,，;；\n \u3000\t"))
			continue;
		name.n = (size_t)(at - name.s);
		*rest = (struct span){.s = p, .n = (size_t)(end - p)};
		return name;
	}
	name.n = (size_t)(end - name.s);
	*rest = (struct span){0};
	return name;
}

/* Without a bracket at its end. */
static struct span without_bracket(struct span s)
{
	struct span inside;
	size_t n = bracket_at_end(s, &inside);

	return n < s.n ? (struct span){.s = s.s, .n = s.n - n} : s;
}

static bool is_unit_name(const struct words *w, struct span name)
{
	struct span plain = without_bracket(name);

	return char_count(plain) <= UNIT_CHARS &&
	       (words_at_end(w, WORDS_UNITS_ENDINGS, plain) ||
		   words_at_end(w, WORDS_UNITS_BODY, plain) ||
		   words_at_end(w, WORDS_MARKS_LEAD, plain) ||
		   words_at_end(w, WORDS_MARKS_SUPPORT, plain) ||
		   (words_at_start(w, WORDS_UNITS_EACH, plain) &&
		       words_at_end(w, WORDS_UNITS_PLACE, plain)));
}

bool looks_like_units(const struct words *w, struct span s)
{
	struct span rest = span_trim(s);
	size_t names = 0, fitting = 0;

	if (!rest.n || rest.n > UNITS_BYTES)
		return false;
	while (rest.n) {
		struct span name = span_trim(next_name(&rest));

		if (!name.n)
			continue;
		names++;
		fitting += is_unit_name(w, name);
	}
	return names && fitting * 4 >= names * 3;
}
