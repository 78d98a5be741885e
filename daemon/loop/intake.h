#ifndef LOOP_INTAKE_H
#define LOOP_INTAKE_H
#include <ev.h>
#include "base/error.h"
#include "base/text.h"

/*
 * Documents are read in a child process, `deadlinectl parse --json FILE`, one at a time in the order
 * in which they came, with limits on time, memory and what it may write: a bad file costs that file
 * only.
 */
struct intake; /* opaque */
/* The child's JSON, which may be stolen, or why there is none (json NULL, err says it). */
typedef void intake_read(
    void *context, const char *path, struct text *json, const struct error *err);
/* What a file is read as. */
struct intake_kind {
	const char *command; /* of deadlinectl: parse, reports */
	intake_read *done;
	void *context;
};

/* `program`: the path of deadlinectl; borrowed. */
void intake_open(struct ev_loop *ev, const char *program, struct intake **out);
/* From now on with the user's own words (NULL: none); borrowed. */
void intake_use(struct intake *in, const char *lexicon);
/* Queue a file (a second time while it waits is once). The kind is borrowed. */
void intake_add(struct intake *in, const struct intake_kind *kind, const char *path);
/* Begin no other file until intake_go: what was read is not taken yet. To be called when a file is done. */
void intake_wait(struct intake *in);
void intake_go(struct intake *in);
bool intake_busy(const struct intake *in);
void intake_close(struct intake *in);
#endif
