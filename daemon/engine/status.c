/* Everything in numbers, for `status` and whatever watches. */
#include "engine/outbox.h"
#include "engine/sheet_record.h"
#include "engine/show.h"
#include "engine/verbs.h"
#include "store/deliveries.h"
#include "store/endpoints.h"
#include "store/store.h"

struct counting {
	struct engine *engine;
	moment now;
	int tasks, lights[LIGHT_RED + 1];
	int provisional;
};

static void count_milestone(struct counting *c, const struct item *i, struct arena *a)
{
	struct occurrences all = {0};

	item_occurrences(c->engine, i, c->now, a, &all);
	list_each (const struct occurrence *, o, all) {
		struct standing_item s = item_stand(c->engine, i, o, c->now, a);

		c->lights[item_outlook(c->engine, &s, c->now).light]++;
		c->provisional += o->provisional;
	}
	c->lights[LIGHT_GREY] += all.n == 0;
}

static bool count_task(void *kept, int64_t task, struct error *err)
{
	struct counting *c = kept;
	scope(arena) a = {0};
	struct item whole, i;

	c->tasks++;
	if (!item_load(c->engine, task, 0, &a, &whole, err))
		return false;
	list_each (const struct milestone *, m, whole.row.task.milestones) {
		if (!item_narrow(c->engine, &whole, m->no, &i, err))
			return false;
		if (i.milestone && i.policy)
			count_milestone(c, &i, &a);
	}
	return true;
}

static json_t *show_lights(const struct counting *c)
{
	json_t *o = json_object();

	for (int light = LIGHT_GREY; light <= LIGHT_RED; light++)
		json_object_set_new(
		    o, light_name((enum light)light), json_integer(c->lights[light]));
	return o;
}

static bool add_plan(const struct counting *c, json_t *out, struct error *err)
{
	struct names notices = {0};
	scope(arena) a = {0};

	if (!plans_names(c->engine->db, &a, &notices, err))
		return false;
	json_object_set_new(out, "notices", show_names(&notices));
	json_object_set_new(out, "tasks", json_integer(c->tasks));
	json_object_set_new(out, "lights", show_lights(c));
	json_object_set_new(out, "provisional", json_integer(c->provisional));
	return true;
}

/* How far the tables of holidays reach, and what is to be done about it. */
static void add_calendar(struct engine *e, moment now, json_t *out)
{
	const struct calendar *c = &e->settings->calendar;
	json_t *o = json_object();
	struct error err;

	json_object_set_new(out, "calendar", o);
	json_object_set_new(
	    o, "reaches", c->workdays.horizon ? show_day(c->workdays.horizon) : json_null());
	json_object_set_new(o, "warning",
	    workday_reach_far(&c->workdays, zone_day(&c->zone, now, NULL), &err)
		? json_null()
		: show_text(err.s));
}

static bool add_counts(struct engine *e, const char *channel, json_t *out, struct error *err)
{
	static const struct {
		const char *name;
		enum delivery_state state;
	} counts[] = {
	    {"queued", DELIVERY_QUEUED}, {"sending", DELIVERY_SENDING}, {"dead", DELIVERY_DEAD}};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		int64_t n = 0;

		if (!deliveries_count(e->db, channel, counts[i].state, &n, err))
			return false;
		json_object_set_new(out, counts[i].name, json_integer(n));
	}
	return true;
}

/* Letters of this month that may have come twice. */
static bool add_doubt(
    struct engine *e, const char *channel, moment now, json_t *out, struct error *err)
{
	const struct zone *z = &e->settings->calendar.zone;
	day today = zone_day(z, now, NULL);
	int64_t n = 0;

	if (!deliveries_doubted(
		e->db, channel, zone_moment(z, today - civil_of(today).mday + 1, 0), &n, err))
		return false;
	json_object_set_new(out, "in_doubt", json_integer(n));
	return true;
}

/* How its endpoint stands: waits, the service's limit, and what was asked of it this month. */
static void add_endpoint(
    struct engine *e, const struct channel *c, const struct endpoint *p, moment now, json_t *out)
{
	int month = zone_month(&e->settings->calendar.zone, now), quota = c->monthly_quota;
	const struct channel_kind *k = c->kind;

	json_object_set_new(
	    out, "waiting_until", p->until > now ? show_moment(e, p->until) : json_null());
	json_object_set_new(out, "failures", json_integer(p->failures));
	json_object_set_new(
	    out, "failing_since", p->since ? show_moment(e, p->since) : json_null());
	json_object_set_new(out, "reason", show_text(p->reason));
	json_object_set_new(out, "limit",
	    k->bucket_n
		? json_pack("{s:i, s:i, s:i}", "requests", k->bucket_n, "seconds", k->bucket_s,
		      "ready_in", bucket_wait_s(&p->bucket, k->bucket_n, k->bucket_s, now))
		: json_null());
	json_object_set_new(out, "month",
	    json_pack("{s:I, s:o, s:o}", "requests", (json_int_t)tally_of(&p->tally, month),
		"quota", quota ? json_integer(quota) : json_null(), "percent",
		quota ? json_integer(tally_percent(&p->tally, month, quota)) : json_null()));
}

static bool add_channel(
    struct engine *e, const struct channel *c, moment now, json_t *list, struct error *err)
{
	json_t *o = json_object();
	struct endpoint endpoint;
	scope(arena) a = {0};
	scope(text) name = {0};
	const char *held;
	moment last;

	json_array_append_new(list, o);
	channel_add_endpoint(c, &name);
	if (!endpoints_get(e->db, text_get(&name), &a, &endpoint, err) ||
	    !holds_reason(e->db, c->name, &a, &held, err) ||
	    !deliveries_last_sent(e->db, c->name, &last, err) || !add_counts(e, c->name, o, err) ||
	    !add_doubt(e, c->name, now, o, err))
		return false;
	json_object_set_new(o, "name", show_text(c->name));
	json_object_set_new(o, "type", show_text(c->kind->name));
	json_object_set_new(o, "held", show_text(held));
	json_object_set_new(o, "last_sent", show_moment(e, last));
	json_object_set_new(o, "fallback", show_text(c->fallback));
	json_object_set_new(
	    o, "fallback_after_s", c->fallback ? json_integer(c->fallback_after_s) : json_null());
	add_endpoint(e, c, &endpoint, now, o);
	return true;
}

static bool add_channels(struct engine *e, moment now, json_t *out, struct error *err)
{
	json_t *list = json_array();

	json_object_set_new(out, "channels", list);
	list_each (const struct channel *, c, e->settings->channels)
		if (!add_channel(e, c, now, list, err))
			return false;
	return true;
}

static bool add_sheets(struct engine *e, json_t *out, struct error *err)
{
	json_t *list = sheet_record_list(e, err);

	if (list)
		json_object_set_new(out, "reports", list);
	return list;
}

static void *begin(struct engine *e, const struct caller *by, const json_t *arguments,
    struct arena *a, struct error *err)
{
	struct counting *c = arena_alloc(a, sizeof *c);

	(void)arguments;
	(void)err;
	*c = (struct counting){.engine = e, .now = by->now};
	return c;
}

static json_t *answer(void *kept, struct error *err)
{
	const struct counting *c = kept;
	struct engine *e = c->engine;
	json_t *o = json_object();
	moment tick = tick_next(e), post = outbox_next(e, c->now);

	json_object_set_new(o, "now", show_moment(e, c->now));
	json_object_set_new(o, "next", show_moment(e, tick < post ? tick : post));
	json_object_set_new(o, "state", show_text(e->settings->state));
	json_object_set_new(o, "schema", json_integer(store_version()));
	add_calendar(e, c->now, o);
	if (!add_plan(c, o, err) || !add_sheets(e, o, err) || !add_channels(e, c->now, o, err))
		json_release(&o);
	return o;
}

const struct verb_walk status_show = {begin, count_task, answer, NULL};
