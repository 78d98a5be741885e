/* The future of a plan, played at once: the same tick, the same messages, and an outbox that is always emptied. */
#include "engine/simulate.h"
#include "engine/inside.h"
#include "store/deliveries.h"

enum { LETTERS_AT_ONCE = 64 };

struct simulation {
	struct engine *engine;
	simulate_seen *seen;
	void *context;
};

static void show(
    const struct simulation *s, const struct channel *c, const struct delivery_row *row, moment now)
{
	struct delivery d = {.id = row->id,
	    .letter = row->letter,
	    .channel = c,
	    .to = row->recipient,
	    .subject = row->subject,
	    .body = row->body,
	    .body_n = row->body_n,
	    .created = row->created};

	s->seen(s->context, now, &d);
}

static bool send_some(
    const struct simulation *s, const struct channel *c, moment now, size_t *n, struct error *err)
{
	scope(arena) a = {0};
	struct delivery_rows rows = {0};

	if (!deliveries_queued(s->engine->db, c->name, now, LETTERS_AT_ONCE, &a, &rows, err))
		return false;
	*n = rows.n;
	list_each (struct delivery_row *, row, rows) {
		show(s, c, row, now);
		row->state = DELIVERY_SENT;
		row->ended = now;
		if (!deliveries_settle(s->engine->db, row, err))
			return false;
	}
	return true;
}

static bool send_all(const struct simulation *s, moment now, struct error *err)
{
	size_t n;

	list_each (const struct channel *, c, s->engine->settings->channels)
		do {
			if (!send_some(s, c, now, &n, err))
				return false;
		} while (n);
	return true;
}

bool simulate_run(
    struct engine *e, moment from, moment to, simulate_seen *seen, void *context, struct error *err)
{
	const struct simulation s = {e, seen, context};
	moment now = from;

	while (now < to) {
		moment next;

		if (!tick_run(e, now, err) || !send_all(&s, now, err))
			return false;
		next = tick_next(e);
		now = next > now ? next : now + 1;
		if (next == MOMENT_NEVER)
			break;
	}
	return true;
}
