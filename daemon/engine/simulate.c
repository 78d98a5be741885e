/* The future of a plan, played at once: the same tick, the same messages, and an outbox that is always emptied. What people
 * do meanwhile comes in between, each thing at its moment and followed by a tick, as in the daemon. */
#include "engine/simulate.h"
#include "engine/inside.h"
#include "store/deliveries.h"
#include "store/plans.h"
#include "store/reminders.h"

enum { LETTERS_AT_ONCE = 64 };

struct run {
	struct engine *engine;
	const struct simulate *what;
	size_t acts; /* done so far */
};

static bool add_item(struct engine *e, const struct reminder *r, struct arena *a,
    struct simulate_items *out, struct error *err)
{
	struct address address = {.milestone = r->milestone};
	char words[ADDRESS_BYTES];
	struct plan_task row;

	if (!plans_task(e->db, r->task, a, &row, err))
		return false;
	snprintf(address.notice, sizeof address.notice, "%s", row.notice->id);
	snprintf(address.task, sizeof address.task, "%s", row.task.key);
	snprintf(address.occurrence, sizeof address.occurrence, "%s", r->occurrence);
	*list_push(a, out) = (struct simulate_item){arena_dup(a, address_print(&address, words)),
	    arena_dup(a, r->instant.key), r->due, r->late, r->merged};
	return true;
}

/* What a message holds goes with its first part, which has its id. */
static bool find_items(struct engine *e, const struct delivery_row *row, struct arena *a,
    struct simulate_items *out, struct error *err)
{
	struct reminders all = {0};

	if (!reminders_of(e->db, row->letter, a, &all, err))
		return false;
	list_each (const struct reminder *, r, all)
		if (!add_item(e, r, a, out, err))
			return false;
	return true;
}

static bool show(struct run *s, const struct channel *c, const struct delivery_row *row, moment now,
    struct error *err)
{
	struct delivery d = {.id = row->id,
	    .letter = row->letter,
	    .channel = c,
	    .to = row->recipient,
	    .subject = row->subject,
	    .body = row->body,
	    .body_n = row->body_n,
	    .created = row->created};
	struct simulate_items items = {0};
	scope(arena) a = {0};

	if (s->what->items && !find_items(s->engine, row, &a, &items, err))
		return false;
	s->what->seen(s->what->context, now, &d, &items);
	return true;
}

static bool send_some(
    struct run *s, const struct channel *c, moment now, size_t *n, struct error *err)
{
	scope(arena) a = {0};
	struct delivery_rows rows = {0};

	if (!deliveries_queued(s->engine->db, c->name, now, LETTERS_AT_ONCE, &a, &rows, err))
		return false;
	*n = rows.n;
	list_each (struct delivery_row *, row, rows) {
		if (!show(s, c, row, now, err))
			return false;
		row->state = DELIVERY_SENT;
		row->ended = now;
		if (!deliveries_settle(s->engine->db, row, err))
			return false;
	}
	return true;
}

static bool send_all(struct run *s, moment now, struct error *err)
{
	size_t n;

	list_each (const struct channel *, c, s->engine->settings->channels)
		do {
			if (!send_some(s, c, now, &n, err))
				return false;
		} while (n);
	return true;
}

/* When the next act comes; MOMENT_NEVER. */
static moment next_act(const struct run *s)
{
	return s->acts < s->what->acts_n ? s->what->acts[s->acts] : MOMENT_NEVER;
}

static moment earlier(moment a, moment b)
{
	return a < b ? a : b;
}

/* Letters may wait for their recipient's slot. */
static moment next_moment(const struct run *s, moment now)
{
	moment tick = earlier(tick_next(s->engine), outbox_next(s->engine, now)), act = next_act(s);

	if (tick <= now)
		tick = now + 1;
	return earlier(tick, act);
}

bool simulate_run(struct engine *e, const struct simulate *what, struct error *err)
{
	struct run s = {e, what, 0};
	moment now = what->from;

	while (now < what->to) {
		if (!tick_run(e, now, err) || !send_all(&s, now, err))
			return false;
		if (next_act(&s) > now)
			now = next_moment(&s, now);
		else if (!what->act(what->context, s.acts++, now, err))
			return false;
	}
	return true;
}
