/* One small row a milestone and a partial index over what is still to come: the daemon's one timer
 * stands at its minimum. */
#include "store/agenda.h"

bool agenda_open(struct db *db, int64_t task, int milestone, moment now, struct error *err)
{
	return db_run(db,
	    "INSERT INTO agenda (task, milestone, known, at) VALUES (?1, ?2, ?3, ?3)"
	    " ON CONFLICT (task, milestone) DO UPDATE SET at = excluded.at",
	    DB(db_int(task), db_int(milestone), db_int(now)), err);
}

bool agenda_renew(struct db *db, int64_t task, int milestone, moment now, struct error *err)
{
	return db_run(db,
	    "INSERT INTO agenda (task, milestone, known, at) VALUES (?1, ?2, ?3, ?3)"
	    " ON CONFLICT (task, milestone) DO UPDATE SET at = excluded.at, known = excluded.known",
	    DB(db_int(task), db_int(milestone), db_int(now)), err);
}

bool agenda_set(struct db *db, int64_t task, int milestone, moment at, struct error *err)
{
	return db_run(db, "UPDATE agenda SET at = ? WHERE task = ? AND milestone = ?",
	    DB(db_moment(at), db_int(task), db_int(milestone)), err);
}

bool agenda_wake(struct db *db, int64_t task, int milestone, moment now, struct error *err)
{
	return db_run(db,
	    "UPDATE agenda SET at = ?1 WHERE task = ?2 AND (?3 = 0 OR milestone = ?3)",
	    DB(db_int(now), db_int(task), db_int(milestone)), err);
}

bool agenda_wake_all(struct db *db, moment now, struct error *err)
{
	return db_run(db, "UPDATE agenda SET at = ?1 WHERE at IS NOT ?1", DB(db_int(now)), err);
}

static struct agenda_row agenda_read(const struct rows *r)
{
	return (struct agenda_row){.task = db_get_int(r, 0),
	    .milestone = (int)db_get_int(r, 1),
	    .known = db_get_int(r, 2),
	    .at = db_get_moment(r, 3)};
}

bool agenda_due(
    struct db *db, moment now, int max, struct arena *a, struct agenda_rows *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT task, milestone, known, at FROM agenda WHERE at <= ? ORDER BY at, task, "
		"milestone LIMIT ?",
		DB(db_int(now), db_int(max)), &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = agenda_read(&r);
	return db_end(&r, err);
}

bool agenda_get(
    struct db *db, int64_t task, int milestone, struct agenda_row *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT task, milestone, known, at FROM agenda WHERE task = ? AND milestone = ?",
		DB(db_int(task), db_int(milestone)), &r, err))
		return false;
	*out = (struct agenda_row){.known = MOMENT_NEVER, .at = MOMENT_NEVER};
	if (db_next(&r))
		*out = agenda_read(&r);
	return db_end(&r, err);
}

bool agenda_next(struct db *db, moment *out, struct error *err)
{
	*out = MOMENT_NEVER;
	return db_number(db, "SELECT min(at) FROM agenda WHERE at IS NOT NULL", DB_NONE, out, err);
}

bool agenda_first(struct db *db, moment *out, struct error *err)
{
	*out = MOMENT_NEVER;
	return db_number(db, "SELECT min(known) FROM agenda", DB_NONE, out, err);
}
