#ifndef NOTICE_TOKEN_H
#define NOTICE_TOKEN_H
#include "base/list.h"
#include "notice/lexicon.h"
#include "notice/role.h"

enum {
	TOKEN_CHINESE = 1,    /* a number in Chinese numerals */
	TOKEN_SPACED = 2,     /* white space stands before it */
	TOKEN_DAMAGED = 4,    /* a number with letters in it: 20l8 */
	TOKEN_QUOTED = 8,     /* a name in quotes: never more than text */
	TOKEN_LATIN = 32,     /* a word in Latin letters */
	TOKEN_POSITIONAL = 16 /* digit by digit: 二〇一八 */
};

/* A word, a number, a mark or a run of unknown text. */
struct token {
	uint8_t role; /* enum role */
	uint8_t flags;
	uint8_t digits;	   /* of a number's whole part, as written */
	uint8_t decimals;  /* digits behind its point */
	int32_t number;	   /* a word's number; a number's whole part */
	int32_t decimal;   /* a number's digits behind the point, as a whole number: 6 in 2018.6 */
	double value;	   /* a number's */
	uint32_t from, to; /* bytes of the text */
};
struct tokens {
	struct token *at;
	size_t n, room; /* at[n] is a ROLE_END, so that looking one ahead is always safe */
};

/* Cut a text into tokens, allocated in a. Linear in its length. */
void token_split(const struct lexicon *l, const char *text, struct arena *a, struct tokens *out);
#endif
