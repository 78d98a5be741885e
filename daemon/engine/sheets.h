#ifndef ENGINE_SHEETS_H
#define ENGINE_SHEETS_H
#include "base/text.h"
#include "engine/engine.h"

/*
 * A file of reported values taken into the plan, in steps that never hold the loop long. Every accepted line is one
 * report in the name of the file ("file:NAME"). A line that is on record already is skipped, so that a file may grow and
 * be read again and again; another value for a day that the file reported before corrects it, and nothing is erased.
 * What was wrong is told to the supervisors, once for the same contents.
 */
struct sheet_job; /* opaque */

/* Begin with what the reading child printed for the file (`deadlinectl reports --json`, n bytes, copied). `name`: of the
 * file, without folders. */
void sheets_open(
    struct engine *e, const char *name, const char *json, size_t n, struct sheet_job **out);
/* The next lines, one transaction; *done after the last, then `summary` gets a line for the log, empty when nothing is new.
 * False when the store failed: close it, and begin anew later. */
bool sheets_step(
    struct sheet_job *j, moment now, bool *done, struct text *summary, struct error *err);
void sheets_close(struct sheet_job *j);
/* The file could not be read at all: told the same way. */
bool sheets_unreadable(
    struct engine *e, const char *name, const char *why, moment now, struct error *err);
#endif
