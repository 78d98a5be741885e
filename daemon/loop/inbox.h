#ifndef LOOP_INBOX_H
#define LOOP_INBOX_H
#include "engine/engine.h"
#include "loop/intake.h"

/*
 * Files and folders whose contents go into the plan: each file that settles is read by the confined child, and what the
 * child printed is taken a step a turn of the loop, one file at a time, so that a long one holds nothing up. Where the
 * store fails, all are read again a little later.
 */
struct inbox; /* opaque */
/* What is done with such files. */
struct inbox_kind {
	const char *command; /* of deadlinectl: parse, reports */
	bool
	    settles; /* what is there at first has to be quiet for a moment, too, for somebody may be writing it */
	/* Begin with the child's JSON, which may be stolen. */
	void *(*open)(struct engine *e, const char *path, struct text *json);
	/* *more: call it again; `summary` gets lines for the log. False when the store failed. */
	bool (*step)(void *job, bool *more, struct text *summary, struct error *err);
	void (*close)(void *job);
	/* The file cannot be read; why: a sentence. False when the store failed. */
	bool (*refuse)(struct engine *e, const char *path, const char *why, struct error *err);
	/* These are all files that are there, after one has gone; NULL: that says nothing. */
	bool (*stock)(struct engine *e, const struct names *files, struct error *err);
};
extern const struct inbox_kind inbox_notices, inbox_reports;
/* Asked before each step: may the engine write? False: later. */
typedef bool inbox_ready(void *context, struct error *err);

/* Engine and intake are borrowed. */
void inbox_open(const struct inbox_kind *kind, struct ev_loop *ev, struct engine *e,
    struct intake *in, inbox_ready *ready, void *context, struct inbox **out);
/* From now on these files and folders (borrowed); all that is there is read, what was under way begins anew. Call it after
 * each change of the engine's settings. */
void inbox_use(struct inbox *b, const struct names *paths);
bool inbox_busy(const struct inbox *b);
void inbox_close(struct inbox *b);
#endif
