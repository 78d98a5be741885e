#ifndef CALENDAR_CIVIL_H
#define CALENDAR_CIVIL_H
#include <stdbool.h>
#include <stdint.h>

/* A civil day: days since 1970-01-01, proleptic Gregorian. It has no zone; a sending time has. */
typedef int32_t day;
#define DAY_NONE INT32_MIN

struct civil {
	int year, month, mday; /* month 1–12, mday 1–31 */
};

/* DAY_NONE when there is no such day (2017-02-30) or the year is outside 1–9999. */
day civil_day(int year, int month, int mday);
struct civil civil_of(day d);
/* 1 = Monday … 7 = Sunday (ISO 8601). */
int civil_weekday(day d);
int civil_month_days(int year, int month);
/* The last day of a month. */
day civil_month_last(int year, int month);
/* Add months; the day of the month is clamped to the month's last (31 January + 1 month = 28
   February). */
day civil_add_months(day d, int months);
/* "YYYY-MM-DD" and nothing else. */
bool civil_parse(const char *s, day *out);
/* As YYYY-MM-DD; empty for DAY_NONE and outside the years 1-9999. */
void civil_print(day d, char out[11]);
#endif
