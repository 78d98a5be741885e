/* Which policy applies to a task, and what a policy says when the file says nothing. A task's unit is matched in
 * folded script, so that one pattern serves both ways of writing. */
#include "remind/policy.h"
#include <fnmatch.h>
#include "base/script.h"

#define BIT(s) (1u << STAGE_##s)
/* A day that came ends what led to it; what is done ends all but the news of it. */
static const unsigned LEADING = BIT(ASSIGNED) | BIT(BEFORE),
		      COMING = BIT(ASSIGNED) | BIT(BEFORE) | BIT(BEHIND) | BIT(SILENT),
		      OPEN = BIT(ASSIGNED) | BIT(BEFORE) | BIT(BEHIND) | BIT(SILENT) | BIT(DUE) |
			     BIT(OVERDUE) | BIT(UNSIGNED);
static const struct {
	const char *name;
	int rank;
	const unsigned *silences; /* besides itself */
} stages[STAGES] = {
    [STAGE_ASSIGNED] = {"assigned", 2, NULL},
    [STAGE_BEFORE] = {"before", 7, &LEADING},
    [STAGE_DUE] = {"due", 8, &COMING},
    [STAGE_OVERDUE] = {"overdue", 10, &COMING},
    [STAGE_BEHIND] = {"behind", 6, NULL},
    [STAGE_SILENT] = {"silent", 4, NULL},
    [STAGE_UNSIGNED] = {"unsigned", 5, NULL},
    [STAGE_REACHED] = {"reached", 1, &OPEN},
    [STAGE_FELL_BACK] = {"fell-back", 9, NULL},
    [STAGE_CHANGED] = {"changed", 3, NULL},
};

const char *stage_name(enum stage s)
{
	return s < STAGES ? stages[s].name : "";
}

int stage_rank(enum stage s)
{
	return stages[s].rank;
}

unsigned stage_silences(enum stage s)
{
	unsigned all = 1u << s | (stages[s].silences ? *stages[s].silences : 0);

	if (s == STAGE_OVERDUE)
		all |= BIT(DUE);
	return s == STAGE_CHANGED ? 0 : all;
}

struct duration policy_days(const struct policy *p, struct duration d)
{
	if (p->workdays_only && d.unit == DURATION_DAYS)
		d.unit = DURATION_WORKDAYS;
	return d;
}

bool stage_parse(const char *name, enum stage *out)
{
	for (int i = 0; i < STAGES; i++)
		if (!strcmp(name, stages[i].name)) {
			*out = (enum stage)i;
			return true;
		}
	return false;
}

/* Who hears of each stage; STAGE_CHANGED is told to those whom the change concerns (remind/news.h). */
static const struct {
	enum stage stage;
	const char *to;
} told[] = {
    {STAGE_ASSIGNED, "owners"},
    {STAGE_BEFORE, "owners"},
    {STAGE_DUE, "owners"},
    {STAGE_OVERDUE, "owners"},
    {STAGE_OVERDUE, "supervisors"},
    {STAGE_BEHIND, "owners"},
    {STAGE_SILENT, "owners"},
    {STAGE_UNSIGNED, "supervisors"},
    {STAGE_REACHED, "supervisors"},
    {STAGE_FELL_BACK, "owners"},
    {STAGE_FELL_BACK, "supervisors"},
};

/* What lags for two working days more is the supervisors' business, too. */
static void add_default_ladder(struct arena *a, struct policy *p)
{
	struct ladder_step *step = list_push(a, &p->escalate);

	step->after = (struct duration){2, DURATION_WORKDAYS};
	step->of = STAGES_ESCALATED;
	*list_push(a, &step->to) = "supervisors";
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
	    .nights = true,
	    .overdue_every = {5, DURATION_WORKDAYS},
	    .behind_every = {10, DURATION_WORKDAYS},
	    .silent_after = {30, DURATION_DAYS},
	    .sign_within = {3, DURATION_WORKDAYS},
	    .bulletin.every = BULLETIN_MONTH};

	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
		*list_push(a, &p.before) = leads[i];
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		*list_push(a, &p.tell[told[i].stage]) = told[i].to;
	add_default_ladder(a, &p);
	*list_push(a, &p.bulletin.to) = "supervisors";
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
