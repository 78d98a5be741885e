#ifndef ENGINE_BULLETIN_H
#define ENGINE_BULLETIN_H
#include "engine/inside.h"
#include "remind/bulletin.h"
#include "store/plans.h"

/* Which tasks a bulletin is about. */
struct bulletin_scope {
	const struct policy *only; /* those of this policy; NULL: of all */
	bool shared;		   /* and of those policies for which it speaks */
};
/* Count the plan as it stood at b->at and at b->since (bulletin_init): what happened later is left out, and of the plan
 * itself what came into it later. A day that moved since then is the old one again, except where the notice counts it from
 * its issue; tasks that were retired since are not counted. One task; after the last, bulletin_sort. */
bool bulletin_gather_task(struct engine *e, const struct bulletin_scope *scope, struct bulletin *b,
    int64_t task, struct error *err);
/* All tasks, a few at a time; *more: call it again. Zero-initialise. */
struct bulletin_walk {
	struct arena arena;
	struct plan_ids tasks;
	size_t at;
};
bool bulletin_gather_some(struct engine *e, const struct bulletin_scope *scope,
    struct bulletin_walk *w, struct bulletin *b, bool *more, struct error *err);

/* Post what is due by now: each policy's bulletin once for its day, late only while the office is open, and then with the
 * newest counts. Policies whose plan came after their bulletin day, and plans in which nothing is open and nothing
 * happened, say nothing. One is counted a few tasks at a time: *more, call it again. */
bool bulletin_run(struct engine *e, moment now, bool *more, struct error *err);
/* The one that is being counted is given up: the settings go, or the engine. */
void bulletin_drop(struct engine *e);
/* When bulletin_run is next of use, as it left it; MOMENT_NEVER. */
moment bulletin_next(const struct engine *e);
#endif
