/* What a moment brings, in two steps. Milestones whose moment came are asked for their latest stage, and it is put down
 * once for each recipient under a key that cannot be had twice; then the slots that came are said (say.c). Both work in
 * bounded transactions: a crash between two of them costs nothing but doing the second one again. */
#include "engine/bulletin.h"
#include "engine/care.h"
#include "engine/item.h"
#include "engine/release.h"
#include "engine/say.h"
#include "remind/audience.h"
#include "remind/quiet.h"
#include "store/events.h"
#include "store/reminders.h"

enum { ROWS_AT_ONCE = 256, LATE_S = HOUR_S, MISSED_CAP = 99 };

/* A look at one milestone. */
struct look {
	struct engine *engine;
	struct arena *arena;
	moment now;
	moment next;	 /* when to look again */
	struct asking q; /* of the occurrence that is looked at */
	bool joins;	 /* who is assigned now joins others that were before: that is not late */
};

static void look_again(struct look *l, moment at)
{
	if (at > l->now && at < l->next)
		l->next = at;
}

/* How many stages of the deadline came and went unsaid between `since` and the present one. */
static int count_missed(const struct look *l, const struct standing_item *s,
    const struct instant *present, moment since)
{
	const struct item *i = s->item;
	int n = 0;

	while (present->stage <= STAGE_OVERDUE && !present->step && n < MISSED_CAP) {
		struct schedule step = schedule_of(i->policy, &s->occurrence, &s->state,
		    &l->engine->settings->calendar, i->known, since);

		if (step.next >= present->at)
			break;
		since = step.next;
		n++;
	}
	return n;
}

/* May it go out at this very moment of the day? */
static bool is_open(const struct look *l, const struct policy *p)
{
	const struct calendar *c = &l->engine->settings->calendar;
	int second;
	day today = zone_day(&c->zone, l->now, &second);

	return second >= p->at_s && (!p->not_after_s || second <= p->not_after_s) &&
	       (!p->workdays_only || workday_is(&c->workdays, today));
}

/* Its slot. What is late goes at once while the office is open, else in the recipient's next slot; either way many late
 * ones travel together. */
static void give_slot(const struct look *l, const struct standing_item *s, struct reminder *r)
{
	const struct policy *p = s->item->policy;
	const struct calendar *c = &l->engine->settings->calendar;
	scope(text) name = {0};

	text_addf(&name, "%s:%s", r->to.channel, r->to.address);
	r->at = r->instant.timed ? r->instant.at : slot_of(p, c, text_get(&name), r->instant.day);
	r->late = r->at < l->now - LATE_S;
	if (r->late && !r->instant.timed)
		r->at = is_open(l, p) ? l->now : slot_next(p, c, text_get(&name), l->now);
	r->late = r->late && !l->joins;
	r->at = quiet_until(&l->q, &l->engine->settings->directory, &r->to, r->at);
}

static bool is_noted(const struct standing_item *s, day to)
{
	const struct events *all = &s->item->history;

	for (size_t i = all->n; i-- > 0;)
		if (all->at[i].kind == EVENT_MOVE &&
		    address_equal(&all->at[i].address, &s->address))
			return all->at[i].to == to;
	return false;
}

/* Where the working days moved the day that was last spoken of, that is put on record, and told at the next look. */
static bool note_move(struct look *l, const struct standing_item *s, struct error *err)
{
	struct event e = {.at = l->now,
	    .kind = EVENT_MOVE,
	    .address = s->address,
	    .who = "calendar",
	    .to = s->occurrence.due};
	struct reminder last;

	if (s->item->milestone->kind != MILESTONE_RELATIVE || s->occurrence.was_due != DAY_NONE)
		return true;
	if (!reminders_latest(l->engine->db, s->item->row.id, s->address.milestone,
		s->occurrence.name, &last, err))
		return false;
	if (last.instant.at == MOMENT_NEVER || last.due == s->occurrence.due ||
	    is_noted(s, s->occurrence.due))
		return true;
	e.from = last.due;
	l->next = l->now;
	return events_add(l->engine->db, &e, err);
}

/* The next turn of a recurring milestone is no new task: only the first one is assigned. */
static bool is_old_news(struct look *l, const struct standing_item *s, const struct reminder *r,
    bool *out, struct error *err)
{
	*out = false;
	if (s->item->milestone->kind != MILESTONE_RECURRING || r->instant.stage != STAGE_ASSIGNED)
		return true;
	return reminders_elsewhere(l->engine->db, r, r->instant.at, out, err);
}

/* The day on which a stage goes out. It is one for all who hear: their own slots lie minutes apart. */
static day day_of_slot(const struct look *l, const struct standing_item *s, struct reminder *r)
{
	r->to = (struct recipient){.channel = "", .address = ""};
	give_slot(l, s, r);
	return zone_day(&l->engine->settings->calendar.zone, r->at > l->now ? r->at : l->now, NULL);
}

/* What a unit heard before it went away, its deputy does not hear again; nor the other way round. */
static bool is_served(
    struct look *l, const struct reminder *r, day today, bool *out, struct error *err)
{
	struct recipients said = {0};

	*out = false;
	if (r->to.unit && !reminders_said_for(l->engine->db, r, l->arena, &said, err))
		return false;
	list_each (struct recipient *, one, said)
		*out |= !directory_hears(&l->engine->settings->directory, one, today);
	return true;
}

/* What is no news: that it was reached, to whom that is what was last heard; that it fell back, where nobody was told
 * that it was reached (but somebody would have been). */
static bool is_known(
    struct look *l, const struct policy *p, const struct reminder *r, bool *out, struct error *err)
{
	enum stage last = STAGE_FELL_BACK, s = r->instant.stage;

	*out = false;
	if (s != STAGE_REACHED && s != STAGE_FELL_BACK)
		return true;
	if (!reminders_turning(l->engine->db, r, s == STAGE_FELL_BACK, &last, err))
		return false;
	*out = s == STAGE_REACHED ? last == STAGE_REACHED
				  : p->tell[STAGE_REACHED].n && last != STAGE_REACHED;
	return true;
}

/* Put a stage down for one who is to hear of it. */
static bool remind_one(struct look *l, const struct standing_item *s, struct reminder *r,
    moment last, struct error *err)
{
	bool known, fresh;

	if (quiet_acked(&l->q, &l->engine->settings->directory, &r->to, &r->instant))
		return true;
	give_slot(l, s, r);
	r->merged = r->late ? count_missed(l, s, &r->instant, last) : 0;
	return is_known(l, s->item->policy, r, &known, err) &&
	       (known || reminders_add(l->engine->db, r, &fresh, err));
}

static bool remind_all(struct look *l, const struct standing_item *s, struct reminder *r,
    moment last, struct error *err)
{
	struct recipients who = {0};
	day today = day_of_slot(l, s, r);
	bool served;

	audience_of(s->item->policy, &r->instant, &s->item->row.task,
	    &l->engine->settings->directory, today, l->arena, &who);
	list_each (const struct recipient *, to, who) {
		r->to = *to;
		if (!is_served(l, r, today, &served, err) ||
		    (!served && !remind_one(l, s, r, last, err)))
			return false;
	}
	return true;
}

/* What was last put down for the occurrence; looked up only where it can matter. */
static bool find_last(
    struct look *l, const struct reminder *r, struct reminder *last, struct error *err)
{
	*last = (struct reminder){.instant = {.at = MOMENT_NEVER}};
	if (r->instant.at >= l->now - LATE_S)
		return true;
	return reminders_latest(l->engine->db, r->task, r->milestone, r->occurrence, last, err);
}

static bool remind(
    struct look *l, const struct standing_item *s, const struct instant *owed, struct error *err)
{
	const struct item *i = s->item;
	struct reminder last, r = {.task = i->row.id,
				  .milestone = i->address.milestone,
				  .occurrence = s->occurrence.name,
				  .due = owed_due(owed, &s->occurrence),
				  .instant = *owed};
	bool old_news;

	if (!find_last(l, &r, &last, err) || !is_old_news(l, s, &r, &old_news, err))
		return false;
	l->joins = owed->stage == STAGE_ASSIGNED && last.instant.at != MOMENT_NEVER &&
		   last.instant.at >= owed->at;
	return old_news || remind_all(l, s, &r,
			       last.instant.at == MOMENT_NEVER ? i->known : last.instant.at, err);
}

static bool remind_owed(struct look *l, const struct standing_item *s, struct error *err)
{
	list_each (const struct instant *, owed, s->owed)
		if (!remind(l, s, owed, err))
			return false;
	return true;
}

static bool look_at_occurrences(struct look *l, const struct item *i, struct error *err)
{
	struct occurrences all = {0};

	item_occurrences(l->engine, i, l->now, l->arena, &all);
	list_each (const struct occurrence *, o, all) {
		struct standing_item s = item_stand(l->engine, i, o, l->now, l->arena);

		l->q = item_asking(l->engine, i, &s.occurrence, &s.state);
		if (!note_move(l, &s, err) || !remind_owed(l, &s, err))
			return false;
		look_again(l, s.owed.next);
		look_again(l, o->superseded);
	}
	return true;
}

static bool look_at(struct engine *e, const struct agenda_row *row, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct look l = {.engine = e, .arena = &a, .now = now, .next = MOMENT_NEVER};
	struct item i;

	if (!item_load(e, row->task, row->milestone, &a, &i, err))
		return false;
	if (!i.row.retired && i.milestone && i.policy && !look_at_occurrences(&l, &i, err))
		return false;
	return agenda_set(e->db, row->task, row->milestone, l.next, err);
}

static bool look_at_rows(
    struct engine *e, const struct agenda_rows *rows, moment now, struct error *err)
{
	list_each (const struct agenda_row *, row, *rows)
		if (!look_at(e, row, now, err))
			return false;
	return true;
}

/* One transaction's worth; *n says how many there were. */
static bool look_step(struct engine *e, moment now, size_t *n, struct error *err)
{
	scope(arena) a = {0};
	struct agenda_rows rows = {0};

	if (!agenda_due(e->db, now, ROWS_AT_ONCE, &a, &rows, err))
		return false;
	*n = rows.n;
	return !rows.n ||
	       (engine_begin(e, err) && engine_finish(e, look_at_rows(e, &rows, now, err), err));
}

/* Once after a start or a reload. */
static bool settle_in(struct engine *e, moment now, struct error *err)
{
	if (!e->fresh)
		return true;
	if (!engine_begin(e, err) || !engine_finish(e, release_orphans(e, now, err), err))
		return false;
	e->fresh = false;
	care_at(e, now);
	return true;
}

/* All looks come before the first slot is said: a message holds everything that is due. */
bool tick_step(struct engine *e, moment now, bool *more, struct error *err)
{
	size_t n = 0;

	*more = false;
	if (e->taking)
		return true;
	if (!settle_in(e, now, err) || !care_run(e, now, err) || !look_step(e, now, &n, err) ||
	    (!n && !say_step(e, now, &n, err)))
		return false;
	*more = n > 0;
	return *more || bulletin_run(e, now, more, err);
}

bool tick_run(struct engine *e, moment now, struct error *err)
{
	bool more = true;

	while (more)
		if (!tick_step(e, now, &more, err))
			return false;
	return true;
}

/* When the plan has something to say. A store that fails is asked by tick_step, which says why. */
static moment plan_next(struct engine *e)
{
	int64_t news = engine_news(e);
	moment look, slot;

	if (e->ticked == news)
		return e->tick;
	if (!agenda_next(e->db, &look, NULL) || !reminders_next(e->db, &slot, NULL))
		return 0;
	e->ticked = news;
	return e->tick = look < slot ? look : slot;
}

/* At once after a start. */
moment tick_next(struct engine *e)
{
	moment next, bulletin = bulletin_next(e);

	if (e->taking)
		return MOMENT_NEVER;
	if (e->fresh)
		return 0;
	next = plan_next(e);
	next = bulletin < next ? bulletin : next;
	return care_next(e) < next ? care_next(e) : next;
}
