#ifndef ENGINE_SIMULATE_H
#define ENGINE_SIMULATE_H
#include "engine/outbox.h"

/* One reminder in a message. */
struct simulate_item {
	const char *address, *stage; /* "before:30d" */
	day due;
	bool late;
	int merged;
};
struct simulate_items {
	struct simulate_item *at;
	size_t n, room;
};
/* Called for every message that would be sent, in order of time; the items are those of the whole message, with its first
 * part, and only where they were asked for. */
typedef void simulate_seen(
    void *context, moment at, const struct delivery *d, const struct simulate_items *items);
/* Act i comes now: do it to the engine. False (err set) ends the simulation. */
typedef bool simulate_act(void *context, size_t i, moment now, struct error *err);

struct simulate {
	moment from, to; /* to: exclusive */
	/* When something is done meanwhile, rising; acts before `from` come at `from`. What is due by then has gone out
	 * before, as it would have while somebody types. */
	const moment *acts;
	size_t acts_n;
	simulate_act *act;
	simulate_seen *seen;
	void *context;
	bool items; /* also what each message holds */
};
/* Tick the engine's plan (a store in memory) through that time, every delivery sent at once. */
bool simulate_run(struct engine *e, const struct simulate *s, struct error *err);
#endif
