/* Events in and out. What all kinds share are columns, what is special to one is JSON as plan/event
 * writes it. */
#include "store/events.h"

bool events_add(struct db *db, struct event *e, struct error *err)
{
	json_scope object = event_write(e);
	scope(text) detail = {0};

	json_add(object, &detail);
	if (!db_run(db,
		"INSERT INTO events (at, notice, task, milestone, occurrence, kind, who, detail)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		DB(db_int(e->at), db_text(e->address.notice), db_text(e->address.task),
		    db_int(e->address.milestone), db_text(e->address.occurrence),
		    db_text(event_kind_name(e->kind)), db_text(e->who ? e->who : ""),
		    db_text(text_get(&detail))),
		err))
		return false;
	e->id = db_last_id(db);
	return true;
}

static bool event_get(const struct rows *r, const struct address *of, struct arena *a,
    struct event *out, struct error *err)
{
	const char *detail = db_get_text(r, 6);
	json_scope object = NULL;

	if (!json_parse(detail, strlen(detail), "event in the store", &object, err) ||
	    !event_read(object, a, out, err))
		return false;
	out->id = db_get_int(r, 0);
	out->at = db_get_int(r, 1);
	out->address = *of;
	out->address.milestone = (int)db_get_int(r, 2);
	snprintf(out->address.occurrence, sizeof out->address.occurrence, "%s", db_get_text(r, 3));
	out->kind = event_kind_parse(db_get_text(r, 4));
	out->who = db_copy_text(r, 5, a);
	return true;
}

bool events_of(
    struct db *db, const struct address *of, struct arena *a, struct events *out, struct error *err)
{
	struct rows r;
	bool good = true;

	if (!db_query(db,
		"SELECT id, at, milestone, occurrence, kind, who, detail FROM events"
		" WHERE notice = ?1 AND task = ?2 AND (?3 = 0 OR milestone IN (0, ?3)) ORDER BY id",
		DB(db_text(of->notice), db_text(of->task), db_int(of->milestone)), &r, err))
		return false;
	while (good && db_next(&r))
		good = event_get(&r, of, a, list_push(a, out), err);
	return db_end(&r, err) && good;
}

/* Undoings say in their detail what they undo. */
bool events_last_of(
    struct db *db, const char *who, struct address *out, bool *found, struct error *err)
{
	struct rows r;

	*found = false;
	if (!db_query(db,
		"SELECT notice, task, milestone, occurrence FROM events e"
		" WHERE who = ?1 AND kind NOT IN ('undo', 'move')"
		" AND id > (SELECT max(id) FROM events) - 10000"
		" AND NOT EXISTS (SELECT 1 FROM events u WHERE u.notice = e.notice AND u.task = "
		"e.task"
		" AND u.kind = 'undo' AND json_extract(u.detail, '$.undoes') = e.id)"
		" ORDER BY id DESC LIMIT 1",
		DB(db_text(who)), &r, err))
		return false;
	*out = (struct address){0};
	if ((*found = db_next(&r))) {
		snprintf(out->notice, sizeof out->notice, "%s", db_get_text(&r, 0));
		snprintf(out->task, sizeof out->task, "%s", db_get_text(&r, 1));
		out->milestone = (int)db_get_int(&r, 2);
		snprintf(out->occurrence, sizeof out->occurrence, "%s", db_get_text(&r, 3));
	}
	return db_end(&r, err);
}
