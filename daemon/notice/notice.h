#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H
#include "notice/lexicon.h"
#include "plan/task.h"

/*
 * The whole road: bytes of a file → a notice with its tasks, milestones, targets and diagnostics.
 * The format shows in the bytes, and in the name's ending where they leave it open (.csv, .html, .md). `anchor` stands for the
 * day of issue where the notice names none (DAY_NONE: none either). *out (zeroed by the caller, released by
 * notice_release) is filled on success; false with a sentence when nothing can be read at all (empty, binary, a broken archive).
 * A notice without tasks succeeds, with an error among its diagnostics.
 */
struct notice_input {
	const char *name; /* of the file, for errors and for the notice's id */
	const char *bytes;
	size_t n;
	day anchor;
};
bool notice_read(
    const struct notice_input *in, const struct lexicon *l, struct notice *out, struct error *err);

/* One phrase by itself: its milestones, with the loose targets where a task's would be. `t` is zeroed by the caller;
 * everything is allocated in a. */
void notice_read_phrase(
    const struct lexicon *l, day issued, const char *phrase, struct arena *a, struct task *t);
#endif
