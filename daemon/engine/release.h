#ifndef ENGINE_RELEASE_H
#define ENGINE_RELEASE_H
#include "engine/inside.h"

/* A channel may go again at once: its hold and its endpoint's wait end. What was queued while it was held is said
 * afresh at the next tick, as one message for each recipient. Inside the caller's transaction. */
bool release_channel(struct engine *e, const char *channel, moment now, struct error *err);
/* What is queued for channels that are not configured any more is said afresh, to whoever is reached in
 * their place. Inside the caller's transaction. */
bool release_orphans(struct engine *e, moment now, struct error *err);
#endif
