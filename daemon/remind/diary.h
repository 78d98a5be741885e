#ifndef REMIND_DIARY_H
#define REMIND_DIARY_H
#include "plan/event.h"
#include "remind/model.h"

/*
 * The days of a message as iCalendar text (calendar/ics.h), one event per reminder of the view:
 * UID is the milestone's address (with its occurrence) @domain, so that every later message moves
 * the same entry. What is done, waived or retired is cancelled. The words are the template
 * event.txt: its first line is the summary, the rest the description. Allocated in a; NULL without items.
 */
const char *diary_make(const struct view *v, const char *domain, struct arena *a);
/* How often the day of a milestone (address.milestone) may have moved: rises with every move, extension and undoing, and
 * never falls. `events` are all those of its task. */
int diary_sequence(const struct events *events, const struct address *address);
#endif
