#ifndef CALENDAR_ZONE_H
#define CALENDAR_ZONE_H
#include "base/error.h"
#include "base/moment.h"
#include "calendar/civil.h"

/* An IANA time zone, through libical on the system's zoneinfo. Borrowed from libical: nothing to
   free. */
struct zone {
	const char *name;
	struct _icaltimezone *tz; /* NULL: UTC */
};

/* "Asia/Shanghai"; NULL or "": the system's own (TZ, /etc/localtime), else UTC. */
bool zone_open(const char *name, struct zone *out, struct error *err);
/* Seconds east of UTC at that moment. */
int zone_offset(const struct zone *z, moment at);
/*
 * The moment of a local day and second of the day (may be ≥ 86400: it runs on into the next day). A
 * local time that a jump skips is moved forward by the gap; of one that occurs twice the first is
 * taken.
 */
moment zone_moment(const struct zone *z, day d, int second_of_day);
/* The local day of a moment; *second_of_day (may be NULL) too. */
day zone_day(const struct zone *z, moment at, int *second_of_day);
/* The local month of a moment, counted from January of the year 0. */
int zone_month(const struct zone *z, moment at);
/* "2016-10-29T08:00:00+08:00"; "Mon, 23 Nov 2026 09:10:00 +0800" (RFC 5322). */
enum { ZONE_ISO_BYTES = 26, ZONE_MAIL_BYTES = 40 };
void zone_print_iso(const struct zone *z, moment at, char out[ZONE_ISO_BYTES]);
void zone_print_mail(const struct zone *z, moment at, char out[ZONE_MAIL_BYTES]);
/*
 * ISO 8601 with or without offset ("2016-10-29T08:00", "…Z", "…+08:00", space for T, a bare day =
 * 00:00); local in z without an offset.
 */
bool zone_parse_iso(const struct zone *z, const char *s, moment *out);
#endif
