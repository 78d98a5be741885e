/* The queue of letters. Rows that a claim moves hold no bytes, and every index over them is
 * partial: queued, flying, sent and dead ones never meet in one. */
#include "store/deliveries.h"

#define ROW                                                                                        \
	"d.id, d.letter, d.message, d.channel, d.recipient, d.state, d.tries, d.next, d.created, " \
	"d.ended,"                                                                                 \
	" d.endpoint, d.reason, d.in_doubt"
#define ROW_AND_SUBJECT ROW ", c.subject"
#define FROM		" FROM deliveries d JOIN contents c ON c.delivery = d.id "
enum { SUBJECT_COLUMN = 13, QUEUED_BYTES = 256 << 10 };

bool deliveries_add(struct db *db, struct delivery_row *d, struct error *err)
{
	if (!db_run(db,
		"INSERT INTO deliveries (letter, message, channel, recipient, state, tries, next, "
		"created, ended, reason)"
		" VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
		DB(db_text(d->letter), db_text(d->message), db_text(d->channel),
		    db_text(d->recipient), db_int(d->state), db_int(d->next), db_int(d->created),
		    db_moment(d->ended), db_text(d->reason)),
		err))
		return false;
	d->id = db_last_id(db);
	return db_run(db, "INSERT INTO contents (delivery, subject, body) VALUES (?, ?, ?)",
	    DB(db_int(d->id), db_text(d->subject ? d->subject : ""), db_blob(d->body, d->body_n)),
	    err);
}

static struct delivery_row delivery_read(const struct rows *r, struct arena *a)
{
	return (struct delivery_row){.id = db_get_int(r, 0),
	    .letter = db_copy_text(r, 1, a),
	    .message = db_copy_text(r, 2, a),
	    .channel = db_copy_text(r, 3, a),
	    .recipient = db_copy_text(r, 4, a),
	    .state = (enum delivery_state)db_get_int(r, 5),
	    .tries = (int)db_get_int(r, 6),
	    .next = db_get_int(r, 7),
	    .created = db_get_int(r, 8),
	    .ended = db_get_moment(r, 9),
	    .endpoint = db_get_int(r, 10),
	    .reason = db_copy_text(r, 11, a),
	    .in_doubt = (int)db_get_int(r, 12)};
}

/* What is not asked for here is what a claim has no use of: it is read for every letter that goes out. */
bool deliveries_queued(struct db *db, const char *channel, moment now, int max, struct arena *a,
    struct delivery_rows *out, struct error *err)
{
	size_t bytes = 0;
	struct rows r;

	if (!db_query(db,
		"SELECT d.id, d.letter, d.recipient, d.tries, d.next, d.created, c.subject, "
		"c.body" FROM
		"WHERE d.state = 0 AND d.channel = ? AND d.next <= ? ORDER BY d.next, d.id LIMIT ?",
		DB(db_text(channel), db_int(now), db_int(max)), &r, err))
		return false;
	while (bytes < QUEUED_BYTES && db_next(&r)) {
		struct delivery_row *d = list_push(a, out);
		const char *body = db_get_blob(&r, 7, &d->body_n);

		*d = (struct delivery_row){.id = db_get_int(&r, 0),
		    .letter = db_copy_text(&r, 1, a),
		    .channel = channel,
		    .recipient = db_copy_text(&r, 2, a),
		    .tries = (int)db_get_int(&r, 3),
		    .next = db_get_int(&r, 4),
		    .created = db_get_int(&r, 5),
		    .subject = db_copy_text(&r, 6, a),
		    .body = arena_dupn(a, body, d->body_n),
		    .body_n = d->body_n};
		bytes += d->body_n;
	}
	return db_end(&r, err);
}

bool deliveries_fly(
    struct db *db, const char *channel, moment now, size_t n, int64_t endpoint, struct error *err)
{
	return db_run(db,
	    "UPDATE deliveries SET state = 1, endpoint = ? WHERE id IN (SELECT id FROM deliveries"
	    " WHERE state = 0 AND channel = ? AND next <= ? ORDER BY next, id LIMIT ?)",
	    DB(db_int(endpoint), db_text(channel), db_int(now), db_int((int64_t)n)), err);
}

bool deliveries_lift(struct db *db, int64_t id, struct error *err)
{
	return db_run(
	    db, "UPDATE deliveries SET state = 1 WHERE id = ? AND state = 0", DB(db_int(id)), err);
}

bool deliveries_land(struct db *db, int64_t id, struct error *err)
{
	return db_run(
	    db, "UPDATE deliveries SET state = 0 WHERE id = ? AND state = 1", DB(db_int(id)), err);
}

bool deliveries_settle(struct db *db, const struct delivery_row *d, struct error *err)
{
	return db_run(db,
	    "UPDATE deliveries SET state = ?, tries = tries + 1, next = ?, ended = ?, reason = ?, "
	    "in_doubt = ? WHERE id = ?",
	    DB(db_int(d->state), db_int(d->next), db_moment(d->ended), db_text(d->reason),
		db_int(d->in_doubt), db_int(d->id)),
	    err);
}

bool deliveries_receive(struct db *db, const char *ids, const char *reason, moment now,
    int64_t *fresh, struct error *err)
{
	if (!db_run(db,
		"UPDATE deliveries SET state = 2, tries = tries + 1, ended = ?, reason = ?"
		" WHERE id IN (SELECT value FROM json_each(?)) AND state IN (0, 1)",
		DB(db_int(now), db_text(reason), db_text(ids)), err))
		return false;
	*fresh = db_changed(db);
	return true;
}

bool deliveries_shunned(struct db *db, int64_t id, bool *out, struct error *err)
{
	int64_t failures = 0;

	if (!db_number(db,
		"SELECT e.failures FROM deliveries d JOIN endpoints e ON e.id = d.endpoint WHERE "
		"d.id = ?",
		DB(db_int(id)), &failures, err))
		return false;
	*out = failures > 0;
	return true;
}

bool deliveries_bytes(
    struct db *db, int64_t id, struct arena *a, const char **out, size_t *n, struct error *err)
{
	struct rows r;

	*out = "";
	*n = 0;
	if (!db_query(db, "SELECT body FROM contents WHERE delivery = ?", DB(db_int(id)), &r, err))
		return false;
	if (db_next(&r)) {
		const char *body = db_get_blob(&r, 0, n);

		*out = arena_dupn(a, body, *n);
	}
	return db_end(&r, err);
}

bool deliveries_rewrite(struct db *db, int64_t id, const char *body, size_t n, struct error *err)
{
	return db_run(db, "UPDATE contents SET body = ? WHERE delivery = ?",
	    DB(db_blob(body, n), db_int(id)), err);
}

/* The one row of a query. */
static bool delivery_one(
    struct rows *r, struct arena *a, struct delivery_row *out, struct error *err)
{
	*out = (struct delivery_row){0};
	if (db_next(r))
		*out = delivery_read(r, a);
	return db_end(r, err);
}

bool deliveries_get(
    struct db *db, int64_t id, struct arena *a, struct delivery_row *out, struct error *err)
{
	struct rows r;

	return db_query(db, "SELECT " ROW " FROM deliveries d WHERE d.id = ?", DB(db_int(id)), &r,
		   err) &&
	       delivery_one(&r, a, out, err);
}

bool deliveries_find(
    struct db *db, const char *letter, struct arena *a, struct delivery_row *out, struct error *err)
{
	struct rows r;

	return db_query(db, "SELECT " ROW " FROM deliveries d WHERE d.letter = ?",
		   DB(db_text(letter)), &r, err) &&
	       delivery_one(&r, a, out, err);
}

bool deliveries_list(struct db *db, const struct delivery_filter *f, struct arena *a,
    struct delivery_rows *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT " ROW_AND_SUBJECT FROM
		"WHERE (?1 IS NULL OR d.channel = ?1) AND (?2 < 0 OR "
		"d.state = ?2) ORDER BY d.id DESC LIMIT ?3",
		DB(db_text(f->channel), db_int(f->state), db_int(f->max)), &r, err))
		return false;
	while (db_next(&r)) {
		struct delivery_row *d = list_push(a, out);

		*d = delivery_read(&r, a);
		d->subject = db_copy_text(&r, SUBJECT_COLUMN, a);
	}
	return db_end(&r, err);
}

bool deliveries_next(struct db *db, const char *channel, moment *out, struct error *err)
{
	*out = MOMENT_NEVER;
	return db_number(db, "SELECT min(next) FROM deliveries WHERE state = 0 AND channel = ?",
	    DB(db_text(channel)), out, err);
}

bool deliveries_flying(struct db *db, int64_t endpoint, int64_t *n, struct error *err)
{
	return db_number(db, "SELECT count(*) FROM deliveries WHERE state = 1 AND endpoint = ?",
	    DB(db_int(endpoint)), n, err);
}

/* The states are written out, for only so does SQLite use the partial index. */
bool deliveries_count(
    struct db *db, const char *channel, enum delivery_state state, int64_t *n, struct error *err)
{
	static const char *const queries[] = {
	    [DELIVERY_QUEUED] = "SELECT count(*) FROM deliveries WHERE state = 0 AND channel = ?",
	    [DELIVERY_SENDING] = "SELECT count(*) FROM deliveries WHERE state = 1 AND channel = ?",
	    [DELIVERY_SENT] = "SELECT count(*) FROM deliveries WHERE state = 2 AND channel = ?",
	    [DELIVERY_EXPIRED] = "SELECT count(*) FROM deliveries WHERE state = 3 AND channel = ?",
	    [DELIVERY_DEAD] = "SELECT count(*) FROM deliveries WHERE state = 4 AND channel = ?",
	};

	return db_number(db, queries[state], DB(db_text(channel)), n, err);
}

bool deliveries_doubted(
    struct db *db, const char *channel, moment since, int64_t *n, struct error *err)
{
	return db_number(db,
	    "SELECT count(*) FROM deliveries WHERE in_doubt > 0 AND channel = ? AND created >= ?",
	    DB(db_text(channel), db_int(since)), n, err);
}

bool deliveries_oldest(
    struct db *db, const char *channel, moment *made, moment *tried, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT min(created), min(CASE WHEN tries > 0 THEN created END) FROM"
		" (SELECT created, tries FROM deliveries WHERE state = 0 AND channel = ?"
		" ORDER BY next, id LIMIT 1000)",
		DB(db_text(channel)), &r, err))
		return false;
	*made = *tried = MOMENT_NEVER;
	if (db_next(&r)) {
		*made = db_get_moment(&r, 0);
		*tried = db_get_moment(&r, 1);
	}
	return db_end(&r, err);
}

bool deliveries_last_sent(struct db *db, const char *channel, moment *out, struct error *err)
{
	*out = MOMENT_NEVER;
	return db_number(db, "SELECT max(ended) FROM deliveries WHERE state = 2 AND channel = ?",
	    DB(db_text(channel)), out, err);
}

bool deliveries_recover(struct db *db, struct error *err)
{
	return db_run(db, "UPDATE deliveries SET state = 0 WHERE state = 1", DB_NONE, err);
}

/* SQLite's min and max of two. */
bool deliveries_set_back(struct db *db, moment now, moment after, int64_t by_s, struct error *err)
{
	return db_run(db,
	    "UPDATE deliveries SET next = max(next - ?3, min(next, ?1)),"
	    " created = min(created, ?1)"
	    " WHERE state = 0 AND (next > ?2 OR created > ?1)",
	    DB(db_int(now), db_int(after), db_int(by_s)), err);
}

bool deliveries_revive(
    struct db *db, const char *channel, int64_t id, moment now, int *n, struct error *err)
{
	if (!db_run(db,
		"UPDATE deliveries SET state = 0, next = ?1, ended = NULL, tries = 0"
		" WHERE state = 4 AND (?2 IS NULL OR channel = ?2) AND (?3 = 0 OR id = ?3)",
		DB(db_int(now), db_text(channel), db_int(id)), err))
		return false;
	*n = db_changed(db);
	return true;
}

bool deliveries_revive_address(
    struct db *db, const struct recipient *to, moment now, int *n, struct error *err)
{
	if (!db_run(db,
		"UPDATE deliveries SET state = 0, next = ?1, ended = NULL, tries = 0"
		" WHERE state = 4 AND channel = ?2 AND recipient = ?3",
		DB(db_int(now), db_text(to->channel), db_text(to->address)), err))
		return false;
	*n = db_changed(db);
	return true;
}

bool deliveries_hurry(struct db *db, const char *channel, moment now, struct error *err)
{
	return db_run(db,
	    "UPDATE deliveries SET next = ?1 WHERE state = 0 AND channel = ?2 AND next > ?1",
	    DB(db_int(now), db_text(channel)), err);
}

/* From the new message's reminders to the earlier ones that they replace, and to what carries those. */
bool deliveries_expire_replaced(struct db *db, const char *message, moment now, struct error *err)
{
	return db_run(db,
	    "UPDATE deliveries SET state = 3, ended = ?2, reason = 'replaced by ' || ?1"
	    " WHERE state = 0 AND message IN (SELECT o.message FROM reminders n JOIN reminders o"
	    " ON o.task = n.task AND o.milestone = n.milestone AND o.occurrence = n.occurrence"
	    " AND o.channel = n.channel AND o.recipient = n.recipient AND o.id < n.id"
	    " WHERE n.message = ?1 AND o.message <> ?1)"
	    " AND NOT EXISTS (SELECT 1 FROM reminders o WHERE o.message = deliveries.message AND "
	    "NOT EXISTS ("
	    " SELECT 1 FROM reminders n WHERE n.task = o.task AND n.milestone = o.milestone"
	    " AND n.occurrence = o.occurrence AND n.channel = o.channel AND n.recipient = "
	    "o.recipient"
	    " AND n.id > o.id AND n.state = 1))",
	    DB(db_text(message), db_int(now)), err);
}

bool deliveries_recall(struct db *db, const char *channel, moment now, struct arena *a,
    struct names *messages, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT DISTINCT d.message FROM deliveries d WHERE d.state = 0 AND d.channel = ?"
		" AND EXISTS (SELECT 1 FROM reminders m WHERE m.message = d.message)",
		DB(db_text(channel)), &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, messages) = db_copy_text(&r, 0, a);
	if (!db_end(&r, err))
		return false;
	return db_run(db,
	    "UPDATE deliveries SET state = 3, ended = ?, reason = 'said afresh' WHERE state = 0 "
	    "AND channel = ?"
	    " AND EXISTS (SELECT 1 FROM reminders m WHERE m.message = deliveries.message)",
	    DB(db_int(now), db_text(channel)), err);
}

bool deliveries_forget(
    struct db *db, const char *channel, moment before, int max, struct error *err)
{
	struct db_value which[] = {db_text(channel), db_int(before), db_int(max)};
	struct db_values v = {which, 3};

	return db_run(db,
		   "DELETE FROM contents WHERE delivery IN (SELECT id FROM deliveries"
		   " WHERE state = 2 AND channel = ? AND ended < ? ORDER BY ended, id LIMIT ?)",
		   v, err) &&
	       db_run(db,
		   "DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries"
		   " WHERE state = 2 AND channel = ? AND ended < ? ORDER BY ended, id LIMIT ?)",
		   v, err);
}

/* One look-up a channel, not a walk through the queue. */
bool deliveries_channels(struct db *db, struct arena *a, struct names *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"WITH RECURSIVE c (channel) AS (SELECT min(channel) FROM deliveries WHERE state = "
		"0 UNION ALL"
		" SELECT (SELECT min(channel) FROM deliveries WHERE state = 0 AND channel > "
		"c.channel) FROM c"
		" WHERE c.channel IS NOT NULL) SELECT channel FROM c WHERE channel IS NOT NULL",
		DB_NONE, &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = db_copy_text(&r, 0, a);
	return db_end(&r, err);
}
