#ifndef LOOP_SENDER_H
#define LOOP_SENDER_H
#include <ev.h>
#include "engine/outbox.h"
#include "loop/multi.h"

/*
 * Keeps every channel's connections busy with what the outbox lets go: claim, send, judge, settle.
 * Channels are lanes of their own: a slow one delays no other.
 */
struct sender; /* opaque */

void sender_open(struct multi *m, struct ev_loop *ev, struct engine *e, struct sender **out);
/* The channels to serve from now on; what is under way goes on with the old ones, which must live
 * while busy. */
void sender_use(struct sender *s, const struct settings *settings);
/* Claim and start whatever may go now; false with err when the store fails. *next: when to come back though nothing
 * happens (MOMENT_NEVER: not at all); *more: folders took as many as one turn may write, and want another turn. */
bool sender_fill(struct sender *s, moment now, moment *next, bool *more, struct error *err);
/* Make durable what settled and was claimed. When that fails, what settled is remembered and settled once more at the
 * next call: call this before any other transaction of the engine, and fill only after it succeeded. */
bool sender_commit(struct sender *s, struct error *err);
/* What settled is committed together, for each commit waits for the disk: is it time? After SENDER_GROUP outcomes, and
 * SENDER_GROUP_MS after the first; the caller commits as well when nothing is under way any more. So what comes twice
 * after a crash is what was in flight, and what was received within that time. */
enum { SENDER_GROUP = 256, SENDER_GROUP_MS = 10 };
bool sender_commit_due(const struct sender *s);
/* Deliveries under way. */
int sender_busy(const struct sender *s);
/* Claim no more; hand back what was claimed but not started. */
void sender_stop(struct sender *s);
void sender_close(struct sender *s);
#endif
