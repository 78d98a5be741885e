#ifndef ENGINE_SAY_H
#define ENGINE_SAY_H
#include "engine/inside.h"

/* Reminders whose slot came → messages → letters → deliveries, for a bounded number of recipients in one transaction;
 * *n says for how many. */
bool say_step(struct engine *e, moment now, size_t *n, struct error *err);
#endif
