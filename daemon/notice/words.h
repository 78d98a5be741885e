#ifndef NOTICE_WORDS_H
#define NOTICE_WORDS_H
#include "base/span.h"
#include "base/arena.h"
#include "notice/lexicon.h"

/* The lists of conf/lexicon/table.conf that take documents apart. */
#define WORD_LISTS(X)                                                                              \
	X(HEADERS_NO, "headers.no")                                                                \
	X(HEADERS_TASK, "headers.task")                                                            \
	X(HEADERS_UNITS, "headers.units")                                                          \
	X(HEADERS_LEAD, "headers.lead")                                                            \
	X(HEADERS_SUPPORT, "headers.support")                                                      \
	X(HEADERS_DEADLINE, "headers.deadline")                                                    \
	X(HEADERS_START, "headers.start")                                                          \
	X(HEADERS_MEASURE, "headers.measure")                                                      \
	X(HEADERS_GROUP, "headers.group")                                                          \
	X(HEADERS_PERSON, "headers.person")                                                        \
	X(HEADERS_NOTE, "headers.note")                                                            \
	X(STEMS_NO, "stems.no")                                                                    \
	X(STEMS_TASK, "stems.task")                                                                \
	X(STEMS_UNITS, "stems.units")                                                              \
	X(STEMS_LEAD, "stems.lead")                                                                \
	X(STEMS_SUPPORT, "stems.support")                                                          \
	X(STEMS_DEADLINE, "stems.deadline")                                                        \
	X(STEMS_MEASURE, "stems.measure")                                                          \
	X(STEMS_GROUP, "stems.group")                                                              \
	X(STEMS_PERSON, "stems.person")                                                            \
	X(STEMS_NOTE, "stems.note")                                                                \
	X(MARKS_LEAD, "marks.lead")                                                                \
	X(MARKS_UNITS, "marks.units")                                                              \
	X(MARKS_SUPPORT, "marks.support")                                                          \
	X(MARKS_WITH, "marks.with")                                                                \
	X(UNITS_OTHERS, "units.others")                                                            \
	X(UNITS_NOBODY, "units.nobody")                                                            \
	X(UNITS_BEFORE, "units.before")                                                            \
	X(UNITS_EACH, "units.each")                                                                \
	X(UNITS_PLACE, "units.place")                                                              \
	X(UNITS_BODY, "units.body")                                                                \
	X(UNITS_ENDINGS, "units.endings")                                                          \
	X(CELLS_EMPTY, "cells.empty")                                                              \
	X(LOOKS_DEADLINE, "looks.deadline")                                                        \
	X(TITLES_ENDING, "titles.ending")                                                          \
	X(TITLES_ENDING_ENGLISH, "titles.ending-english")                                          \
	X(LOOKS_YEAR, "looks.year")                                                                \
	X(TITLES_LETTER, "titles.letter")                                                          \
	X(HEAD_TITLE, "head.title")                                                                \
	X(HEAD_NUMBER, "head.number")                                                              \
	X(HEAD_ISSUER, "head.issuer")                                                              \
	X(HEAD_WRITTEN, "head.written")                                                            \
	X(HEAD_PUBLISHED, "head.published")                                                        \
	X(HEAD_FIRST_LEADS, "head.first-leads")

enum word_list {
#define X(name, text) WORDS_##name,
	WORD_LISTS(X)
#undef X
	    WORD_LISTS_N
};

/* The lists made ready for matching in place, in either script and any case. */
struct phrase {
	const uint32_t *c; /* folded */
	size_t n;
};
struct phrases {
	struct phrase *at;
	size_t n;
	uint64_t first[4],
	    last[4]; /* characters that a word begins or ends with, by their low byte */
};
struct words {
	struct arena arena;
	const struct lexicon *lexicon;
	struct phrases list[WORD_LISTS_N];
};
void words_open(struct words *w, const struct lexicon *l);
void words_release(struct words *w);

/* Each returns the bytes of the text that the longest fitting word covers, 0 for none. */
size_t words_at_start(const struct words *w, enum word_list list, struct span s);
size_t words_at_end(const struct words *w, enum word_list list, struct span s);
bool words_are(const struct words *w, enum word_list list, struct span s);
/* The first place that holds a word of the list: bytes before it, s.n for none. */
size_t words_before(const struct words *w, enum word_list list, struct span s);
bool words_in(const struct words *w, enum word_list list, struct span s);

/* What stands in a column of a table, or behind a label of a list. */
enum column {
	COLUMN_NONE,
	COLUMN_NO,
	COLUMN_TASK,
	COLUMN_UNITS,
	COLUMN_LEAD,
	COLUMN_SUPPORT,
	COLUMN_DEADLINE,
	COLUMN_START,
	COLUMN_MEASURE,
	COLUMN_STAGE, /* its name is a date: "2021年目标" */
	COLUMN_GROUP,
	COLUMN_PERSON,
	COLUMN_NOTE,
	COLUMNS
};
/* By the lists headers.* (the whole name, brackets aside), and stems.* (enough in a longer name). */
enum column column_named(const struct words *w, struct span name);
/* By headers.* alone. */
enum column column_called(const struct words *w, struct span name);

/* Is it one of the characters of `set` (U"…")? */
static inline bool char_in(uint32_t c, const uint32_t *set)
{
	while (*set && *set != c)
		set++;
	return c && *set;
}
/* The first and the last character, 0 of an empty span; and the number of characters. */
uint32_t char_first(struct span s);
uint32_t char_last(struct span s);
size_t char_count(struct span s);
/* s without blanks and characters of `set` at its end, or at both ends; its line stays. */
struct span trim_end(struct span s, const uint32_t *set);
struct span trim_ends(struct span s, const uint32_t *set);
/* Bytes of the bracket that ends s, round or （）, with what it holds in *inside; 0 for none. */
size_t bracket_at_end(struct span s, struct span *inside);
/* The last year that a title or heading names (2021年, 二〇二一年, 民國110年); 0 for none, or where it ends a range. */
int year_in(struct span s);
#endif
