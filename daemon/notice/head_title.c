/* The title of a notice: no format marks it. A line is one by how it ends (…的通知, …方案, … Plan), the first such
 * line wins, and lines that were one title are joined. */
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"
#include "notice/head.h"
#include "notice/read_text.h"
#include "notice/words.h"

enum { TITLE_CHARS = 80, TITLE_BYTES = 240, HEAD_PARAGRAPHS = 400 };

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
	    char_in(char_last(s), U":：。；;，,|") || head_is_number(s) || span_starts(s, "附件") ||
	    span_starts(s, "附") || memmem(s.s, s.n, "：", 3) ||
	    (memchr(s.s, ':', s.n) && utf8_is_han(char_last(t))))
		return false;
	if (!utf8_is_han(char_last(t)))
		return (unsigned char)*s.s < 0x80 && is_english_title(w, s);
	return words_at_end(w, WORDS_TITLES_ENDING, t);
}

/* A line that only opens a title: an office before "关于…", or 《 that closes in the next. */
static bool opens_title(const struct words *w, struct span above, struct span s)
{
	return head_is_office(w, above) &&
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

struct search {
	const struct words *w;
	struct arena *arena;
	struct span above, first, last; /* paragraphs; short ones that may do for want of better */
	const char *heading;		/* of the format */
};

/* Could the paragraph be a title, were there none? */
static bool may_do(struct span s)
{
	return s.n && char_count(s) <= TITLE_CHARS && !number_length(s) && !head_is_dateline(s) &&
	       !head_is_number(s) && !char_in(char_last(s), U":：。；;，,.");
}

/* NULL where this paragraph is no title. */
static const char *try_paragraph(struct search *t, const struct block *b)
{
	struct span s = text_of(b), above = t->above;

	t->above = s;
	if (is_title(t->w, s)) {
		bool two = opens_title(t->w, above, s) || is_half(above);

		return two ? joined(t->arena, above, s) : clean_line(t->arena, s);
	}
	if (b->heading && !t->heading && !number_length(s))
		t->heading = clean_line(t->arena, s);
	if (may_do(s))
		t->last = s;
	if (may_do(s) && !t->first.n)
		t->first = s;
	return NULL;
}

/* The first line that is one by its looks; a heading of the format, else the line above the first table, else the
 * first short line, where none is. */
const char *head_title(const struct words *w, const struct document *d, struct arena *a)
{
	struct search t = {.w = w, .arena = a};
	bool table = false;

	for (size_t i = 0; i < d->blocks.n && i < HEAD_PARAGRAPHS && !table; i++) {
		const struct block *b = &d->blocks.at[i];
		const char *title = b->grid ? NULL : try_paragraph(&t, b);

		if (title)
			return title;
		table = b->grid && !head_is_grid(w, b->grid);
	}
	if (t.heading || d->title)
		return t.heading ? t.heading : clean_line(a, span_of(d->title));
	t.last = table ? t.last : t.first;
	return t.last.n && d->blocks.n > 1 ? clean_line(a, t.last) : NULL;
}
