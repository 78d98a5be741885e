/* Between the reader's JSON and the plan: the one place in the daemon where a document comes in. */
#include "engine/reading.h"
#include "plan/plan_json.h"

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

bool reading_take(struct engine *e, const char *id, const char *json, size_t n, moment now,
    struct text *summary, struct error *err)
{
	json_scope object = NULL;
	scope(notice) fresh = {0};
	scope(diff) changes = {0};

	if (!json_parse(json, n, id, &object, err) || !plan_json_read(object, &fresh, err))
		return false;
	fresh.id = arena_dup(&fresh.arena, id);
	if (!take_notice(e, &fresh, now, &changes, err))
		return false;
	summarize(&fresh, &changes, summary);
	return true;
}
