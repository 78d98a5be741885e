/* A message is diverted as a whole: its letters expire, its reminders are said again elsewhere. */
#include "engine/fallback.h"
#include "store/diversions.h"
#include "store/endpoints.h"

enum { MESSAGES_AT_ONCE = 64 };

/* The way round a channel. */
struct way {
	struct engine *engine;
	const struct channel *through;
	const char *entry; /* as `fallback` has it */
	struct arena *arena;
	moment now;
};

static void add_those_in(const struct way *w, const struct recipients *who, struct recipients *out)
{
	list_each (const struct recipient *, one, *who)
		if (!strcmp(one->channel, w->through->name))
			*list_push(w->arena, out) = *one;
}

/* Whom the fallback means for a unit where it names no address. */
static void find_recipients(const struct way *w, const char *unit, struct recipients *out)
{
	const struct directory *d = &w->engine->settings->directory;
	day today = zone_day(&w->engine->settings->calendar.zone, w->now, NULL);
	struct recipients own = {0}, supervisors = {0}, unknown = {0};

	directory_expand(d, unit, today, w->arena, &own);
	add_those_in(w, &own, out);
	if (!out->n && w->through->kind->carrier == CARRIER_HTTP)
		directory_add(out, w->arena, w->through->name, unit);
	directory_supervisors(d, today, w->arena, &supervisors);
	if (!out->n)
		add_those_in(w, &supervisors, out);
	for (size_t i = 0; i < d->unknown.n; i++)
		directory_add(&unknown, w->arena, d->unknown.at[i], unit);
	if (!out->n)
		add_those_in(w, &unknown, out);
}

static void recipients_of(const struct way *w, const char *unit, struct recipients *out)
{
	if (strchr(w->entry, ':'))
		directory_add(out, w->arena, w->entry, unit);
	else
		find_recipients(w, unit, out);
}

/* *gone is left alone where nobody is reached. */
static bool divert_one(
    const struct way *w, const struct diversion *d, bool *gone, struct error *err)
{
	struct recipients who = {0};

	recipients_of(w, d->unit, &who);
	list_each (const struct recipient *, to, who)
		if (!diversions_add(w->engine->db, d->reminder, to, w->now, err))
			return false;
	if (!who.n)
		return true;
	*gone = true;
	return diversions_drop(w->engine->db, d->reminder, err);
}

static bool divert_message(
    const struct way *w, const char *message, size_t *diverted, struct error *err)
{
	struct diversions all = {0};
	bool gone = false;

	if (!diversions_of(w->engine->db, message, w->arena, &all, err))
		return false;
	list_each (const struct diversion *, d, all)
		if (!divert_one(w, d, &gone, err))
			return false;
	*diverted += gone;
	return !gone || diversions_end(w->engine->db, message, w->entry, w->now, err);
}

static const struct channel *find_through(const struct engine *e, const char *entry)
{
	scope(text) name = {0};

	text_addn(&name, entry, strcspn(entry, ":"));
	return settings_channel(e->settings, text_get(&name));
}

bool fallback_divert(
    struct engine *e, const struct channel *c, moment now, bool *more, struct error *err)
{
	scope(arena) a = {0};
	struct way w = {.engine = e,
	    .through = find_through(e, c->fallback),
	    .entry = c->fallback,
	    .arena = &a,
	    .now = now};
	struct names messages = {0};
	const char *held;
	size_t diverted = 0;

	*more = false;
	if (!w.through)
		return true;
	if (!holds_reason(e->db, w.through->name, &a, &held, err))
		return false;
	if (held)
		return true;
	if (!diversions_messages(e->db, c->name, MESSAGES_AT_ONCE, &a, &messages, err))
		return false;
	for (size_t i = 0; i < messages.n; i++)
		if (!divert_message(&w, messages.at[i], &diverted, err))
			return false;
	*more = diverted > 0 && messages.n == MESSAGES_AT_ONCE;
	return true;
}
