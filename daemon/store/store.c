/* Opening the truth on disk. The version of the schema stands in the store itself and rises with
 * each migration in the same transaction, so that a crash between two steps leaves a whole older
 * schema. */
#include "store/store.h"
#include <inttypes.h>
#include <stdio.h>
#include "base/file.h"
#include "store/migrations.h"

int store_version(void)
{
	return (int)migrations_n;
}

bool store_get(struct db *db, const char *key, struct arena *a, const char **out, struct error *err)
{
	struct rows r;

	if (!db_query(db, "SELECT value FROM meta WHERE key = ?", DB(db_text(key)), &r, err))
		return false;
	*out = db_next(&r) ? db_copy_text(&r, 0, a) : NULL;
	return db_end(&r, err);
}

bool store_set(struct db *db, const char *key, const char *value, struct error *err)
{
	return db_run(db,
	    "INSERT INTO meta (key, value) VALUES (?, ?)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value IS NOT "
	    "excluded.value",
	    DB(db_text(key), db_text(value)), err);
}

bool store_drop(struct db *db, const char *key, struct error *err)
{
	return db_run(db, "DELETE FROM meta WHERE key = ?", DB(db_text(key)), err);
}

static bool store_migrate_once(struct db *db, size_t step, struct error *err)
{
	char version[24];

	snprintf(version, sizeof version, "%zu", step + 1);
	if (!db_begin(db, err))
		return false;
	if (db_script(db, migrations[step], err) && store_set(db, "schema", version, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return error_prefix(
	    err, "while its schema was brought from version %zu to %zu: ", step, step + 1);
}

static bool store_migrate(struct db *db, const char *path, struct error *err)
{
	int64_t version = 0;

	if (!db_run(db,
		"CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
		DB_NONE, err) ||
	    !db_number(db, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema'", DB_NONE,
		&version, err))
		return false;
	if (version < 0 || (size_t)version > migrations_n)
		return error_set(err,
		    "%s: was written by a newer deadlined (its schema is %" PRId64
		    ", this one knows up to %d); "
		    "install that version again, or name another file under `state`",
		    path, version, store_version());
	for (size_t step = (size_t)version; step < migrations_n; step++)
		if (!store_migrate_once(db, step, err))
			return false;
	return true;
}

static bool make_folder_of(const char *path, struct error *err)
{
	const char *slash = strrchr(path, '/');
	scope(arena) a = {0};

	if (!slash || slash == path)
		return true;
	return file_make_folder(arena_dupn(&a, path, (size_t)(slash - path)), err);
}

bool store_open(const char *path, struct db **out, struct error *err)
{
	struct db *db;

	if (!make_folder_of(path, err) || !db_open(path, &db, err))
		return false;
	if (!store_migrate(db, path, err)) {
		db_close(db);
		return false;
	}
	*out = db;
	return true;
}
