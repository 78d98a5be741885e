#ifndef CTL_TRIAL_H
#define CTL_TRIAL_H
#include "base/json.h"

/*
 * A test of a channel is waited for, up to half a minute: *in_out is what the daemon answered to `test`, and becomes
 * what it answers to `dialogue` once the other side has. False with err set when the daemon could not be asked. Where
 * nothing came back in time, "settled" is false in it.
 */
bool trial_wait(const char *socket, json_t **in_out, struct error *err);
/* Did the other side take it? */
bool trial_passed(const json_t *dialogue);
#endif
