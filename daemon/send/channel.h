#ifndef SEND_CHANNEL_H
#define SEND_CHANNEL_H
#include "base/error.h"
#include "base/moment.h"
#include "base/text.h"
#include "send/letter.h"
#include "send/request.h"
#include "send/verdict.h"

/* How a channel carries bytes: as HTTP, by mail, into a folder. */
enum carrier { CARRIER_HTTP, CARRIER_SMTP, CARRIER_MAILDIR };
/* What a letter for it must hold. */
enum form { FORM_MAIL, FORM_CHAT, FORM_DATA };
/* How emphasis, links and colours are written in a chat body. */
enum markup {
	MARKUP_PLAIN,
	MARKUP_WECOM,
	MARKUP_DINGTALK,
	MARKUP_FEISHU,
	MARKUP_SLACK,
	MARKUP_MARKDOWN, /* with backslash escapes: Mattermost, Discord, ntfy, Gotify */
	MARKUP_ROCKETCHAT,
	MARKUP_TEAMS,
	MARKUP_GCHAT,
	MARKUP_TELEGRAM, /* its small HTML */
	MARKUP_HTML	 /* Matrix */
};
enum tls { TLS_REQUIRED, TLS_OPTIONAL, TLS_NONE, TLS_IMPLICIT };

/* A setting that only this kind has, such as `room`; of a secret, KEY_file names the file. */
struct channel_setting {
	const char *key;
	bool required, secret;
	const char *means; /* "the room's id, such as \"!abc:example.org\"": for errors */
};
struct channel_option {
	const char *key, *value;
};

struct channel;
/* One kind of channel: a row of the table in channel.c, its functions in service_NAME.c. Pure. */
struct channel_kind {
	const char *name; /* `type` in deadlined.conf */
	enum carrier carrier;
	enum form form;
	enum markup markup;
	size_t limit;	     /* of `chat` (FORM_CHAT) or of the body; 0: none */
	bool limit_in_bytes; /* else characters */
	bool limit_on_body;  /* it counts the body as sent, escapes and all */
	/* At most so many requests in so many seconds per endpoint; 0: no bucket. */
	int bucket_n, bucket_s;
	/* The bytes that are stored and sent again unchanged: no timestamp, no signature in them. */
	void (*body)(const struct channel *c, const struct letter *l, struct text *out);
	/* HTTP only: the request of this try. Allocates in a. */
	void (*request)(const struct channel *c, const char *id, const char *body, size_t n,
	    moment now, struct arena *a, struct request *out);
	/* HTTP only: what the reply means. Never SENT unless the expected success was read. */
	struct verdict (*judge)(const struct channel *c, const struct reply *r, moment now);
	/* Check the settings; adds a sentence per mistake. May be NULL. */
	bool (*check)(const struct channel *c, struct error *err);
	const struct channel_setting *settings; /* ends with a NULL key; NULL: none */
	bool needs_url;				/* `url` or `url_file` must be there */
	/* How the chat calls the one whose address (a letter's `to`) is T, and everybody ("all"). */
	const char *mention, *mention_all;
};
/* A configured way out: one entry of `channels`. Secrets are read already. Absent text is NULL. */
struct channel {
	const char *name;
	const struct channel_kind *kind;
	const char *url;
	struct names secrets; /* signing secrets; several while keys rotate */
	const char *from, *reply_to, *user, *password, *ca_file, *path; /* mail, TLS; maildir */
	const char *keyword;  /* put into every part for keyword-secured robots */
	const char *language; /* overrides the settings' */
	const char *domain;   /* of Message-IDs: of `from`, else "deadlined.invalid" */
	enum tls tls;
	int connections; /* at most so many at once to its endpoint; default 4 */
	int monthly_quota; /* so many requests a month, as the tenant's edition has it; 0: not known */
	const char *fallback;			/* "CHANNEL" or "CHANNEL:ADDRESS"; NULL: none */
	int fallback_after_s;			/* when it has failed for so long */
	list_of(struct channel_option) options; /* the kind's own settings */
};

/* The row of that name, NULL if unknown; row i of all, NULL past the end. */
const struct channel_kind *channel_kind_find(const char *name);
const struct channel_kind *channel_kind_at(size_t i);
/* The endpoint behind a channel, under which waits and buckets are kept: kind, host and a hash of
 * the secret part of the URL ("wecom:qyapi.weixin.qq.com:1f3a…"), the path of a maildir. */
void channel_add_endpoint(const struct channel *c, struct text *out);
/* The value of one of the kind's own settings; `otherwise` (may be NULL) when it is absent. */
const char *channel_option(const struct channel *c, const char *key, const char *otherwise);
/* Check all settings of one channel: required ones, the URL, the kind's own rules. */
bool channel_check(const struct channel *c, struct error *err);
/* kind->judge with all secrets blanked in the reason. */
struct verdict channel_judge(const struct channel *c, const struct reply *r, moment now);
/* Append text for people, every secret of the channel (URL, passwords, keys) in it as "***". */
void channel_add_blanked(const struct channel *c, struct text *out, const char *s);
/* How much of the kind's limit this text uses up, in the limit's own unit. */
size_t channel_measure(const struct channel_kind *k, const char *chat, size_t n);
#endif
