/* A text is cut once, from left to right. The words of the lexicon win by length, unknown characters flow together,
 * and a name in quotes is one piece of text whatever stands in it, so that the rules never see its numbers. */
#include "notice/token.h"
#include <string.h>
#include "base/utf8.h"
#include "notice/number.h"

enum {
	QUOTE_CHARS = 60,  /* a longer “…” is speech, not a name */
	TITLE_CHARS = 200, /* 《…》 */
};

struct lexer {
	const struct lexicon *lexicon;
	struct arena *arena;
	uint32_t *s;	  /* folded code points */
	uint32_t *offset; /* of each in the text, in bytes; one more for the end */
	size_t n, i;
	bool spaced;
	struct tokens *out;
};

static void fold(struct lexer *x, const char *text)
{
	const char *s = text, *end = text + strlen(text);
	size_t room = (size_t)(end - text) + 1;

	x->s = arena_alloc(x->arena, room * sizeof *x->s);
	x->offset = arena_alloc(x->arena, room * sizeof *x->offset);
	while (s < end) {
		x->offset[x->n] = (uint32_t)(s - text);
		x->s[x->n++] = lexicon_fold(x->lexicon, utf8_next(&s, end));
	}
	x->offset[x->n] = (uint32_t)(end - text);
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == 0xa0 || c == 0x3000 || c == 0xfeff;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xc0 && c < 0x250 && c != 0xd7);
}

/* A word of Latin letters may hold digits and goes on over a hyphen. */
static bool in_latin_word(const struct lexer *x, size_t i)
{
	uint32_t c = x->s[i];

	if (is_latin(c) || is_digit(c) || c == '\'' || c == 0x2019)
		return true;
	return (c == '-' || c == '.' || c == '&') && i + 1 < x->n &&
	       (is_latin(x->s[i + 1]) || is_digit(x->s[i + 1]));
}

struct mark {
	uint32_t c;
	uint8_t role;
};
static const struct mark marks[] = {
    {',', ROLE_COMMA},
    {';', ROLE_SEMICOLON},
    {':', ROLE_COLON},
    {'!', ROLE_STOP},
    {'(', ROLE_OPEN},
    {')', ROLE_CLOSE},
    {'[', ROLE_OPEN},
    {']', ROLE_CLOSE},
    {'/', ROLE_SLASH},
    {'.', ROLE_DOT},
    {'+', ROLE_PLUS},
    {'-', ROLE_DASH},
    {'~', ROLE_DASH},
    {'|', ROLE_BREAK},
    {'\n', ROLE_BREAK},
    {0x00b7, ROLE_DOT},
    {0x2010, ROLE_DASH},
    {0x2011, ROLE_DASH},
    {0x2012, ROLE_DASH},
    {0x2013, ROLE_DASH},
    {0x2014, ROLE_DASH},
    {0x2015, ROLE_DASH},
    {0x2212, ROLE_DASH},
    {0x2500, ROLE_DASH},
    {0x3001, ROLE_LIST_COMMA},
    {0x3002, ROLE_STOP},
    {0x3008, ROLE_OPEN},
    {0x3009, ROLE_CLOSE},
    {0x3010, ROLE_OPEN},
    {0x3011, ROLE_CLOSE},
    {0x3014, ROLE_OPEN},
    {0x3015, ROLE_CLOSE},
    {0xfe50, ROLE_COMMA},
    {0xfe54, ROLE_SEMICOLON},
    {0xff61, ROLE_STOP},
    {0xff64, ROLE_LIST_COMMA},
};

static uint8_t mark_of(uint32_t c)
{
	size_t at = 0, n = sizeof marks / sizeof *marks;

	if (is_latin(c) || is_digit(c) || (c >= 0x3400 && c < 0xa000))
		return ROLE_NONE;
	for (; at < n; at++)
		if (marks[at].c == c)
			return marks[at].role;
	return ROLE_NONE;
}

static struct token *push(struct lexer *x, struct token t, size_t chars)
{
	struct token *at = list_push(x->arena, x->out);

	*at = t;
	at->from = x->offset[x->i];
	at->to = x->offset[x->i + chars];
	if (x->spaced)
		at->flags |= TOKEN_SPACED;
	x->spaced = false;
	x->i += chars;
	return at;
}

/* Unknown text flows together with the unknown text before it. */
static void push_text(struct lexer *x, size_t chars, uint8_t flags)
{
	struct token *last = x->out->n ? &x->out->at[x->out->n - 1] : NULL;

	if (!last || last->role != ROLE_TEXT || (last->flags & TOKEN_QUOTED) || flags) {
		push(x, (struct token){.role = ROLE_TEXT, .flags = flags}, chars);
		return;
	}
	last->to = x->offset[x->i + chars];
	x->spaced = false;
	x->i += chars;
}

struct quotes {
	uint32_t open, close;
	size_t limit;
};
static const struct quotes quotes[] = {
    {0x201c, 0x201d, QUOTE_CHARS},
    {0x300c, 0x300d, QUOTE_CHARS},
    {0x300e, 0x300f, QUOTE_CHARS},
    {0x300a, 0x300b, TITLE_CHARS},
    {'"', '"', QUOTE_CHARS},
};

/* Characters from the opening quote to the closing one, both counted; 0: it is not closed nearby. */
static size_t quoted_length(const struct lexer *x, const struct quotes *q)
{
	size_t end = x->i + 1 + q->limit < x->n ? x->i + 1 + q->limit : x->n;

	for (size_t at = x->i + 1; at < end; at++)
		if (x->s[at] == q->close)
			return at - x->i + 1;
	return 0;
}

/* “十四五”末, “五一”前: the quotes around the name of a period mean nothing. */
static bool read_quoted_period(struct lexer *x, size_t chars)
{
	struct word word = {0};
	size_t n = lexicon_match(x->lexicon, x->s + x->i + 1, chars - 2, &word);

	if (n != chars - 2 || (word.role != ROLE_plan && word.role != ROLE_festival))
		return false;
	push(x, (struct token){.role = word.role, .number = word.number}, chars);
	return true;
}

static bool read_quoted(struct lexer *x)
{
	uint32_t c = x->s[x->i];

	if (c != '"' && (c < 0x201c || c > 0x300e))
		return false;
	for (size_t k = 0; k < sizeof quotes / sizeof *quotes; k++) {
		size_t chars = quotes[k].open == c ? quoted_length(x, &quotes[k]) : 0;

		if (chars < 3)
			continue;
		if (!read_quoted_period(x, chars))
			push_text(x, chars, TOKEN_QUOTED);
		return true;
	}
	return false;
}

/* What may be written against the number before it: 30days, 5km, 31st, 5pm. */
static const bool follows_number[ROLE_END + 1] = {
    [ROLE_unit] = true,
    [ROLE_span] = true,
    [ROLE_scale] = true,
    [ROLE_ordinal_end] = true,
    [ROLE_day_part] = true,
    [ROLE_percent] = true,
    [ROLE_month_name] = true,
};

/* Letters right behind digits that are no unit make the whole a name: 4A, 5G, 3D. */
static size_t glued_letters(const struct lexer *x, size_t i)
{
	struct word word = {0};
	size_t end = i;

	if (i >= x->n || !is_latin(x->s[i]))
		return 0;
	if (lexicon_match(x->lexicon, x->s + i, x->n - i, &word) && follows_number[word.role])
		return 0;
	while (end < x->n && in_latin_word(x, end))
		end++;
	return end - i;
}

static size_t digit_run(const uint32_t *s, size_t n)
{
	size_t i = 0;

	while (i < n && is_digit(s[i]))
		i++;
	return i;
}

/* Behind "110." a number has no decimals of its own: 110.12.31 are three. */
static bool follows_dot(const struct lexer *x)
{
	size_t n = x->out->n;

	return n > 1 && x->out->at[n - 1].role == ROLE_DOT && x->out->at[n - 2].role == ROLE_NUMBER;
}

static bool read_number(struct lexer *x)
{
	const uint32_t *s = x->s + x->i;
	size_t n = x->n - x->i, glued, chars;
	struct token t;

	if (!is_digit(*s) && *s != 'l' && *s != 'o' && *s != 'i')
		return false;
	chars = number_read_damaged(s, n, &t);
	if (chars) {
		push(x, t, chars);
		return true;
	}
	chars = number_read_digits(s, follows_dot(x) ? digit_run(s, n) : n, &t);
	if (!chars)
		return false;
	glued = glued_letters(x, x->i + chars);
	if (glued)
		push_text(x, chars + glued, 0);
	else
		push(x, t, chars);
	return true;
}

/* The roles of periods stand first in the enum. */
static bool is_time(const struct token *t)
{
	return t->role == ROLE_NUMBER || (t->role >= ROLE_year && t->role <= ROLE_day_part) ||
	       t->role == ROLE_span || t->role == ROLE_half_span || t->role == ROLE_event;
}

/* Behind a number or a time 日 or 前 are units and bounds, whatever word they begin: 12日常务会议 is no 日常, and
 * 6月底前提交 no 前提. */
static size_t match_word(const struct lexer *x, struct word *word)
{
	const struct token *last = x->out->n ? &x->out->at[x->out->n - 1] : NULL;
	size_t n = lexicon_match(x->lexicon, x->s + x->i, x->n - x->i, word);
	struct word unit = {0};

	if (!last || !is_time(last) || n < 2 ||
	    (word->role != ROLE_plain && word->role != ROLE_ongoing && word->role != ROLE_filler) ||
	    !lexicon_match(x->lexicon, x->s + x->i, 1, &unit) || unit.role == ROLE_plain)
		return n;
	*word = unit;
	return 1;
}

/* Letters that run into digits are a name (PM2.5), but for FY2025. */
static bool is_name_of_letters(const struct lexer *x, size_t n, const struct word *word)
{
	size_t behind = x->i + n;

	return is_latin(x->s[behind - 1]) && behind < x->n && is_digit(x->s[behind]) &&
	       word->role != ROLE_fiscal && word->role != ROLE_money &&
	       word->role != ROLE_name_before;
}

/* Units of measure are common characters (件, 度); they are units only behind what they can measure. */
static bool may_have_unit(const struct lexer *x)
{
	switch (x->out->n ? x->out->at[x->out->n - 1].role : ROLE_END) {
	case ROLE_NUMBER:
	case ROLE_number_word:
	case ROLE_scale:
	case ROLE_and_odd:
	case ROLE_zero:
	case ROLE_unit:
	case ROLE_OPEN:
	case ROLE_SLASH:
		return true;
	default:
		return false;
	}
}

/* The longer of a word and a Chinese numeral; of equal ones the word. */
static bool read_word(struct lexer *x)
{
	struct word word = {0};
	struct token t;
	size_t n = match_word(x, &word);
	size_t numeral = number_read_chinese(x->s + x->i, x->n - x->i, &t);

	if (numeral > n) {
		push(x, t, numeral);
		return true;
	}
	if (!n || is_name_of_letters(x, n, &word))
		return false;
	if (word.role == ROLE_plain || (word.role == ROLE_unit && !may_have_unit(x)))
		push_text(x, n, 0);
	else
		push(x,
		    (struct token){.role = word.role,
			.number = word.number,
			.flags = is_latin(x->s[x->i]) ? TOKEN_LATIN : 0},
		    n);
	return true;
}

static void read_text(struct lexer *x)
{
	size_t end = x->i + 1;

	if (is_latin(x->s[x->i]))
		while (end < x->n && in_latin_word(x, end))
			end++;
	push_text(x, end - x->i, 0);
}

/* A line that ends behind a number or 年 was only too short for what follows. */
static bool is_soft_break(const struct lexer *x)
{
	uint8_t last = x->out->n ? x->out->at[x->out->n - 1].role : ROLE_END;

	return x->s[x->i] == '\n' && (last == ROLE_NUMBER || last == ROLE_year);
}

static void read_token(struct lexer *x)
{
	uint8_t mark;

	if (is_blank(x->s[x->i]) || is_soft_break(x)) {
		x->spaced = true;
		x->i++;
		return;
	}
	if (read_quoted(x) || read_number(x) || read_word(x))
		return;
	mark = mark_of(x->s[x->i]);
	if (mark)
		push(x, (struct token){.role = mark}, 1);
	else
		read_text(x);
}

void token_split(const struct lexicon *l, const char *text, struct arena *a, struct tokens *out)
{
	struct lexer x = {.lexicon = l, .arena = a, .out = out};

	fold(&x, text);
	while (x.i < x.n)
		read_token(&x);
	push(&x, (struct token){.role = ROLE_END}, 0);
	out->n--;
}
