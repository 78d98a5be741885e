#ifndef NOTICE_LEXICON_TABLE_H
#define NOTICE_LEXICON_TABLE_H
#include "base/list.h"
#include "notice/lexicon.h"

/* The inside of the lexicon, for lexicon.c (look-up) and lexicon_read.c (files) alone. */
enum { LEXICON_PLANE = 0x10000 };

struct lexicon_node {
	uint32_t c, child,
	    next; /* the character that leads here; first child and next sibling, 0: none */
	struct word word;
};
struct lexicon_list {
	const char *name; /* "headers.deadline" */
	struct names words;
};
struct lexicon {
	struct arena arena;
	list_of(struct lexicon_node) nodes; /* [0] is the root */
	list_of(struct lexicon_list) lists;
	uint32_t root[LEXICON_PLANE]; /* the root's child for each character */
	uint32_t folded[LEXICON_PLANE];
};

/* An empty lexicon that knows how characters fold. */
struct lexicon *lexicon_new(void);
/* A word that is folded already. One that stands there already is replaced if `replace`, else kept: then false. */
bool lexicon_add_word(struct lexicon *l, const char *folded, struct word word, bool replace);
struct lexicon_list *lexicon_list_of(const struct lexicon *l, const char *name);
#endif
