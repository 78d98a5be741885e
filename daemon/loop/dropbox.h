#ifndef LOOP_DROPBOX_H
#define LOOP_DROPBOX_H
#include "engine/engine.h"
#include "loop/intake.h"

/*
 * The folders into which offices drop tables of reported values: each file that settles is read by the confined child,
 * and its lines are applied a step a turn of the loop, so that a long one holds nothing up.
 */
struct dropbox; /* opaque */

/* Engine and intake are borrowed. */
void dropbox_open(struct ev_loop *ev, struct engine *e, struct intake *in, intake_ready *ready,
    void *context, struct dropbox **out);
/* From now on these files and folders (borrowed); all that is there is read, what was under way begins anew. Call it after
 * each change of the engine's settings. */
void dropbox_use(struct dropbox *d, const struct names *paths);
bool dropbox_busy(const struct dropbox *d);
void dropbox_close(struct dropbox *d);
#endif
