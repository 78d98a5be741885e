/* The clauses of a row, which stand in several cells, become one list of milestones. What two cells say of the
 * same moment is joined; what no moment claims finds its place last, when all are known. */
#include "notice/milestones.h"
#include <string.h>
#include "base/script.h"

struct gathering {
	const struct milestones_context *c; /* NULL: of a phrase */
	struct arena *arena;
	const struct row *row;
	struct task *task;
	list_of(struct target) loose; /* without a day of their own */
};

static bool same_words(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Bytes of a rule before its bounds (";start=…", ";until=…"). */
static size_t rule_length(const char *rule)
{
	const char *start = strstr(rule, ";start="), *until = strstr(rule, ";until=");
	const char *end = start && (!until || start < until) ? start : until;

	return end ? (size_t)(end - rule) : strlen(rule);
}

static bool same_rule(const char *a, const char *b)
{
	return a && b && rule_length(a) == rule_length(b) && !memcmp(a, b, rule_length(a));
}

static bool same_moment(const struct milestone *a, const struct milestone *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case MILESTONE_RECURRING:
		return same_rule(a->recurrence, b->recurrence);
	case MILESTONE_RELATIVE:
		return same_words(a->relative, b->relative);
	default:
		return a->due == b->due;
	}
}

/* "新增" ≥ 3000 个 in one cell is "新增学位" ≥ 3000 个 in another. */
static bool same_metric(const char *a, const char *b)
{
	return same_words(a, b) || (a && b && (script_holds(a, b) || script_holds(b, a)));
}

static bool same_target(const struct target *a, const struct target *b)
{
	return a->op == b->op && a->value == b->value && same_words(a->unit, b->unit) &&
	       same_metric(a->metric, b->metric);
}

static void add_target(struct arena *a, struct milestone *m, const struct target *t)
{
	struct target *own;

	list_each (struct target *, other, m->targets)
		if (same_target(other, t))
			return;
	own = list_push(a, &m->targets);
	*own = *t;
	if (own->due == DAY_NONE && m->kind == MILESTONE_DATE)
		own->due = m->due;
}

/* The later cell is the one made for deadlines: its words stand for both. */
static void merge(struct arena *a, struct milestone *into, const struct milestone *from)
{
	if (from->recurrence && into->recurrence &&
	    strlen(from->recurrence) > strlen(into->recurrence))
		into->recurrence = from->recurrence;
	if (into->start == DAY_NONE)
		into->start = from->start;
	if (into->alternative == DAY_NONE)
		into->alternative = from->alternative;
	into->source = from->source;
	into->line = from->line;
	into->explanation = from->explanation;
	list_each (const struct target *, t, from->targets)
		add_target(a, into, t);
}

static void add_milestone(struct gathering *g, const struct milestone *m)
{
	struct arena *a = g->arena;
	struct milestone *own;

	list_each (struct milestone *, other, g->task->milestones)
		if (m->kind != MILESTONE_NONE && same_moment(other, m)) {
			merge(a, other, m);
			return;
		}
	own = list_push(a, &g->task->milestones);
	*own = *m;
	memset(&own->targets, 0, sizeof own->targets);
	list_each (const struct target *, t, m->targets)
		add_target(a, own, t);
}

static void add_diagnostics(struct gathering *g, const struct clause *clause)
{
	struct notice *n = g->c->notice;

	list_each (const struct diagnostic *, d, clause->diagnostics)
		*list_push(&n->arena, &n->diagnostics) = (struct diagnostic){.line = d->line,
		    .severity = d->severity,
		    .message = arena_dup(&n->arena, d->message)};
}

static int year_above(const struct row *row)
{
	if (row->year)
		return row->year;
	for (const struct heading *h = row->heading; h; h = h->up)
		if (year_in(span_of(h->text)))
			return year_in(span_of(h->text));
	return 0;
}

static struct clause_context context_of(
    const struct gathering *g, enum clause_place place, int line)
{
	int year = year_above(g->row);

	return (struct clause_context){.lexicon = g->c->lexicon,
	    .issued = g->c->issued,
	    .year = year ? year : g->c->title_year,
	    .year_from = year		    ? "heading"
			 : g->c->title_year ? "title"
					    : NULL,
	    .place = place,
	    .line = line,
	    .metric = place == PLACE_TASK ? NULL : g->task->text};
}

static void take(struct gathering *g, const struct clause *clause)
{
	list_each (const struct milestone *, m, clause->milestones)
		if (m->kind != MILESTONE_NONE || m->targets.n)
			add_milestone(g, m);
	list_each (const struct target *, t, clause->loose)
		*list_push(g->arena, &g->loose) = *t;
	if (g->c)
		add_diagnostics(g, clause);
}

static void read_cell(struct gathering *g, enum column column, enum clause_place place)
{
	struct clause clause = {0};
	struct clause_context c;

	if (!g->row->cell[column])
		return;
	c = context_of(g, place, g->row->line[column]);
	clause_read(&c, g->row->cell[column], g->arena, &clause);
	take(g, &clause);
}

static bool has_deadline(const struct task *t)
{
	list_each (const struct milestone *, m, t->milestones)
		if (m->kind != MILESTONE_NONE)
			return true;
	return false;
}

/* A heading gives its label's deadline, or a day that it names. */
static void read_heading(struct gathering *g, const struct heading *h)
{
	const char *label = h->cell[COLUMN_DEADLINE];
	struct clause_context c = context_of(g, label ? PLACE_DEADLINE : PLACE_HEADING, h->line);
	struct clause clause = {0};

	clause_read(&c, label ? label : h->text, g->arena, &clause);
	list_each (const struct milestone *, m, clause.milestones)
		if (label || m->kind == MILESTONE_DATE || m->kind == MILESTONE_RECURRING)
			add_milestone(g, m);
}

static void read_headings(struct gathering *g)
{
	for (const struct heading *h = g->row->heading; h && !has_deadline(g->task); h = h->up)
		read_heading(g, h);
}

/* The latest dated milestone, else the first that may carry a target; the event-started ones of the task's own text last. */
static struct milestone *bearer(struct task *t)
{
	struct milestone *best = NULL;

	list_each (struct milestone *, m, t->milestones)
		if (m->kind == MILESTONE_DATE && (!best || m->due > best->due))
			best = m;
	if (best)
		return best;
	list_each (struct milestone *, m, t->milestones)
		if (m->kind != MILESTONE_RELATIVE)
			return m;
	return t->milestones.n ? t->milestones.at : NULL;
}

static void add_none(struct gathering *g)
{
	const struct row *row = g->row;
	struct milestone *m = list_push(g->arena, &g->task->milestones);
	const char *deadline = row->cell[COLUMN_DEADLINE];

	*m = (struct milestone){.kind = MILESTONE_NONE,
	    .due = DAY_NONE,
	    .start = DAY_NONE,
	    .alternative = DAY_NONE,
	    .source = deadline ? deadline : row->cell[COLUMN_TASK],
	    .line = deadline ? row->line[COLUMN_DEADLINE] : row->at};
}

static void warn_of_none(struct gathering *g)
{
	const char *deadline = g->row->cell[COLUMN_DEADLINE];
	struct arena *a = &g->c->notice->arena;
	struct diagnostic *d = list_push(a, &g->c->notice->diagnostics);

	d->line = deadline ? g->row->line[COLUMN_DEADLINE] : g->row->at;
	d->severity = "warning";
	d->message = deadline ? arena_printf(a, "task %s: no day can be read from “%.200s”",
				    g->task->no, deadline)
			      : arena_printf(a, "task %s: no deadline is given", g->task->no);
}

static void warn_of_inherited(struct gathering *g)
{
	struct arena *a = &g->c->notice->arena;

	if (!g->row->inherited[COLUMN_DEADLINE])
		return;
	*list_push(a, &g->c->notice->diagnostics) = (struct diagnostic){.line = g->row->at,
	    .severity = "note",
	    .message = arena_printf(a,
		"task %s: its deadline is empty; that of the row above (“%.100s”) is taken",
		g->task->no, g->row->cell[COLUMN_DEADLINE])};
}

static void give_loose(struct gathering *g)
{
	struct milestone *m = bearer(g->task);

	list_each (const struct target *, target, g->loose)
		add_target(g->arena, m, target);
}

static struct target keep_target(struct arena *a, const struct target *t)
{
	struct target own = *t;

	own.metric = arena_dup(a, t->metric);
	own.unit = arena_dup(a, t->unit);
	if (t->condition) {
		own.condition = arena_alloc(a, sizeof *own.condition);
		*own.condition = keep_target(a, t->condition);
	}
	return own;
}

static struct milestone keep_milestone(struct arena *a, const struct milestone *m)
{
	struct milestone own = *m;

	own.recurrence = arena_dup(a, m->recurrence);
	own.relative = arena_dup(a, m->relative);
	own.explanation = arena_dup(a, m->explanation);
	own.source = arena_dup(a, m->source);
	own.targets.at =
	    m->targets.n ? arena_alloc(a, m->targets.n * sizeof *own.targets.at) : NULL;
	own.targets.room = m->targets.n;
	for (size_t i = 0; i < m->targets.n; i++)
		own.targets.at[i] = keep_target(a, &m->targets.at[i]);
	return own;
}

/* Move the milestones from the scratch arena to the notice's, exactly as many as there are. */
static void keep(struct arena *a, struct task *t)
{
	struct task kept = {0};

	kept.milestones.at = arena_alloc(a, t->milestones.n * sizeof *kept.milestones.at);
	kept.milestones.n = kept.milestones.room = t->milestones.n;
	for (size_t i = 0; i < t->milestones.n; i++)
		kept.milestones.at[i] = keep_milestone(a, &t->milestones.at[i]);
	t->milestones.at = kept.milestones.at;
	t->milestones.room = kept.milestones.room;
}

void milestones_read(const struct milestones_context *c, const struct row *row, struct task *t)
{
	scope(arena) scratch = {0};
	struct gathering g = {.c = c, .arena = &scratch, .row = row, .task = t};

	read_cell(&g, COLUMN_TASK, PLACE_TASK);
	read_cell(&g, COLUMN_DEADLINE, PLACE_DEADLINE);
	read_cell(&g, COLUMN_MEASURE, PLACE_MEASURE);
	if (!has_deadline(t) && !row->cell[COLUMN_DEADLINE])
		read_headings(&g);
	if (!has_deadline(t))
		warn_of_none(&g);
	warn_of_inherited(&g);
	if (!t->milestones.n)
		add_none(&g);
	give_loose(&g);
	keep(&c->notice->arena, t);
}

void milestones_read_phrase(
    const struct clause_context *c, const char *phrase, struct arena *a, struct task *t)
{
	struct gathering g = {.arena = a, .task = t};
	struct clause clause = {0};

	clause_read(c, phrase, a, &clause);
	take(&g, &clause);
	if (!t->milestones.n && g.loose.n)
		*list_push(a, &t->milestones) = (struct milestone){
		    .due = DAY_NONE, .start = DAY_NONE, .alternative = DAY_NONE, .source = phrase};
	give_loose(&g);
}
