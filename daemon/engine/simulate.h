#ifndef ENGINE_SIMULATE_H
#define ENGINE_SIMULATE_H
#include "engine/outbox.h"

/* Called for every message that would be sent, in order of time. */
typedef void simulate_seen(void *context, moment at, const struct delivery *d);
/* Tick the engine's plan (a store in memory) from `from` until `to` (exclusive), every delivery sent at once. */
bool simulate_run(struct engine *e, moment from, moment to, simulate_seen *seen, void *context,
    struct error *err);
#endif
