#ifndef CTL_MESSAGE_TEXT_H
#define CTL_MESSAGE_TEXT_H
#include "engine/outbox.h"

/* What a recipient would read of a delivery: the plain part of a mail, the text of a chat message, the JSON of a
 * webhook. Append to out. */
void message_text_add(const struct delivery *d, struct text *out);
#endif
