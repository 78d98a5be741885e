#include "temporary.h"

static void the_schema_is_there_and_stays(void **state)
{
	struct temporary *t = *state;
	const char *version;
	int64_t before;

	good(t, store_get(t->db, "schema", &t->a, &version, &t->err));
	assert_int_equal(atoi(version), store_version());
	temporary_reopen(t);
	before = db_total_changed(t->db);
	assert_int_equal(before, 0);
}

static void a_newer_schema_is_refused(void **state)
{
	struct temporary *t = *state;
	struct db *other = NULL;
	const char *version;

	good(t, store_set(t->db, "schema", "999", &t->err));
	assert_false(store_open(t->path, &other, &t->err));
	assert_null(other);
	assert_non_null(strstr(t->err.s, "newer deadlined"));
	assert_non_null(strstr(t->err.s, "999"));
	good(t, store_get(t->db, "schema", &t->a, &version, &t->err));
	assert_string_equal(version, "999");
}

static void settings_are_kept_and_unchanged_ones_not_written(void **state)
{
	struct temporary *t = *state;
	const char *value = "x";
	int64_t before;

	good(t, store_get(t->db, "absent", &t->a, &value, &t->err));
	assert_null(value);
	good(t, store_set(t->db, "digest", "a", &t->err));
	good(t, store_set(t->db, "digest", "b", &t->err));
	before = db_total_changed(t->db);
	good(t, store_set(t->db, "digest", "b", &t->err));
	assert_int_equal(db_total_changed(t->db), before);
	temporary_reopen(t);
	good(t, store_get(t->db, "digest", &t->a, &value, &t->err));
	assert_string_equal(value, "b");
}

struct bad_file {
	const char *name, *bytes, *words;
};
static const struct bad_file bad_files[] = {
    {"a text file",
	"This is no database, but it is long enough to be looked at as one, header and all.\n"
	"This is no database, but it is long enough to be looked at as one, header and all.\n",
	"is no database"},
    {"a folder", NULL, "cannot be opened"},
};

static void a_bad_file_is_a_sentence(void **state)
{
	const struct bad_file *row = *state;
	char folder[] = "/tmp/deadlined-test-XXXXXX", path[64];
	struct db *db = NULL;
	struct error err;
	FILE *f;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/plan.db", folder);
	if (row->bytes) {
		f = fopen(path, "w");
		fputs(row->bytes, f);
		fclose(f);
	}
	assert_false(store_open(row->bytes ? path : folder, &db, &err));
	assert_null(db);
	assert_non_null(strstr(err.s, row->words));
	assert_non_null(strstr(err.s, folder));
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(the_schema_is_there_and_stays),
	    temporary_test(a_newer_schema_is_refused),
	    temporary_test(settings_are_kept_and_unchanged_ones_not_written),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL) +
	       table_run("bad files", bad_files, a_bad_file_is_a_sentence);
}
