/* What may go now, and what came back. Claims and settlements gather in one open transaction until outbox_end; a crash
 * before it only sends again what was in flight. */
#include "engine/outbox.h"
#include "base/crypto.h"
#include "engine/care.h"
#include "engine/inside.h"
#include "engine/receipts.h"
#include "engine/tell.h"
#include "send/backoff.h"
#include "send/mime.h"
#include "store/deliveries.h"
#include "store/dialogues.h"
#include "store/endpoints.h"

bool outbox_begin(struct engine *e, struct error *err)
{
	e->group = e->group || db_begin(e->db, err);
	return e->group;
}

/* A commit that failed is tried again at the next end, as long as the transaction is still there. */
bool outbox_end(struct engine *e, struct error *err)
{
	bool good = !e->group || (receipts_write(e, err) && db_commit(e->db, err));

	e->group = !good && db_in_transaction(e->db);
	e->routine -= !good; /* what was claimed may be queued again */
	return good;
}

bool outbox_pending(const struct engine *e)
{
	return e->group;
}

int64_t outbox_news(const struct engine *e)
{
	return engine_news(e);
}

bool outbox_recover(struct engine *e, moment now, struct error *err)
{
	return deliveries_recover(e->db, err) &&
	       deliveries_set_back(e->db, now, now + REPLY_LONGEST_WAIT_S, MOMENT_NEVER, err) &&
	       endpoints_set_back(e->db, now, now + REPLY_LONGEST_WAIT_S, MOMENT_NEVER, err);
}

bool outbox_set_back(struct engine *e, moment now, int64_t by_s, struct error *err)
{
	care_at(e, now);
	return engine_begin(e, err) && engine_finish(e,
					   deliveries_set_back(e->db, now, now, by_s, err) &&
					       endpoints_set_back(e->db, now, now, by_s, err),
					   err);
}

static bool get_endpoint(struct engine *e, const struct channel *c, struct arena *a,
    struct endpoint *out, struct error *err)
{
	scope(text) name = {0};

	channel_add_endpoint(c, &name);
	return endpoints_get(e->db, text_get(&name), a, out, err);
}

/* How many may go to an endpoint now, as far as its waits go: while it fails, one probe at a time. */
static bool endpoint_allows(
    struct engine *e, const struct endpoint *endpoint, moment now, int *max, struct error *err)
{
	int64_t flying = 0;

	if (endpoint->until > now)
		*max = 0;
	if (!endpoint->failures || *max == 0)
		return true;
	if (!receipts_write(e, err) || !deliveries_flying(e->db, endpoint->id, &flying, err))
		return false;
	*max = flying ? 0 : 1;
	return true;
}

/* A request is counted when it is claimed: what failed has used up the quota as well. */
static bool count_requests(struct engine *e, struct endpoint *endpoint, const struct channel *c,
    int n, moment now, struct error *err)
{
	int month = zone_month(&e->settings->calendar.zone, now);

	tally_add(&endpoint->tally, month, n);
	return (!tally_warns(&endpoint->tally, month, c->monthly_quota) ||
		   tell_quota(e, c, &endpoint->tally, now, err)) &&
	       endpoints_put(e->db, endpoint, err);
}

/* The queue's head up to what the endpoint's bucket gives. */
static bool claim_rows(struct engine *e, struct endpoint *endpoint, const struct channel *c,
    struct delivery_rows *rows, moment now, struct error *err)
{
	size_t n = 0;

	if (!rows->n)
		return true;
	if (!outbox_begin(e, err) || (!endpoint->id && !endpoints_put(e->db, endpoint, err)))
		return false;
	while (n < rows->n &&
	       bucket_take(&endpoint->bucket, c->kind->bucket_n, c->kind->bucket_s, now))
		n++;
	if (n < rows->n)
		care_at(
		    e, rows->at[n].created + UNSENT_S); /* the service's limit may take that long */
	if (!n || !deliveries_fly(e->db, c->name, now, n, endpoint->id, err))
		return rows->n = 0, !n;
	e->routine += (int64_t)n + 1; /* and the endpoint's row */
	rows->n = n;
	return count_requests(e, endpoint, c, (int)n, now, err);
}

static bool is_trial(const struct engine *e, int64_t id)
{
	for (size_t i = 0; i < TRIALS; i++)
		if (e->trials[i] == id)
			return true;
	return false;
}

static struct delivery to_delivery(
    const struct engine *e, const struct delivery_row *row, const struct channel *c)
{
	return (struct delivery){.id = row->id,
	    .letter = row->letter,
	    .channel = c,
	    .to = row->recipient,
	    .subject = row->subject,
	    .body = row->body,
	    .body_n = row->body_n,
	    .tries = row->tries,
	    .created = row->created,
	    .trial = is_trial(e, row->id)};
}

bool outbox_claim(struct engine *e, const struct channel *channel, int max, moment now,
    struct arena *a, struct delivery *out, int *n, struct error *err)
{
	struct delivery_rows rows = {0};
	struct endpoint endpoint;
	const char *held;

	*n = 0;
	if (!holds_reason(e->db, channel->name, a, &held, err) ||
	    !get_endpoint(e, channel, a, &endpoint, err) ||
	    !endpoint_allows(e, &endpoint, now, &max, err))
		return false;
	if (held || max <= 0)
		return true;
	if (!deliveries_queued(e->db, channel->name, now, max, a, &rows, err) ||
	    !claim_rows(e, &endpoint, channel, &rows, now, err))
		return false;
	for (size_t i = 0; i < rows.n; i++)
		out[i] = to_delivery(e, &rows.at[i], channel);
	*n = (int)rows.n;
	return true;
}

bool outbox_claim_again(struct engine *e, int64_t id, struct error *err)
{
	return outbox_begin(e, err) && deliveries_lift(e->db, id, err);
}

bool outbox_tell(struct engine *e, int64_t id, const char *words, struct error *err)
{
	return outbox_begin(e, err) && dialogues_put(e->db, id, words, err);
}

bool outbox_return(struct engine *e, int64_t id, struct error *err)
{
	if (!outbox_begin(e, err) || !deliveries_land(e->db, id, err))
		return false;
	return !db_changed(e->db) || endpoints_uncount(e->db, id, err);
}

/* ---- what came back */

struct settling {
	struct engine *engine;
	struct arena *arena;
	const struct verdict *verdict;
	struct delivery_row row;
	struct endpoint endpoint;
	moment now;
};

/* It answered: what waits for it may go at once, or when it said with a receipt (Discord's budget). */
static bool endpoint_works(struct settling *s, struct error *err)
{
	const struct verdict *v = s->verdict;
	struct endpoint *p = &s->endpoint;
	moment until = v->kind == VERDICT_SENT && v->endpoint ? s->now + v->after_s : 0;

	if (!p->id || (!p->failures && until <= p->until))
		return true;
	p->failures = 0;
	p->since = 0;
	p->until = until;
	p->reason = NULL;
	p->network = ENDPOINT_REACHED;
	return endpoints_put(s->engine->db, p, err);
}

/* Something got through, so our own network works: whoever was not reached is tried at once. When that fails too, it is
 * theirs that does not, and only another recovery shortens their wait again. */
static bool wake_others(struct settling *s, enum carrier carrier, bool recovered, struct error *err)
{
	struct engine *e = s->engine;

	if (carrier == CARRIER_MAILDIR || (!recovered && !e->unreachable))
		return true;
	e->unreachable = false;
	return endpoints_wake(e->db, s->now, recovered, err);
}

static int wait_of(const struct settling *s, enum carrier carrier)
{
	const struct endpoint *p = &s->endpoint;
	const struct verdict *v = s->verdict;

	if (p->failures > 1 && v->again_s)
		return v->again_s;
	return v->after_s ? v->after_s : backoff_next_s(carrier, p->failures, crypto_hash(p->name));
}

/* Several flights that fail together are one failure. */
static bool endpoint_fails(struct settling *s, enum carrier carrier, struct error *err)
{
	struct endpoint *p = &s->endpoint;

	if (!p->id || (p->failures && p->until > s->now))
		return true;
	p->since = p->failures ? p->since : s->now;
	p->failures++;
	s->engine->calm = false;
	p->until = s->now + wait_of(s, carrier);
	p->reason = s->verdict->reason;
	if (!s->verdict->unreachable)
		p->network = ENDPOINT_REACHED;
	else if (p->network == ENDPOINT_REACHED)
		p->network = ENDPOINT_UNREACHABLE;
	s->engine->unreachable |= p->network == ENDPOINT_UNREACHABLE;
	care_at(s->engine, s->now);
	return endpoints_put(s->engine->db, p, err);
}

static bool end(struct settling *s, enum delivery_state state, struct error *err)
{
	s->row.state = state;
	s->row.ended = s->now;
	return deliveries_settle(s->engine->db, &s->row, err);
}

static enum carrier carrier_of(const struct settling *s)
{
	const struct channel *c = settings_channel(s->engine->settings, s->row.channel);

	return c ? c->kind->carrier : CARRIER_HTTP;
}

static bool settle_sent(struct settling *s, struct error *err)
{
	bool recovered = s->endpoint.network != ENDPOINT_REACHED;

	return end(s, DELIVERY_SENT, err) && endpoint_works(s, err) &&
	       wake_others(s, carrier_of(s), recovered, err) &&
	       endpoints_calm(s->engine->db, &s->engine->calm, err);
}

/* The ordinary end reads nothing of what was, for it comes with every letter. *done stays false where an endpoint is to
 * be written: that is settle_sent's. */
static bool receive(struct engine *e, int64_t id, const struct verdict *v, moment now, bool *done,
    struct error *err)
{
	bool shunned = false;

	if (v->kind != VERDICT_SENT || v->endpoint || e->unreachable)
		return true;
	if (!e->calm && !deliveries_shunned(e->db, id, &shunned, err))
		return false;
	if (shunned)
		return true;
	return *done = receipts_add(e, id, v->reason, now, err);
}

static bool die(struct settling *s, struct error *err)
{
	return end(s, DELIVERY_DEAD, err) &&
	       tell_dead(s->engine, &s->row, s->verdict->address_dead, s->now, err);
}

/* When the endpoint itself waits, the delivery goes to the queue's end: another one is the next probe. */
static bool settle_retry(struct settling *s, struct error *err)
{
	enum carrier carrier = carrier_of(s);
	int tries = s->row.tries + 1, wait_s = s->verdict->after_s;

	if (backoff_given_up(s->verdict, tries, s->row.created, s->now))
		return die(s, err);
	if (!wait_s)
		wait_s = backoff_next_s(carrier, tries, crypto_hash(s->row.letter));
	s->row.state = DELIVERY_QUEUED;
	s->row.next = s->verdict->endpoint ? s->now : s->now + wait_s;
	care_at(s->engine, s->now + MINUTE_S);
	if (!deliveries_settle(s->engine->db, &s->row, err))
		return false;
	return s->verdict->endpoint ? endpoint_fails(s, carrier, err) : endpoint_works(s, err);
}

/* A mail that is too big goes once more without its calendar: what has none any more is as small as it can be. */
static bool make_lighter(struct settling *s, bool *lighter, struct error *err)
{
	const char *body;
	size_t n;
	scope(text) rest = {0};

	*lighter = false;
	if (!s->verdict->too_big || carrier_of(s) != CARRIER_SMTP)
		return true;
	if (!deliveries_bytes(s->engine->db, s->row.id, s->arena, &body, &n, err))
		return false;
	*lighter = mime_drop_calendar(&rest, body, n);
	if (!*lighter)
		return true;
	s->row.state = DELIVERY_QUEUED;
	s->row.next = s->now;
	return deliveries_rewrite(s->engine->db, s->row.id, rest.s, rest.len, err) &&
	       deliveries_settle(s->engine->db, &s->row, err);
}

static bool settle_reject(struct settling *s, struct error *err)
{
	const struct delivery_row *row = &s->row;
	bool fresh = true, lighter;

	if (!make_lighter(s, &lighter, err))
		return false;
	if (lighter)
		return endpoint_works(s, err);

	if (s->verdict->address_dead && !addresses_bury(s->engine->db, row->channel, row->recipient,
					    s->now, row->reason, &fresh, err))
		return false;
	if (!endpoint_works(s, err))
		return false;
	return fresh ? die(s, err) : end(s, DELIVERY_DEAD, err);
}

static bool settle_hold(struct settling *s, struct error *err)
{
	struct hold h = {.channel = s->row.channel, .reason = s->verdict->reason, .since = s->now};
	bool fresh;

	s->row.state = DELIVERY_QUEUED;
	s->row.next = s->now;
	care_at(s->engine, s->now);
	return deliveries_settle(s->engine->db, &s->row, err) &&
	       holds_put(s->engine->db, &h, &fresh, err) &&
	       (!fresh || tell_held(s->engine, &h, s->now, err));
}

bool outbox_settle(
    struct engine *e, int64_t id, const struct verdict *v, moment now, struct error *err)
{
	static bool (*const settlers[])(struct settling *, struct error *) = {
	    [VERDICT_SENT] = settle_sent,
	    [VERDICT_RETRY] = settle_retry,
	    [VERDICT_REJECT] = settle_reject,
	    [VERDICT_HOLD] = settle_hold,
	};
	scope(arena) a = {0};
	struct settling s = {.engine = e, .arena = &a, .verdict = v, .now = now};
	bool done = false;

	if (!outbox_begin(e, err) || !receive(e, id, v, now, &done, err))
		return false;
	if (done)
		return true;
	if (!deliveries_get(e->db, id, &a, &s.row, err) ||
	    !endpoints_get_id(e->db, s.row.endpoint, &a, &s.endpoint, err))
		return false;
	if (s.row.state != DELIVERY_SENDING && s.row.state != DELIVERY_QUEUED)
		return true; /* queued: the claim was lost with a failed commit, the flight was not */
	s.row.reason = v->reason;
	s.row.in_doubt += v->in_doubt;
	s.row.ended = MOMENT_NEVER;
	return settlers[v->kind](&s, err);
}

/* ---- when to come back */

/* When the first of a channel's queue may go; MOMENT_NEVER while only something else can change that. */
static bool channel_next(struct engine *e, const struct channel *c, moment now, moment *out)
{
	scope(arena) a = {0};
	struct endpoint endpoint;
	const char *held;
	int one = 1, wait_s;

	if (!deliveries_next(e->db, c->name, out, NULL))
		return false;
	if (*out == MOMENT_NEVER)
		return true;
	if (!holds_reason(e->db, c->name, &a, &held, NULL) ||
	    !get_endpoint(e, c, &a, &endpoint, NULL))
		return false;
	if (*out < endpoint.until)
		*out = endpoint.until;
	wait_s = bucket_wait_s(&endpoint.bucket, c->kind->bucket_n, c->kind->bucket_s, now);
	if (*out < now + wait_s)
		*out = now + wait_s;
	if (!endpoint_allows(e, &endpoint, *out, &one, NULL))
		return false;
	if (held || !one)
		*out = MOMENT_NEVER;
	return true;
}

/* A store that fails is asked by outbox_claim, which says why. */
moment outbox_next_of(struct engine *e, const struct channel *channel, moment now)
{
	moment next;

	return channel_next(e, channel, now, &next) ? next : now;
}

moment outbox_next(struct engine *e, moment now)
{
	moment next = MOMENT_NEVER;

	list_each (const struct channel *, c, e->settings->channels) {
		moment at = outbox_next_of(e, c, now);

		next = at < next ? at : next;
	}
	return next;
}
