#ifndef REMIND_COMPOSE_H
#define REMIND_COMPOSE_H
#include "remind/schedule.h"
#include "remind/template.h"
#include "send/channel.h"

/* An occurrence of which something is said, with all that its words need. Everything is borrowed. */
struct reminder_item {
	struct address address;
	struct instant instant;	 /* the highest stage of all that is said of it */
	const char *in_place_of; /* the unit, which is away, whose deputy hears it; else NULL */
	bool above;		 /* told to a supervisor, whose own task it may be */
	bool late;  /* sent after its moment: the daemon did not run, or the notice came late */
	int merged; /* it stands for so many earlier stages that never went out */
	int moves;  /* how often its day moved: diary_sequence() */
	list_of(struct instant) also; /* what else is said of it, in the order in which it came */
	const struct notice *notice;  /* title, doc_no, id */
	const struct task *task;
	const struct milestone *milestone;
	const struct occurrence *occurrence;
	const struct state *state;
	const struct events *history; /* of the task: what is told of may have been undone since */
	const struct events *events;  /* those that stand; NULL: none are known */
	moment known;		      /* when the task came into the plan */
	day line_start;		      /* owed_line_start(): for the pace */
	day behind;		      /* the day since which it has been behind; DAY_NONE */
};
/* The reminders that one recipient gets together through one channel. */
struct message {
	const char *id;	       /* the first letter's id; part k > 1 gets id + "P" + k */
	const char *to, *unit; /* address, name for the greeting */
	const char *policy;
	const char *sender;   /* name of the office behind it, for the foot; may be NULL */
	const char *language; /* zh_CN, zh_TW, en; the channel's own wins over it */
	moment now;
	struct names
	    instead; /* channels in whose place it speaks, because they are away; mostly none */
	list_of(struct reminder_item) items;
};
struct letters {
	struct letter *at;
	size_t n, room;
};

/* Worst first, in the order of band.h; within a band by its end, then by address. */
void message_sort(struct message *m);
/*
 * The message in words, as one letter or, where the channel's limit asks for it, several: filled up, cut at a
 * reminder's edge, numbered; a single reminder that is too long is shortened and says so. The items are taken in
 * message_sort's order, whatever theirs. The templates subject, mail.txt, mail.html and chat are filled with the
 * data that conf/templates/README describes; FORM_DATA gets the JSON that payload.h describes.
 */
void compose_letters(const struct message *m, const struct channel *channel,
    const struct calendar *c, const struct templates *t, struct arena *a, struct letters *out);
/* The subject alone: "【逾期1项 · 7天内到期1项】江府办〔2016〕34号 — 市网信统筹局". Allocated in a. */
const char *compose_subject(
    const struct message *m, const struct calendar *c, const struct templates *t, struct arena *a);
#endif
