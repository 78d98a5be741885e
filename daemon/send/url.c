/* URLs come from the configuration, where they were checked, and from services, which add to them: what stands in them is
 * passed on as it is, and only what no request may hold is written otherwise. */
#include "send/url.h"
#include <stdlib.h>
#include <string.h>
#include "send/idna.h"

static struct span piece(const char *s, size_t n)
{
	return (struct span){.s = s, .n = n};
}

struct url url_split(const char *s)
{
	const char *host = strstr(s, "://"), *end, *at;
	struct url u = {.scheme = piece(s, host ? (size_t)(host - s) : 0)};

	host = host ? host + 3 : s;
	end = host + strcspn(host, "/?#");
	at = memrchr(host, '@', (size_t)(end - host));
	u.user = piece(host, at ? (size_t)(at - host) : 0);
	host = at ? at + 1 : host;
	u.host = piece(host, (size_t)(end - host));
	u.target = piece(end, strcspn(end, "#"));
	return u;
}

void url_add_origin(const struct url *u, struct text *out)
{
	text_addn(out, u->scheme.s, u->scheme.n);
	text_add(out, "://");
	text_addn(out, u->host.s, u->host.n);
}

void url_add_host(const struct url *u, struct text *out)
{
	const char *port = span_equal(u->scheme, "https") ? ":443" : ":80";
	size_t n = u->host.n, k = strlen(port);

	if (n > k && !memcmp(u->host.s + n - k, port, k))
		n -= k;
	idna_add_domain(out, u->host.s, n);
}

static bool is_plain(unsigned char c)
{
	return c > ' ' && c < 0x7f;
}

void url_add_target(const struct url *u, struct text *out)
{
	const char *s = u->target.s, *end = s + u->target.n;

	if (s == end || *s != '/')
		text_addc(out, '/');
	while (s < end) {
		const char *start = s;

		while (s < end && is_plain((unsigned char)*s))
			s++;
		text_addn(out, start, (size_t)(s - start));
		if (s < end)
			text_addf(out, "%%%02X", (unsigned char)*s++);
	}
}

void url_add_user(const struct url *u, struct text *out)
{
	for (size_t i = 0; i < u->user.n; i++) {
		unsigned byte;
		char hex[3] = "";

		if (u->user.s[i] == '%' && i + 2 < u->user.n)
			memcpy(hex, u->user.s + i + 1, 2);
		if (strspn(hex, "0123456789abcdefABCDEF") == 2) {
			byte = (unsigned)strtoul(hex, NULL, 16);
			text_addc(out, (char)byte);
			i += 2;
		} else {
			text_addc(out, u->user.s[i]);
		}
	}
}
