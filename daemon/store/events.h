#ifndef STORE_EVENTS_H
#define STORE_EVENTS_H
#include "plan/event.h"
#include "store/db.h"

/* The append-only history. */

/* Append; e->id becomes the row's. The address must name a task. */
bool events_add(struct db *db, struct event *e, struct error *err);
/* What happened to a milestone and to its task as a whole (milestone 0: to all of the task), oldest
 * first. */
bool events_of(struct db *db, const struct address *of, struct arena *a, struct events *out,
    struct error *err);
/* Where `who` did something last that stands and can be undone, among the last ten thousand events. */
bool events_last_of(
    struct db *db, const char *who, struct address *out, bool *found, struct error *err);
#endif
