/* Whose date a target has. What stands nearest in the same part of the sentence decides; with 分别 the order does. Comparisons
 * said once for a list (60%、70%、80%以上) hold for all of it. */
#include "notice/attach.h"
#include <math.h>
#include "notice/metric.h"

static bool is_dated(const struct item *it)
{
	return it->milestone != ITEM_NOWHERE && it->kind == ITEM_DATE;
}

/* The candidates for an amount's milestone, best first. */
enum nearness { IN_PART_BEFORE, IN_PART_BEHIND, IN_SENTENCE_BEFORE, LATEST, NEARNESSES };

static enum nearness nearness_of(const struct item *date, const struct item *amount)
{
	if (date->part == amount->part)
		return date < amount ? IN_PART_BEFORE : IN_PART_BEHIND;
	if (date->sentence == amount->sentence && date < amount)
		return IN_SENTENCE_BEFORE;
	return LATEST;
}

/* Of two equally near: before the amount the later in the text, behind it the earlier, elsewhere the later day. */
static bool is_better(const struct reader *r, enum nearness n, int found, const struct item *date)
{
	if (found == ITEM_NOWHERE)
		return true;
	if (n == LATEST)
		return date->due > r->out->milestones.at[found].due;
	return n == IN_PART_BEFORE || n == IN_SENTENCE_BEFORE;
}

static int dated_milestone(const struct reader *r, const struct item *amount)
{
	int found[NEARNESSES] = {ITEM_NOWHERE, ITEM_NOWHERE, ITEM_NOWHERE, ITEM_NOWHERE};

	list_each (const struct item *, it, r->items) {
		enum nearness n = nearness_of(it, amount);

		if (is_dated(it) && is_better(r, n, found[n], it))
			found[n] = it->milestone;
	}
	for (int n = 0; n < NEARNESSES; n++)
		if (found[n] != ITEM_NOWHERE)
			return found[n];
	return ITEM_NOWHERE;
}

/* Without any date: the rhythm or limit beside which the target stands. */
static int undated_milestone(const struct reader *r, const struct item *amount)
{
	int found = ITEM_NOWHERE;

	list_each (const struct item *, it, r->items)
		if (it->milestone != ITEM_NOWHERE && (it < amount || found == ITEM_NOWHERE))
			found = it->milestone;
	return found;
}

/* With 分别 the nth amount belongs to the nth date. */
static int paired_milestone(const struct reader *r, const struct item *amount)
{
	size_t order = 0, dates = 0;
	bool told = false;

	for (const struct item *it = r->items.at; it < amount; it++) {
		told |= it->kind == ITEM_RESPECTIVELY;
		order += told && it->kind == ITEM_AMOUNT;
	}
	for (const struct item *it = r->items.at; told && it < amount; it++)
		if (is_dated(it) && dates++ == order)
			return it->milestone;
	return ITEM_NOWHERE;
}

static int milestone_for(const struct reader *r, const struct item *amount)
{
	int found = paired_milestone(r, amount);

	if (found == ITEM_NOWHERE)
		found = dated_milestone(r, amount);
	return found == ITEM_NOWHERE ? undated_milestone(r, amount) : found;
}

/* The target that was added last to where an amount's targets stand. */
static struct target *last_target(struct reader *r, const struct item *amount)
{
	struct milestone *m;

	if (amount->milestone == ITEM_NOWHERE)
		return &r->out->loose.at[r->out->loose.n - 1];
	m = &r->out->milestones.at[amount->milestone];
	return &m->targets.at[m->targets.n - 1];
}

static struct target *push_target(struct reader *r, const struct item *amount)
{
	if (amount->milestone == ITEM_NOWHERE)
		return list_push(r->arena, &r->out->loose);
	return list_push(r->arena, &r->out->milestones.at[amount->milestone].targets);
}

static struct target target_of(const struct reader *r, const struct item *it, const char *metric)
{
	const struct amount *a = &it->amount;

	return (struct target){.metric = metric,
	    .unit = a->unit,
	    .op = a->op,
	    .value = a->value,
	    .due =
		it->milestone == ITEM_NOWHERE ? DAY_NONE : r->out->milestones.at[it->milestone].due,
	    .approximate = a->approximate};
}

/* One amount as targets: a range gives two bounds. */
static void add_targets(struct reader *r, const struct item *it, const char *metric)
{
	struct target t = target_of(r, it, metric);

	if (isnan(it->amount.high)) {
		*push_target(r, it) = t;
		return;
	}
	t.op = OP_GE;
	*push_target(r, it) = t;
	t.op = OP_LE;
	t.value = it->amount.high;
	*push_target(r, it) = t;
}

/* 85%以上事项…不超过1次: does the amount bind the items of the share before it? */
static bool is_condition(const struct item *it, const struct item *share)
{
	return share->kind == ITEM_AMOUNT && !share->dropped && share->amount.share &&
	       !it->amount.share && share->part == it->part && isnan(share->amount.high);
}

static void add_condition(struct reader *r, const struct item *it, const char *metric)
{
	struct target *condition = arena_alloc(r->arena, sizeof *condition);

	*condition = target_of(r, it, metric);
	condition->due = DAY_NONE;
	last_target(r, it)->condition = condition;
}

static bool is_joined(const struct reader *r, const struct item *a, const struct item *b)
{
	enum role mark = reader_role(r, a->to);

	return a->kind == ITEM_AMOUNT && b->kind == ITEM_AMOUNT && a->to + 1 == b->from &&
	       (mark == ROLE_LIST_COMMA || mark == ROLE_and || mark == ROLE_COMMA);
}

/* 60%、70%、80%以上 and 达60%、70%、80%: the comparison is said once for all. */
static void share_comparisons(struct reader *r)
{
	struct item *items = r->items.at;

	for (size_t i = 1; i < r->items.n; i++)
		if (items[i].amount.bare && is_joined(r, &items[i - 1], &items[i]))
			items[i].amount.op = items[i - 1].amount.op;
	for (size_t i = r->items.n; i-- > 1;)
		if (items[i - 1].amount.bare && is_joined(r, &items[i - 1], &items[i]))
			items[i - 1].amount.op = items[i].amount.op;
}

static bool is_mark(const char *s)
{
	static const char *const marks[] = {",", "，", "。", ";", "；", ":", "：", "(", "（", "、"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strncmp(s, marks[i], strlen(marks[i])))
			return true;
	return false;
}

/* The first words of the row's task: up to its first mark. */
static const char *metric_of_row(struct reader *r)
{
	const char *s = r->context->metric, *end = s;

	while (end && *end && !is_mark(end))
		end++;
	return s ? arena_dupn(r->arena, s, (size_t)(end - s)) : "";
}

/* Nothing around names it: as the amount before, else as the row says, else the word that acts. */
static const char *inherited_metric(struct reader *r, size_t at)
{
	const char *row = metric_of_row(r);

	for (const struct item *it = &r->items.at[at]; it-- > r->items.at;)
		if (it->amount.metric && *it->amount.metric)
			return it->amount.metric;
	return *row ? row : metric_of_verb(r, at);
}

/* What is carried from one amount to the next. */
struct attaching {
	struct reader *r;
	size_t taken;	     /* the tokens that metrics have used */
	struct names shared; /* the metrics of a 分别, of which the amounts take one each */
	size_t next;
};

static bool is_respective(const struct reader *r, size_t at)
{
	return at && r->items.at[at - 1].kind == ITEM_RESPECTIVELY;
}

/* 可办率、网办率分别达到90%、70%: the nth amount takes the nth metric. */
static void share_metrics(struct attaching *a, size_t at, struct names *metrics)
{
	const struct item *it = &a->r->items.at[at];
	const char **own;

	if (metrics->n > 1 && is_respective(a->r, at)) {
		a->shared = *metrics;
		a->next = 0;
	} else if (!at || !is_joined(a->r, it - 1, it)) {
		a->shared.n = 0;
	}
	if (a->next >= a->shared.n)
		return;
	*metrics = (struct names){0};
	own = list_push(a->r->arena, metrics);
	*own = a->shared.at[a->next++];
}

static void add_amount(struct attaching *a, size_t at)
{
	struct reader *r = a->r;
	struct item *it = &r->items.at[at];
	struct names metrics = {0};

	it->milestone = milestone_for(r, it);
	metric_find(r, at, &a->taken, &metrics);
	share_metrics(a, at, &metrics);
	if (metrics.n == 1 && !*metrics.at[0])
		metrics.at[0] = inherited_metric(r, at);
	it->amount.metric = metrics.at[0];
	if (at && is_condition(it, it - 1)) {
		it->milestone = it[-1].milestone;
		add_condition(r, it, metrics.at[0]);
		return;
	}
	for (size_t i = 0; i < metrics.n; i++)
		add_targets(r, it, metrics.at[i]);
}

void attach_amounts(struct reader *r)
{
	struct attaching a = {.r = r};

	share_comparisons(r);
	for (size_t i = 0; i < r->items.n; i++)
		if (item_is(&r->items.at[i], ITEM_AMOUNT))
			add_amount(&a, i);
}
