#ifndef SEND_SERVICE_H
#define SEND_SERVICE_H
#include "base/json.h"
#include "send/channel.h"

/* What the files service_NAME.c share. Adding a service: one such file, and its name here. */
#define SERVICES(X)                                                                                \
	X(smtp)                                                                                    \
	X(maildir)                                                                                 \
	X(webhook)                                                                                 \
	X(wecom)                                                                                   \
	X(dingtalk)                                                                                \
	X(feishu)                                                                                  \
	X(slack)                                                                                   \
	X(mattermost)                                                                              \
	X(rocketchat)                                                                              \
	X(discord)                                                                                 \
	X(teams)                                                                                   \
	X(gchat)                                                                                   \
	X(telegram)                                                                                \
	X(matrix)                                                                                  \
	X(ntfy)                                                                                    \
	X(gotify)                                                                                  \
	X(http)
#define SERVICE_DECLARED(name) extern const struct channel_kind service_##name;
SERVICES(SERVICE_DECLARED)

/* What a reply of a service means when status, code and words fit; the first row that fits
 * decides. */
#define ANY_CODE INT64_MIN
struct service_rule {
	int status;   /* 0: any */
	int64_t code; /* in the body; ANY_CODE */
	/* Words in the body's message, case ignored, alternatives by '|'; NULL: any. */
	const char *words;
	enum verdict_kind kind;
	int after_s;
	const char *means; /* NULL ends the table */
};
/* How a service answers. */
struct service_dialect {
	const char
	    *codes[2]; /* where the code stands, the first that is there; "a.b": b inside a */
	const char *words[3]; /* where the message stands; none: the body itself */
	const char *wait; /* where the seconds to wait stand (milliseconds when it ends with _ms) */
	int again_s; /* instead of a row's after_s, when the endpoint was failing already; 0: as that */
	/* Was the documented success read? `body` is NULL when it is no JSON. */
	bool (*success)(const struct reply *r, const json_t *body);
	const struct service_rule *rules;
};

/* The verdict by dialect: success, then the rules, then the status, then busy words; else a few
 * more tries. */
struct verdict service_judge(const struct service_dialect *d, const struct reply *r, moment now);
/* The value at "a.b.c"; NULL when it is not there. */
const json_t *service_value(const json_t *body, const char *path);

/* A JSON string; broken UTF-8 becomes U+FFFD, NULL "". */
json_t *service_text(const char *s);
/* Append a JSON value and release it. */
void service_add_json(struct text *out, json_t *value);
/* Append the subject, cut to 60 characters with …: at most 183 bytes. */
void service_add_title(struct text *out, const struct letter *l);
/* Append the chat body, after a heading with the title when `titled`; behind it the mentions of
 * those whom the letter is to, and the channel's keyword when it is missing. All in the kind's
 * markup. */
void service_add_chat(
    struct text *out, const struct channel *c, const struct letter *l, bool titled);
/* The next of the addresses in a list "a, b", of which only [A-Za-z0-9._@:+-] is kept; false at
 * the end. */
bool service_next_address(const char **list, struct text *out);
/* base + suffix with one slash between them; base alone when it ends with the suffix. Allocated
 * in a. */
const char *service_url(struct arena *a, const char *base, const char *suffix);
/* Does somebody have to act at once: the letter is urgent or tells of something overdue? */
bool service_is_alarm(const struct letter *l);
/* A POST of JSON to url. Everything allocated or borrowed lives as long as a. */
void service_post(
    struct request *out, struct arena *a, const char *url, const char *body, size_t n);
void service_add_header(struct request *out, struct arena *a, const char *name, const char *value);
/* "Authorization: Bearer TOKEN" when there is a token. */
void service_add_bearer(struct request *out, struct arena *a, const char *token);
/* The kind's default request: a POST of the body to the channel's URL. */
void service_request(const struct channel *c, const char *id, const char *body, size_t n,
    moment now, struct arena *a, struct request *out);
#endif
