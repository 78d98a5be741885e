#ifndef LOOP_MULTI_H
#define LOOP_MULTI_H
#include <curl/curl.h>
#include <ev.h>
#include "base/error.h"
#include "send/request.h"

/* The one libcurl multi handle on the event loop, shared by HTTP (transport) and mail. */
struct multi; /* opaque */
/* One transfer. `done` is called once, outside libcurl, when it has ended; it may start and stop
 * others. */
struct multi_job {
	CURL *easy;
	void (*done)(struct multi_job *job, CURLcode result);
	char detail[CURL_ERROR_SIZE]; /* libcurl's words for a failure */
};

bool multi_open(struct ev_loop *ev, struct multi **out, struct error *err);
/* A new easy handle with every safety option of the project (no redirects, no proxy, HTTP/1.1,
 * TLS 1.2 or later, certificates verified against ca_file or the system's bundle) for the given
 * protocols. The job owns it. */
CURL *multi_easy(struct multi_job *job, const char *protocols, const char *ca_file);
/* Why no connection came about in our own words, so that judges need not know libcurl. */
enum failure multi_failure(CURLcode code);
void multi_start(struct multi *m, struct multi_job *job);
/* Take a job out (running or ended) and free its handle; `done` is not called any more. */
void multi_stop(struct multi *m, struct multi_job *job);
void multi_close(struct multi *m);
#endif
