/* The one place that reads the time of day. A rated clock is a straight line over the real one
 * (start, shown, rate), so that clock_to_real() is its inverse and follows the real clock's jumps;
 * a skipping clock is a number that only moves forward. */
#include "base/clock.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct {
	enum { CLOCK_IS_REAL, CLOCK_IS_RATED, CLOCK_IS_SKIPPING } kind;
	moment shown; /* what it showed when it was opened; of a skipping one, what it shows */
	double start; /* the real time then */
	double rate;
	moment end;  /* of a skipping one */
	double lead; /* how far the real time of day was ahead of the monotonic clock */
} the_clock = {.end = MOMENT_NEVER, .lead = -HUGE_VAL};

static double read_seconds(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* "2016-10-29T08:00:00+08:00" at the start of s; NULL when it is not there. */
static const char *parse_start(const char *s, moment *out)
{
	struct tm tm = {0}, copy;
	const char *end = strptime(s, "%Y-%m-%dT%H:%M:%S%z", &tm);
	long east_s = tm.tm_gmtoff;

	if (!end)
		return NULL;
	copy = tm;
	*out = (moment)timegm(&copy) - east_s;
	return copy.tm_mday == tm.tm_mday && copy.tm_sec == tm.tm_sec ? end : NULL;
}

/* Behind "skip": nothing, or until when. */
static bool parse_until(const char *s, moment *end)
{
	static const char until[] = " until ";

	*end = MOMENT_NEVER;
	if (!*s)
		return true;
	if (strncmp(s, until, sizeof until - 1))
		return false;
	s = parse_start(s + sizeof until - 1, end);
	return s && !*s;
}

/* What stands behind the start: nothing, "x86400" or "skip". */
static bool parse_pace(const char *s, bool *skip, double *rate, moment *until)
{
	char *end;

	*rate = 1;
	*until = MOMENT_NEVER;
	*skip = !strncmp(s, " skip", 5);
	if (*skip)
		return parse_until(s + 5, until);
	if (!*s)
		return true;
	if (strncmp(s, " x", 2) || s[2] < '0' || s[2] > '9')
		return false;
	*rate = strtod(s + 2, &end);
	return !*end && *rate > 0 && *rate <= 1e9;
}

bool clock_open(const char *specification, struct error *err)
{
	const char *pace;
	moment shown = 0, until = MOMENT_NEVER;
	double rate;
	bool skip;

	the_clock.kind = CLOCK_IS_REAL;
	if (!specification || !*specification)
		return true;
	pace = parse_start(specification, &shown);
	if (!pace || !parse_pace(pace, &skip, &rate, &until))
		return error_set(err,
		    "DEADLINED_CLOCK: \"%s\" is no clock; write \"2016-10-29T08:00:00+08:00\", "
		    "with \" x86400\" (a day a second) or \" skip\" (and "
		    "\" until 2021-03-31T00:00:00+08:00\") behind it where wanted",
		    specification);
	the_clock.kind = skip ? CLOCK_IS_SKIPPING : CLOCK_IS_RATED;
	the_clock.shown = shown;
	the_clock.start = read_seconds(CLOCK_REALTIME);
	the_clock.rate = rate;
	the_clock.end = until;
	return true;
}

static moment whole_seconds(double s)
{
	moment towards_zero = (moment)s;

	return towards_zero - (s < (double)towards_zero);
}

moment clock_now(void)
{
	double real;

	if (the_clock.kind == CLOCK_IS_SKIPPING)
		return the_clock.shown;
	real = read_seconds(CLOCK_REALTIME);
	if (the_clock.kind == CLOCK_IS_REAL)
		return whole_seconds(real);
	return the_clock.shown + whole_seconds((real - the_clock.start) * the_clock.rate);
}

bool clock_skips(void)
{
	return the_clock.kind == CLOCK_IS_SKIPPING;
}

void clock_skip(moment to)
{
	if (clock_skips() && to > the_clock.shown && to != MOMENT_NEVER)
		the_clock.shown = to;
}

moment clock_end(void)
{
	return the_clock.end;
}

double clock_to_real(moment at)
{
	/* A double holds today's seconds to 0.24 µs: rounded up by more than that, the clock does
	 * show `at` then. */
	const double rounding_s = 1e-6;

	if (at == MOMENT_NEVER)
		return HUGE_VAL;
	if (the_clock.kind == CLOCK_IS_REAL)
		return (double)at;
	if (the_clock.kind == CLOCK_IS_SKIPPING)
		return at <= the_clock.shown ? read_seconds(CLOCK_REALTIME) : HUGE_VAL;
	return the_clock.start + (double)(at - the_clock.shown) / the_clock.rate + rounding_s;
}

/* Between the two readings some time passes: less than a second is no step. */
int64_t clock_set_back(void)
{
	const double step_s = 1;
	double lead = -read_seconds(CLOCK_MONOTONIC), back_s;

	lead += read_seconds(CLOCK_REALTIME);
	back_s = the_clock.lead - lead;
	if (back_s > 0 && back_s < step_s)
		return 0;
	the_clock.lead = lead;
	if (back_s < step_s || the_clock.kind == CLOCK_IS_SKIPPING)
		return 0;
	return whole_seconds(back_s * (the_clock.kind == CLOCK_IS_RATED ? the_clock.rate : 1));
}

double clock_elapsed(void)
{
	return read_seconds(CLOCK_MONOTONIC);
}
