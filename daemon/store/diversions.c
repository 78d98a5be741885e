/* All in SQL over the reminders that a message said: they keep every column but for whom they reach. */
#include "store/diversions.h"

#define OVERTAKEN                                                                                  \
	"EXISTS (SELECT 1 FROM reminders n WHERE n.task = r.task AND n.milestone = r.milestone"    \
	" AND n.occurrence = r.occurrence AND n.channel = r.channel"                               \
	" AND n.recipient = r.recipient AND n.id > r.id AND n.state <> 2)"

static bool read_names(struct rows *r, struct arena *a, struct names *out, struct error *err)
{
	while (db_next(r))
		*list_push(a, out) = db_copy_text(r, 0, a);
	return db_end(r, err);
}

bool diversions_messages(struct db *db, const char *channel, int max, struct arena *a,
    struct names *out, struct error *err)
{
	struct rows r;

	return db_query(db,
		   "SELECT DISTINCT d.message FROM deliveries d WHERE d.state = 0 AND d.channel = ?"
		   " AND EXISTS (SELECT 1 FROM reminders m WHERE m.message = d.message AND "
		   "m.instead IS NULL)"
		   " AND NOT EXISTS (SELECT 1 FROM deliveries f WHERE f.message = d.message AND "
		   "f.state = 1) LIMIT ?",
		   DB(db_text(channel), db_int(max)), &r, err) &&
	       read_names(&r, a, out, err);
}

bool diversions_of(
    struct db *db, const char *message, struct arena *a, struct diversions *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT r.id, r.unit FROM reminders r"
		" WHERE r.message = ? AND r.instead IS NULL AND NOT " OVERTAKEN " ORDER BY r.id",
		DB(db_text(message)), &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = (struct diversion){db_get_int(&r, 0), db_copy_text(&r, 1, a)};
	return db_end(&r, err);
}

bool diversions_add(
    struct db *db, int64_t reminder, const struct recipient *to, moment at, struct error *err)
{
	return db_run(db,
	    "INSERT INTO reminders (task, milestone, occurrence, due, key, channel, recipient, "
	    "unit, "
	    "stage, repeat, timed, day, instant, at, late, merged, state, instead)"
	    " SELECT task, milestone, occurrence, due, key, ?2, ?3, unit, stage, repeat, timed, "
	    "day, "
	    "instant, ?4, late, merged, 0, channel FROM reminders WHERE id = ?1"
	    " ON CONFLICT (task, milestone, occurrence, due, key, channel, recipient) DO NOTHING",
	    DB(db_int(reminder), db_text(to->channel), db_text(to->address), db_int(at)), err);
}

bool diversions_drop(struct db *db, int64_t reminder, struct error *err)
{
	return db_run(db, "UPDATE reminders SET state = 2, message = NULL WHERE id = ?",
	    DB(db_int(reminder)), err);
}

bool diversions_end(
    struct db *db, const char *message, const char *through, moment now, struct error *err)
{
	return db_run(db,
		   "UPDATE deliveries SET state = 3, ended = ?1, reason = 'goes out through ' || ?2"
		   " WHERE state = 0 AND message = ?3",
		   DB(db_int(now), db_text(through), db_text(message)), err) &&
	       reminders_unsay(db, message, now, err);
}

bool diversions_instead(
    struct db *db, const char *message, struct arena *a, struct names *out, struct error *err)
{
	struct rows r;

	return db_query(db,
		   "SELECT DISTINCT instead FROM reminders WHERE message = ? AND instead IS NOT "
		   "NULL",
		   DB(db_text(message)), &r, err) &&
	       read_names(&r, a, out, err);
}
