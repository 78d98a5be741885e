#ifndef ENGINE_CARRY_H
#define ENGINE_CARRY_H
#include "engine/inside.h"
#include "plan/address.h"

/* What was reported for a milestone's targets goes over to those that have another name in the fresh reading: each report
 * is put on record once more under it. Inside the caller's transaction. */
bool carry_reports(struct engine *e, const struct address *address, const struct milestone *old,
    const struct milestone *fresh, struct error *err);
#endif
