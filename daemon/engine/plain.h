#ifndef ENGINE_PLAIN_H
#define ENGINE_PLAIN_H
#include "engine/inside.h"

/* A letter that is no reminder: a test, or what the supervisors hear about a channel. */
struct plain {
	const char *template;	 /* in conf/templates/LANGUAGE: the first line is the subject */
	json_t *data;		 /* borrowed */
	const char *html, *chat; /* templates of their own for these; NULL: the same words */
	json_t *facts; /* for webhooks in place of the words; borrowed; NULL: the words and data */
	const char *event; /* for webhooks: "deadlined.channel.held" */
	moment now;
	moment from;	  /* it is not sent before; 0: at once */
	bool first;	  /* before everything that waits in the channel's queue */
	char id[32];	  /* out: the letter's id */
	int64_t delivery; /* out: its row */
};

/* Write it for one recipient and queue it, inside the caller's transaction. */
bool plain_post(struct engine *e, struct plain *p, const struct recipient *to, struct error *err);
#endif
