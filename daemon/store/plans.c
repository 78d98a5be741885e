/* Notices in and out, each task a JSON text of its own in the parser's own format, so that one
 * contract serves the file, the child and the store. The upserts compare before they write: an
 * unchanged notice leaves no trace on the disk. */
#include "store/plans.h"
#include <limits.h>
#include "plan/plan_json.h"

enum { IDS_AT_ONCE = 4096 };

static bool plan_read_head(const char *head, const char *id, struct notice *out, struct error *err)
{
	json_scope object = NULL;

	return json_parse(head, strlen(head), id, &object, err) && plan_json_read(object, out, err);
}

static bool plan_read_task(
    const char *body, const char *key, struct arena *a, struct task *out, struct error *err)
{
	json_scope object = NULL;

	if (!json_parse(body, strlen(body), key, &object, err) ||
	    !plan_json_read_task(object, a, out, err))
		return error_prefix(err, "task %s in the store: ", key);
	out->key = arena_dup(a, key);
	return true;
}

static bool plan_get_head(struct db *db, const char *id, struct plan *out, struct error *err)
{
	struct rows r;
	bool good = true;

	if (!db_query(
		db, "SELECT head, retired FROM notices WHERE id = ?", DB(db_text(id)), &r, err))
		return false;
	if (db_next(&r)) {
		good = plan_read_head(db_get_text(&r, 0), id, &out->notice, err);
		out->found = true;
		out->retired = db_get_moment(&r, 1) != MOMENT_NEVER;
	}
	return db_end(&r, err) && good;
}

static bool plan_get_task(const struct rows *r, struct plan *out, struct error *err)
{
	struct arena *a = &out->notice.arena;
	struct plan_row row = {
	    db_get_int(r, 0), db_get_moment(r, 3) != MOMENT_NEVER, db_get_moment(r, 4)};

	*list_push(a, &out->rows) = row;
	out->position = db_get_int(r, 5);
	return plan_read_task(
	    db_get_text(r, 2), db_get_text(r, 1), a, list_push(a, &out->notice.tasks), err);
}

bool plans_get_some(
    struct db *db, const char *id, int max, struct plan *p, bool *more, struct error *err)
{
	size_t n = p->rows.n;
	struct rows r;
	bool good = true;

	*more = false;
	if (!p->found && !plan_get_head(db, id, p, err))
		return false;
	if (!p->found)
		return true;
	p->notice.id = p->notice.id ? p->notice.id : arena_dup(&p->notice.arena, id);
	if (!db_query(db,
		"SELECT id, key, body, retired, known, position FROM tasks WHERE notice = ?1"
		" AND (position, id) > (?2, ?3) ORDER BY position, id LIMIT ?4",
		DB(db_text(id), db_int(n ? p->position : -1), db_int(n ? p->rows.at[n - 1].id : 0),
		    db_int(max)),
		&r, err))
		return false;
	while (good && db_next(&r))
		good = plan_get_task(&r, p, err);
	*more = p->rows.n == n + (size_t)max;
	return db_end(&r, err) && good;
}

bool plans_get(struct db *db, const char *id, struct plan *out, struct error *err)
{
	bool more;

	return plans_get_some(db, id, INT_MAX, out, &more, err);
}

void plan_release(struct plan *p)
{
	notice_release(&p->notice);
	*p = (struct plan){0};
}

bool plans_put_notice(struct db *db, const struct notice *n, moment now, struct error *err)
{
	struct notice head = *n;
	json_scope object = NULL;
	scope(text) words = {0};

	memset(&head.tasks, 0, sizeof head.tasks);
	object = plan_json_write(&head);
	json_add(object, &words);
	return db_run(db,
	    "INSERT INTO notices (id, head, known) VALUES (?, ?, ?)"
	    " ON CONFLICT (id) DO UPDATE SET head = excluded.head, retired = NULL"
	    " WHERE head IS NOT excluded.head OR retired IS NOT NULL",
	    DB(db_text(n->id), db_text(text_get(&words)), db_int(now)), err);
}

bool plans_put_task(struct db *db, const char *notice, const struct task *t, int position,
    moment now, int64_t *id, struct error *err)
{
	json_scope object = plan_json_write_task(t);
	scope(text) words = {0};
	struct db_value retired = db_moment(t->retired ? now : MOMENT_NEVER);

	json_add(object, &words);
	return db_run(db,
		   "INSERT INTO tasks (notice, key, position, body, known, retired) VALUES (?, ?, "
		   "?, ?, ?, ?)"
		   " ON CONFLICT (notice, key) DO UPDATE SET position = excluded.position, body = "
		   "excluded.body,"
		   " retired = excluded.retired"
		   " WHERE body IS NOT excluded.body OR position <> excluded.position"
		   " OR (retired IS NULL) <> (excluded.retired IS NULL)",
		   DB(db_text(notice), db_text(t->key), db_int(position), db_text(text_get(&words)),
		       db_int(now), retired),
		   err) &&
	       plans_find(db, notice, t->key, id, err);
}

bool plans_retire_notice(struct db *db, const char *id, moment now, struct error *err)
{
	return db_run(db, "UPDATE notices SET retired = ? WHERE id = ? AND retired IS NULL",
	    DB(db_int(now), db_text(id)), err);
}

bool plans_names(struct db *db, struct arena *a, struct names *out, struct error *err)
{
	struct rows r;

	if (!db_query(
		db, "SELECT id FROM notices WHERE retired IS NULL ORDER BY id", DB_NONE, &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, out) = db_copy_text(&r, 0, a);
	return db_end(&r, err);
}

bool plans_find(struct db *db, const char *notice, const char *key, int64_t *id, struct error *err)
{
	*id = 0;
	return db_number(db, "SELECT id FROM tasks WHERE notice = ? AND key = ?",
	    DB(db_text(notice), db_text(key)), id, err);
}

/* Title and number alone: diagnostics are many and nobody who sends needs them. */
static bool plan_task_head(
    const struct rows *r, struct arena *a, struct plan_task *out, struct error *err)
{
	struct notice *n = arena_alloc(a, sizeof *n);
	const char *head = db_get_text(r, 3), *issued;
	json_scope object = NULL;

	if (!json_parse(head, strlen(head), db_get_text(r, 2), &object, err))
		return false;
	n->id = db_copy_text(r, 2, a);
	n->title = arena_dup(a, json_get_text(object, "title", NULL));
	n->doc_no = arena_dup(a, json_get_text(object, "doc_no", NULL));
	n->issuer = arena_dup(a, json_get_text(object, "issuer", NULL));
	issued = json_get_text(object, "issued", "");
	if (!civil_parse(issued, &n->issued))
		n->issued = DAY_NONE;
	out->notice = n;
	return true;
}

bool plans_task(
    struct db *db, int64_t id, struct arena *a, struct plan_task *out, struct error *err)
{
	struct rows r;
	bool good;

	if (!db_query(db,
		"SELECT t.key, t.body, t.notice, n.head, t.retired, n.retired"
		" FROM tasks t JOIN notices n ON n.id = t.notice WHERE t.id = ?",
		DB(db_int(id)), &r, err))
		return false;
	*out = (struct plan_task){.id = id};
	good = db_next(&r) &&
	       plan_read_task(db_get_text(&r, 1), db_get_text(&r, 0), a, &out->task, err) &&
	       plan_task_head(&r, a, out, err);
	if (good)
		out->retired =
		    db_get_moment(&r, 4) != MOMENT_NEVER || db_get_moment(&r, 5) != MOMENT_NEVER;
	return db_end(&r, err) && good;
}

bool plans_ids(
    struct db *db, const char *notice, struct arena *a, int64_t **ids, size_t *n, struct error *err)
{
	list_of(int64_t) all = {0};
	struct rows r;

	if (!db_query(db,
		"SELECT t.id FROM tasks t JOIN notices n ON n.id = t.notice"
		" WHERE t.retired IS NULL AND n.retired IS NULL AND (?1 IS NULL OR t.notice = ?1)"
		" ORDER BY t.notice, t.position, t.id",
		DB(db_text(notice)), &r, err))
		return false;
	while (db_next(&r))
		*list_push(a, &all) = db_get_int(&r, 0);
	*ids = all.at;
	*n = all.n;
	return db_end(&r, err);
}

bool plans_ids_some(
    struct db *db, const char *notice, struct arena *a, struct plan_ids *p, struct error *err)
{
	size_t n = p->rows.n;
	struct rows r;

	/* Tasks outside: so they come in their order, from where the last call ended. */
	if (!db_query(db,
		"SELECT t.id, t.position, t.notice FROM tasks t CROSS JOIN notices n ON n.id = "
		"t.notice"
		" WHERE t.retired IS NULL AND n.retired IS NULL AND (?1 IS NULL OR t.notice = ?1)"
		" AND (t.notice, t.position, t.id) > (?2, ?3, ?4)"
		" ORDER BY t.notice, t.position, t.id LIMIT ?5",
		DB(db_text(notice), db_text(n ? p->notice : ""), db_int(n ? p->position : -1),
		    db_int(n ? p->rows.at[n - 1] : 0), db_int(IDS_AT_ONCE)),
		&r, err))
		return false;
	while (db_next(&r)) {
		*list_push(a, &p->rows) = db_get_int(&r, 0);
		p->position = db_get_int(&r, 1);
		if (!p->notice || strcmp(p->notice, db_get_text(&r, 2)) != 0)
			p->notice = db_copy_text(&r, 2, a);
	}
	p->all = p->rows.n < n + IDS_AT_ONCE;
	return db_end(&r, err);
}
