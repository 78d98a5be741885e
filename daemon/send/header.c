/* Header fields. Everything enters through add_clean(), so a line break in a name or subject cannot
 * begin another field. */
#include "send/header.h"
#include <ctype.h>
#include <string.h>
#include "base/crypto.h"
#include "base/utf8.h"
#include "send/idna.h"

/* RFC 2047, 2: an encoded word has at most 75 characters, a line with one at most 76. */
enum { LINE_CHARS = 76, WORD_CHARS = 75, WORD_FRAME = 12 };

static bool is_control(unsigned char c)
{
	return c < ' ' || c == 0x7f;
}

/* C1 controls and the Unicode line separators are breaks to some readers; broken UTF-8 becomes
 * U+FFFD. */
static void add_clean(struct text *out, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end) {
		uint32_t c = utf8_next(&s, end);
		if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
			text_addc(out, ' ');
		else
			utf8_add(out, c);
	}
}

static bool is_plain(const char *s, size_t room)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return n <= room && !strstr(s, "=?");
}

/* B words, each of whole characters; `used` columns of the first line are taken. */
static void add_words(struct text *out, const char *s, size_t used)
{
	size_t n = strlen(s);

	while (n) {
		size_t room = LINE_CHARS - used < WORD_CHARS ? LINE_CHARS - used : WORD_CHARS;
		size_t take =
		    n <= (room - WORD_FRAME) / 4 * 3 ? n : utf8_cut(s, (room - WORD_FRAME) / 4 * 3);
		text_add(out, "=?UTF-8?B?");
		crypto_add_base64(out, s, take);
		text_add(out, "?=");
		s += take;
		n -= take;
		used = 1;
		if (n)
			text_add(out, "\r\n ");
	}
}

void header_add_text(struct text *out, const char *name, const char *value)
{
	scope(text) clean = {0};
	size_t used = strlen(name) + 2;

	add_clean(&clean, value);
	text_addf(out, "%s: ", name);
	if (is_plain(text_get(&clean), LINE_CHARS - used))
		text_add(out, text_get(&clean));
	else
		add_words(out, clean.s, used);
	text_add(out, "\r\n");
}

void header_add_plain(struct text *out, const char *name, const char *format, ...)
{
	scope(text) value = {0};
	va_list args;

	va_start(args, format);
	text_addv(&value, format, args);
	va_end(args);
	text_addf(out, "%s: ", name);
	add_clean(out, text_get(&value));
	text_add(out, "\r\n");
}

void header_add_atom(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr(".-", *s))
			text_addc(out, *s);
		else
			text_addf(out, "_%02X", (unsigned char)*s);
	}
}

static void add_trimmed(struct text *out, const char *s, size_t n)
{
	while (n && strchr(" \t\r\n\"", *s))
		s++, n--;
	while (n && strchr(" \t\r\n\"", s[n - 1]))
		n--;
	text_addn(out, s, n);
}

void mailbox_add_address(struct text *out, const char *mailbox)
{
	const char *open = strrchr(mailbox, '<');
	const char *close = open ? strchr(open, '>') : NULL;

	if (close)
		add_trimmed(out, open + 1, (size_t)(close - open - 1));
	else if (strchr(mailbox, '@'))
		add_trimmed(out, mailbox, strlen(mailbox));
}

void mailbox_add_name(struct text *out, const char *mailbox)
{
	const char *open = strrchr(mailbox, '<');

	if (open && strchr(open, '>'))
		add_trimmed(out, mailbox, (size_t)(open - mailbox));
	else if (!strchr(mailbox, '@'))
		add_trimmed(out, mailbox, strlen(mailbox));
}

bool mailbox_is_address(const char *address)
{
	const char *at = strchr(address, '@');

	if (!at || at == address || !at[1] || strchr(at + 1, '@') || strlen(address) > 320)
		return false;
	for (const char *p = address; *p; p++)
		if (is_control((unsigned char)*p) || strchr(" <>()[],;:\\\"", *p))
			return false;
	return utf8_valid(address, strlen(address));
}

/* RFC 5322, 3.2.3: what needs no quotes in a display name. */
static bool is_phrase(const char *s)
{
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr(" !#$%&'*+-/=?^_`{|}~", *s))
			return false;
	return true;
}

static void add_phrase(struct text *out, const char *name, size_t used)
{
	if (!is_plain(name, LINE_CHARS - used - 2)) {
		add_words(out, name, used);
	} else if (is_phrase(name)) {
		text_add(out, name);
	} else {
		text_addc(out, '"');
		for (; *name; name++)
			text_addf(out, strchr("\"\\", *name) ? "\\%c" : "%c", *name);
		text_addc(out, '"');
	}
}

void header_add_mailbox(
    struct text *out, const char *name, const char *mailbox, const char *display)
{
	scope(text) address = {0}, ascii = {0}, given = {0}, clean = {0};
	bool known;

	mailbox_add_address(&address, mailbox);
	if (display && *display)
		text_add(&given, display);
	else
		mailbox_add_name(&given, mailbox);
	add_clean(&clean, text_get(&given));
	known = mailbox_is_address(text_get(&address));
	if (known)
		idna_add_address(&ascii, address.s);
	text_addf(out, "%s: ", name);
	add_phrase(out,
	    clean.len ? clean.s
	    : known   ? ""
		      : "undisclosed-recipients",
	    strlen(name) + 2);
	if (!known)
		text_add(out, " :;\r\n"); /* an encoded word ends at white space */
	else if (clean.len)
		/* On a line of its own: name and address together may pass 78 columns. */
		text_addf(out, "\r\n <%s>\r\n", ascii.s);
	else
		text_addf(out, "%s\r\n", ascii.s);
}
