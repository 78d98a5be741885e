#ifndef REMIND_MODEL_H
#define REMIND_MODEL_H
#include "remind/compose.h"
#include "remind/phrase.h"

/*
 * What the templates are filled with: a message as JSON, all texts in words already. Its names are listed and explained
 * in conf/templates/README, for users; a test keeps the two alike. Absent is absent or "".
 */
struct view {
	const struct message *message;
	const struct phrase *phrase;
	bool personal;	     /* it goes to one unit ("你单位"), not into a group */
	bool own;	     /* of the whole message, as below */
	const char *summary; /* of the whole message, as below */
	day today;	     /* the local day of message->now */
	size_t first, n;     /* the items of this part */
	size_t brief;	     /* of these the last so many are told in a line of HTML each */
	int part, parts;     /* 0: not split */
	int notices;	     /* how many different ones the message is about */
	int shorten;	     /* 0: whole; 1, 2 …: ever shorter */
};
enum { SHORTEN_MAX = 7 };

/* What is said of the whole message, made once: are all its tasks the unit's, and the summary (allocated in a). */
bool model_is_all_own(const struct view *v);
const char *model_summary(const struct view *v, struct arena *a);
/* Its number, else its title, else its id. */
const char *model_notice_name(const struct notice *n);
/* The part that the view shows; a new reference. */
json_t *model_make(const struct view *v);
#endif
