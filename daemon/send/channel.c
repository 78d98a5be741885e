/* The table of kinds, and what is the same for all of them: settings, endpoint, measure, and the
 * blanking of secrets, which for most chat services are parts of the URL. */
#include "send/channel.h"
#include "base/crypto.h"
#include "base/utf8.h"
#include "send/service.h"
#include "send/url.h"

#define SERVICE_LISTED(name) &service_##name,
static const struct channel_kind *const kinds[] = {SERVICES(SERVICE_LISTED)};

const struct channel_kind *channel_kind_at(size_t i)
{
	return i < sizeof kinds / sizeof *kinds ? kinds[i] : NULL;
}

const struct channel_kind *channel_kind_find(const char *name)
{
	const struct channel_kind *k;

	for (size_t i = 0; (k = channel_kind_at(i)); i++)
		if (!strcmp(k->name, name))
			return k;
	return NULL;
}

const char *channel_option(const struct channel *c, const char *key, const char *otherwise)
{
	list_each (const struct channel_option *, o, c->options)
		if (!strcmp(o->key, key))
			return o->value;
	return otherwise;
}

void channel_add_endpoint(const struct channel *c, struct text *out)
{
	struct url url = url_split(c->url ? c->url : "");
	unsigned char sum[SHA256_BYTES];
	scope(text) secret = {0};

	text_addf(out, "%s:", c->kind->name);
	if (c->kind->carrier == CARRIER_MAILDIR) {
		text_add(out, c->path ? c->path : "");
		return;
	}
	text_addf(&secret, "%s\n%s", c->url ? c->url : "", c->user ? c->user : "");
	for (const struct channel_setting *s = c->kind->settings; s && s->key; s++)
		if (s->secret)
			text_addf(&secret, "\n%s", channel_option(c, s->key, ""));
	crypto_sha256(secret.s, secret.len, sum);
	text_addn(out, url.host.s, url.host.n);
	text_addc(out, ':');
	crypto_add_hex(out, sum, 8);
}

/* How a JSON string is longer than its text. */
static size_t escapes_of(const char *s, size_t n)
{
	size_t more = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (strchr("\"\\\n\r\t\b\f", c) && c)
			more++;
		else if (c < ' ')
			more += 5;
	}
	return more;
}

size_t channel_measure(const struct channel_kind *k, const char *chat, size_t n)
{
	return (k->limit_in_bytes ? n : utf8_length(chat, n)) +
	       (k->limit_on_body ? escapes_of(chat, n) : 0);
}

static bool check_url(const struct channel *c, struct error *err)
{
	if (!c->kind->needs_url)
		return true;
	if (!c->url || !*c->url)
		return error_set(
		    err, "url: a channel of type \"%s\" needs url or url_file", c->kind->name);
	if (c->kind->carrier == CARRIER_HTTP && strncmp(c->url, "https://", 8) != 0 &&
	    strncmp(c->url, "http://", 7) != 0)
		return error_set(err, "url: it has to begin with https:// (or http://)");
	for (const char *p = c->url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return error_set(
			    err, "url: it holds a space or a line break; write it on one line");
	return true;
}

bool channel_check(const struct channel *c, struct error *err)
{
	if (!check_url(c, err))
		return false;
	for (const struct channel_setting *s = c->kind->settings; s && s->key; s++)
		if (s->required && !*channel_option(c, s->key, ""))
			return error_set(err, "%s: is missing: %s", s->key, s->means);
	return !c->kind->check || c->kind->check(c, err);
}

/* A secret, and from how many characters on it is one: shorter pieces of a URL are words. */
enum { PIECE_LEAST = 8, SECRET_LEAST = 3 };

static size_t match(const char *at, const char *secret, size_t n, size_t least)
{
	return n >= least && !strncmp(at, secret, n) ? n : 0;
}

/* The longest piece of the URL behind its host that stands here; a parameter's name is none. */
static size_t match_url(const char *at, const char *url)
{
	const char *p = url ? strstr(url, "://") : NULL;
	size_t longest = 0;

	p = p ? p + 3 + strcspn(p + 3, "/?#") : "";
	while (*p) {
		size_t n = strcspn(p, "/?#&="),
		       found = p[n] == '=' ? 0 : match(at, p, n, PIECE_LEAST);
		longest = found > longest ? found : longest;
		p += n + (p[n] != 0);
	}
	return longest;
}

static size_t match_secret(const struct channel *c, const char *at)
{
	size_t n = match_url(at, c->url);

	if (!n && c->password)
		n = match(at, c->password, strlen(c->password), SECRET_LEAST);
	for (size_t i = 0; i < c->secrets.n && !n; i++)
		n = match(at, c->secrets.at[i], strlen(c->secrets.at[i]), SECRET_LEAST);
	for (const struct channel_setting *s = c->kind->settings; s && s->key && !n; s++) {
		const char *value = channel_option(c, s->key, "");
		n = s->secret ? match(at, value, strlen(value), SECRET_LEAST) : 0;
	}
	return n;
}

void channel_add_blanked(const struct channel *c, struct text *out, const char *s)
{
	while (*s) {
		size_t n = match_secret(c, s);
		if (n)
			text_add(out, "***");
		else
			text_addc(out, *s);
		s += n ? n : 1;
	}
}

struct verdict channel_judge(const struct channel *c, const struct reply *r, moment now)
{
	struct verdict v = c->kind->judge(c, r, now), blanked;
	scope(text) reason = {0};

	if (r->status && !r->body_n)
		return v; /* its words are all ours */
	channel_add_blanked(c, &reason, v.reason);
	blanked = verdict_make(v.kind, "%s", text_get(&reason));
	memcpy(v.reason, blanked.reason, sizeof v.reason);
	return v;
}
