/* A dialogue is looked at right after its test, so that twenty are plenty. */
#include "store/dialogues.h"

bool dialogues_put(struct db *db, int64_t delivery, const char *words, struct error *err)
{
	return db_run(db, "INSERT OR REPLACE INTO dialogues (delivery, words) VALUES (?, ?)",
		   DB(db_int(delivery), db_text(words)), err) &&
	       db_run(db,
		   "DELETE FROM dialogues WHERE delivery NOT IN"
		   " (SELECT delivery FROM dialogues ORDER BY delivery DESC LIMIT 20)",
		   DB_NONE, err);
}

bool dialogues_get(
    struct db *db, int64_t delivery, struct arena *a, const char **out, struct error *err)
{
	struct rows r;

	if (!db_query(db, "SELECT words FROM dialogues WHERE delivery = ?", DB(db_int(delivery)),
		&r, err))
		return false;
	*out = db_next(&r) ? db_copy_text(&r, 0, a) : NULL;
	return db_end(&r, err);
}
