/* What the reader is to do: the first row whose question is answered with yes. */
#include "remind/model_item.h"

struct reading {
	const struct view *view;
	const struct reminder_item *item;
	enum standing standing;
	bool above; /* told to supervisors, or further up */
};

static bool is_told_above(const struct instant *i)
{
	return i->step || (i->to && !strcmp(i->to, "supervisors"));
}

static bool is_above(const struct reminder_item *item)
{
	list_each (const struct instant *, i, item->also)
		if (is_told_above(i))
			return true;
	return is_told_above(&item->instant);
}

/* Supervisors hear the policy's stages as well as the ladder's. */
static bool is_supervised(const struct view *v, const struct reminder_item *item)
{
	return item->above && !model_is_own(v, item->task);
}

static bool is_claimed(const struct reading *r)
{
	return r->standing == STANDING_CLAIMED;
}

static bool is_to_be_accepted(const struct reading *r)
{
	return is_claimed(r) && r->above;
}

static bool is_closed(const struct reading *r)
{
	return !standing_is_open(r->standing);
}

static bool is_asked(const struct reading *r)
{
	return r->item->state->asked && r->above;
}

static bool is_to_be_signed(const struct reading *r)
{
	bool own = !r->view->personal || model_is_own(r->view, r->item->task);

	return r->item->instant.stage == STAGE_ASSIGNED ||
	       (own && band_instant(r->item, STAGE_UNSIGNED));
}

static bool is_unsigned(const struct reading *r)
{
	return r->item->instant.stage == STAGE_UNSIGNED;
}

static bool is_for_others(const struct reading *r)
{
	return r->above;
}

static bool is_passed(const struct reading *r)
{
	return r->view->message->now >= r->item->occurrence->end;
}

static bool is_anything(const struct reading *r)
{
	(void)r;
	return true;
}

static const struct {
	bool (*is)(const struct reading *r);
	const char *word;
} rows[] = {
    {is_to_be_accepted, "todo.accept"},
    {is_claimed, "todo.wait"},
    {is_closed, NULL},
    {is_asked, "todo.decide"},
    {is_to_be_signed, "todo.sign"},
    {is_unsigned, "todo.sign.urge"},
    {is_for_others, "todo.urge"},
    {is_passed, "todo.overdue"},
    {is_anything, "todo.report"},
};

void model_add_todo(const struct view *v, const struct reminder_item *item, struct text *out)
{
	struct reading r = {
	    v, item, item->state->standing, is_above(item) || is_supervised(v, item)};
	size_t i = 0;

	while (!rows[i].is(&r))
		i++;
	if (rows[i].word)
		phrase_add(v->phrase, out, rows[i].word, NULL);
}
