#ifndef STORE_REMINDERS_H
#define STORE_REMINDERS_H
#include "plan/directory.h"
#include "remind/schedule.h"
#include "store/db.h"

/* One stage of one occurrence for one recipient. */
enum reminder_state { REMINDER_WAITING, REMINDER_SAID, REMINDER_DROPPED };
struct reminder {
	int64_t id;
	int64_t task;
	int milestone;
	const char *occurrence;
	day due; /* owed_due() when it was made: a day that moves is told again */
	struct instant instant;
	struct recipient to;
	moment at; /* its slot */
	bool late;
	int merged;
	enum reminder_state state;
	bool diverted; /* it comes in place of a channel that is away: store/diversions.h */
};
struct reminders {
	struct reminder *at;
	size_t n, room;
};

/* Add it unless it was ever there; *fresh tells. Waiting ones of the same occurrence and recipient whose stage it
 * silences (remind/policy.h) are dropped for it and counted in its `merged`. */
bool reminders_add(struct db *db, struct reminder *r, bool *fresh, struct error *err);
/* The earliest slot of a waiting one; MOMENT_NEVER. */
bool reminders_next(struct db *db, moment *out, struct error *err);
/* At most `max` recipients for whom something waits with a slot at or before now. */
bool reminders_owed(struct db *db, moment now, size_t max, struct arena *a, struct recipients *out,
    struct error *err);
/* What waits for one of them by now, in the order in which it was made. */
bool reminders_waiting(struct db *db, const struct recipient *to, moment now, struct arena *a,
    struct reminders *out, struct error *err);
/* Said in a message, or dropped (message NULL). */
bool reminders_mark(
    struct db *db, int64_t id, enum reminder_state state, const char *message, struct error *err);
/* One that waits has another slot. */
bool reminders_postpone(struct db *db, int64_t id, moment at, struct error *err);
/* Which of reached and fell-back was told last of r's occurrence under another key than r's: to r's recipient or
 * another for its unit, or to anyone; *last is left alone where there was neither. */
bool reminders_turning(
    struct db *db, const struct reminder *r, bool anyone, enum stage *last, struct error *err);
/* Those to whom this stage was said for the unit r->to.unit. */
bool reminders_said_for(struct db *db, const struct reminder *r, struct arena *a,
    struct recipients *out, struct error *err);
/* As if it had never been put down, for one that was not said: it may be put down again. */
bool reminders_forget(struct db *db, int64_t id, struct error *err);
/* What a message said waits again for the slot `at`: the message will not be sent. What a later stage took the place of
 * is dropped. */
bool reminders_unsay(struct db *db, const char *message, moment at, struct error *err);
/* How many a message said. */
bool reminders_said(struct db *db, const char *message, int64_t *n, struct error *err);
/* Those that a message said, in the order in which they were made; to.channel and to.address are not filled. */
bool reminders_of(
    struct db *db, const char *message, struct arena *a, struct reminders *out, struct error *err);
/* The milestone's day is another: what was ever put down for it stands in the way of nothing that is put down from now on,
 * be it for a day that it had before; what waits is dropped. */
bool reminders_set_aside(struct db *db, int64_t task, int milestone, struct error *err);
/* Was anything made for this occurrence's deadline? The latest one's due day and instant; instant.at
 * MOMENT_NEVER: nothing. */
bool reminders_latest(struct db *db, int64_t task, int milestone, const char *occurrence,
    struct reminder *out, struct error *err);
/* Was anything made for another occurrence of the milestone whose instant is at or after `since`? */
bool reminders_elsewhere(
    struct db *db, const struct reminder *r, moment since, bool *out, struct error *err);
#endif
