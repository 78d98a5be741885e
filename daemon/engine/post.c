/* What an administrator sees and does of the post: deliveries, another try, a test. */
#include <stdlib.h>
#include "engine/plain.h"
#include "engine/release.h"
#include "engine/show.h"
#include "engine/verbs.h"
#include "store/deliveries.h"
#include "store/dialogues.h"
#include "store/endpoints.h"

enum { LIST_MAX = 200 };

/* ---- deliveries */

/* The state in DESIGN's words: waits and holds are seen from where the delivery stands. */
static const char *state_name(const struct delivery_row *d, bool held, moment now)
{
	static const char *const names[] = {[DELIVERY_QUEUED] = "queued",
	    [DELIVERY_SENDING] = "sending",
	    [DELIVERY_SENT] = "sent",
	    [DELIVERY_EXPIRED] = "expired",
	    [DELIVERY_DEAD] = "dead"};

	if (d->state == DELIVERY_QUEUED && held)
		return "held";
	return d->state == DELIVERY_QUEUED && d->next > now ? "waiting" : names[d->state];
}

static const struct hold *find_hold(const struct holds *all, const char *channel)
{
	list_each (const struct hold *, h, *all)
		if (!strcmp(h->channel, channel))
			return h;
	return NULL;
}

static json_t *show_delivery(
    struct engine *e, const struct delivery_row *d, const struct hold *hold, moment now)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", json_integer(d->id));
	json_object_set_new(o, "letter", show_text(d->letter));
	json_object_set_new(o, "channel", show_text(d->channel));
	json_object_set_new(o, "to", show_text(d->recipient));
	json_object_set_new(o, "subject", show_text(d->subject));
	json_object_set_new(o, "state", show_text(state_name(d, hold, now)));
	json_object_set_new(o, "tries", json_integer(d->tries));
	json_object_set_new(o, "in_doubt", json_integer(d->in_doubt));
	json_object_set_new(
	    o, "next", d->state == DELIVERY_QUEUED ? show_moment(e, d->next) : json_null());
	json_object_set_new(o, "created", show_moment(e, d->created));
	json_object_set_new(o, "ended", show_moment(e, d->ended));
	json_object_set_new(
	    o, "reason", show_text(d->state == DELIVERY_QUEUED && hold ? hold->reason : d->reason));
	return o;
}

/* Addresses to which nothing is sent any more; of one channel, or of all (NULL). */
static json_t *show_addresses(
    struct engine *e, const struct dead_addresses *all, const char *channel)
{
	json_t *list = json_array();

	list_each (const struct dead_address *, d, *all)
		if (!channel || !strcmp(channel, d->channel))
			json_array_append_new(
			    list, json_pack("{s:o, s:o, s:o, s:o}", "channel",
				      show_text(d->channel), "to", show_text(d->recipient), "since",
				      show_moment(e, d->since), "reason", show_text(d->reason)));
	return list;
}

json_t *post_deliveries(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	bool dead = json_get_bool(arguments, "dead", false),
	     held = json_get_bool(arguments, "held", false);
	struct delivery_filter f = {.channel = json_get_text(arguments, "channel", NULL),
	    .state = dead   ? DELIVERY_DEAD
		     : held ? DELIVERY_QUEUED
			    : -1,
	    .max = LIST_MAX};
	struct delivery_rows rows = {0};
	struct holds holds = {0};
	struct dead_addresses addresses = {0};
	scope(arena) a = {0};
	json_t *o, *items;

	if (!holds_list(e->db, &a, &holds, err) || !deliveries_list(e->db, &f, &a, &rows, err) ||
	    (dead && !addresses_list(e->db, &a, &addresses, err)))
		return NULL;
	items = json_array();
	list_each (const struct delivery_row *, d, rows) {
		const struct hold *hold = find_hold(&holds, d->channel);

		if (!held || hold)
			json_array_append_new(items, show_delivery(e, d, hold, by->now));
	}
	o = json_object();
	json_object_set_new(o, "items", items);
	if (dead)
		json_object_set_new(o, "addresses", show_addresses(e, &addresses, f.channel));
	return o;
}

/* ---- retry */

/* Dead ones live again, and so do their addresses. */
static bool revive_channel(
    struct engine *e, const char *channel, moment now, int *n, struct error *err)
{
	int revived = 0;

	if (!release_channel(e, channel, now, err) ||
	    !addresses_revive(e->db, channel, NULL, err) ||
	    !deliveries_revive(e->db, channel, 0, now, &revived, err))
		return false;
	*n += revived;
	return true;
}

static bool revive_all(struct engine *e, moment now, int *n, struct error *err)
{
	list_each (const struct channel *, c, e->settings->channels)
		if (!revive_channel(e, c->name, now, n, err))
			return false;
	return true;
}

/* By its number or its letter. */
static bool revive_one(struct engine *e, const char *what, moment now, int *n, struct error *err)
{
	struct delivery_row d = {0};
	scope(arena) a = {0};
	char *end;
	int64_t id = strtoll(what, &end, 10);

	if (*end ? !deliveries_find(e->db, what, &a, &d, err)
		 : !deliveries_get(e->db, id, &a, &d, err))
		return false;
	if (!d.id)
		return error_set(err,
		    "%s: is neither a channel nor a delivery; `deadlinectl deliveries` shows those "
		    "that are",
		    what);
	if (d.state == DELIVERY_QUEUED) {
		*n = 1;
		return release_channel(e, d.channel, now, err);
	}
	if (d.state != DELIVERY_DEAD)
		return error_set(err,
		    "%s: this delivery is %s; only a dead or waiting one is tried again", what,
		    state_name(&d, false, now));
	return addresses_revive(e->db, d.channel, d.recipient, err) &&
	       deliveries_revive(e->db, NULL, d.id, now, n, err);
}

/* "CHANNEL:ADDRESS", as it stands in `notify`; no letter's id holds a colon. */
static bool revive_address(
    struct engine *e, const char *what, moment now, int *n, struct error *err)
{
	scope(arena) a = {0};
	struct recipient to = {
	    .channel = arena_dupn(&a, what, strcspn(what, ":")), .address = strchr(what, ':') + 1};
	const char *reason;

	if (!addresses_reason(e->db, to.channel, to.address, &a, &reason, err))
		return false;
	if (!reason)
		return error_set(err,
		    "%s: this address is not dead; `deadlinectl deliveries --dead` shows those "
		    "that are",
		    what);
	return addresses_revive(e->db, to.channel, to.address, err) &&
	       deliveries_revive_address(e->db, &to, now, n, err);
}

static bool revive(struct engine *e, const char *what, moment now, int *n, struct error *err)
{
	if (!strcmp(what, "all"))
		return revive_all(e, now, n, err);
	if (settings_channel(e->settings, what))
		return revive_channel(e, what, now, n, err);
	if (strchr(what, ':'))
		return revive_address(e, what, now, n, err);
	return revive_one(e, what, now, n, err);
}

json_t *post_retry(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	int n = 0;
	json_t *o;

	if (!engine_begin(e, err) ||
	    !engine_finish(
		e, revive(e, json_get_text(arguments, "what", ""), by->now, &n, err), err))
		return NULL;
	o = json_object();
	json_object_set_new(o, "revived", json_integer(n));
	return o;
}

/* ---- test */

/* An address of the channel that somebody configured; "" for a chat group, whose URL says it all. */
static bool find_address(struct engine *e, const char *channel, struct arena *a, const char **out)
{
	struct recipients who = {0};

	directory_supervisors(&e->settings->directory, DAY_NONE, a, &who);
	list_each (const struct unit *, u, e->settings->directory.units)
		directory_expand(&e->settings->directory, u->name, DAY_NONE, a, &who);
	list_each (const struct recipient *, to, who)
		if (!strcmp(to->channel, channel)) {
			*out = to->address;
			return true;
		}
	return false;
}

static bool choose_address(struct engine *e, const struct channel *c, const char *given,
    struct arena *a, const char **out, struct error *err)
{
	*out = given ? given : "";
	if (given || c->kind->carrier == CARRIER_HTTP || find_address(e, c->name, a, out))
		return true;
	return error_set(err,
	    "%s: say to whom, as in `deadlinectl test %s --to ADDRESS`; no unit is reached through "
	    "it",
	    c->name, c->name);
}

/* Its dialogue is kept when it flies. */
static void note_trial(struct engine *e, int64_t delivery)
{
	e->trials[e->trials_n++ % TRIALS] = delivery;
}

static bool post_one(
    struct engine *e, struct plain *p, const struct recipient *to, struct error *err)
{
	return release_channel(e, to->channel, p->now, err) && plain_post(e, p, to, err);
}

json_t *post_test(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	const char *name = json_get_text(arguments, "channel", "");
	const struct channel *c = settings_channel(e->settings, name);
	json_scope data = json_pack("{s:s, s:s}", "channel", name, "who", by->who);
	struct plain p = {.template = "test.txt",
	    .data = data,
	    .event = "deadlined.channel.test",
	    .first = true,
	    .now = by->now};
	struct recipient to = {.channel = name};
	scope(arena) a = {0};

	if (!c) {
		error_set(err,
		    "%s: there is no such channel; `deadlinectl status` shows those that are",
		    name);
		return NULL;
	}
	if (!choose_address(e, c, json_get_text(arguments, "to", NULL), &a, &to.address, err) ||
	    !engine_begin(e, err) || !engine_finish(e, post_one(e, &p, &to, err), err))
		return NULL;
	note_trial(e, p.delivery);
	return json_pack("{s:s, s:s, s:s}", "letter", p.id, "channel", name, "to", to.address);
}

json_t *post_dialogue(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	const char *letter = json_get_text(arguments, "letter", ""), *words, *held;
	struct delivery_row d = {0};
	struct hold hold = {0};
	scope(arena) a = {0};
	json_t *o;

	if (!deliveries_find(e->db, letter, &a, &d, err))
		return NULL;
	if (!d.id) {
		error_set(err, "%s: there is no such letter; `deadlinectl test CHANNEL` writes one",
		    letter);
		return NULL;
	}
	if (!dialogues_get(e->db, d.id, &a, &words, err) ||
	    !holds_reason(e->db, d.channel, &a, &held, err))
		return NULL;
	hold.reason = held;
	o = show_delivery(e, &d, held ? &hold : NULL, by->now);
	json_object_set_new(o, "settled", json_boolean(d.tries > 0 && d.state != DELIVERY_SENDING));
	json_object_set_new(o, "dialogue", show_text(words));
	return o;
}
