/*
 * Day numbers and their year, month and day. The year is counted from March, so that the leap day
 * is the last of its year and the months' lengths follow one formula (as in the Zeller and Hinnant
 * reckonings); no table of days, no loop.
 */
#include "calendar/civil.h"
#include <stdio.h>
#include <string.h>

enum {
	ERA_YEARS = 400,
	ERA_DAYS = 146097,
	EPOCH_DAYS = 719468, /* 0000-03-01 to 1970-01-01 */
	YEAR_MAX = 9999
};

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int civil_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

day civil_day(int year, int month, int mday)
{
	int march_year, era, year_of_era, day_of_year;

	if (year < 1 || year > YEAR_MAX || mday < 1 || mday > civil_month_days(year, month))
		return DAY_NONE;
	march_year = month <= 2 ? year - 1 : year;
	era = march_year / ERA_YEARS;
	year_of_era = march_year % ERA_YEARS;
	day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;
	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - EPOCH_DAYS;
}

struct civil civil_of(day d)
{
	int64_t n = (int64_t)d + EPOCH_DAYS;
	int64_t era = (n >= 0 ? n : n - (ERA_DAYS - 1)) / ERA_DAYS;
	int day_of_era = (int)(n - era * ERA_DAYS);
	int year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) /
	    365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int march_month = (5 * day_of_year + 2) / 153;
	int month = march_month < 10 ? march_month + 3 : march_month - 9;

	return (struct civil){
	    .year = (int)(era * ERA_YEARS) + year_of_era + (month <= 2),
	    .month = month,
	    .mday = day_of_year - (153 * march_month + 2) / 5 + 1,
	};
}

int civil_weekday(day d)
{
	/* 1970-01-01 was a Thursday. */
	return (int)((((int64_t)d + 3) % 7 + 7) % 7) + 1;
}

day civil_month_last(int year, int month)
{
	return civil_day(year, month, civil_month_days(year, month));
}

day civil_add_months(day d, int months)
{
	struct civil c = civil_of(d);
	int64_t month = (int64_t)c.year * 12 + c.month - 1 + months;
	int year = (int)(month / 12), last;

	if (d == DAY_NONE || month < 12 || month / 12 > YEAR_MAX)
		return DAY_NONE;
	last = civil_month_days(year, (int)(month % 12) + 1);
	return civil_day(year, (int)(month % 12) + 1, c.mday < last ? c.mday : last);
}

bool civil_parse(const char *s, day *out)
{
	static const char shape[] = "dddd-dd-dd";
	int number[3] = {0}, part = 0;
	day d;

	if (strlen(s) != sizeof shape - 1)
		return false;
	for (size_t i = 0; i < sizeof shape - 1; i++) {
		if (shape[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != shape[i])
			return false;
		if (shape[i] == 'd')
			number[part] = number[part] * 10 + (s[i] - '0');
		else
			part++;
	}
	d = civil_day(number[0], number[1], number[2]);
	if (d == DAY_NONE)
		return false;
	*out = d;
	return true;
}

void civil_print(day d, char out[11])
{
	struct civil c = civil_of(d);

	out[0] = 0;
	if (c.year >= 1 && c.year <= YEAR_MAX)
		snprintf(out, 11, "%04u-%02u-%02u", (unsigned)c.year % 10000,
		    (unsigned)c.month % 100, (unsigned)c.mday % 100);
}
