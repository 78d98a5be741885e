#ifndef CTL_CLIENT_H
#define CTL_CLIENT_H
#include "base/json.h"

/* Ask the daemon at a control socket: {"verb", "arguments"} as one line out, {"ok": …} or {"error": "sentence"} as one
 * line back. *out is a new reference to what stood under "ok". Err: the daemon's own sentence, or why it could not be
 * asked and what to do. Waits at most half a minute for the answer. */
bool client_ask(
    const char *path, const char *verb, const json_t *arguments, json_t **out, struct error *err);
#endif
