/* One recipient's reminders become one message. Each is asked once more whether it still holds; then the message, its
 * bytes and the mark "said" are written together, so that nothing is said twice and nothing is marked unsaid. */
#include "engine/say.h"
#include "base/crypto.h"
#include "engine/item.h"
#include "remind/diary.h"
#include "store/deliveries.h"
#include "store/endpoints.h"
#include "store/reminders.h"

/* The bytes of what was sent are kept for two years; each new message clears away a few older ones. */
enum {
	RECIPIENTS_AT_ONCE = 64,
	SHELF_BYTES = 8 << 20,
	KEPT_S = 731 * DAY_S,
	FORGOTTEN_AT_ONCE = 8
};

/* A message being made. */
struct saying {
	struct engine *engine;
	struct shelf *shelf;
	struct arena *arena;
	moment now;
	const struct channel *channel;
	struct recipient to;
	struct reminders due;
	struct message message;
	char id[RANDOM_ID_CHARS + 1];
};

/* Does it still hold: nothing was done, moved or taken out of the notice since? */
static bool still_holds(const struct reminder *r, const struct item *i, const struct occurrence *o,
    const struct state *s)
{
	return !i->row.retired && s->standing == STANDING_OPEN && o->due == r->due;
}

/* Put a reminder into the message; *said is false when it does not hold any more. */
static bool take_up(struct saying *s, const struct reminder *r, bool *said, struct error *err)
{
	const struct calendar *c = &s->engine->settings->calendar;
	struct occurrence *o = arena_alloc(s->arena, sizeof *o);
	struct state *state = arena_alloc(s->arena, sizeof *state);
	const struct item *i;

	*said = false;
	if (!shelf_get(s->shelf, s->engine, r->task, r->milestone, &i, err))
		return false;
	if (!i->milestone || !i->policy ||
	    !occurrence_named(i->milestone, &i->events, c, r->occurrence, o))
		return true;
	*state = state_of(i->milestone, o, &i->events, s->arena);
	*said = still_holds(r, i, o, state);
	if (!*said)
		return true;
	s->message.policy = s->message.policy ? s->message.policy : i->policy->name;
	*list_push(s->arena, &s->message.items) =
	    (struct reminder_item){.address = item_address(i, o),
		.instant = r->instant,
		.late = r->late,
		.merged = r->merged,
		.moves = diary_sequence(&i->events, &i->address),
		.notice = i->row.notice,
		.task = &i->row.task,
		.milestone = i->milestone,
		.occurrence = o,
		.state = state};
	return true;
}

static bool take_up_all(struct saying *s, struct error *err)
{
	list_each (const struct reminder *, r, s->due) {
		bool said;

		if (!take_up(s, r, &said, err) ||
		    !reminders_mark(s->engine->db, r->id, said ? REMINDER_SAID : REMINDER_DROPPED,
			said ? s->id : NULL, err))
			return false;
	}
	return true;
}

/* `dead`: why nothing is sent to that address any more; NULL mostly. */
static bool post(struct saying *s, const struct letter *l, const char *dead, struct error *err)
{
	scope(text) body = {0};
	struct delivery_row d = {.letter = l->id,
	    .message = s->id,
	    .channel = s->channel->name,
	    .recipient = s->to.address,
	    .state = dead ? DELIVERY_DEAD : DELIVERY_QUEUED,
	    .next = s->now,
	    .created = s->now,
	    .ended = dead ? s->now : MOMENT_NEVER,
	    .reason = dead,
	    .subject = l->subject};

	s->channel->kind->body(s->channel, l, &body);
	d.body = text_get(&body);
	d.body_n = body.len;
	return deliveries_add(s->engine->db, &d, err);
}

static bool post_message(struct saying *s, struct error *err)
{
	const struct settings *settings = s->engine->settings;
	struct letters letters = {0};
	const char *dead;

	message_sort(&s->message);
	compose_letters(
	    &s->message, s->channel, &settings->calendar, settings->templates, s->arena, &letters);
	if (!addresses_reason(s->engine->db, s->channel->name, s->to.address, s->arena, &dead, err))
		return false;
	list_each (const struct letter *, l, letters)
		if (!post(s, l, dead, err))
			return false;
	return deliveries_expire_replaced(s->engine->db, &s->to, s->id, s->now, err) &&
	       deliveries_forget(
		   s->engine->db, s->channel->name, s->now - KEPT_S, FORGOTTEN_AT_ONCE, err);
}

/* The channel is not configured any more: whoever is reached in its place is to hear. */
static bool look_again(struct saying *s, struct error *err)
{
	list_each (const struct reminder *, r, s->due)
		if (!reminders_mark(s->engine->db, r->id, REMINDER_DROPPED, NULL, err) ||
		    !agenda_wake(s->engine->db, r->task, r->milestone, s->now, err))
			return false;
	return true;
}

static void address_message(struct saying *s)
{
	const struct settings *settings = s->engine->settings;

	crypto_random_id(s->id);
	s->message.id = s->id;
	s->message.to = s->to.address;
	s->message.unit = s->due.at[0].to.unit;
	s->message.sender = settings->sender;
	s->message.language = s->channel->language ? s->channel->language : settings->language;
	s->message.now = s->now;
}

static bool say_to(struct engine *e, struct shelf *shelf, const struct recipient *to, moment now,
    struct error *err)
{
	scope(arena) a = {0};
	struct saying s = {.engine = e, .shelf = shelf, .arena = &a, .now = now, .to = *to};

	s.channel = settings_channel(e->settings, to->channel);
	if (!reminders_waiting(e->db, to, now, &a, &s.due, err))
		return false;
	if (!s.channel)
		return look_again(&s, err);
	address_message(&s);
	return take_up_all(&s, err) && (!s.message.items.n || post_message(&s, err));
}

static bool say_to_all(
    struct engine *e, const struct recipients *who, moment now, struct error *err)
{
	scope(shelf) shelf = {0};

	list_each (const struct recipient *, to, *who) {
		if (!say_to(e, &shelf, to, now, err))
			return false;
		if (shelf.arena.bytes > SHELF_BYTES)
			shelf_release(&shelf);
	}
	return true;
}

bool say_step(struct engine *e, moment now, size_t *n, struct error *err)
{
	scope(arena) a = {0};
	struct recipients who = {0};

	if (!reminders_owed(e->db, now, RECIPIENTS_AT_ONCE, &a, &who, err))
		return false;
	*n = who.n;
	return !who.n ||
	       (engine_begin(e, err) && engine_finish(e, say_to_all(e, &who, now, err), err));
}
