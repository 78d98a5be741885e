#ifndef SEND_ROOM_H
#define SEND_ROOM_H
#include "send/channel.h"

/* How much of its kind's limit a channel leaves for the chat of a letter to `to`, in the limit's own unit
 * (channel_measure()): mentions and keyword take the rest. Never less than a quarter of the limit; 0: no limit. */
size_t room_for_chat(const struct channel *c, const char *to);
#endif
