#include "temporary.h"

static void numbers_and_text_come_back(void **state)
{
	struct temporary *t = *state;
	struct rows r;
	size_t n;

	good(t, db_script(t->db, "CREATE TABLE x (i INTEGER, r REAL, s TEXT, b BLOB, at INTEGER)",
		    &t->err));
	good(t, db_run(t->db, "INSERT INTO x VALUES (?, ?, ?, ?, ?)",
		    DB(db_int(INT64_MIN), db_real(2.36), db_text("政府数据集"), db_blob("a\0b", 3),
			db_moment(MOMENT_NEVER)),
		    &t->err));
	good(t, db_query(t->db, "SELECT i, r, s, b, at FROM x", DB_NONE, &r, &t->err));
	assert_true(db_next(&r));
	assert_int_equal(db_get_int(&r, 0), INT64_MIN);
	assert_true(db_get_real(&r, 1) == 2.36);
	assert_string_equal(db_get_text(&r, 2), "政府数据集");
	assert_memory_equal(db_get_blob(&r, 3, &n), "a\0b", 3);
	assert_int_equal(n, 3);
	assert_true(db_get_moment(&r, 4) == MOMENT_NEVER);
	assert_false(db_next(&r));
	good(t, db_end(&r, &t->err));
}

static void null_text_and_empty_blob_differ(void **state)
{
	struct temporary *t = *state;
	int64_t n = -1;

	good(t, db_script(t->db, "CREATE TABLE x (s TEXT, b BLOB NOT NULL)", &t->err));
	good(t, db_run(t->db, "INSERT INTO x VALUES (?, ?)", DB(db_text(NULL), db_blob(NULL, 0)),
		    &t->err));
	good(t, db_number(t->db, "SELECT count(*) FROM x WHERE s IS NULL AND length(b) = 0",
		    DB_NONE, &n, &t->err));
	assert_int_equal(n, 1);
}

/* A statement that is being read may be asked again inside its own loop. */
static void a_query_inside_itself(void **state)
{
	static const char sql[] = "SELECT i FROM x ORDER BY i";
	struct temporary *t = *state;
	struct rows outer, inner;
	int pairs = 0;

	good(
	    t, db_script(t->db, "CREATE TABLE x (i); INSERT INTO x VALUES (1), (2), (3)", &t->err));
	good(t, db_query(t->db, sql, DB_NONE, &outer, &t->err));
	while (db_next(&outer)) {
		good(t, db_query(t->db, sql, DB_NONE, &inner, &t->err));
		while (db_next(&inner))
			pairs++;
		good(t, db_end(&inner, &t->err));
	}
	good(t, db_end(&outer, &t->err));
	assert_int_equal(pairs, 9);
}

static void a_rollback_leaves_nothing(void **state)
{
	struct temporary *t = *state;
	int64_t n = -1;

	good(t, db_script(t->db, "CREATE TABLE x (i)", &t->err));
	good(t, db_begin(t->db, &t->err));
	good(t, db_run(t->db, "INSERT INTO x VALUES (1)", DB_NONE, &t->err));
	db_rollback(t->db);
	db_rollback(t->db);
	good(t, db_number(t->db, "SELECT count(*) FROM x", DB_NONE, &n, &t->err));
	assert_int_equal(n, 0);
}

static void wrong_sql_is_a_sentence_with_the_file(void **state)
{
	struct temporary *t = *state;

	assert_false(db_run(t->db, "SELECT 1 FROM nowhere", DB_NONE, &t->err));
	assert_non_null(strstr(t->err.s, t->path));
	assert_non_null(strstr(t->err.s, "nowhere"));
}

static void a_full_disk_is_a_sentence_and_loses_nothing(void **state)
{
	struct temporary *t = *state;
	int64_t n = -1;

	good(t,
	    db_script(t->db,
		"CREATE TABLE x (s TEXT); INSERT INTO x VALUES ('kept'); PRAGMA max_page_count = 1",
		&t->err));
	good(t, db_begin(t->db, &t->err));
	assert_false(
	    db_run(t->db, "INSERT INTO x SELECT hex(zeroblob(1000000))", DB_NONE, &t->err));
	assert_non_null(strstr(t->err.s, "the disk is full"));
	db_rollback(t->db);
	good(t, db_number(t->db, "SELECT count(*) FROM x WHERE s = 'kept'", DB_NONE, &n, &t->err));
	assert_int_equal(n, 1);
}

static void commits_are_synchronous(void **state)
{
	struct temporary *t = *state;
	int64_t n = -1;

	good(t, db_number(t->db, "PRAGMA synchronous", DB_NONE, &n, &t->err));
	assert_int_equal(n, 2);
	good(t, db_number(t->db, "PRAGMA foreign_keys", DB_NONE, &n, &t->err));
	assert_int_equal(n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(numbers_and_text_come_back),
	    temporary_test(null_text_and_empty_blob_differ),
	    temporary_test(a_query_inside_itself),
	    temporary_test(a_rollback_leaves_nothing),
	    temporary_test(wrong_sql_is_a_sentence_with_the_file),
	    temporary_test(a_full_disk_is_a_sentence_and_loses_nothing),
	    temporary_test(commits_are_synchronous),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
