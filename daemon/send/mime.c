/* A letter as a mail. Bodies are base64, whose alphabet has no "_", so a boundary that starts with
 * "=_" can never occur in one. */
#include "send/mime.h"
#include <string.h>
#include "base/crypto.h"
#include "send/header.h"

enum { BASE64_COLUMNS = 76 };
static const char MIXED[] = "Content-Type: multipart/mixed;\r\n boundary=\"";
static const char CALENDAR[] = "Content-Type: text/calendar";

const char *mime_domain(const struct channel *c)
{
	return c->domain && *c->domain ? c->domain : "deadlined.invalid";
}

void mime_add_message_id(struct text *out, const struct channel *c, const char *id)
{
	text_addc(out, '<');
	header_add_atom(out, id);
	text_addf(out, "@%s>", mime_domain(c));
}

static void add_id_header(
    struct text *out, const char *name, const struct channel *c, const char *id)
{
	scope(text) value = {0};

	mime_add_message_id(&value, c, id);
	header_add_plain(out, name, "%s", value.s);
}

static void add_list_headers(struct text *out, const struct channel *c, const struct letter *l)
{
	if (l->list) {
		scope(text) atom = {0};
		header_add_atom(&atom, l->list);
		header_add_plain(
		    out, "List-Id", "<%s.deadlined.%s>", text_get(&atom), mime_domain(c));
	}
	if (l->leave) {
		header_add_plain(out, "List-Unsubscribe", "<%s>", l->leave);
		header_add_plain(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
	} else if (c->reply_to) {
		scope(text) address = {0};
		mailbox_add_address(&address, c->reply_to);
		if (mailbox_is_address(text_get(&address)))
			header_add_plain(out, "List-Owner", "<mailto:%s>", address.s);
	}
}

static void add_headers(struct text *out, const struct channel *c, const struct letter *l)
{
	if (l->date)
		header_add_plain(out, "Date", "%s", l->date);
	header_add_mailbox(out, "From", c->from ? c->from : "deadlined@deadlined.invalid", NULL);
	header_add_mailbox(out, "To", l->to ? l->to : "", l->to_name);
	if (c->reply_to)
		header_add_mailbox(out, "Reply-To", c->reply_to, NULL);
	header_add_text(out, "Subject", l->subject ? l->subject : "");
	add_id_header(out, "Message-ID", c, l->id);
	if (l->series) {
		add_id_header(out, "In-Reply-To", c, l->series);
		add_id_header(out, "References", c, l->series);
	}
	/* RFC 3834 stops polite robots, the second line Exchange's vacation notes. */
	text_add(
	    out, "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n");
	add_list_headers(out, c, l);
	if (l->urgent)
		text_add(out, "Importance: high\r\nX-Priority: 1\r\n");
	text_add(out, "MIME-Version: 1.0\r\n");
}

/* RFC 2045, 6.8: text is brought to CRLF before it is encoded. */
static void add_base64(struct text *out, const char *s)
{
	scope(text) lines = {0}, encoded = {0};

	while (*s) {
		size_t n = strcspn(s, "\r\n");
		text_addn(&lines, s, n);
		if (s[n] == '\n')
			text_add(&lines, "\r\n");
		s += n + (s[n] != 0);
	}
	crypto_add_base64(&encoded, text_get(&lines), lines.len);
	for (size_t i = 0; i < encoded.len; i += BASE64_COLUMNS) {
		size_t n = encoded.len - i;
		text_addn(out, encoded.s + i, n < BASE64_COLUMNS ? n : BASE64_COLUMNS);
		text_add(out, "\r\n");
	}
}

static void add_part(struct text *out, const char *type, const char *s)
{
	text_addf(out, "%s; charset=utf-8\r\n", type);
	text_add(out, "Content-Transfer-Encoding: base64\r\n\r\n");
	add_base64(out, s);
}

static void add_alternatives(struct text *out, const struct letter *l, const char *boundary)
{
	const char *text = l->text ? l->text : "";

	if (!l->html) {
		add_part(out, "Content-Type: text/plain", text);
		return;
	}
	text_addf(
	    out, "Content-Type: multipart/alternative;\r\n boundary=\"%sA\"\r\n\r\n", boundary);
	text_addf(out, "--%sA\r\n", boundary);
	add_part(out, "Content-Type: text/plain", text);
	text_addf(out, "--%sA\r\n", boundary);
	add_part(out, "Content-Type: text/html", l->html);
	text_addf(out, "--%sA--\r\n", boundary);
}

/* An attachment, because some readers turn a calendar alternative into an invitation and hide the
 * text; without an answer asked for (PUBLISH). */
static void add_calendar(struct text *out, const struct letter *l)
{
	scope(text) type = {0};

	text_add(out, "Content-Disposition: attachment; filename=\"deadlines.ics\"\r\n");
	text_addf(&type, "%s; name=\"deadlines.ics\";\r\n method=PUBLISH", CALENDAR);
	add_part(out, type.s, l->calendar);
}

void mime_add_letter(struct text *out, const struct channel *c, const struct letter *l)
{
	scope(text) boundary = {0};

	text_addf(&boundary, "=_%016llx", (unsigned long long)crypto_hash(l->id));
	add_headers(out, c, l);
	if (!l->calendar) {
		add_alternatives(out, l, boundary.s);
		return;
	}
	text_addf(out, "%s%sM\"\r\n\r\n", MIXED, boundary.s);
	text_addf(out, "--%sM\r\n", boundary.s);
	add_alternatives(out, l, boundary.s);
	text_addf(out, "--%sM\r\n", boundary.s);
	add_calendar(out, l);
	text_addf(out, "--%sM--\r\n", boundary.s);
}

/* The first line that begins with `s` in [at, end); NULL when there is none. */
static const char *find_line(const char *at, const char *end, const char *s)
{
	size_t n = strlen(s);

	while (at && at < end) {
		if ((size_t)(end - at) >= n && !memcmp(at, s, n))
			return at;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	return NULL;
}

/* The first of the outer parts is the whole mail but for its calendar, with the header field that
 * belongs to it. */
bool mime_drop_calendar(struct text *out, const char *mail, size_t n)
{
	const char *end = mail + n, *mixed = find_line(mail, end, MIXED), *first, *second;
	scope(text) mark = {0};

	if (!mixed || !find_line(mixed, end, CALENDAR))
		return false;
	first = mixed + strlen(MIXED);
	text_addf(&mark, "--%.*s\r\n", (int)strcspn(first, "\"\r"), first);
	first = find_line(mixed, end, mark.s);
	second = first ? find_line(first + mark.len, end, mark.s) : NULL;
	if (!second)
		return false;
	first += mark.len;
	text_addn(out, mail, (size_t)(mixed - mail));
	text_addn(out, first, (size_t)(second - first));
	return true;
}
