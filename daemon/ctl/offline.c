/* Reading without a daemon: the same configuration, the same words, the same reader. */
#include "ctl/offline.h"
#include <stdio.h>
#include "base/file.h"
#include "notice/decode.h"
#include "notice/notice.h"

static bool say_mistakes(const struct errors *mistakes)
{
	list_each (const struct mistake *, m, mistakes->list)
		if (!m->warning)
			fprintf(stderr, "%s:%d: %s\n", m->file, m->line, m->message);
	return false;
}

/* Who only looks needs no secrets, and no database on disk. */
bool offline_open(struct offline *o, const char *config, const char *lexicon)
{
	scope(errors) mistakes = {0};
	scope(arena) a = {0};

	if (!settings_inspect(config, &o->settings, &mistakes))
		return say_mistakes(&mistakes);
	o->settings.state = ":memory:";
	return lexicon_load(file_data(&a, "lexicon"), lexicon ? lexicon : o->settings.lexicon,
		   &o->lexicon, &mistakes) ||
	       say_mistakes(&mistakes);
}

bool offline_read(const struct offline *o, const char *path, struct notice *out, struct error *err)
{
	scope(text) bytes = {.cap = DECODE_CAP_BYTES + 1};
	struct notice_input in = {.name = path, .anchor = DAY_NONE};

	if (!file_read(path, DECODE_CAP_BYTES, &bytes, err))
		return false;
	in.bytes = text_get(&bytes);
	in.n = bytes.len;
	if (!notice_read(&in, o->lexicon, out, err))
		return false;
	if (out->diagnostics.n)
		fprintf(stderr,
		    "deadlinectl: %s: %zu remarks on what was read; `deadlinectl parse %s` shows "
		    "them\n",
		    path, out->diagnostics.n, path);
	return true;
}

void offline_release(struct offline *o)
{
	lexicon_free(o->lexicon);
	settings_release(&o->settings);
	*o = (struct offline){0};
}
