#ifndef ENGINE_SHEET_RECORD_H
#define ENGINE_SHEET_RECORD_H
#include "engine/places.h"

/* What became of a file of reported values: kept for `status`, and to tell the same only once. */
struct sheet_record {
	const char *name; /* of the file */
	const char *hash; /* of its contents, or of the sentence why it could not be read */
	moment at;
	int taken, skipped, wrong;
	const char *unreadable; /* why; NULL: it was read */
};

/* The record of a file; out->hash is NULL where there is none. Allocates in a. */
bool sheet_record_get(struct engine *e, const char *name, struct arena *a, struct sheet_record *out,
    struct error *err);
/* Keep it, and the name among those of the last files. */
bool sheet_record_put(struct engine *e, const struct sheet_record *r, struct error *err);
/* The last files, newest first: [{"file", "at", "taken", "skipped", "wrong", "unreadable"}]. NULL when the store failed. */
json_t *sheet_record_list(struct engine *e, struct error *err);
/* Tell the supervisors; `lines` (borrowed) are those that were wrong, as the template sheet.txt words them. Inside the
 * caller's transaction. */
bool sheet_record_tell(
    struct engine *e, const struct sheet_record *r, json_t *lines, struct error *err);
#endif
