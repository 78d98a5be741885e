#ifndef ENGINE_OUTBOX_H
#define ENGINE_OUTBOX_H
#include "engine/engine.h"

/* A delivery claimed for sending. Lives in the arena given to the claim. */
struct delivery {
	int64_t id;
	const char *letter; /* the stable id: Message-ID, webhook-id */
	const struct channel *channel;
	const char *to; /* address within the channel */
	const char *subject;
	const char *body; /* the stored bytes */
	size_t body_n;
	int tries; /* before this one */
	moment created;
	bool trial; /* a test: outbox_tell what was said */
};

/* Up to `max` deliveries of one channel that may go now (not held, not waiting, not expired, bucket permitting),
 * marked as in flight; NULL-safe when there is none. What was in flight at a crash is claimable again. */
bool outbox_claim(struct engine *e, const struct channel *channel, int max, moment now,
    struct arena *a, struct delivery *out, int *n, struct error *err);
/* What came back: receipt, next try (backoff with jitter, Retry-After), dead, or the channel held. */
bool outbox_settle(
    struct engine *e, int64_t id, const struct verdict *v, moment now, struct error *err);
/* A claimed delivery whose claim may have been lost with a failed commit: claimed again, unless it has ended. */
bool outbox_claim_again(struct engine *e, int64_t id, struct error *err);
/* What was said with the other side in the last try of a test, for `dialogue`. */
bool outbox_tell(struct engine *e, int64_t id, const char *words, struct error *err);
/* A claimed delivery that was never tried (shutdown): as if it had not been claimed. */
bool outbox_return(struct engine *e, int64_t id, struct error *err);
/* The earliest moment at which a delivery of any channel may go, or of one; now or earlier: at once; MOMENT_NEVER. */
moment outbox_next(struct engine *e, moment now);
moment outbox_next_of(struct engine *e, const struct channel *channel, moment now);
/* A number that is another one when something was written since that may let a delivery go: as long as it is the same,
 * an answer of outbox_next_of still holds. Costs nothing. */
int64_t outbox_news(const struct engine *e);
/* At start: what was in flight when the last run ended may go again; and so may what waits for longer than anything can,
 * for that was queued under a clock that was ahead. */
bool outbox_recover(struct engine *e, moment now, struct error *err);
/* The clock was set back by so much, to now: what waits for its next try waits as long as it would have without that.
 * A transaction of its own. */
bool outbox_set_back(struct engine *e, moment now, int64_t by_s, struct error *err);
/* Group commit: what claim, settle and return wrote becomes durable together at end. They open the group themselves
 * when none is open; take, tick and verbs end it before they begin. An end that fails may be tried again. */
bool outbox_begin(struct engine *e, struct error *err);
bool outbox_end(struct engine *e, struct error *err);
/* Is anything not durable yet? */
bool outbox_pending(const struct engine *e);
#endif
