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

static void audience_add_all(const struct asked *q, const struct names *words)
{
	for (size_t i = 0; i < words->n; i++)
		audience_add(q, words->at[i]);
}

/* The stage's own audience and the first `steps` of its ladder. */
static void audience_climb(
    const struct asked *q, const struct policy *p, const struct instant *i, int steps)
{
	if (i->to)
		audience_add(q, i->to);
	else
		audience_add_all(q, &p->tell[i->stage]);
	for (int k = 0; k < steps && k < (int)p->escalate.n; k++)
		if (p->escalate.at[k].of & 1u << i->stage)
			audience_add_all(q, &p->escalate.at[k].to);
}

void audience_of(const struct policy *p, const struct instant *i, const struct task *t,
    const struct directory *d, day today, struct arena *a, struct recipients *out)
{
	struct asked q = {t, d, today, a, out};
	size_t heard;

	audience_climb(&q, p, i, i->step ? i->step - 1 : i->climbed);
	if (!i->step)
		return;
	heard = out->n;
	audience_add_all(&q, &p->escalate.at[i->step - 1].to);
	if (heard)
		memmove(out->at, out->at + heard, (out->n - heard) * sizeof *out->at);
	out->n -= heard;
}

void audience_named(const struct names *words, const struct directory *d, day today,
    struct arena *a, struct recipients *out)
{
	static const struct task none;
	struct asked q = {&none, d, today, a, out};

	audience_add_all(&q, words);
}
