#ifndef STORE_AGENDA_H
#define STORE_AGENDA_H
#include "base/list.h"
#include "store/db.h"

/* Per milestone, when it may next have something to say; in place of a list of all milestones in
 * memory. */
struct agenda_row {
	int64_t task;
	int milestone;
	moment known; /* since when it stands as it does: it was new then, or its day moved */
	moment at;    /* MOMENT_NEVER: nothing more, until something happens */
};
struct agenda_rows {
	struct agenda_row *at;
	size_t n, room;
};

/* Put it on the agenda for `now`: new ones are known since now, those that were there keep their
 * `known`. */
bool agenda_open(struct db *db, int64_t task, int milestone, moment now, struct error *err);
/* Its day moved: known since now. */
bool agenda_renew(struct db *db, int64_t task, int milestone, moment now, struct error *err);
/* When it is to be looked at again. */
bool agenda_set(struct db *db, int64_t task, int milestone, moment at, struct error *err);
/* Everything that hangs on what has changed is looked at again now: a milestone, a task (milestone
 * 0), all. */
bool agenda_wake(struct db *db, int64_t task, int milestone, moment now, struct error *err);
bool agenda_wake_all(struct db *db, moment now, struct error *err);
/* At most `max` rows due by now, those longest due first. */
bool agenda_due(struct db *db, moment now, int max, struct arena *a, struct agenda_rows *out,
    struct error *err);
/* The row of a milestone; known = MOMENT_NEVER where there is none. */
bool agenda_get(
    struct db *db, int64_t task, int milestone, struct agenda_row *out, struct error *err);
/* The earliest moment on the agenda; MOMENT_NEVER. */
bool agenda_next(struct db *db, moment *out, struct error *err);
/* Since when the plan is known: the earliest `known` of all; MOMENT_NEVER: it is empty. */
bool agenda_first(struct db *db, moment *out, struct error *err);
#endif
