#ifndef CTL_OFFLINE_H
#define CTL_OFFLINE_H
#include "config/settings.h"
#include "notice/lexicon.h"
#include "plan/task.h"

/* What the commands without a daemon share: the configuration as far as one may see it, and the reader with its words. */
struct offline {
	struct settings settings;
	struct lexicon *lexicon;
};

/* `config` NULL: the defaults; `lexicon` NULL: the configuration's. False when there are mistakes; they are on standard
 * error then. The state is in memory, whatever the configuration says. */
bool offline_open(struct offline *o, const char *config, const char *lexicon);
/* Read a notice from a file; remarks on it are counted on standard error. *out is zeroed by the caller. */
bool offline_read(const struct offline *o, const char *path, struct notice *out, struct error *err);
void offline_release(struct offline *o);
#endif
