/* inotify on folders: a single file is watched through its folder, because editors replace files
 * instead of writing them. Changes settle in a small list until nothing has come for QUIET_S. */
#include "loop/watch.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"

static const double QUIET_S = 0.3;

struct place {
	int id;
	const char *folder;
	const char *only; /* a single file's name; NULL: every file */
};
struct watch {
	struct ev_loop *ev;
	ev_io io;
	ev_timer quiet;
	struct arena arena, changed_arena;
	list_of(struct place) places;
	struct names changed;
	watch_seen *seen;
	void *context;
};

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* The same file may change many times while it settles; it is read once. */
static void note_change(struct watch *w, const char *path)
{
	for (size_t i = 0; i < w->changed.n; i++)
		if (!strcmp(w->changed.at[i], path))
			return;
	*list_push(&w->changed_arena, &w->changed) = arena_dup(&w->changed_arena, path);
}

static void note_event(struct watch *w, const struct inotify_event *e)
{
	list_each (const struct place *, p, w->places) {
		char path[PATH_MAX];

		if (p->id != e->wd || !e->len || e->name[0] == '.')
			continue;
		if (p->only && strcmp(p->only, e->name))
			continue;
		snprintf(path, sizeof path, "%s/%s", p->folder, e->name);
		note_change(w, path);
	}
}

static void on_inotify(struct ev_loop *ev, ev_io *io, int events)
{
	struct watch *w = io->data;
	char buffer[8192] __attribute__((aligned(__alignof__(struct inotify_event))));
	ssize_t n;

	(void)events;
	while ((n = read(io->fd, buffer, sizeof buffer)) > 0)
		for (char *p = buffer; p < buffer + n;) {
			const struct inotify_event *e = (const struct inotify_event *)p;

			note_event(w, e);
			p += sizeof *e + e->len;
		}
	if (w->changed.n)
		ev_timer_again(ev, &w->quiet);
}

static void on_quiet(struct ev_loop *ev, ev_timer *timer, int events)
{
	struct watch *w = timer->data;
	struct arena arena = w->changed_arena;
	struct names changed = w->changed;

	(void)events;
	ev_timer_stop(ev, timer);
	w->changed = (struct names){0};
	w->changed_arena = (struct arena){0};
	for (size_t i = 0; i < changed.n; i++)
		w->seen(w->context, changed.at[i], !is_file(changed.at[i]));
	arena_release(&arena);
}

static void watch_place(struct watch *w, int fd, const char *path, struct errors *mistakes)
{
	char *folder = arena_dup(&w->arena, path), *slash = strrchr(folder, '/');
	const char *only = NULL;
	int id;

	if (!file_is_folder(path)) {
		only = slash ? slash + 1 : path;
		if (slash)
			*slash = 0;
		folder = slash ? folder : arena_dup(&w->arena, ".");
	}
	id = inotify_add_watch(fd, folder[0] ? folder : "/",
	    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR);
	if (id < 0)
		errors_warn(mistakes, path, 0,
		    "cannot be watched (%s); changes are read at reload only", strerror(errno));
	else
		*list_push(&w->arena, &w->places) = (struct place){id, folder, only};
}

void watch_open(struct ev_loop *ev, const struct names *paths, watch_seen *seen, void *context,
    struct watch **out, struct errors *mistakes)
{
	struct watch *w = calloc(1, sizeof *w);
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (!w)
		abort();
	*w = (struct watch){.ev = ev, .seen = seen, .context = context};
	ev_io_init(&w->io, on_inotify, fd, EV_READ);
	ev_timer_init(&w->quiet, on_quiet, 0., QUIET_S);
	w->io.data = w->quiet.data = w;
	if (fd < 0)
		errors_warn(mistakes, "notices", 0,
		    "cannot be watched (%s); changes are read at reload only", strerror(errno));
	for (size_t i = 0; fd >= 0 && i < paths->n; i++)
		watch_place(w, fd, paths->at[i], mistakes);
	if (fd >= 0)
		ev_io_start(ev, &w->io);
	*out = w;
}

bool watch_busy(const struct watch *w)
{
	return w && w->changed.n > 0;
}

void watch_files(
    const struct names *paths, struct arena *a, struct names *out, struct errors *mistakes)
{
	for (size_t i = 0; i < paths->n; i++) {
		struct names found = {0};
		struct error err;

		if (!file_is_folder(paths->at[i])) {
			*list_push(a, out) = paths->at[i];
			continue;
		}
		if (!file_names(paths->at[i], a, &found, &err))
			errors_add(mistakes, paths->at[i], 0, "%s", err.s);
		for (size_t k = 0; k < found.n; k++) {
			const char *path = arena_printf(a, "%s/%s", paths->at[i], found.at[k]);

			if (is_file(path))
				*list_push(a, out) = path;
		}
	}
}

void watch_close(struct watch *w)
{
	if (!w)
		return;
	ev_io_stop(w->ev, &w->io);
	ev_timer_stop(w->ev, &w->quiet);
	if (w->io.fd >= 0)
		close(w->io.fd);
	arena_release(&w->arena);
	arena_release(&w->changed_arena);
	free(w);
}
