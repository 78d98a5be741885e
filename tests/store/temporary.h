#ifndef TESTS_STORE_TEMPORARY_H
#define TESTS_STORE_TEMPORARY_H
/* A store in a folder of its own, as a cmocka fixture: *state is a struct temporary. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "store/store.h"
#include "table.h"

struct temporary {
	char folder[64], path[96];
	struct db *db;
	struct arena a;
	struct error err;
};

#define good(t, call)                                                                              \
	do {                                                                                       \
		if (!(call))                                                                       \
			fail_msg("%s", (t)->err.s);                                                \
	} while (0)

static inline int temporary_open(void **state)
{
	struct temporary *t = calloc(1, sizeof *t);

	snprintf(t->folder, sizeof t->folder, "/tmp/deadlined-test-XXXXXX");
	if (!mkdtemp(t->folder))
		return -1;
	snprintf(t->path, sizeof t->path, "%s/state/plan.db", t->folder);
	*state = t;
	if (!store_open(t->path, &t->db, &t->err))
		fprintf(stderr, "%s\n", t->err.s);
	return t->db ? 0 : -1;
}

static inline int temporary_close(void **state)
{
	static const char *const names[] = {"plan.db", "plan.db-wal", "plan.db-shm"};
	struct temporary *t = *state;
	char path[128];

	db_close(t->db);
	for (size_t i = 0; i < ROWS(names); i++) {
		snprintf(path, sizeof path, "%s/state/%s", t->folder, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/state", t->folder);
	rmdir(path);
	rmdir(t->folder);
	arena_release(&t->a);
	free(t);
	return 0;
}

static inline void temporary_reopen(struct temporary *t)
{
	db_close(t->db);
	t->db = NULL;
	good(t, store_open(t->path, &t->db, &t->err));
}

/* A bare task row, for nouns that hang on one. */
static inline int64_t temporary_task(struct temporary *t, const char *key)
{
	good(t, db_run(t->db,
		    "INSERT INTO notices (id, head, known) VALUES ('n', '{}', 0) ON CONFLICT DO "
		    "NOTHING",
		    DB_NONE, &t->err));
	good(t, db_run(t->db,
		    "INSERT INTO tasks (notice, key, position, body, known) VALUES ('n', ?, 0, "
		    "'{}', 0)",
		    DB(db_text(key)), &t->err));
	return db_last_id(t->db);
}

#define temporary_test(f) cmocka_unit_test_setup_teardown(f, temporary_open, temporary_close)
#endif
