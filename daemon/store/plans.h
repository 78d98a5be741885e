#ifndef STORE_PLANS_H
#define STORE_PLANS_H
#include "plan/task.h"
#include "store/db.h"

/*
 * Notices and their tasks. Nothing is ever deleted: what a notice no longer holds is retired and
 * keeps its key, its events and its reminders for the day on which it comes back. Putting what is
 * there already writes nothing.
 */
/* A notice as stored, with all its tasks, the retired ones too. */
struct plan_row {
	int64_t id;
	bool retired;
	moment known; /* since when */
};
struct plan {
	bool found, retired;
	struct notice notice;
	list_of(struct plan_row) rows; /* row i is notice.tasks.at[i]'s; in the notice's arena */
	int64_t position;	       /* of the last row that was read */
};
/* One task with the head of its notice. */
struct plan_task {
	int64_t id;
	const struct notice *notice; /* without tasks and diagnostics */
	struct task task;
	bool retired; /* it, or its notice */
};

/* The notice `id` as stored; plan.found is false where there is none. *out is zeroed by the caller.
 */
bool plans_get(struct db *db, const char *id, struct plan *out, struct error *err);
/* The same a few tasks at a time: at most `max` more behind those that are there; *more: there may be others. */
bool plans_get_some(
    struct db *db, const char *id, int max, struct plan *in_out, bool *more, struct error *err);
void plan_release(struct plan *p);
/* Head and diagnostics, and back from retirement; `known` is kept from the first time. */
bool plans_put_notice(struct db *db, const struct notice *n, moment now, struct error *err);
/* A task at its place (from 0), retired or back from retirement as it says; *id is its row's. */
bool plans_put_task(struct db *db, const char *notice, const struct task *t, int position,
    moment now, int64_t *id, struct error *err);
bool plans_retire_notice(struct db *db, const char *id, moment now, struct error *err);
/* The ids of the notices that stand. */
bool plans_names(struct db *db, struct arena *a, struct names *out, struct error *err);
/* The row of a task that stands or is retired; 0 where there is none. */
bool plans_find(struct db *db, const char *notice, const char *key, int64_t *id, struct error *err);
/* One task by its row; everything allocates in a. It must exist. */
bool plans_task(
    struct db *db, int64_t id, struct arena *a, struct plan_task *out, struct error *err);
/* The rows of all tasks that stand, in the notices' order; `notice` NULL: of all notices. */
bool plans_ids(struct db *db, const char *notice, struct arena *a, int64_t **ids, size_t *n,
    struct error *err);
/* The same a few at a time, each call the next ones. Zero-initialise. */
struct plan_ids {
	list_of(int64_t) rows;
	const char *notice; /* of the last one, and its position */
	int64_t position;
	bool all;
};
bool plans_ids_some(
    struct db *db, const char *notice, struct arena *a, struct plan_ids *in_out, struct error *err);
#endif
