#ifndef STORE_DB_H
#define STORE_DB_H
#include <stdint.h>
#include "base/error.h"
#include "base/moment.h"

/*
 * The few calls over which all SQL is written once. Statements are prepared once and kept, under
 * the address of their text: SQL is always a string literal. A failure is a sentence with the
 * file's name.
 */
struct db;	  /* opaque */
struct db_cached; /* opaque: a prepared statement */

/* One parameter; made with the functions below, handed over with DB(…) or DB_NONE. Borrowed until
 * the call ends (db_query: until db_end). */
struct db_value {
	enum { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB } kind;
	int64_t i;
	double real;
	const char *s;
	size_t n;
};
struct db_values {
	const struct db_value *at;
	size_t n;
};
#define DB(...)                                                                                    \
	((struct db_values){(const struct db_value[]){__VA_ARGS__},                                \
	    sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)})
#define DB_NONE ((struct db_values){0})
struct db_value db_int(int64_t i);
struct db_value db_real(double real);
struct db_value db_text(const char *s); /* NULL becomes NULL */
struct db_value db_blob(const char *s, size_t n);
struct db_value db_moment(moment at); /* MOMENT_NEVER becomes NULL */

/* A result being read. Every db_query that succeeded is ended by db_end. */
struct rows {
	struct db *db;
	struct db_cached *statement;
	bool failed;
};

/* Open a database file with WAL, synchronous=FULL and foreign keys; ":memory:" keeps it in memory.
 */
bool db_open(const char *path, struct db **out, struct error *err);
void db_close(struct db *db);
/* Run a statement that returns nothing; `script`: several at once, without parameters. */
bool db_run(struct db *db, const char *sql, struct db_values v, struct error *err);
bool db_script(struct db *db, const char *sql, struct error *err);
bool db_query(
    struct db *db, const char *sql, struct db_values v, struct rows *out, struct error *err);
/* The next row; false at the end and on failure, which db_end tells. */
bool db_next(struct rows *r);
bool db_end(struct rows *r, struct error *err);
/* One number: that of the first row, `otherwise` where there is no row or it is NULL. */
bool db_number(
    struct db *db, const char *sql, struct db_values v, int64_t *in_out, struct error *err);

/* Columns of the present row. Text and blobs live until the next db_next or db_end; NULL text is
 * NULL. */
int64_t db_get_int(const struct rows *r, int column);
double db_get_real(const struct rows *r, int column);
const char *db_get_text(const struct rows *r, int column);
const char *db_get_blob(const struct rows *r, int column, size_t *n);
moment db_get_moment(const struct rows *r, int column); /* NULL: MOMENT_NEVER */
char *db_copy_text(const struct rows *r, int column, struct arena *a);

/* A transaction. What fails inside is undone by db_rollback; nothing nests. */
bool db_begin(struct db *db, struct error *err);
bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);
/* Is one open? After some failures SQLite has ended it by itself. */
bool db_in_transaction(const struct db *db);
/* Rows that the last statement changed; rows that all statements changed since the file was opened.
 */
int db_changed(const struct db *db);
int64_t db_total_changed(const struct db *db);
int64_t db_last_id(const struct db *db);
#endif
