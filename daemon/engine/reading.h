#ifndef ENGINE_READING_H
#define ENGINE_READING_H
#include "base/text.h"
#include "engine/engine.h"

/* Take what the reading child printed (`deadlinectl parse --json`, n bytes) for the notice `id`
 * into the plan. `summary` gets one line for the log, empty when nothing changed. */
bool reading_take(struct engine *e, const char *id, const char *json, size_t n, moment now,
    struct text *summary, struct error *err);
#endif
