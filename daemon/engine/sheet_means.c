/* What reported lines mean: each its day, its place, its value; and what is on record of them already. */
#include <string.h>
#include "engine/sheet_job.h"
#include "plan/target.h"

#define WITHOUT_DATE DAY_NONE

const char *sheet_field(const struct entry *x, enum sheet_field f)
{
	return x->line.field[f] ? x->line.field[f] : "";
}

bool sheet_wrong(struct entry *x, enum wrong kind, const char *says)
{
	x->wrong = (struct wrong_line){.wrong = kind, .says = says};
	return false;
}

static bool read_day(struct sheet_job *j, struct entry *x, day today)
{
	const char *date = sheet_field(x, SHEET_DATE);

	x->on = today;
	if (*date && !civil_parse(date, &x->on))
		return sheet_wrong(x, WRONG_DATE,
		    arena_printf(&j->arena, "\"%.100s\" is no day: write it as 2018-12-31", date));
	if (x->on > today)
		return sheet_wrong(x, WRONG_FUTURE,
		    arena_printf(
			&j->arena, "%s has not come yet: a value is reported once it holds", date));
	return true;
}

static char *print_value(struct arena *a, double value)
{
	return arena_printf(a, "%.12g", value);
}

static int number_of(struct sheet_job *j, const struct place *p, day on)
{
	int *slot = lookup_slot(&j->keys, arena_printf(&j->arena, "%d %d", p->no, (int)on));

	if (*slot)
		return *slot;
	list_push(&j->arena, &j->records);
	return *slot = (int)j->records.n;
}

static int same_of(struct sheet_job *j, int key, double value, const char *note)
{
	int *slot = lookup_slot(&j->sames,
	    arena_printf(&j->arena, "%d %s %s", key, print_value(&j->arena, value), note));

	if (*slot)
		return *slot;
	list_push(&j->arena, &j->said);
	return *slot = (int)j->said.n;
}

static void note_said(
    struct sheet_job *j, const struct place *p, day on, const struct event *e, bool mine)
{
	int key = number_of(j, p, on);
	int same = same_of(j, key, e->value, e->label ? e->label : "");

	j->said.at[same - 1] |= mine ? SAID_BY_FILE | SAID_BY_ANYBODY : SAID_BY_ANYBODY;
	if (mine)
		j->records.at[key - 1].last_mine = same;
}

/* What the file reported for the very day of reading may have stood there without a date. */
void sheet_recall(struct sheet_job *j, const struct place *p, const struct event *e)
{
	const struct zone *zone = &j->engine->settings->calendar.zone;
	bool mine = e->who && !strcmp(e->who, j->who);
	day on = event_day(e, zone);

	note_said(j, p, on, e, mine);
	if (mine && on == zone_day(zone, e->at, NULL))
		note_said(j, p, WITHOUT_DATE, e, mine);
}

/* A line without a date says the same tomorrow: it is told apart by that, not by the day on which it was read. */
static day day_of(const struct entry *x)
{
	return *sheet_field(x, SHEET_DATE) ? x->on : WITHOUT_DATE;
}

static bool is_report_of(const struct place *p, const struct event *e)
{
	const struct target *t = p->target;

	return e->kind == EVENT_REPORT && address_equal(&e->address, &p->address) &&
	       !strcmp(e->metric ? e->metric : "", t->metric ? t->metric : "") &&
	       (!e->unit || !strcmp(e->unit, t->unit ? t->unit : ""));
}

/* The history of a place, once. */
static void know(struct sheet_job *j, const struct place *p)
{
	int *slot = lookup_slot(&j->known, arena_printf(&j->arena, "%d", p->no));

	if (*slot)
		return;
	*slot = 1;
	list_each (const struct event *, e, p->item->history)
		if (is_report_of(p, e))
			sheet_recall(j, p, e);
}

/* Has the line's place reported that day before: the same, or anything by this file? */
static bool is_on_record(
    struct sheet_job *j, const struct place *p, const struct entry *x, bool same)
{
	struct error unused;
	double value;
	int key;

	know(j, p);
	key = number_of(j, p, day_of(x));
	if (!same)
		return j->records.at[key - 1].last_mine != 0;
	if (!target_parse_value(p->target, sheet_field(x, SHEET_VALUE), &value, &unused))
		return false;
	key = same_of(j, number_of(j, p, x->on), value, sheet_field(x, SHEET_NOTE));
	return j->said.at[key - 1];
}

static bool by_file(struct sheet_job *j, const struct place *p, const struct entry *x)
{
	return is_on_record(j, p, x, false);
}

static bool by_anybody(struct sheet_job *j, const struct place *p, const struct entry *x)
{
	return is_on_record(j, p, x, true);
}

static bool is_open(struct sheet_job *j, const struct place *p, const struct entry *x)
{
	(void)j;
	(void)x;
	return p->open;
}

/* The only one of a task's stages that a report could be meant for: they share their reports, and the first that is
 * open stands for them. */
static const struct place *first_stage(const struct place_list *all)
{
	const struct place *first = NULL, *last = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct place *p = all->at[i];

		if (p->task != all->at[0]->task || *p->address.occurrence ||
		    p->item->milestone->kind != MILESTONE_DATE ||
		    !target_same_measure(p->target, all->at[0]->target))
			return NULL;
		if (p->open && !first)
			first = p;
		last = p;
	}
	return first ? first : last;
}

/* Of several: where this file has spoken of that day before, where somebody has said the same, what is still open. */
static const struct place *choose(
    struct sheet_job *j, const struct entry *x, const struct place_list *all)
{
	static bool (*const prefer[])(struct sheet_job *, const struct place *,
	    const struct entry *) = {by_file, by_anybody, is_open};
	const struct place *only = NULL;

	if (all->n == 1)
		return all->at[0];
	for (size_t rule = 0; rule < sizeof prefer / sizeof *prefer; rule++) {
		int n = 0;

		for (size_t i = 0; i < all->n; i++)
			if (prefer[rule](j, all->at[i], x)) {
				only = all->at[i];
				n++;
			}
		if (n == 1)
			return only;
	}
	return first_stage(all);
}

static bool find_place(struct sheet_job *j, struct entry *x)
{
	const char *address = sheet_field(x, SHEET_ADDRESS), *unit = sheet_field(x, SHEET_UNIT),
		   *metric = sheet_field(x, SHEET_METRIC);
	struct place_list all = {0};

	if (*address)
		return places_at(j->places, address, metric, x->on, &x->place, &x->wrong);
	if (!*unit)
		return sheet_wrong(x, WRONG_ROW,
		    "an address (NOTICE:TASK.MILESTONE) or a unit is missing: it says whose value "
		    "this is");
	if (!places_of(j->places, unit, metric, x->on, &all, &x->wrong))
		return false;
	x->place = choose(j, x, &all);
	if (!x->place)
		places_refuse(j->places, unit, metric, &all, &x->wrong);
	return x->place;
}

static bool read_value(struct sheet_job *j, struct entry *x)
{
	const struct target *t = x->place->target;
	scope(text) example = {0};
	struct error err;

	if (target_parse_value(t, sheet_field(x, SHEET_VALUE), &x->value, &err))
		return true;
	target_add_number(t->value, &example);
	text_add(&example, t->unit ? t->unit : "");
	sheet_wrong(x, WRONG_VALUE, arena_dup(&j->arena, err.s));
	x->wrong.candidates = arena_dup(&j->arena, text_get(&example));
	x->place = NULL;
	return false;
}

static void resolve(struct sheet_job *j, struct entry *x, day today)
{
	const char *note = sheet_field(x, SHEET_NOTE);

	if (x->wrong.wrong || !read_day(j, x, today) || !find_place(j, x) || !read_value(j, x))
		return;
	know(j, x->place);
	x->key = number_of(j, x->place, day_of(x));
	x->same = same_of(j, x->key, x->value, note);
	x->same_on = same_of(j, number_of(j, x->place, x->on), x->value, note);
	j->records.at[x->key - 1].final = (size_t)(x - j->entries.at) + 1;
}

void sheet_resolve(struct sheet_job *j, moment now)
{
	day today = zone_day(&j->engine->settings->calendar.zone, now, NULL);

	for (int i = 0; i < LINES_AT_ONCE && j->resolved < j->entries.n; i++)
		resolve(j, &j->entries.at[j->resolved++], today);
}
