#ifndef SEND_LETTER_H
#define SEND_LETTER_H
#include <stdbool.h>
#include "base/arena.h"

/*
 * What is to be said, ready for any channel of its kind; whoever writes one knows the plan, whoever
 * sends it does not. All text is UTF-8 without CR; unused members are NULL. `id` is made once and
 * stays over every try.
 */
struct letter {
	const char *id;		/* [0-9A-Z]+: Message-ID, webhook-id, the delivery's id */
	const char *to;		/* the address within the channel; "" for a chat group */
	const char *to_name;	/* display name of the recipient */
	const char *subject;	/* also a chat message's title */
	const char *text;	/* mail: the complete plain part */
	const char *html;	/* mail: the complete HTML part */
	const char *chat;	/* chat: the body in the kind's own markup */
	const char *data;	/* webhook: a JSON object, the event's data */
	const char *event_type; /* webhook: "deadlined.reminder.overdue": the worst stage in it */
	const char *event_time; /* webhook: ISO 8601 with offset */
	const char *date;	/* mail: RFC 5322 */
	const char *series;	/* mail: what its thread hangs on ("jiangmen-2016-34.18",
				   "default.office.2018") */
	const char *list;	/* mail: List-Id's local part: the notice's id */
	const char *calendar;	/* mail: iCalendar text, attached as deadlines.ics */
	const char *leave;	/* mail: the URL by which its recipient may leave (RFC 8058) */
	bool urgent; /* mail: Importance: high; chat: high priority where the service has one */
};
#endif
