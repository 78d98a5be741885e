/*
 * Working days: a weekend rule and a sorted list of exceptions. A sum is walked day by day where
 * there are exceptions and leaps by whole weeks where there are none, so that a million working
 * days cost no more than a hundred.
 */
#include "calendar/workday.h"
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/span.h"
#include "base/utf8.h"

enum { TABLE_BYTES_MAX = 4 << 20, SATURDAY = 6, SUNDAY = 7, SOON_DAYS = 60 };
static const day FIRST_DAY = -719162, LAST_DAY = 2932896; /* 0001-01-01, 9999-12-31 */

static bool is_weekend(const struct workdays *w, day d)
{
	unsigned weekend = w->weekend ? w->weekend : 1u << SATURDAY | 1u << SUNDAY;

	return weekend >> civil_weekday(d) & 1;
}

/* The index of the first exception on or after d. */
static size_t exception_from(const struct workdays *w, day d)
{
	size_t low = 0, high = w->exceptions.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->exceptions.at[middle].day < d)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct workday_exception *exception_on(const struct workdays *w, day d)
{
	size_t i = exception_from(w, d);

	return i < w->exceptions.n && w->exceptions.at[i].day == d ? &w->exceptions.at[i] : NULL;
}

/* "2016-01-01<TAB>off<TAB>元旦" */
static bool parse_row(
    struct span line, struct arena *a, struct workday_exception *out, struct error *err)
{
	struct span date = span_trim(span_cut(&line, "\t")),
		    kind = span_trim(span_cut(&line, "\t"));
	struct span name = span_trim(span_cut(&line, "\t"));
	char written[11] = "";

	if (date.n < sizeof written)
		memcpy(written, date.s, date.n);
	if (!civil_parse(written, &out->day))
		return error_set(err, "\"%.*s\" is no day; write it as 2016-10-01",
		    (int)utf8_cut(date.s, date.n < 40 ? date.n : 40), date.s);
	if (!span_equal(kind, "off") && !span_equal(kind, "work"))
		return error_set(
		    err, "%s needs \"off\" or \"work\" behind it, after a tab", written);
	if (!name.n || !utf8_valid(name.s, name.n))
		return error_set(
		    err, "%s needs the holiday's name (UTF-8) in its third column", written);
	out->work = span_equal(kind, "work");
	out->name = arena_dupn(a, name.s, name.n);
	return true;
}

/* Is the line to be read at all? Not: an empty one, a comment, the headings. */
static bool has_row(struct span line)
{
	return span_trim(line).n && line.s[0] != '#' && !span_starts(line, "date\t");
}

/* Keep the list sorted; a day that is there already takes the new row. */
static void put(struct workdays *w, struct workday_exception row)
{
	size_t i = exception_from(w, row.day), behind = w->exceptions.n - i;

	if (behind && w->exceptions.at[i].day == row.day) {
		w->exceptions.at[i] = row;
		return;
	}
	list_push(&w->arena, &w->exceptions);
	memmove(&w->exceptions.at[i + 1], &w->exceptions.at[i], behind * sizeof row);
	w->exceptions.at[i] = row;
}

/* Take one line; `seen` holds the days that the same file has named before. */
static bool take_line(
    struct workdays *w, struct workdays *seen, struct span line, struct error *err)
{
	struct workday_exception row = {0};
	bool again;

	if (!parse_row(line, &w->arena, &row, err))
		return false;
	again = exception_on(seen, row.day);
	put(seen, row);
	put(w, row);
	if (row.day > w->horizon || !w->horizon)
		w->horizon = civil_day(civil_of(row.day).year, 12, 31);
	if (again)
		return error_set(
		    err, "%.10s stands here a second time; remove one of the two rows", line.s);
	return true;
}

void workday_load(struct workdays *w, const char *path, struct errors *mistakes)
{
	scope(text) table = {0};
	struct workdays seen = {0};
	struct span rest, line;
	struct error err;

	if (!file_read(path, TABLE_BYTES_MAX, &table, &err)) {
		const char *words = strstr(err.s, ": ");

		errors_add(mistakes, path, 0, "%s", words ? words + 2 : err.s);
		return;
	}
	rest = (struct span){.s = text_get(&table), .n = table.len, .line = 1};
	while (span_next_line(&rest, &line))
		if (has_row(line) && !take_line(w, &seen, line, &err))
			errors_add(mistakes, path, line.line, "%s", err.s);
	workday_release(&seen);
}

bool workday_is(const struct workdays *w, day d)
{
	const struct workday_exception *e = exception_on(w, d);

	return e ? e->work : !is_weekend(w, d);
}

const char *workday_name(const struct workdays *w, day d)
{
	const struct workday_exception *e = exception_on(w, d);

	return e ? e->name : NULL;
}

static int week_workdays(const struct workdays *w)
{
	int n = 0;

	for (day d = 0; d < 7; d++)
		n += !is_weekend(w, d);
	return n;
}

/* Are there no exceptions from d on in this direction? */
static bool is_beyond_tables(const struct workdays *w, day d, int direction)
{
	if (!w->exceptions.n)
		return true;
	return direction > 0 ? d >= w->exceptions.at[w->exceptions.n - 1].day
			     : d <= w->exceptions.at[0].day;
}

day workday_add(const struct workdays *w, day d, int n)
{
	int direction = n < 0 ? -1 : 1, a_week = week_workdays(w);
	int64_t left = n < 0 ? -(int64_t)n : n, at = d;

	while (left) {
		if (is_beyond_tables(w, (day)at, direction)) {
			if (!a_week)
				return DAY_NONE;
			at += (left - 1) / a_week * 7 * direction;
			left -= (left - 1) / a_week * a_week;
		}
		at += direction;
		if (at < FIRST_DAY || at > LAST_DAY)
			return DAY_NONE;
		left -= workday_is(w, (day)at);
	}
	return (day)at;
}

/* Days of (from, to] that the weekend rule alone would work, from <= to. */
static int64_t ruled_between(const struct workdays *w, int64_t from, int64_t to)
{
	int64_t n = (to - from) / 7 * week_workdays(w);

	for (int64_t at = to - (to - from) % 7 + 1; at <= to; at++)
		n += !is_weekend(w, (day)at);
	return n;
}

int workday_between(const struct workdays *w, day from, day to)
{
	int64_t n;

	if (to < from)
		return -workday_between(w, to, from);
	n = ruled_between(w, from, to);
	for (size_t i = exception_from(w, from);
	     i < w->exceptions.n && w->exceptions.at[i].day <= to; i++)
		if (w->exceptions.at[i].day > from)
			n += w->exceptions.at[i].work - !is_weekend(w, w->exceptions.at[i].day);
	return (int)n;
}

day workday_at_or_before(const struct workdays *w, day d)
{
	return workday_is(w, d) ? d : workday_add(w, d, -1);
}

day workday_at_or_after(const struct workdays *w, day d)
{
	return workday_is(w, d) ? d : workday_add(w, d, 1);
}

bool workday_provisional(const struct workdays *w, day d)
{
	return w->horizon && d > w->horizon;
}

bool workday_reach_far(const struct workdays *w, day today, struct error *err)
{
	char end[11];

	if (!w->horizon || w->horizon - today > SOON_DAYS)
		return true;
	civil_print(w->horizon, end);
	return error_set(err,
	    "the tables of holidays end with %s: working days beyond it are provisional; add the "
	    "next year's (update-holidays takes them from their public form)",
	    end);
}

void workday_release(struct workdays *w)
{
	arena_release(&w->arena);
	*w = (struct workdays){0};
}
