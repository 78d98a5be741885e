/* Watch, child, engine. The child waits while its last output is taken: nothing is read that would have to be kept. */
#include "loop/inbox.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/log.h"
#include "loop/watch.h"

static const double LATER_FIRST_S = 1., LATER_MOST_S = 300.;

struct inbox {
	const struct inbox_kind *kind;
	struct ev_loop *ev;
	struct engine *engine;
	struct intake *intake;
	struct intake_kind reading;
	inbox_ready *ready;
	void *context;
	const struct names *paths;
	struct watch *watch;
	void *job;  /* the file that is taken; NULL: none */
	char *path; /* its path */
	ev_timer step, later;
	double later_s; /* how long the last wait was */
};

/* False: there was none. */
static bool drop_job(struct inbox *b)
{
	if (!b->job)
		return false;
	ev_timer_stop(b->ev, &b->step);
	b->kind->close(b->job);
	free(b->path);
	b->job = NULL;
	b->path = NULL;
	return true;
}

static void end_job(struct inbox *b)
{
	if (drop_job(b))
		intake_go(b->intake);
}

static void try_later(struct inbox *b, const char *what, const struct error *err)
{
	if (ev_is_active(&b->later))
		return;
	b->later_s = b->later_s * 2 < LATER_MOST_S ? b->later_s * 2 : LATER_MOST_S;
	log_event(LOG_ERROR, "%s: %s; it is read again in %.0f s", what, err->s, b->later_s);
	ev_timer_set(&b->later, b->later_s, 0.);
	ev_timer_start(b->ev, &b->later);
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
	struct inbox *b = w->data;
	scope(text) summary = {0};
	bool more = false;
	struct error err;

	(void)events;
	if (!b->ready(b->context, &err) || !b->kind->step(b->job, &more, &summary, &err)) {
		try_later(b, b->path, &err);
		end_job(b);
		return;
	}
	say(text_get(&summary));
	if (more) {
		ev_timer_start(ev, &b->step);
		return;
	}
	b->later_s = LATER_FIRST_S / 2;
	end_job(b);
}

/* One that has gone meanwhile was none. */
static void refuse(struct inbox *b, const char *path, const char *why)
{
	static const char program[] = "deadlinectl: ";
	struct error err;

	if (access(path, F_OK) < 0)
		return;
	why += strncmp(why, program, strlen(program)) ? 0 : strlen(program);
	if (!b->ready(b->context, &err) || !b->kind->refuse(b->engine, path, why, &err))
		try_later(b, path, &err);
}

static void on_read(void *context, const char *path, struct text *json, const struct error *why)
{
	struct inbox *b = context;

	if (!json) {
		refuse(b, path, why->s);
		return;
	}
	b->path = strdup(path);
	if (!b->path)
		abort();
	b->job = b->kind->open(b->engine, path, json);
	intake_wait(b->intake);
	ev_timer_start(b->ev, &b->step);
}

/* Nothing is concluded from what is there when a folder could not be listed. */
static void take_stock(struct inbox *b, bool read_all)
{
	scope(arena) arena = {0};
	scope(errors) mistakes = {0};
	struct names files = {0};
	struct error err;

	watch_files(b->paths, &arena, &files, &mistakes);
	for (size_t i = 0; i < files.n && read_all; i++)
		if (b->kind->settles)
			watch_note(b->watch, files.at[i]);
		else
			intake_add(b->intake, &b->reading, files.at[i]);
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_ERROR, "%s: %s", m->file, m->message);
	if (mistakes.mistakes || !b->kind->stock)
		return;
	if (!b->ready(b->context, &err) || !b->kind->stock(b->engine, &files, &err))
		try_later(b, "what is there", &err);
}

static void on_later(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)ev;
	(void)events;
	take_stock(w->data, true);
}

static void on_file(void *context, const char *path, bool gone)
{
	struct inbox *b = context;

	b->later_s = LATER_FIRST_S / 2;
	if (gone)
		take_stock(b, false);
	else
		intake_add(b->intake, &b->reading, path);
}

void inbox_open(const struct inbox_kind *kind, struct ev_loop *ev, struct engine *e,
    struct intake *in, inbox_ready *ready, void *context, struct inbox **out)
{
	struct inbox *b = calloc(1, sizeof *b);

	if (!b)
		abort();
	*b = (struct inbox){.kind = kind,
	    .ev = ev,
	    .engine = e,
	    .intake = in,
	    .reading = {kind->command, on_read, b},
	    .ready = ready,
	    .context = context,
	    .later_s = LATER_FIRST_S / 2};
	ev_timer_init(&b->step, on_step, 0., 0.);
	ev_timer_init(&b->later, on_later, 0., 0.);
	b->step.data = b->later.data = b;
	*out = b;
}

void inbox_use(struct inbox *b, const struct names *paths)
{
	scope(errors) mistakes = {0};

	end_job(b);
	watch_close(b->watch);
	b->watch = NULL;
	b->paths = paths;
	if (paths->n)
		watch_open(b->ev, paths, on_file, b, &b->watch, &mistakes);
	list_each (const struct mistake *, m, mistakes.list)
		log_event(LOG_WARNING, "%s: %s", m->file, m->message);
	take_stock(b, true);
}

bool inbox_busy(const struct inbox *b)
{
	return b->job || watch_busy(b->watch);
}

void inbox_close(struct inbox *b)
{
	if (!b)
		return;
	drop_job(b);
	ev_timer_stop(b->ev, &b->later);
	watch_close(b->watch);
	free(b);
}
