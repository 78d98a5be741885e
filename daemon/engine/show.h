#ifndef ENGINE_SHOW_H
#define ENGINE_SHOW_H
#include "engine/item.h"

/* Plan nouns as JSON, for every listing. All return new references. Moments are ISO 8601 with offset. */
json_t *show_moment(const struct engine *e, moment at); /* MOMENT_NEVER and 0: null */
json_t *show_day(day d);
json_t *show_text(const char *s); /* NULL: null; bad bytes become U+FFFD */
json_t *show_names(const struct names *n);
/*
 * One occurrence, or a milestone without one (o NULL):
 * {"address", "notice", "title", "doc_no", "task", "no", "text", "units", "lead", "supporting", "milestone", "kind",
 *  "occurrence", "label", "due", "end" (clocks in hours), "provisional", "holidays_until" (where it is), "recurrence",
 *  "relative", "days_left", "workdays_left", "seconds_left" (clocks in hours), "light", "standing", "since", "signed",
 *  "last_report", "unsigned": [units], "was_due" (before an extension), "behind_since", "claimed", "asked", "returned"
 *  (events), "next": {"stage", "key", "at"} or null, "targets": [{"metric", "op", "value", "unit", "bound", "reported", "at",
 *  "who", "holds", "percent", and while something is reported and a line is known "expected" (today), "rate" (a day),
 *  "needed" (a working day), "projected", "slack_days", "behind" (since)}], "source", "line"}
 */
json_t *show_standing(struct engine *e, const struct standing_item *s, moment now);
json_t *show_unopened(struct engine *e, const struct item *i);
json_t *show_event(struct engine *e, const struct event *event);
#endif
