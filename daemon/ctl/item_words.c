/* One item in few words, made to stand in a column. */
#include "ctl/item_words.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BAR_CELLS = 10, SECONDS_SHOWN = 2 * 86400, WORKDAYS_SHOWN = 31 };

/* How a light looks where there are no colours, and where there are; worst first. */
static const struct item_look LOOKS[] = {
    {"red", "!", TINT_RED},
    {"yellow", ">", TINT_YELLOW},
    {"green", " ", TINT_GREEN},
    {"grey", " ", TINT_PALE},
};
_Static_assert(sizeof LOOKS / sizeof *LOOKS == ITEM_LOOKS, "a look for each rank");

int item_rank(const json_t *item)
{
	const char *light = json_get_text(item, "light", "grey");
	int i = 0;

	while (i < ITEM_LOOKS - 1 && strcmp(LOOKS[i].light, light) != 0)
		i++;
	return i;
}

static bool is_standing(const json_t *item, const char *standing)
{
	return !strcmp(json_get_text(item, "standing", ""), standing);
}

/* ---- words */

/* A clock in hours, near its end. */
static void add_hours(struct text *out, int64_t seconds)
{
	int64_t left = llabs(seconds), minutes = left / 60;

	if (minutes < 120)
		text_addf(out, "%lld min", (long long)minutes);
	else
		text_addf(out, "%lld h", (long long)(minutes / 60));
	text_add(out, seconds < 0 ? " late" : "");
}

/* Working days count where they can still be counted. */
static void add_days(struct text *out, const json_t *item)
{
	int64_t days = json_get_int(item, "days_left", 0),
		work = json_get_int(item, "workdays_left", 0);

	if (!days)
		text_add(out, "today");
	else
		text_addf(out, "%lld d%s", (long long)llabs(days), days < 0 ? " late" : "");
	if (days > 0 && days <= WORKDAYS_SHOWN && work != days)
		text_addf(out, " (%lld wd)", (long long)work);
}

/* Why nothing is left to be done in time; NULL: something is. */
static const char *rest_of(const json_t *item)
{
	static const struct {
		const char *standing, *word;
	} rests[] = {{"claimed", "to be accepted"}, {"done", "done"}, {"waived", "waived"},
	    {"retired", "retired"}};

	for (size_t i = 0; i < sizeof rests / sizeof *rests; i++)
		if (is_standing(item, rests[i].standing))
			return rests[i].word;
	return NULL;
}

/* What is not to be seen from the days that are left. */
static void add_why(struct text *out, const json_t *item)
{
	static const struct {
		const char *key, *word;
	} whys[] = {
	    {"behind_since", "behind"}, {"asked", "extension asked"}, {"was_due", "extended"}};

	for (size_t i = 0; !rest_of(item) && i < sizeof whys / sizeof *whys; i++)
		if (json_is_string(json_object_get(item, whys[i].key)) ||
		    json_is_object(json_object_get(item, whys[i].key)))
			text_addf(out, ", %s", whys[i].word);
}

/* What is left, or why nothing is. */
void item_add_left(struct text *out, const json_t *item)
{
	int64_t seconds = json_get_int(item, "seconds_left", INT64_MAX);

	if (rest_of(item))
		text_add(out, rest_of(item));
	else if (!json_get_text(item, "due", NULL))
		text_add(out, !strcmp(json_get_text(item, "kind", ""), "relative") ? "not started"
										   : "no day");
	else if (llabs(seconds) < SECONDS_SHOWN)
		add_hours(out, seconds);
	else
		add_days(out, item);
	add_why(out, item);
}

void item_add_due(struct text *out, const json_t *item)
{
	const char *due = json_get_text(item, "due", NULL), *end = json_get_text(item, "end", NULL);

	if (end)
		terminal_add_time(out, end);
	else
		text_add(out, due ? due : json_get_text(item, "relative", "-"));
	if (json_get_bool(item, "provisional", false))
		text_addc(out, '~');
}

void item_add_units(struct text *out, const json_t *item)
{
	const json_t *unit;
	size_t i;

	json_array_foreach (json_object_get(item, "units"), i, unit)
		text_addf(out, "%s%s", i ? ", " : "", json_string_value(unit));
}

void item_add_number(struct text *out, double value)
{
	text_addf(out, "%.*f", value == (double)(int64_t)value ? 0 : 2, value);
}

/* The target that is farthest from its value speaks for all of them. */
void item_add_progress(struct text *out, const json_t *item)
{
	const json_t *target;
	int64_t least = INT64_MAX;
	bool any = false;
	size_t i;

	json_array_foreach (json_object_get(item, "targets"), i, target) {
		int64_t percent = json_get_int(target, "percent", 0);

		any |= json_get_text(target, "at", NULL) != NULL;
		least = percent < least ? percent : least;
	}
	if (!i)
		return;
	if (!any) {
		text_add(out, "not reported");
		return;
	}
	terminal_add_bar(out, (int)least, BAR_CELLS);
	text_addf(out, " %lld%%", (long long)least);
}

const struct item_look *item_look(const json_t *item)
{
	return &LOOKS[item_rank(item)];
}
