/* Days, distances, bars and amounts in words. No sentence stands here: every word comes from the language's
 * words.json, in which {name} marks a place; here is only which word fits. */
#include "remind/phrase.h"
#include <stdio.h>
#include "plan/target.h"

enum { BAR_CELLS = 20, HOURS_MAX = 72 };

static const char *word_of(const struct phrase *p, const char *key)
{
	return templates_word(p->templates, p->language, key);
}

/* The value of the place that begins at *s with '{', which is stepped over; NULL when it is none. */
static const char *place_value(const char **s, const char *const *pairs)
{
	const char *close = strchr(*s, '}');
	size_t n = close ? (size_t)(close - *s - 1) : 0;

	for (; close && *pairs; pairs += 2)
		if (strlen(*pairs) == n && !memcmp(*pairs, *s + 1, n)) {
			*s = close + 1;
			return pairs[1];
		}
	return NULL;
}

void phrase_add_pairs(
    const struct phrase *p, struct text *out, const char *key, const char *const *pairs)
{
	const char *word = word_of(p, key);

	while (*word) {
		const char *value = *word == '{' ? place_value(&word, pairs) : NULL;

		if (value)
			text_add(out, value);
		else
			text_addc(out, *word++);
	}
}

void phrase_add_count(const struct phrase *p, struct text *out, const char *key, int64_t n)
{
	char number[24], one[64];

	snprintf(number, sizeof number, "%lld", (long long)n);
	snprintf(one, sizeof one, "%s.one", key);
	if (n == 1 && templates_has_word(p->templates, p->language, one))
		key = one;
	phrase_add(p, out, key, "n", number, NULL);
}

static day today_of(const struct phrase *p)
{
	return zone_day(&p->calendar->zone, p->now, NULL);
}

/* A day with a note behind its weekday ({note}). */
static void add_day_noted(
    const struct phrase *p, struct text *out, const char *form, day d, const char *note)
{
	struct civil c = civil_of(d);
	char year[16], mday[16], month[16], weekday[16];

	snprintf(year, sizeof year, "%d", c.year);
	snprintf(mday, sizeof mday, "%d", c.mday);
	snprintf(month, sizeof month, "month.%d", c.month);
	snprintf(weekday, sizeof weekday, "weekday.%d", civil_weekday(d));
	if (!strcmp(form, "day.short") && c.year != civil_of(today_of(p)).year)
		form = "day.other_year";
	phrase_add(p, out, form, "y", year, "month", word_of(p, month), "d", mday, "weekday",
	    word_of(p, weekday), "note", note, NULL);
}

void phrase_add_day(const struct phrase *p, struct text *out, const char *form, day d)
{
	add_day_noted(p, out, form, d, "");
}

static bool is_weekend(const struct phrase *p, day d)
{
	struct workdays rule = {.weekend = p->calendar->workdays.weekend};

	return !workday_is(&rule, d);
}

/* The last working day before a free one, while it is of use. */
static void add_last(const struct phrase *p, struct text *out, day due)
{
	day last = workday_at_or_before(&p->calendar->workdays, due);
	scope(text) written = {0};

	if (due < today_of(p) || last == DAY_NONE)
		return;
	phrase_add_day(p, &written, "day.short", last);
	if (is_weekend(p, last))
		phrase_add(p, &written, "last.makeup", NULL);
	phrase_add(
	    p, out, last == today_of(p) ? "last.today" : "last", "last", text_get(&written), NULL);
}

static void add_due_day(const struct phrase *p, struct text *out, day due)
{
	const struct workdays *w = &p->calendar->workdays;
	const char *name = workday_name(w, due);
	scope(text) note = {0};

	if (workday_is(w, due)) {
		if (is_weekend(p, due))
			phrase_add(p, &note, "note.makeup", NULL);
	} else {
		phrase_add(
		    p, &note, name ? "note.holiday" : "note.free", "name", name ? name : "", NULL);
		add_last(p, &note, due);
	}
	add_day_noted(p, out, note.len ? "day.noted" : "day", due, text_get(&note));
}

void phrase_add_due(const struct phrase *p, struct text *out, const struct occurrence *o)
{
	scope(text) written = {0};
	char time[16];
	int second;
	day d = zone_day(&p->calendar->zone, o->end, &second);

	if (!o->timed) {
		add_due_day(p, out, o->due);
		return;
	}
	phrase_add_day(p, &written, "day", d);
	snprintf(time, sizeof time, "%02d:%02d", second / HOUR_S, second / MINUTE_S % 60);
	phrase_add(p, out, "moment", "day", text_get(&written), "time", time, NULL);
}

static void add_hours(const struct phrase *p, struct text *out, int64_t seconds)
{
	int64_t minutes = (seconds + MINUTE_S / 2) / MINUTE_S, hours = minutes / 60;

	if (hours >= HOURS_MAX) {
		phrase_add_count(p, out, "days", hours / 24);
		return;
	}
	if (hours)
		phrase_add_count(p, out, "hours", hours);
	if (minutes % 60 || !hours) {
		text_add(out, hours ? " " : "");
		phrase_add_count(p, out, "minutes", minutes % 60);
	}
}

static void add_clock_left(const struct phrase *p, struct text *out, const struct occurrence *o)
{
	int64_t left = o->end - p->now;
	scope(text) length = {0};

	add_hours(p, &length, left > 0 ? left : -left);
	if (left > -MINUTE_S && left <= 0)
		phrase_add(p, out, "passed.now", NULL);
	else
		phrase_add(p, out, left > 0 ? "left" : "passed", "days", text_get(&length), NULL);
}

void phrase_add_left(const struct phrase *p, struct text *out, const struct occurrence *o)
{
	int days = o->due - today_of(p), works;
	scope(text) calendar = {0};
	scope(text) working = {0};

	if (o->timed) {
		add_clock_left(p, out, o);
		return;
	}
	works = days > 0 ? workday_between(&p->calendar->workdays, today_of(p), o->due) : 0;
	phrase_add_count(p, &calendar, "days", days < 0 ? -days : days);
	phrase_add_count(p, &working, "workdays", works);
	phrase_add(p, out,
	    days < 0	    ? "passed"
	    : !days	    ? "left.today"
	    : !works	    ? "left.idle"
	    : works == days ? "left"
			    : "left.working",
	    "days", text_get(&calendar), "workdays", text_get(&working), NULL);
}

void phrase_add_bar(const struct phrase *p, struct text *out, int percent)
{
	for (int i = 0; i < BAR_CELLS; i++)
		phrase_add(
		    p, out, (i + 1) * 100 <= percent * BAR_CELLS ? "bar.full" : "bar.empty", NULL);
}

void phrase_add_amount(struct text *out, double value, const char *unit)
{
	target_add_number(value, out);
	if (unit && *unit && strcmp(unit, "%"))
		text_addc(out, ' ');
	text_add(out, unit ? unit : "");
}

void phrase_add_length(const struct phrase *p, struct text *out, struct duration d)
{
	static const char *const keys[] = {[DURATION_NONE] = "days",
	    [DURATION_SECONDS] = "seconds",
	    [DURATION_MINUTES] = "minutes",
	    [DURATION_HOURS] = "hours",
	    [DURATION_DAYS] = "days",
	    [DURATION_WORKDAYS] = "workdays",
	    [DURATION_WEEKS] = "weeks",
	    [DURATION_MONTHS] = "months",
	    [DURATION_YEARS] = "years"};

	phrase_add_count(p, out, keys[d.unit], d.n);
}

void phrase_add_names(const struct phrase *p, struct text *out, const struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		text_add(out, i ? word_of(p, "list") : "");
		text_add(out, names->at[i]);
	}
}
