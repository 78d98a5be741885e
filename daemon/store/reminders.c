/* Reminders under the key that makes a repeat impossible: adding one twice is not an error but
 * nothing. */
#include "store/reminders.h"

#define COLUMNS                                                                                    \
	"id, task, milestone, occurrence, due, key, unit, stage, repeat, timed, day, instant, at," \
	" late, merged, state, instead"
#define SAME_OCCURRENCE " task = ?1 AND milestone = ?2 AND occurrence = ?3 "

static bool reminders_insert(struct db *db, const struct reminder *r, struct error *err)
{
	return db_run(db,
	    "INSERT INTO reminders (task, milestone, occurrence, due, key, channel, recipient, "
	    "unit, stage, repeat,"
	    " timed, day, instant, at, late, merged, state)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT (task, milestone, occurrence, due, key, channel, recipient) DO NOTHING",
	    DB(db_int(r->task), db_int(r->milestone), db_text(r->occurrence), db_int(r->due),
		db_text(r->instant.key), db_text(r->to.channel), db_text(r->to.address),
		db_text(r->to.unit ? r->to.unit : ""), db_int(r->instant.stage),
		db_int(r->instant.repeat), db_int(r->instant.timed), db_int(r->instant.day),
		db_int(r->instant.at), db_int(r->at), db_int(r->late), db_int(r->merged),
		db_int(REMINDER_WAITING)),
	    err);
}

/* A stage silences others that have not gone out; the ladder's steps silence nothing. The + keeps SQLite from walking through all that
 * waits for the recipient: the occurrence is the shorter way. */
static bool reminders_silence(struct db *db, const struct reminder *by, int *n, struct error *err)
{
	if (!db_run(db,
		"UPDATE reminders SET state = 2 WHERE" SAME_OCCURRENCE
		"AND channel = ?4 AND recipient = ?5 AND +state = 0 AND id <> ?6"
		" AND (?7 >> stage) & 1",
		DB(db_int(by->task), db_int(by->milestone), db_text(by->occurrence),
		    db_text(by->to.channel), db_text(by->to.address), db_int(by->id),
		    db_int(by->instant.step ? 0 : stage_silences(by->instant.stage))),
		err))
		return false;
	*n = db_changed(db);
	return true;
}

bool reminders_add(struct db *db, struct reminder *r, bool *fresh, struct error *err)
{
	int silenced = 0;

	if (!reminders_insert(db, r, err))
		return false;
	*fresh = db_changed(db) > 0;
	if (!*fresh)
		return true;
	r->id = db_last_id(db);
	if (!reminders_silence(db, r, &silenced, err))
		return false;
	r->merged += silenced;
	return silenced == 0 || db_run(db, "UPDATE reminders SET merged = merged + ? WHERE id = ?",
				    DB(db_int(silenced), db_int(r->id)), err);
}

bool reminders_next(struct db *db, moment *out, struct error *err)
{
	*out = MOMENT_NEVER;
	return db_number(db, "SELECT min(at) FROM reminders WHERE state = 0", DB_NONE, out, err);
}

static bool is_among(const struct recipients *all, const char *channel, const char *address)
{
	list_each (const struct recipient *, one, *all)
		if (!strcmp(one->channel, channel) && !strcmp(one->address, address))
			return true;
	return false;
}

/* In the order of their slots, so that the walk ends where `max` is reached, however many wait. */
bool reminders_owed(struct db *db, moment now, size_t max, struct arena *a, struct recipients *out,
    struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT channel, recipient FROM reminders"
		" WHERE state = 0 AND at <= ? ORDER BY at, id LIMIT ?",
		DB(db_int(now), db_int((int64_t)max * 4)), &r, err))
		return false;
	while (out->n < max && db_next(&r))
		if (!is_among(out, db_get_text(&r, 0), db_get_text(&r, 1)))
			*list_push(a, out) = (struct recipient){
			    .channel = db_copy_text(&r, 0, a), .address = db_copy_text(&r, 1, a)};
	return db_end(&r, err);
}

/* A plain address stands for no unit. */
static const char *read_unit(const struct rows *r, int column, struct arena *a)
{
	const char *unit = db_copy_text(r, column, a);

	return unit && *unit ? unit : NULL;
}

static void reminder_read(const struct rows *r, struct arena *a, struct reminder *out)
{
	*out = (struct reminder){.id = db_get_int(r, 0),
	    .task = db_get_int(r, 1),
	    .milestone = (int)db_get_int(r, 2),
	    .occurrence = db_copy_text(r, 3, a),
	    .due = (day)db_get_int(r, 4),
	    .to = {.unit = read_unit(r, 6, a)},
	    .at = db_get_int(r, 12),
	    .late = db_get_int(r, 13),
	    .merged = (int)db_get_int(r, 14),
	    .state = (enum reminder_state)db_get_int(r, 15),
	    .diverted = db_get_text(r, 16) != NULL};
	out->instant = (struct instant){.stage = (enum stage)db_get_int(r, 7),
	    .repeat = (int)db_get_int(r, 8),
	    .timed = db_get_int(r, 9),
	    .day = (day)db_get_int(r, 10),
	    .at = db_get_int(r, 11)};
	snprintf(out->instant.key, sizeof out->instant.key, "%s", db_get_text(r, 5));
}

bool reminders_waiting(struct db *db, const struct recipient *to, moment now, struct arena *a,
    struct reminders *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT " COLUMNS " FROM reminders"
		" WHERE state = 0 AND channel = ? AND recipient = ? AND at <= ? ORDER BY id",
		DB(db_text(to->channel), db_text(to->address), db_int(now)), &r, err))
		return false;
	while (db_next(&r)) {
		struct reminder *one = list_push(a, out);

		reminder_read(&r, a, one);
		one->to.channel = to->channel;
		one->to.address = to->address;
	}
	return db_end(&r, err);
}

bool reminders_of(
    struct db *db, const char *message, struct arena *a, struct reminders *out, struct error *err)
{
	struct rows r;

	if (!db_query(db, "SELECT " COLUMNS " FROM reminders WHERE message = ? ORDER BY id",
		DB(db_text(message)), &r, err))
		return false;
	while (db_next(&r))
		reminder_read(&r, a, list_push(a, out));
	return db_end(&r, err);
}

bool reminders_mark(
    struct db *db, int64_t id, enum reminder_state state, const char *message, struct error *err)
{
	return db_run(db, "UPDATE reminders SET state = ?, message = ? WHERE id = ?",
	    DB(db_int(state), db_text(message), db_int(id)), err);
}

bool reminders_postpone(struct db *db, int64_t id, moment at, struct error *err)
{
	return db_run(db, "UPDATE reminders SET at = ? WHERE id = ? AND state = 0",
	    DB(db_int(at), db_int(id)), err);
}

bool reminders_turning(
    struct db *db, const struct reminder *r, bool anyone, enum stage *last, struct error *err)
{
	int64_t stage = *last;

	if (!db_number(db,
		"SELECT stage FROM reminders WHERE" SAME_OCCURRENCE
		"AND ((channel = ?4 AND recipient = ?5 AND state <> 2)"
		" OR ((?9 OR unit = ?8) AND state = 1))"
		" AND stage IN (?6, ?7) AND key <> ?10 ORDER BY id DESC LIMIT 1",
		DB(db_int(r->task), db_int(r->milestone), db_text(r->occurrence),
		    db_text(r->to.channel), db_text(r->to.address), db_int(STAGE_REACHED),
		    db_int(STAGE_FELL_BACK), db_text(r->to.unit), db_int(anyone),
		    db_text(r->instant.key)),
		&stage, err))
		return false;
	*last = (enum stage)stage;
	return true;
}

bool reminders_said_for(struct db *db, const struct reminder *r, struct arena *a,
    struct recipients *out, struct error *err)
{
	struct rows rows;

	if (!db_query(db,
		"SELECT channel, recipient FROM reminders WHERE" SAME_OCCURRENCE
		"AND due = ?4 AND key = ?5 AND unit = ?6 AND state = 1",
		DB(db_int(r->task), db_int(r->milestone), db_text(r->occurrence), db_int(r->due),
		    db_text(r->instant.key), db_text(r->to.unit)),
		&rows, err))
		return false;
	while (db_next(&rows))
		*list_push(a, out) = (struct recipient){.channel = db_copy_text(&rows, 0, a),
		    .address = db_copy_text(&rows, 1, a),
		    .unit = r->to.unit};
	return db_end(&rows, err);
}

bool reminders_forget(struct db *db, int64_t id, struct error *err)
{
	return db_run(db, "DELETE FROM reminders WHERE id = ?", DB(db_int(id)), err);
}

/* Only the latest stage of each occurrence is worth saying again. */
bool reminders_unsay(struct db *db, const char *message, moment at, struct error *err)
{
	return db_run(db,
	    "UPDATE reminders SET message = NULL, at = ?1, state = EXISTS (SELECT 1 FROM reminders "
	    "n"
	    " WHERE n.task = reminders.task AND n.milestone = reminders.milestone"
	    " AND n.occurrence = reminders.occurrence AND n.channel = reminders.channel"
	    " AND n.recipient = reminders.recipient AND n.id > reminders.id AND n.state <> 2) * 2"
	    " WHERE message = ?2",
	    DB(db_int(at), db_text(message)), err);
}

bool reminders_said(struct db *db, const char *message, int64_t *n, struct error *err)
{
	return db_number(
	    db, "SELECT count(*) FROM reminders WHERE message = ?", DB(db_text(message)), n, err);
}

bool reminders_latest(struct db *db, int64_t task, int milestone, const char *occurrence,
    struct reminder *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT due, instant FROM reminders WHERE" SAME_OCCURRENCE
		"AND stage <= ?4 ORDER BY id DESC LIMIT 1",
		DB(db_int(task), db_int(milestone), db_text(occurrence), db_int(STAGE_OVERDUE)), &r,
		err))
		return false;
	*out = (struct reminder){.instant = {.at = MOMENT_NEVER}};
	if (db_next(&r))
		*out = (struct reminder){
		    .due = (day)db_get_int(&r, 0), .instant = {.at = db_get_int(&r, 1)}};
	return db_end(&r, err);
}

bool reminders_elsewhere(
    struct db *db, const struct reminder *r, moment since, bool *out, struct error *err)
{
	int64_t n = 0;

	if (!db_number(db,
		"SELECT EXISTS (SELECT 1 FROM reminders WHERE task = ? AND milestone = ? AND "
		"occurrence <> ? AND instant >= ?)",
		DB(db_int(r->task), db_int(r->milestone), db_text(r->occurrence), db_int(since)),
		&n, err))
		return false;
	*out = n > 0;
	return true;
}

bool reminders_set_aside(struct db *db, int64_t task, int milestone, struct error *err)
{
	return db_run(db,
	    "UPDATE reminders SET key = key || '~' || id, state = CASE state WHEN 0 THEN 2 ELSE "
	    "state END"
	    " WHERE task = ? AND milestone = ? AND instr(key, '~') = 0",
	    DB(db_int(task), db_int(milestone)), err);
}
