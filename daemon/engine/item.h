#ifndef ENGINE_ITEM_H
#define ENGINE_ITEM_H
#include "engine/inside.h"
#include "plan/light.h"
#include "plan/lookup.h"
#include "remind/owed.h"
#include "store/agenda.h"
#include "store/plans.h"

/* A milestone with all that is known of it, read from the store into one arena. */
struct item {
	struct plan_task row;
	const struct milestone *milestone; /* NULL: the task has none of that number that stands */
	struct address address;		   /* without occurrence */
	struct events history;		   /* all that happened */
	struct events events;		   /* what of it stands */
	const struct policy *policy;
	moment known;
};
/* One occurrence of it. */
struct standing_item {
	const struct item *item;
	struct address address;
	struct occurrence occurrence;
	struct state state;
	struct owed owed; /* in the arena of item_stand */
};

/* Milestone `no` of the task in row `task`; 0: the task alone, with the events of all of it. */
bool item_load(
    struct engine *e, int64_t task, int no, struct arena *a, struct item *out, struct error *err);
/* The task or milestone of an address; the occurrence is not looked at. False with a sentence when there is none. */
bool item_find(struct engine *e, const struct address *address, struct arena *a, struct item *out,
    struct error *err);
/* Milestone `no` of a task that was loaded as a whole. */
bool item_narrow(
    struct engine *e, const struct item *task, int no, struct item *out, struct error *err);
/* The occurrences that matter at `now`. */
void item_occurrences(
    struct engine *e, const struct item *i, moment now, struct arena *a, struct occurrences *out);
/* How an occurrence stands at `now`. */
struct standing_item item_stand(struct engine *e, const struct item *i, const struct occurrence *o,
    moment now, struct arena *a);
/* What decides about what is said of an occurrence. Borrows all. */
struct asking item_asking(
    struct engine *e, const struct item *i, const struct occurrence *o, const struct state *s);
/* How it stands in numbers. */
struct outlook item_outlook(struct engine *e, const struct standing_item *s, moment now);
/* The address of one of its occurrences. */
struct address item_address(const struct item *i, const struct occurrence *o);

/* Items as loaded within one transaction, for the many recipients that hear of the same. Zero-initialise. */
struct shelf {
	struct arena arena;
	struct lookup places;
	list_of(struct item *) items;
};
bool shelf_get(struct shelf *s, struct engine *e, int64_t task, int no, const struct item **out,
    struct error *err);
void shelf_release(struct shelf *s);
#endif
