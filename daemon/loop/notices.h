#ifndef LOOP_NOTICES_H
#define LOOP_NOTICES_H
#include "engine/engine.h"
#include "loop/intake.h"

/*
 * The notices' files and folders: each file that settles is read by the confined child and taken into the plan, a step a
 * turn of the loop; one that is gone retires its notice.
 */
struct notices; /* opaque */

/* Engine and intake are borrowed. */
void notices_open(struct ev_loop *ev, struct engine *e, struct intake *in, intake_ready *ready,
    void *context, struct notices **out);
/* From now on these files and folders (borrowed); all that is there is read. */
void notices_use(struct notices *n, const struct names *paths);
bool notices_busy(const struct notices *n);
void notices_close(struct notices *n);
#endif
