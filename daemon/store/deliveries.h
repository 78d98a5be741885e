#ifndef STORE_DELIVERIES_H
#define STORE_DELIVERIES_H
#include "plan/directory.h"
#include "store/db.h"

/* Letters on their way, with the bytes that every try sends. */
enum delivery_state {
	DELIVERY_QUEUED,
	DELIVERY_SENDING,
	DELIVERY_SENT,
	DELIVERY_EXPIRED,
	DELIVERY_DEAD
};
struct delivery_row {
	int64_t id;
	const char *letter;  /* the stable id */
	const char *message; /* the first letter's id of the message of which it is a part */
	const char *channel, *recipient;
	enum delivery_state state;
	int tries;    /* so far */
	int in_doubt; /* those of them that may have been received, though no answer came */
	moment next;  /* queued: not before */
	moment created, ended;	    /* ended: sent, expired or dead since; MOMENT_NEVER */
	int64_t endpoint;	    /* where it last flew; 0: nowhere yet */
	const char *reason;	    /* receipt, or why not; NULL: not tried yet */
	const char *subject, *body; /* body: NULL in lists; both where only the row was asked for */
	size_t body_n;
};
struct delivery_rows {
	struct delivery_row *at;
	size_t n, room;
};
/* What to list; NULL and -1 stand for all. */
struct delivery_filter {
	const char *channel;
	int state; /* enum delivery_state */
	int max;
};

/* Queue it (or bury it: state DEAD with a reason); d->id is given. */
bool deliveries_add(struct db *db, struct delivery_row *d, struct error *err);
/* The first of a channel that may go now, with their bytes: `max` of them, fewer where they are large. Of the rest of the
 * row only what sending needs is filled in. */
bool deliveries_queued(struct db *db, const char *channel, moment now, int max, struct arena *a,
    struct delivery_rows *out, struct error *err);
/* The first n of those that may go now are in flight to an endpoint; or one is so again, if it
 * is queued; or one is not after all, as if it had never been. */
bool deliveries_fly(
    struct db *db, const char *channel, moment now, size_t n, int64_t endpoint, struct error *err);
bool deliveries_lift(struct db *db, int64_t id, struct error *err);
bool deliveries_land(struct db *db, int64_t id, struct error *err);
/* After a try: d's state, next, ended, reason and in_doubt; one more try is counted. */
bool deliveries_settle(struct db *db, const struct delivery_row *d, struct error *err);
/* After tries that were received: sent, with the same receipt. ids: "[1,2,3]"; *fresh: how many of them were on their way
 * until now. */
bool deliveries_receive(struct db *db, const char *ids, const char *reason, moment now,
    int64_t *fresh, struct error *err);
/* Did the endpoint to which it last flew fail of late? */
bool deliveries_shunned(struct db *db, int64_t id, bool *out, struct error *err);
/* Its bytes; and others instead of them, where the other side does not take these. */
bool deliveries_bytes(
    struct db *db, int64_t id, struct arena *a, const char **out, size_t *n, struct error *err);
bool deliveries_rewrite(struct db *db, int64_t id, const char *body, size_t n, struct error *err);
/* One without its bytes, by row or by letter; out->id is 0 where there is none. */
bool deliveries_get(
    struct db *db, int64_t id, struct arena *a, struct delivery_row *out, struct error *err);
bool deliveries_find(struct db *db, const char *letter, struct arena *a, struct delivery_row *out,
    struct error *err);
/* Newest first. */
bool deliveries_list(struct db *db, const struct delivery_filter *f, struct arena *a,
    struct delivery_rows *out, struct error *err);
/* When the first of a channel's queue may go; MOMENT_NEVER: it is empty. */
bool deliveries_next(struct db *db, const char *channel, moment *out, struct error *err);
/* How many are in flight to an endpoint; how many of a channel are in a state (queued, sending and
 * dead: cheap). */
bool deliveries_flying(struct db *db, int64_t endpoint, int64_t *n, struct error *err);
bool deliveries_count(
    struct db *db, const char *channel, enum delivery_state state, int64_t *n, struct error *err);
/* How many of a channel, made since then, had a try in doubt: what may have come twice. Cheap. */
bool deliveries_doubted(
    struct db *db, const char *channel, moment since, int64_t *n, struct error *err);
/* Among the first thousand queued of a channel: when the oldest was made, and the oldest that was tried already;
 * MOMENT_NEVER: none. */
bool deliveries_oldest(
    struct db *db, const char *channel, moment *made, moment *tried, struct error *err);
/* When the channel last had a receipt; MOMENT_NEVER. */
bool deliveries_last_sent(struct db *db, const char *channel, moment *out, struct error *err);
/* Every flight of a run that ended may start again. */
bool deliveries_recover(struct db *db, struct error *err);
/* The clock was set back to `now`: what is queued for later than `after`, or was made later than now, may go by_s earlier
 * (where that is past: now), and was made now at the latest. */
bool deliveries_set_back(struct db *db, moment now, moment after, int64_t by_s, struct error *err);
/* Dead ones of a channel (NULL: all), or those to one address of it, or that one (id): queued again for `now`; *n says
 * how many. */
bool deliveries_revive(
    struct db *db, const char *channel, int64_t id, moment now, int *n, struct error *err);
bool deliveries_revive_address(
    struct db *db, const struct recipient *to, moment now, int *n, struct error *err);
/* The queue of a channel may go at once, whatever its waits. */
bool deliveries_hurry(struct db *db, const char *channel, moment now, struct error *err);
/* Messages of which every reminder was said again at a later stage to the same recipient, now in `message`: what of them
 * is still queued expires. */
bool deliveries_expire_replaced(struct db *db, const char *message, moment now, struct error *err);
/* The queued messages of a channel expire; their ids, for saying them afresh. */
bool deliveries_recall(struct db *db, const char *channel, moment now, struct arena *a,
    struct names *messages, struct error *err);
/* Letters of a channel that were sent before `before` are deleted, at most `max`: what was said stays in the reminders. */
bool deliveries_forget(
    struct db *db, const char *channel, moment before, int max, struct error *err);
/* The channels for which something is queued. */
bool deliveries_channels(struct db *db, struct arena *a, struct names *out, struct error *err);
#endif
