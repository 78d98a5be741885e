#ifndef ENGINE_RECEIPTS_H
#define ENGINE_RECEIPTS_H
#include "engine/inside.h"

/*
 * Receipts that need nothing but being written down. Those that came in one second with the same words are written
 * together, for an UPDATE each costs twice as much. Whoever reads which deliveries are in flight writes them first.
 */
bool receipts_add(
    struct engine *e, int64_t delivery, const char *words, moment at, struct error *err);
bool receipts_write(struct engine *e, struct error *err);
#endif
