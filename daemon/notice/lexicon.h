#ifndef NOTICE_LEXICON_H
#define NOTICE_LEXICON_H
#include <stdint.h>
#include "base/error.h"

/*
 * The words of conf/lexicon: header names, comparison words, units of measure, date words. A line
 *is NAME [NUMBER]: word, word, two words and runs on in lines that begin with white space; # opens
 *a comment. A NAME with a dot (headers.deadline) is a plain list for the readers of documents; one
 *without is a role of the grammar (notice/role.h) and anything unknown is a mistake. Words are kept
 *folded (base/script), so either script is found by either.
 */
struct lexicon; /* opaque */

/* Load every *.conf of `folder`, then `user` (a file or folder, NULL: none) over it; a wrong entry
 * is named with file and line. False, and *out untouched, when there was any. */
bool lexicon_load(
    const char *folder, const char *user, struct lexicon **out, struct errors *mistakes);
void lexicon_free(struct lexicon *l);

/* The words of a list, folded, in the order of the files; NULL when nothing defines it. */
const struct names *lexicon_words(const struct lexicon *l, const char *list);
/* Which list of a group names `text` exactly (folded, white space ignored): lexicon_category(l,
 * "headers", "完成时限") is "deadline", the list headers.deadline. NULL: none. */
const char *lexicon_category(const struct lexicon *l, const char *group, const char *text);
/* The same for a text that only holds one of the words; the longest word decides. */
const char *lexicon_category_in(const struct lexicon *l, const char *group, const char *text);

/* A word of the grammar. */
struct word {
	uint8_t role;	/* enum role of notice/role.h; 0: none */
	int32_t number; /* what stood behind the role's name; 0: nothing */
};
/* The folded form of a code point: Simplified, narrow, lower case. */
uint32_t lexicon_fold(const struct lexicon *l, uint32_t c);
/* The longest word at the start of s (n folded code points): its length in code points, 0 for none.
 * White space in a word stands for any run of it. A word that opens or closes with a Latin letter
 * ends where the letters do. */
size_t lexicon_match(const struct lexicon *l, const uint32_t *s, size_t n, struct word *out);
#endif
