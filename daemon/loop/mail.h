#ifndef LOOP_MAIL_H
#define LOOP_MAIL_H
#include "loop/multi.h"
#include "send/channel.h"

/*
 * Mail over SMTP. libcurl connects, does EHLO, STARTTLS, certificates and AUTH
 * (CURLOPT_CONNECT_ONLY); the dialogue after it is send/smtp's, one recipient a transaction.
 * Connections are kept for the next mail of their channel.
 */
struct mail; /* opaque */
typedef void mail_done(void *context, const struct verdict *v);

void mail_open(struct multi *m, struct ev_loop *ev, struct mail **out);
/* Send n bytes (RFC 5322, CRLF) to one address; they must live until `done`, which is called later,
 * once. The channel's `connections` is the caller's to keep. */
void mail_send(struct mail *m, const struct channel *c, const char *to, const char *bytes, size_t n,
    mail_done *done, void *context);
/* The channels have changed: keep no idle connection. */
void mail_forget(struct mail *m);
/* Give up everything without calling anybody. */
void mail_close(struct mail *m);
#endif
