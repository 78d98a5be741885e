#ifndef ENGINE_RELEASE_H
#define ENGINE_RELEASE_H
#include "engine/inside.h"

/* A channel may go again at once: its hold and its endpoint's wait end. What was queued while it was held is said
 * afresh at the next tick, as one message for each recipient. Inside the caller's transaction. */
bool release_channel(struct engine *e, const char *channel, moment now, struct error *err);
#endif
