/* Who hears of a stage: the policy's audience words, each turned into units or recipients by one row of a table. */
#include "remind/audience.h"

struct asked {
	const struct task *task;
	const struct directory *directory;
	day today;
	struct arena *arena;
	struct recipients *out;
};

static void audience_units(const struct asked *q, const struct names *units)
{
	for (size_t i = 0; i < units->n; i++)
		directory_expand(q->directory, units->at[i], q->today, q->arena, q->out);
}

static void audience_owners(const struct asked *q)
{
	if (!q->task->lead.n && !q->task->supporting.n)
		audience_units(q, &q->task->units);
	audience_units(q, &q->task->lead);
	audience_units(q, &q->task->supporting);
}

/* Where nobody leads, all answer alike. */
static void audience_leads(const struct asked *q)
{
	audience_units(q, q->task->lead.n ? &q->task->lead : &q->task->units);
}

static void audience_supervisors(const struct asked *q)
{
	directory_supervisors(q->directory, q->today, q->arena, q->out);
}

static const struct {
	const char *word;
	void (*add)(const struct asked *q);
} audiences[] = {
    {"owners", audience_owners},
    {"leads", audience_leads},
    {"supervisors", audience_supervisors},
};

static void audience_add(const struct asked *q, const char *word)
{
	for (size_t i = 0; i < sizeof audiences / sizeof *audiences; i++)
		if (!strcmp(word, audiences[i].word)) {
			audiences[i].add(q);
			return;
		}
	directory_add(q->out, q->arena, word, NULL);
}

void audience_of(const struct policy *p, enum stage s, const struct task *t,
    const struct directory *d, day today, struct arena *a, struct recipients *out)
{
	struct asked q = {t, d, today, a, out};

	for (size_t i = 0; i < p->tell[s].n; i++)
		audience_add(&q, p->tell[s].at[i]);
}
