/* The table of verbs, and the one check of arguments against it that every way in goes through. */
#include "engine/verb.h"
#include <stdlib.h>
#include "engine/verbs.h"

enum { TASKS_AT_ONCE = 256 };

#define ADDRESS                                                                                    \
	{                                                                                          \
		"address", ARGUMENT_ADDRESS, true, false,                                          \
		    "NOTICE:TASK.MILESTONE, with @OCCURRENCE where there are several"              \
	}
#define NOTICE                                                                                     \
	{                                                                                          \
		"notice", ARGUMENT_TEXT, false, true, "only this notice"                           \
	}
#define UNIT                                                                                       \
	{                                                                                          \
		"unit", ARGUMENT_TEXT, false, true, "only tasks of this unit (a part of its name)" \
	}
#define FOR_UNIT                                                                                   \
	{                                                                                          \
		"unit", ARGUMENT_TEXT, false, true, "for this unit alone"                          \
	}
#define REASON                                                                                     \
	{                                                                                          \
		"reason", ARGUMENT_TEXT, true, true, "why"                                         \
	}

/* How it is answered. */
#define RUN(function) function, NULL
#define WALK(walk)    NULL, &walk

static const struct verb verbs[] = {
    {"list", "every task as it stands", VERB_READ, {NOTICE, UNIT}, WALK(query_list)},
    {"next", "what is due next, the nearest first", VERB_READ, {NOTICE, UNIT}, WALK(query_next)},
    {"overdue", "what is overdue, the longest first", VERB_READ, {NOTICE, UNIT},
	WALK(query_overdue)},
    {"show", "one task with its history", VERB_READ, {ADDRESS}, RUN(query_show)},
    {"diff", "what taking a changed notice would change", VERB_READ,
	{{"reading", ARGUMENT_NOTICE, true, false, "the changed notice"},
	    {"notice", ARGUMENT_TEXT, false, true,
		"which notice is meant; else the reading's own"}},
	RUN(preview_diff)},
    {"report", "report values of targets", VERB_ACT,
	{ADDRESS,
	    {"values", ARGUMENT_PAIRS, true, false,
		"METRIC=VALUE, a distinctive part of the metric is enough"},
	    {"on", ARGUMENT_DAY, false, true, "the day on which they held; today"},
	    {"note", ARGUMENT_TEXT, false, true, "a remark for the history"}},
	RUN(progress_report)},
    {"sign", "sign for a task", VERB_ACT, {ADDRESS, FOR_UNIT}, RUN(progress_sign)},
    {"done", "say that a milestone is done", VERB_ACT,
	{ADDRESS, {"note", ARGUMENT_TEXT, false, true, "a remark for the history"}},
	RUN(progress_done)},
    {"reopen", "take a milestone up again", VERB_ACT,
	{ADDRESS, {"reason", ARGUMENT_TEXT, false, true, "why"}}, RUN(progress_reopen)},
    {"accept", "accept what a unit has called done", VERB_ACT,
	{ADDRESS, {"reason", ARGUMENT_TEXT, false, true, "a remark for the history"}},
	RUN(chain_accept)},
    {"return", "send back what a unit has called done", VERB_ACT, {ADDRESS, REASON},
	RUN(chain_return)},
    {"ask", "ask for more time, before the day", VERB_ACT,
	{ADDRESS, {"day", ARGUMENT_DAY, true, false, "the new day"}, REASON}, RUN(chain_ask)},
    {"extend", "grant more time", VERB_ACT,
	{ADDRESS, {"day", ARGUMENT_DAY, false, false, "the new day; the one that was asked for"},
	    {"reason", ARGUMENT_TEXT, false, true, "why"}},
	RUN(chain_extend)},
    {"refuse", "refuse more time", VERB_ACT, {ADDRESS, REASON}, RUN(chain_refuse)},
    {"waive", "let a milestone go", VERB_ACT, {ADDRESS, REASON}, RUN(chain_waive)},
    {"ack", "hear no more of this stage until it changes", VERB_ACT, {ADDRESS, FOR_UNIT},
	RUN(chain_ack)},
    {"snooze", "hear nothing of a milestone for a while", VERB_ACT,
	{ADDRESS, {"until", ARGUMENT_TEXT, true, false, "a day, or a length such as 3d or 2wd"},
	    FOR_UNIT},
	RUN(chain_snooze)},
    {"undo", "take back the last thing that was done", VERB_ACT,
	{{"address", ARGUMENT_ADDRESS, false, false,
	     "where; without it, what you did last yourself"},
	    {"reason", ARGUMENT_TEXT, false, true, "why"}},
	RUN(chain_undo)},
    {"start", "start the clock of a milestone that counts from an event", VERB_ACT,
	{ADDRESS, {"at", ARGUMENT_TIME, false, true, "when the event happened; now"},
	    {"label", ARGUMENT_TEXT, false, true, "what it is about"}},
	RUN(progress_start)},
    {"units", "every unit that a notice names, and whom it reaches", VERB_READ, {NOTICE},
	RUN(people_units)},
    {"deliveries", "messages on their way and sent", VERB_READ,
	{{"channel", ARGUMENT_TEXT, false, false, "only this channel"},
	    {"dead", ARGUMENT_FLAG, false, true,
		"only those that cannot be delivered, and the dead addresses"},
	    {"held", ARGUMENT_FLAG, false, true, "only those of channels that are held"}},
	RUN(post_deliveries)},
    {"retry", "try again at once", VERB_ADMIN,
	{{"what", ARGUMENT_TEXT, true, false,
	    "a delivery's number or letter, a dead CHANNEL:ADDRESS, a channel, or all"}},
	RUN(post_retry)},
    {"test", "send a test message through a channel, and show what is said with the other side",
	VERB_ADMIN,
	{{"channel", ARGUMENT_TEXT, true, false, "the channel's name"},
	    {"to", ARGUMENT_TEXT, false, true, "an address within the channel"}},
	RUN(post_test)},
    {"dialogue", "what was said when a test message was sent, with secrets blanked", VERB_ADMIN,
	{{"letter", ARGUMENT_TEXT, true, false, "the letter's id, as `test` names it"}},
	RUN(post_dialogue)},
    {"bulletin", "how everything stands, and what became of it since the last bulletin", VERB_READ,
	{{"day", ARGUMENT_DAY, false, true, "as it was at the end of this day; now"},
	    {"policy", ARGUMENT_TEXT, false, true, "only the tasks of this policy"}},
	WALK(bulletin_show)},
    {"status", "the plan, the channels and the store in numbers", VERB_READ, {{0}},
	WALK(status_show)},
};

const struct verb *verb_at(size_t i)
{
	return i < sizeof verbs / sizeof *verbs ? &verbs[i] : NULL;
}

const struct verb *verb_find(const char *name)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

/* ---- what each kind of argument must be */

static bool is_text(struct engine *e, const json_t *value)
{
	(void)e;
	return json_is_string(value) && *json_string_value(value);
}

static bool is_address(struct engine *e, const json_t *value)
{
	struct address ignored;

	return is_text(e, value) && address_parse(json_string_value(value), &ignored, NULL);
}

static bool is_time(struct engine *e, const json_t *value)
{
	moment ignored;

	return is_text(e, value) &&
	       zone_parse_iso(&e->settings->calendar.zone, json_string_value(value), &ignored);
}

static bool is_day(struct engine *e, const json_t *value)
{
	day ignored;

	return is_text(e, value) && civil_parse(json_string_value(value), &ignored);
}

static bool is_flag(struct engine *e, const json_t *value)
{
	(void)e;
	return json_is_boolean(value);
}

static bool is_pairs(struct engine *e, const json_t *value)
{
	const json_t *pair;
	size_t i;

	json_array_foreach (value, i, pair)
		if (!is_text(e, pair) || !strchr(json_string_value(pair), '='))
			return false;
	return json_array_size(value) > 0;
}

static bool is_notice(struct engine *e, const json_t *value)
{
	(void)e;
	return json_is_object(value);
}

static const struct {
	bool (*is)(struct engine *e, const json_t *value);
	const char *words;
} kinds[] = {
    [ARGUMENT_ADDRESS] = {is_address, "an address NOTICE:TASK.MILESTONE"},
    [ARGUMENT_TEXT] = {is_text, "text"},
    [ARGUMENT_TIME] = {is_time, "a time such as 2018-01-15T09:30"},
    [ARGUMENT_DAY] = {is_day, "a day YYYY-MM-DD"},
    [ARGUMENT_FLAG] = {is_flag, "true or false"},
    [ARGUMENT_PAIRS] = {is_pairs, "METRIC=VALUE, once or several times"},
    [ARGUMENT_NOTICE] = {is_notice, "a notice as `deadlinectl parse --json` prints it"},
};

static const struct verb_argument *argument_find(const struct verb *v, const char *name)
{
	for (size_t i = 0; i < sizeof v->arguments / sizeof *v->arguments && v->arguments[i].name;
	     i++)
		if (!strcmp(v->arguments[i].name, name))
			return &v->arguments[i];
	return NULL;
}

static bool check_known(const struct verb *v, const json_t *arguments, struct error *err)
{
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)arguments, name, value)
		if (!argument_find(v, name))
			return error_set(err,
			    "%s: has no argument `%s`; `deadlinectl help %s` shows those it has",
			    v->name, name, v->name);
	return true;
}

bool verb_check(struct engine *e, const struct verb *v, const json_t *arguments, struct error *err)
{
	if (arguments && !json_is_object(arguments))
		return error_set(err, "%s: its arguments must be a JSON object", v->name);
	for (size_t i = 0; i < sizeof v->arguments / sizeof *v->arguments && v->arguments[i].name;
	     i++) {
		const struct verb_argument *a = &v->arguments[i];
		const json_t *value = json_object_get(arguments, a->name);

		if (!value || json_is_null(value)) {
			if (a->required)
				return error_set(err, "%s: needs `%s`: %s", v->name, a->name,
				    kinds[a->kind].words);
		} else if (!kinds[a->kind].is(e, value)) {
			return error_set(
			    err, "%s: `%s` must be %s", v->name, a->name, kinds[a->kind].words);
		}
	}
	return check_known(v, arguments, err);
}

/* ---- one under way */

struct verb_job {
	struct engine *engine;
	const struct verb *verb;
	struct arena arena;
	struct caller by;
	json_t *arguments;
	struct plan_ids tasks; /* to look at */
	size_t at;
	void *kept;
};

struct verb_job *verb_open(struct engine *e, const char *name, const struct caller *by,
    const json_t *arguments, struct error *err)
{
	const struct verb *v = verb_find(name);
	struct verb_job *j;

	if (!v) {
		error_set(
		    err, "%s: there is no such command; `deadlinectl help` shows them all", name);
		return NULL;
	}
	if (!verb_check(e, v, arguments, err))
		return NULL;
	j = calloc(1, sizeof *j);
	if (!j)
		abort();
	*j = (struct verb_job){.engine = e, .verb = v};
	j->arguments = arguments ? json_incref((json_t *)arguments) : json_object();
	j->by = (struct caller){arena_dup(&j->arena, by->who), by->now};
	return j;
}

static bool begin_walk(struct verb_job *j, struct error *err)
{
	const char *notice = json_get_text(j->arguments, "notice", NULL);

	if (!j->kept)
		j->kept = j->verb->walk->begin(j->engine, &j->by, j->arguments, &j->arena, err);
	return j->kept && plans_ids_some(j->engine->db, notice, &j->arena, &j->tasks, err);
}

/* All are known before the first is looked at: one that moves meanwhile is looked at once. */
static bool walk(struct verb_job *j, bool *more, struct error *err)
{
	*more = true;
	if (!j->tasks.all && !begin_walk(j, err))
		return false;
	if (!j->tasks.all)
		return true;
	for (int i = 0; i < TASKS_AT_ONCE && j->at < j->tasks.rows.n; i++)
		if (!j->verb->walk->task(j->kept, j->tasks.rows.at[j->at++], err))
			return false;
	*more = j->at < j->tasks.rows.n;
	return true;
}

json_t *verb_step(struct verb_job *j, bool *more, struct error *err)
{
	*more = false;
	if (!j->verb->walk)
		return j->verb->run(j->engine, &j->by, j->arguments, err);
	if (!walk(j, more, err)) {
		*more = false;
		return NULL;
	}
	return *more ? NULL : j->verb->walk->answer(j->kept, err);
}

void verb_close(struct verb_job *j)
{
	if (!j)
		return;
	if (j->kept && j->verb->walk->end)
		j->verb->walk->end(j->kept);
	json_decref(j->arguments);
	arena_release(&j->arena);
	free(j);
}

json_t *verb_run(struct engine *e, const char *name, const struct caller *by,
    const json_t *arguments, struct error *err)
{
	struct verb_job *j = verb_open(e, name, by, arguments, err);
	json_t *answer = NULL;
	bool more = j;

	while (more)
		answer = verb_step(j, &more, err);
	verb_close(j);
	return answer;
}
