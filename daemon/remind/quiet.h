#ifndef REMIND_QUIET_H
#define REMIND_QUIET_H
#include "plan/directory.h"
#include "remind/owed.h"

/*
 * Who has asked for quiet. An acknowledgement (ack) of an occurrence holds for every stage that had begun by then, until
 * its standing or its day changes or a new stage begins; news are told all the same. A snooze puts off whatever is to
 * be said until a day. Both hold for the unit that they name, else for all but supervisors and plain addresses.
 */
bool quiet_acked(const struct asking *q, const struct directory *d, const struct recipient *to,
    const struct instant *i);
/* `at`, or the same time of the day until which `to` wants to hear nothing. */
moment quiet_until(
    const struct asking *q, const struct directory *d, const struct recipient *to, moment at);
#endif
