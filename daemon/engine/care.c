/* Each channel with something in its queue is looked at, and says when to look again. */
#include "engine/care.h"
#include "engine/fallback.h"
#include "engine/tell.h"
#include "store/deliveries.h"
#include "store/endpoints.h"

enum { AGAIN_S = MINUTE_S };

/* A channel as it stands. */
struct caring {
	struct engine *engine;
	const struct channel *channel;
	moment now, next;
	struct endpoint endpoint;
	const char *held;   /* why; NULL */
	moment made, tried; /* the oldest queued one, the oldest of those that were tried */
	moment last_sent;   /* MOMENT_NEVER: never */
	bool failing; /* no receipt since a letter that was tried was made, or its endpoint fails */
};

moment care_next(const struct engine *e)
{
	return e->care;
}

void care_at(struct engine *e, moment at)
{
	e->care = at < e->care ? at : e->care;
}

static void look_again(struct caring *c, moment at)
{
	at = at > c->now ? at : c->now + AGAIN_S;
	c->next = at < c->next ? at : c->next;
}

static bool load(struct caring *c, struct arena *a, struct error *err)
{
	struct db *db = c->engine->db;
	scope(text) name = {0};

	channel_add_endpoint(c->channel, &name);
	if (!endpoints_get(db, text_get(&name), a, &c->endpoint, err) ||
	    !holds_reason(db, c->channel->name, a, &c->held, err) ||
	    !deliveries_oldest(db, c->channel->name, &c->made, &c->tried, err) ||
	    !deliveries_last_sent(db, c->channel->name, &c->last_sent, err))
		return false;
	c->failing =
	    c->endpoint.failures > 0 ||
	    (c->tried != MOMENT_NEVER && (c->last_sent == MOMENT_NEVER || c->last_sent < c->tried));
	return true;
}

/* Since when it fails: its endpoint without a break, or what was tried and got nowhere. */
static moment failing_since(const struct caring *c)
{
	moment since = c->endpoint.failures ? c->endpoint.since : MOMENT_NEVER;

	return c->failing && c->tried < since ? c->tried : since;
}

/* A probe that is about to go, or on its way, is waited for. */
static bool care_fallback(struct caring *c, struct error *err)
{
	const struct channel *ch = c->channel;
	moment due = c->held ? c->now : failing_since(c);
	bool more = false;

	if (!ch->fallback || due == MOMENT_NEVER)
		return true;
	due += c->held ? 0 : ch->fallback_after_s;
	if (due > c->now) {
		look_again(c, due);
		return true;
	}
	if (!c->held && c->endpoint.failures && c->endpoint.until <= c->now)
		return true;
	if (!fallback_divert(c->engine, ch, c->now, &more, err))
		return false;
	if (more)
		c->next = c->now;
	return true;
}

/* That a channel is held was told already. */
static bool care_unsent(struct caring *c, struct error *err)
{
	if (c->held || c->made == MOMENT_NEVER)
		return true;
	if (c->made + UNSENT_S > c->now) {
		if (c->failing)
			look_again(c, c->made + UNSENT_S);
		return true;
	}
	return tell_unsent(
	    c->engine, c->channel->name, c->made, c->last_sent, c->endpoint.reason, c->now, err);
}

static bool care_of(struct caring *c, struct error *err)
{
	scope(arena) a = {0};

	if (!load(c, &a, err))
		return false;
	c->engine->away |= c->channel->fallback && (c->held || c->failing);
	return c->made == MOMENT_NEVER || (care_fallback(c, err) && care_unsent(c, err));
}

static bool care_of_all(struct engine *e, moment now, moment *next, struct error *err)
{
	*next = MOMENT_NEVER;
	e->away = false;
	list_each (const struct channel *, ch, e->settings->channels) {
		struct caring c = {.engine = e, .channel = ch, .now = now, .next = *next};

		if (!care_of(&c, err))
			return false;
		*next = c.next;
	}
	return true;
}

bool care_run(struct engine *e, moment now, struct error *err)
{
	moment next;

	if (e->care > now)
		return true;
	if (!engine_begin(e, err) || !engine_finish(e, care_of_all(e, now, &next, err), err))
		return false;
	e->care = next;
	return true;
}
