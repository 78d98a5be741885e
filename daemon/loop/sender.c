/* One lane a channel. Deliveries are claimed in batches (a statement for each would cost more than the sending) and
 * settled in one open transaction, which is committed every few milliseconds. A lane whose queue gave nothing is not
 * asked again before something can have changed that. */
#include "loop/sender.h"
#include <inttypes.h>
#include <stdlib.h>
#include "base/clock.h"
#include "base/log.h"
#include "loop/folder.h"
#include "loop/mail.h"
#include "loop/transport.h"

enum { BATCH = 64, TURN_MOST = 32 };

/* Claimed together, freed together. */
struct batch {
	struct arena arena;
	struct delivery at[BATCH];
	int n, started, open;
};
struct lane {
	struct lane *next;
	struct sender *sender;
	const struct channel
	    *channel; /* NULL: no longer configured; goes when its last flight lands */
	struct batch *batch;
	int flying;
	/* When its queue may give something again, as it was at outbox_news. */
	moment due;
	int64_t news;
};
struct flight {
	struct flight *next, **link;
	struct lane *lane;
	struct batch *batch;
	const struct delivery *delivery;
	struct dialogue dialogue; /* of a trial */
};
/* What came of a delivery, until that is durable. */
struct outcome {
	int64_t id;
	struct verdict verdict;
};
struct sender {
	struct engine *engine;
	struct ev_loop *ev;
	struct transport *transport;
	struct mail *mail;
	struct lane *lanes;
	struct flight *flights;
	struct arena outcomes_arena;
	list_of(struct outcome) outcomes;
	int flying;
	ev_timer group;	     /* runs while something is not durable yet */
	bool ripe;	     /* it ran out */
	bool stopping, lost; /* lost: a commit failed, and took the outcomes back */
};

static void on_group(struct ev_loop *ev, ev_timer *w, int events)
{
	struct sender *s = w->data;

	(void)ev;
	(void)events;
	s->ripe = true;
}

static void group_watch(struct sender *s)
{
	if (!outbox_pending(s->engine) || s->ripe || ev_is_active(&s->group))
		return;
	ev_timer_set(&s->group, SENDER_GROUP_MS / 1000., 0.);
	ev_timer_start(s->ev, &s->group);
}

void sender_open(struct multi *m, struct ev_loop *ev, struct engine *e, struct sender **out)
{
	struct sender *s = calloc(1, sizeof *s);

	if (!s)
		abort();
	s->engine = e;
	s->ev = ev;
	ev_timer_init(&s->group, on_group, 0., 0.);
	s->group.data = s;
	transport_open(m, ev, &s->transport);
	mail_open(m, ev, &s->mail);
	*out = s;
}

static void batch_drop(struct batch *b)
{
	if (--b->open > 0)
		return;
	arena_release(&b->arena);
	free(b);
}

static void flight_free(struct flight *f)
{
	*f->link = f->next;
	if (f->next)
		f->next->link = f->link;
	batch_drop(f->batch);
	dialogue_release(&f->dialogue);
	free(f);
}

/* Log every delivery's outcome as one line that grep can question. */
static void log_outcome(const struct delivery *d, const struct verdict *v)
{
	enum log_level level = v->kind == VERDICT_SENT ? LOG_INFO : LOG_WARNING;

	log_event(level, "delivery=%s channel=%s to=%s try=%d result=%s%s%s", d->letter,
	    d->channel->name, d->to[0] ? d->to : "-", d->tries + 1, verdict_name(v->kind),
	    v->reason[0] ? " reply=" : "", v->reason);
}

/* Hand back what was claimed and never tried. */
static void lane_return(struct lane *lane)
{
	struct batch *b = lane->batch;
	struct error err;

	if (!b)
		return;
	for (; b->started < b->n; b->started++)
		if (!outbox_return(lane->sender->engine, b->at[b->started].id, &err))
			log_event(LOG_ERROR, "delivery=%s: not handed back: %s",
			    b->at[b->started].letter, err.s);
	batch_drop(b);
	lane->batch = NULL;
}

/* NULL: nobody wants to know what is said. */
static struct dialogue *trace_of(struct flight *f)
{
	return f->delivery->trial ? &f->dialogue : NULL;
}

static void tell_dialogue(struct flight *f)
{
	const struct delivery *d = f->delivery;
	scope(text) words = {0};
	struct error err;

	if (!d->trial)
		return;
	dialogue_tell(&f->dialogue, d->channel, &words);
	if (!outbox_tell(f->lane->sender->engine, d->id, text_get(&words), &err))
		log_event(
		    LOG_ERROR, "delivery=%s: what was said is not stored: %s", d->letter, err.s);
}

static void settle(struct flight *f, const struct verdict *v)
{
	struct lane *lane = f->lane;
	struct sender *s = lane->sender;
	struct error err;

	log_outcome(f->delivery, v);
	tell_dialogue(f);
	*list_push(&s->outcomes_arena, &s->outcomes) = (struct outcome){f->delivery->id, *v};
	if (!s->lost && !outbox_settle(s->engine, f->delivery->id, v, clock_now(), &err)) {
		s->lost = true;
		log_event(LOG_ERROR, "delivery=%s: its outcome is not stored yet: %s",
		    f->delivery->letter, err.s);
	}
	if (v->kind == VERDICT_HOLD || v->endpoint)
		lane_return(lane); /* the others wait in the outbox until it works again */
	lane->flying--;
	s->flying--;
	flight_free(f);
}

/* One that is in the store already changes nothing (but for a try counted twice); one that a working store does not take
 * must not stop the others. */
static void settle_again(struct sender *s)
{
	struct error err;

	list_each (const struct outcome *, o, s->outcomes)
		if (!outbox_settle(s->engine, o->id, &o->verdict, clock_now(), &err))
			log_event(LOG_ERROR,
			    "delivery %" PRId64 ": its outcome cannot be stored: %s; the next "
			    "start sends it again",
			    o->id, err.s);
}

static void claim_again(struct sender *s, const struct delivery *d)
{
	struct error err;

	if (!outbox_claim_again(s->engine, d->id, &err))
		log_event(LOG_ERROR, "delivery=%s: %s", d->letter, err.s);
}

/* A failed commit may have taken claims back: whatever is in flight or waits in a lane's batch is claimed as it was,
 * before anything else can be. */
static void claim_all_again(struct sender *s)
{
	for (struct flight *f = s->flights; f; f = f->next)
		claim_again(s, f->delivery);
	for (struct lane *lane = s->lanes; lane; lane = lane->next)
		for (int i = lane->batch ? lane->batch->started : 0;
		     lane->batch && i < lane->batch->n; i++)
			claim_again(s, &lane->batch->at[i]);
}

bool sender_commit(struct sender *s, struct error *err)
{
	if (s->lost) {
		if (!outbox_begin(s->engine, err))
			return false;
		claim_all_again(s);
		settle_again(s);
	}
	s->lost = !outbox_end(s->engine, err);
	s->ripe = false;
	ev_timer_stop(s->ev, &s->group);
	if (s->lost)
		return false;
	arena_release(&s->outcomes_arena);
	s->outcomes.n = s->outcomes.room = 0;
	s->outcomes.at = NULL;
	return true;
}

bool sender_commit_due(const struct sender *s)
{
	return s->lost || s->ripe || s->outcomes.n >= SENDER_GROUP;
}

static void on_reply(void *context, const struct reply *reply)
{
	struct flight *f = context;
	const struct channel *c = f->delivery->channel;
	struct verdict v = channel_judge(c, reply, clock_now());

	settle(f, &v);
}

static void start_http(struct flight *f)
{
	const struct delivery *d = f->delivery;
	struct request request = {0};
	scope(arena) arena = {0};

	d->channel->kind->request(
	    d->channel, d->letter, d->body, d->body_n, clock_now(), &arena, &request);
	transport_send(
	    f->lane->sender->transport, &request, d->channel->ca_file, trace_of(f), on_reply, f);
}

static void on_mailed(void *context, const struct verdict *v)
{
	settle(context, v);
}

static void start_smtp(struct flight *f)
{
	mail_send(f->lane->sender->mail, f->delivery, trace_of(f), on_mailed, f);
}

static void start_maildir(struct flight *f)
{
	static const char remark[] = "nobody is asked: a file is written and renamed into place\n";
	const struct delivery *d = f->delivery;
	struct verdict v = {.kind = VERDICT_SENT, .reason = "written"};
	struct error err;

	dialogue_add(&f->dialogue, DIALOGUE_REMARK, remark, d->trial ? sizeof remark - 1 : 0);
	if (!folder_deliver(d->channel->path, d->letter, d->created, d->body, d->body_n, &err)) {
		v = (struct verdict){.kind = VERDICT_RETRY, .endpoint = true};
		snprintf(v.reason, sizeof v.reason, "%.200s", err.s);
	}
	settle(f, &v);
}

static void start(struct lane *lane, struct batch *b)
{
	static void (*const starters[])(struct flight *) = {[CARRIER_HTTP] = start_http,
	    [CARRIER_SMTP] = start_smtp,
	    [CARRIER_MAILDIR] = start_maildir};
	struct sender *s = lane->sender;
	struct flight *f = malloc(sizeof *f);

	if (!f)
		abort();
	*f = (struct flight){.next = s->flights,
	    .link = &s->flights,
	    .lane = lane,
	    .batch = b,
	    .delivery = &b->at[b->started++]};
	if (f->next)
		f->next->link = &f->next;
	s->flights = f;
	b->open++;
	lane->flying++;
	s->flying++;
	starters[f->delivery->channel->kind->carrier](f);
}

/* The lane's batch with something left to start; NULL when the outbox has nothing for it now. */
static struct batch *lane_batch(struct lane *lane, moment now, struct error *err, bool *failed)
{
	struct batch *b = lane->batch;

	if (b && b->started < b->n)
		return b;
	if (b)
		batch_drop(b);
	lane->batch = b = calloc(1, sizeof *b);
	if (!b)
		abort();
	b->open = 1;
	*failed = !outbox_claim(
	    lane->sender->engine, lane->channel, BATCH, now, &b->arena, b->at, &b->n, err);
	if (!*failed && b->n > 0)
		return b;
	batch_drop(b);
	lane->batch = NULL;
	return NULL;
}

/* A folder's deliveries end where they start, so the connections alone would never stop it. *dry: the connections are not
 * all used, for the outbox had no more. */
static bool lane_start(struct lane *lane, moment now, bool *dry, bool *more, struct error *err)
{
	bool failed = false;

	for (int started = 0; lane->channel && lane->flying < lane->channel->connections;
	     started++) {
		struct batch *b = lane_batch(lane, now, err, &failed);

		if (!b)
			return *dry = true, !failed;
		if (started == TURN_MOST)
			return *more = true;
		start(lane, b);
	}
	return true;
}

static bool lane_fill(struct lane *lane, moment now, moment *next, bool *more, struct error *err)
{
	struct engine *e = lane->sender->engine;
	bool dry = lane->news == outbox_news(e) && now < lane->due;

	if (!dry) {
		if (!lane_start(lane, now, &dry, more, err))
			return false;
		lane->news = outbox_news(e);
		lane->due = dry ? outbox_next_of(e, lane->channel, now) : 0;
	}
	if (dry && lane->due < *next)
		*next = lane->due;
	return true;
}

bool sender_fill(struct sender *s, moment now, moment *next, bool *more, struct error *err)
{
	bool good = true;

	*next = MOMENT_NEVER;
	for (struct lane *lane = s->lanes; lane && !s->stopping && good; lane = lane->next)
		good = lane_fill(lane, now, next, more, err);
	group_watch(s);
	return good;
}

static void drop_empty_lanes(struct sender *s)
{
	for (struct lane **p = &s->lanes; *p;) {
		struct lane *lane = *p;

		if (lane->channel || lane->flying) {
			p = &lane->next;
			continue;
		}
		*p = lane->next;
		free(lane);
	}
}

void sender_use(struct sender *s, const struct settings *settings)
{
	for (struct lane *lane = s->lanes; lane; lane = lane->next) {
		lane_return(lane);
		lane->channel = NULL;
	}
	drop_empty_lanes(s);
	list_each (const struct channel *, c, settings->channels) {
		struct lane *lane = calloc(1, sizeof *lane);

		if (!lane)
			abort();
		*lane = (struct lane){.next = s->lanes, .sender = s, .channel = c};
		s->lanes = lane;
	}
	mail_forget(s->mail);
}

int sender_busy(const struct sender *s)
{
	return s->flying;
}

void sender_stop(struct sender *s)
{
	s->stopping = true;
	for (struct lane *lane = s->lanes; lane; lane = lane->next)
		lane_return(lane);
}

/* Flights still open are forgotten: the store has them in flight, and the next start sends them
 * again. */
void sender_close(struct sender *s)
{
	if (!s)
		return;
	sender_stop(s);
	ev_timer_stop(s->ev, &s->group);
	transport_close(s->transport);
	mail_close(s->mail);
	arena_release(&s->outcomes_arena);
	while (s->flights)
		flight_free(s->flights);
	while (s->lanes) {
		struct lane *lane = s->lanes;

		s->lanes = lane->next;
		free(lane);
	}
	free(s);
}
