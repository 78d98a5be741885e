#ifndef LOOP_CONTROL_H
#define LOOP_CONTROL_H
#include <ev.h>
#include "base/json.h"

/*
 * The control socket: one JSON object a line in, {"verb", "arguments"}, one out, {"ok": {…}} or
 * {"error": "sentence"}. The peer's user, as the kernel tells it, is who acted.
 */
struct control; /* opaque */
/* A verb is answered in steps: it is begun (NULL with err set: it cannot be), and each step sets *more or gives the answer,
 * a new reference, or NULL with err set. */
struct control_verbs {
	void *(*begin)(void *context, const char *who, const char *verb, const json_t *arguments,
	    struct error *err);
	json_t *(*step)(void *job, bool *more, struct error *err);
	void (*end)(void *job);
	void *context;
};

/* Listen at `path` (a socket left by a dead daemon is replaced, that of a living one refused), mode
 * 0660. */
bool control_open(struct ev_loop *ev, const char *path, const struct control_verbs *verbs,
    struct control **out, struct error *err);
/* A step of one of the verbs that are under way, each in its turn; true when there are any. */
bool control_step(struct control *c);
/* Is a client connected? A clock that jumps waits for it. */
bool control_busy(const struct control *c);
void control_close(struct control *c);
#endif
