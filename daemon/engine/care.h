#ifndef ENGINE_CARE_H
#define ENGINE_CARE_H
#include "engine/inside.h"

/*
 * Looks after what does not get out. What waits for a channel that is held, or has failed for as long as its
 * `fallback_after`, goes through its fallback; the supervisors hear once of what is unsent for four hours, and again
 * only when something got through meanwhile. While all is well it costs nothing: only a failure makes it look.
 */
enum { UNSENT_S = 4 * HOUR_S };

/* When there is something to look after; MOMENT_NEVER mostly. */
moment care_next(const struct engine *e);
/* Something may need care at that moment. */
void care_at(struct engine *e, moment at);
/* One step in a transaction of its own, where there is something; what was diverted is said by the tick that follows. */
bool care_run(struct engine *e, moment now, struct error *err);
#endif
