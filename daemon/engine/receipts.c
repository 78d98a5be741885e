/* The deliveries of a few milliseconds, most of which get the same answer. */
#include "engine/receipts.h"
#include <inttypes.h>
#include "store/deliveries.h"

bool receipts_write(struct engine *e, struct error *err)
{
	struct receipts *r = &e->receipts;
	int64_t fresh = 0;
	bool good;

	if (!r->ids.len)
		return true;
	text_addc(&r->ids, ']');
	good = deliveries_receive(e->db, text_get(&r->ids), r->words, r->at, &fresh, err);
	e->routine += fresh;
	text_reset(&r->ids);
	return good;
}

bool receipts_add(
    struct engine *e, int64_t delivery, const char *words, moment at, struct error *err)
{
	struct receipts *r = &e->receipts;

	if ((r->at != at || strcmp(r->words, words) != 0) && !receipts_write(e, err))
		return false;
	r->at = at;
	snprintf(r->words, sizeof r->words, "%s", words);
	text_addf(&r->ids, "%c%" PRId64, r->ids.len ? ',' : '[', delivery);
	return true;
}
