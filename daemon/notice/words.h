#ifndef NOTICE_WORDS_H
#define NOTICE_WORDS_H
#include "base/span.h"
#include "notice/lexicon.h"

/* Lists of conf/lexicon/table.conf against a place in a text, in either script and any case. Each returns the bytes
 * of the text that the longest fitting word covers, 0 for none. */
size_t words_at_start(const struct lexicon *l, const char *list, struct span s);
size_t words_at_end(const struct lexicon *l, const char *list, struct span s);
bool words_are(const struct lexicon *l, const char *list, struct span s);
/* The first place that holds a word of the list: bytes before it, s.n for none. */
size_t words_before(const struct lexicon *l, const char *list, struct span s);
bool words_in(const struct lexicon *l, const char *list, struct span s);

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
enum column column_named(const struct lexicon *l, struct span name);
/* By headers.* alone. */
enum column column_called(const struct lexicon *l, struct span name);

/* Is it one of the characters of `set` (UTF-8)? */
bool char_in(uint32_t c, const char *set);
/* The first and the last character, 0 of an empty span; and the number of characters. */
uint32_t char_first(struct span s);
uint32_t char_last(struct span s);
size_t char_count(struct span s);
/* s without blanks and characters of `set` at its end, or at both ends; its line stays. */
struct span trim_end(struct span s, const char *set);
struct span trim_ends(struct span s, const char *set);
/* Bytes of the bracket that ends s, round or （）, with what it holds in *inside; 0 for none. */
size_t bracket_at_end(struct span s, struct span *inside);
/* The last year that a title or heading names (2021年, 二〇二一年, 民國110年); 0 for none, or where it ends a range. */
int year_in(struct span s);
#endif
