#ifndef STORE_DIALOGUES_H
#define STORE_DIALOGUES_H
#include "store/db.h"

/* What was said when a channel was tested, of the last tests only. */

/* Keep the words of a delivery's last try; those of the oldest tests go. */
bool dialogues_put(struct db *db, int64_t delivery, const char *words, struct error *err);
/* *out is NULL where none are kept. */
bool dialogues_get(
    struct db *db, int64_t delivery, struct arena *a, const char **out, struct error *err);
#endif
