/* The head of a notice, found by the looks of its lines: each paragraph is asked what it is, and the best
 * answer for each question stays. Labels weigh more than looks, the day of writing more than of publishing. */
#include "notice/head.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"
#include "notice/dateline.h"
#include "notice/read_text.h"
#include "notice/words.h"

enum {
	LINE_BYTES = 400, /* longer lines are no part of a head */
	OFFICE_CHARS = 40,
	NUMBER_CHARS = 40,
	HEAD_ROWS = 12
};
/* How sure an answer is. */
enum rank { RANK_NONE, RANK_PUBLISHED, RANK_ALONE, RANK_BELOW_OFFICE, RANK_LABEL };

struct reading {
	const struct words *w;
	const struct document *d;
	struct arena *arena;
	struct head *head;
	enum rank number, issuer, issued;
	struct span above; /* the paragraph before this one */
	bool body;	   /* the tasks have begun: a label is theirs */
};

/* Each keeps the surest answer, and tells that the text was one. */
static bool set_number(struct reading *r, struct span s, enum rank rank)
{
	if (!s.n || char_count(s) > NUMBER_CHARS)
		return false;
	if (rank > r->number)
		r->head->doc_no = clean_line(r->arena, s);
	r->number = rank > r->number ? rank : r->number;
	return true;
}

static bool set_issuer(struct reading *r, struct span office, enum rank rank)
{
	struct span s = trim_ends(office, U",.，。:：");

	if (s.n > 4 && !strncasecmp(s.s, "the ", 4)) {
		s.s += 4;
		s.n -= 4;
	}
	if (!s.n || char_count(s) > 2 * OFFICE_CHARS)
		return false;
	if (rank > r->issuer)
		r->head->issuer = clean_line(r->arena, s);
	r->issuer = rank > r->issuer ? rank : r->issuer;
	return true;
}

static bool set_issued(struct reading *r, day d, int line, enum rank rank)
{
	if (rank > r->issued) {
		r->head->issued = d;
		r->head->issued_line = line;
		r->issued = rank;
	}
	return true;
}

static bool set_title(struct reading *r, struct span s)
{
	if (!r->head->title)
		r->head->title = clean_line(r->arena, s);
	return true;
}

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] >= '0' && s.s[i] <= '9')
			return true;
	return false;
}

/* "江府办〔2016〕34号", "府教終字第1130045678號": an office's number and nothing else. */
bool head_is_number(struct span s)
{
	bool year = false;
	const char *p = s.s, *end = s.s + s.n;

	if (char_count(s) > NUMBER_CHARS || !char_in(char_last(s), U"号號") || !has_digit(s))
		return false;
	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		year |= char_in(c, U"〔[［（(【第");
		if (char_in(c, U",，。；;：:、《"))
			return false;
	}
	return year;
}

/* A short line that names an office. */
bool head_is_office(const struct words *w, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;

	if (!s.n || char_count(s) > OFFICE_CHARS || has_digit(s) || number_length(s))
		return false;
	while (p < end)
		if (char_in(utf8_next(&p, end), U",，。；;：:《|"))
			return false;
	return words_at_end(w, WORDS_UNITS_ENDINGS, s) || words_at_end(w, WORDS_UNITS_BODY, s) ||
	       words_at_end(w, WORDS_UNITS_PLACE, s);
}

bool head_is_dateline(struct span text)
{
	struct span s = trim_ends(text, U"()（）。. "), before, behind;
	day d;

	return s.n && s.n < LINE_BYTES && dateline_find(s, &d, &before, &behind) &&
	       !span_trim(before).n && !span_trim(behind).n;
}

/* A day at the end of a line: alone, or behind the office that wrote. */
static void read_dateline(struct reading *r, struct span s)
{
	struct span t = trim_ends(s, U"()（）。"), before, behind, office;
	day d;

	if (!dateline_find(t, &d, &before, &behind) || trim_ends(behind, U")）印发發布").n)
		return;
	office = span_trim(before);
	if (!office.n && head_is_office(r->w, r->above)) {
		set_issued(r, d, s.line, RANK_BELOW_OFFICE);
		set_issuer(r, r->above, RANK_BELOW_OFFICE);
	} else if (!office.n) {
		set_issued(r, d, s.line, RANK_ALONE);
	} else if (head_is_office(r->w, office)) {
		set_issued(r, d, s.line, RANK_BELOW_OFFICE);
		set_issuer(r, office, RANK_BELOW_OFFICE);
	}
}

/* What a label of the head says; false where it is none, or its value is not of its kind. */
static bool read_label(struct reading *r, struct span name, struct span value)
{
	struct span v = trim_ends(value, U"【】"), before, behind;
	day d = DAY_NONE;
	bool dated = v.n && dateline_find(v, &d, &before, &behind);

	if (!name.n || !v.n)
		return false;
	if (words_are(r->w, WORDS_HEAD_TITLE, name))
		return set_title(r, v);
	if (words_are(r->w, WORDS_HEAD_NUMBER, name) && has_digit(v) && !dated)
		return set_number(r, v, RANK_LABEL);
	if (words_are(r->w, WORDS_HEAD_WRITTEN, name) && dated)
		return set_issued(r, d, value.line, RANK_LABEL);
	if (words_are(r->w, WORDS_HEAD_PUBLISHED, name) && dated)
		return set_issued(r, d, value.line, RANK_PUBLISHED);
	return words_are(r->w, WORDS_HEAD_ISSUER, name) && !has_digit(v) &&
	       set_issuer(r, v, RANK_LABEL);
}

static size_t colon_at(struct span s)
{
	const char *colon = memchr(s.s, ':', s.n), *wide = memmem(s.s, s.n, "：", 3);
	const char *at = !wide || (colon && colon < wide) ? colon : wide;

	return at ? (size_t)(at - s.s) : s.n;
}

/* Where the label before the next colon begins: behind the last blank; s.n where no label follows. */
static size_t next_label(struct span s)
{
	const char *p = s.s, *end = s.s + colon_at(s), *gap = NULL;

	if (end == s.s + s.n)
		return s.n;
	while (p < end) {
		const char *at = p;

		if (char_in(utf8_next(&p, end), U" \t\u3000"))
			gap = at;
	}
	return gap ? (size_t)(gap - s.s) : s.n;
}

/* "发文机关：… 成文日期：…": each value runs to the blank before the next label. */
static void read_labels(struct reading *r, struct span line)
{
	struct span rest = line;

	while (rest.n) {
		struct span name = {.s = rest.s, .n = colon_at(rest)}, value;

		if (name.n == rest.n)
			return;
		value = trim_ends(
		    (struct span){.s = rest.s + name.n, .n = rest.n - name.n, .line = line.line},
		    U":：");
		rest = value;
		value.n = next_label(value);
		read_label(r, trim_ends(name, U"【】 "), value);
		rest.s += value.n;
		rest.n -= value.n;
		rest = span_trim(rest);
	}
}

/* "Issued by the City Manager's Office on 20 January 2025" */
static void read_issued_by(struct reading *r, struct span s)
{
	struct span before, behind;
	size_t n = words_at_start(r->w, WORDS_HEAD_ISSUER, s);
	day d;

	if (!n || n + 1 >= s.n || s.s[n] != ' ' || s.s[0] >= 'a' + 26 ||
	    (unsigned char)s.s[0] > 0x7f)
		return;
	if (!dateline_find(s, &d, &before, &behind))
		return;
	before = span_trim(before);
	before.s += n;
	before.n -= n;
	before = trim_ends(before, U",");
	if (before.n > 3 && !strncasecmp(before.s + before.n - 3, " on", 3))
		before.n -= 3;
	set_issuer(r, before, RANK_LABEL);
	set_issued(r, d, s.line, RANK_LABEL);
}

/* "臺安市政府　函": the office above a letter. */
static void read_letter(struct reading *r, struct span s)
{
	size_t n = words_at_end(r->w, WORDS_TITLES_LETTER, s);
	struct span office = trim_ends((struct span){.s = s.s, .n = s.n - n}, U" \u3000");

	if (n && !r->body && head_is_office(r->w, office))
		set_issuer(r, office, RANK_PUBLISHED);
}

static void read_line(struct reading *r, struct span s)
{
	struct span plain;

	if (s.n > LINE_BYTES)
		return;
	plain = trim_ends(s, U"()（） ");
	if (head_is_number(s) || head_is_number(plain))
		set_number(r, head_is_number(s) ? s : plain, RANK_ALONE);
	r->body |= number_length(s) > 0;
	if (!r->body)
		read_labels(r, s);
	read_letter(r, s);
	read_issued_by(r, s);
	read_dateline(r, s);
}

/* A table of the head: 发文机关 | … | 成文日期 | …. The number of answers in it. */
static int read_grid(struct reading *r, const struct grid *g)
{
	int answers = 0;

	for (size_t i = 0; i < g->rows.n && i < HEAD_ROWS; i++)
		for (size_t k = 0; k + 1 < g->rows.at[i].n; k++) {
			const struct cell *name = &g->rows.at[i].cells[k], *value = name + 1;
			struct span v = span_of(value->text);

			v.line = value->line;
			if (!value->merged && v.n < LINE_BYTES)
				answers +=
				    read_label(r, trim_ends(span_of(name->text), U":：【】"), v);
		}
	return answers;
}

bool head_is_grid(const struct words *w, const struct grid *g)
{
	scope(arena) scratch = {0};
	struct head head = {0};
	struct reading r = {.w = w, .arena = &scratch, .head = &head};

	return g->rows.n <= HEAD_ROWS && read_grid(&r, g) >= 2;
}

void head_read(const struct words *w, const struct document *d, struct arena *a, struct head *out)
{
	struct reading r = {.w = w, .d = d, .arena = a, .head = out};

	*out = (struct head){.issued = DAY_NONE};
	list_each (const struct block *, b, d->blocks) {
		struct span s;

		if (b->grid) {
			if (!r.body)
				read_grid(&r, b->grid);
			r.body |= b->grid->rows.n > 12;
			continue;
		}
		s = span_of(b->text);
		s.line = b->line;
		read_line(&r, s);
		r.above = s;
	}
	if (!out->title)
		out->title = head_title(w, d, a);
}
