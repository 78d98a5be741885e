#ifndef SEND_DIALOGUE_H
#define SEND_DIALOGUE_H
#include "send/channel.h"

/*
 * What was said between us and the other side while a channel is tested. It is gathered as it comes, in any pieces, and
 * told as lines: "> " ours, "< " theirs, "* " a remark. One turn keeps 6 KiB, so that neither a letter nor an endless
 * reply hides what was said after it. Zero-initialise.
 */
enum dialogue_side { DIALOGUE_REMARK, DIALOGUE_OURS, DIALOGUE_THEIRS };
struct dialogue {
	struct text raw;
	enum dialogue_side side;
	size_t turn; /* bytes said in this turn, kept or not */
	bool midline;
};

void dialogue_add(struct dialogue *d, enum dialogue_side side, const char *bytes, size_t n);
/* Append the lines; every secret of the channel, and whatever a header, a parameter or a login holds of one, is "***". */
void dialogue_tell(const struct dialogue *d, const struct channel *c, struct text *out);
void dialogue_release(struct dialogue *d);
#endif
