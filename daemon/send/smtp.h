#ifndef SEND_SMTP_H
#define SEND_SMTP_H
#include "send/verdict.h"

/*
 * The SMTP dialogue (RFC 5321) over a connection on which EHLO, STARTTLS and AUTH are done: one
 * recipient per transaction, any number of transactions one after the other. No socket: bytes
 * that arrived go in, bytes to be written come out, and when `state` is BUSY no more, `verdict`
 * and `receipt` belong to the letter begun last.
 *
 *	smtp_hello() per line seen while connecting, then smtp_begin(),
 *	then smtp_output(), smtp_wrote() and smtp_input() until it is not BUSY.
 *	IDLE: smtp_begin() again. CLOSED: close the connection; smtp_clear() makes ready for another.
 */
enum smtp_state { SMTP_IDLE, SMTP_BUSY, SMTP_CLOSED };
enum smtp_step { SMTP_RSET, SMTP_MAIL, SMTP_RCPT, SMTP_DATA, SMTP_DOT, SMTP_END };
enum { SMTP_LETTERS_MOST = 100 }; /* then a new connection, as relays limit them */

struct smtp_envelope {
	const char *from, *to; /* bare addresses */
	const char *body; /* the mail, lines ended by CRLF; borrowed until smtp_begin() returns */
	size_t body_n;
};
struct smtp {
	enum smtp_state state;
	struct verdict verdict; /* of the letter begun last, once not BUSY */
	char receipt[256];	/* the server's last reply to it: "250 2.0.0 queued as 4X7" */
	/* RETRY, because a used connection was closed before any answer: begin anew at once. */
	bool untouched;
	int letters; /* begun on this connection */

	/* What the server offers. */
	bool pipelining, eightbit, utf8;
	size_t size; /* largest mail in bytes; 0: not said */

	/* The transaction: steps sent, steps answered, what to write, an unfinished line. */
	enum smtp_step next, due;
	bool failed, dirty, answered;
	char enhanced[12];
	struct text mail, rcpt, body, out, in, said;
	size_t written;
};

/* A reply line seen while the connection was made ("250-PIPELINING", with or without CRLF). A
 * greeting (220) forgets what was offered before it, as STARTTLS demands. */
void smtp_hello(struct smtp *s, const char *line, size_t n);
/* Begin a letter; only when IDLE. May end at once with a REJECT (no address, too big, SMTPUTF8
 * missing). */
void smtp_begin(struct smtp *s, const struct smtp_envelope *e);
/* What is to be written now; *n = 0: nothing. Then say how much of it was written. */
const char *smtp_output(const struct smtp *s, size_t *n);
void smtp_wrote(struct smtp *s, size_t n);
/* Bytes that arrived, in any pieces. */
void smtp_input(struct smtp *s, const char *bytes, size_t n);
/* The connection ended or the server stayed silent: a pending letter gets its verdict (in doubt
 * when the final dot was written), the state becomes CLOSED. */
void smtp_lost(struct smtp *s, const char *detail);
/* Say goodbye: adds QUIT to the output and becomes CLOSED; nobody need wait for the 221. */
void smtp_quit(struct smtp *s);
/* How long the next answer may take (RFC 5321, 4.5.3.2), in seconds. */
int smtp_patience_s(const struct smtp *s);
/* IDLE and not yet used for too many letters. */
bool smtp_usable(const struct smtp *s);
/* Ready for another connection, keeping memory; or without it. */
void smtp_clear(struct smtp *s);
void smtp_release(struct smtp *s);
#endif
