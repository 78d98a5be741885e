#ifndef PLAN_PLAN_JSON_H
#define PLAN_PLAN_JSON_H
#include "base/json.h"
#include "plan/keys.h"
#include "plan/task.h"

/*
 * The contract of `deadlinectl parse --json` (DESIGN.md, "What is understood"), both ways: the parser writes it,
 * the daemon reads it from its confined child, the store keeps it. One object a notice:
 * {"id", "title", "doc_no", "issuer", "issued", "tasks": [{"no", "text", "line", "units", "lead", "supporting",
 *  "deadlines": [{"kind", "due", "start", "alt_due", "recurrence", "relative", "source": {"line", "text"},
 *   "targets": [{"metric", "op", "value", "unit", "due", "approximate", "condition"}]}]}],
 *  "diagnostics": [{"line", "severity", "message"}]}
 * `start`, `alt_due`, `condition` and `explanation` only where they have something to say.
 */
/* A new reference. */
json_t *plan_json_write(const struct notice *n);
/* Its "deadlines" array alone, for phrases. A new reference. */
json_t *plan_json_write_milestones(const struct task *t);
/* Checks every type and day; unknown keys are ignored. *out (zeroed by the caller) is filled only on success. */
bool plan_json_read(const json_t *object, struct notice *out, struct error *err);
/* The same from text of any length, a few members or tasks at a time. */
struct plan_reader {
	struct json_walk walk;
	json_t *head; /* all but tasks and diagnostics */
	struct notice notice;
	struct keys keys;
	size_t numbered;
};
/* Borrows the text; `origin` names it in errors. */
void plan_reader_begin(struct plan_reader *r, const char *json, size_t n, const char *origin);
/* The next `pieces`; *more while there are any, then the notice is the caller's to take out. */
bool plan_reader_step(struct plan_reader *r, int pieces, bool *more, struct error *err);
void plan_reader_release(struct plan_reader *r);
/* One task, for the store. A new reference; reading allocates in a. */
json_t *plan_json_write_task(const struct task *t);
bool plan_json_read_task(
    const json_t *object, struct arena *a, struct task *out, struct error *err);
#endif
