#ifndef SEND_MIME_H
#define SEND_MIME_H
#include "send/channel.h"

/*
 * A letter as a mail (RFC 5322, 2045-2047): the same bytes whenever it is made from the same letter
 * and channel, ASCII but for an address that is not, every line ended by CRLF and shorter than 998
 * bytes. Text and HTML as alternatives, base64; the calendar as an attachment.
 */
void mime_add_letter(struct text *out, const struct channel *c, const struct letter *l);
/* The domain of its ids: the channel's, else "deadlined.invalid". */
const char *mime_domain(const struct channel *c);
/* The n bytes of a mail made by mime_add_letter() as they were without its calendar, for a server
 * that finds it too big: same id, same text. False when it has none; then nothing is added. */
bool mime_drop_calendar(struct text *out, const char *mail, size_t n);
/* "<ID@domain>": the Message-ID of every try. */
void mime_add_message_id(struct text *out, const struct channel *c, const char *id);
#endif
