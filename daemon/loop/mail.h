#ifndef LOOP_MAIL_H
#define LOOP_MAIL_H
#include "engine/outbox.h"
#include "loop/multi.h"
#include "send/dialogue.h"

/*
 * Mail over SMTP. libcurl connects, does EHLO, STARTTLS, certificates and AUTH
 * (CURLOPT_CONNECT_ONLY); the dialogue after it is send/smtp's, one recipient a transaction.
 * Connections are kept for the next mail of their channel.
 */
struct mail; /* opaque */
typedef void mail_done(void *context, const struct verdict *v);

void mail_open(struct multi *m, struct ev_loop *ev, struct mail **out);
/* Send a delivery's bytes (RFC 5322, CRLF) to its address; it must live until `done`, which is called later, once. The
 * channel's `connections` is the caller's to keep. With a trace (else NULL) a connection of its own is made, and all
 * that is said on it written down until `done` is called. */
void mail_send(struct mail *m, const struct delivery *d, struct dialogue *trace, mail_done *done,
    void *context);
/* The channels have changed: keep no idle connection. */
void mail_forget(struct mail *m);
/* Give up everything without calling anybody. */
void mail_close(struct mail *m);
#endif
