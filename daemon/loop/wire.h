#ifndef LOOP_WIRE_H
#define LOOP_WIRE_H
#include "loop/multi.h"
#include "send/dialogue.h"

/*
 * A connection that libcurl makes (the name, TCP, TLS and certificates, for mail EHLO, STARTTLS and AUTH as well:
 * CURLOPT_CONNECT_ONLY), and that carries bytes between its socket and a dialogue of send/ from then on, with a timer of
 * its own, since libcurl's no longer count.
 */
struct wire;
/* What the dialogue's owner does; the wire is the first member of what it owns. */
struct wire_use {
	/* What is to be written now, *n = 0: nothing; how much of it was written. */
	const char *(*output)(struct wire *w, size_t *n);
	void (*wrote)(struct wire *w, size_t n);
	/* Bytes that arrived; false: no more are awaited. */
	bool (*input)(struct wire *w, const char *bytes, size_t n);
	/* The other side hung up, or the connection broke. */
	void (*lost)(struct wire *w, const char *detail);
	/* libcurl has made the connection, or not. */
	void (*made)(struct wire *w, CURLcode code);
	/* Bytes came or went: go on. It may close the wire. */
	void (*step)(struct wire *w);
	/* The time set by wire_wait is over. It may close the wire. */
	void (*late)(struct wire *w);
};
struct wire {
	struct multi_job job; /* first: the job is the wire */
	const struct wire_use *use;
	struct multi *multi;
	struct ev_loop *ev;
	ev_io io;
	ev_timer timer;
	bool plain; /* no TLS, which may hold bytes back of which the socket tells nothing */
	bool made;  /* the socket is ours */
	struct dialogue *trace; /* NULL: nobody wants to know what is said */
};

/* Ready to connect: the caller sets what it needs on job.easy, then calls wire_connect. */
void wire_open(struct wire *w, const struct wire_use *use, struct multi *m, struct ev_loop *ev,
    const char *protocols, const char *ca_file);
void wire_connect(struct wire *w);
/* Write what the dialogue has to say, as much as the socket takes; the rest goes when it takes more. */
void wire_flush(struct wire *w);
/* Call `late` in so many seconds, unless it is called again before. */
void wire_wait(struct wire *w, double seconds);
/* Write down what is said from now on; NULL: no longer, which must be before the dialogue goes. */
void wire_trace(struct wire *w, struct dialogue *trace);
void wire_close(struct wire *w);
#endif
