#ifndef LOOP_CONTROL_H
#define LOOP_CONTROL_H
#include <ev.h>
#include "base/json.h"

/*
 * The control socket: one JSON object a line in, {"verb", "arguments"}, one out, {"ok": {…}} or
 * {"error": "sentence"}. The peer's user, as the kernel tells it, is who acted.
 */
struct control; /* opaque */
/* Answer a verb: a new reference, or NULL with err set. */
typedef json_t *control_run(
    void *context, const char *who, const char *verb, const json_t *arguments, struct error *err);

/* Listen at `path` (a socket left by a dead daemon is replaced, that of a living one refused), mode
 * 0660. */
bool control_open(struct ev_loop *ev, const char *path, control_run *run, void *context,
    struct control **out, struct error *err);
/* Is a client connected? A clock that jumps waits for it. */
bool control_busy(const struct control *c);
void control_close(struct control *c);
#endif
