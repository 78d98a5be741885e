#ifndef LOOP_TRANSPORT_H
#define LOOP_TRANSPORT_H
#include <ev.h>
#include "loop/multi.h"
#include "send/dialogue.h"

/*
 * HTTP exchanges: a request out, its reply back, once. libcurl makes the connections, TLS and certificates; what is said
 * on them is send/http1's. A connection is kept for the next exchange with its host.
 */
struct transport; /* opaque */
/* The reply lives until the call returns. */
typedef void transport_done(void *context, const struct reply *reply);

void transport_open(struct multi *m, struct ev_loop *ev, struct transport **out);
/* Send; `done` is called once, perhaps at once, unless the transport is closed before. The request is copied. With a
 * trace (else NULL) a connection of its own is made, and all that is said on it written down until `done` is called. */
void transport_send(struct transport *t, const struct request *r, const char *ca_file,
    struct dialogue *trace, transport_done *done, void *context);
/* Give up what is under way, without calling anybody. */
void transport_close(struct transport *t);
#endif
