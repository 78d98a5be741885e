/* The lists of words that take documents apart, matched in place: the text is folded character by character
 * while it is compared, so that the bytes found are those of the text as it stands. */
#include "notice/words.h"
#include <string.h>
#include "base/list.h"
#include "base/utf8.h"

enum { NAME_CHARS = 28, NAME_BYTES = 4 * NAME_CHARS };

uint32_t char_first(struct span s)
{
	const char *p = s.s;

	return s.n ? utf8_next(&p, s.s + s.n) : 0;
}

static const char *step_back(const char *start, const char *s)
{
	do
		s--;
	while (s > start && ((unsigned char)*s & 0xc0) == 0x80);
	return s;
}

uint32_t char_last(struct span s)
{
	const char *p = s.n ? step_back(s.s, s.s + s.n) : NULL;

	return p ? utf8_next(&p, s.s + s.n) : 0;
}

size_t char_count(struct span s)
{
	return s.n ? utf8_length(s.s, s.n) : 0;
}

static void read_phrase(struct words *w, struct phrase *p, const char *word)
{
	const char *end = word + strlen(word);
	uint32_t *c = arena_alloc(&w->arena, strlen(word) * sizeof *c);

	p->c = c;
	while (word < end)
		c[p->n++] = utf8_next(&word, end);
}

static void set_bit(uint64_t bits[4], uint32_t c)
{
	bits[c >> 6 & 3] |= 1ull << (c & 63);
}

static bool has_bit(const uint64_t bits[4], uint32_t c)
{
	return bits[c >> 6 & 3] >> (c & 63) & 1;
}

static void read_list(struct words *w, struct phrases *list, const struct names *names)
{
	list->at = arena_alloc(&w->arena, names->n * sizeof *list->at + 1);
	for (size_t i = 0; i < names->n; i++) {
		struct phrase *p = &list->at[list->n];

		read_phrase(w, p, names->at[i]);
		if (!p->n)
			continue;
		list->n++;
		set_bit(list->first, p->c[0]);
		set_bit(list->last, p->c[p->n - 1]);
	}
}

void words_open(struct words *w, const struct lexicon *l)
{
	static const char *const names[WORD_LISTS_N] = {
#define X(name, text) [WORDS_##name] = text,
	    WORD_LISTS(X)
#undef X
	};

	*w = (struct words){.lexicon = l};
	for (size_t i = 0; i < WORD_LISTS_N; i++) {
		const struct names *list = lexicon_words(l, names[i]);

		if (list)
			read_list(w, &w->list[i], list);
	}
}

void words_release(struct words *w)
{
	if (w)
		arena_release(&w->arena);
}

/* Bytes of s that the word covers at its start. */
static size_t covers(const struct words *w, const struct phrase *word, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;

	for (size_t i = 0; i < word->n; i++)
		if (p >= end || lexicon_fold(w->lexicon, utf8_next(&p, end)) != word->c[i])
			return 0;
	return (size_t)(p - s.s);
}

size_t words_at_start(const struct words *w, enum word_list list, struct span s)
{
	const struct phrases *words = &w->list[list];
	uint32_t first = lexicon_fold(w->lexicon, char_first(s));
	size_t best = 0;

	if (!s.n || !has_bit(words->first, first))
		return 0;
	for (size_t i = 0; i < words->n; i++) {
		size_t n = words->at[i].c[0] == first ? covers(w, &words->at[i], s) : 0;

		best = n > best ? n : best;
	}
	return best;
}

/* The last `chars` characters of s; empty when it has fewer. */
static struct span tail(struct span s, size_t chars)
{
	const char *end = s.s + s.n, *p = end;

	for (; chars && p > s.s; chars--)
		p = step_back(s.s, p);
	return (struct span){.s = p, .n = chars ? 0 : (size_t)(end - p)};
}

size_t words_at_end(const struct words *w, enum word_list list, struct span s)
{
	const struct phrases *words = &w->list[list];
	uint32_t last = lexicon_fold(w->lexicon, char_last(s));
	size_t best = 0;

	if (!s.n || !has_bit(words->last, last))
		return 0;
	for (size_t i = 0; i < words->n; i++) {
		const struct phrase *word = &words->at[i];
		size_t n = word->c[word->n - 1] == last ? covers(w, word, tail(s, word->n)) : 0;

		best = n > best ? n : best;
	}
	return best;
}

bool words_are(const struct words *w, enum word_list list, struct span s)
{
	return s.n && words_at_start(w, list, s) == s.n;
}

size_t words_before(const struct words *w, enum word_list list, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;

	while (p < end) {
		if (words_at_start(w, list, (struct span){.s = p, .n = (size_t)(end - p)}))
			return (size_t)(p - s.s);
		utf8_next(&p, end);
	}
	return s.n;
}

bool words_in(const struct words *w, enum word_list list, struct span s)
{
	return words_before(w, list, s) < s.n;
}

static const struct {
	enum word_list whole, stem;
	enum column column;
} columns[] = {{WORDS_HEADERS_NO, WORDS_STEMS_NO, COLUMN_NO},
    {WORDS_HEADERS_TASK, WORDS_STEMS_TASK, COLUMN_TASK},
    {WORDS_HEADERS_UNITS, WORDS_STEMS_UNITS, COLUMN_UNITS},
    {WORDS_HEADERS_LEAD, WORDS_STEMS_LEAD, COLUMN_LEAD},
    {WORDS_HEADERS_SUPPORT, WORDS_STEMS_SUPPORT, COLUMN_SUPPORT},
    {WORDS_HEADERS_DEADLINE, WORDS_STEMS_DEADLINE, COLUMN_DEADLINE},
    {WORDS_HEADERS_START, WORDS_HEADERS_START, COLUMN_START},
    {WORDS_HEADERS_MEASURE, WORDS_STEMS_MEASURE, COLUMN_MEASURE},
    {WORDS_HEADERS_GROUP, WORDS_STEMS_GROUP, COLUMN_GROUP},
    {WORDS_HEADERS_PERSON, WORDS_STEMS_PERSON, COLUMN_PERSON},
    {WORDS_HEADERS_NOTE, WORDS_STEMS_NOTE, COLUMN_NOTE}};
enum { COLUMN_LISTS = sizeof columns / sizeof *columns };

/* Bytes of the longest word of the list that stands anywhere in s. */
static size_t longest_in(const struct words *w, enum word_list list, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	size_t best = 0;

	while (p < end) {
		size_t n = words_at_start(w, list, (struct span){.s = p, .n = (size_t)(end - p)});

		best = n > best ? n : best;
		utf8_next(&p, end);
	}
	return best;
}

/* The name without what stands in brackets, without its colon, blanks single. */
static bool plain_name(struct span name, char out[NAME_BYTES + 1])
{
	const char *s = name.s, *end = name.s + name.n;
	scope(text) plain = {0};
	uint32_t last = 0;
	int depth = 0;

	while (s < end && plain.len < NAME_BYTES) {
		const char *start = s;
		uint32_t c = utf8_next(&s, end);

		depth += char_in(c, U"(（[【〔");
		if (!depth && !char_in(c, U":：*★\n\t\u3000") && (c != ' ' || last < 0x80))
			text_addn(&plain, start, (size_t)(s - start));
		depth -= depth && char_in(c, U")）]】〕");
		last = c;
	}
	if (s < end || plain.len > NAME_BYTES)
		return false;
	memcpy(out, text_get(&plain), plain.len);
	out[plain.len] = '\0';
	return plain.len;
}

enum column column_called(const struct words *w, struct span name)
{
	char plain[NAME_BYTES + 1];
	struct span s = span_trim(name);

	if (!s.n || s.n > NAME_BYTES * 2 || !plain_name(s, plain))
		return COLUMN_NONE;
	s = span_trim(span_of(plain));
	for (size_t i = 0; i < COLUMN_LISTS; i++)
		if (words_are(w, columns[i].whole, s))
			return columns[i].column;
	return COLUMN_NONE;
}

enum column column_named(const struct words *w, struct span name)
{
	char plain[NAME_BYTES + 1];
	enum column best = column_called(w, name);
	size_t longest = 0;

	if (best != COLUMN_NONE || name.n > NAME_BYTES * 2 || !plain_name(name, plain))
		return best;
	for (size_t i = 0; i < COLUMN_LISTS; i++) {
		size_t n = longest_in(w, columns[i].stem, span_of(plain));

		if (n > longest) {
			longest = n;
			best = columns[i].column;
		}
	}
	return best;
}

struct span trim_end(struct span s, const uint32_t *set)
{
	struct span t = span_trim(s);

	while (t.n && char_in(char_last(t), set)) {
		t.n = (size_t)(step_back(t.s, t.s + t.n) - t.s);
		t = span_trim(t);
	}
	t.line = s.line;
	return t;
}

struct span trim_ends(struct span s, const uint32_t *set)
{
	struct span t = trim_end(s, set);

	while (t.n && char_in(char_first(t), set)) {
		const char *p = t.s;

		utf8_next(&p, t.s + t.n);
		t.n -= (size_t)(p - t.s);
		t.s = p;
		t = span_trim(t);
	}
	t.line = s.line;
	return t;
}

size_t bracket_at_end(struct span s, struct span *inside)
{
	const char *p = s.s, *end = s.s + s.n, *open = NULL, *behind = NULL, *close = NULL;
	int depth = 0;

	if (!s.n || !char_in(char_last(s), U")）"))
		return 0;
	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		if (char_in(c, U"(（") && !depth++) {
			open = at;
			behind = p;
		}
		depth -= depth && char_in(c, U")）");
		close = at;
	}
	if (!open || depth)
		return 0;
	*inside = (struct span){.s = behind, .n = (size_t)(close - behind), .line = s.line};
	return (size_t)(end - open);
}

static int digit_of(uint32_t c)
{
	static const char digits[] = "〇一二三四五六七八九";
	const char *s = digits, *end = digits + sizeof digits - 1;

	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (c == 0x25cb || c == 0x96f6 || c == 0xff2f) /* ○ 零 Ｏ */
		return 0;
	for (int i = 0; s < end; i++)
		if (utf8_next(&s, end) == c)
			return i;
	return -1;
}

/* A year of the Republic is told by its era: 民國113年. */
static int year_of(int value, int digits, bool republic)
{
	if (digits == 4 && value >= 1900 && value < 2100)
		return value;
	return republic && digits >= 2 && digits <= 3 ? value + 1911 : 0;
}

int year_in(struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	int found = 0, value = 0, digits = 0;
	bool republic = false, range = false;
	uint32_t before = 0;

	while (p < end) {
		uint32_t c = utf8_next(&p, end);
		int d = digit_of(c);

		if (d < 0 && c == 0x5e74 && year_of(value, digits, republic))
			found = range ? 0 : year_of(value, digits, republic);
		if (d < 0 && c != ' ') {
			republic = char_in(before, U"民") && char_in(c, U"国國");
			range = digits == 4 && char_in(c, U"-—–~～－至到、");
			before = c;
		}
		value = d >= 0 ? (value % 1000000) * 10 + d : 0;
		digits = d >= 0 ? digits + 1 : 0;
	}
	return found;
}
