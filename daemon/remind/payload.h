#ifndef REMIND_PAYLOAD_H
#define REMIND_PAYLOAD_H
#include "remind/model.h"

/*
 * A message for programs (FORM_DATA), a new reference:
 * {"recipient", "unit", "policy", "sent", "subject", "part", "parts", "instead" (the channels
 * in whose place it comes), "items": [{"address", "stage", "key", "repeat", "late",
 *  "merged", "standing", "notice": {"id", "title", "doc_no"}, "task": {"no", "text", "units", "lead", "supporting"},
 *  "in_place_of" (the unit whose deputy hears), "milestone", "kind", "occurrence", "label", "due", "was_due" (before it was extended), "ends", "timed",
 *  "provisional", "days_left", "workdays_left", "seconds_left", "light", "targets": [{"metric", "op", "value", "unit", "approximate", "condition", "reported",
 *  "reported_at", "percent", "holds", "pace": {"expected", "rate" (a day), "needed" (a working day), "projected",
 *  "slack_days", "behind_since"}}], "unsigned": [units], "asked", "claimed", "returned" (events), "behind_since",
 *  "said": [{"stage", "key", "repeat", "step", "climbed", "event"}], "last_report", "source": {"line", "text"}}]}
 * Days are YYYY-MM-DD, moments ISO 8601 with offset; what is unknown is null.
 */
json_t *payload_make(const struct view *v, const char *subject);
#endif
