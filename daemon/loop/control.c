/* Newline-delimited JSON on a Unix socket. A client that sends too much, or does not read its
 * answer, is cut off; it can never hold the loop. */
#include "loop/control.h"
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* A request may hold a notice of 100,000 rows. */
enum { REQUEST_CAP_BYTES = TEXT_CAP, CLIENTS_AT_ONCE = 64 };

struct client {
	struct control *control;
	struct client *next, **link;
	ev_io io;
	struct text in, out;
	size_t written, searched; /* of out; of in, for the end of a line */
	void *job;		  /* a verb under way: further lines wait */
	char who[80];
};
struct control {
	struct ev_loop *ev;
	ev_io io;
	char path[sizeof((struct sockaddr_un *)0)->sun_path];
	struct control_verbs verbs;
	struct client *first;
	int clients;
};

static void client_enlist(struct client *c)
{
	c->next = c->control->first;
	c->link = &c->control->first;
	if (c->next)
		c->next->link = &c->next;
	c->control->first = c;
}

static void client_free(struct client *c)
{
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	c->control->clients--;
	if (c->job)
		c->control->verbs.end(c->job);
	ev_io_stop(c->control->ev, &c->io);
	close(c->io.fd);
	text_release(&c->in);
	text_release(&c->out);
	free(c);
}

/* False when the client is gone. */
static bool client_write(struct client *c)
{
	while (c->written < c->out.len) {
		ssize_t n =
		    send(c->io.fd, c->out.s + c->written, c->out.len - c->written, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0)
			return false;
		c->written += (size_t)n;
	}
	if (c->written == c->out.len) {
		text_reset(&c->out);
		c->written = 0;
	}
	ev_io_stop(c->control->ev, &c->io);
	ev_io_set(&c->io, c->io.fd, c->out.len ? EV_READ | EV_WRITE : EV_READ);
	ev_io_start(c->control->ev, &c->io);
	return true;
}

static void answer(struct client *c, json_t *result, const struct error *err)
{
	json_scope reply = json_object();

	if (result)
		json_object_set_new(reply, "ok", result);
	else
		json_object_set_new(reply, "error", json_string(err->s));
	json_add(reply, &c->out);
	text_addc(&c->out, '\n');
}

/* What needs one step is answered at once. */
static void client_step(struct client *c)
{
	const struct control_verbs *verbs = &c->control->verbs;
	struct error err;
	bool more;
	json_t *result = verbs->step(c->job, &more, &err);

	if (more)
		return;
	answer(c, result, &err);
	verbs->end(c->job);
	c->job = NULL;
}

static void ask(struct client *c, const char *line, size_t n)
{
	const struct control_verbs *verbs = &c->control->verbs;
	json_scope request = NULL;
	struct error err;

	if (json_parse(line, n, "request", &request, &err))
		c->job = verbs->begin(verbs->context, c->who, json_get_text(request, "verb", ""),
		    json_object_get(request, "arguments"), &err);
	if (c->job)
		client_step(c);
	else
		answer(c, NULL, &err);
}

/* The lines that are there, as far as the one whose answer takes longer. */
static void client_ask(struct client *c)
{
	char *end;

	while (!c->job && c->in.len > c->searched &&
	       (end = memchr(c->in.s + c->searched, '\n', c->in.len - c->searched))) {
		size_t used = (size_t)(end - c->in.s) + 1;

		ask(c, c->in.s, used - 1);
		memmove(c->in.s, c->in.s + used, c->in.len - used + 1);
		c->in.len -= used;
		c->searched = 0;
	}
	if (!c->job)
		c->searched = c->in.len;
}

static bool client_read(struct client *c)
{
	char buffer[16384];
	ssize_t n;

	while ((n = read(c->io.fd, buffer, sizeof buffer)) > 0)
		text_addn(&c->in, buffer, (size_t)n);
	if (c->in.full || (n < 0 && errno != EAGAIN))
		return false;
	client_ask(c);
	return n != 0 || c->out.len > 0 || c->job;
}

/* The last in the list is served, and goes to its front. */
bool control_step(struct control *control)
{
	struct client *c = NULL;

	for (struct client *i = control->first; i; i = i->next)
		c = i->job ? i : c;
	if (!c)
		return false;
	client_step(c);
	client_ask(c);
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	client_enlist(c);
	if (!c->job && !client_write(c))
		client_free(c);
	return true;
}

static void on_client(struct ev_loop *ev, ev_io *io, int events)
{
	struct client *c = io->data;

	(void)ev;
	if (((events & EV_READ) && !client_read(c)) || !client_write(c))
		client_free(c);
}

static void name_peer(int fd, char *out, size_t room)
{
	struct ucred peer = {0};
	socklen_t n = sizeof peer;
	const struct passwd *user;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) < 0) {
		snprintf(out, room, "unknown");
		return;
	}
	user = getpwuid(peer.uid);
	snprintf(out, room, "%s", user ? user->pw_name : "");
	if (!user)
		snprintf(out, room, "uid:%u", (unsigned)peer.uid);
}

static void on_connect(struct ev_loop *ev, ev_io *io, int events)
{
	struct control *control = io->data;
	int fd = accept4(io->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct client *c;

	(void)events;
	if (fd < 0)
		return;
	if (control->clients >= CLIENTS_AT_ONCE) {
		close(fd);
		return;
	}
	c = calloc(1, sizeof *c);
	if (!c)
		abort();
	c->control = control;
	client_enlist(c);
	control->clients++;
	c->in.cap = REQUEST_CAP_BYTES;
	name_peer(fd, c->who, sizeof c->who);
	ev_io_init(&c->io, on_client, fd, EV_READ);
	c->io.data = c;
	ev_io_start(ev, &c->io);
}

/* A socket file that nobody answers at is a dead daemon's. */
static bool take_over(const struct sockaddr_un *address, struct error *err)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool alive = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;

	if (fd >= 0)
		close(fd);
	if (alive)
		return error_set(err,
		    "%s: another deadlined answers at this control socket; stop it first, or give "
		    "this one another "
		    "`control` path",
		    address->sun_path);
	unlink(address->sun_path);
	return true;
}

static int listen_at(const struct sockaddr_un *address, struct error *err)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (const struct sockaddr *)address, sizeof *address) < 0 ||
	    chmod(address->sun_path, 0660) < 0 || listen(fd, 16) < 0) {
		error_set(err,
		    "%s: the control socket cannot be made: %s; does its folder exist, and may the "
		    "daemon "
		    "write there?",
		    address->sun_path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

bool control_open(struct ev_loop *ev, const char *path, const struct control_verbs *verbs,
    struct control **out, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct control *c;
	int fd;

	if (strlen(path) >= sizeof address.sun_path)
		return error_set(err, "%s: a control socket's path has at most %zu bytes", path,
		    sizeof address.sun_path - 1);
	strcpy(address.sun_path, path);
	if (!take_over(&address, err))
		return false;
	fd = listen_at(&address, err);
	if (fd < 0)
		return false;
	c = calloc(1, sizeof *c);
	if (!c)
		abort();
	*c = (struct control){.ev = ev, .verbs = *verbs};
	strcpy(c->path, path);
	ev_io_init(&c->io, on_connect, fd, EV_READ);
	c->io.data = c;
	ev_io_start(ev, &c->io);
	*out = c;
	return true;
}

bool control_busy(const struct control *c)
{
	return c->clients > 0;
}

void control_close(struct control *c)
{
	if (!c)
		return;
	while (c->first)
		client_free(c->first);
	ev_io_stop(c->ev, &c->io);
	close(c->io.fd);
	unlink(c->path);
	free(c);
}
