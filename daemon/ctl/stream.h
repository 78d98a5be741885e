#ifndef CTL_STREAM_H
#define CTL_STREAM_H
#include "ctl/story.h"
#include "ctl/terminal.h"
#include "engine/simulate.h"

/* What simulate prints while the time runs, on standard output. */
struct stream {
	struct terminal terminal;
	struct zone zone;
	bool json, full, items; /* full: with texts; items: with a line for each reminder */
	size_t messages, acts, failures; /* so far */
};

void stream_message(
    struct stream *s, moment at, const struct delivery *d, const struct simulate_items *items);
/* What a command of the script brought: its answer, or the refusal. */
void stream_act(struct stream *s, const struct story *story, const struct story_act *act,
    json_t *answer, const char *refusal);
/* The last lines. */
void stream_end(const struct stream *s, day first, day last);
#endif
