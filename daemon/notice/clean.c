/* What converters, copying and OCR did to a text is undone before anything reads it. One walk over the
 * characters; what is recognised as damage is replaced, everything else is copied as it stands. A lost
 * character is found again by its reading: elsewhere in the text the same reading stands behind the whole one. */
#include "notice/clean.h"
#include <string.h>
#include "base/utf8.h"

enum {
	READING_LETTERS = 6, /* zhuang, with room for none longer: chuáng, shuāng */
	READING_BYTES = 24,
	KNOWN_READINGS = 48 /* distinct lost readings looked up in one text */
};

struct found {
	char reading[READING_BYTES];
	uint32_t next, restored; /* 0: nowhere in the text */
};
struct walk {
	struct span raw;
	const char *s, *end;
	bool entities;
	uint32_t last; /* the character written last */
	int line;
	struct text *out;
	struct clean_repairs *repairs;
	struct found found[KNOWN_READINGS];
	size_t found_n;
};

static bool is_toned(uint32_t c)
{
	static const char toned[] = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ";
	const char *s = toned, *end = toned + sizeof toned - 1;

	if (c < 0xe0 || c > 0x1e3f)
		return false;
	while (s < end)
		if (utf8_next(&s, end) == c)
			return true;
	return false;
}

static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || c == 0xfc;
}

/* Bytes of "qū)" at s (a reading and the bracket behind it), 0 for anything else. */
static size_t reading_at(const char *s, const char *end)
{
	const char *start = s;
	int letters = 0, tones = 0;

	while (s < end && letters <= READING_LETTERS) {
		uint32_t c = utf8_next(&s, end);

		if (c == ')' || c == 0xff09)
			return tones ? (size_t)(s - start) : 0;
		if (!is_letter(c) && !is_toned(c))
			return 0;
		letters++;
		tones += is_toned(c);
	}
	return 0;
}

/* Bytes of "(qū)". */
static size_t bracketed_reading_at(const char *s, const char *end)
{
	const char *start = s;
	uint32_t c = s < end ? utf8_next(&s, end) : 0;
	size_t n = c == '(' || c == 0xff08 ? reading_at(s, end) : 0;

	return n ? (size_t)(s - start) + n : 0;
}

static uint32_t char_at(const char *s, const char *end)
{
	return s < end ? utf8_next(&s, end) : 0;
}

/* The character that ends right before s. */
static uint32_t char_before(const char *start, const char *s)
{
	const char *p = s;

	do
		if (p == start)
			return 0;
	while (((unsigned char)*--p & 0xc0) == 0x80);
	return utf8_next(&p, s);
}

/* Read off the damaged notices themselves where no whole form stood beside it. */
static uint32_t known_reading(const char *reading)
{
	return !strcmp(reading, "shù)")	   ? 0x6578 /* 數 */
	       : !strcmp(reading, "xiàn)") ? 0x73fe /* 現 */
					   : 0;
}

/* The Han character behind which `reading` stands in the text, best one that `next` follows too. */
static uint32_t search_reading(struct span raw, const char *reading, uint32_t next)
{
	const char *at = raw.s, *end = raw.s + raw.n;
	size_t n = strlen(reading);
	uint32_t any = 0;

	while ((at = memmem(at, (size_t)(end - at), reading, n))) {
		bool whole = at > raw.s && at[-1] == '(';
		uint32_t c = whole ? char_before(raw.s, at - 1) : 0;

		at += n;
		if (!utf8_is_han(c))
			continue;
		if (char_at(at, end) == next)
			return c;
		any = any ? any : c;
	}
	return any ? any : known_reading(reading);
}

/* With a memory, so that a text made of damage costs no more than its few distinct readings. */
static uint32_t restore(struct walk *w, struct span reading, uint32_t next)
{
	struct found *f;

	for (f = w->found; f < w->found + w->found_n; f++)
		if (f->next == next && strlen(f->reading) == reading.n &&
		    !memcmp(f->reading, reading.s, reading.n))
			return f->restored;
	if (w->found_n == KNOWN_READINGS || reading.n >= READING_BYTES)
		return 0;
	w->found_n++;
	memcpy(f->reading, reading.s, reading.n);
	f->next = next;
	f->restored = search_reading(w->raw, f->reading, next);
	return f->restored;
}

static void write_char(struct walk *w, uint32_t c)
{
	utf8_add(w->out, c);
	w->last = c;
}

static void count_lost(struct walk *w)
{
	if (!w->repairs->lost++)
		w->repairs->lost_line = w->line;
}

/* "?dāng)?shù)據": two halves of one character, the last reading is its own; w->s stands behind the first "?". */
static bool read_lost_pair(struct walk *w)
{
	struct span reading = {0};
	const char *s = w->s;
	uint32_t c;

	for (size_t n; (n = reading_at(s, w->end));) {
		reading = (struct span){.s = s, .n = n};
		s += n;
		if (s == w->end || *s != '?' || !reading_at(s + 1, w->end))
			break;
		s++;
	}
	if (!reading.n)
		return false;
	w->s = s;
	c = restore(w, reading, char_at(s, w->end));
	if (c)
		w->repairs->restored++;
	else
		count_lost(w);
	write_char(w, c ? c : 0xfffd);
	return true;
}

/* "?F(xiàn)", "?,F(xiàn)": half of a character (and of a full stop before it), the reading whole. */
static bool read_lost_half(struct walk *w)
{
	const char *s = w->s;
	uint32_t c = s < w->end ? utf8_next(&s, w->end) : 0;
	bool comma = c == ',' || c == 0xff0c;
	size_t n;

	if (comma && s < w->end)
		c = utf8_next(&s, w->end);
	if (c < '@' || c > 'Z' || !(n = bracketed_reading_at(s, w->end)))
		return false;
	c = restore(w, (struct span){.s = s + 1, .n = n - 1}, char_at(s + n, w->end));
	if (!c)
		return false;
	if (comma)
		write_char(w, 0x3002 /* 。 */);
	write_char(w, c);
	w->s = s + n;
	w->repairs->restored++;
	return true;
}

/* A question mark in the midst of Chinese text stands for what a converter could not write. */
static void read_question_mark(struct walk *w)
{
	uint32_t next = char_at(w->s, w->end), behind;

	if (read_lost_pair(w) || read_lost_half(w))
		return;
	behind = next >= 'A' && next <= 'Z' ? char_at(w->s + 1, w->end) : next;
	if (utf8_is_han(w->last) && utf8_is_han(behind))
		count_lost(w);
	write_char(w, '?');
}

/* Stray entities of plain text; false: an ampersand like any other. */
static bool read_entity(struct walk *w)
{
	static const struct {
		const char *name;
		uint32_t c;
	} entities[] = {{"nbsp;", ' '}, {"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'},
	    {"ge;", 0x2265}, {"le;", 0x2264}, {"mdash;", 0x2014}, {"ndash;", 0x2013},
	    {"ldquo;", 0x201c}, {"rdquo;", 0x201d}, {"emsp;", 0x3000}, {"ensp;", ' '},
	    {"#160;", ' '}};

	for (size_t i = 0; w->entities && i < sizeof entities / sizeof *entities; i++) {
		size_t n = strlen(entities[i].name);

		if ((size_t)(w->end - w->s) < n || memcmp(w->s, entities[i].name, n))
			continue;
		w->s += n;
		write_char(w, entities[i].c);
		return true;
	}
	return false;
}

static bool is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The half-width form of full-width letters, digits and signs inside numbers; not of Chinese punctuation. */
static uint32_t narrow(uint32_t c, uint32_t last)
{
	if (c >= 0xff10 && c <= 0xff5a)
		return is_alnum(c - 0xfee0) ? c - 0xfee0 : c;
	if (c == 0xff05 || c == 0xfe6a)
		return '%';
	if ((c == 0xff0b || c == 0xff0d || c == 0xff0e || c == 0xff0f) && is_alnum(last))
		return c - 0xfee0;
	return c;
}

static bool is_invisible(uint32_t c)
{
	return c == 0xfeff || (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xad ||
	       (c >= 0x202a && c <= 0x202e) || (c < ' ' && c != '\t' && c != '\n' && c != '\f') ||
	       c == 0x7f;
}

static bool is_blank_form(uint32_t c)
{
	return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == '\f' || c == 0x2028 || c == 0x2029;
}

/* A lone CR ends a line as CR LF and LF do. */
static void read_return(struct walk *w)
{
	if (w->s < w->end && *w->s == '\n')
		w->s++;
	write_char(w, '\n');
	w->line++;
}

static void read_char(struct walk *w)
{
	uint32_t c = utf8_next(&w->s, w->end);
	size_t n;

	if (c == '\r') {
		read_return(w);
	} else if (c == '?') {
		read_question_mark(w);
	} else if (c == '&' && read_entity(w)) {
		return;
	} else if ((c == '(' || c == 0xff08) && utf8_is_han(w->last) &&
		   (n = reading_at(w->s, w->end))) {
		w->s += n;
		w->repairs->readings++;
	} else if (!is_invisible(c)) {
		w->line += c == '\n';
		write_char(w, is_blank_form(c) ? ' ' : narrow(c, w->last));
	}
}

/* Bytes that mean themselves wherever they stand. */
static bool is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '?' && c != '&' && c != '(';
}

void clean_text(struct span raw, bool entities, struct text *out, struct clean_repairs *repairs)
{
	struct walk w = {.raw = raw,
	    .s = raw.s,
	    .end = raw.s + raw.n,
	    .entities = entities,
	    .line = 1,
	    .out = out,
	    .repairs = repairs};

	while (w.s < w.end) {
		const char *from = w.s;

		while (w.s < w.end && is_plain((unsigned char)*w.s))
			w.s++;
		if (w.s > from) {
			text_addn(out, from, (size_t)(w.s - from));
			w.last = (unsigned char)w.s[-1];
		} else {
			read_char(&w);
		}
	}
}
