/* libcurl's multi handle driven by libev. Its one trick: libcurl's callbacks only re-arm watchers;
 * ended transfers are collected after socket_action has returned, so that a job's `done` may start
 * or stop any other. */
#include "loop/multi.h"
#include <stdlib.h>

struct multi {
	struct ev_loop *ev;
	CURLM *handle;
	ev_timer timeout;
};

enum { CONNECT_TIMEOUT_MS = 20000, IDLE_CONNECTIONS = 64 };
static const char CA_BUNDLE[] = "/etc/ssl/certs/ca-certificates.crt";

static void multi_collect(struct multi *m)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(m->handle, &left))) {
		struct multi_job *job = NULL;
		CURLcode result = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&job);
		job->done(job, result);
	}
}

static void on_socket(struct ev_loop *ev, ev_io *w, int events)
{
	struct multi *m = w->data;
	int running, flags = 0;

	(void)ev;
	flags |= events & EV_READ ? CURL_CSELECT_IN : 0;
	flags |= events & EV_WRITE ? CURL_CSELECT_OUT : 0;
	curl_multi_socket_action(m->handle, w->fd, flags, &running);
	multi_collect(m);
}

static void on_timeout(struct ev_loop *ev, ev_timer *w, int events)
{
	struct multi *m = w->data;
	int running;

	(void)ev;
	(void)events;
	curl_multi_socket_action(m->handle, CURL_SOCKET_TIMEOUT, 0, &running);
	multi_collect(m);
}

static int set_timeout(CURLM *handle, long ms, void *context)
{
	struct multi *m = context;

	(void)handle;
	ev_timer_stop(m->ev, &m->timeout);
	if (ms < 0)
		return 0;
	ev_timer_set(&m->timeout, (double)ms / 1000, 0.);
	ev_timer_start(m->ev, &m->timeout);
	return 0;
}

static int forget_socket(struct multi *m, curl_socket_t fd, ev_io *w)
{
	if (!w)
		return 0;
	ev_io_stop(m->ev, w);
	curl_multi_assign(m->handle, fd, NULL);
	free(w);
	return 0;
}

static int set_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *watcher)
{
	struct multi *m = context;
	ev_io *w = watcher;
	int events = (what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0);

	(void)easy;
	if (what == CURL_POLL_REMOVE)
		return forget_socket(m, fd, w);
	if (!w) {
		w = calloc(1, sizeof *w);
		if (!w)
			abort();
		curl_multi_assign(m->handle, fd, w);
	}
	ev_io_stop(m->ev, w);
	ev_io_init(w, on_socket, fd, events);
	w->data = m;
	ev_io_start(m->ev, w);
	return 0;
}

bool multi_open(struct ev_loop *ev, struct multi **out, struct error *err)
{
	struct multi *m = calloc(1, sizeof *m);

	if (!m)
		abort();
	m->ev = ev;
	m->handle = curl_multi_init();
	if (!m->handle) {
		free(m);
		return error_set(err, "libcurl: no multi handle could be made; is memory short?");
	}
	ev_timer_init(&m->timeout, on_timeout, 0., 0.);
	m->timeout.data = m;
	curl_multi_setopt(m->handle, CURLMOPT_SOCKETFUNCTION, set_socket);
	curl_multi_setopt(m->handle, CURLMOPT_SOCKETDATA, m);
	curl_multi_setopt(m->handle, CURLMOPT_TIMERFUNCTION, set_timeout);
	curl_multi_setopt(m->handle, CURLMOPT_TIMERDATA, m);
	curl_multi_setopt(m->handle, CURLMOPT_MAXCONNECTS, (long)IDLE_CONNECTIONS);
	*out = m;
	return true;
}

/* Why each: a stalled resolver must not stall the loop (QUICK_EXIT), Debian's default CAPATH makes
 * every connect parse 144 roots (CAPATH NULL + CAINFO), HTTP/2 loses requests at a server's GOAWAY,
 * an environment's proxy is not ours. */
CURL *multi_easy(struct multi_job *job, const char *protocols, const char *ca_file)
{
	CURL *easy = curl_easy_init();

	if (!easy)
		abort();
	job->easy = easy;
	curl_easy_setopt(easy, CURLOPT_PRIVATE, job);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, job->detail);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file ? ca_file : CA_BUNDLE);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS);
	curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
	return easy;
}

enum failure multi_failure(CURLcode code)
{
	static const struct {
		CURLcode code;
		enum failure failure;
	} rows[] = {
	    {CURLE_OK, FAILURE_NONE},
	    {CURLE_COULDNT_RESOLVE_HOST, FAILURE_RESOLVE},
	    {CURLE_COULDNT_CONNECT, FAILURE_CONNECT},
	    {CURLE_OPERATION_TIMEDOUT, FAILURE_TIMEOUT},
	    {CURLE_SSL_CONNECT_ERROR, FAILURE_TLS},
	    {CURLE_PEER_FAILED_VERIFICATION, FAILURE_TLS},
	    {CURLE_USE_SSL_FAILED, FAILURE_TLS},
	    {CURLE_SSL_CACERT_BADFILE, FAILURE_LOCAL},
	    {CURLE_UNSUPPORTED_PROTOCOL, FAILURE_LOCAL},
	    {CURLE_URL_MALFORMAT, FAILURE_LOCAL},
	    {CURLE_OUT_OF_MEMORY, FAILURE_LOCAL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].code == code)
			return rows[i].failure;
	return FAILURE_BROKEN;
}

void multi_start(struct multi *m, struct multi_job *job)
{
	curl_multi_add_handle(m->handle, job->easy);
}

void multi_stop(struct multi *m, struct multi_job *job)
{
	if (!job->easy)
		return;
	curl_multi_remove_handle(m->handle, job->easy);
	curl_easy_cleanup(job->easy);
	job->easy = NULL;
}

void multi_close(struct multi *m)
{
	if (!m)
		return;
	curl_multi_cleanup(m->handle);
	ev_timer_stop(m->ev, &m->timeout);
	free(m);
}
