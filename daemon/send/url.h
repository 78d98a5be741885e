#ifndef SEND_URL_H
#define SEND_URL_H
#include <stdbool.h>
#include "base/span.h"
#include "base/text.h"

/* An http or https URL taken apart (RFC 3986). The parts are pieces of it and live as long; absent ones are empty. */
struct url {
	struct span scheme; /* "https" */
	struct span user;   /* "name:password", as written */
	struct span host;   /* with its port as written: "example.org:8443", "[::1]" */
	struct span target; /* path and query, "" for "https://example.org"; no fragment */
};

struct url url_split(const char *s);
/* Append the origin (RFC 6454): scheme, host and port, as libcurl wants to connect to it. */
void url_add_origin(const struct url *u, struct text *out);
/* Append what the Host header says: the name in ASCII (IDNA), without the port that the scheme has anyway. */
void url_add_host(const struct url *u, struct text *out);
/* Append what stands in the request's line: from "/" on, what is not ASCII as %XX. */
void url_add_target(const struct url *u, struct text *out);
/* Append user and password as they were meant, without %XX: "name:password". */
void url_add_user(const struct url *u, struct text *out);
#endif
