#ifndef PLAN_EVENT_H
#define PLAN_EVENT_H
#include "base/json.h"
#include "base/moment.h"
#include "plan/address.h"
#include "calendar/civil.h"

/*
 * The append-only things that happened to a plan: who, when, what. Everything else about a milestone's
 * standing is folded from them (plan/state.h) and stored nowhere.
 */
enum event_kind {
	EVENT_NONE,
	EVENT_REPORT, /* a value of a target: metric, value */
	EVENT_SIGN,   /* 签收: the unit has taken note of the task */
	EVENT_DONE, /* the unit says done (a claim; accepted at once unless the policy says otherwise) */
	EVENT_REOPEN,
	EVENT_START, /* the clock of a relative milestone: opens address.occurrence ("1", "2" …) at `moment` */
	EVENT_MOVE, /* re-reading or the holiday table moved the day: from → to */
	EVENT_KINDS
};
struct event {
	int64_t id; /* given by the store, rising */
	moment at;
	struct address address;
	enum event_kind kind;
	const char *who;    /* "uid:1000 (li)", "reader", a link's holder … */
	const char *metric; /* REPORT: the target's metric */
	const char
	    *unit;    /* REPORT: the target's unit, so that a notice that changes 个 to % does not
			     * take 200 for 200%; NULL: whatever the target has */
	double value; /* REPORT, in the target's own unit of measure */
	moment start; /* START: when the event happened */
	const char *label; /* START: 《某办法》解读; REPORT: note */
	const char *reason;
	day from, to; /* MOVE */
};
struct events {
	struct event *at;
	size_t n, room;
};

/* "report" "sign" "done" … ⇄ kind; EVENT_NONE for anything else. */
const char *event_kind_name(enum event_kind kind);
enum event_kind event_kind_parse(const char *name);
/* What the store keeps beside id, at, address, kind and who: a new reference. Reading allocates in a and leaves
 * those five as they stand in *out. */
json_t *event_write(const struct event *e);
bool event_read(const json_t *object, struct arena *a, struct event *out, struct error *err);
#endif
