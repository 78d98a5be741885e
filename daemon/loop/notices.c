/* Watch, child, engine, as with reports; only that one notice at a time is on its way into the plan, and that the files
 * which are there say what is retired. Where the store fails, all are read again a little later. */
#include "loop/notices.h"
#include <stdlib.h>
#include <string.h>
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "engine/reading.h"
#include "loop/watch.h"

static const double LATER_FIRST_S = 1., LATER_MOST_S = 300.;

struct notices {
	struct ev_loop *ev;
	struct engine *engine;
	struct intake *intake;
	struct intake_kind kind;
	intake_ready *ready;
	void *context;
	const struct names *paths;
	struct watch *watch;
	struct reading *reading; /* the notice on its way into the plan, */
	char *path;		 /* and its file; NULL: none */
	ev_timer step, later;
	double later_s; /* how long the last wait was */
};

static void read_later(struct notices *n)
{
	if (ev_is_active(&n->later))
		return;
	n->later_s = n->later_s * 2 < LATER_MOST_S ? n->later_s * 2 : LATER_MOST_S;
	ev_timer_set(&n->later, n->later_s, 0.);
	ev_timer_start(n->ev, &n->later);
}

/* ---- one notice */

static void end_reading(struct notices *n)
{
	reading_close(n->reading);
	free(n->path);
	n->reading = NULL;
	n->path = NULL;
}

/* The next file is read when this one is in the plan. */
static void on_step(struct ev_loop *ev, ev_timer *w, int events)
{
	struct notices *n = w->data;
	scope(text) summary = {0};
	bool more = false;
	struct error err;

	(void)events;
	if (!n->ready(n->context, &err) || !reading_step(n->reading, &more, &summary, &err)) {
		log_event(LOG_ERROR, "%s: %s", n->path, err.s);
		read_later(n);
		more = false;
	}
	if (summary.len)
		log_event(LOG_NOTICE, "%s: %s", n->path, summary.s);
	if (more) {
		ev_timer_start(ev, &n->step);
		return;
	}
	end_reading(n);
	intake_go(n->intake);
}

static void on_read(void *context, const char *path, struct text *json, const struct error *why)
{
	struct notices *n = context;
	scope(arena) arena = {0};

	if (!json) {
		log_event(LOG_ERROR, "%s; what was read of it before stays in force", why->s);
		return;
	}
	n->path = strdup(path);
	if (!n->path)
		abort();
	reading_open(n->engine, file_stem(&arena, path), json, clock_now(), &n->reading);
	intake_wait(n->intake);
	ev_timer_start(n->ev, &n->step);
}

/* ---- all of them */

/* Retire the notices whose files are gone; not when a folder could not be listed. */
static void take_stock(struct notices *n, bool read_all)
{
	scope(arena) arena = {0};
	scope(errors) mistakes = {0};
	struct names files = {0}, present = {0};
	struct error err;

	watch_files(n->paths, &arena, &files, &mistakes);
	for (size_t i = 0; i < files.n; i++) {
		*list_push(&arena, &present) = file_stem(&arena, files.at[i]);
		if (read_all)
			intake_add(n->intake, &n->kind, files.at[i]);
	}
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_ERROR, "%s: %s", m->file, m->message);
	if (mistakes.mistakes)
		return;
	if (!n->ready(n->context, &err) || !take_present(n->engine, &present, clock_now(), &err)) {
		log_event(LOG_ERROR, "notices: %s", err.s);
		read_later(n);
	}
}

static void on_later(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)ev;
	(void)events;
	take_stock(w->data, true);
}

static void on_file(void *context, const char *path, bool gone)
{
	struct notices *n = context;

	n->later_s = LATER_FIRST_S / 2;
	if (gone)
		take_stock(n, false);
	else
		intake_add(n->intake, &n->kind, path);
}

void notices_open(struct ev_loop *ev, struct engine *e, struct intake *in, intake_ready *ready,
    void *context, struct notices **out)
{
	struct notices *n = calloc(1, sizeof *n);

	if (!n)
		abort();
	*n = (struct notices){.ev = ev,
	    .engine = e,
	    .intake = in,
	    .kind = {"parse", on_read, n},
	    .ready = ready,
	    .context = context,
	    .later_s = LATER_FIRST_S / 2};
	ev_timer_init(&n->step, on_step, 0., 0.);
	ev_timer_init(&n->later, on_later, 0., 0.);
	n->step.data = n->later.data = n;
	*out = n;
}

void notices_use(struct notices *n, const struct names *paths)
{
	scope(errors) mistakes = {0};

	watch_close(n->watch);
	n->paths = paths;
	watch_open(n->ev, paths, on_file, n, &n->watch, &mistakes);
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_WARNING, "%s: %s", m->file, m->message);
	take_stock(n, true);
}

bool notices_busy(const struct notices *n)
{
	return n->reading || watch_busy(n->watch);
}

void notices_close(struct notices *n)
{
	if (!n)
		return;
	end_reading(n);
	ev_timer_stop(n->ev, &n->step);
	ev_timer_stop(n->ev, &n->later);
	watch_close(n->watch);
	free(n);
}
