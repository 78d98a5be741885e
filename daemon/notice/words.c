/* The lists of words that take documents apart, matched in place: the text is folded character by character
 * while it is compared, so that the bytes found are those of the text as it stands. */
#include "notice/words.h"
#include <string.h>
#include "base/list.h"
#include "base/utf8.h"

enum { NAME_CHARS = 28, NAME_BYTES = 4 * NAME_CHARS };

bool char_in(uint32_t c, const char *set)
{
	const char *s = set, *end = set + strlen(set);

	while (c && s < end)
		if (utf8_next(&s, end) == c)
			return true;
	return false;
}

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

/* Bytes of s that the (folded) word covers at its start. */
static size_t covers(const struct lexicon *l, const char *word, struct span s)
{
	const char *w = word, *w_end = word + strlen(word), *p = s.s, *end = s.s + s.n;

	while (w < w_end) {
		if (p >= end || lexicon_fold(l, utf8_next(&p, end)) != utf8_next(&w, w_end))
			return 0;
	}
	return (size_t)(p - s.s);
}

size_t words_at_start(const struct lexicon *l, const char *list, struct span s)
{
	const struct names *words = lexicon_words(l, list);
	size_t best = 0;

	for (size_t i = 0; words && i < words->n; i++) {
		size_t n = covers(l, words->at[i], s);

		best = n > best ? n : best;
	}
	return best;
}

size_t words_at_end(const struct lexicon *l, const char *list, struct span s)
{
	const struct names *words = lexicon_words(l, list);
	const char *end = s.s + s.n;
	size_t best = 0;

	for (size_t i = 0; s.n && words && i < words->n; i++) {
		size_t chars = utf8_length(words->at[i], strlen(words->at[i])), n;
		const char *p = end;

		while (chars && p > s.s) {
			p = step_back(s.s, p);
			chars--;
		}
		n = chars ? 0
			  : covers(l, words->at[i], (struct span){.s = p, .n = (size_t)(end - p)});
		best = n > best ? n : best;
	}
	return best;
}

bool words_are(const struct lexicon *l, const char *list, struct span s)
{
	return s.n && words_at_start(l, list, s) == s.n;
}

size_t words_before(const struct lexicon *l, const char *list, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;

	while (p < end) {
		if (words_at_start(l, list, (struct span){.s = p, .n = (size_t)(end - p)}))
			return (size_t)(p - s.s);
		utf8_next(&p, end);
	}
	return s.n;
}

bool words_in(const struct lexicon *l, const char *list, struct span s)
{
	return words_before(l, list, s) < s.n;
}

static const struct {
	const char *whole, *stem; /* lists */
	enum column column;
} columns[] = {{"headers.no", "stems.no", COLUMN_NO}, {"headers.task", "stems.task", COLUMN_TASK},
    {"headers.units", "stems.units", COLUMN_UNITS}, {"headers.lead", "stems.lead", COLUMN_LEAD},
    {"headers.support", "stems.support", COLUMN_SUPPORT},
    {"headers.deadline", "stems.deadline", COLUMN_DEADLINE},
    {"headers.start", "stems.start", COLUMN_START},
    {"headers.measure", "stems.measure", COLUMN_MEASURE},
    {"headers.group", "stems.group", COLUMN_GROUP},
    {"headers.person", "stems.person", COLUMN_PERSON}, {"headers.note", "stems.note", COLUMN_NOTE}};
enum { COLUMN_LISTS = sizeof columns / sizeof *columns };

/* Bytes of the longest word of the list that stands anywhere in s. */
static size_t longest_in(const struct lexicon *l, const char *list, struct span s)
{
	const char *p = s.s, *end = s.s + s.n;
	size_t best = 0;

	while (p < end) {
		size_t n = words_at_start(l, list, (struct span){.s = p, .n = (size_t)(end - p)});

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

		depth += char_in(c, "(（[【〔");
		if (!depth && !char_in(c, ":：*★\n\t\u3000") && (c != ' ' || last < 0x80))
			text_addn(&plain, start, (size_t)(s - start));
		depth -= depth && char_in(c, ")）]】〕");
		last = c;
	}
	if (s < end)
		return false;
	memcpy(out, text_get(&plain), plain.len);
	out[plain.len] = '\0';
	return plain.len;
}

enum column column_called(const struct lexicon *l, struct span name)
{
	char plain[NAME_BYTES + 1];
	struct span s = span_trim(name);

	if (!s.n || s.n > NAME_BYTES * 2 || !plain_name(s, plain))
		return COLUMN_NONE;
	s = span_trim(span_of(plain));
	for (size_t i = 0; i < COLUMN_LISTS; i++)
		if (words_are(l, columns[i].whole, s))
			return columns[i].column;
	return COLUMN_NONE;
}

enum column column_named(const struct lexicon *l, struct span name)
{
	char plain[NAME_BYTES + 1];
	enum column best = column_called(l, name);
	size_t longest = 0;

	if (best != COLUMN_NONE || name.n > NAME_BYTES * 2 || !plain_name(name, plain))
		return best;
	for (size_t i = 0; i < COLUMN_LISTS; i++) {
		size_t n = longest_in(l, columns[i].stem, span_of(plain));

		if (n > longest) {
			longest = n;
			best = columns[i].column;
		}
	}
	return best;
}

struct span trim_end(struct span s, const char *set)
{
	struct span t = span_trim(s);

	while (t.n && char_in(char_last(t), set)) {
		t.n = (size_t)(step_back(t.s, t.s + t.n) - t.s);
		t = span_trim(t);
	}
	t.line = s.line;
	return t;
}

struct span trim_ends(struct span s, const char *set)
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

	if (!s.n || !char_in(char_last(s), ")）"))
		return 0;
	while (p < end) {
		const char *at = p;
		uint32_t c = utf8_next(&p, end);

		if (char_in(c, "(（") && !depth++) {
			open = at;
			behind = p;
		}
		depth -= depth && char_in(c, ")）");
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
			republic = char_in(before, "民") && char_in(c, "国國");
			range = digits == 4 && char_in(c, "-—–~～－至到、");
			before = c;
		}
		value = d >= 0 ? (value % 1000000) * 10 + d : 0;
		digits = d >= 0 ? digits + 1 : 0;
	}
	return found;
}
