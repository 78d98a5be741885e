#ifndef ENGINE_TELL_H
#define ENGINE_TELL_H
#include "engine/inside.h"
#include "store/deliveries.h"
#include "store/endpoints.h"

/* What went wrong, told to the supervisors through other channels than the one that failed, inside the caller's
 * transaction. Where no other way reaches them, `status` alone shows it. */
bool tell_held(struct engine *e, const struct hold *h, moment now, struct error *err);
/* A delivery is dead. Letters that are no reminders are not told of, and of a channel at most one an hour, for all are
 * in `deliveries --dead`; a dead address is always told, once. */
bool tell_dead(struct engine *e, const struct delivery_row *d, bool address_dead, moment now,
    struct error *err);
/* A channel's letters are unsent since `made`. Told unless it was told of them, or of this standstill: nothing got through
 * since then (`last_sent`, MOMENT_NEVER: never). */
bool tell_unsent(struct engine *e, const char *channel, moment made, moment last_sent,
    const char *reason, moment now, struct error *err);
/* Four fifths of a channel's monthly quota are used. */
bool tell_quota(struct engine *e, const struct channel *c, const struct tally *t, moment now,
    struct error *err);
/* Tasks that are new in a notice (by their place in it) and have no deadline that could be read, told once, with their
 * lines. */
bool tell_unread(
    struct engine *e, const struct notice *n, const bool *is_new, moment now, struct error *err);
/* What was wrong in a file of reported values (`data` as the template sheet.txt wants it, borrowed). */
bool tell_sheet(struct engine *e, json_t *data, moment now, struct error *err);
#endif
