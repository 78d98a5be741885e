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
/* A file that has changed, and how it was when that was seen. */
struct change {
	const char *path;
	struct stat was;
};
struct changes {
	struct change *at;
	size_t n, room;
};
struct watch {
	struct ev_loop *ev;
	ev_io io;
	ev_timer quiet;
	struct arena arena, changed_arena;
	list_of(struct place) places;
	struct changes changed;
	watch_seen *seen;
	void *context;
};

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static void look_at(struct change *c)
{
	if (stat(c->path, &c->was) < 0)
		c->was = (struct stat){0};
}

/* The same file may change many times while it settles; it is read once. */
static void note_change(struct watch *w, const char *path)
{
	struct change *fresh;

	list_each (struct change *, c, w->changed)
		if (!strcmp(c->path, path)) {
			look_at(c);
			return;
		}
	fresh = list_push(&w->changed_arena, &w->changed);
	fresh->path = arena_dup(&w->changed_arena, path);
	look_at(fresh);
}

/* Has it stayed as it was when it was last looked at? Who writes through a share may do so in pieces. */
static bool is_settled(struct change *c)
{
	struct stat was = c->was;

	look_at(c);
	return was.st_size == c->was.st_size && was.st_ino == c->was.st_ino &&
	       was.st_mtim.tv_sec == c->was.st_mtim.tv_sec &&
	       was.st_mtim.tv_nsec == c->was.st_mtim.tv_nsec;
}

static bool ends_with(const char *s, const char *ending)
{
	size_t n = strlen(s), m = strlen(ending);

	return n > m && !strcmp(s + n - m, ending);
}

/* What editors, office programs and copying leave beside a file while they work on it. */
static bool is_passing(const char *name)
{
	static const char *const endings[] = {
	    "~", ".tmp", ".part", ".partial", ".swp", ".crdownload"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(name, endings[i]))
			return true;
	return name[0] == '.' || !strncmp(name, "~$", 2);
}

static void note_event(struct watch *w, const struct inotify_event *e)
{
	list_each (const struct place *, p, w->places) {
		char path[PATH_MAX];

		if (p->id != e->wd || !e->len || is_passing(e->name))
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
	struct changes changed = w->changed;
	bool settled = true;

	(void)events;
	list_each (struct change *, c, changed)
		settled &= is_settled(c);
	if (!settled) /* the timer repeats */
		return;
	ev_timer_stop(ev, timer);
	w->changed = (struct changes){0};
	w->changed_arena = (struct arena){0};
	list_each (const struct change *, c, changed)
		w->seen(w->context, c->path, !is_file(c->path));
	arena_release(&arena);
}

void watch_note(struct watch *w, const char *path)
{
	note_change(w, path);
	ev_timer_again(w->ev, &w->quiet);
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

			if (is_file(path) && !is_passing(found.at[k]))
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
