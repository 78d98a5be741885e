/* Watch, child, engine: a queue of files that were read, of which the first is applied. Where the store fails, all files
 * are read again a little later: what is on record by then is skipped. */
#include "loop/dropbox.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/log.h"
#include "engine/sheets.h"
#include "loop/watch.h"

static const double LATER_FIRST_S = 1., LATER_MOST_S = 300.;

struct waiting_job {
	struct waiting_job *next;
	struct sheet_job *job;
};
struct dropbox {
	struct ev_loop *ev;
	struct engine *engine;
	struct intake *intake;
	struct intake_kind kind;
	intake_ready *ready;
	void *context;
	const struct names *paths;
	struct watch *watch;
	struct waiting_job *first;
	ev_timer step, later;
	double later_s; /* how long the last wait was */
};

static void drop_first(struct dropbox *d)
{
	struct waiting_job *w = d->first;

	d->first = w->next;
	sheets_close(w->job);
	free(w);
}

static void drop_all(struct dropbox *d)
{
	while (d->first)
		drop_first(d);
	ev_timer_stop(d->ev, &d->step);
}

/* All files that are there, once they have settled. */
static void note_all(struct dropbox *d)
{
	scope(arena) arena = {0};
	scope(errors) mistakes = {0};
	struct names files = {0};

	watch_files(d->paths, &arena, &files, &mistakes);
	for (size_t i = 0; i < files.n; i++)
		watch_note(d->watch, files.at[i]);
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_ERROR, "%s: %s", m->file, m->message);
}

static void try_later(struct dropbox *d, const struct error *err)
{
	d->later_s = d->later_s * 2 < LATER_MOST_S ? d->later_s * 2 : LATER_MOST_S;
	log_event(LOG_ERROR, "reports: %s; they are read again in %.0f s", err->s, d->later_s);
	drop_all(d);
	ev_timer_set(&d->later, d->later_s, 0.);
	ev_timer_start(d->ev, &d->later);
}

static void on_later(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)ev;
	(void)events;
	note_all(w->data);
}

/* A line for the log each. */
static void say(const char *summary)
{
	while (*summary) {
		size_t n = strcspn(summary, "\n");

		log_event(LOG_NOTICE, "%.*s", (int)n, summary);
		summary += n + (summary[n] == '\n');
	}
}

static void on_step(struct ev_loop *ev, ev_timer *w, int events)
{
	struct dropbox *d = w->data;
	scope(text) summary = {0};
	bool done = false;
	struct error err;

	(void)events;
	if (!d->ready(d->context, &err) ||
	    !sheets_step(d->first->job, clock_now(), &done, &summary, &err)) {
		try_later(d, &err);
		return;
	}
	d->later_s = LATER_FIRST_S / 2;
	if (done) {
		say(text_get(&summary));
		drop_first(d);
	}
	if (d->first)
		ev_timer_start(ev, &d->step);
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* One that has gone meanwhile was no report. */
static void refuse(struct dropbox *d, const char *path, const char *why)
{
	static const char program[] = "deadlinectl: ";
	struct error err;

	if (access(path, F_OK) < 0)
		return;
	why += strncmp(why, program, strlen(program)) ? 0 : strlen(program);
	log_event(LOG_ERROR, "%s", why);
	if (!d->ready(d->context, &err) ||
	    !sheets_unreadable(d->engine, name_of(path), why, clock_now(), &err))
		try_later(d, &err);
}

static void on_read(void *context, const char *path, struct text *json, const struct error *why)
{
	struct dropbox *d = context;
	struct waiting_job **last = &d->first;

	if (!json) {
		refuse(d, path, why->s);
		return;
	}
	while (*last)
		last = &(*last)->next;
	*last = calloc(1, sizeof **last);
	if (!*last)
		abort();
	sheets_open(d->engine, name_of(path), text_get(json), json->len, &(*last)->job);
	if (!ev_is_active(&d->step))
		ev_timer_start(d->ev, &d->step);
}

static void on_file(void *context, const char *path, bool gone)
{
	struct dropbox *d = context;

	if (!gone)
		intake_add(d->intake, &d->kind, path);
}

void dropbox_open(struct ev_loop *ev, struct engine *e, struct intake *in, intake_ready *ready,
    void *context, struct dropbox **out)
{
	struct dropbox *d = calloc(1, sizeof *d);

	if (!d)
		abort();
	*d = (struct dropbox){.ev = ev,
	    .engine = e,
	    .intake = in,
	    .kind = {"reports", on_read, d},
	    .ready = ready,
	    .context = context,
	    .later_s = LATER_FIRST_S / 2};
	ev_timer_init(&d->step, on_step, 0., 0.);
	ev_timer_init(&d->later, on_later, 0., 0.);
	d->step.data = d->later.data = d;
	*out = d;
}

void dropbox_use(struct dropbox *d, const struct names *paths)
{
	scope(errors) mistakes = {0};

	drop_all(d);
	watch_close(d->watch);
	d->watch = NULL;
	d->paths = paths;
	if (!paths->n)
		return;
	watch_open(d->ev, paths, on_file, d, &d->watch, &mistakes);
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_WARNING, "%s: %s", m->file, m->message);
	note_all(d);
}

bool dropbox_busy(const struct dropbox *d)
{
	return d->first || watch_busy(d->watch);
}

void dropbox_close(struct dropbox *d)
{
	if (!d)
		return;
	drop_all(d);
	ev_timer_stop(d->ev, &d->later);
	watch_close(d->watch);
	free(d);
}
