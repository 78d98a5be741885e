/* The moment of a day at which one recipient's reminders travel together. The offset is a hash of the recipient, so
 * it is the same after every restart and needs no memory. */
#include "remind/schedule.h"
#include "base/crypto.h"

static int slot_second(const struct policy *p, const char *recipient)
{
	int offset = p->spread_s > 0 ? (int)(crypto_hash(recipient) % (uint64_t)p->spread_s) : 0;
	int second = p->at_s + offset;

	return p->not_after_s > p->at_s && second > p->not_after_s ? p->not_after_s : second;
}

moment slot_of(const struct policy *p, const struct calendar *c, const char *recipient, day d)
{
	return zone_moment(&c->zone, d, slot_second(p, recipient));
}

moment slot_next(
    const struct policy *p, const struct calendar *c, const char *recipient, moment from)
{
	day d = zone_day(&c->zone, from, NULL);

	if (slot_of(p, c, recipient, d) < from)
		d++;
	if (p->workdays_only)
		d = workday_at_or_after(&c->workdays, d);
	return slot_of(p, c, recipient, d);
}
