#ifndef CTL_ITEM_WORDS_H
#define CTL_ITEM_WORDS_H
#include "base/json.h"
#include "ctl/terminal.h"

/* The words for one item of a listing, as engine/show.h writes it in JSON. */
enum { ITEM_LOOKS = 4 };
struct item_look {
	const char *light, *mark; /* the mark stands where colours do not */
	enum tint tint;
};

/* Which light: 0 red, 1 yellow, 2 green, 3 grey; and how it looks. */
int item_rank(const json_t *item);
const struct item_look *item_look(const json_t *item);
/* "542 d late", "today", "7 d (5 wd), behind", "3 h", "not started", "to be accepted", "done". */
void item_add_left(struct text *out, const json_t *item);
/* The day, with the time of a clock in hours; ~ when the holiday tables may still move it. */
void item_add_due(struct text *out, const json_t *item);
void item_add_units(struct text *out, const json_t *item);
/* The bar and percentage of the target that is farthest from its value; nothing without targets. */
void item_add_progress(struct text *out, const json_t *item);
/* A number without needless decimals. */
void item_add_number(struct text *out, double value);
#endif
