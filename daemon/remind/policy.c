/* Which policy applies to a task, and what a policy says when the file says nothing. A task's unit is matched in
 * folded script, so that one pattern serves both ways of writing. */
#include "remind/policy.h"
#include <fnmatch.h>
#include "base/script.h"

static const char *const stage_names[STAGES] = {"assigned", "before", "due", "overdue"};

const char *stage_name(enum stage s)
{
	return s < STAGES ? stage_names[s] : "";
}

bool stage_parse(const char *name, enum stage *out)
{
	for (int i = 0; i < STAGES; i++)
		if (!strcmp(name, stage_names[i])) {
			*out = (enum stage)i;
			return true;
		}
	return false;
}

struct policy policy_defaults(struct arena *a, const char *name)
{
	static const struct duration leads[] = {
	    {30, DURATION_DAYS}, {7, DURATION_DAYS}, {1, DURATION_WORKDAYS}};
	struct policy p = {.name = name,
	    .at_s = 9 * HOUR_S + 10 * MINUTE_S,
	    .spread_s = 10 * MINUTE_S,
	    .not_after_s = 18 * HOUR_S,
	    .workdays_only = true,
	    .overdue_every = {5, DURATION_WORKDAYS}};

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		*list_push(a, &p.before) = leads[i];
	for (int s = 0; s < STAGES; s++)
		*list_push(a, &p.tell[s]) = "owners";
	*list_push(a, &p.tell[STAGE_OVERDUE]) = "supervisors";
	return p;
}

const struct policy *policy_named(const struct policies *p, const char *name)
{
	list_each (const struct policy *, one, p->list)
		if (!strcmp(one->name, name))
			return one;
	return NULL;
}

static bool policy_matches(const char *pattern, const char *s)
{
	return !pattern || fnmatch(pattern, s ? s : "", 0) == 0;
}

static bool policy_matches_unit(const char *pattern, const struct names *units)
{
	scope(text) folded = {0};
	bool hit = !pattern;

	if (hit)
		return true;
	script_add_folded(&folded, pattern);
	for (size_t i = 0; i < units->n && !hit; i++) {
		scope(text) unit = {0};

		script_add_folded(&unit, units->at[i]);
		hit = policy_matches(text_get(&folded), text_get(&unit));
	}
	return hit;
}

const struct policy *policy_of(
    const struct policies *p, const char *notice_id, const struct task *t)
{
	list_each (const struct policy_rule *, r, p->rules) {
		const struct policy *found = policy_named(p, r->policy);

		if (found && policy_matches(r->notice, notice_id) &&
		    policy_matches(r->task, t->key) && policy_matches_unit(r->unit, &t->units))
			return found;
	}
	return p->list.n ? &p->list.at[0] : NULL;
}
