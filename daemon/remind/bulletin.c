/* Counting. A list keeps its first few rows sorted, so that each further row costs a few comparisons and no memory
 * unless it belongs among them. */
#include "remind/bulletin.h"
#include <stdlib.h>

typedef int row_order(const struct bulletin_row *a, const struct bulletin_row *b);

void bulletin_init(struct bulletin *b, moment since, moment at, day until)
{
	*b = (struct bulletin){.since = since, .at = at, .until = until};
}

void bulletin_release(struct bulletin *b)
{
	arena_release(&b->arena);
	*b = (struct bulletin){0};
}

bool bulletin_is_empty(const struct bulletin *b)
{
	return !b->open && !b->done && !b->passed.total && !b->moved.total;
}

/* ---- lists */

static int by_moment(moment a, moment b)
{
	return (a > b) - (a < b);
}

/* The longest overdue and the nearest first. */
static int by_end(const struct bulletin_row *a, const struct bulletin_row *b)
{
	int order = by_moment(a->end, b->end);

	return order ? order : address_order(&a->address, &b->address);
}

static int by_outcome(const struct bulletin_row *a, const struct bulletin_row *b)
{
	int order = standing_is_open(b->standing) - standing_is_open(a->standing);

	return order ? order : by_end(a, b);
}

static int by_step(const struct bulletin_row *a, const struct bulletin_row *b)
{
	int order = by_moment(a->at, b->at);

	return order ? order : by_end(a, b);
}

static void keep_row(struct bulletin *b, struct bulletin_row *row)
{
	struct names units = {0};

	for (size_t i = 0; i < row->units.n; i++)
		*list_push(&b->arena, &units) = arena_dup(&b->arena, row->units.at[i]);
	row->units = units;
	row->no = arena_dup(&b->arena, row->no);
	row->text = arena_dup(&b->arena, row->text);
	row->label = arena_dup(&b->arena, row->label);
	row->reason = arena_dup(&b->arena, row->reason);
}

static void list_add(
    struct bulletin *b, struct bulletin_list *l, const struct bulletin_row *row, row_order *order)
{
	size_t place = l->n;

	l->total++;
	while (place && order(row, &l->at[place - 1]) < 0)
		place--;
	if (place == BULLETIN_ROWS)
		return;
	l->n += l->n < BULLETIN_ROWS;
	memmove(&l->at[place + 1], &l->at[place], (l->n - place - 1) * sizeof *l->at);
	l->at[place] = *row;
	keep_row(b, &l->at[place]);
}

static struct bulletin_row row_of(const struct bulletin_look *l)
{
	return (struct bulletin_row){.address = *l->address,
	    .no = l->task->no,
	    .text = l->task->text,
	    .label = l->occurrence->label,
	    .units = *l->units,
	    .due = l->occurrence->due,
	    .end = l->occurrence->end,
	    .timed = l->occurrence->timed,
	    .light = l->light,
	    .standing = l->state->standing,
	    .from = DAY_NONE,
	    .to = DAY_NONE};
}

/* ---- units */

static struct bulletin_unit *unit_named(struct bulletin *b, const char *name)
{
	int *place;

	b->places.arena = &b->arena;
	if (!lookup_get(&b->places, name)) {
		*list_push(&b->arena, &b->units) =
		    (struct bulletin_unit){.name = arena_dup(&b->arena, name)};
		place = lookup_slot(&b->places, b->units.at[b->units.n - 1].name);
		*place = (int)b->units.n;
	}
	return &b->units.at[lookup_get(&b->places, name) - 1];
}

static void count_for(struct bulletin_unit *u, const struct bulletin_look *l, bool open, bool done)
{
	bool red = l->light == LIGHT_RED;

	u->open += open;
	u->overdue += open && red;
	u->behind += open && !red && l->behind;
	u->soon += open && l->light == LIGHT_YELLOW && !l->behind;
	u->done += done;
	u->measured = u->measured || (open && l->old && l->milestone->targets.n);
}

void bulletin_add_task(
    struct bulletin *b, const struct names *units, const struct names *missing, bool reported)
{
	b->tasks++;
	for (size_t i = 0; i < units->n; i++) {
		struct bulletin_unit *u = unit_named(b, units->at[i]);

		u->heard = u->heard || reported;
	}
	for (size_t i = 0; missing && i < missing->n; i++)
		unit_named(b, missing->at[i])->unsigned_tasks++;
}

/* ---- occurrences */

static bool is_within(const struct bulletin *b, moment at)
{
	return at > b->since && at <= b->at;
}

static bool was_done(const struct bulletin *b, const struct bulletin_look *l)
{
	return l->state->standing == STANDING_DONE && is_within(b, l->state->since);
}

static void list_look(struct bulletin *b, const struct bulletin_look *l, bool open)
{
	const struct occurrence *o = l->occurrence;
	struct bulletin_row row = row_of(l);

	if (l->light == LIGHT_RED)
		list_add(b, &b->overdue, &row, by_end);
	if (is_within(b, o->end) && l->state->standing != STANDING_RETIRED) {
		list_add(b, &b->passed, &row, by_outcome);
		b->passed_open += open;
	}
	if (open && o->end > b->at && o->due <= b->until)
		list_add(b, &b->coming, &row, by_end);
}

static void count_look(struct bulletin *b, const struct bulletin_look *l, bool open)
{
	bool done = was_done(b, l);

	b->open += open;
	b->done += done;
	for (size_t i = 0; i < l->units->n; i++)
		count_for(unit_named(b, l->units->at[i]), l, open, done);
}

void bulletin_add(struct bulletin *b, const struct bulletin_look *l)
{
	bool open = standing_is_open(l->state->standing);

	b->lights[l->light]++;
	count_look(b, l, open);
	if (l->occurrence->due != DAY_NONE)
		list_look(b, l, open);
}

/* It is counted for what came of it; its light went out when the next turn took over. */
void bulletin_add_turn(struct bulletin *b, const struct bulletin_look *l)
{
	struct bulletin_row row = row_of(l);

	count_look(b, l, false);
	list_add(b, &b->passed, &row, by_outcome);
	b->passed_open += standing_is_open(l->state->standing);
}

void bulletin_add_step(struct bulletin *b, const struct bulletin_look *l, const struct event *event)
{
	struct bulletin_row row = row_of(l);
	bool extended = event->kind == EVENT_EXTEND;

	row.from = extended && event->from > 0 ? event->from : DAY_NONE;
	row.to = extended ? event->to : DAY_NONE;
	row.reason = event->reason;
	row.at = event->at;
	list_add(b, &b->moved, &row, by_step);
}

static int by_need(const void *pa, const void *pb)
{
	const struct bulletin_unit *a = pa, *b = pb;
	int near_a = a->behind + a->soon, near_b = b->behind + b->soon;

	if (a->overdue != b->overdue)
		return b->overdue - a->overdue;
	if (near_a != near_b)
		return near_b - near_a;
	return b->open != a->open ? b->open - a->open : strcmp(a->name, b->name);
}

void bulletin_sort(struct bulletin *b)
{
	if (b->units.n)
		qsort(b->units.at, b->units.n, sizeof *b->units.at, by_need);
	b->places = (struct lookup){0};
}
