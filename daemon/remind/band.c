/* Bands. What is said depends on how it stands now (passed, near, done), and only then on the stage that caused it: a
 * message that comes late is still true. */
#include "remind/band.h"

#define RED   "#b3261e", "#fdecea"
#define AMBER "#9a6700", "#fff4d6"
#define BLUE  "#1f5fa8", "#e8f1fb"
#define GREEN "#2e7d46", "#e8f5ec"

enum rank {
	RANK_OVERDUE,
	RANK_FELL_BACK,
	RANK_COMING,
	RANK_BEHIND,
	RANK_UNSIGNED,
	RANK_SILENT,
	RANK_CHANGED,
	RANK_ASSIGNED,
	RANK_REACHED,
};

static const struct {
	enum rank rank;
	struct band band;
	int days; /* of "within": up to so many; a lead of 7 or 30 days that was moved to a working day too */
} bands[] = {
    {RANK_OVERDUE, {"overdue", "overdue", RED, false}, 0},
    {RANK_FELL_BACK, {"fell-back", "overdue", RED, true}, 0},
    {RANK_COMING, {"hours", "soon", AMBER, false}, 0},
    {RANK_COMING, {"today", "soon", AMBER, false}, 0},
    {RANK_COMING, {"within", "soon", AMBER, false}, 3},
    {RANK_COMING, {"within", "soon", AMBER, false}, 10},
    {RANK_COMING, {"within", "calm", GREEN, false}, 40},
    {RANK_COMING, {"within", "calm", GREEN, false}, 100},
    {RANK_COMING, {"within", "calm", GREEN, false}, 365},
    {RANK_COMING, {"later", "calm", GREEN, false}, 0},
    {RANK_BEHIND, {"behind", "soon", AMBER, true}, 0},
    {RANK_UNSIGNED, {"unsigned", "soon", AMBER, true}, 0},
    {RANK_SILENT, {"silent", "soon", AMBER, true}, 0},
    {RANK_CHANGED, {"changed", "fresh", BLUE, true}, 0},
    {RANK_ASSIGNED, {"assigned", "fresh", BLUE, true}, 0},
    {RANK_REACHED, {"reached", "calm", GREEN, false}, 0},
};
enum {
	BAND_HOURS = 2,
	BAND_TODAY,
	BAND_WITHIN,
	BAND_LATER = 9,
	BANDS = sizeof bands / sizeof *bands,
	NEAR_DAYS = 10
};

const struct band *band_at(size_t i)
{
	return i < BANDS ? &bands[i].band : NULL;
}

int band_days(const struct view *v, const struct reminder_item *item)
{
	return item->occurrence->due - v->today;
}

const struct instant *band_instant(const struct reminder_item *item, enum stage s)
{
	if (item->instant.stage == s)
		return &item->instant;
	list_each (const struct instant *, i, item->also)
		if (i->stage == s)
			return i;
	return NULL;
}

int band_rank(const struct reminder_item *item, moment now)
{
	static const enum rank of_stage[STAGES] = {[STAGE_ASSIGNED] = RANK_ASSIGNED,
	    [STAGE_BEFORE] = RANK_COMING,
	    [STAGE_DUE] = RANK_COMING,
	    [STAGE_OVERDUE] = RANK_COMING,
	    [STAGE_BEHIND] = RANK_BEHIND,
	    [STAGE_SILENT] = RANK_SILENT,
	    [STAGE_UNSIGNED] = RANK_UNSIGNED,
	    [STAGE_REACHED] = RANK_REACHED,
	    [STAGE_FELL_BACK] = RANK_FELL_BACK,
	    [STAGE_CHANGED] = RANK_CHANGED};
	moment end = item->occurrence->end;

	if (!standing_is_open(item->state->standing))
		return band_instant(item, STAGE_REACHED) ? RANK_REACHED : RANK_CHANGED;
	if (now >= end)
		return RANK_OVERDUE;
	if (item->instant.stage == STAGE_BEHIND && end - now <= NEAR_DAYS * DAY_S)
		return RANK_COMING;
	return of_stage[item->instant.stage];
}

/* What is to come, by its distance. */
static size_t coming(const struct view *v, const struct reminder_item *item)
{
	const struct occurrence *o = item->occurrence;
	int days = band_days(v, item);
	size_t i = BAND_WITHIN;

	if (o->timed && o->end - v->message->now <= DAY_S)
		return BAND_HOURS;
	if (days <= 0)
		return BAND_TODAY;
	while (i < BAND_LATER && days > bands[i].days)
		i++;
	return i;
}

const struct band *band_of(const struct view *v, const struct reminder_item *item)
{
	int rank = band_rank(item, v->message->now);
	size_t i = 0;

	if (rank == RANK_COMING)
		return band_at(coming(v, item));
	while ((int)bands[i].rank != rank)
		i++;
	return band_at(i);
}
