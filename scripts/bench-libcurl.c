/* How fast libcurl alone is: N POSTs of 2,048 bytes over C kept-alive connections, its multi handle on libev, nothing
 * stored and nothing judged. The ceiling of whatever sends through libcurl: `make bench` prints it beside our rate.
 * Usage: bench-libcurl URL N C [CA-FILE]; prints requests a second. */
#include <curl/curl.h>
#include <ev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BODY_BYTES = 2048 };

struct bench {
	struct ev_loop *ev;
	CURLM *multi;
	ev_timer timer;
	long left, flying, failed;
};

static void start(struct bench *b, CURL *easy)
{
	if (!b->left)
		return;
	b->left--;
	b->flying++;
	curl_multi_add_handle(b->multi, easy);
}

static void collect(struct bench *b)
{
	CURLMsg *message;
	int more;

	while ((message = curl_multi_info_read(b->multi, &more))) {
		CURL *easy = message->easy_handle;

		b->failed += message->data.result != CURLE_OK;
		b->flying--;
		curl_multi_remove_handle(b->multi, easy);
		start(b, easy);
	}
	if (!b->flying)
		ev_break(b->ev, EVBREAK_ALL);
}

static void on_socket(struct ev_loop *ev, ev_io *w, int events)
{
	struct bench *b = w->data;
	int running, flags = (events & EV_READ ? CURL_CSELECT_IN : 0) |
			     (events & EV_WRITE ? CURL_CSELECT_OUT : 0);

	(void)ev;
	curl_multi_socket_action(b->multi, w->fd, flags, &running);
	collect(b);
}

static void on_timeout(struct ev_loop *ev, ev_timer *w, int events)
{
	struct bench *b = w->data;
	int running;

	(void)ev;
	(void)events;
	curl_multi_socket_action(b->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	collect(b);
}

static int set_timeout(CURLM *multi, long ms, void *context)
{
	struct bench *b = context;

	(void)multi;
	ev_timer_stop(b->ev, &b->timer);
	ev_timer_set(&b->timer, (double)ms / 1000, 0.);
	if (ms >= 0)
		ev_timer_start(b->ev, &b->timer);
	return 0;
}

static int set_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *watcher)
{
	struct bench *b = context;
	ev_io *w = watcher ? watcher : calloc(1, sizeof *w);

	(void)easy;
	ev_io_stop(b->ev, w);
	ev_io_init(w, on_socket, fd,
	    (what & CURL_POLL_IN ? EV_READ : 0) | (what & CURL_POLL_OUT ? EV_WRITE : 0));
	w->data = b;
	if (what == CURL_POLL_REMOVE) {
		curl_multi_assign(b->multi, fd, NULL);
		free(w);
		return 0;
	}
	curl_multi_assign(b->multi, fd, w);
	ev_io_start(b->ev, w);
	return 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *context)
{
	(void)bytes;
	(void)context;
	return size * n;
}

static CURL *new_request(char **arguments, struct curl_slist *headers, const char *body)
{
	CURL *easy = curl_easy_init();

	curl_easy_setopt(easy, CURLOPT_URL, arguments[1]);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)BODY_BYTES);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	curl_easy_setopt(easy, CURLOPT_CAINFO, arguments[4]);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	return easy;
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **arguments)
{
	struct bench b = {.ev = ev_default_loop(0), .multi = curl_multi_init()};
	struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
	static char body[BODY_BYTES];
	double began = seconds();
	long n;

	if (argc < 4)
		return 2;
	n = b.left = atol(arguments[2]);
	memset(body, 'x', sizeof body);
	headers = curl_slist_append(headers, "Expect:");
	ev_timer_init(&b.timer, on_timeout, 0., 0.);
	b.timer.data = &b;
	curl_multi_setopt(b.multi, CURLMOPT_SOCKETFUNCTION, set_socket);
	curl_multi_setopt(b.multi, CURLMOPT_SOCKETDATA, &b);
	curl_multi_setopt(b.multi, CURLMOPT_TIMERFUNCTION, set_timeout);
	curl_multi_setopt(b.multi, CURLMOPT_TIMERDATA, &b);
	for (int i = atoi(arguments[3]); i > 0; i--)
		start(&b, new_request(arguments, headers, body));
	ev_run(b.ev, 0);
	printf("%.0f\n", (double)n / (seconds() - began));
	return b.failed ? 1 : 0;
}
