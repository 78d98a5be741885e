/* A target by another name keeps its reports. The history is only added to, so they are written once more, with who and
 * when as they were and the old name as the reason. */
#include "engine/carry.h"
#include "base/script.h"
#include "plan/match_target.h"
#include "store/events.h"

/* What was reported before a milestone was taken up again does not count any more. */
static bool still_counts(const struct events *events, size_t i)
{
	for (size_t k = i + 1; k < events->n; k++)
		if (events->at[k].kind == EVENT_REOPEN &&
		    address_equal(&events->at[k].address, &events->at[i].address))
			return false;
	return true;
}

static bool is_report_of(const struct event *e, const struct target *t)
{
	return e->kind == EVENT_REPORT && e->metric && t->metric &&
	       script_equal(e->metric, t->metric);
}

static bool carry_target(struct engine *e, const struct events *events, const struct target *from,
    const struct target *to, struct error *err)
{
	scope(text) reason = {0};

	text_addf(&reason, "reported as %s", from->metric ? from->metric : "");
	for (size_t i = 0; i < events->n; i++) {
		struct event copy = events->at[i];

		if (!is_report_of(&copy, from) || !still_counts(events, i))
			continue;
		copy.metric = to->metric;
		copy.reason = text_get(&reason);
		if (!events_add(e->db, &copy, err))
			return false;
	}
	return true;
}

bool carry_reports(struct engine *e, const struct address *address, const struct milestone *old,
    const struct milestone *fresh, struct error *err)
{
	struct events events = {0};
	scope(arena) a = {0};

	for (size_t i = 0; i < fresh->targets.n; i++) {
		const struct target *was = match_target_renamed(old, fresh, i);

		if (!was)
			continue;
		if (!events.n && !events_of(e->db, address, &a, &events, err))
			return false;
		if (!carry_target(e, &events, was, &fresh->targets.at[i], err))
			return false;
	}
	return true;
}
