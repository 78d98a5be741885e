/* Owns the ev_loop. The one trick is the turn: before the loop sleeps, what has become due is
 * computed, free connections are filled, what settled is committed every few milliseconds, and the
 * alarm is set. */
#include "loop/loop.h"
#include <ev.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "engine/outbox.h"
#include "engine/verb.h"
#include "loop/alarm.h"
#include "loop/control.h"
#include "loop/inbox.h"
#include "loop/intake.h"
#include "loop/notify.h"
#include "loop/pulse.h"
#include "loop/sender.h"

enum { SIGNALS = 3, AGAIN_S = 1 };
static const double GRACE_S = 10., TELL_MOST_S = 3600.;

/* Settings that deliveries under way still point at. */
struct retired {
	struct retired *older;
	struct settings *settings;
};
struct loop {
	struct ev_loop *ev;
	const char *file, *reader;
	struct settings *settings;
	struct retired *retired;
	struct engine *engine;
	struct multi *multi;
	struct sender *sender;
	struct control *control;
	struct intake *intake;
	struct inbox *notices, *reports;
	struct alarm alarm;
	struct watchdog watchdog;
	struct pulse pulse;
	ev_signal signals[SIGNALS];
	ev_prepare turn;
	ev_timer grace, again;
	ev_timer trouble; /* the store failed: it is left alone while this runs */
	double told_s,
	    tell_s; /* when that was told last (clock_elapsed), how long until it is told again; 0: no trouble */
	moment announced;   /* the next moment in systemd's STATUS */
	int64_t set_back_s; /* by how much the clock was, and the outbox does not know yet */
	bool stopping;
};

static void stop(struct loop *l)
{
	if (l->stopping)
		return;
	l->stopping = true;
	notify_stopping();
	sender_stop(l->sender);
	ev_timer_start(l->ev, &l->grace);
}

static void say_status(struct loop *l, moment next)
{
	char status[160], when[ZONE_ISO_BYTES];

	if (next == l->announced || ev_is_active(&l->trouble))
		return;
	l->announced = next;
	zone_print_iso(&l->settings->calendar.zone, next, when);
	snprintf(
	    status, sizeof status, "next at %s", next == MOMENT_NEVER ? "no known moment" : when);
	notify_status(status);
}

/* Is anything under way that a clock which jumps must wait for? */
static bool busy(const struct loop *l)
{
	return sender_busy(l->sender) || intake_busy(l->intake) || inbox_busy(l->notices) ||
	       inbox_busy(l->reports) || control_busy(l->control);
}

/* The clock of a demonstration stands still while something happens, and then jumps; at its end the
 * daemon stops. */
static void skip(struct loop *l, moment next)
{
	if (!clock_skips() || busy(l) || l->stopping || ev_is_active(&l->again) ||
	    ev_is_active(&l->trouble))
		return;
	if (next >= clock_end())
		stop(l);
	else
		clock_skip(next);
	ev_timer_start(l->ev, &l->again);
}

static moment earliest(moment a, moment b)
{
	return a < b ? a : b;
}

/* A failing store is asked again a little later, and told of at once and then ever more rarely. */
static bool done(struct loop *l, const char *what, bool good, const struct error *err)
{
	double now = clock_elapsed();

	if (good)
		return true;
	if (!ev_is_active(&l->trouble))
		ev_timer_start(l->ev, &l->trouble);
	if (l->tell_s > 0 && now - l->told_s < l->tell_s)
		return false;
	l->told_s = now;
	l->tell_s = l->tell_s * 4 < TELL_MOST_S ? l->tell_s * 4 : TELL_MOST_S;
	l->tell_s = l->tell_s > 0 ? l->tell_s : 15;
	log_event(LOG_ERROR,
	    "%s: %s; tried again every %d s, nothing goes out meanwhile, and told again in %.0f s",
	    what, err->s, AGAIN_S, l->tell_s);
	return false;
}

static void works_again(struct loop *l)
{
	if (l->tell_s > 0)
		log_event(LOG_NOTICE, "store: works again");
	l->tell_s = 0;
}

/* Everything that has become due, a step a turn. What settled before is durable first: a transaction of the engine's own
 * would hide that it was not. */
static bool tick(struct loop *l, moment now, bool *more, struct error *err)
{
	return done(l, "store", sender_commit(l->sender, err), err) &&
	       done(l, "reminders", tick_step(l->engine, now, more, err), err);
}

/* Deliveries wait for moments of the wall clock: a clock that was set back would have them wait for longer. */
static bool follow_clock(struct loop *l, moment now, struct error *err)
{
	l->set_back_s += clock_set_back();
	if (!l->set_back_s)
		return true;
	if (!done(l, "store", sender_commit(l->sender, err), err) ||
	    !done(l, "outbox", outbox_set_back(l->engine, now, l->set_back_s, err), err))
		return false;
	log_event(LOG_NOTICE,
	    "clock: set back by %lld s; what waits to be tried again waits no longer for that",
	    (long long)l->set_back_s);
	l->set_back_s = 0;
	return true;
}

/* Compute, fill, commit; the moment at which to come back. */
static moment work(struct loop *l, moment now)
{
	bool good, more = false, full = false;
	moment next = MOMENT_NEVER;
	struct error err;

	if (ev_is_active(&l->trouble))
		return MOMENT_NEVER;
	good = follow_clock(l, now, &err);
	if (good && sender_commit_due(l->sender))
		good = done(l, "store", sender_commit(l->sender, &err), &err);
	if (good && !l->stopping && tick_next(l->engine) <= now)
		good = tick(l, now, &more, &err);
	good = good && done(l, "outbox", sender_fill(l->sender, now, &next, &full, &err), &err);
	if (good && !sender_busy(l->sender))
		good = done(l, "store", sender_commit(l->sender, &err), &err);
	if (!good)
		return MOMENT_NEVER;
	works_again(l);
	if (more || full)
		ev_timer_start(l->ev, &l->again);
	next = earliest(tick_next(l->engine), next);
	return next > now ? next : now + AGAIN_S;
}

static void drop_retired(struct loop *l)
{
	while (l->retired && !(l->sender && sender_busy(l->sender))) {
		struct retired *r = l->retired;

		l->retired = r->older;
		settings_release(r->settings);
		free(r->settings);
		free(r);
	}
}

static void on_turn(struct ev_loop *ev, ev_prepare *w, int events)
{
	struct loop *l = w->data;
	moment next = work(l, clock_now());

	(void)events;
	drop_retired(l);
	if (l->stopping && !sender_busy(l->sender))
		ev_break(ev, EVBREAK_ALL);
	if (control_step(l->control))
		ev_timer_start(l->ev, &l->again);
	alarm_set(&l->alarm, next);
	say_status(l, next);
	skip(l, next);
}

static void on_again(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)ev;
	(void)w;
	(void)events;
}

static void on_grace(struct ev_loop *ev, ev_timer *w, int events)
{
	struct loop *l = w->data;

	(void)events;
	log_event(LOG_WARNING,
	    "stopping with %d deliveries in flight; the next start sends them again",
	    sender_busy(l->sender));
	ev_break(ev, EVBREAK_ALL);
}

/* Notices first: what is reported is reported of them. */
static void read_files(struct loop *l)
{
	intake_use(l->intake, l->settings->lexicon);
	inbox_use(l->notices, &l->settings->notices);
	inbox_use(l->reports, &l->settings->reports);
}

static bool on_ready(void *context, struct error *err)
{
	struct loop *l = context;

	return sender_commit(l->sender, err);
}

static void use_settings(struct loop *l, struct settings *fresh)
{
	struct retired *r = malloc(sizeof *r);

	if (!r)
		abort();
	*r = (struct retired){l->retired, l->settings};
	l->retired = r;
	l->settings = fresh;
	sender_use(l->sender, fresh);
	read_files(l);
}

static void say_horizon(const struct loop *l)
{
	const struct calendar *c = &l->settings->calendar;
	struct error err;

	if (!workday_reach_far(&c->workdays, zone_day(&c->zone, clock_now(), NULL), &err))
		log_event(LOG_WARNING, "calendar: %s", err.s);
}

/* Read the configuration again; with any mistake everything stays as it was. */
static bool reload(struct loop *l, struct error *err)
{
	struct settings *fresh = calloc(1, sizeof *fresh);
	scope(errors) mistakes = {0};

	if (!fresh)
		abort();
	if (!settings_load(l->file, fresh, &mistakes)) {
		const struct mistake *first = mistakes.list.at;

		list_each (const struct mistake *, m, mistakes.list)
			log_event(LOG_ERROR, "%s:%d: %s", m->file, m->line, m->message);
		error_set(err, "%s:%d: %s (%zu mistakes in all; the old settings stay in force)",
		    first->file, first->line, first->message, mistakes.mistakes);
	} else if (sender_commit(l->sender, err) &&
		   engine_use(l->engine, fresh, clock_now(), err)) {
		use_settings(l, fresh);
		log_event(LOG_NOTICE, "%s: read again", l->file ? l->file : "defaults");
		say_horizon(l);
		return true;
	}
	settings_release(fresh);
	free(fresh);
	return false;
}

static void on_signal(struct ev_loop *ev, ev_signal *w, int events)
{
	struct loop *l = w->data;
	struct error err;

	(void)ev;
	(void)events;
	if (w->signum != SIGHUP) {
		stop(l);
		return;
	}
	notify_reloading();
	if (!reload(l, &err))
		log_event(LOG_ERROR, "reload: %s", err.s);
	notify_ready("reloaded");
	l->announced = 0;
}

/* ---- a verb that somebody asks */

struct asked {
	struct loop *loop;
	struct verb_job *job; /* NULL: reload */
	bool status;
};

static void *begin_verb(
    void *context, const char *who, const char *verb, const json_t *arguments, struct error *err)
{
	struct loop *l = context;
	struct caller by = {who, clock_now()};
	bool reloads = !strcmp(verb, "reload");
	struct verb_job *job = reloads ? NULL : verb_open(l->engine, verb, &by, arguments, err);
	struct asked *a;

	if (!job && !reloads)
		return NULL;
	a = malloc(sizeof *a);
	if (!a)
		abort();
	*a = (struct asked){l, job, !strcmp(verb, "status")};
	return a;
}

static json_t *step_verb(void *job, bool *more, struct error *err)
{
	struct asked *a = job;
	struct error unsaid;
	json_t *answer;

	*more = false;
	if (!a->job)
		return reload(a->loop, err) ? json_object() : NULL;
	sender_commit(
	    a->loop->sender, &unsaid); /* the next turn says it; what only reads is answered */
	answer = verb_step(a->job, more, err);
	if (answer && a->status)
		json_object_set_new(
		    answer, "longest_turn_ms", json_real(a->loop->pulse.longest_s * 1000));
	return answer;
}

static void end_verb(void *job)
{
	struct asked *a = job;

	verb_close(a->job);
	free(a);
}

static void open_watchers(struct loop *l)
{
	static const int numbers[SIGNALS] = {SIGTERM, SIGINT, SIGHUP};

	for (int i = 0; i < SIGNALS; i++) {
		ev_signal_init(&l->signals[i], on_signal, numbers[i]);
		l->signals[i].data = l;
		ev_signal_start(l->ev, &l->signals[i]);
	}
	ev_prepare_init(&l->turn, on_turn);
	ev_timer_init(&l->grace, on_grace, GRACE_S, 0.);
	ev_timer_init(&l->again, on_again, 0., 0.);
	ev_timer_init(&l->trouble, on_again, AGAIN_S, 0.);
	l->turn.data = l->grace.data = l;
	ev_prepare_start(l->ev, &l->turn);
	alarm_open(&l->alarm, l->ev);
	watchdog_open(&l->watchdog, l->ev);
	pulse_open(&l->pulse, l->ev);
}

bool loop_open(const char *file, const char *reader, struct settings *settings, struct loop **out,
    struct error *err)
{
	struct loop *l = calloc(1, sizeof *l);

	if (!l)
		abort();
	*l = (struct loop){
	    .ev = ev_default_loop(0), .file = file, .reader = reader, .settings = settings};
	signal(SIGPIPE, SIG_IGN);
	if (!engine_open(settings, &l->engine, err) ||
	    !outbox_recover(l->engine, clock_now(), err) || !multi_open(l->ev, &l->multi, err) ||
	    !control_open(l->ev, settings->control,
		&(struct control_verbs){begin_verb, step_verb, end_verb, l}, &l->control, err)) {
		loop_close(l);
		return false;
	}
	sender_open(l->multi, l->ev, l->engine, &l->sender);
	sender_use(l->sender, settings);
	intake_open(l->ev, reader, &l->intake);
	inbox_open(&inbox_notices, l->ev, l->engine, l->intake, on_ready, l, &l->notices);
	inbox_open(&inbox_reports, l->ev, l->engine, l->intake, on_ready, l, &l->reports);
	open_watchers(l);
	read_files(l);
	*out = l;
	return true;
}

int loop_run(struct loop *l)
{
	notify_ready("started");
	log_event(LOG_NOTICE, "started: state=%s control=%s channels=%zu", l->settings->state,
	    l->settings->control, l->settings->channels.n);
	say_horizon(l);
	ev_run(l->ev, 0);
	log_event(LOG_NOTICE, "stopped");
	return 0;
}

static void close_watchers(struct loop *l)
{
	if (!l->turn.data)
		return;
	for (int i = 0; i < SIGNALS; i++)
		ev_signal_stop(l->ev, &l->signals[i]);
	ev_prepare_stop(l->ev, &l->turn);
	ev_timer_stop(l->ev, &l->grace);
	ev_timer_stop(l->ev, &l->again);
	ev_timer_stop(l->ev, &l->trouble);
	alarm_close(&l->alarm);
	watchdog_close(&l->watchdog);
	pulse_close(&l->pulse);
}

void loop_close(struct loop *l)
{
	if (!l)
		return;
	close_watchers(l);
	control_close(l->control);
	inbox_close(l->notices);
	inbox_close(l->reports);
	intake_close(l->intake);
	sender_close(l->sender);
	l->sender = NULL;
	drop_retired(l);
	multi_close(l->multi);
	engine_close(l->engine);
	settings_release(l->settings);
	free(l->settings);
	ev_loop_destroy(l->ev);
	free(l);
}
