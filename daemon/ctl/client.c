/* One request over the control socket. The sentences matter most: who asks while no daemon runs is to learn where it was
 * looked for and what to do. */
#include "ctl/client.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { WAIT_S = 30, PART_BYTES = 1 << 16 };

struct line {
	int fd;
};

static void line_release(struct line *l)
{
	if (l->fd >= 0)
		close(l->fd);
}

static bool explain(const char *path, int why, struct error *err)
{
	if (why == EACCES || why == EPERM)
		return error_set(err,
		    "%s: you may not talk to deadlined; ask as root or as a member of the socket's "
		    "group",
		    path);
	if (why == ENOENT || why == ECONNREFUSED)
		return error_set(err,
		    "deadlined does not run, or not here: nobody answers at %s; start it "
		    "(systemctl start "
		    "deadlined), or name its socket with --socket PATH or its configuration with "
		    "-c FILE",
		    path);
	return error_set(err, "%s: cannot be reached: %s", path, strerror(why));
}

static bool dial(struct line *l, const char *path, struct error *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const struct timeval wait = {.tv_sec = WAIT_S};

	if (strlen(path) >= sizeof address.sun_path)
		return error_set(err, "%s: a socket's path has at most %zu bytes", path,
		    sizeof address.sun_path - 1);
	strcpy(address.sun_path, path);
	l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0 || connect(l->fd, (const struct sockaddr *)&address, sizeof address))
		return explain(path, errno, err);
	setsockopt(l->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	setsockopt(l->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
	return true;
}

static bool say(const struct line *l, const struct text *request)
{
	size_t done = 0;

	while (done < request->len) {
		ssize_t n = send(l->fd, request->s + done, request->len - done, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

/* Up to the end of the line, which stays out. */
static bool hear(const struct line *l, const char *path, struct text *reply, struct error *err)
{
	char part[PART_BYTES];
	const char *end = NULL;

	while (!end) {
		ssize_t n = recv(l->fd, part, sizeof part, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return error_set(err,
			    "%s: deadlined took the request and did not answer within %d s", path,
			    WAIT_S);
		if (n <= 0)
			return error_set(err,
			    "%s: deadlined hung up without an answer; its log says why "
			    "(journalctl -u deadlined)",
			    path);
		end = memchr(part, '\n', (size_t)n);
		text_addn(reply, part, end ? (size_t)(end - part) : (size_t)n);
	}
	return !reply->full || error_set(err, "%s: the answer is too long to be shown", path);
}

/* The reply's "ok", or its "error" as ours. */
static bool unwrap(const char *path, const struct text *reply, json_t **out, struct error *err)
{
	json_scope object = NULL;
	const char *refusal;
	json_t *ok;

	if (!json_parse(text_get(reply), reply->len, path, &object, err))
		return false;
	ok = json_object_get(object, "ok");
	refusal = json_get_text(object, "error", NULL);
	if (!ok)
		return error_set(
		    err, "%s", refusal ? refusal : "the answer says neither ok nor error");
	*out = json_incref(ok);
	return true;
}

bool client_ask(
    const char *path, const char *verb, const json_t *arguments, json_t **out, struct error *err)
{
	scope(line) line = {-1};
	scope(text) request = {0}, reply = {0};
	json_scope object = json_object();

	json_object_set_new(object, "verb", json_string(verb));
	json_object_set(object, "arguments", (json_t *)arguments);
	json_add(object, &request);
	text_addc(&request, '\n');
	if (request.full)
		return error_set(err,
		    "%s: this is more than the %u MiB that deadlined takes at once; `deadlinectl "
		    "diff OLD "
		    "NEW` compares two files without it",
		    path, TEXT_CAP >> 20);
	if (!dial(&line, path, err))
		return false;
	if (!say(&line, &request))
		return explain(path, errno, err);
	return hear(&line, path, &reply, err) && unwrap(path, &reply, out, err);
}
