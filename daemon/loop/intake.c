/* The confined reader. The child gets an empty environment (our secrets' places are none of its
 * business), may write no file, and dies at its limits; the parent keeps nothing of it but its
 * JSON. */
#include "loop/intake.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/confine.h"
#include "base/text.h"

enum {
	JSON_CAP_BYTES = 64 << 20,
	MEMORY_BYTES = 1 << 30,
	CPU_S = 60,
	WORDS_CAP_BYTES = 2000,
	READS_AT_ONCE = 64 /* more than a pipe holds: what a dead child left is read at once */
};
static const double WALL_S = 120.;

struct waiting {
	struct waiting *next;
	const struct intake_kind *kind;
	char path[];
};
struct intake {
	struct ev_loop *ev;
	const char *program, *lexicon;
	struct waiting *first;
	pid_t pid; /* 0: no child */
	ev_child child;
	ev_io out, words; /* its standard output and standard error */
	ev_timer limit;
	struct text json, said;
	bool late, waits;
};

static void intake_next(struct intake *in);

/* Runs in the child. The limits are the kernel's; a parser gone wrong cannot lift them. */
static void become_reader(const struct intake *in, int out, int words)
{
	const char *path = in->first->path, *command = in->first->kind->command;
	const char *with[] = {
	    in->program, command, "--json", "--lexicon", in->lexicon, "--", path, NULL};
	const char *without[] = {in->program, command, "--json", "--", path, NULL};
	const char *data = getenv("DEADLINED_DATA");
	char variable[PATH_MAX], *environment[2] = {variable, NULL};
	sigset_t none;

	snprintf(variable, sizeof variable, "%s%s", data ? "DEADLINED_DATA=" : "",
	    data ? data : "LANG=C");
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	confine_reader(CPU_S, MEMORY_BYTES);
	dup2(out, STDOUT_FILENO);
	dup2(words, STDERR_FILENO);
	execve(in->program, (char *const *)(in->lexicon ? with : without), environment);
	dprintf(STDERR_FILENO, "%s: %s", in->program, strerror(errno));
	_exit(127);
}

static void close_pipe(struct intake *in, ev_io *io)
{
	ev_io_stop(in->ev, io);
	if (io->fd >= 0)
		close(io->fd);
	io->fd = -1;
}

/* What the child's end means, as a sentence; true when it delivered. Exit status: 0 understood, 1
 * with warnings. */
static bool verdict(const struct intake *in, int status, struct error *err)
{
	const char *path = in->first->path;

	if (in->late)
		return error_set(err,
		    "%s: reading took longer than %.0f s and was stopped; the file is left out",
		    path, WALL_S);
	if (in->json.full)
		return error_set(err, "%s: holds more than %d MiB when read; the file is left out",
		    path, JSON_CAP_BYTES >> 20);
	if (WIFSIGNALED(status))
		return error_set(err,
		    "%s: the reader was ended by signal %d (%s; its limits are %d s and %d MiB); "
		    "the file is left out",
		    path, WTERMSIG(status), strsignal(WTERMSIG(status)), CPU_S, MEMORY_BYTES >> 20);
	if (WEXITSTATUS(status) > 1)
		return error_set(
		    err, "%s", in->said.len ? in->said.s : "the reader failed without a word");
	return true;
}

static void intake_finish(struct intake *in, int status)
{
	struct waiting *w = in->first;
	struct error err;
	bool good;

	close_pipe(in, &in->out);
	close_pipe(in, &in->words);
	ev_timer_stop(in->ev, &in->limit);
	in->pid = 0;
	good = verdict(in, status, &err);
	w->kind->done(w->kind->context, w->path, good ? &in->json : NULL, good ? NULL : &err);
	in->first = w->next;
	free(w);
	intake_next(in);
}

/* False at the end of the pipe. A child that writes as fast as it is read does not hold the loop. */
static bool drain(ev_io *io, struct text *into)
{
	char buffer[16384];
	ssize_t n = 1;

	for (int i = 0; i < READS_AT_ONCE && (n = read(io->fd, buffer, sizeof buffer)) > 0; i++)
		text_addn(into, buffer, (size_t)n);
	return n != 0;
}

static void on_output(struct ev_loop *ev, ev_io *io, int events)
{
	struct intake *in = io->data;

	(void)events;
	if (!drain(io, io == &in->out ? &in->json : &in->said))
		ev_io_stop(ev, io);
	if (in->json.full && in->pid)
		kill(in->pid, SIGKILL);
}

static void on_child(struct ev_loop *ev, ev_child *child, int events)
{
	struct intake *in = child->data;

	(void)events;
	ev_child_stop(ev, child);
	drain(&in->out, &in->json);
	drain(&in->words, &in->said);
	while (in->said.len && in->said.s[in->said.len - 1] == '\n')
		in->said.s[--in->said.len] = 0;
	intake_finish(in, child->rstatus);
}

static void on_limit(struct ev_loop *ev, ev_timer *timer, int events)
{
	struct intake *in = timer->data;

	(void)ev;
	(void)events;
	in->late = true;
	kill(in->pid, SIGKILL);
}

static void start_watchers(struct intake *in, int out, int words)
{
	fcntl(out, F_SETFL, O_NONBLOCK);
	fcntl(words, F_SETFL, O_NONBLOCK);
	ev_io_set(&in->out, out, EV_READ);
	ev_io_set(&in->words, words, EV_READ);
	ev_child_set(&in->child, in->pid, 0);
	ev_timer_set(&in->limit, WALL_S, 0.);
	ev_io_start(in->ev, &in->out);
	ev_io_start(in->ev, &in->words);
	ev_child_start(in->ev, &in->child);
	ev_timer_start(in->ev, &in->limit);
}

static void intake_next(struct intake *in)
{
	int out[2], words[2];
	pid_t pid;

	if (!in->first || in->pid || in->waits)
		return;
	text_reset(&in->json);
	text_reset(&in->said);
	in->late = false;
	if (pipe2(out, O_CLOEXEC) < 0 || pipe2(words, O_CLOEXEC) < 0)
		abort(); /* out of descriptors: the store is safe, a restart frees them */
	pid = fork();
	if (pid < 0)
		abort();
	if (pid == 0)
		become_reader(in, out[1], words[1]);
	close(out[1]);
	close(words[1]);
	in->pid = pid;
	start_watchers(in, out[0], words[0]);
}

void intake_open(struct ev_loop *ev, const char *program, struct intake **out)
{
	struct intake *in = calloc(1, sizeof *in);

	if (!in)
		abort();
	*in = (struct intake){.ev = ev, .program = program};
	in->json.cap = JSON_CAP_BYTES;
	in->said.cap = WORDS_CAP_BYTES;
	ev_init(&in->out, on_output);
	ev_init(&in->words, on_output);
	ev_init(&in->child, on_child);
	ev_init(&in->limit, on_limit);
	in->out.fd = in->words.fd = -1;
	in->out.data = in->words.data = in->child.data = in->limit.data = in;
	*out = in;
}

void intake_use(struct intake *in, const char *lexicon)
{
	in->lexicon = lexicon;
}

void intake_add(struct intake *in, const struct intake_kind *kind, const char *path)
{
	struct waiting **last = &in->first, *w;

	for (; *last; last = &(*last)->next)
		if (!strcmp((*last)->path, path) && (*last)->kind == kind &&
		    !(in->pid && *last == in->first))
			return;
	w = malloc(sizeof *w + strlen(path) + 1);
	if (!w)
		abort();
	w->next = NULL;
	w->kind = kind;
	strcpy(w->path, path);
	*last = w;
	intake_next(in);
}

void intake_wait(struct intake *in)
{
	in->waits = true;
}

void intake_go(struct intake *in)
{
	in->waits = false;
	intake_next(in);
}

bool intake_busy(const struct intake *in)
{
	return in->first != NULL;
}

void intake_close(struct intake *in)
{
	if (!in)
		return;
	if (in->pid) {
		kill(in->pid, SIGKILL);
		waitpid(in->pid, NULL, 0);
	}
	close_pipe(in, &in->out);
	close_pipe(in, &in->words);
	ev_child_stop(in->ev, &in->child);
	ev_timer_stop(in->ev, &in->limit);
	while (in->first) {
		struct waiting *w = in->first;

		in->first = w->next;
		free(w);
	}
	text_release(&in->json);
	text_release(&in->said);
	free(in);
}
