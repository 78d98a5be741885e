/* SQLite behind the few calls that the nouns use. The trick is the cache: a statement is found
 * again by the address of its SQL literal, so that preparing costs one comparison; one that is
 * still being read gets a twin. */
#include "store/db.h"
#include <sqlite3.h>
#include <stdlib.h>

enum { BUCKETS = 128, BUSY_MS = 5000 };

struct db_cached {
	struct db_cached *next;
	const char *sql;
	sqlite3_stmt *statement;
	bool busy;
};
struct db {
	sqlite3 *sqlite;
	char *path;
	struct db_cached *cache[BUCKETS];
};

/* What SQLite's codes mean to the person who has to do something about it. */
static const struct {
	int code;
	const char *words;
} meanings[] = {
    {SQLITE_FULL, "the disk is full; make room, nothing that was promised is lost"},
    {SQLITE_IOERR, "the disk reports an error; look at the kernel's log"},
    {SQLITE_CORRUPT, "the file is damaged; restore it from a backup"},
    {SQLITE_NOTADB, "the file is no database; move it away or name another one under `state`"},
    {SQLITE_BUSY, "another program holds it; end that program"},
    {SQLITE_READONLY, "it may not be written; check its owner and mode, and its folder's"},
    {SQLITE_CANTOPEN,
	"it cannot be opened; does its folder exist, and may the daemon write there?"},
};

static bool db_fail(const struct db *db, struct error *err)
{
	int code = sqlite3_errcode(db->sqlite);
	const char *words = NULL;

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].code == (code & 0xff))
			words = meanings[i].words;
	return error_set(err, "%s: the store failed: %s%s%s", db->path, sqlite3_errmsg(db->sqlite),
	    words ? ": " : "", words ? words : "");
}

struct db_value db_int(int64_t i)
{
	return (struct db_value){.kind = DB_INT, .i = i};
}

struct db_value db_real(double real)
{
	return (struct db_value){.kind = DB_REAL, .real = real};
}

struct db_value db_text(const char *s)
{
	return (struct db_value){.kind = s ? DB_TEXT : DB_NULL, .s = s, .n = s ? strlen(s) : 0};
}

struct db_value db_blob(const char *s, size_t n)
{
	return (struct db_value){.kind = DB_BLOB, .s = s, .n = n};
}

struct db_value db_moment(moment at)
{
	return (struct db_value){.kind = at == MOMENT_NEVER ? DB_NULL : DB_INT, .i = at};
}

static struct db_cached **db_bucket(struct db *db, const char *sql)
{
	uintptr_t p = (uintptr_t)sql;

	return &db->cache[(p ^ p >> 7) % BUCKETS];
}

/* A statement that nobody is reading; NULL with err set. */
static struct db_cached *db_prepare(struct db *db, const char *sql, struct error *err)
{
	struct db_cached **bucket = db_bucket(db, sql), *c;

	for (c = *bucket; c; c = c->next)
		if (c->sql == sql && !c->busy)
			return c;
	c = calloc(1, sizeof *c);
	if (!c)
		abort();
	if (sqlite3_prepare_v3(
		db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &c->statement, NULL)) {
		free(c);
		db_fail(db, err);
		return NULL;
	}
	c->sql = sql;
	c->next = *bucket;
	*bucket = c;
	return c;
}

/* A NULL address would bind as NULL: an empty blob has one of its own. */
static void db_bind(sqlite3_stmt *s, int i, const struct db_value *v)
{
	static const char nothing[1];

	switch (v->kind) {
	case DB_NULL:
		sqlite3_bind_null(s, i);
		break;
	case DB_INT:
		sqlite3_bind_int64(s, i, v->i);
		break;
	case DB_REAL:
		sqlite3_bind_double(s, i, v->real);
		break;
	case DB_TEXT:
		sqlite3_bind_text64(s, i, v->s, v->n, SQLITE_STATIC, SQLITE_UTF8);
		break;
	case DB_BLOB:
		sqlite3_bind_blob64(s, i, v->s ? v->s : nothing, v->n, SQLITE_STATIC);
		break;
	}
}

bool db_query(
    struct db *db, const char *sql, struct db_values v, struct rows *out, struct error *err)
{
	struct db_cached *c = db_prepare(db, sql, err);

	if (!c)
		return false;
	for (size_t i = 0; i < v.n; i++)
		db_bind(c->statement, (int)i + 1, &v.at[i]);
	c->busy = true;
	*out = (struct rows){.db = db, .statement = c};
	return true;
}

bool db_next(struct rows *r)
{
	int code = r->failed ? SQLITE_DONE : sqlite3_step(r->statement->statement);

	if (code == SQLITE_ROW)
		return true;
	r->failed = r->failed || code != SQLITE_DONE;
	return false;
}

bool db_end(struct rows *r, struct error *err)
{
	if (r->failed)
		db_fail(r->db, err);
	sqlite3_reset(r->statement->statement);
	sqlite3_clear_bindings(r->statement->statement);
	r->statement->busy = false;
	return !r->failed;
}

bool db_run(struct db *db, const char *sql, struct db_values v, struct error *err)
{
	struct rows r;

	if (!db_query(db, sql, v, &r, err))
		return false;
	while (db_next(&r))
		;
	return db_end(&r, err);
}

bool db_script(struct db *db, const char *sql, struct error *err)
{
	return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, err);
}

bool db_number(
    struct db *db, const char *sql, struct db_values v, int64_t *in_out, struct error *err)
{
	struct rows r;

	if (!db_query(db, sql, v, &r, err))
		return false;
	if (db_next(&r) && sqlite3_column_type(r.statement->statement, 0) != SQLITE_NULL)
		*in_out = db_get_int(&r, 0);
	return db_end(&r, err);
}

int64_t db_get_int(const struct rows *r, int column)
{
	return sqlite3_column_int64(r->statement->statement, column);
}

double db_get_real(const struct rows *r, int column)
{
	return sqlite3_column_double(r->statement->statement, column);
}

const char *db_get_text(const struct rows *r, int column)
{
	return (const char *)sqlite3_column_text(r->statement->statement, column);
}

const char *db_get_blob(const struct rows *r, int column, size_t *n)
{
	const char *s = sqlite3_column_blob(r->statement->statement, column);

	*n = (size_t)sqlite3_column_bytes(r->statement->statement, column);
	return s ? s : "";
}

moment db_get_moment(const struct rows *r, int column)
{
	if (sqlite3_column_type(r->statement->statement, column) == SQLITE_NULL)
		return MOMENT_NEVER;
	return db_get_int(r, column);
}

char *db_copy_text(const struct rows *r, int column, struct arena *a)
{
	return arena_dup(a, db_get_text(r, column));
}

bool db_begin(struct db *db, struct error *err)
{
	return db_run(db, "BEGIN IMMEDIATE", DB_NONE, err);
}

bool db_commit(struct db *db, struct error *err)
{
	return db_run(db, "COMMIT", DB_NONE, err);
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->sqlite);
}

void db_rollback(struct db *db)
{
	if (db_in_transaction(db))
		db_run(db, "ROLLBACK", DB_NONE, NULL);
}

int db_changed(const struct db *db)
{
	return sqlite3_changes(db->sqlite);
}

int64_t db_total_changed(const struct db *db)
{
	return sqlite3_total_changes64(db->sqlite);
}

int64_t db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}

bool db_open(const char *path, struct db **out, struct error *err)
{
	struct db *db = calloc(1, sizeof *db);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;

	if (!db || !(db->path = strdup(path)))
		abort();
	if (sqlite3_open_v2(path, &db->sqlite, flags, NULL) ||
	    sqlite3_busy_timeout(db->sqlite, BUSY_MS) ||
	    sqlite3_extended_result_codes(db->sqlite, 0) ||
	    sqlite3_exec(db->sqlite,
		"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
		"PRAGMA cache_size = -2048; PRAGMA temp_store = MEMORY",
		NULL, NULL, NULL)) {
		db_fail(db, err);
		db_close(db);
		return false;
	}
	*out = db;
	return true;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (int i = 0; i < BUCKETS; i++)
		for (struct db_cached *c = db->cache[i], *next; c; c = next) {
			next = c->next;
			sqlite3_finalize(c->statement);
			free(c);
		}
	sqlite3_close(db->sqlite);
	free(db->path);
	free(db);
}
