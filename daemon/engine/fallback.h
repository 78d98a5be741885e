#ifndef ENGINE_FALLBACK_H
#define ENGINE_FALLBACK_H
#include "engine/inside.h"

/*
 * The queued reminders of a channel that is away are put down anew for its fallback: "CHANNEL:ADDRESS", or "CHANNEL" for
 * the address that the same unit has in it, else the supervisors' there. Who heard of them there anyway does not hear
 * twice, and in their own place they are never said any more. What has no way stays where it is, and so does everything
 * while the fallback is held itself. One step of a bounded transaction, the caller's; *more: there is another.
 */
bool fallback_divert(
    struct engine *e, const struct channel *c, moment now, bool *more, struct error *err);
#endif
