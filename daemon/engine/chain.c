/* The supervision chain (复核, 退办, 延期), acknowledging, and taking back. Each verb asks whether the occurrence stands so
 * that the step makes sense, and appends one event. */
#include "engine/act.h"
#include "engine/show.h"
#include "store/events.h"

enum { SNOOZE_MOST_DAYS = 366 };

/* One step: what is wanted of whom, and the event that it becomes. */
struct step {
	struct engine *engine;
	const struct caller *by;
	const json_t *arguments;
	const char *words; /* the address as it was written */
	struct standing_item s;
	struct event event;
};

static bool begin(struct step *step, enum event_kind kind, struct arena *a, struct error *err)
{
	step->words = json_get_text(step->arguments, "address", "");
	if (!verbs_find(step->engine, step->words, step->by->now, a, &step->s, err))
		return false;
	step->event = act_event(kind, &step->s.address, step->by);
	step->event.reason = json_get_text(step->arguments, "reason", NULL);
	step->event.unit = json_get_text(step->arguments, "unit", NULL);
	return act_check_unit(step->engine, step->s.item, step->event.unit, err);
}

static json_t *finish(struct step *step, struct error *err)
{
	struct events events = {&step->event, 1, 1};

	return act_put(step->engine, step->s.item, &events, step->by->now, err);
}

static bool refuse_standing(const struct step *step, const char *wanted, struct error *err)
{
	return error_set(
	    err, "%s: is %s; %s", step->words, standing_name(step->s.state.standing), wanted);
}

/* A step that needs no more than the right standing. */
static json_t *make_step(struct engine *e, const struct caller *by, const json_t *arguments,
    enum event_kind kind, bool (*allowed)(struct step *step, struct error *err), struct error *err)
{
	struct step step = {.engine = e, .by = by, .arguments = arguments};
	scope(arena) a = {0};

	if (!begin(&step, kind, &a, err) || !allowed(&step, err))
		return NULL;
	return finish(&step, err);
}

/* ---- a claim is accepted or returned */

static bool is_claimed(struct step *step, struct error *err)
{
	return step->s.state.standing == STANDING_CLAIMED ||
	       refuse_standing(step,
		   "only what a unit has called done and nobody has accepted yet is accepted or "
		   "returned (`deadlinectl reopen` takes up what is done)",
		   err);
}

json_t *chain_accept(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_ACCEPT, is_claimed, err);
}

json_t *chain_return(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_RETURN, is_claimed, err);
}

/* ---- more time */

static bool is_open(struct step *step, struct error *err)
{
	return standing_is_open(step->s.state.standing) ||
	       refuse_standing(step, "only what is open can be that", err);
}

static bool is_later(const struct step *step, struct error *err)
{
	char due[11];

	if (step->event.to > step->s.occurrence.due)
		return true;
	civil_print(step->s.occurrence.due, due);
	return error_set(
	    err, "%s: the new day must be later than %s, its present one", step->words, due);
}

static bool may_ask(struct step *step, struct error *err)
{
	if (!is_open(step, err))
		return false;
	civil_parse(json_get_text(step->arguments, "day", ""), &step->event.to);
	if (step->by->now >= step->s.occurrence.end)
		return error_set(err,
		    "%s: its day has passed; more time is asked for before the day (the "
		    "supervisors can still grant it with `deadlinectl extend`)",
		    step->words);
	return is_later(step, err);
}

json_t *chain_ask(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_ASK, may_ask, err);
}

/* Without a day, the one that was asked for. */
static bool may_extend(struct step *step, struct error *err)
{
	const struct event *asked = step->s.state.asked;
	const char *words = json_get_text(step->arguments, "day", NULL);

	if (!is_open(step, err))
		return false;
	if (!words && !asked)
		return error_set(err,
		    "%s: nobody has asked for more time; say until when, as in `deadlinectl extend "
		    "%s 2027-01-31`",
		    step->words, step->words);
	step->event.to = asked ? asked->to : DAY_NONE;
	if (words)
		civil_parse(words, &step->event.to);
	step->event.from = step->s.occurrence.due;
	if (!step->event.reason && asked)
		step->event.reason = asked->reason;
	return is_later(step, err);
}

json_t *chain_extend(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_EXTEND, may_extend, err);
}

static bool was_asked(struct step *step, struct error *err)
{
	return step->s.state.asked ||
	       error_set(err, "%s: nobody has asked for more time", step->words);
}

json_t *chain_refuse(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_REFUSE, was_asked, err);
}

static bool may_waive(struct step *step, struct error *err)
{
	return step->s.state.standing == STANDING_CLAIMED || is_open(step, err);
}

json_t *chain_waive(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_WAIVE, may_waive, err);
}

/* ---- quiet */

json_t *chain_ack(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_ACK, is_open, err);
}

/* "3d" from today, or a day. */
static bool read_until(struct step *step, struct error *err)
{
	const struct calendar *c = &step->engine->settings->calendar;
	const char *words = json_get_text(step->arguments, "until", "");
	day today = zone_day(&c->zone, step->by->now, NULL);
	struct duration d;

	if (!is_open(step, err))
		return false;
	if (!civil_parse(words, &step->event.to)) {
		if (!duration_parse(words, &d) || duration_is_timed(d))
			return error_set(err,
			    "%s: `%s` is neither a day nor a number of days; write 2027-01-31, 3d "
			    "or 2wd",
			    step->words, words);
		step->event.to = duration_add_to(c, d, today);
	}
	if (step->event.to <= today || step->event.to > today + SNOOZE_MOST_DAYS)
		return error_set(
		    err, "%s: a snooze ends later than today, within a year", step->words);
	return true;
}

json_t *chain_snooze(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	return make_step(e, by, arguments, EVENT_SNOOZE, read_until, err);
}

/* ---- undo */

static bool is_at(const struct event *e, const struct address *of)
{
	return (!of->milestone || e->address.milestone == of->milestone) &&
	       (!*of->occurrence || !strcmp(e->address.occurrence, of->occurrence));
}

/* The last act that can be taken back: one event, and those before it that were one act with it. */
static void find_last_act(
    const struct item *i, const struct address *of, struct arena *a, struct events *out)
{
	for (size_t k = i->events.n; k-- > 0;) {
		const struct event *e = &i->events.at[k];

		if (!event_is_undoable(e) || !is_at(e, of))
			continue;
		*list_push(a, out) = *e;
		if (!e->more)
			return;
	}
}

/* The address that is meant: the one that is named, or that of the caller's own last act. */
static bool find_undone(struct engine *e, const struct caller *by, const json_t *arguments,
    struct address *out, struct error *err)
{
	const char *words = json_get_text(arguments, "address", NULL);
	bool found;

	if (words)
		return address_parse(words, out, err);
	if (!events_last_of(e->db, by->who, out, &found, err))
		return false;
	return found ||
	       error_set(err, "you have not done anything lately that could be undone; name the "
			      "address, as in `deadlinectl undo NOTICE:TASK.MILESTONE`");
}

static json_t *show_undone(
    struct engine *e, const struct item *i, const struct events *undone, moment now)
{
	const struct event *first = &undone->at[undone->n - 1];
	char words[ADDRESS_BYTES];
	struct standing_item s;
	scope(arena) a = {0};
	json_t *list = json_array(), *o;

	list_each (const struct event *, event, *undone)
		json_array_insert_new(list, 0, show_event(e, event));
	if (first->address.milestone &&
	    verbs_find(e, address_print(&first->address, words), now, &a, &s, NULL))
		o = show_standing(e, &s, now);
	else
		o = i->milestone ? show_unopened(e, i) : json_object();
	json_object_set_new(o, "undone", list);
	return o;
}

json_t *chain_undo(
    struct engine *e, const struct caller *by, const json_t *arguments, struct error *err)
{
	struct events undone = {0}, undoings = {0};
	struct address address;
	scope(arena) a = {0};
	struct item i;

	if (!find_undone(e, by, arguments, &address, err) || !item_find(e, &address, &a, &i, err))
		return NULL;
	find_last_act(&i, &address, &a, &undone);
	if (!undone.n) {
		error_set(err, "%s:%s: nothing was done here that could be undone", address.notice,
		    address.task);
		return NULL;
	}
	list_each (const struct event *, event, undone) {
		struct event *undoing = list_push(&a, &undoings);

		*undoing = act_event(EVENT_UNDO, &event->address, by);
		undoing->undoes = event->id;
		undoing->more = event != undone.at;
		undoing->reason = json_get_text(arguments, "reason", NULL);
	}
	return act_store(e, &i, &undoings, by->now, err) ? show_undone(e, &i, &undone, by->now)
							 : NULL;
}
