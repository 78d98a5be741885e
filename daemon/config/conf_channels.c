/* The section `channels`. An entry's table of keys is put together from what all channels have, what its carrier
 * needs, and the settings that its kind declares. */
#include "config/conf_channels.h"
#include "config/nearest.h"
#include "config/notify.h"
#include "config/secret.h"
#include "send/header.h"

enum { CONNECTIONS = 4, FALLBACK_AFTER_S = HOUR_S, PATIENCE_MOST_S = 30 * DAY_S };
static const struct key_range CONNECTION_RANGE = {1, 64}, QUOTA_RANGE = {1, 1000000000};
static const char *const TLS_WORDS[] = {[TLS_REQUIRED] = "required",
    [TLS_OPTIONAL] = "optional",
    [TLS_NONE] = "none",
    [TLS_IMPLICIT] = "implicit",
    NULL};
static const char UNREAD_URL[] = "https://unread.invalid/";

#define AT(member) offsetof(struct channel, member)
static key_reader key_name, key_type, key_url, key_option, key_patience;

static const struct key COMMON[] = {
    {"name", key_name, AT(name), NULL, true},
    {"type", key_type, AT(kind), NULL, true},
    {"language", key_word, AT(language), keys_languages, false},
    {"connections", key_count, AT(connections), &CONNECTION_RANGE, false},
    {"monthly_quota", key_count, AT(monthly_quota), &QUOTA_RANGE, false},
    {"fallback", key_text, AT(fallback), NULL, false},
    {"fallback_after", key_patience, AT(fallback_after_s), NULL, false},
    {0},
};
static const struct key SMTP[] = {
    {"url", key_url, AT(url), NULL, false},
    {"url_file", key_secret, AT(url), "smtp://unread.invalid", false},
    {"from", key_text, AT(from), NULL, true},
    {"reply_to", key_text, AT(reply_to), NULL, false},
    {"user", key_text, AT(user), NULL, false},
    {"password", key_bare_secret, 0, NULL, false},
    {"password_file", key_secret, AT(password), NULL, false},
    {"tls", key_choice, AT(tls), TLS_WORDS, false},
    {"ca_file", key_file, AT(ca_file), NULL, false},
    {0},
};
static const struct key HTTP[] = {
    {"url", key_url, AT(url), NULL, false},
    {"url_file", key_secret, AT(url), UNREAD_URL, false},
    {"secret", key_bare_secret, 0, NULL, false},
    {"secret_file", key_secrets, AT(secrets), NULL, false},
    {"keyword", key_text, AT(keyword), NULL, false},
    {"ca_file", key_file, AT(ca_file), NULL, false},
    {0},
};
static const struct key MAILDIR[] = {
    {"path", key_path, AT(path), NULL, true},
    {"from", key_text, AT(from), NULL, false},
    {"reply_to", key_text, AT(reply_to), NULL, false},
    {0},
};
static const struct key *const BY_CARRIER[] = {
    [CARRIER_HTTP] = HTTP, [CARRIER_SMTP] = SMTP, [CARRIER_MAILDIR] = MAILDIR};

/* For how long something may fail before it counts: minutes or hours. */
static void key_patience(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);
	struct duration d;

	(void)k;
	if (!text)
		return;
	if (!duration_parse(text, &d) || !duration_is_timed(d) || d.n <= 0 ||
	    duration_seconds(d) > PATIENCE_MOST_S)
		keys_error(r, s, "\"%s\" is no time to wait; write it as \"30m\" or \"4h\"", text);
	else
		*(int *)member = (int)duration_seconds(d);
}

/* A channel's name stands in front of the colon of "CHANNEL:ADDRESS". */
static void key_name(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s);

	(void)k;
	if (!name)
		return;
	if (strpbrk(name, ": {}") || notify_is_audience(name))
		keys_error(r, s, "\"%s\" cannot name a channel; use letters and hyphens", name);
	else if (settings_channel(r->settings, name))
		keys_error(r, s, "there is another channel \"%s\"", name);
	else
		*(const char **)member = name;
}

static void key_type(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s), *near;
	const struct channel_kind *kind = name ? channel_kind_find(name) : NULL;
	struct names known = {0};
	scope(text) all = {0};

	(void)k;
	if (kind || !name) {
		*(const struct channel_kind **)member = kind;
		return;
	}
	for (size_t i = 0; (kind = channel_kind_at(i)); i++) {
		text_addf(&all, "%s%s", i ? ", " : "", kind->name);
		*list_push(&r->settings->arena, &known) = kind->name;
	}
	near = nearest_word(name, &known);
	keys_error(r, s, "there is no type \"%s\"; %s%s", name,
	    near ? "did you mean " : "there are ", near ? near : text_get(&all));
}

/* Does the kind's URL itself open the door, as those of most chat groups do? */
static bool has_secret_url(const struct channel_kind *kind)
{
	for (const struct channel_setting *s = kind->settings; s && s->key; s++)
		if (s->secret)
			return false;
	return kind->carrier == CARRIER_HTTP && kind->form == FORM_CHAT;
}

static bool is_http(const struct channel_kind *kind)
{
	return kind && kind->carrier == CARRIER_HTTP;
}

static void key_url(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *url = keys_text(r, s), *host = url ? strstr(url, "://") : NULL;

	host = host ? host + 3 : "";
	if (!url)
		return;
	if (memchr(host, '@', strcspn(host, "/?#")))
		keys_error(r, s, "a password does not stand in this file; %s",
		    is_http(k->more) ? "write the whole URL into url_file"
				     : "use user and password_file");
	else if (k->more && has_secret_url(k->more))
		key_bare_secret(r, s, k, member);
	else
		*(const char **)member = url;
}

/* A setting of the kind's own; `more` is its name in the kind's table. */
static void key_option(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const struct channel_setting *own = k->more;
	struct channel *c = member;
	struct channel_option option = {.key = own->key};
	const struct key plain = {.name = own->key};

	(own->secret ? key_secret : key_lines)(r, s, &plain, &option.value);
	if (option.value)
		*list_push(&r->settings->arena, &c->options) = option;
}

struct rows {
	struct key *at;
	size_t n, room;
};

static void add_rows(
    struct arena *a, struct rows *out, const struct key *rows, const struct channel_kind *kind)
{
	for (; rows->name; rows++) {
		struct key *row = list_push(a, out);

		*row = *rows;
		if (row->read == key_url)
			row->more = kind;
	}
}

static void add_own(struct arena *a, struct rows *out, const struct channel_setting *own)
{
	for (; own && own->key; own++) {
		struct key row = {
		    own->key, own->secret ? key_bare_secret : key_option, 0, own, false};

		*list_push(a, out) = row;
		if (!own->secret)
			continue;
		row.name = arena_printf(a, "%s_file", own->key);
		row.read = key_option;
		*list_push(a, out) = row;
	}
}

/* The table of one entry. Of an entry without a known type only its name is looked at. */
static const struct key *rows_of(struct arena *a, const struct channel_kind *kind)
{
	struct rows rows = {0};

	add_rows(a, &rows, COMMON, kind);
	if (kind) {
		add_rows(a, &rows, BY_CARRIER[kind->carrier], kind);
		add_own(a, &rows, kind->settings);
	}
	list_push(a, &rows);
	return rows.at;
}

/* Is the host of a URL this machine itself? */
static bool is_loopback(const char *url)
{
	static const char *const hosts[] = {"localhost", "127.0.0.1", "[::1]"};
	const char *host = strstr(url, "://");

	for (size_t i = 0; host && i < sizeof hosts / sizeof *hosts; i++) {
		size_t n = strlen(hosts[i]);

		if (!strncmp(host + 3, hosts[i], n) && strchr(":/", host[3 + n]))
			return true;
	}
	return false;
}

/* What is said to the relay on this machine crosses no network, and its certificate is seldom one that can be
 * verified; who names a user or certificates means TLS. */
static void settle_open(struct reading *r, const config_setting_t *tls, struct channel *c)
{
	bool local = c->url && is_loopback(c->url);

	if (!tls && local && !c->user && !c->ca_file)
		c->tls = TLS_NONE;
	if (tls && !local && (c->tls == TLS_NONE || c->tls == TLS_OPTIONAL))
		keys_warn(r, tls, "\"%s\": mails may cross the network for everybody to read",
		    TLS_WORDS[c->tls]);
}

/* smtps:// is TLS from the first byte; anything else beside it contradicts. */
static void settle_tls(struct reading *r, const config_setting_t *group, struct channel *c)
{
	const config_setting_t *tls = config_setting_get_member(group, "tls");
	bool implicit = c->url && !strncmp(c->url, "smtps://", 8);

	if (tls && implicit != (c->tls == TLS_IMPLICIT))
		keys_error(r, tls,
		    "\"%s\" does not go with this url: smtps:// is \"implicit\", smtp:// is not",
		    TLS_WORDS[c->tls]);
	if (implicit)
		c->tls = TLS_IMPLICIT;
	else
		settle_open(r, tls, c);
}

/* What no single key shows. The sentence of channel_check() starts with the key that it is about. */
static void check_whole(struct reading *r, const config_setting_t *group, const struct channel *c)
{
	struct error err;
	const config_setting_t *s = NULL;
	scope(text) key = {0};
	size_t n;

	if (config_setting_get_member(group, "url") && config_setting_get_member(group, "url_file"))
		keys_error(r, group, "\"%s\" has url and url_file; leave one out", c->name);
	if (channel_check(c, &err))
		return;
	n = strcspn(err.s, ":");
	text_addn(&key, err.s, n);
	s = config_setting_get_member(group, text_get(&key));
	text_add(&key, "_file");
	if (!s)
		s = config_setting_get_member(group, text_get(&key));
	if (s)
		keys_error(r, s, "%s", err.s + n + strspn(err.s + n, ": "));
	else
		keys_error(r, group, "\"%s\": %s", c->name, err.s);
}

static const char *domain_of(struct arena *a, const char *from)
{
	scope(text) address = {0};
	const char *at;

	mailbox_add_address(&address, from);
	at = strrchr(text_get(&address), '@');
	return at && at[1] ? arena_dup(a, at + 1) : NULL;
}

static void read_channel(struct reading *r, const config_setting_t *group)
{
	struct settings *s = r->settings;
	struct channel c = {.connections = CONNECTIONS, .fallback_after_s = FALLBACK_AFTER_S};
	const config_setting_t *type = config_setting_get_member(group, "type");
	const char *name = type ? config_setting_get_string(type) : NULL;
	const struct channel_kind *kind = name ? channel_kind_find(name) : NULL;
	size_t mistakes = r->mistakes->mistakes;
	int unread = r->unread;

	keys_read(r, group, rows_of(&s->arena, kind), &c);
	if (kind && kind->carrier == CARRIER_SMTP)
		settle_tls(r, group, &c);
	if (c.from)
		c.domain = domain_of(&s->arena, c.from);
	if (mistakes == r->mistakes->mistakes && unread == r->unread)
		check_whole(r, group, &c);
	if (c.name)
		*list_push(&s->arena, &s->channels) = c;
}

void conf_channels_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	(void)member;
	keys_each(r, s, read_channel);
	if (config_setting_is_list(s) && !config_setting_length(s))
		keys_error(r, s, "holds no channel; leave it out for the mail folder \"drop\"");
}
