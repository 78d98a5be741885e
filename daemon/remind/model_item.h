#ifndef REMIND_MODEL_ITEM_H
#define REMIND_MODEL_ITEM_H
#include "plan/pace.h"
#include "remind/band.h"

/* Set a key to s on one line: control characters become spaces. Nothing is set for "" and NULL. */
void model_set(json_t *object, const char *key, const char *s);
/* An item for the templates; a new reference. */
json_t *model_item(const struct view *v, const struct reminder_item *item);
/* Its targets; a new reference. */
json_t *model_targets(const struct view *v, const struct reminder_item *item);
/* What happened to it and how it lags, a line each: [{"line"}]; a new reference. */
json_t *model_news(const struct view *v, const struct reminder_item *item);
/* An event of the task by its id; NULL: there is none. */
const struct event *model_event(const struct reminder_item *item, int64_t id);
/* One thing to do, without its full stop; nothing where nothing is. */
void model_add_todo(const struct view *v, const struct reminder_item *item, struct text *out);
/* Target i against its straight line; unknown where nothing is known or it is open no more. */
struct pace model_pace(const struct view *v, const struct reminder_item *item, size_t i);
/* Target i under its straight line, in a sentence: what it should be, was, and has to be; nothing when it is not. */
void model_add_pace(
    const struct view *v, const struct reminder_item *item, size_t i, struct text *out);
/* In a few words: how many days it is behind or ahead. */
void model_add_slack(
    const struct view *v, const struct reminder_item *item, size_t i, struct text *out);
/* A difference of values of t: per cent are told apart by points. */
void model_add_gap(const struct phrase *p, struct text *out, const struct target *t, double gap);
/* Is `name` one of the task's units? */
bool model_is_own(const struct view *v, const struct task *t);
/* How many characters of a text (and a tenth as many targets) are left at this degree of shortening. */
size_t model_room(const struct view *v);
#endif
