#ifndef STORE_ENDPOINTS_H
#define STORE_ENDPOINTS_H
#include "base/list.h"
#include "send/bucket.h"
#include "send/tally.h"
#include "store/db.h"

/* Where channels end (several may share one endpoint), channels that stand still, and addresses
 * that are dead. */
enum endpoint_network {
	ENDPOINT_REACHED,     /* it works, or it answered that it cannot */
	ENDPOINT_UNREACHABLE, /* perhaps it is our own network that is down */
	ENDPOINT_WOKEN /* and was tried again since then because something else got through */
};
struct endpoint {
	int64_t id;
	const char *name;   /* channel_add_endpoint's words */
	moment until;	    /* nothing goes before */
	int failures;	    /* in a row; while there are any, one probe goes at a time */
	moment since;	    /* the first of them; 0: there are none */
	const char *reason; /* of the last failure; NULL */
	enum endpoint_network network;
	struct bucket bucket;
	struct tally tally;
};
struct hold {
	const char *channel, *reason;
	moment since;
};
struct holds {
	struct hold *at;
	size_t n, room;
};

struct dead_address {
	const char *channel, *recipient, *reason;
	moment since;
};
struct dead_addresses {
	struct dead_address *at;
	size_t n, room;
};

/* The endpoint of that name; without id (and failures, and waits) where nothing was put yet. */
bool endpoints_get(
    struct db *db, const char *name, struct arena *a, struct endpoint *out, struct error *err);
bool endpoints_get_id(
    struct db *db, int64_t id, struct arena *a, struct endpoint *out, struct error *err);
/* Under its name; a new one is given its id. */
bool endpoints_put(struct db *db, struct endpoint *e, struct error *err);
/* A request of the tally that was not made after all: that of a delivery. */
bool endpoints_uncount(struct db *db, int64_t delivery, struct error *err);
/* Something got through: what was not reached may be tried at `now`, each once until it works; again: also what was
 * tried so already. */
bool endpoints_wake(struct db *db, moment now, bool again, struct error *err);
/* The clock was set back to `now`: what waits until later than `after` may go by_s earlier; what it failed since, and
 * when its bucket was right, is now at the latest. */
bool endpoints_set_back(struct db *db, moment now, moment after, int64_t by_s, struct error *err);
/* Has none of them failed of late? */
bool endpoints_calm(struct db *db, bool *calm, struct error *err);

/* Hold a channel; *fresh: it was not held before. Release it; *was: it was held. */
bool holds_put(struct db *db, const struct hold *h, bool *fresh, struct error *err);
bool holds_drop(struct db *db, const char *channel, bool *was, struct error *err);
bool holds_list(struct db *db, struct arena *a, struct holds *out, struct error *err);
/* Why a channel is held; *out is NULL when it is not. */
bool holds_reason(
    struct db *db, const char *channel, struct arena *a, const char **out, struct error *err);

/* An address that a server refused for good; *fresh: it was not known. */
bool addresses_bury(struct db *db, const char *channel, const char *recipient, moment now,
    const char *reason, bool *fresh, struct error *err);
/* Why an address is dead; *out is NULL when it is not. */
bool addresses_reason(struct db *db, const char *channel, const char *recipient, struct arena *a,
    const char **out, struct error *err);
/* All of them, the latest first. */
bool addresses_list(struct db *db, struct arena *a, struct dead_addresses *out, struct error *err);
/* Not dead any more; NULL: all of the channel, or all. */
bool addresses_revive(struct db *db, const char *channel, const char *recipient, struct error *err);
#endif
