#ifndef ENGINE_ACT_H
#define ENGINE_ACT_H
#include "engine/verbs.h"

/* An event of that kind by that caller, with nothing else to say yet. */
struct event act_event(
    enum event_kind kind, const struct address *address, const struct caller *by);
/* Append the events, each given its id, and have everything looked at again that hangs on them: of reports the whole
 * task, for a report counts for all its dates. One transaction. */
bool act_store(
    struct engine *e, const struct item *i, struct events *events, moment now, struct error *err);
/* The same, and the answer is how the occurrence of the first event stands then. NULL with err set. */
json_t *act_put(
    struct engine *e, const struct item *i, struct events *events, moment now, struct error *err);
/* Is it one of the task's units, or one that the configuration lists? NULL is. */
bool act_check_unit(struct engine *e, const struct item *i, const char *unit, struct error *err);
#endif
