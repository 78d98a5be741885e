#ifndef SEND_HEADER_H
#define SEND_HEADER_H
#include <stdbool.h>
#include "base/text.h"

/*
 * Header fields of a mail (RFC 5322), encoded and folded, each with its CRLF. Whatever a value
 * holds, it stays inside its field: control characters, CR and LF among them, become spaces.
 */
/* Text: as it is when it is ASCII and fits a line, else as RFC 2047 B words of at most 75
 * characters. */
void header_add_text(struct text *out, const char *name, const char *value);
/* "督查室 <a@b>", or an address alone: the display name is encoded, never the address. Without an
 * address the name stands as an empty group ("name:;"). `display` replaces the name; may be NULL.
 */
void header_add_mailbox(
    struct text *out, const char *name, const char *mailbox, const char *display);
/* A printf'ed value that is known to be ASCII, such as an id; still cleaned. */
void header_add_plain(struct text *out, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The bytes that may stand in a Message-ID or List-Id: [A-Za-z0-9.-] as they are, the others as
 * _XX. */
void header_add_atom(struct text *out, const char *s);

/* The address in a mailbox ("督查室 <a@b>" → "a@b"), without white space around. */
void mailbox_add_address(struct text *out, const char *mailbox);
/* Its display name without quotes; nothing when there is none. */
void mailbox_add_name(struct text *out, const char *mailbox);
/* Can it stand in MAIL FROM and RCPT TO: local part, one @, domain; no white space, control, or one
 * of <>()[],;:\" ? */
bool mailbox_is_address(const char *address);
#endif
