#ifndef REMIND_MODEL_ITEM_H
#define REMIND_MODEL_ITEM_H
#include "remind/model.h"

/* Where an item stands in a message: what has passed, what is to come by its distance, new tasks. */
struct band {
	const char *key;  /* of the words section.KEY and count.KEY */
	const char *tone; /* overdue, soon, calm or fresh: the flag in the model */
	const char *colour, *tint;
};

/* The bands, worst first; NULL past the last. */
const struct band *band_at(size_t i);
/* The one of an item. */
const struct band *band_of(const struct view *v, const struct reminder_item *item);
/* Set a key to s on one line: control characters become spaces. Nothing is set for "" and NULL. */
void model_set(json_t *object, const char *key, const char *s);
/* How many days from today its occurrence is due. */
int band_days(const struct view *v, const struct reminder_item *item);
/* An item for the templates; a new reference. */
json_t *model_item(const struct view *v, const struct reminder_item *item);
/* Its targets; a new reference. */
json_t *model_targets(const struct view *v, const struct reminder_item *item);
/* Is `name` one of the task's units? */
bool model_is_own(const struct view *v, const struct task *t);
/* How many characters of a text (and a tenth as many targets) are left at this degree of shortening. */
size_t model_room(const struct view *v);
#endif
