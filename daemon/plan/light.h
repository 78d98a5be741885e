#ifndef PLAN_LIGHT_H
#define PLAN_LIGHT_H
#include "plan/state.h"

/* green: in time; yellow: due within soon_days, behind its line, or claimed and passed; red: passed and open; grey: done, waived,
 * retired, or nothing is due. */
enum light { LIGHT_GREY, LIGHT_GREEN, LIGHT_YELLOW, LIGHT_RED };

/* The standing of an occurrence at `now` in numbers; one pure function for every listing and message. `behind`: a
 * floor of it is under its line (plan/pace.h). */
struct outlook {
	enum light light;
	int days_left;	      /* due - today; negative: passed */
	int workdays_left;    /* working days in (today, due]; negative: passed */
	int64_t seconds_left; /* of a timed one */
};
struct outlook outlook_of(const struct occurrence *o, const struct state *s, bool behind,
    const struct calendar *c, moment now, int soon_days);
const char *light_name(enum light l); /* "grey" … */
#endif
