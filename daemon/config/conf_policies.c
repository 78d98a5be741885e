/* The sections `policies` and `apply`. Every policy starts from the defaults, so that an entry names only what it
 * wants otherwise. */
#include "config/conf_policies.h"
#include "config/nearest.h"
#include "config/notify.h"

enum { LEAD_MOST_DAYS = 3660, REPEAT_MOST = 1000, DURATION_BYTES = 16 };
static const struct key_range REPEATS = {0, REPEAT_MOST};

static key_reader key_policy_name, key_leads, key_rhythm, key_patience, key_spread, key_policy;
static key_reader key_ladder, key_after, key_stages, key_yes;

static const char *const ACCEPT[] = {"auto", "supervisor", NULL};
static const char *const CHANGES[] = {"next", "now", NULL};
static const char *const RHYTHMS[] = {"never", "week", "month", NULL};

#define AT(member) offsetof(struct policy, member)
static const struct key TELL[] = {
    {"assigned", key_audience, STAGE_ASSIGNED * sizeof(struct names), NULL, false},
    {"before", key_audience, STAGE_BEFORE * sizeof(struct names), NULL, false},
    {"due", key_audience, STAGE_DUE * sizeof(struct names), NULL, false},
    {"overdue", key_audience, STAGE_OVERDUE * sizeof(struct names), NULL, false},
    {"behind", key_audience, STAGE_BEHIND * sizeof(struct names), NULL, false},
    {"silent", key_audience, STAGE_SILENT * sizeof(struct names), NULL, false},
    {"unsigned", key_audience, STAGE_UNSIGNED * sizeof(struct names), NULL, false},
    {"reached", key_audience, STAGE_REACHED * sizeof(struct names), NULL, false},
    {"fell-back", key_audience, STAGE_FELL_BACK * sizeof(struct names), NULL, false},
    {0},
};
static const struct key STEP[] = {
    {"after", key_after, offsetof(struct ladder_step, after), NULL, true},
    {"to", key_audience, offsetof(struct ladder_step, to), NULL, true},
    {"of", key_stages, offsetof(struct ladder_step, of), NULL, false},
    {0},
};
static const struct key BULLETIN[] = {
    {"every", key_choice, AT(bulletin.every) - AT(bulletin), RHYTHMS, false},
    {"to", key_audience, AT(bulletin.to) - AT(bulletin), NULL, false},
    {0},
};
static const struct key POLICY[] = {
    {"name", key_policy_name, AT(name), NULL, true},
    {"before", key_leads, AT(before), NULL, false},
    {"at", key_clock, AT(at_s), NULL, false},
    {"spread", key_spread, AT(spread_s), NULL, false},
    {"not_after", key_clock, AT(not_after_s), NULL, false},
    {"workdays_only", key_flag, AT(workdays_only), NULL, false},
    {"overdue_every", key_rhythm, AT(overdue_every), NULL, false},
    {"overdue_limit", key_count, AT(overdue_limit), &REPEATS, false},
    {"behind_every", key_rhythm, AT(behind_every), NULL, false},
    {"silent_after", key_patience, AT(silent_after), NULL, false},
    {"sign_within", key_patience, AT(sign_within), NULL, false},
    {"accept", key_yes, AT(review), ACCEPT, false},
    {"changes", key_yes, AT(changes_at_once), CHANGES, false},
    {"nights", key_flag, AT(nights), NULL, false},
    {"tell", key_group, AT(tell), TELL, false},
    {"escalate", key_ladder, AT(escalate), NULL, false},
    {"bulletin", key_group, AT(bulletin), BULLETIN, false},
    {0},
};
static const struct key RULE[] = {
    {"policy", key_policy, offsetof(struct policy_rule, policy), NULL, true},
    {"notice", key_text, offsetof(struct policy_rule, notice), NULL, false},
    {"task", key_text, offsetof(struct policy_rule, task), NULL, false},
    {"unit", key_text, offsetof(struct policy_rule, unit), NULL, false},
    {0},
};

static void key_policy_name(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s);

	(void)k;
	if (name && policy_named(&r->settings->policies, name))
		keys_error(r, s, "there is another policy \"%s\"", name);
	else if (name)
		*(const char **)member = name;
}

/* A length of time, more than nothing and at most ten years; false after a mistake. */
static bool read_duration(
    struct reading *r, const config_setting_t *s, const char *examples, struct duration *out)
{
	const char *text = keys_text(r, s);
	struct duration d;

	if (!text)
		return false;
	if (!duration_parse(text, &d))
		keys_error(r, s, "\"%s\" is no length of time; write it as %s", text, examples);
	else if (d.n <= 0)
		keys_error(r, s, "\"%s\" is not more than nothing; write it as %s", text, examples);
	else if (duration_seconds(d) > (int64_t)LEAD_MOST_DAYS * DAY_S)
		keys_error(r, s, "\"%s\" is longer than ten years", text);
	else {
		*out = d;
		return true;
	}
	return false;
}

static bool is_same(struct duration a, struct duration b)
{
	return a.n == b.n && a.unit == b.unit;
}

static void key_leads(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct policy found = {0};
	struct policy *p = (struct policy *)((char *)member - AT(before));
	struct names texts = {0};

	(void)k;
	if (!keys_texts(r, s, &texts))
		return;
	for (int i = 0; i < config_setting_length(s); i++) {
		const config_setting_t *place = config_setting_get_elem(s, (unsigned)i);
		struct duration d;
		bool twice = false;

		if (!read_duration(r, place, "\"30d\", \"1wd\" or \"4h\"", &d))
			continue;
		list_each (const struct duration *, one, found.before)
			twice |= is_same(*one, d);
		if (twice)
			keys_error(r, place, "\"%s\" stands twice", texts.at[i]);
		else
			*list_push(&r->settings->arena, &found.before) = d;
	}
	p->before = found.before;
}

static void key_rhythm(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct duration d;

	(void)k;
	if (!read_duration(r, s, "\"5wd\" or \"1w\"", &d))
		return;
	if (duration_is_timed(d))
		keys_error(r, s, "is told in days at least: \"5wd\" or \"1w\"");
	else
		*(struct duration *)member = d;
}

/* Days at least; "never" stands for no length at all. */
static void key_patience(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);

	if (text && !strcmp(text, "never"))
		*(struct duration *)member = (struct duration){0};
	else if (text)
		key_rhythm(r, s, k, member);
}

/* The second of two words. */
static void key_yes(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	int i = *(bool *)member;

	key_choice(r, s, k, &i);
	*(bool *)member = i == 1;
}

/* ---- the ladder */

static void key_after(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	read_duration(r, s, "\"2wd\", \"1w\" or \"4h\"", member);
}

static void key_stages(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct names texts = {0};
	unsigned of = 0;

	(void)k;
	if (!keys_texts(r, s, &texts))
		return;
	for (size_t i = 0; i < texts.n; i++) {
		enum stage stage;

		if (stage_parse(texts.at[i], &stage) && (STAGES_ESCALATED & 1u << stage))
			of |= 1u << stage;
		else
			keys_error(r, config_setting_get_elem(s, (unsigned)i),
			    "\"%s\" does not climb the ladder; write overdue, behind, silent or "
			    "unsigned",
			    texts.at[i]);
	}
	*(unsigned *)member = of;
}

static void read_step(
    struct reading *r, const config_setting_t *group, struct policy *p, int64_t *last_s)
{
	struct ladder_step step = {.of = STAGES_ESCALATED};
	int64_t after_s;

	keys_read(r, group, STEP, &step);
	after_s = duration_seconds(step.after);
	if (step.after.unit && after_s <= *last_s)
		keys_error(r, group, "each step comes later than the one before it");
	*last_s = after_s;
	*list_push(&r->settings->arena, &p->escalate) = step;
}

static void key_ladder(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct policy *p = (struct policy *)((char *)member - AT(escalate));
	int64_t last_s = 0;

	(void)k;
	memset(&p->escalate, 0, sizeof p->escalate);
	if (!config_setting_is_list(s)) {
		keys_error(r, s,
		    "must be a list of steps, as in ( { after = \"2wd\"; to = [ "
		    "\"supervisors\" ]; } )");
		return;
	}
	for (int i = 0; i < config_setting_length(s); i++) {
		const config_setting_t *group = config_setting_get_elem(s, (unsigned)i);

		if (config_setting_is_group(group))
			read_step(r, group, p, &last_s);
		else
			keys_error(r, group, "must be a step { after = …; to = [ … ]; }");
	}
}

static void key_spread(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);
	struct duration d;

	(void)k;
	if (!text)
		return;
	if (!duration_parse(text, &d) || d.n < 0 || !duration_is_timed(d) ||
	    duration_seconds(d) >= DAY_S)
		keys_error(r, s, "\"%s\" is no part of a day; write it as \"10m\" or \"1h\"", text);
	else
		*(int *)member = (int)duration_seconds(d);
}

static void read_policy(struct reading *r, const config_setting_t *group)
{
	struct settings *s = r->settings;
	struct policy p = policy_defaults(&s->arena, NULL);
	size_t mistakes = r->mistakes->mistakes;

	keys_read(r, group, POLICY, &p);
	if (r->mistakes->mistakes == mistakes && p.at_s + p.spread_s > p.not_after_s)
		keys_error(r, group,
		    "\"%s\": at %02d:%02d and a spread of %d minutes pass not_after %02d:%02d",
		    p.name, p.at_s / HOUR_S, p.at_s / MINUTE_S % 60, p.spread_s / MINUTE_S,
		    p.not_after_s / HOUR_S, p.not_after_s / MINUTE_S % 60);
	if (p.name)
		*list_push(&s->arena, &s->policies.list) = p;
}

void conf_policies_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_policy);
	if (config_setting_is_list(s) && !config_setting_length(s))
		keys_error(r, s, "holds no policy; leave it out for \"default\"");
}

static void key_policy(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s), *near;
	struct names known = {0};

	(void)k;
	if (!name)
		return;
	*(const char **)member = name;
	if (policy_named(&r->settings->policies, name))
		return;
	list_each (const struct policy *, p, r->settings->policies.list)
		*list_push(&r->settings->arena, &known) = p->name;
	near = nearest_word(name, &known);
	keys_error(r, s, "no policy is named \"%s\"%s%s%s", name,
	    near ? "; did you mean \"" : "; add it to policies", near ? near : "",
	    near ? "\"?" : "");
}

static bool is_any(const char *pattern)
{
	return !pattern || !strcmp(pattern, "*");
}

static void read_rule(struct reading *r, const config_setting_t *group)
{
	struct settings *s = r->settings;
	struct policy_rule rule = {0};

	keys_read(r, group, RULE, &rule);
	list_each (const struct policy_rule *, earlier, s->policies.rules)
		if (is_any(earlier->notice) && is_any(earlier->task) && is_any(earlier->unit)) {
			keys_warn(r, group, "is never reached: an earlier entry is for everything");
			break;
		}
	*list_push(&s->arena, &s->policies.rules) = rule;
}

void conf_apply_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_rule);
}
