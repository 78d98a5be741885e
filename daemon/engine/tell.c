/* Trouble with one channel reaches the supervisors through another. */
#include "engine/tell.h"
#include <inttypes.h>
#include <stdlib.h>
#include "engine/care.h"
#include "engine/plain.h"
#include "engine/show.h"
#include "store/reminders.h"
#include "store/store.h"

enum { QUIET_S = HOUR_S, UNREAD_SHOWN = 50 };

/* Can it carry the news: configured, not the one in trouble, not held itself? */
static bool carries(struct engine *e, const char *channel, const char *in_trouble, struct arena *a,
    bool *out, struct error *err)
{
	const char *held;

	*out = strcmp(channel, in_trouble) != 0 && settings_channel(e->settings, channel);
	if (!holds_reason(e->db, channel, a, &held, err))
		return false;
	*out = *out && !held;
	return true;
}

static bool tell(struct engine *e, struct plain *p, const char *in_trouble, struct error *err)
{
	scope(arena) a = {0};
	struct recipients who = {0};

	directory_supervisors(
	    &e->settings->directory, zone_day(&e->settings->calendar.zone, p->now, NULL), &a, &who);
	list_each (const struct recipient *, to, who) {
		bool can;

		if (!carries(e, to->channel, in_trouble, &a, &can, err) ||
		    (can && !plain_post(e, p, to, err)))
			return false;
	}
	return true;
}

bool tell_held(struct engine *e, const struct hold *h, moment now, struct error *err)
{
	const struct channel *c = settings_channel(e->settings, h->channel);
	json_scope data = json_pack("{s:o, s:o, s:o}", "channel", show_text(h->channel), "reason",
	    show_text(h->reason), "fallback", show_text(c ? c->fallback : NULL));
	struct plain p = {
	    .template = "held.txt", .data = data, .event = "deadlined.channel.held", .now = now};

	return tell(e, &p, h->channel, err);
}

bool tell_quota(
    struct engine *e, const struct channel *c, const struct tally *t, moment now, struct error *err)
{
	json_scope data = json_pack("{s:o, s:I, s:i, s:i}", "channel", show_text(c->name),
	    "requests", (json_int_t)t->requests, "quota", c->monthly_quota, "percent",
	    tally_percent(t, t->month, c->monthly_quota));
	struct plain p = {
	    .template = "quota.txt", .data = data, .event = "deadlined.channel.quota", .now = now};

	return tell(e, &p, c->name, err);
}

static bool post_unsent(struct engine *e, const char *channel, moment made, const char *reason,
    moment now, struct error *err)
{
	char since[ZONE_ISO_BYTES];
	int64_t n = 0;
	json_scope data = NULL;
	struct plain p = {
	    .template = "unsent.txt", .event = "deadlined.channel.unsent", .now = now};

	if (!deliveries_count(e->db, channel, DELIVERY_QUEUED, &n, err))
		return false;
	zone_print_iso(&e->settings->calendar.zone, made, since);
	since[10] = ' ';
	since[16] = 0;
	data = json_pack("{s:o, s:I, s:s, s:o}", "channel", show_text(channel), "count",
	    (json_int_t)n, "since", since, "reason", show_text(reason));
	p.data = data;
	return tell(e, &p, channel, err);
}

bool tell_unsent(struct engine *e, const char *channel, moment made, moment last_sent,
    const char *reason, moment now, struct error *err)
{
	scope(arena) a = {0};
	const char *key = arena_printf(&a, "told unsent: %s", channel), *last;
	moment before;

	if (!store_get(e->db, key, &a, &last, err))
		return false;
	before = last ? atoll(last) : 0;
	if (last && (made <= before - UNSENT_S || last_sent == MOMENT_NEVER || last_sent <= before))
		return true;
	return store_set(e->db, key, arena_printf(&a, "%" PRId64, now), err) &&
	       post_unsent(e, channel, made, reason, now, err);
}

/* Was the same told of this channel a little while ago? Else it is noted that it is told now. */
static bool told_lately(
    struct engine *e, const char *channel, moment now, bool *out, struct error *err)
{
	scope(arena) a = {0};
	const char *key = arena_printf(&a, "told dead: %s", channel), *last;

	if (!store_get(e->db, key, &a, &last, err))
		return false;
	*out = last && now >= atoll(last) && now < atoll(last) + QUIET_S;
	return *out || store_set(e->db, key, arena_printf(&a, "%" PRId64, now), err);
}

bool tell_dead(struct engine *e, const struct delivery_row *d, bool address_dead, moment now,
    struct error *err)
{
	json_scope data = json_pack("{s:o, s:o, s:o, s:o}", "channel", show_text(d->channel), "to",
	    show_text(d->recipient), "reason", show_text(d->reason), "letter",
	    show_text(d->letter));
	struct plain p = {
	    .template = "dead.txt", .data = data, .event = "deadlined.delivery.dead", .now = now};
	int64_t said = 0;
	bool lately = false;

	if (!reminders_said(e->db, d->message, &said, err))
		return false;
	if (!said)
		return true;
	if (!address_dead && !told_lately(e, d->channel, now, &lately, err))
		return false;
	return lately || tell(e, &p, d->channel, err);
}

/* ---- what was not understood */

static bool has_deadline(const struct task *t)
{
	list_each (const struct milestone *, m, t->milestones)
		if (m->kind != MILESTONE_NONE)
			return true;
	return false;
}

static json_t *list_unread(const struct notice *n, const bool *is_new, int *count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n->tasks.n; i++) {
		const struct task *t = &n->tasks.at[i];

		if (is_new[i] && !has_deadline(t) && ++*count <= UNREAD_SHOWN)
			json_array_append_new(
			    array, json_pack("{s:o, s:o, s:i}", "no", show_text(t->no), "text",
				       show_text(t->text), "line", t->line));
	}
	return array;
}

bool tell_unread(
    struct engine *e, const struct notice *n, const bool *is_new, moment now, struct error *err)
{
	int count = 0;
	json_scope tasks = list_unread(n, is_new, &count);
	json_scope data = json_pack("{s:o, s:o, s:o, s:i, s:O, s:b}", "notice", show_text(n->id),
	    "title", show_text(n->title), "doc_no", show_text(n->doc_no), "count", count, "tasks",
	    tasks, "more", count > UNREAD_SHOWN);
	struct plain p = {
	    .template = "unread.txt", .data = data, .event = "deadlined.notice.unread", .now = now};

	return !count || tell(e, &p, "", err);
}

/* ---- what was wrong in a report */

bool tell_sheet(struct engine *e, json_t *data, moment now, struct error *err)
{
	struct plain p = {
	    .template = "sheet.txt", .data = data, .event = "deadlined.sheet.wrong", .now = now};

	return tell(e, &p, "", err);
}
