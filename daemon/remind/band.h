#ifndef REMIND_BAND_H
#define REMIND_BAND_H
#include "remind/model.h"

/* Where an item stands in a message: what has passed, what is to come by its distance, what lags, what is new. */
struct band {
	const char
	    *key; /* of the words section.KEY and count.KEY, and of mark.KEY where `marked` */
	const char *tone; /* overdue, soon, calm or fresh: the flag in the model */
	const char *colour, *tint;
	bool marked; /* what is left does not say which band it is */
};

/* The bands, worst first; NULL past the last. */
const struct band *band_at(size_t i);
/* The one of an item. It goes by how things stand now; only of what is open and not yet near, by the stage. */
const struct band *band_of(const struct view *v, const struct reminder_item *item);
/* The same, without telling distances apart: rising from the worst. */
int band_rank(const struct reminder_item *item, moment now);
/* How many days from today its occurrence is due. */
int band_days(const struct view *v, const struct reminder_item *item);
/* What is said of an item under a stage; NULL: nothing. */
const struct instant *band_instant(const struct reminder_item *item, enum stage s);
#endif
