#ifndef NOTICE_READER_H
#define NOTICE_READER_H
#include "base/span.h"
#include "notice/clause.h"
#include "notice/token.h"

/* What the rules find in a clause, in the order in which it stands there. */
enum item_kind {
	ITEM_DATE,
	ITEM_START,	/* 从2018年起, 即日起 */
	ITEM_CYCLE,	/* every … */
	ITEM_LIMIT,	/* within …, from an event */
	ITEM_IMMEDIATE, /* at once: any other limit beats it */
	ITEM_ONGOING,
	ITEM_UNTIMED, /* 适时, 按上级部署 */
	ITEM_AMOUNT,
	ITEM_RESPECTIVELY, /* 分别 */
	ITEM_PAST,	   /* 已: a report of what was reached */
	ITEM_BASELINE,	   /* 较2012年: what is compared with; its words belong to nothing */
	ITEM_COMMA,
	ITEM_STOP /* ; 。: a sentence ends */
};

/* An amount on its way to being a target. */
struct amount {
	enum op op;
	double value, high;	/* high: the other bound of a range; NAN mostly */
	bool approximate, bare; /* bare: no word of comparison beside it */
	bool share;		/* a part of something: what follows may be its condition */
	const char *unit;
	const char *suffix; /* what the words themselves measure: 全覆盖 → 覆盖; NULL mostly */
	const char *metric; /* found later, from the words around */
};

struct item {
	enum item_kind kind;
	size_t from, to;  /* tokens [from, to) */
	const char *rule; /* its name, for the explanation */
	/* dates, cycles, limits */
	day due, start, alternative;
	const char *year_from; /* as in struct period */
	const char *text;      /* recurrence or duration */
	enum role before;      /* the word before a date: by, to, from … */
	bool weak;	       /* a bare date: a deadline only if the words around agree */
	bool dropped;	       /* no deadline or target after all */
	int sentence, part;    /* counted by ; and 。, by commas */
	int milestone;	       /* that it became part of; ITEM_NOWHERE */
	struct amount amount;
};

enum { ITEM_NOWHERE = -1, ITEMS_MAX = 1000 };
/* Is it of the kind, and not dropped? */
static inline bool item_is(const struct item *it, enum item_kind kind)
{
	return it->kind == kind && !it->dropped;
}

struct reader {
	const struct clause_context *context;
	struct arena *arena;
	const char *text;
	struct tokens tokens;
	struct clause *out;
	list_of(struct item) items;
	int year;	/* named last in this clause; 0: none yet */
	int month;	/* likewise */
	bool has_every; /* a word for a rhythm stands in it */
	bool english;	/* no Chinese stands in it */
};

/* The role of token i; ROLE_END behind the last. */
static inline enum role reader_role(const struct reader *r, size_t i)
{
	return i < r->tokens.n ? (enum role)r->tokens.at[i].role : ROLE_END;
}
static inline bool reader_is(const struct reader *r, size_t i, enum role role)
{
	return reader_role(r, i) == role;
}
static inline const struct token *reader_token(const struct reader *r, size_t i)
{
	return &r->tokens.at[i < r->tokens.n ? i : r->tokens.n];
}
/* A sound number at i? */
static inline bool reader_is_number(const struct reader *r, size_t i)
{
	return reader_is(r, i, ROLE_NUMBER) && !(reader_token(r, i)->flags & TOKEN_DAMAGED);
}
/* The words of tokens [from, to), trimmed. */
struct span reader_words(const struct reader *r, size_t from, size_t to);
/* Append a found item. */
struct item *reader_add(struct reader *r, enum item_kind kind, size_t from, size_t to);
/* Say something about the clause: severity "note" or "warning". */
void reader_say(struct reader *r, const char *severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#endif
