#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "store/db.h"

/* The truth on disk: a database with the schema that this program knows. */

/* Open the database at path (its folder is made) and bring its schema up to date, each step a
 * transaction of its own. A schema newer than this program's is refused, nothing is changed then.
 */
bool store_open(const char *path, struct db **out, struct error *err);
/* The schema version of this program. */
int store_version(void);
/* A setting of the store itself, e.g. what the plan was last computed with. *out is NULL where
 * there is none. */
bool store_get(
    struct db *db, const char *key, struct arena *a, const char **out, struct error *err);
bool store_set(struct db *db, const char *key, const char *value, struct error *err);
bool store_drop(struct db *db, const char *key, struct error *err);
#endif
