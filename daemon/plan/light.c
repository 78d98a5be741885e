/* Lights and what is left. Both are seen from the office's own day. */
#include "plan/light.h"

static bool is_closed(enum standing s)
{
	return s == STANDING_DONE || s == STANDING_WAIVED || s == STANDING_RETIRED;
}

static enum light light_of(const struct occurrence *o, enum standing s, bool behind, moment now,
    int days_left, int soon_days)
{
	if (is_closed(s) || o->due == DAY_NONE)
		return LIGHT_GREY;
	if (now >= o->end)
		return s == STANDING_CLAIMED ? LIGHT_YELLOW : LIGHT_RED;
	return behind || days_left <= soon_days ? LIGHT_YELLOW : LIGHT_GREEN;
}

struct outlook outlook_of(const struct occurrence *o, const struct state *s, bool behind,
    const struct calendar *c, moment now, int soon_days)
{
	struct outlook look = {.light = LIGHT_GREY};
	day today = zone_day(&c->zone, now, NULL);

	if (o->due == DAY_NONE)
		return look;
	look.days_left = o->due - today;
	look.workdays_left = workday_between(&c->workdays, today, o->due);
	look.seconds_left = o->end - now;
	look.light = light_of(o, s->standing, behind, now, look.days_left, soon_days);
	return look;
}

const char *light_name(enum light l)
{
	static const char *const names[] = {[LIGHT_GREY] = "grey",
	    [LIGHT_GREEN] = "green",
	    [LIGHT_YELLOW] = "yellow",
	    [LIGHT_RED] = "red"};

	return names[l];
}
