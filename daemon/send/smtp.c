/* The SMTP dialogue as a value. Commands are numbered steps; `next` is the step to be sent, `due`
 * the one whose reply is awaited. With PIPELINING `next` runs ahead of `due`; without, they walk
 * together. Nothing else differs. */
#include "send/smtp.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include "send/header.h"
#include "send/idna.h"

enum { LINE_MOST = 4096 };

static const struct step {
	enum smtp_stage stage;
	int good;	/* first digit of the expected reply */
	int patience_s; /* RFC 5321, 4.5.3.2 */
} steps[] = {
    [SMTP_RSET] = {SMTP_STAGE_CONNECT, 2, 300},
    [SMTP_MAIL] = {SMTP_STAGE_MAIL, 2, 300},
    [SMTP_RCPT] = {SMTP_STAGE_RCPT, 2, 300},
    [SMTP_DATA] = {SMTP_STAGE_DATA, 3, 120},
    [SMTP_DOT] = {SMTP_STAGE_DOT, 2, 600},
    [SMTP_END] = {SMTP_STAGE_CONNECT, 2, 300},
};

static bool keyword_is(const char *s, size_t n, const char *keyword)
{
	size_t k = strlen(keyword);

	return n >= k && !strncasecmp(s, keyword, k) && (n == k || s[k] == ' ');
}

void smtp_hello(struct smtp *s, const char *line, size_t n)
{
	while (n && strchr("\r\n ", line[n - 1]))
		n--;
	if (n >= 3 && !strncmp(line, "220", 3)) {
		s->pipelining = s->eightbit = s->utf8 = false;
		s->size = 0;
	}
	if (n < 5 || strncmp(line, "250", 3) != 0)
		return;
	line += 4;
	n -= 4;
	s->pipelining |= keyword_is(line, n, "PIPELINING");
	s->eightbit |= keyword_is(line, n, "8BITMIME");
	s->utf8 |= keyword_is(line, n, "SMTPUTF8");
	if (keyword_is(line, n, "SIZE") && n > 5)
		s->size = strtoull(line + 5, NULL, 10);
}

static bool is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

/* RFC 5321, 4.5.2: a dot that opens a line is doubled; the body ends with CRLF, dot, CRLF. */
static void add_stuffed(struct text *out, const char *s, size_t n)
{
	const char *end = s + n;
	bool whole = !n || (n >= 2 && end[-2] == '\r' && end[-1] == '\n');

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf ? lf + 1 : end;
		if (*s == '.')
			text_addc(out, '.');
		text_addn(out, s, (size_t)(stop - s));
		s = stop;
	}
	text_add(out, whole ? ".\r\n" : "\r\n.\r\n");
}

/* A local part that is not ASCII needs SMTPUTF8; a domain is sent in ASCII always. */
static bool is_foreign(const char *address)
{
	return !is_ascii(address, strcspn(address, "@"));
}

static void write_commands(struct smtp *s, const struct smtp_envelope *e)
{
	text_reset(&s->mail);
	text_reset(&s->rcpt);
	text_add(&s->mail, "MAIL FROM:<");
	idna_add_address(&s->mail, e->from);
	text_addc(&s->mail, '>');
	if (s->size)
		text_addf(&s->mail, " SIZE=%zu", e->body_n);
	if (s->eightbit && !is_ascii(e->body, e->body_n))
		text_add(&s->mail, " BODY=8BITMIME");
	if (is_foreign(e->from) || is_foreign(e->to))
		text_add(&s->mail, " SMTPUTF8");
	text_add(&s->mail, "\r\n");
	text_add(&s->rcpt, "RCPT TO:<");
	idna_add_address(&s->rcpt, e->to);
	text_add(&s->rcpt, ">\r\n");
}

/* Send the steps that may go now, DATA being the last before its reply. */
static void advance(struct smtp *s)
{
	const char *const lines[] = {
	    "RSET\r\n", text_get(&s->mail), text_get(&s->rcpt), "DATA\r\n"};

	while (s->next <= SMTP_DATA && !s->failed && (s->pipelining || s->next == s->due))
		text_add(&s->out, lines[s->next++]);
}

/* What can be known to fail before a word is said: the sender's fault holds the channel. */
static bool refused(const struct smtp *s, const struct smtp_envelope *e, struct verdict *v)
{
	if (!mailbox_is_address(e->to)) {
		*v = verdict_make(VERDICT_REJECT, "\"%s\" is no mail address", e->to);
		v->address_dead = true;
	} else if (!mailbox_is_address(e->from)) {
		*v = verdict_make(
		    VERDICT_HOLD, "the sender \"%s\" is no mail address: check from", e->from);
	} else if (!s->utf8 && is_foreign(e->from)) {
		*v = verdict_make(VERDICT_HOLD,
		    "the mail server does not take a sender such as \"%s\" (no SMTPUTF8)", e->from);
	} else if (!s->utf8 && is_foreign(e->to)) {
		*v = verdict_make(VERDICT_REJECT,
		    "the mail server does not take addresses such as \"%s\" (no SMTPUTF8)", e->to);
		v->address_dead = true;
	} else if (s->size && e->body_n > s->size) {
		*v = verdict_make(
		    VERDICT_REJECT, "the mail to %s is larger than the mail server takes", e->to);
		v->too_big = true;
	} else {
		return false;
	}
	return true;
}

void smtp_begin(struct smtp *s, const struct smtp_envelope *e)
{
	s->failed = s->answered = s->untouched = false;
	s->receipt[0] = 0;
	if (refused(s, e, &s->verdict))
		return;
	write_commands(s, e);
	text_reset(&s->body);
	add_stuffed(&s->body, e->body, e->body_n);
	s->letters++;
	s->state = SMTP_BUSY;
	s->next = s->due = s->dirty ? SMTP_RSET : SMTP_MAIL;
	s->dirty = false;
	advance(s);
}

const char *smtp_output(const struct smtp *s, size_t *n)
{
	*n = s->out.len - s->written;
	return text_get(&s->out) + s->written;
}

void smtp_wrote(struct smtp *s, size_t n)
{
	s->written += n;
	if (s->written >= s->out.len) {
		text_reset(&s->out);
		s->written = 0;
	}
}

/* The connection is of no more use; a letter that was not judged yet gets v. */
static void break_off(struct smtp *s, struct verdict v)
{
	if (s->state == SMTP_BUSY && !s->failed)
		s->verdict = v;
	s->state = SMTP_CLOSED;
}

static bool all_was_sent(const struct smtp *s)
{
	return s->next == SMTP_END && s->written == s->out.len;
}

/* The message's own bytes follow a 354; after an earlier refusal the lone dot that RFC 2920, 3.1
 * asks for. */
static void write_body(struct smtp *s)
{
	if (s->failed)
		text_add(&s->out, ".\r\n");
	else
		text_addn(&s->out, text_get(&s->body), s->body.len);
	s->next = SMTP_END;
}

static void judge(struct smtp *s, int code, bool good)
{
	if (s->failed || (good && s->due != SMTP_DOT))
		return;
	s->failed = !good;
	s->verdict = verdict_of_smtp(steps[s->due].stage, code, s->enhanced, text_get(&s->said));
	snprintf(s->receipt, sizeof s->receipt, "%d %s%s%s", code, s->enhanced,
	    s->enhanced[0] ? " " : "", text_get(&s->said));
}

/* One reply that belongs to the step that is due. */
static void take_answer(struct smtp *s, int code)
{
	bool good = code / 100 == steps[s->due].good;

	s->answered = true;
	judge(s, code, good);
	if (s->due == SMTP_DATA && good)
		write_body(s);
	s->due++;
	advance(s);
	if (s->due < s->next)
		return;
	/* Refused while the body was still going out: what follows would be read as commands. */
	s->state = s->written < s->out.len ? SMTP_CLOSED : SMTP_IDLE;
	s->dirty = s->failed;
}

static void take_reply(struct smtp *s, int code)
{
	bool used = s->letters > 1 && !s->answered;

	if (s->state != SMTP_BUSY) {
		s->state = SMTP_CLOSED;
	} else if (code == 421) {
		break_off(
		    s, verdict_of_smtp(steps[s->due].stage, code, s->enhanced, text_get(&s->said)));
		s->untouched = used;
	} else if (s->due == SMTP_RSET && code / 100 != 2) {
		break_off(
		    s, verdict_make(VERDICT_RETRY, "the mail server refuses RSET (%d)", code));
		s->untouched = used;
	} else if (s->due == SMTP_DOT && code / 100 == 2 && !all_was_sent(s)) {
		break_off(s, verdict_of_failure(FAILURE_PROTOCOL, "accepted before it was sent"));
	} else {
		take_answer(s, code);
	}
}

/* "5.1.1 text": the enhanced code when there is one and it agrees with the first digit. */
static const char *take_enhanced(struct smtp *s, const char *text, char digit)
{
	size_t n = strspn(text, "0123456789.");
	int dots = 0;

	for (size_t i = 0; i < n; i++)
		dots += text[i] == '.';
	if (dots != 2 || n < 5 || n >= sizeof s->enhanced || text[0] != digit || text[1] != '.' ||
	    (text[n] && text[n] != ' '))
		return text;
	memcpy(s->enhanced, text, n);
	s->enhanced[n] = 0;
	return text + n + strspn(text + n, " ");
}

/* All lines of a reply are said, the longest explanations stand in the first ones. */
static void take_line(struct smtp *s, const char *line)
{
	bool known = isdigit((unsigned char)line[0]) && isdigit((unsigned char)line[1]) &&
		     isdigit((unsigned char)line[2]) && (!line[3] || strchr(" -", line[3]));
	const char *text = known && line[3] ? line + 4 : "";

	if (!known) {
		bool in_doubt = s->state == SMTP_BUSY && s->due == SMTP_DOT && all_was_sent(s);
		break_off(s, verdict_of_failure(FAILURE_PROTOCOL, line));
		s->verdict.in_doubt &= in_doubt;
		return;
	}
	text = take_enhanced(s, text, line[0]);
	if (s->said.len)
		text_addc(&s->said, ' ');
	text_add(&s->said, text);
	if (line[3] == '-')
		return;
	take_reply(s, atoi(line));
	text_reset(&s->said);
	s->enhanced[0] = 0;
}

void smtp_input(struct smtp *s, const char *bytes, size_t n)
{
	const char *end = bytes + n;

	s->said.cap = LINE_MOST;
	while (bytes < end && s->state != SMTP_CLOSED) {
		const char *lf = memchr(bytes, '\n', (size_t)(end - bytes));
		text_addn(&s->in, bytes, (size_t)((lf ? lf : end) - bytes));
		if (s->in.len > LINE_MOST) {
			take_line(s, "a line without end");
			return;
		}
		if (!lf)
			return;
		if (s->in.len && s->in.s[s->in.len - 1] == '\r')
			s->in.s[--s->in.len] = 0;
		take_line(s, text_get(&s->in));
		text_reset(&s->in);
		bytes = lf + 1;
	}
}

void smtp_lost(struct smtp *s, const char *detail)
{
	bool in_doubt = s->due == SMTP_DOT && all_was_sent(s);
	struct verdict v =
	    verdict_of_failure(in_doubt ? FAILURE_UNKNOWN_OUTCOME : FAILURE_CONNECT, detail);

	/* Answered before: then it may be this letter that the server does not survive. */
	v.endpoint = !in_doubt && !s->answered;
	s->untouched = s->state == SMTP_BUSY && !in_doubt && !s->answered && s->letters > 1;
	break_off(s, v);
}

void smtp_quit(struct smtp *s)
{
	if (s->state == SMTP_IDLE)
		text_add(&s->out, "QUIT\r\n");
	s->state = SMTP_CLOSED;
}

int smtp_patience_s(const struct smtp *s)
{
	return steps[s->due].patience_s;
}

bool smtp_usable(const struct smtp *s)
{
	return s->state == SMTP_IDLE && s->letters < SMTP_LETTERS_MOST;
}

void smtp_clear(struct smtp *s)
{
	struct smtp kept = {.mail = s->mail,
	    .rcpt = s->rcpt,
	    .body = s->body,
	    .out = s->out,
	    .in = s->in,
	    .said = s->said};

	*s = kept;
	text_reset(&s->out);
	text_reset(&s->in);
	text_reset(&s->said);
}

void smtp_release(struct smtp *s)
{
	text_release(&s->mail);
	text_release(&s->rcpt);
	text_release(&s->body);
	text_release(&s->out);
	text_release(&s->in);
	text_release(&s->said);
	*s = (struct smtp){0};
}
