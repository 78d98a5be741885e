#ifndef ENGINE_READING_H
#define ENGINE_READING_H
#include "base/text.h"
#include "engine/engine.h"

/* A notice from the reading child's JSON into the plan, in steps that never hold the loop long. */
struct reading; /* opaque */

/* Begin with what the child printed (`deadlinectl parse --json`, taken out of the text) for the notice `id`. */
void reading_open(
    struct engine *e, const char *id, struct text *json, moment now, struct reading **out);
/* *more: call it again. When the notice is taken, `summary` gets one line for the log; none when nothing changed. False
 * when it could not be read or the store failed: close it, and read the file again later. */
bool reading_step(struct reading *r, bool *more, struct text *summary, struct error *err);
void reading_close(struct reading *r);
/* All of it at once. */
bool reading_take(struct engine *e, const char *id, struct text *json, moment now,
    struct text *summary, struct error *err);
#endif
