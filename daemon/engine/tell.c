/* Trouble with one channel reaches the supervisors through another. */
#include "engine/tell.h"
#include <inttypes.h>
#include <stdlib.h>
#include "engine/plain.h"
#include "store/reminders.h"
#include "store/store.h"

enum { QUIET_S = HOUR_S };

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

	directory_supervisors(&e->settings->directory, &a, &who);
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
	json_scope data = json_pack("{s:s, s:s}", "channel", h->channel, "reason", h->reason);
	struct plain p = {
	    .template = "held.txt", .data = data, .event = "deadlined.channel.held", .now = now};

	return tell(e, &p, h->channel, err);
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
	json_scope data = json_pack("{s:s, s:s, s:s, s:s}", "channel", d->channel, "to",
	    d->recipient, "reason", d->reason ? d->reason : "", "letter", d->letter);
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
