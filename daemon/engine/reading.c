/* Between the reader's JSON and the plan: the one place in the daemon where a document comes in. */
#include "engine/reading.h"
#include <stdlib.h>
#include <string.h>
#include "plan/plan_json.h"

enum { PIECES_AT_ONCE = 500 };

struct reading {
	struct engine *engine;
	char *id, *json; /* json: NULL when it is read */
	moment now;
	struct plan_reader reader;
	struct diff changes;
	struct taking *taking; /* NULL before and after */
};

/* "37 tasks; 2 added, 1 moved; 3 lines not understood" */
static void summarize(const struct notice *n, const struct diff *changes, struct text *out)
{
	int counts[CHANGE_KINDS] = {0};
	size_t tasks = 0;

	if (!changes->changes.n)
		return;
	list_each (const struct change *, c, changes->changes)
		counts[c->kind]++;
	list_each (const struct task *, t, n->tasks)
		tasks += !t->retired;
	text_addf(out, "notice=%s tasks=%zu", n->id, tasks);
	for (int i = 0; i < CHANGE_KINDS; i++)
		text_addf(out, " %s=%d", change_kind_name((enum change_kind)i), counts[i]);
	text_addf(out, " diagnostics=%zu", n->diagnostics.n);
}

void reading_open(
    struct engine *e, const char *id, struct text *json, moment now, struct reading **out)
{
	struct reading *r = calloc(1, sizeof *r);
	size_t n = json->len;

	if (!r || !(r->id = strdup(id)))
		abort();
	r->json = text_steal(json);
	r->engine = e;
	r->now = now;
	plan_reader_begin(&r->reader, r->json, n, r->id);
	*out = r;
}

static bool read_step(struct reading *r, struct error *err)
{
	bool more;

	if (!plan_reader_step(&r->reader, PIECES_AT_ONCE, &more, err))
		return false;
	if (more)
		return true;
	free(r->json);
	r->json = NULL;
	r->reader.notice.id = r->id;
	take_open(r->engine, &r->reader.notice, r->now, &r->changes, &r->taking);
	return true;
}

bool reading_step(struct reading *r, bool *more, struct text *summary, struct error *err)
{
	*more = true;
	if (r->json)
		return read_step(r, err);
	if (!r->taking) {
		*more = arena_release_some(&r->reader.notice.arena) ||
			arena_release_some(&r->changes.arena);
		return true;
	}
	if (!take_step(r->taking, more, err))
		return false;
	if (*more)
		return true;
	*more = true;
	summarize(&r->reader.notice, &r->changes, summary);
	take_close(r->taking);
	r->taking = NULL;
	return true;
}

void reading_close(struct reading *r)
{
	if (!r)
		return;
	take_close(r->taking);
	diff_release(&r->changes);
	plan_reader_release(&r->reader);
	free(r->json);
	free(r->id);
	free(r);
}

bool reading_take(struct engine *e, const char *id, struct text *json, moment now,
    struct text *summary, struct error *err)
{
	struct reading *r;
	bool more = true, good = true;

	reading_open(e, id, json, now, &r);
	while (good && more)
		good = reading_step(r, &more, summary, err);
	reading_close(r);
	return good;
}
