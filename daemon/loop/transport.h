#ifndef LOOP_TRANSPORT_H
#define LOOP_TRANSPORT_H
#include "loop/multi.h"
#include "send/dialogue.h"

/* HTTP exchanges: a request out, its reply back, once. Connections are kept and used again. */
struct transport; /* opaque */
/* The reply lives until the call returns. */
typedef void transport_done(void *context, const struct reply *reply);

void transport_open(struct multi *m, struct transport **out);
/* Send; `done` is called later, exactly once, unless the transport is closed before. The request is
 * copied. What is said goes into `trace` (NULL: nowhere), until `done` is called. */
void transport_send(struct transport *t, const struct request *r, const char *ca_file,
    struct dialogue *trace, transport_done *done, void *context);
/* Give up what is under way, without calling anybody. */
void transport_close(struct transport *t);
#endif
