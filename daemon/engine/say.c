/* One recipient's reminders become one message. Each is asked once more whether it still holds; then the message, its
 * bytes and the mark "said" are written together, so that nothing is said twice and nothing is marked unsaid. */
#include "engine/say.h"
#include "base/crypto.h"
#include "engine/care.h"
#include "engine/item.h"
#include "remind/diary.h"
#include "remind/quiet.h"
#include "store/deliveries.h"
#include "store/diversions.h"
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
	bool deputy; /* it is greeted by the name of a unit in whose place it hears */
	char id[RANDOM_ID_CHARS + 1];
};

/* What becomes of a reminder whose slot came. */
enum fate { FATE_SAID, FATE_DROPPED, FATE_LATER };
struct taking_up {
	struct saying *saying;
	const struct reminder *reminder;
	const struct item *item;
	struct standing_item *standing;
	struct asking q;
	struct instant instant; /* as it is owed: the store keeps only what tells it apart */
	moment until;		/* FATE_LATER */
};

/* Is it still owed, of the same day, and does the recipient want to hear it now? */
static enum fate judge(struct taking_up *t)
{
	const struct saying *s = t->saying;
	const struct directory *d = &s->engine->settings->directory;
	const struct instant *owed = owed_find(&t->standing->owed, t->reminder->instant.key);

	if (t->item->row.retired || !owed ||
	    owed_due(owed, &t->standing->occurrence) != t->reminder->due ||
	    quiet_acked(&t->q, d, &t->reminder->to, owed))
		return FATE_DROPPED;
	t->instant = *owed;
	t->until = quiet_until(&t->q, d, &t->reminder->to, s->now);
	return t->until > s->now ? FATE_LATER : FATE_SAID;
}

/* The greeting's name: its own, or that of the unit in whose place it hears. */
static void name_reader(struct saying *s, const struct reminder *r)
{
	if (!s->message.unit || (s->deputy && !r->to.in_place)) {
		s->message.unit = r->to.unit;
		s->deputy = r->to.in_place;
	}
}

/* The item of the occurrence, if something else is said of it. */
static struct reminder_item *find_item(struct saying *s, const struct address *address)
{
	list_each (struct reminder_item *, i, s->message.items)
		if (address_equal(&i->address, address))
			return i;
	return NULL;
}

static bool is_supervisor(const struct saying *s, const struct reminder *r)
{
	const struct unit *u =
	    r->to.unit ? directory_find(&s->engine->settings->directory, r->to.unit) : NULL;

	return u && u->supervisor;
}

/* Two stages of one occurrence are one item, under the higher of them. */
static void join_item(struct taking_up *t, struct reminder_item *item)
{
	const struct reminder *r = t->reminder;
	struct instant other = t->instant;

	if (stage_rank(t->instant.stage) > stage_rank(item->instant.stage)) {
		other = item->instant;
		item->instant = t->instant;
	}
	item->in_place_of = r->to.in_place ? item->in_place_of : NULL;
	item->above = item->above && is_supervisor(t->saying, r);
	item->late = item->late || r->late;
	item->merged = item->merged > r->merged ? item->merged : r->merged;
	*list_push(t->saying->arena, &item->also) = other;
}

static void add_item(struct taking_up *t)
{
	struct saying *s = t->saying;
	const struct reminder *r = t->reminder;
	const struct item *i = t->item;

	s->message.policy = s->message.policy ? s->message.policy : i->policy->name;
	name_reader(s, r);
	*list_push(s->arena, &s->message.items) =
	    (struct reminder_item){.address = t->standing->address,
		.in_place_of = r->to.in_place ? r->to.unit : NULL,
		.instant = t->instant,
		.above = is_supervisor(s, r),
		.late = r->late,
		.merged = r->merged,
		.moves = diary_sequence(&i->history, &i->address),
		.notice = i->row.notice,
		.task = &i->row.task,
		.milestone = i->milestone,
		.occurrence = &t->standing->occurrence,
		.state = &t->standing->state,
		.history = &i->history,
		.events = &i->events,
		.known = i->known,
		.line_start = owed_line_start(&t->q),
		.behind = t->standing->owed.behind};
}

/* Read what it is about; t->standing stays NULL where that is gone. */
static bool find_standing(struct taking_up *t, struct error *err)
{
	struct saying *s = t->saying;
	struct occurrence o;

	if (!shelf_get(
		s->shelf, s->engine, t->reminder->task, t->reminder->milestone, &t->item, err))
		return false;
	if (!t->item->milestone || !t->item->policy ||
	    !occurrence_named(t->item->milestone, &t->item->events, &s->engine->settings->calendar,
		t->reminder->occurrence, &o))
		return true;
	t->standing = arena_alloc(s->arena, sizeof *t->standing);
	*t->standing = item_stand(s->engine, t->item, &o, s->now, s->arena);
	t->q = item_asking(s->engine, t->item, &t->standing->occurrence, &t->standing->state);
	return true;
}

static bool take_up(struct saying *s, const struct reminder *r, struct error *err)
{
	struct taking_up t = {.saying = s, .reminder = r};
	struct db *db = s->engine->db;
	struct reminder_item *item;
	enum fate fate;

	if (!find_standing(&t, err))
		return false;
	fate = t.standing ? judge(&t) : FATE_DROPPED;
	if (fate == FATE_LATER)
		return reminders_postpone(db, r->id, t.until, err);
	if (fate == FATE_DROPPED)
		return reminders_mark(db, r->id, REMINDER_DROPPED, NULL, err);
	item = find_item(s, &t.standing->address);
	if (item)
		join_item(&t, item);
	else
		add_item(&t);
	return reminders_mark(db, r->id, REMINDER_SAID, s->id, err);
}

/* Since it was put down its unit went away, or came back: whoever hears now has it put down again, a moment later, so that
 * no quarrel about the day can keep a tick from ending. */
static bool pass_on(struct saying *s, const struct reminder *r, struct error *err)
{
	return reminders_forget(s->engine->db, r->id, err) &&
	       agenda_wake(s->engine->db, r->task, r->milestone, s->now + 1, err);
}

static bool take_up_all(struct saying *s, struct error *err)
{
	const struct settings *settings = s->engine->settings;
	day today = zone_day(&settings->calendar.zone, s->now, NULL);

	list_each (struct reminder *, r, s->due)
		if (!(r->diverted || directory_hears(&settings->directory, &r->to, today)
			    ? take_up(s, r, err)
			    : pass_on(s, r, err)))
			return false;
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
	if (!diversions_instead(s->engine->db, s->id, s->arena, &s->message.instead, err))
		return false;
	compose_letters(
	    &s->message, s->channel, &settings->calendar, settings->templates, s->arena, &letters);
	if (!addresses_reason(s->engine->db, s->channel->name, s->to.address, s->arena, &dead, err))
		return false;
	list_each (const struct letter *, l, letters)
		if (!post(s, l, dead, err))
			return false;
	return deliveries_expire_replaced(s->engine->db, s->id, s->now, err) &&
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
	if (who.n && e->away)
		care_at(e, now);
	return !who.n ||
	       (engine_begin(e, err) && engine_finish(e, say_to_all(e, &who, now, err), err));
}
