#ifndef CALENDAR_ICS_H
#define CALENDAR_ICS_H
#include "base/list.h"
#include "base/moment.h"
#include "base/text.h"
#include "calendar/civil.h"

/*
 * Days as an iCalendar (RFC 5545) that asks for no answer: METHOD:PUBLISH, VEVENTs without
 * attendees that leave their day free (TRANSPARENT), since Outlook and Gmail show no VTODO. Lines
 * end in CRLF and are folded at 75 bytes, never inside a character. All text is UTF-8; what means
 * something in iCalendar is escaped, control characters but line feeds become spaces.
 */
struct ics_event {
	const char *uid;	       /* the same for as long as it is the same event */
	const char *summary;	       /* one line */
	const char *description, *url; /* NULL: none */
	int sequence;	/* rises when the day moves: of two copies the higher one counts */
	bool cancelled; /* taken back: it leaves the reader's calendar */
	bool timed;	/* it ends at a moment; else it is all of a day */
	day day;
	moment end;
	int alarm_s; /* the reader's own alarm so long before the day or the end; 0: none */
};
struct ics_events {
	struct ics_event *at;
	size_t n, room;
};

/* Append a calendar of that name, as it stood at `now`. */
void ics_add(struct text *out, const char *name, const struct ics_events *events, moment now);
#endif
