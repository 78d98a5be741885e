/* What is owed: several tracks beside each other, each with its latest instant, and the ladder that some of them climb. */
#include "remind/owed.h"
#include <inttypes.h>
#include <stdio.h>
#include "plan/target.h"
#include "remind/news.h"

/* The question, and the answer as far as it goes. */
struct owing {
	const struct asking *q;
	moment now;
	moment from; /* nothing is said of what came before */
	struct arena *arena;
	struct owed *out;
};

static day local_day(const struct owing *w, moment at)
{
	return zone_day(&w->q->calendar->zone, at, NULL);
}

static void come_back(struct owing *w, moment at)
{
	if (at > w->now && at < w->out->next)
		w->out->next = at;
}

static struct instant *push(struct owing *w, const struct instant *i)
{
	struct instant *out = list_push(w->arena, w->out);

	*out = *i;
	return out;
}

/* The first slot at or after a moment. */
static struct instant slot_after(const struct owing *w, enum stage stage, moment at)
{
	const struct asking *q = w->q;
	struct instant i = schedule_slot(q->policy, q->calendar, stage, local_day(w, at));

	if (i.at < at)
		i = schedule_slot(q->policy, q->calendar, stage, i.day + 1);
	return i;
}

/* ---- the ladder */

/* So long after the first reminder of a stage: a moment for hours, else a slot. */
static struct instant step_instant(
    const struct owing *w, const struct instant *first, const struct ladder_step *step)
{
	const struct asking *q = w->q;
	struct duration after = policy_days(q->policy, step->after);
	struct instant i;

	if (duration_is_timed(after)) {
		i = (struct instant){.stage = first->stage, .timed = true};
		i.at = first->at + duration_seconds(after);
		i.day = local_day(w, i.at);
		return i;
	}
	return schedule_slot(
	    q->policy, q->calendar, first->stage, duration_add_to(q->calendar, after, first->day));
}

/* A track that climbs: its first reminder, from which steps are counted, and the latest one. */
struct track {
	const char *base; /* of the steps' keys: "behind:2018-03-01" */
	struct instant first, latest;
};

/* What of the ladder has come: a step before the latest reminder hears that one, a later one is told of its own. */
static void climb(struct owing *w, const struct track *t)
{
	const struct policy *p = w->q->policy;
	size_t place = w->out->n;

	push(w, &t->latest);
	for (size_t i = 0; i < p->escalate.n; i++) {
		const struct ladder_step *step = &p->escalate.at[i];
		struct instant at = step_instant(w, &t->first, step);

		if (!(step->of & 1u << t->first.stage) || at.at == MOMENT_NEVER)
			continue;
		if (at.at > w->now) {
			come_back(w, at.at);
		} else if (at.at <= t->latest.at) {
			w->out->at[place].climbed = (int)i + 1;
		} else {
			at.step = (int)i + 1;
			at.began = t->latest.began;
			snprintf(at.key, sizeof at.key, "%s^%d", t->base, at.step);
			push(w, &at);
		}
	}
}

/* ---- the deadline */

/* What had passed before the task was known climbs from the day on which that was first said. */
static struct instant first_passed(const struct owing *w, const struct instant *passed)
{
	return passed->at >= w->from ? *passed : slot_after(w, STAGE_OVERDUE, w->from);
}

/* What would have come before an extension is not made up for: the news of it says the new day. */
static void owe_deadline(struct owing *w, const struct schedule *s)
{
	struct track t = {.base = "overdue", .latest = s->latest};

	come_back(w, s->next);
	if (!s->any || s->latest.at < w->q->occurrence->extended)
		return;
	if (s->latest.stage != STAGE_OVERDUE) {
		push(w, &s->latest);
		return;
	}
	t.first = first_passed(w, &s->passed);
	t.latest.began = s->passed.at;
	climb(w, &t);
}

/* ---- what lags before the day: behind, silent, unsigned */

/* On the day itself and after it, the deadline says it all. */
static bool is_before_the_day(const struct owing *w, const struct schedule *s)
{
	const struct asking *q = w->q;
	bool passed = s->any && s->latest.stage >= STAGE_DUE;

	return standing_is_open(q->state->standing) && !passed && w->now < q->occurrence->end &&
	       w->now < q->occurrence->superseded && !q->occurrence->timed;
}

day owed_line_start(const struct asking *q)
{
	day known = zone_day(&q->calendar->zone, q->known, NULL);

	return q->issued > 0 && q->issued < known ? q->issued : known;
}

/* The nth of a rhythm that begins at `first`; the latest by now, and when the next one comes. */
static struct instant latest_of(struct owing *w, const struct instant *first, struct duration every)
{
	const struct asking *q = w->q;
	struct duration way = policy_days(q->policy, every);
	struct instant latest = *first, next;
	int n = way.n;

	latest.repeat = 1;
	for (; every.unit && every.n > 0; way.n += n) {
		next = schedule_slot(q->policy, q->calendar, first->stage,
		    duration_add_to(q->calendar, way, first->day));
		if (next.at > w->now || next.day <= latest.day)
			break;
		next.repeat = latest.repeat + 1;
		latest = next;
	}
	if (every.unit && every.n > 0)
		come_back(w, next.at);
	latest.began = first->began;
	return latest;
}

static void owe_behind(struct owing *w)
{
	const struct asking *q = w->q;
	struct behind b = pace_behind(q->task, q->milestone, q->occurrence, q->events, q->calendar,
	    owed_line_start(q), local_day(w, w->now));
	struct track t = {0};
	char since[11], base[24];

	w->out->behind = b.since;
	if (b.next != DAY_NONE)
		come_back(w, zone_moment(&q->calendar->zone, b.next, 0));
	if (b.since == DAY_NONE)
		return;
	t.first = slot_after(w, STAGE_BEHIND, b.known > w->from ? b.known : w->from);
	t.first.began = b.known;
	come_back(w, t.first.at);
	if (t.first.at > w->now)
		return;
	civil_print(b.since, since);
	snprintf(base, sizeof base, "behind:%s", since);
	t.base = base;
	t.latest = latest_of(w, &t.first, q->policy->behind_every);
	snprintf(t.latest.key, sizeof t.latest.key, "%s:%d", base, t.latest.repeat);
	climb(w, &t);
}

/* Something that is said once, so long after a day, and climbs from there. */
static void owe_once(
    struct owing *w, enum stage stage, const char *base, day from, struct duration after)
{
	const struct asking *q = w->q;
	struct track t = {.base = base};

	t.first =
	    schedule_slot(q->policy, q->calendar, stage, duration_add_to(q->calendar, after, from));
	if (t.first.at < w->from)
		t.first = slot_after(w, stage, w->from);
	t.first.began = t.first.at;
	if (t.first.day > q->occurrence->due || t.first.at == MOMENT_NEVER)
		return;
	come_back(w, t.first.at);
	if (t.first.at > w->now)
		return;
	snprintf(t.first.key, sizeof t.first.key, "%s", base);
	t.latest = t.first;
	climb(w, &t);
}

/* The day of the last report, or the one on which something was first to be reported, if that is later: a report for an
 * earlier date of the task does not count against this one before its line has begun. */
static day silent_from(const struct owing *w)
{
	const struct asking *q = w->q;
	day from = local_day(w, w->from), reported = local_day(w, q->state->last_report);

	for (size_t i = 0; i < q->milestone->targets.n; i++) {
		struct line line =
		    pace_line(q->task, q->milestone, i, q->occurrence, owed_line_start(q));

		if (line.from > from)
			from = line.from;
	}
	from = q->occurrence->start > from ? q->occurrence->start : from;
	return q->state->last_report > 0 && reported > from ? reported : from;
}

static void owe_silent(struct owing *w)
{
	const struct asking *q = w->q;
	char day_text[11], base[24];
	day from;

	if (!q->policy->silent_after.unit || !q->milestone->targets.n)
		return;
	from = silent_from(w);
	civil_print(from, day_text);
	snprintf(base, sizeof base, "silent:%s", day_text);
	owe_once(w, STAGE_SILENT, base, from, q->policy->silent_after);
}

/* A task is signed for as a whole, so that its first milestone with a day speaks for all. */
static bool speaks_for_task(const struct asking *q)
{
	list_each (const struct milestone *, m, q->task->milestones)
		if (!m->retired && m->kind != MILESTONE_NONE && m->kind != MILESTONE_ONGOING)
			return m->no == q->milestone->no;
	return false;
}

/* Of a recurring milestone the turn that stood when the task became known; later ones ask for no new signature. */
static bool is_first_turn(const struct owing *w)
{
	const struct asking *q = w->q;
	struct occurrences then = {0};

	if (q->milestone->kind != MILESTONE_RECURRING)
		return true;
	occurrences_of(q->milestone, q->events, q->calendar, w->from,
	    schedule_takeover_days(q->policy), w->arena, &then);
	list_each (const struct occurrence *, o, then)
		if (!strcmp(o->name, q->occurrence->name))
			return true;
	return false;
}

static void owe_unsigned(struct owing *w)
{
	const struct asking *q = w->q;
	struct names missing = {0};

	if (!q->policy->sign_within.unit || !speaks_for_task(q))
		return;
	state_unsigned(q->state, q->task, w->arena, &missing);
	if (missing.n && is_first_turn(w))
		owe_once(
		    w, STAGE_UNSIGNED, "unsigned", local_day(w, w->from), q->policy->sign_within);
}

/* ---- all of it */

static moment begins(const struct asking *q)
{
	return q->known > q->occurrence->opened ? q->known : q->occurrence->opened;
}

static void owe_news(struct owing *w)
{
	struct news_list all = {0};

	news_of(w->q, w->now, w->arena, &all);
	list_each (const struct news *, n, all) {
		struct instant i = slot_after(w, n->stage, n->at);

		if (w->q->policy->changes_at_once)
			i = (struct instant){.stage = n->stage,
			    .timed = true,
			    .day = local_day(w, n->at),
			    .at = n->at};
		i.event = n->event;
		i.to = n->to;
		i.began = n->at;
		snprintf(i.key, sizeof i.key, "%s:%" PRId64, stage_name(n->stage), n->event);
		come_back(w, i.at);
		if (i.at <= w->now)
			push(w, &i);
	}
}

/* Its due day brings something of its own: ceilings are judged. */
static bool has_ceiling(const struct milestone *m)
{
	list_each (const struct target *, t, m->targets)
		if (!target_is_floor(t))
			return true;
	return false;
}

void owed_of(const struct asking *q, moment now, struct arena *a, struct owed *out)
{
	struct owing w = {.q = q, .now = now, .from = begins(q), .arena = a, .out = out};
	struct schedule s =
	    schedule_of(q->policy, q->occurrence, q->state, q->calendar, q->known, now);

	out->next = MOMENT_NEVER;
	out->behind = DAY_NONE;
	owe_deadline(&w, &s);
	if (is_before_the_day(&w, &s)) {
		owe_behind(&w);
		owe_silent(&w);
		owe_unsigned(&w);
	}
	owe_news(&w);
	if (has_ceiling(q->milestone))
		come_back(&w, state_judgement(q->occurrence, q->calendar));
}

const struct instant *owed_find(const struct owed *o, const char *key)
{
	list_each (const struct instant *, i, *o)
		if (!strcmp(i->key, key))
			return i;
	return NULL;
}

day owed_due(const struct instant *i, const struct occurrence *o)
{
	return i->stage > STAGE_OVERDUE ? 0 : o->due;
}
