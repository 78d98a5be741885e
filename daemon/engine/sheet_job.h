#ifndef ENGINE_SHEET_JOB_H
#define ENGINE_SHEET_JOB_H
#include "engine/places.h"
#include "plan/event.h"

/* A file of reported values under way, as sheets.c (reading, applying, what became of it) and sheet_means.c (what lines
 * mean) share it. Nobody else includes this. */
enum { LINES_AT_ONCE = 100 };

/* A line on its way. */
struct entry {
	struct sheet_line line;
	const struct place *place; /* NULL: wrong */
	double value;
	day on;
	int key;     /* of place and day (or no date), from 1 */
	int same;    /* of that, value and note, from 1 */
	int same_on; /* of place, the day for which it counts, value and note; from 1 */
	struct wrong_line wrong;
};
/* What is known of one place and day, and of one value there. */
struct record {
	int last_mine; /* `same` of this file's last report on record; 0: none */
	size_t final;  /* the file's last line for it, from 1 */
};
enum { SAID_BY_ANYBODY = 1, SAID_BY_FILE = 2 };

struct sheet_job {
	struct engine *engine;
	struct arena arena;
	char *json, *next; /* what is not read yet */
	const char *name, *who, *hash;
	list_of(struct entry) entries;
	struct places *places;
	struct lookup keys, sames, known; /* known: places whose history is on the records */
	list_of(struct record) records;	  /* by key */
	list_of(unsigned char) said;	  /* by same */
	size_t resolved, applied;
	bool loaded, by_unit;
	struct lookup touched;	/* tasks with something new */
	list_of(int64_t) tasks; /* the same as rows */
	int taken, skipped, wrong;
	json_t *told; /* the lines that were wrong */
};

/* What the line says in that field; "" for nothing. */
const char *sheet_field(const struct entry *x, enum sheet_field f);
/* Always false. */
bool sheet_wrong(struct entry *x, enum wrong kind, const char *says);
/* A report goes on the records of its place. */
void sheet_recall(struct sheet_job *j, const struct place *p, const struct event *e);
/* Find out what the next LINES_AT_ONCE lines mean. */
void sheet_resolve(struct sheet_job *j, moment now);
#endif
