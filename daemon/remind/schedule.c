/* The instants of an occurrence: a handful of candidates in the order of their stages, then one rule, that a later
 * one at or before an earlier one silences it. overdue:N is a function of N that only rises, so the one in force is
 * found by halving, however many years have passed. */
#include "remind/schedule.h"
#include <stdio.h>

enum { CANDIDATES = 64, STEPS_MAX = 4000000 }; /* more days than the calendar has */
/* An instant, and where it stood before it was moved to a working day: of two moved together the later is said. */
struct candidate {
	struct instant instant;
	moment aim;
};
/* Everything that decides, and what was found so far. */
struct plan {
	const struct policy *policy;
	const struct occurrence *occurrence;
	const struct calendar *calendar;
	moment from; /* its reminders may begin */
	day floor;   /* leads that reach to this day or before are dropped; DAY_NONE: none */
	struct candidate list[CANDIDATES]; /* assigned, before…, due, the first overdue */
	int n;
};

static day plan_day(const struct plan *p, moment at)
{
	return zone_day(&p->calendar->zone, at, NULL);
}

static day plan_forward(const struct plan *p, day d)
{
	return p->policy->workdays_only && d != DAY_NONE
		   ? workday_at_or_after(&p->calendar->workdays, d)
		   : d;
}

static day plan_back(const struct plan *p, day d)
{
	return p->policy->workdays_only && d != DAY_NONE
		   ? workday_at_or_before(&p->calendar->workdays, d)
		   : d;
}

/* A day that the calendar does not have never comes. */
static moment plan_at(const struct plan *p, day d)
{
	return d == DAY_NONE ? MOMENT_NEVER : zone_moment(&p->calendar->zone, d, p->policy->at_s);
}

static struct instant plan_in_slot(const struct plan *p, enum stage stage, day d)
{
	return (struct instant){.stage = stage, .day = d, .at = plan_at(p, d)};
}

static struct instant plan_timed(const struct plan *p, enum stage stage, moment at)
{
	return (struct instant){.stage = stage, .timed = true, .day = plan_day(p, at), .at = at};
}

static void plan_push(struct plan *p, struct instant i, const char *key, moment aim)
{
	if (p->n == CANDIDATES || i.at == MOMENT_NEVER)
		return;
	snprintf(i.key, sizeof i.key, "%s", key);
	p->list[p->n++] = (struct candidate){i, aim};
}

/* ---- the candidates */

/* A clock's own moment; where the nights are spared, the evening before it or the morning after. */
static struct instant plan_clock(const struct plan *p, enum stage stage, moment at, bool forward)
{
	const struct policy *policy = p->policy;
	const struct zone *zone = &p->calendar->zone;
	int second;
	day d = zone_day(zone, at, &second);

	if (policy->nights ||
	    (second >= policy->at_s && (!policy->not_after_s || second <= policy->not_after_s)))
		return plan_timed(p, stage, at);
	if (forward)
		at = zone_moment(zone, second < policy->at_s ? d : d + 1, policy->at_s);
	else
		at = zone_moment(zone, second < policy->at_s ? d - 1 : d,
		    policy->not_after_s ? policy->not_after_s : DAY_S - 1);
	return plan_timed(p, stage, at);
}

static void plan_assigned(struct plan *p)
{
	day d = plan_day(p, p->from);
	struct instant i = plan_clock(p, STAGE_ASSIGNED, p->from, true);

	if (!p->occurrence->timed)
		i = plan_in_slot(
		    p, STAGE_ASSIGNED, plan_forward(p, plan_at(p, d) < p->from ? d + 1 : d));
	plan_push(p, i, "assigned", i.at);
}

/* A lead in hours before a due day: at its own moment, but not when the office is closed for the day. */
static struct instant plan_hours(const struct plan *p, struct duration lead)
{
	moment at = p->occurrence->end - duration_seconds(lead);
	int second;
	day d = zone_day(&p->calendar->zone, at, &second);

	if (p->policy->not_after_s > 0 && second > p->policy->not_after_s)
		at = zone_moment(&p->calendar->zone, d, p->policy->not_after_s);
	return plan_timed(p, STAGE_BEFORE, at);
}

static void plan_before(struct plan *p, struct duration lead)
{
	struct duration back = {-lead.n, lead.unit};
	char written[16], key[KEY_BYTES];
	moment aim = p->occurrence->end - duration_seconds(lead);
	struct instant i;
	day d;

	if (lead.n <= 0 || lead.unit == DURATION_NONE)
		return;
	if (duration_is_timed(lead)) {
		i = plan_hours(p, lead);
	} else {
		d = duration_add_to(p->calendar, back, p->occurrence->due);
		aim = plan_at(p, d);
		i = plan_in_slot(p, STAGE_BEFORE, plan_back(p, d));
	}
	if ((p->floor != DAY_NONE && i.day <= p->floor) || i.at < p->occurrence->opened)
		return;
	duration_print(lead, written);
	snprintf(key, sizeof key, "before:%s", written);
	plan_push(p, i, key, aim);
}

/* 24 h: 12 h, 4 h and 1 h before it passes. */
static void plan_fraction(struct plan *p, int64_t length_s, int part)
{
	static const struct {
		int seconds;
		enum duration_unit unit;
	} units[] = {{HOUR_S, DURATION_HOURS}, {MINUTE_S, DURATION_MINUTES}, {1, DURATION_SECONDS}};
	size_t u = 0;
	int64_t lead_s = length_s / part;
	char written[16], key[KEY_BYTES];

	if (lead_s < MINUTE_S)
		return;
	while (lead_s % units[u].seconds)
		u++;
	duration_print((struct duration){(int)(lead_s / units[u].seconds), units[u].unit}, written);
	snprintf(key, sizeof key, "before:%s", written);
	if (plan_clock(p, STAGE_BEFORE, p->occurrence->end - lead_s, false).at <
	    p->occurrence->opened)
		return;
	plan_push(p, plan_clock(p, STAGE_BEFORE, p->occurrence->end - lead_s, false), key,
	    p->occurrence->end - lead_s);
}

/* The first day on which it is overdue, not yet moved. */
static day plan_first_overdue(const struct plan *p)
{
	return p->occurrence->timed ? plan_day(p, p->occurrence->end) : p->occurrence->due + 1;
}

static struct duration plan_rhythm(const struct policy *p)
{
	struct duration every = policy_days(p, p->overdue_every);

	if (duration_is_timed(every))
		every = (struct duration){
		    (int)((duration_seconds(every) + DAY_S - 1) / DAY_S), DURATION_DAYS};
	return every;
}

static int plan_overdue_max(const struct policy *p)
{
	if (p->overdue_every.n <= 0 || p->overdue_every.unit == DURATION_NONE)
		return 1;
	return p->overdue_limit > 0 ? p->overdue_limit : 1 << 20;
}

/* The day so many working days after `first`, reckoned from a day near it: years are counted, not walked. */
static day plan_workday(const struct plan *p, day first, int steps, day near)
{
	const struct workdays *w = &p->calendar->workdays;
	int more = near > first ? steps - workday_between(w, first, near) : steps;

	if (near <= first)
		return workday_add(w, first, steps);
	return more > 0 ? workday_add(w, near, more) : workday_add(w, near + 1, more - 1);
}

/* The day of overdue:N, N > 1. */
static day plan_overdue_day(const struct plan *p, int n, day near)
{
	day first = plan_forward(p, plan_first_overdue(p));
	struct duration way = plan_rhythm(p->policy);
	int64_t steps = (int64_t)way.n * (n - 1);

	way.n = steps < STEPS_MAX ? (int)steps : STEPS_MAX;
	return plan_forward(p, way.unit == DURATION_WORKDAYS
				   ? plan_workday(p, first, way.n, near)
				   : duration_add_to(p->calendar, way, first));
}

/* overdue:N; its moments never fall as N rises. `near`: any day, best one not far from it. */
static struct instant plan_overdue(const struct plan *p, int n, day near)
{
	struct instant i;

	if (n > 1)
		i = plan_in_slot(p, STAGE_OVERDUE, plan_overdue_day(p, n, near));
	else if (p->occurrence->timed)
		i = plan_clock(p, STAGE_OVERDUE, p->occurrence->end, true);
	else
		i = plan_in_slot(p, STAGE_OVERDUE, plan_forward(p, plan_first_overdue(p)));
	snprintf(i.key, sizeof i.key, "overdue:%d", n);
	return i;
}

/* The highest N that can have come by that day: a day of the rhythm each, or as many working days as it has. */
static int plan_overdue_bound(const struct plan *p, day today)
{
	day first = plan_forward(p, plan_first_overdue(p));
	struct duration way = plan_rhythm(p->policy);

	if (today < first || way.n <= 0)
		return 1;
	return way.unit == DURATION_WORKDAYS
		   ? workday_between(&p->calendar->workdays, first, today) / way.n + 1
		   : today - first + 1;
}

/* The highest N whose moment is at or before `now`; 0: none yet. */
static int plan_overdue_count(const struct plan *p, moment now)
{
	day today = plan_day(p, now);
	int max = plan_overdue_max(p->policy), high = plan_overdue_bound(p, today);
	int low = high > 2 && plan_rhythm(p->policy).unit == DURATION_WORKDAYS ? high - 2 : 0;

	high = high < max ? high : max;
	low = low < high ? low : high - 1;
	while (low < high) {
		int middle = low + (high - low + 1) / 2;

		if (plan_overdue(p, middle, today).at <= now)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static void plan_candidates(struct plan *p)
{
	const struct occurrence *o = p->occurrence;
	int64_t length_s = o->timed ? duration_seconds(o->length) : 0;
	struct instant passed = plan_overdue(p, 1, 0);

	plan_assigned(p);
	for (int i = 0; o->timed && i < 3; i++)
		plan_fraction(p, length_s, (const int[]){2, 6, 24}[i]);
	for (size_t i = 0; !o->timed && i < p->policy->before.n; i++)
		plan_before(p, p->policy->before.at[i]);
	if (!o->timed)
		plan_push(
		    p, plan_in_slot(p, STAGE_DUE, plan_back(p, o->due)), "due", plan_at(p, o->due));
	plan_push(p, passed, passed.key, passed.at);
}

/* Since when the stage of the latest has held: its own first moment that counts. */
static moment plan_began(const struct plan *p, const struct instant *latest)
{
	moment first = latest->at;

	for (int i = 0; i < p->n; i++)
		if (p->list[i].instant.stage == latest->stage && p->list[i].instant.at < first)
			first = p->list[i].instant.at;
	return first;
}

/* ---- which of them count */

static bool plan_silenced(const struct plan *p, const struct instant *one)
{
	for (int k = 0; k < p->n; k++)
		if (p->list[k].instant.stage > one->stage && p->list[k].instant.at <= one->at)
			return true;
	return false;
}

static bool plan_is_later(const struct candidate *a, const struct candidate *b)
{
	if (a->instant.at != b->instant.at)
		return a->instant.at > b->instant.at;
	return a->instant.stage != b->instant.stage ? a->instant.stage > b->instant.stage
						    : a->aim >= b->aim;
}

static void plan_choose(const struct plan *p, moment now, struct schedule *out)
{
	const struct candidate *latest = NULL;

	for (int i = 0; i < p->n; i++) {
		const struct candidate *one = &p->list[i];

		if (plan_silenced(p, &one->instant))
			continue;
		if (one->instant.at > now)
			out->next = one->instant.at < out->next ? one->instant.at : out->next;
		else if (!latest || plan_is_later(one, latest))
			latest = one;
	}
	out->any = latest != NULL;
	if (latest)
		out->latest = latest->instant;
}

/* What was overdue before the task was known was never said, so counting starts there. */
static void plan_choose_overdue(const struct plan *p, moment now, struct schedule *out)
{
	int n = plan_overdue_count(p, now), before = plan_overdue_count(p, p->from);
	day today = plan_day(p, now);

	if (n >= 1) {
		out->latest = plan_overdue(p, n, today);
		out->latest.repeat = n - (before > 1 ? before : 1) + 1;
		if (n < plan_overdue_max(p->policy))
			out->next = plan_overdue(p, n + 1, today).at;
	}
}

static day plan_floor(const struct occurrence *o, const struct calendar *c)
{
	struct duration back = {-o->length.n, o->length.unit};

	if (o->length.n <= 0 || o->length.unit == DURATION_NONE || o->timed)
		return DAY_NONE;
	return duration_is_timed(back) ? DAY_NONE : duration_add_to(c, back, o->due);
}

static bool schedule_is_over(const struct occurrence *o, const struct state *s)
{
	return !standing_is_open(s->standing) || (!o->timed && o->due == DAY_NONE);
}

struct schedule schedule_of(const struct policy *p, const struct occurrence *o,
    const struct state *s, const struct calendar *c, moment known, moment now)
{
	struct plan plan = {.policy = p,
	    .occurrence = o,
	    .calendar = c,
	    .from = known > o->opened ? known : o->opened,
	    .floor = plan_floor(o, c)};
	struct schedule out = {.next = MOMENT_NEVER};
	moment end = o->superseded ? o->superseded : MOMENT_NEVER,
	       until = now < end ? now : end - 1;

	if (schedule_is_over(o, s))
		return out;
	plan_candidates(&plan);
	plan_choose(&plan, until, &out);
	plan_choose_overdue(&plan, until, &out);
	out.latest.began = plan_began(&plan, &out.latest);
	out.passed = plan_overdue(&plan, 1, 0);
	if (out.next >= end)
		out.next = MOMENT_NEVER;
	return out;
}

struct instant schedule_slot(
    const struct policy *p, const struct calendar *c, enum stage stage, day d)
{
	struct plan plan = {.policy = p, .calendar = c};

	return plan_in_slot(&plan, stage, plan_forward(&plan, d));
}

int schedule_takeover_days(const struct policy *p)
{
	int longest = 0;

	list_each (const struct duration *, lead, p->before) {
		int days = duration_is_timed(*lead) ? (int)(duration_seconds(*lead) / DAY_S) + 1
			   : lead->unit == DURATION_WORKDAYS ? lead->n / 5 * 7 + lead->n % 5 + 2
			   : lead->unit == DURATION_WEEKS    ? 7 * lead->n
			   : lead->unit == DURATION_MONTHS   ? 31 * lead->n
			   : lead->unit == DURATION_YEARS    ? 366 * lead->n
							     : lead->n;

		longest = days > longest ? days : longest;
	}
	return p->workdays_only ? longest + 10 : longest;
}
