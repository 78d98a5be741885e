/*
 * Lengths of time as they are written: a number and a unit. One table holds every unit's two
 * spellings and what a day's reckoning needs of it.
 */
#include "calendar/duration.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct unit {
	const char *word;	/* 30d */
	const char *iso_prefix; /* P or PT, */
	const char *iso;	/* and the end of P30D */
	int64_t seconds;	/* about, for what the calendar decides */
	bool timed;
	int days, months; /* what one is on the calendar; working days are neither */
} units[] = {
    [DURATION_NONE] = {"", "", "", 0, false, 0, 0},
    [DURATION_SECONDS] = {"s", "PT", "S", 1, true, 0, 0},
    [DURATION_MINUTES] = {"m", "PT", "M", MINUTE_S, true, 0, 0},
    [DURATION_HOURS] = {"h", "PT", "H", HOUR_S, true, 0, 0},
    [DURATION_DAYS] = {"d", "P", "D", DAY_S, false, 1, 0},
    [DURATION_WORKDAYS] = {"wd", "P", "BD", DAY_S, false, 0, 0},
    [DURATION_WEEKS] = {"w", "P", "W", 7 * DAY_S, false, 7, 0},
    [DURATION_MONTHS] = {"mo", "P", "M", 30 * DAY_S, false, 0, 1},
    [DURATION_YEARS] = {"y", "P", "Y", 365 * DAY_S, false, 0, 12},
};
enum { UNITS = sizeof units / sizeof *units, NUMBER_MAX = 1000000000 };

/* The digits at *s; false where there are none or too many. */
static bool take_number(const char **s, int *out)
{
	int64_t n = 0;
	const char *at = *s;

	for (; *at >= '0' && *at <= '9'; at++) {
		n = n * 10 + (*at - '0');
		if (n > NUMBER_MAX)
			return false;
	}
	if (at == *s)
		return false;
	*s = at;
	*out = (int)n;
	return true;
}

bool duration_parse(const char *s, struct duration *out)
{
	int n;

	if (!take_number(&s, &n))
		return false;
	for (int u = DURATION_SECONDS; u < UNITS; u++)
		if (!strcmp(s, units[u].word)) {
			*out = (struct duration){.n = n, .unit = (enum duration_unit)u};
			return true;
		}
	return false;
}

void duration_print(struct duration d, char out[16])
{
	snprintf(out, 16, "%d%s", d.n, units[d.unit].word);
}

bool duration_parse_iso(const char *s, struct duration *out)
{
	int sign = *s == '-' ? -1 : 1, n;
	bool timed;

	s += *s == '-';
	if (*s++ != 'P')
		return false;
	timed = *s == 'T';
	s += timed;
	if (!take_number(&s, &n))
		return false;
	for (int u = DURATION_SECONDS; u < UNITS; u++)
		if (units[u].timed == timed && !strcmp(s, units[u].iso)) {
			*out = (struct duration){.n = sign * n, .unit = (enum duration_unit)u};
			return true;
		}
	return false;
}

void duration_print_iso(struct duration d, char out[16])
{
	const struct unit *u = &units[d.unit];

	snprintf(
	    out, 16, "%s%s%u%s", d.n < 0 ? "-" : "", u->iso_prefix, (unsigned)abs(d.n), u->iso);
}

bool duration_is_timed(struct duration d)
{
	return units[d.unit].timed;
}

static day add_days(day from, int64_t days)
{
	int64_t at = from + days;
	int year = at > INT32_MIN && at < INT32_MAX ? civil_of((day)at).year : 0;

	return year >= 1 && year <= 9999 ? (day)at : DAY_NONE;
}

static day add_months(day from, int64_t months)
{
	return months > INT32_MIN && months < INT32_MAX ? civil_add_months(from, (int)months)
							: DAY_NONE;
}

day duration_add_to(const struct calendar *c, struct duration d, day from)
{
	const struct unit *u = &units[d.unit];

	if (d.unit == DURATION_WORKDAYS)
		return workday_add(&c->workdays, from, d.n);
	if (u->months)
		return add_months(from, (int64_t)d.n * u->months);
	return u->days ? add_days(from, (int64_t)d.n * u->days) : DAY_NONE;
}

moment duration_end(const struct calendar *c, struct duration d, moment from)
{
	day last;

	if (units[d.unit].timed)
		return from == MOMENT_NEVER ? from : from + duration_seconds(d);
	last = duration_add_to(c, d, zone_day(&c->zone, from, NULL));
	return last == DAY_NONE ? MOMENT_NEVER : zone_moment(&c->zone, last + 1, 0);
}

int64_t duration_seconds(struct duration d)
{
	return d.n * units[d.unit].seconds;
}
