/* Labels inside a paragraph. Each colon is looked at once: is what stands before it, back to the nearest
 * separator, the name of a column? What no label names is read off the bracket at the end. */
#include "notice/labels.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/read_text.h"

enum { LABEL_BYTES = 72, BRACKET_BYTES = 1500 };

static bool is_label(enum column c)
{
	return c == COLUMN_TASK || c == COLUMN_UNITS || c == COLUMN_LEAD || c == COLUMN_SUPPORT ||
	       c == COLUMN_DEADLINE || c == COLUMN_START || c == COLUMN_MEASURE ||
	       c == COLUMN_PERSON || c == COLUMN_NOTE;
}

/* Back from a colon to the start of the name before it. */
static const char *name_start(const char *start, const char *colon)
{
	const char *p = colon;

	while (p > start && colon - p <= LABEL_BYTES) {
		const char *q = p;
		uint32_t c;

		do
			q--;
		while (q > start && ((unsigned char)*q & 0xc0) == 0x80);
		c = utf8_next(&(const char *){q}, colon);
		if (char_in(c, U";；。,，(（\n\u3000【】[|、·:：") || (c == '.' && p[0] == ' '))
			return p;
		p = q;
	}
	return p;
}

/* Past the first blank of a name; empty when it has none. */
static struct span behind_blank(struct span name)
{
	const char *gap = memchr(name.s, ' ', name.n);

	return gap ? span_trim((struct span){.s = gap, .n = (size_t)(name.s + name.n - gap)})
		   : (struct span){0};
}

/* The label that ends before `colon`; *from receives where it begins, behind its number. A name behind a blank
 * is tried too: "县水利局 配合单位：". */
static enum column label_before(
    const struct words *w, struct span text, const char *colon, const char **from)
{
	const char *start = name_start(text.s, colon);
	struct span name = span_trim((struct span){.s = start, .n = (size_t)(colon - start)}), last;
	size_t number = number_length(name);
	enum column c = COLUMN_NONE;

	name.s += number;
	name.n -= number;
	name = last = span_trim(name);
	if (!name.n || name.n > LABEL_BYTES)
		return COLUMN_NONE;
	for (; name.n && c == COLUMN_NONE; name = behind_blank(name)) {
		c = column_called(w, name);
		last = name;
	}
	*from = last.s;
	c = c == COLUMN_NONE ? column_named(w, last) : c;
	return is_label(c) ? c : COLUMN_NONE;
}

/* Without the bracket or separator that a value's surroundings leave at its end. */
static struct span trim_value(struct span v)
{
	return trim_end(v, U";；,，。.(（【[、·|-–—");
}

/* The text before a label, without the bracket that opens there; its full stop stays. */
static struct span trim_head(struct span v)
{
	return trim_end(v, U"(（【[;；,，|-–—");
}

/* A closing bracket at the end that nothing opens within. */
static struct span trim_closing(struct span v)
{
	const char *p = v.s, *end = v.s + v.n;
	struct span t;
	int depth = 0;

	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		depth += char_in(c, U"(（");
		depth -= char_in(c, U")）");
	}
	t = trim_value(v);
	if (depth >= 0 || !char_in(char_last(t), U")）"))
		return t;
	t.n -= t.s[t.n - 1] == ')' ? 1 : 3;
	return trim_value(t);
}

static int line_of(struct span text, const char *at)
{
	int line = text.line;

	for (const char *p = text.s; p < at; p++)
		line += *p == '\n';
	return line;
}

/* The values run from each label's colon to the next label. */
static void close_values(struct labels *out, struct span text, const char *const *starts)
{
	for (size_t i = 0; i < out->n; i++) {
		const char *end = i + 1 < out->n ? starts[i + 1] : text.s + text.n;
		struct label *label = &out->at[i];

		label->value.n = (size_t)(end - label->value.s);
		label->value.line = line_of(text, label->value.s);
		label->value = trim_closing(label->value);
	}
}

static bool is_marked(const struct words *w, struct span s)
{
	return words_in(w, WORDS_MARKS_LEAD, s) || words_at_end(w, WORDS_MARKS_UNITS, s) ||
	       words_at_end(w, WORDS_MARKS_SUPPORT, s);
}

struct stretch {
	const char *from, *to;
};

static void extend(struct stretch *s, struct span part)
{
	s->from = s->from ? s->from : part.s;
	s->to = part.s + part.n;
}

static bool add_stretch(struct labels *out, enum column place, const struct stretch *s, int line)
{
	struct span value = {.s = s->from, .line = line};

	if (!s->from || out->n == LABELS_MAX)
		return false;
	value.n = (size_t)(s->to - s->from);
	out->at[out->n++] = (struct label){.place = place, .value = trim_value(value)};
	return true;
}

/* Parts between commas are units or deadlines; one that is neither goes with those before, the first with the place
 * that a label gave (COLUMN_NONE: no label). */
static bool read_plain(
    const struct words *w, struct span inside, enum column place, struct labels *out)
{
	struct stretch who = {0}, when = {0}, *last = place == COLUMN_NONE ? NULL : &who;
	const char *p = inside.s, *end = inside.s + inside.n, *from = p;

	while (from < end) {
		const char *at = p;
		uint32_t c = p < end ? utf8_next(&p, end) : ',';
		struct span part = {.s = from, .n = (size_t)(at - from)};

		if (!char_in(c, U",，;；"))
			continue;
		if (is_marked(w, part) || looks_like_units(w, part))
			last = &who;
		else if (looks_like_deadline(w, span_trim(part)))
			last = &when;
		if (last)
			extend(last, part);
		from = at < end ? p : end;
	}
	if (!who.from || !add_stretch(out, place ? place : COLUMN_UNITS, &who, inside.line))
		return false;
	add_stretch(out, COLUMN_DEADLINE, &when, inside.line);
	return true;
}

/* A day among the units of a label ("责任单位：市教育局；2021年6月底前完成") is a deadline. */
static void split_units(const struct words *w, struct labels *out)
{
	size_t n = out->n;

	for (size_t i = 0; i < n; i++) {
		struct label *label = &out->at[i];
		struct labels parts = {0};

		if (label->place != COLUMN_UNITS && label->place != COLUMN_LEAD &&
		    label->place != COLUMN_SUPPORT)
			continue;
		if (!read_plain(w, label->value, label->place, &parts) || parts.n < 2 ||
		    out->n == LABELS_MAX)
			continue;
		label->value = trim_closing(parts.at[0].value);
		out->at[out->n++] = parts.at[1];
	}
}

/* "…（市教育局牵头；完成时限：6月底前）": plain words stand between the bracket and the first label. */
static void read_open_bracket(const struct words *w, struct labels *out)
{
	const char *p = out->head.s, *end = p + out->head.n, *open = NULL, *behind = NULL;

	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		if (char_in(c, U"(（")) {
			open = at;
			behind = p;
		} else if (char_in(c, U")）")) {
			open = NULL;
		}
	}
	if (!open ||
	    !read_plain(w,
		(struct span){.s = behind, .n = (size_t)(end - behind), .line = out->head.line},
		COLUMN_NONE, out))
		return;
	out->head.n = (size_t)(open - out->head.s);
	out->head = trim_head(out->head);
}

static bool is_colon(uint32_t c)
{
	return c == ':' || c == 0xff1a || c == 0x3011; /* 】 of 【责任单位】 */
}

static void find_labels(const struct words *w, struct span text, struct labels *out)
{
	const char *p = text.s, *end = text.s + text.n, *starts[LABELS_MAX] = {text.s};

	while (p < end && out->n < LABELS_MAX) {
		const char *at = p, *from;
		uint32_t c = utf8_next(&p, end);
		enum column place = is_colon(c) ? label_before(w, text, at, &from) : COLUMN_NONE;

		if (place == COLUMN_NONE)
			continue;
		if (p < end && is_colon(char_first((struct span){.s = p, .n = (size_t)(end - p)})))
			utf8_next(&p, end);
		starts[out->n] = from;
		out->at[out->n++] = (struct label){.place = place, .value = {.s = p}};
	}
	if (!out->n)
		return;
	out->head = trim_head(
	    (struct span){.s = text.s, .n = (size_t)(starts[0] - text.s), .line = text.line});
	close_values(out, text, starts);
	split_units(w, out);
	read_open_bracket(w, out);
}

/* The bracket that ends the text (before a full stop): its inside; empty for none. */
static struct span closing_bracket(struct span text, struct span *head)
{
	struct span t = trim_end(text, U"。.；;"), inside = {0};
	size_t n;

	n = bracket_at_end(t, &inside);
	if (!n || n > BRACKET_BYTES)
		return (struct span){0};
	*head = (struct span){.s = t.s, .n = t.n - n, .line = text.line};
	inside.line = line_of(text, inside.s);
	return inside;
}

bool labels_split(const struct words *w, struct span text, struct labels *out)
{
	struct span head = text, inside;

	*out = (struct labels){.head = text};
	find_labels(w, text, out);
	if (out->n)
		return true;
	inside = closing_bracket(text, &head);
	if (!inside.n || !read_plain(w, inside, COLUMN_NONE, out)) {
		out->n = 0;
		return false;
	}
	out->head = trim_head(head);
	return true;
}

void labels_put(struct rows *r, struct row *row, const struct labels *found)
{
	for (size_t i = 0; i < found->n; i++) {
		struct span value = found->at[i].value;

		if (value.n && !words_are(r->words, WORDS_CELLS_EMPTY, value))
			row_put(r, row, found->at[i].place, value);
	}
}
