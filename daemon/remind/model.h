#ifndef REMIND_MODEL_H
#define REMIND_MODEL_H
#include "remind/compose.h"
#include "remind/phrase.h"

/*
 * What the templates are filled with: a message as JSON, all texts in words already. Absent is absent or "".
 *
 * the message  unit, own (all its tasks are the unit's), tasks ("2 项任务"), as_of; doc and title (of the one notice) or
 *              notices ("3 份文件"); summary ("逾期1项 · 7天内到期1项"), sender, part and parts (of a split
 *              message), sections
 * a section    heading, overdue | soon | fresh (true), colour and tint (HTML colours), items
 * an item      no, text, address, left, due, units, source, notice (where there are several), report (the last) or
 *              silent (true: none, and no targets), notes (a line: repeated, late, merged, provisional, clock), overdue | soon | fresh, colour, tint, shortened,
 *              targets, and for the plain part headline (number, text and, where it fits, what is left) and
 *              left_apart (it did not fit)
 * a target     metric, bound, condition, amount and remark or unreported (true), bar (20 cells), percent and rest (of 100),
 *              reached (true), colour; metric_cell and bound_cell padded to columns
 */
struct view {
	const struct message *message;
	const struct phrase *phrase;
	bool personal;	     /* it goes to one unit ("你单位"), not into a group */
	bool own;	     /* of the whole message, as below */
	const char *summary; /* of the whole message, as below */
	day today;	     /* the local day of message->now */
	size_t first, n;     /* the items of this part */
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
