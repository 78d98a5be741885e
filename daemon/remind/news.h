#ifndef REMIND_NEWS_H
#define REMIND_NEWS_H
#include "remind/policy.h"

/* One thing that happened and that others are to hear of. */
struct news {
	enum stage stage; /* reached, fell-back or changed */
	moment at;
	int64_t event;	/* its id; 0: the due day came */
	const char *to; /* the audience word of whom it concerns; NULL: the policy's tell */
};
struct news_list {
	struct news *at;
	size_t n, room;
};
struct asking;

/*
 * The news of an occurrence, oldest first: that it was reached or fell back, of which the last one is still true; and
 * the steps of the chain of the last 31 days. Supervisors hear of a claim and of a question for more time; owners
 * whether it was accepted, returned, extended, refused, waived, reopened or moved; and whoever heard of a step hears
 * that it was undone. Allocates in a.
 */
void news_of(const struct asking *q, moment now, struct arena *a, struct news_list *out);
#endif
