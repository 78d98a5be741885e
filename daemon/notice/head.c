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
	TITLE_CHARS = 80,
	TITLE_BYTES = 240,
	HEAD_PARAGRAPHS = 400
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

static void set_number(struct reading *r, struct span s, enum rank rank)
{
	if (rank <= r->number || !s.n || char_count(s) > NUMBER_CHARS)
		return;
	r->number = rank;
	r->head->doc_no = clean_line(r->arena, s);
}

static void set_issuer(struct reading *r, struct span office, enum rank rank)
{
	struct span s = trim_ends(office, U",.，。:：");

	if (s.n > 4 && !strncasecmp(s.s, "the ", 4)) {
		s.s += 4;
		s.n -= 4;
	}
	if (rank <= r->issuer || !s.n || char_count(s) > 2 * OFFICE_CHARS)
		return;
	r->issuer = rank;
	r->head->issuer = clean_line(r->arena, s);
}

static void set_issued(struct reading *r, day d, int line, enum rank rank)
{
	if (rank <= r->issued)
		return;
	r->issued = rank;
	r->head->issued = d;
	r->head->issued_line = line;
}

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] >= '0' && s.s[i] <= '9')
			return true;
	return false;
}

/* "江府办〔2016〕34号", "府教終字第1130045678號": an office's number and nothing else. */
static bool is_number(struct span s)
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
static bool is_office(const struct words *w, struct span s)
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
	if (!office.n && is_office(r->w, r->above)) {
		set_issued(r, d, s.line, RANK_BELOW_OFFICE);
		set_issuer(r, r->above, RANK_BELOW_OFFICE);
	} else if (!office.n) {
		set_issued(r, d, s.line, RANK_ALONE);
	} else if (is_office(r->w, office)) {
		set_issued(r, d, s.line, RANK_BELOW_OFFICE);
		set_issuer(r, office, RANK_BELOW_OFFICE);
	}
}

/* What a label of the head says. */
static void read_label(struct reading *r, struct span name, struct span value)
{
	struct span v = trim_ends(value, U"【】"), before, behind;
	day d;

	if (!name.n || !v.n)
		return;
	if (words_are(r->w, WORDS_HEAD_NUMBER, name) && has_digit(v) && !dateline_at(v, &d))
		set_number(r, v, RANK_LABEL);
	if (words_are(r->w, WORDS_HEAD_WRITTEN, name) && dateline_find(v, &d, &before, &behind))
		set_issued(r, d, value.line, RANK_LABEL);
	if (words_are(r->w, WORDS_HEAD_PUBLISHED, name) && dateline_find(v, &d, &before, &behind))
		set_issued(r, d, value.line, RANK_PUBLISHED);
	if (words_are(r->w, WORDS_HEAD_ISSUER, name) && !has_digit(v))
		set_issuer(r, v, RANK_LABEL);
}

static size_t colon_at(struct span s)
{
	const char *colon = memchr(s.s, ':', s.n), *wide = memmem(s.s, s.n, "：", 3);
	const char *at = !wide || (colon && colon < wide) ? colon : wide;

	return at ? (size_t)(at - s.s) : s.n;
}

/* "发文机关：… 成文日期：…": each value runs to the blank before the next label. */
static void read_labels(struct reading *r, struct span line)
{
	struct span rest = line;

	while (rest.n) {
		size_t at = colon_at(rest);
		struct span name = trim_ends((struct span){.s = rest.s, .n = at}, U"【】");
		struct span value, ahead;
		const char *gap;

		if (at == rest.n)
			return;
		rest.s += at;
		rest.n -= at;
		value = trim_ends(rest, U":：");
		value.line = line.line;
		ahead = value;
		ahead.n = colon_at(value);
		gap = ahead.n < value.n ? memrchr(ahead.s, ' ', ahead.n) : NULL;
		if (gap)
			value.n = (size_t)(gap - value.s);
		read_label(r, name, value);
		rest.n = gap ? (size_t)(rest.s + rest.n - gap) : 0;
		rest.s = gap;
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

static void read_line(struct reading *r, struct span s)
{
	struct span plain;

	if (s.n > LINE_BYTES)
		return;
	plain = trim_ends(s, U"()（） ");
	if (is_number(s) || is_number(plain))
		set_number(r, is_number(s) ? s : plain, RANK_ALONE);
	r->body |= number_length(s) > 0;
	if (!r->body)
		read_labels(r, s);
	read_issued_by(r, s);
	read_dateline(r, s);
}

/* A table of the head: 发文机关 | … | 成文日期 | …. */
static void read_grid(struct reading *r, const struct grid *g)
{
	for (size_t i = 0; i < g->rows.n && i < 12; i++)
		for (size_t k = 0; k + 1 < g->rows.at[i].n; k++) {
			const struct cell *name = &g->rows.at[i].cells[k], *value = name + 1;
			struct span v = span_of(value->text);

			v.line = value->line;
			if (!value->merged && v.n < LINE_BYTES)
				read_label(r, trim_ends(span_of(name->text), U":：【】"), v);
		}
}

static size_t count_words(struct span s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.s[i] == ' ';
	return n;
}

/* Does an English line hold a word of titles, whole? */
static bool is_english_title(const struct words *w, struct span s)
{
	struct span rest = s;

	if (s.s[s.n - 1] == '.' || count_words(s) > 16)
		return false;
	while (rest.n) {
		struct span word = span_cut(&rest, " ");

		if (words_are(w, WORDS_TITLES_ENDING_ENGLISH, word))
			return true;
	}
	return false;
}

/* Without "（试行）", "》" at its end. */
static struct span without_tail(struct span s)
{
	struct span t = trim_ends(s, U"》"), inside;
	size_t n;

	while ((n = bracket_at_end(t, &inside)) && n < t.n) {
		t.n -= n;
		t = trim_ends(t, U"》");
	}
	return t;
}

static bool is_title(const struct words *w, struct span s)
{
	struct span t = without_tail(s);

	if (!t.n || s.n > TITLE_BYTES ||
	    char_count(s) > TITLE_CHARS * (1 + ((unsigned char)*s.s < 0x80)) || number_length(s) ||
	    char_in(char_last(s), U":：。；;，,|") || is_number(s) || span_starts(s, "附件") ||
	    span_starts(s, "附") || colon_at(s) < s.n)
		return false;
	if (!utf8_is_han(char_last(t)))
		return (unsigned char)*s.s < 0x80 && is_english_title(w, s);
	return words_at_end(w, WORDS_TITLES_ENDING, t);
}

/* A line that only opens a title: an office before "关于…", or 《 that closes in the next. */
static bool opens_title(const struct words *w, struct span above, struct span s)
{
	return is_office(w, above) &&
	       (span_starts(s, "关于") || span_starts(s, "關於") || span_starts(s, "關于") ||
		   span_starts(s, "印发") || span_starts(s, "印發"));
}

static struct span text_of(const struct block *b)
{
	struct span s = span_of(b->text);

	s.line = b->line;
	return s;
}

/* Half a title, broken at the margin of a page. */
static bool is_half(struct span above)
{
	return above.n && above.n < TITLE_BYTES &&
	       (span_starts(above, "关于") || span_starts(above, "關於") ||
		   memmem(above.s, above.n, "关于印发", 12)) &&
	       !char_in(char_last(above), U":：。；;，,");
}

static const char *joined(struct arena *a, struct span first, struct span second)
{
	return arena_printf(a, "%s%s", clean_line(a, first), clean_line(a, second));
}

/* The first line that is one by its looks; a heading of the format wins where no line is. */
static void find_title(struct reading *r)
{
	struct span above = {0}, last = {0};
	const char *heading = NULL;

	for (size_t i = 0; i < r->d->blocks.n && i < HEAD_PARAGRAPHS; i++) {
		const struct block *b = &r->d->blocks.at[i];
		struct span s = b->grid ? (struct span){0} : text_of(b);

		if (b->grid)
			break;
		if (is_title(r->w, s)) {
			bool two = opens_title(r->w, above, s) || is_half(above);

			r->head->title = two ? joined(r->arena, above, s) : clean_line(r->arena, s);
			return;
		}
		if (b->heading && !heading && !number_length(s))
			heading = clean_line(r->arena, s);
		above = last = s;
	}
	if (heading || r->d->title)
		r->head->title = heading ? heading : clean_line(r->arena, span_of(r->d->title));
	else if (last.n && char_count(last) <= TITLE_CHARS && !head_is_dateline(last) &&
		 r->d->blocks.n > 1)
		r->head->title = clean_line(r->arena, last);
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
		s = text_of(b);
		read_line(&r, s);
		r.above = s;
	}
	find_title(&r);
}
