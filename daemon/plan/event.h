#ifndef PLAN_EVENT_H
#define PLAN_EVENT_H
#include "base/json.h"
#include "base/moment.h"
#include "plan/address.h"
#include "calendar/zone.h"

/*
 * The append-only things that happened to a plan: who, when, what. Everything else about a milestone's
 * standing is folded from them (plan/state.h) and stored nowhere.
 */
enum event_kind {
	EVENT_NONE,
	EVENT_REPORT, /* a value of a target: metric, value */
	EVENT_SIGN,   /* 签收: the unit has taken note of the task */
	EVENT_DONE,   /* the unit says done; `review`: a claim until somebody accepts it */
	EVENT_REOPEN,
	EVENT_START, /* the clock of a relative milestone: opens address.occurrence ("1", "2" …) at `moment` */
	EVENT_MOVE,   /* re-reading or the holiday table moved the day: from → to */
	EVENT_ACCEPT, /* 复核: the claim holds */
	EVENT_RETURN, /* 退办: it does not, for `reason` */
	EVENT_ASK,    /* 延期: an extension is asked for, until `to` */
	EVENT_EXTEND, /* and granted: from → to */
	EVENT_REFUSE, /* or not */
	EVENT_WAIVE,
	EVENT_ACK,    /* a unit hears no more of the stages named in `label` until they change */
	EVENT_SNOOZE, /* a unit hears nothing before the day `to` */
	EVENT_UNDO,   /* the event `undoes` is as if it had not been */
	EVENT_KINDS
};
struct event {
	int64_t id; /* given by the store, rising */
	moment at;
	struct address address;
	enum event_kind kind;
	const char *who;    /* "uid:1000 (li)", "reader", a link's holder … */
	const char *metric; /* REPORT: the target's metric */
	/* REPORT: the target's unit of measure, so that a notice that changes 个 to % does not take 200 for 200%.
	 * SIGN, ACK, SNOOZE: the responsible unit for which it was said. NULL: whatever the target has; all units */
	const char *unit;
	double value; /* REPORT, in the target's own unit of measure */
	day on;	      /* REPORT: the day on which the value held; 0 or DAY_NONE: the day of `at` */
	moment start; /* START: when the event happened */
	const char *
	    label; /* START: 《某办法》解读; REPORT, DONE: note; ACK: the stages, with blanks between */
	const char *reason;
	day from, to;	/* MOVE, EXTEND; to alone: ASK, SNOOZE */
	bool review;	/* REPORT, DONE: the policy asked that what is done be accepted */
	bool more;	/* one act with the event before it: they are undone together */
	int64_t undoes; /* UNDO: that event's id */
};
struct events {
	struct event *at;
	size_t n, room;
};

/* Can it be taken back? What the reader and the calendar did cannot, nor an undoing. */
bool event_is_undoable(const struct event *e);
/* The local day on which a reported value held. */
day event_day(const struct event *e, const struct zone *z);
/* What stands: without the undone ones and the undoings. Allocates in a; the events are copied, their texts borrowed. */
void events_standing(const struct events *all, struct arena *a, struct events *out);

/* "report" "sign" "done" … ⇄ kind; EVENT_NONE for anything else. */
const char *event_kind_name(enum event_kind kind);
enum event_kind event_kind_parse(const char *name);
/* What the store keeps beside id, at, address, kind and who: a new reference. Reading allocates in a and leaves
 * those five as they stand in *out. */
json_t *event_write(const struct event *e);
bool event_read(const json_t *object, struct arena *a, struct event *out, struct error *err);
#endif
