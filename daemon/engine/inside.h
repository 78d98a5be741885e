#ifndef ENGINE_INSIDE_H
#define ENGINE_INSIDE_H
#include "engine/engine.h"
#include "store/db.h"

/* What the engine's own files share. Nobody above includes this. */
enum { TRIALS = 8, PORTION = 600 };
/* Deliveries that were received in one second with the same words, and not written down yet: engine/receipts.h. */
struct receipts {
	struct text ids; /* "[1,2,3", or empty */
	char words[256];
	moment at;
};
struct engine {
	const struct settings *settings;
	struct db *db;
	bool fresh;	  /* opened, or given new settings, since the last tick */
	bool unreachable; /* somebody may not have been reached because of our own network */
	moment bulletin;  /* when the next bulletin may be due, as the last tick found */
	moment care;	  /* when care_run has something to look after; 0: at once */
	bool away;	  /* a channel that has a fallback stood still when it looked last */
	/* Deliveries that test a channel, of this run: what is said with the other side is kept. Round about. */
	int64_t trials[TRIALS];
	unsigned trials_n;
	bool group; /* the outbox has a transaction open, which outbox_end makes durable */
	bool calm;  /* no endpoint has failed of late */
	struct receipts receipts;
	int64_t routine; /* rows that claims and receipts changed: no other one goes for that */
	int portion;	 /* tasks and milestones of a notice that are put down in one transaction */
	struct taking *taking; /* half a notice is there: nothing is looked at and said meanwhile */
	struct issue *issue;   /* the bulletin that is being counted */
	/* What tick_next said last, and at which engine_news. */
	int64_t ticked;
	moment tick;
};

/* Days before the due day from which a light is yellow. */
enum { SOON_DAYS = 7 };

/* One transaction of the engine's own. What the outbox had settled so far becomes durable first, so that a failure
 * here undoes nothing else. */
bool engine_begin(struct engine *e, struct error *err);
/* Commit when all went well, else roll back; the result is true only for a commit. */
bool engine_finish(struct engine *e, bool good, struct error *err);
/* Another number since something was written that may bring anything forward (not by a claim or a receipt), or was
 * undone: what was computed at the same number still holds. */
int64_t engine_news(const struct engine *e);
#endif
