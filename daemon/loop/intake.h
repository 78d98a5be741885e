#ifndef LOOP_INTAKE_H
#define LOOP_INTAKE_H
#include <ev.h>
#include "base/error.h"

/*
 * Documents are read in a child process, `deadlinectl parse --json FILE`, one at a time, with
 * limits on time, memory and what it may write: a bad file costs that file only.
 */
struct intake; /* opaque */
/* The child's JSON (n bytes), or why there is none (json NULL, err says it). */
typedef void intake_read(
    void *context, const char *path, const char *json, size_t n, const struct error *err);

/* `program`: the path of deadlinectl; `lexicon` (may be NULL): the user's own words. Both borrowed.
 */
void intake_open(struct ev_loop *ev, const char *program, const char *lexicon, intake_read *done,
    void *context, struct intake **out);
/* Queue a file (a second time while it waits is once). */
void intake_add(struct intake *in, const char *path);
bool intake_busy(const struct intake *in);
void intake_close(struct intake *in);
#endif
