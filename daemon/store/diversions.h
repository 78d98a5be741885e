#ifndef STORE_DIVERSIONS_H
#define STORE_DIVERSIONS_H
#include "store/reminders.h"

/* Reminders that go out through another channel because theirs is away. The one in its own place is dropped, and its
 * key keeps it from ever being said there as well; the other keeps where it belonged (`instead`), and is diverted no
 * second time. */
struct diversion {
	int64_t reminder;
	const char *unit;
};
struct diversions {
	struct diversion *at;
	size_t n, room;
};

/* Messages of a channel that are queued, with nothing of them in flight and something in them that may be diverted. */
bool diversions_messages(struct db *db, const char *channel, int max, struct arena *a,
    struct names *out, struct error *err);
/* What of a message may be diverted: the latest stage of each occurrence. */
bool diversions_of(
    struct db *db, const char *message, struct arena *a, struct diversions *out, struct error *err);
/* Say it to `to` at the slot `at` unless it was or will be said there anyway. */
bool diversions_add(
    struct db *db, int64_t reminder, const struct recipient *to, moment at, struct error *err);
/* It was diverted and is done with in its own place. */
bool diversions_drop(struct db *db, int64_t reminder, struct error *err);
/* The message is not sent: its queued letters expire; what of it was not dropped waits to be said again. */
bool diversions_end(
    struct db *db, const char *message, const char *through, moment now, struct error *err);
/* The channels in whose place a message speaks. */
bool diversions_instead(
    struct db *db, const char *message, struct arena *a, struct names *out, struct error *err);
#endif
