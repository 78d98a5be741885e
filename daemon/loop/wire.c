/* The one place where bytes pass between a socket and a dialogue. libcurl's send and receive stand between, for it may
 * be TLS; they never block. */
#include "loop/wire.h"
#include "loop/trace.h"

static void watch(struct wire *w, int events)
{
	if (w->io.events == events && ev_is_active(&w->io))
		return;
	ev_io_stop(w->ev, &w->io);
	ev_io_set(&w->io, w->io.fd, events);
	ev_io_start(w->ev, &w->io);
}

void wire_flush(struct wire *w)
{
	const char *bytes;
	size_t n, written;

	while ((bytes = w->use->output(w, &n)), n > 0) {
		CURLcode code = curl_easy_send(w->job.easy, bytes, n, &written);

		if (code == CURLE_AGAIN || (code == CURLE_OK && written == 0)) {
			watch(w, EV_READ | EV_WRITE);
			return;
		}
		if (code != CURLE_OK) {
			w->use->lost(w, curl_easy_strerror(code));
			return;
		}
		if (w->trace)
			dialogue_add(w->trace, DIALOGUE_OURS, bytes, written);
		w->use->wrote(w, written);
	}
	watch(w, EV_READ);
}

/* What TLS may still hold back no socket tells, so there it is read until nothing comes or nothing is awaited; else a
 * short read was the last one for now. */
static void receive(struct wire *w)
{
	char buffer[8192];
	CURLcode code;
	size_t n = 0;

	while (
	    (code = curl_easy_recv(w->job.easy, buffer, sizeof buffer, &n)) == CURLE_OK && n > 0) {
		if (w->trace)
			dialogue_add(w->trace, DIALOGUE_THEIRS, buffer, n);
		if (!w->use->input(w, buffer, n) || (w->plain && n < sizeof buffer))
			return;
	}
	if (code != CURLE_AGAIN)
		w->use->lost(w, code == CURLE_OK ? "the server hung up" : curl_easy_strerror(code));
}

static void on_io(struct ev_loop *ev, ev_io *io, int events)
{
	struct wire *w = io->data;

	(void)ev;
	if (events & EV_READ)
		receive(w);
	w->use->step(w);
}

static void on_timer(struct ev_loop *ev, ev_timer *timer, int events)
{
	struct wire *w = timer->data;

	(void)ev;
	(void)events;
	w->use->late(w);
}

static void on_made(struct multi_job *job, CURLcode code)
{
	struct wire *w = (struct wire *)job;
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (code == CURLE_OK)
		curl_easy_getinfo(job->easy, CURLINFO_ACTIVESOCKET, &fd);
	if (code == CURLE_OK && fd == CURL_SOCKET_BAD)
		code = CURLE_COULDNT_CONNECT;
	if (code == CURLE_OK) {
		ev_io_set(&w->io, fd, EV_READ);
		w->made = true;
	}
	w->use->made(w, code);
}

void wire_open(struct wire *w, const struct wire_use *use, struct multi *m, struct ev_loop *ev,
    const char *protocols, const char *ca_file)
{
	*w = (struct wire){.use = use, .multi = m, .ev = ev};
	ev_init(&w->io, on_io);
	ev_init(&w->timer, on_timer);
	w->io.data = w->timer.data = w;
	w->job.done = on_made;
	multi_easy(&w->job, protocols, ca_file);
	curl_easy_setopt(w->job.easy, CURLOPT_CONNECT_ONLY, 1L);
}

void wire_connect(struct wire *w)
{
	multi_start(w->multi, &w->job);
}

void wire_wait(struct wire *w, double seconds)
{
	w->timer.repeat = seconds;
	ev_timer_again(w->ev, &w->timer);
}

void wire_trace(struct wire *w, struct dialogue *trace)
{
	if (w->trace || trace)
		trace_attach(w->job.easy, trace);
	w->trace = trace;
}

void wire_close(struct wire *w)
{
	ev_io_stop(w->ev, &w->io);
	ev_timer_stop(w->ev, &w->timer);
	multi_stop(w->multi, &w->job);
}
