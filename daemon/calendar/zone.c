/*
 * Time zones through libical's builtin ones (the system's zoneinfo). A local time is looked up from
 * both sides, a day before and a day after: where the two offsets differ there is a change between
 * them, and which of the two holds decides.
 */
#include "calendar/zone.h"
#include <libical/ical.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* libical unrolls its rules year by year: moments outside 1900–2500 have the offset of that
   edge. */
static const moment RULED_FIRST = -2208988800, RULED_LAST = 16725225599;
static const moment SHOWN_FIRST = -62135510400,
		    SHOWN_LAST = 253402214400; /* years 1–9999, a day inside */

static moment clamp(moment at, moment first, moment last)
{
	return at < first ? first : at > last ? last : at;
}

/* The zone's name in "/usr/share/zoneinfo/Asia/Shanghai"; NULL when it is none. */
static const char *name_in_path(const char *path)
{
	static const char folder[] = "/zoneinfo/";
	const char *at = strstr(path, folder);

	return at ? at + sizeof folder - 1 : NULL;
}

/* The system's zone as an IANA name in `room`; "UTC" where none is set. */
static const char *system_zone(char room[PATH_MAX])
{
	const char *tz = getenv("TZ"), *name;

	if (tz && *tz == ':')
		tz++;
	if (tz && *tz && *tz != '/')
		return tz;
	if (!realpath(tz && *tz ? tz : "/etc/localtime", room))
		return "UTC";
	name = name_in_path(room);
	return name ? name : "UTC";
}

bool zone_open(const char *name, struct zone *out, struct error *err)
{
	char room[PATH_MAX];
	const char *wanted = name && *name ? name : system_zone(room);
	icaltimezone *tz;
	const char *known;

	icalerror_set_errors_are_fatal(0);
	if (!strcmp(wanted, "UTC") || !strcmp(wanted, "Etc/UTC")) {
		*out = (struct zone){.name = "UTC"};
		return true;
	}
	tz = *wanted == '/' || strstr(wanted, "..") ? NULL
						    : icaltimezone_get_builtin_timezone(wanted);
	if (!tz)
		return error_set(err,
		    "\"%s\" is no time zone of this system; name one as \"Asia/Shanghai\"", wanted);
	icaltimezone_get_component(tz); /* loads the zone, which renews its strings */
	known = icaltimezone_get_location(tz);
	*out = known ? (struct zone){.name = known, .tz = tz} : (struct zone){.name = "UTC"};
	return true;
}

int zone_offset(const struct zone *z, moment at)
{
	struct icaltimetype utc;

	if (!z->tz)
		return 0;
	at = clamp(at, RULED_FIRST, RULED_LAST);
	utc = icaltime_from_timet_with_zone((time_t)at, 0, icaltimezone_get_utc_timezone());
	return icaltimezone_get_utc_offset_of_utc_time(z->tz, &utc, NULL);
}

moment zone_moment(const struct zone *z, day d, int second_of_day)
{
	moment local = (moment)d * DAY_S + second_of_day;
	int before = zone_offset(z, local - DAY_S), after = zone_offset(z, local + DAY_S);

	if (before == after || zone_offset(z, local - before) == before)
		return local - before;
	if (zone_offset(z, local - after) == after)
		return local - after;
	return local - before;
}

day zone_day(const struct zone *z, moment at, int *second_of_day)
{
	moment local = clamp(at, SHOWN_FIRST, SHOWN_LAST) + zone_offset(z, at);
	moment second = (local % DAY_S + DAY_S) % DAY_S;

	if (second_of_day)
		*second_of_day = (int)second;
	return (day)((local - second) / DAY_S);
}

int zone_month(const struct zone *z, moment at)
{
	struct civil c = civil_of(zone_day(z, at, NULL));

	return 12 * c.year + c.month - 1;
}

/* A moment taken apart for printing. */
struct parts {
	struct civil c;
	unsigned hour, minute, second, east_hours, east_minutes;
	char sign;
	int weekday;
};

static struct parts parts_of(const struct zone *z, moment at)
{
	int second, offset = zone_offset(z, at), east = abs(offset);
	day d = zone_day(z, at, &second);

	return (struct parts){
	    .c = civil_of(d),
	    .hour = (unsigned)second / HOUR_S,
	    .minute = (unsigned)second % HOUR_S / MINUTE_S,
	    .second = (unsigned)second % MINUTE_S,
	    .east_hours = (unsigned)east / HOUR_S % 24,
	    .east_minutes = (unsigned)east % HOUR_S / MINUTE_S,
	    .sign = offset < 0 ? '-' : '+',
	    .weekday = civil_weekday(d),
	};
}

void zone_print_iso(const struct zone *z, moment at, char out[ZONE_ISO_BYTES])
{
	struct parts p = parts_of(z, at);

	snprintf(out, ZONE_ISO_BYTES, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
	    (unsigned)p.c.year % 10000, (unsigned)p.c.month % 100, (unsigned)p.c.mday % 100, p.hour,
	    p.minute, p.second, p.sign, p.east_hours, p.east_minutes);
}

void zone_print_mail(const struct zone *z, moment at, char out[ZONE_MAIL_BYTES])
{
	static const char weekdays[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char months[][4] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct parts p = parts_of(z, at);

	snprintf(out, ZONE_MAIL_BYTES, "%s, %02d %s %04d %02u:%02u:%02u %c%02u%02u",
	    weekdays[p.weekday - 1], p.c.mday, months[p.c.month - 1], p.c.year, p.hour, p.minute,
	    p.second, p.sign, p.east_hours, p.east_minutes);
}

/* Two digits below `limit` at *s. */
static bool take_two(const char **s, int limit, int *out)
{
	const char *at = *s;

	if (at[0] < '0' || at[0] > '9' || at[1] < '0' || at[1] > '9')
		return false;
	*out = (at[0] - '0') * 10 + (at[1] - '0');
	*s += 2;
	return *out < limit;
}

/* "08:00", "08:00:30", "08:00:30.25" (the fraction is dropped). */
static bool take_time(const char **s, int *second_of_day)
{
	int hour, minute, second = 0;

	if (!take_two(s, 24, &hour) || *(*s)++ != ':' || !take_two(s, 60, &minute))
		return false;
	if (**s == ':') {
		++*s;
		if (!take_two(s, 61, &second))
			return false;
		if (**s == '.' && (*s)[1] >= '0' && (*s)[1] <= '9')
			*s += 1 + strspn(*s + 1, "0123456789");
	}
	*second_of_day = hour * HOUR_S + minute * MINUTE_S + second;
	return true;
}

/* "Z", "+08:00", "+0800", "+08" */
static bool take_offset(const char **s, int *east_s)
{
	int sign = **s == '-' ? -1 : 1, hours, minutes = 0;

	*east_s = 0;
	if (*(*s)++ == 'Z')
		return true;
	if (!take_two(s, 24, &hours))
		return false;
	if (**s == ':')
		++*s;
	if (**s && !take_two(s, 60, &minutes))
		return false;
	*east_s = sign * (hours * HOUR_S + minutes * MINUTE_S);
	return true;
}

bool zone_parse_iso(const struct zone *z, const char *s, moment *out)
{
	char date[11] = "";
	int second = 0, east_s;
	day d;

	memcpy(date, s, strnlen(s, sizeof date - 1));
	if (!civil_parse(date, &d))
		return false;
	s += sizeof date - 1;
	if (*s && ((*s != 'T' && *s != ' ') || (s++, !take_time(&s, &second))))
		return false;
	if (!*s) {
		*out = zone_moment(z, d, second);
		return true;
	}
	if (!strchr("Z+-", *s) || !take_offset(&s, &east_s) || *s)
		return false;
	*out = (moment)d * DAY_S + second - east_s;
	return true;
}
