/* The bulletin goes out once for its day. The mark that it was said is written with its letters: the day for which it
 * was, and the moment at which it was counted, from which the next one counts what changed. */
#include "engine/bulletin.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "engine/plain.h"
#include "engine/show.h"
#include "engine/verbs.h"
#include "remind/audience.h"
#include "remind/bulletin_words.h"
#include "store/agenda.h"
#include "store/store.h"

enum { MARK_BYTES = 48 };

/* One policy's bulletin. */
struct issue {
	struct engine *engine;
	const struct policy *policy;
	moment now;
	day on;	     /* its bulletin day */
	day said_on; /* that of the last one; DAY_NONE */
	moment said; /* when the last one was counted */
	struct bulletin bulletin;
	struct bulletin_walk walk;
};

static const struct workdays *workdays_of(const struct engine *e)
{
	return &e->settings->calendar.workdays;
}

static moment slot_on(const struct issue *i, day d)
{
	return zone_moment(&i->engine->settings->calendar.zone, d, i->policy->at_s);
}

static day last_on(const struct issue *i, day d)
{
	return bulletin_day_last(i->policy->bulletin.every, workdays_of(i->engine), d);
}

/* ---- the mark */

static const char *mark_key(const struct issue *i, struct arena *a)
{
	return arena_printf(a, "bulletin: %s", i->policy->name);
}

static bool read_mark(struct issue *i, struct error *err)
{
	scope(arena) a = {0};
	const char *mark;
	char on[11] = "";

	if (!store_get(i->engine->db, mark_key(i, &a), &a, &mark, err))
		return false;
	i->said_on = DAY_NONE;
	if (!mark || sscanf(mark, "%10s %" SCNd64, on, &i->said) != 2 ||
	    !civil_parse(on, &i->said_on))
		i->said_on = DAY_NONE;
	return true;
}

static bool write_mark(struct issue *i, struct error *err)
{
	scope(arena) a = {0};
	char on[11];

	civil_print(i->on, on);
	return store_set(i->engine->db, mark_key(i, &a),
	    arena_printf(&a, "%s %" PRId64, on, i->bulletin.at), err);
}

/* ---- its words */

static struct phrase phrase_of(const struct engine *e, const char *language, moment now)
{
	return (struct phrase){.templates = e->settings->templates,
	    .language = language ? language : e->settings->language,
	    .calendar = &e->settings->calendar,
	    .now = now};
}

static bool post_to(struct issue *i, const struct recipient *to, struct error *err)
{
	const struct settings *s = i->engine->settings;
	const struct channel *c = settings_channel(s, to->channel);
	struct phrase phrase = phrase_of(i->engine, c ? c->language : NULL, i->now);
	json_scope data = bulletin_words(&i->bulletin, &phrase, s->sender);
	json_scope facts = bulletin_json(&i->bulletin, &s->calendar);
	scope(text) name = {0};
	struct plain p = {.template = "bulletin.txt",
	    .html = "bulletin.html",
	    .chat = "bulletin.chat",
	    .data = data,
	    .facts = facts,
	    .event = "deadlined.bulletin",
	    .now = i->now};

	if (!c)
		return true;
	text_addf(&name, "%s:%s", to->channel, to->address);
	p.from = slot_of(i->policy, &s->calendar, text_get(&name), i->on);
	return plain_post(i->engine, &p, to, err);
}

/* Everybody's letter and the mark, in one transaction. */
static bool post_all(struct issue *i, struct error *err)
{
	const struct settings *s = i->engine->settings;
	struct recipients who = {0};
	scope(arena) a = {0};

	audience_named(&i->policy->bulletin.to, &s->directory,
	    zone_day(&s->calendar.zone, i->now, NULL), &a, &who);
	for (size_t k = 0; !bulletin_is_empty(&i->bulletin) && k < who.n; k++)
		if (!post_to(i, &who.at[k], err))
			return false;
	return write_mark(i, err);
}

/* ---- when */

/* Nothing that is late goes out at night or on a day off. */
static bool is_open(const struct issue *i)
{
	const struct policy *p = i->policy;
	int second;
	day today = zone_day(&i->engine->settings->calendar.zone, i->now, &second);

	return workday_is(workdays_of(i->engine), today) && second >= p->at_s &&
	       (p->not_after_s <= p->at_s || second <= p->not_after_s);
}

static moment opens(const struct issue *i)
{
	day d = zone_day(&i->engine->settings->calendar.zone, i->now, NULL);

	return slot_on(
	    i, workday_at_or_after(workdays_of(i->engine), slot_on(i, d) > i->now ? d : d + 1));
}

/* The latest bulletin day whose slot has come; false: nothing was to be said on it, or it was said. */
static bool is_owed(struct issue *i, bool *out, struct error *err)
{
	day today = zone_day(&i->engine->settings->calendar.zone, i->now, NULL);
	moment known;

	*out = false;
	i->on = last_on(i, today);
	if (i->on != DAY_NONE && slot_on(i, i->on) > i->now)
		i->on = last_on(i, i->on - 1);
	if (i->on == DAY_NONE)
		return true;
	if (!read_mark(i, err) || !agenda_first(i->engine->db, &known, err))
		return false;
	*out = i->said_on < i->on && known <= slot_on(i, i->on);
	return true;
}

/* Counted from here on as of this moment, whatever happens until all is counted. */
static void issue_open(const struct issue *i, day until)
{
	struct issue *open = malloc(sizeof *open);
	moment since = i->said_on != DAY_NONE ? i->said : slot_on(i, last_on(i, i->on - 1));

	if (!open)
		abort();
	*open = *i;
	bulletin_init(&open->bulletin, since, i->now, until);
	i->engine->issue = open;
}

void bulletin_drop(struct engine *e)
{
	if (!e->issue)
		return;
	bulletin_release(&e->issue->bulletin);
	arena_release(&e->issue->walk.arena);
	free(e->issue);
	e->issue = NULL;
}

/* When the store fails it is counted anew. */
static bool issue_step(struct issue *i, struct error *err)
{
	struct engine *e = i->engine;
	struct bulletin_scope about = {.only = i->policy, .shared = true};
	bool more, good = bulletin_gather_some(e, &about, &i->walk, &i->bulletin, &more, err);

	if (good && more)
		return true;
	good = good && engine_begin(e, err) && engine_finish(e, post_all(i, err), err);
	bulletin_drop(e);
	return good;
}

static bool issue_run(struct issue *i, moment *next, struct error *err)
{
	const struct workdays *w = workdays_of(i->engine);
	bool owed;
	day on;

	if (!is_owed(i, &owed, err))
		return false;
	on = bulletin_day_next(i->policy->bulletin.every, w,
	    i->on == DAY_NONE ? zone_day(&i->engine->settings->calendar.zone, i->now, NULL)
			      : i->on);
	*next = owed && !is_open(i) ? opens(i) : on == DAY_NONE ? MOMENT_NEVER : slot_on(i, on);
	if (owed && is_open(i))
		issue_open(i, on);
	return true;
}

bool bulletin_run(struct engine *e, moment now, bool *more, struct error *err)
{
	const struct policies *all = &e->settings->policies;
	moment first = MOMENT_NEVER;

	*more = true;
	if (e->issue)
		return issue_step(e->issue, err);
	list_each (const struct policy *, p, all->list) {
		struct issue i = {.engine = e, .policy = p, .now = now};
		moment next;

		if (p->bulletin.every == BULLETIN_NEVER || bulletin_speaker(all, p) != p)
			continue;
		if (!issue_run(&i, &next, err))
			return false;
		if (e->issue)
			return true;
		first = next < first ? next : first;
	}
	*more = false;
	e->bulletin = first;
	return true;
}

moment bulletin_next(const struct engine *e)
{
	return e->bulletin;
}

/* ---- the verb */

/* The rhythm by which the period is reckoned: the policy's, else that of the first one that has any. */
static enum bulletin_rhythm rhythm_of(const struct policies *all, const struct policy *p)
{
	if (p && p->bulletin.every != BULLETIN_NEVER)
		return p->bulletin.every;
	list_each (const struct policy *, q, all->list)
		if (q->bulletin.every != BULLETIN_NEVER)
			return q->bulletin.every;
	return BULLETIN_MONTH;
}

static bool find_policy(
    const struct engine *e, const char *name, const struct policy **out, struct error *err)
{
	scope(text) known = {0};

	*out = name ? policy_named(&e->settings->policies, name) : NULL;
	list_each (const struct policy *, p, e->settings->policies.list)
		text_addf(&known, "%s%s", known.len ? ", " : "", p->name);
	return !name || *out ||
	       error_set(err, "%s: there is no such policy; there are: %s", name, text_get(&known));
}

/* Until the end of that day, or now if it is today. */
static bool find_span(const struct engine *e, const char *given, const struct policy *p, moment now,
    struct bulletin *b, struct error *err)
{
	const struct calendar *c = &e->settings->calendar;
	enum bulletin_rhythm every = rhythm_of(&e->settings->policies, p);
	const struct policy *speaker = p ? p : &e->settings->policies.list.at[0];
	day today = zone_day(&c->zone, now, NULL), d = today, before, next;
	moment end;

	if (given)
		civil_parse(given, &d);
	if (d > today)
		return error_set(err,
		    "%s: that day is still to come; `deadlinectl simulate` plays the future",
		    given);
	end = zone_moment(&c->zone, d + 1, 0) - 1;
	before = bulletin_day_last(every, &c->workdays, d - 1);
	next = bulletin_day_next(every, &c->workdays, d);
	bulletin_init(b, zone_moment(&c->zone, before == DAY_NONE ? d : before, speaker->at_s),
	    end < now ? end : now, next);
	return true;
}

static json_t *answer(struct engine *e, const struct bulletin *b)
{
	struct phrase phrase = phrase_of(e, NULL, b->at);
	json_scope words = bulletin_words(b, &phrase, e->settings->sender);
	json_t *o = bulletin_json(b, &e->settings->calendar);
	scope(text) out = {0};

	templates_fill(e->settings->templates, e->settings->language, "bulletin.txt", words,
	    ESCAPE_NONE, &out);
	json_object_set_new(o, "text", show_text(text_get(&out)));
	return o;
}

struct showing {
	struct engine *engine;
	struct bulletin_scope about;
	struct bulletin bulletin;
};

static void *begin_show(struct engine *e, const struct caller *by, const json_t *arguments,
    struct arena *a, struct error *err)
{
	struct showing *s = arena_alloc(a, sizeof *s);

	s->engine = e;
	if (!find_policy(e, json_get_text(arguments, "policy", NULL), &s->about.only, err) ||
	    !find_span(e, json_get_text(arguments, "day", NULL), s->about.only, by->now,
		&s->bulletin, err))
		return NULL;
	return s;
}

/* A policy that a reload took away meanwhile is nobody's any more. */
static bool show_task(void *kept, int64_t task, struct error *err)
{
	struct showing *s = kept;

	return bulletin_gather_task(s->engine, &s->about, &s->bulletin, task, err);
}

static json_t *answer_show(void *kept, struct error *err)
{
	struct showing *s = kept;

	(void)err;
	bulletin_sort(&s->bulletin);
	return answer(s->engine, &s->bulletin);
}

static void end_show(void *kept)
{
	struct showing *s = kept;

	bulletin_release(&s->bulletin);
}

const struct verb_walk bulletin_show = {begin_show, show_task, answer_show, end_show};
