/* When the office works: its zone, its weekend, and the tables of holidays and make-up days. */
#include "config/conf_calendar.h"
#include "base/file.h"

enum { MONDAY = 1, SUNDAY = 7, WEEKEND_NONE = 1 }; /* bit 0 is no weekday */

void conf_timezone_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *name = keys_text(r, s);
	struct error err;

	(void)k;
	if (name && !zone_open(name, member, &err))
		keys_error(r, s, "%s", err.s);
}

static void key_weekend(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL};
	struct names texts = {0};
	unsigned days = 0;

	(void)k;
	(void)member;
	if (!keys_texts(r, s, &texts))
		return;
	for (int i = 0; i < config_setting_length(s); i++) {
		const struct key row = {.name = "weekend", .more = names};
		int at = -1;

		key_choice(r, config_setting_get_elem(s, (unsigned)i), &row, &at);
		if (at >= 0)
			days |= 1u << (at + MONDAY);
	}
	if (days == (1u << (SUNDAY + 1)) - (1u << MONDAY))
		keys_error(r, s, "leaves no working day");
	else
		r->settings->calendar.workdays.weekend = days ? days : WEEKEND_NONE;
}

static void key_holidays(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct names files = {0};

	(void)member;
	key_files(r, s, k, &files);
	for (size_t i = 0; i < files.n; i++)
		workday_load(&r->settings->calendar.workdays, files.at[i], r->mistakes);
}

static const struct key CALENDAR[] = {
    {"weekend", key_weekend, 0, NULL, false},
    {"holidays", key_holidays, 0, NULL, false},
    {0},
};

void conf_calendar_read(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const struct key row = {.name = k->name, .more = CALENDAR};

	key_group(r, s, &row, member);
}

void conf_calendar_default(struct reading *r, const config_setting_t *root)
{
	struct settings *s = r->settings;
	const config_setting_t *own = root ? config_setting_get_member(root, "calendar") : NULL;

	if (!own || !config_setting_is_group(own) || !config_setting_get_member(own, "holidays"))
		workday_load(
		    &s->calendar.workdays, file_data(&s->arena, "holidays/cn.tsv"), r->mistakes);
}
