/* A cell of units is cut into parts at the words that say who leads and who goes along, each part into
 * names. A separator inside brackets, or between places that share one 各, parts nothing. */
#include "notice/units.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"

enum {
	UNITS_MAX = 256, /* of one task; no notice has more */
	NAME_BYTES = 600 /* longer is no name of an office */
};

struct reading {
	const struct words *w;
	struct arena *arena;
	struct units *units;
	enum column place; /* of the names being read */
};

static bool is_latin_name(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0xe0)
			return false;
	return s.n;
}

static bool holds(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->at[i], name))
			return true;
	return false;
}

static void add_once(struct arena *a, struct names *names, const char *name)
{
	if (names->n < UNITS_MAX && !holds(names, name))
		*list_push(a, names) = name;
}

/* Take `n` bytes and the blanks beside them off the end. */
static struct span drop_end(struct span s, size_t n)
{
	s.n -= n;
	return span_trim(s);
}

static struct span drop_start(struct span s, size_t n)
{
	s.s += n;
	s.n -= n;
	return span_trim(s);
}

/* "(牵头)" behind a name: its meaning, and the bytes that it takes; 0 bytes for another bracket. */
static size_t bracketed_mark(const struct words *w, struct span s, enum column *place)
{
	static const struct {
		enum word_list list, header;
		enum column place;
	} marks[] = {{WORDS_MARKS_LEAD, WORDS_HEADERS_LEAD, COLUMN_LEAD},
	    {WORDS_MARKS_SUPPORT, WORDS_HEADERS_SUPPORT, COLUMN_SUPPORT}};
	struct span inner;
	size_t n = bracket_at_end(s, &inner);

	for (size_t i = 0; n && i < sizeof marks / sizeof *marks; i++)
		if (words_are(w, marks[i].list, inner) || words_are(w, marks[i].header, inner)) {
			*place = marks[i].place;
			return n;
		}
	return 0;
}

/* "★市财政局", "市财政局*": a star marks the lead. */
static struct span take_star(struct span s, enum column *place)
{
	uint32_t first = char_first(s), last = char_last(s);

	if (char_in(first, U"*★☆▲※")) {
		*place = COLUMN_LEAD;
		return drop_start(s, first == '*' ? 1 : 3);
	}
	if (char_in(last, U"*★☆▲※")) {
		*place = COLUMN_LEAD;
		return drop_end(s, last == '*' ? 1 : 3);
	}
	return s;
}

/* A date between names ("市财政局，6月底前，市教育局") is nobody. */
static bool is_date(struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	uint32_t before = 0;

	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if (before >= '0' && before <= '9' && char_in(c, U"年月日"))
			return true;
		before = c;
	}
	return false;
}

static void add_name(struct reading *r, struct span name)
{
	struct units *u = r->units;
	enum column place = r->place;
	struct span s = span_trim(name);
	const char *kept;
	size_t n;

	s = trim_end(s, U".。:：");
	if ((n = bracketed_mark(r->w, s, &place)))
		s = drop_end(s, n);
	s = take_star(s, &place);
	if (!is_latin_name(s) && (n = words_at_end(r->w, WORDS_UNITS_OTHERS, s)))
		s = drop_end(s, n);
	if (!s.n || s.n > NAME_BYTES || words_are(r->w, WORDS_UNITS_NOBODY, s) || is_date(s))
		return;
	kept = clean_line(r->arena, s);
	add_once(r->arena, &u->all, kept);
	if (place == COLUMN_LEAD)
		add_once(r->arena, &u->lead, kept);
	else if (place == COLUMN_SUPPORT && !holds(&u->lead, kept))
		add_once(r->arena, &u->supporting, kept);
}

/* "各市", "各有关市、县": nothing but places behind a word that calls them all. */
static bool is_bare_place(const struct words *w, struct span s)
{
	size_t n = words_at_start(w, WORDS_UNITS_EACH, s);
	struct span rest = s;

	while (n) {
		rest = drop_start(rest, n);
		n = words_at_start(w, WORDS_UNITS_PLACE, rest);
		if (n == rest.n)
			return n;
		rest = n ? drop_start(rest, n) : rest;
		n = n && char_in(char_first(rest), U"、,，") ? (*rest.s == ',' ? 1 : 3) : 0;
	}
	return false;
}

/* "区政府", "镇（街道）办事处": a place with its body or alone, that can end "各市、". */
static bool is_place_body(const struct words *w, struct span s)
{
	struct span rest = s;
	size_t n = words_at_start(w, WORDS_UNITS_PLACE, rest);

	if (!n)
		return false;
	rest = drop_start(rest, n);
	if (rest.n && char_in(char_first(rest), U"(（")) {
		const char *close = memchr(rest.s, ')', rest.n);
		const char *wide = memmem(rest.s, rest.n, "）", 3);

		if (!close && !wide)
			return false;
		rest = drop_start(rest, (size_t)(close ? close + 1 - rest.s : wide + 3 - rest.s));
	}
	n = words_at_end(w, WORDS_UNITS_OTHERS, rest);
	rest = drop_end(rest, n);
	return !rest.n || words_are(w, WORDS_UNITS_BODY, rest);
}

/* Do 和, 与 or 及 at s part two offices? Only behind an office's ending, and not before "其". */
static bool parts_offices(const struct words *w, struct span before, struct span behind)
{
	return words_at_end(w, WORDS_UNITS_ENDINGS, before) && char_count(before) >= 3 &&
	       char_count(behind) >= 3 && words_at_end(w, WORDS_UNITS_ENDINGS, behind) &&
	       !char_in(char_first(behind), U"其所下各其");
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000;
}

static bool is_gap(uint32_t c)
{
	return is_blank(c) || c == '\n';
}

/* Where names are parted in this part: a cell of English names has blanks and commas inside them. */
struct separators {
	bool blanks, commas;
};

static struct separators separators_of(struct span part)
{
	bool latin = is_latin_name(part);
	bool stronger = memchr(part.s, ';', part.n) || memchr(part.s, '\n', part.n);

	return (struct separators){.blanks = !latin, .commas = !latin || !stronger};
}

static bool separates(struct separators sep, uint32_t c, uint32_t before, uint32_t next)
{
	if (is_gap(c) && char_in(next, U"(（"))
		return false;
	if (is_blank(c))
		return sep.blanks &&
		       !(before < 0x80 && next < 0x80 && next != ' ' && before != ' ');
	if (c == ',' || c == 0xff0c)
		return sep.commas;
	return char_in(c, U"、;；\n。|") || (c == '/' && before >= 0x80 && next >= 0x80);
}

/* The next name of a part, raw; what follows is in *rest. */
static struct span next_name(struct separators sep, struct span *rest, uint32_t *separator)
{
	const char *p = rest->s, *end = rest->s + rest->n;
	struct span name = {.s = p, .n = rest->n};
	uint32_t before = 0;
	int depth = 0;

	*separator = 0;
	while (p < end) {
		const char *at = p, *ahead;
		uint32_t c = utf8_next(&p, end);

		ahead = p;
		depth += char_in(c, U"(（《“");
		depth -= depth && char_in(c, U")）》”");
		if (!depth && separates(sep, c, before, ahead < end ? utf8_next(&ahead, end) : 0)) {
			name.n = (size_t)(at - name.s);
			*separator = c;
			*rest = (struct span){.s = p, .n = (size_t)(end - p)};
			return name;
		}
		before = c;
	}
	*rest = (struct span){0};
	return name;
}

/* "市财政局和市教育局" → two names. */
static void add_joined(struct reading *r, struct span name)
{
	const char *p = name.s, *end = name.s + name.n;

	while (p < end && name.n < NAME_BYTES) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);
		struct span before = {.s = name.s, .n = (size_t)(at - name.s)};
		struct span behind = {.s = p, .n = (size_t)(end - p)};

		if (char_in(c, U"和与與及") && parts_offices(r->w, before, behind)) {
			add_name(r, before);
			add_joined(r, behind);
			return;
		}
	}
	add_name(r, name);
}

static bool has_ending(const struct words *w, struct span s)
{
	struct span inside;

	s.n -= bracket_at_end(s, &inside);
	return words_at_end(w, WORDS_UNITS_ENDINGS, s) || words_at_end(w, WORDS_UNITS_BODY, s) ||
	       words_at_end(w, WORDS_UNITS_PLACE, s) || words_at_end(w, WORDS_UNITS_OTHERS, s);
}

/* A blank or break inside a name: "市财政 局", "市发展改 革局". */
static bool is_torn(const struct words *w, struct span name, struct span next)
{
	size_t chars = char_count(next);

	if (!utf8_is_han(char_first(next)))
		return false;
	return chars == 1 ||
	       (chars <= 3 && char_count(name) >= 3 && has_ending(w, next) && !has_ending(w, name));
}

static void read_names(struct reading *r, struct span part)
{
	struct separators sep = separators_of(part);
	struct span rest = part;

	while (rest.n) {
		uint32_t separator, ignored;
		struct span name = next_name(sep, &rest, &separator), ahead = rest;

		while (separator && ahead.n) {
			struct span next = span_trim(next_name(sep, &ahead, &ignored));
			bool whole = char_in(separator, U"、,，") &&
				     is_bare_place(r->w, span_trim(name)) &&
				     is_place_body(r->w, next);

			if (!next.n || (!whole && !(is_gap(separator) &&
						      is_torn(r->w, span_trim(name), next))))
				break;
			name.n = (size_t)(next.s + next.n - name.s);
			rest = ahead;
			separator = ignored;
			if (!whole)
				break;
		}
		add_joined(r, name);
	}
}

/* "由市财政局", "请…": what opens a part and names nobody. */
static struct span without_opening(const struct words *w, struct span s)
{
	struct span t = span_trim(s);

	return drop_start(t, words_at_start(w, WORDS_UNITS_BEFORE, t));
}

/* Where 会同 parts two offices: behind the ending of one, so that 县商务局 stays whole; part.n for nowhere. */
static size_t find_with(const struct words *w, struct span part)
{
	size_t from = 0, at;

	while (from < part.n) {
		struct span rest = {.s = part.s + from, .n = part.n - from};

		at = from + words_before(w, WORDS_MARKS_WITH, rest);
		if (at == part.n || words_at_end(w, WORDS_UNITS_ENDINGS,
					span_trim((struct span){.s = part.s, .n = at})))
			return at;
		from = at + 1;
	}
	return part.n;
}

/* "市发改委会同市财政局牵头": the first leads, the others go along. */
static void read_with(struct reading *r, struct span part)
{
	size_t at = find_with(r->w, part), n;
	enum column place = r->place;

	if (at == part.n || at == 0) {
		read_names(r, part);
		return;
	}
	n = words_at_start(
	    r->w, WORDS_MARKS_WITH, (struct span){.s = part.s + at, .n = part.n - at});
	r->place = COLUMN_LEAD;
	read_names(r, (struct span){.s = part.s, .n = at});
	r->place = COLUMN_SUPPORT;
	read_names(r, drop_start(part, at + n));
	r->place = place;
}

/* A part that ends in a mark says what its names are. */
static bool read_marked(struct reading *r, struct span part)
{
	static const struct {
		enum word_list list;
		enum column place;
	} marks[] = {{WORDS_MARKS_LEAD, COLUMN_LEAD}, {WORDS_MARKS_SUPPORT, COLUMN_SUPPORT},
	    {WORDS_MARKS_UNITS, COLUMN_NONE}};
	enum column place = r->place;

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = words_at_end(r->w, marks[i].list, part);

		if (!n || n == part.n)
			continue;
		r->place = marks[i].place ? marks[i].place : place;
		read_with(r, without_opening(r->w, drop_end(part, n)));
		r->place = place;
		return true;
	}
	return false;
}

static const enum word_list mark_lists[] = {
    WORDS_MARKS_LEAD, WORDS_MARKS_SUPPORT, WORDS_MARKS_UNITS};

/* The end of the first part that a mark closes: behind the mark, before a separator or the end; 0: none. */
static size_t marked_part(const struct words *w, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	int depth = 0;

	while (p < end) {
		struct span at = {.s = p, .n = (size_t)(end - p)};
		uint32_t c = utf8_next(&p, end);
		size_t n = 0;

		depth += char_in(c, U"(（");
		depth -= depth && char_in(c, U")）");
		for (size_t i = 0; !depth && !n && i < sizeof mark_lists / sizeof *mark_lists; i++)
			n = words_at_start(w, mark_lists[i], at);
		if (n && at.s > s.s &&
		    (n == at.n || char_in(char_first((struct span){.s = at.s + n, .n = at.n - n}),
				      U",，;；。、 \n\u3000")))
			return (size_t)(at.s + n - s.s);
	}
	return 0;
}

/* A label before names: "牵头单位:", "牵头:". Its place; the bytes that it takes, 0: none. */
static size_t label_at(const struct words *w, struct span s, enum column *place)
{
	const char *colon = memchr(s.s, ':', s.n), *wide = memmem(s.s, s.n, "：", 3);
	const char *at = !wide || (colon && colon < wide) ? colon : wide;
	enum column c;

	if (!at)
		return 0;
	c = column_named(w, (struct span){.s = s.s, .n = (size_t)(at - s.s)});
	if (c == COLUMN_PERSON)
		*place = COLUMN_PERSON;
	else if (c == COLUMN_LEAD || c == COLUMN_SUPPORT || c == COLUMN_UNITS)
		*place = c;
	else
		return 0;
	return (size_t)(at - s.s) + (*at == ':' ? 1 : 3);
}

/* Names up to the next mark, each with the meaning that it gives. */
static void read_parts(struct reading *r, struct span s)
{
	struct span rest = span_trim(s);

	while (rest.n) {
		size_t n = marked_part(r->w, rest);
		struct span part = {.s = rest.s, .n = n ? n : rest.n};

		rest = drop_start(rest, part.n);
		rest = trim_ends(rest, U",，;；。、");
		part = span_trim(part);
		if (!n || !read_marked(r, part))
			read_with(r, without_opening(r->w, part));
	}
}

/* Lines and sentences may each open with a label. */
void units_read(
    const struct words *w, struct span cell, enum column place, struct arena *a, struct units *u)
{
	struct reading r = {.w = w, .arena = a, .units = u, .place = place};
	struct span rest = cell, pending = {0};

	while (rest.n) {
		uint32_t separator;
		struct span all = rest, part;
		size_t n;

		part = span_trim(next_name((struct separators){.blanks = true}, &rest, &separator));
		n = part.n ? label_at(w, part, &place) : 0;
		if (!n) {
			pending = pending.s ? pending : all;
			pending.n = (size_t)(part.s + part.n - pending.s);
			continue;
		}
		if (r.place != COLUMN_PERSON)
			read_parts(&r, pending);
		r.place = place;
		pending = drop_start(part, n);
	}
	if (r.place != COLUMN_PERSON && pending.n)
		read_parts(&r, pending);
}

void units_first_leads(struct arena *a, struct units *u)
{
	if (u->lead.n || u->supporting.n || u->all.n < 2)
		return;
	*list_push(a, &u->lead) = u->all.at[0];
	for (size_t i = 1; i < u->all.n; i++)
		*list_push(a, &u->supporting) = u->all.at[i];
}
