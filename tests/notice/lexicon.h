#ifndef TESTS_NOTICE_LEXICON_H
#define TESTS_NOTICE_LEXICON_H
/* The shipped lexicon, once for all rows of a test. */
#include <stdio.h>
#include <stdlib.h>
#include "base/text.h"
#include "notice/words.h"

static inline const struct lexicon *shipped_lexicon(void)
{
	static struct lexicon *l;
	struct errors mistakes = {0};

	if (!l && !lexicon_load("conf/lexicon", NULL, &l, &mistakes)) {
		errors_print(&mistakes, stderr);
		exit(1);
	}
	errors_release(&mistakes);
	return l;
}

/* Its lists, ready for matching. Kept to the end of the program. */
static inline const struct words *shipped_words(void)
{
	static struct words w;

	if (!w.lexicon)
		words_open(&w, shipped_lexicon());
	return &w;
}

/* "a|b|c": the names of a list, for comparing. */
static inline void add_names(struct text *out, const struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		text_addf(out, "%s%s", i ? "|" : "", names->at[i]);
}
#endif
