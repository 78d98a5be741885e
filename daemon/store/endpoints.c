/* Few rows, read at every claim. A delivery in flight names its endpoint by number, so one is put before its first
 * claim. */
#include "store/endpoints.h"

#define COLUMNS                                                                                    \
	"id, name, until, failures, since, reason, network, tokens, filled, month, requests, "     \
	"warned"

static bool endpoint_one(struct rows *r, struct arena *a, struct endpoint *out, struct error *err)
{
	*out = (struct endpoint){0};
	if (db_next(r))
		*out = (struct endpoint){.id = db_get_int(r, 0),
		    .name = db_copy_text(r, 1, a),
		    .until = db_get_int(r, 2),
		    .failures = (int)db_get_int(r, 3),
		    .since = db_get_int(r, 4),
		    .reason = db_copy_text(r, 5, a),
		    .network = (enum endpoint_network)db_get_int(r, 6),
		    .bucket = {db_get_real(r, 7), db_get_int(r, 8)},
		    .tally = {(int)db_get_int(r, 9), db_get_int(r, 10), (int)db_get_int(r, 11)}};
	return db_end(r, err);
}

bool endpoints_get_id(
    struct db *db, int64_t id, struct arena *a, struct endpoint *out, struct error *err)
{
	struct rows r;

	return db_query(
		   db, "SELECT " COLUMNS " FROM endpoints WHERE id = ?", DB(db_int(id)), &r, err) &&
	       endpoint_one(&r, a, out, err);
}

bool endpoints_get(
    struct db *db, const char *name, struct arena *a, struct endpoint *out, struct error *err)
{
	struct rows r;

	if (!db_query(db, "SELECT " COLUMNS " FROM endpoints WHERE name = ?", DB(db_text(name)), &r,
		err) ||
	    !endpoint_one(&r, a, out, err))
		return false;
	if (!out->id)
		out->name = arena_dup(a, name);
	return true;
}

bool endpoints_put(struct db *db, struct endpoint *e, struct error *err)
{
	if (!db_run(db,
		"INSERT INTO endpoints (name, until, failures, since, reason, network, tokens, "
		"filled, month, requests, warned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (name) DO UPDATE SET until = excluded.until, failures = "
		"excluded.failures, since = excluded.since, reason = excluded.reason,"
		" network = excluded.network, tokens = excluded.tokens, filled = excluded.filled,"
		" month = excluded.month, requests = excluded.requests, warned = excluded.warned",
		DB(db_text(e->name), db_int(e->until), db_int(e->failures), db_int(e->since),
		    db_text(e->reason), db_int(e->network), db_real(e->bucket.tokens),
		    db_int(e->bucket.at), db_int(e->tally.month), db_int(e->tally.requests),
		    db_int(e->tally.warned)),
		err))
		return false;
	if (!e->id)
		e->id = db_last_id(db);
	return true;
}

bool endpoints_uncount(struct db *db, int64_t delivery, struct error *err)
{
	return db_run(db,
	    "UPDATE endpoints SET requests = max(requests - 1, 0)"
	    " WHERE id = (SELECT endpoint FROM deliveries WHERE id = ?)",
	    DB(db_int(delivery)), err);
}

bool endpoints_wake(struct db *db, moment now, bool again, struct error *err)
{
	return db_run(db,
	    "UPDATE endpoints SET until = ?1, network = 2"
	    " WHERE failures > 0 AND until > ?1 AND (network = 1 OR (?2 AND network = 2))",
	    DB(db_int(now), db_int(again)), err);
}

bool endpoints_set_back(struct db *db, moment now, moment after, int64_t by_s, struct error *err)
{
	return db_run(db,
	    "UPDATE endpoints SET until = CASE WHEN until > ?2 THEN max(until - ?3, 0) ELSE until "
	    "END, since = min(since, ?1), filled = min(filled, ?1)",
	    DB(db_int(now), db_int(after), db_int(by_s)), err);
}

bool endpoints_calm(struct db *db, bool *calm, struct error *err)
{
	int64_t failing = 0;

	if (!db_number(
		db, "SELECT count(*) FROM endpoints WHERE failures > 0", DB_NONE, &failing, err))
		return false;
	*calm = !failing;
	return true;
}

bool holds_put(struct db *db, const struct hold *h, bool *fresh, struct error *err)
{
	if (!db_run(db,
		"INSERT INTO holds (channel, since, reason) VALUES (?, ?, ?) ON CONFLICT (channel) "
		"DO NOTHING",
		DB(db_text(h->channel), db_int(h->since), db_text(h->reason)), err))
		return false;
	*fresh = db_changed(db) > 0;
	return true;
}

bool holds_drop(struct db *db, const char *channel, bool *was, struct error *err)
{
	if (!db_run(db, "DELETE FROM holds WHERE channel = ?", DB(db_text(channel)), err))
		return false;
	*was = db_changed(db) > 0;
	return true;
}

bool holds_list(struct db *db, struct arena *a, struct holds *out, struct error *err)
{
	struct rows r;

	if (!db_query(
		db, "SELECT channel, since, reason FROM holds ORDER BY channel", DB_NONE, &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = (struct hold){.channel = db_copy_text(&r, 0, a),
		    .since = db_get_int(&r, 1),
		    .reason = db_copy_text(&r, 2, a)};
	return db_end(&r, err);
}

bool holds_reason(
    struct db *db, const char *channel, struct arena *a, const char **out, struct error *err)
{
	struct rows r;

	if (!db_query(
		db, "SELECT reason FROM holds WHERE channel = ?", DB(db_text(channel)), &r, err))
		return false;
	*out = db_next(&r) ? db_copy_text(&r, 0, a) : NULL;
	return db_end(&r, err);
}

bool addresses_bury(struct db *db, const char *channel, const char *recipient, moment now,
    const char *reason, bool *fresh, struct error *err)
{
	if (!db_run(db,
		"INSERT INTO dead_addresses (channel, recipient, since, reason) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (channel, recipient) DO NOTHING",
		DB(db_text(channel), db_text(recipient), db_int(now), db_text(reason)), err))
		return false;
	*fresh = db_changed(db) > 0;
	return true;
}

bool addresses_reason(struct db *db, const char *channel, const char *recipient, struct arena *a,
    const char **out, struct error *err)
{
	struct rows r;

	if (!db_query(db, "SELECT reason FROM dead_addresses WHERE channel = ? AND recipient = ?",
		DB(db_text(channel), db_text(recipient)), &r, err))
		return false;
	*out = db_next(&r) ? db_copy_text(&r, 0, a) : NULL;
	return db_end(&r, err);
}

bool addresses_list(struct db *db, struct arena *a, struct dead_addresses *out, struct error *err)
{
	struct rows r;

	if (!db_query(db,
		"SELECT channel, recipient, reason, since FROM dead_addresses"
		" ORDER BY since DESC, channel, recipient",
		DB_NONE, &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = (struct dead_address){.channel = db_copy_text(&r, 0, a),
		    .recipient = db_copy_text(&r, 1, a),
		    .reason = db_copy_text(&r, 2, a),
		    .since = db_get_int(&r, 3)};
	return db_end(&r, err);
}

bool addresses_revive(struct db *db, const char *channel, const char *recipient, struct error *err)
{
	return db_run(db,
	    "DELETE FROM dead_addresses WHERE (?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR "
	    "recipient = ?2)",
	    DB(db_text(channel), db_text(recipient)), err);
}
