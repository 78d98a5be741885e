#ifndef PLAN_PLAN_JSON_H
#define PLAN_PLAN_JSON_H
#include "base/json.h"
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
/* One task, for the store. A new reference; reading allocates in a. */
json_t *plan_json_write_task(const struct task *t);
bool plan_json_read_task(
    const json_t *object, struct arena *a, struct task *out, struct error *err);
#endif
