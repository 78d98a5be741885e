/* What happened, as far as others are to hear of it: a table of whom each kind of event concerns. */
#include "remind/news.h"
#include "remind/owed.h"

enum { NEWS_S = 31 * DAY_S };

static const char OWNERS[] = "owners", SUPERVISORS[] = "supervisors";
static const char *const audiences[EVENT_KINDS] = {
    [EVENT_REOPEN] = OWNERS,
    [EVENT_MOVE] = OWNERS,
    [EVENT_ACCEPT] = OWNERS,
    [EVENT_RETURN] = OWNERS,
    [EVENT_ASK] = SUPERVISORS,
    [EVENT_EXTEND] = OWNERS,
    [EVENT_REFUSE] = OWNERS,
    [EVENT_WAIVE] = OWNERS,
};

/* Steps that name the occurrence, and moves, which are its milestone's. */
static bool is_about(const struct asking *q, const struct event *e)
{
	if (e->address.milestone != q->milestone->no)
		return false;
	return !strcmp(e->address.occurrence, q->occurrence->name) ||
	       (e->kind == EVENT_MOVE && !*e->address.occurrence);
}

static const struct event *undone(const struct asking *q, const struct event *undo)
{
	list_each (const struct event *, e, *q->history)
		if (e->id == undo->undoes)
			return e;
	return NULL;
}

/* Whom it concerns; NULL: nobody. */
static const char *concerned(const struct asking *q, const struct event *e)
{
	const struct event *what = e->kind == EVENT_UNDO ? undone(q, e) : e;

	if (!what || !is_about(q, what))
		return NULL;
	if (e->kind == EVENT_UNDO && what->kind == EVENT_DONE && what->review)
		return SUPERVISORS;
	return e == q->state->claimed ? SUPERVISORS : audiences[what->kind];
}

static void add(const struct asking *q, const struct event *e, moment now, struct arena *a,
    struct news_list *out)
{
	const char *to = concerned(q, e);

	if (to && e->at > now - NEWS_S && e->at <= now)
		*list_push(a, out) = (struct news){STAGE_CHANGED, e->at, e->id, to};
}

static void add_turning(const struct asking *q, moment now, struct arena *a, struct news_list *out)
{
	const struct turning *t = &q->state->turning;

	if (t->kind == TURNED_NOT || t->at <= now - NEWS_S)
		return;
	*list_push(a, out) =
	    (struct news){t->kind == TURNED_REACHED ? STAGE_REACHED : STAGE_FELL_BACK, t->at,
		t->by ? t->by->id : 0, NULL};
}

void news_of(const struct asking *q, moment now, struct arena *a, struct news_list *out)
{
	add_turning(q, now, a, out);
	list_each (const struct event *, e, *q->events)
		add(q, e, now, a, out);
	if (q->history)
		list_each (const struct event *, e, *q->history)
			if (e->kind == EVENT_UNDO)
				add(q, e, now, a, out);
}
