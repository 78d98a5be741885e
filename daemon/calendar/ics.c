/* Events → iCalendar through libical, which escapes; what it is given was cleaned of control characters before, so
 * that no text can begin a line of its own. Lines are folded here: libical 3.0.16 folds inside the CRLF that ends a
 * property when 74 bytes stand before it. */
#include "calendar/ics.h"
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

/* A clock's event is the half hour before its end: calendars show nothing of an event without length. */
enum { TIMED_S = 1800, LINE_BYTES = 75 };

/* Text that libical may escape: no control character but the line feed, and that only where lines may be. */
static void add_clean(struct text *out, const char *s, bool one_line)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		bool keep = (c >= ' ' && c != 0x7f) || (c == '\n' && !one_line);

		text_addc(out, keep ? *s : ' ');
	}
}

static void add_text(
    icalcomponent *to, icalproperty *(*make)(const char *), const char *s, bool one_line)
{
	scope(text) clean = {0};

	if (!s || !*s)
		return;
	add_clean(&clean, s, one_line);
	icalcomponent_add_property(to, make(text_get(&clean)));
}

static struct icaltimetype time_of(moment at)
{
	return icaltime_from_timet_with_zone((time_t)at, 0, icaltimezone_get_utc_timezone());
}

static struct icaltimetype date_of(day d)
{
	struct civil c = civil_of(d);

	return (struct icaltimetype){.year = c.year, .month = c.month, .day = c.mday, .is_date = 1};
}

static void add_times(icalcomponent *to, const struct ics_event *e)
{
	struct icaltimetype from = e->timed ? time_of(e->end - TIMED_S) : date_of(e->day);
	struct icaltimetype until = e->timed ? time_of(e->end) : date_of(e->day + 1);

	icalcomponent_add_property(to, icalproperty_new_dtstart(from));
	icalcomponent_add_property(to, icalproperty_new_dtend(until));
}

/* RFC 9074 gives alarms an id of their own, by which a calendar knows one that was dismissed. */
static void add_alarm(icalcomponent *to, const struct ics_event *e)
{
	icalcomponent *alarm;
	scope(text) uid = {0};
	/* Of a timed event it counts from the start, which lies before the end. */
	int before_s = e->timed ? e->alarm_s - TIMED_S : e->alarm_s;
	struct icaltriggertype trigger = {
	    .duration = icaldurationtype_from_int(before_s > 0 ? -before_s : 0)};

	if (!e->alarm_s || e->cancelled)
		return;
	alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
	text_addf(&uid, "alarm.%s", e->uid);
	add_text(alarm, icalproperty_new_uid, uid.s, true);
	icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
	icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
	add_text(alarm, icalproperty_new_description, e->summary, true);
	icalcomponent_add_component(to, alarm);
}

static icalcomponent *event_of(const struct ics_event *e, moment now)
{
	icalcomponent *c = icalcomponent_new(ICAL_VEVENT_COMPONENT);

	add_text(c, icalproperty_new_uid, e->uid, true);
	icalcomponent_add_property(c, icalproperty_new_dtstamp(time_of(now)));
	icalcomponent_add_property(c, icalproperty_new_sequence(e->sequence));
	add_times(c, e);
	add_text(c, icalproperty_new_summary, e->summary, true);
	add_text(c, icalproperty_new_description, e->description, false);
	add_text(c, icalproperty_new_url, e->url, true);
	icalcomponent_add_property(c, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	icalcomponent_add_property(c,
	    icalproperty_new_status(e->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	add_alarm(c, e);
	return c;
}

/* Of a property that begins with X libical escapes the backslash alone; readers take it so. */
static void add_name(icalcomponent *to, const char *name)
{
	icalproperty *p;
	scope(text) clean = {0};

	if (!name || !*name)
		return;
	add_clean(&clean, name, true);
	p = icalproperty_new_x(clean.s);
	icalproperty_set_x_name(p, "X-WR-CALNAME");
	icalcomponent_add_property(to, p);
}

static bool is_fold(const char *s)
{
	return s[0] == '\r' && s[1] == '\n' && (s[2] == ' ' || s[2] == '\t');
}

static void unfold(struct text *out, const char *s)
{
	while (*s) {
		if (is_fold(s))
			s += 3;
		else
			text_addc(out, *s++);
	}
}

/* RFC 5545, 3.1: at most 75 octets, the space that goes on with a line among them. */
static void add_folded(struct text *out, const char *s, size_t n)
{
	size_t room = LINE_BYTES;

	while (n > room) {
		size_t take = utf8_cut(s, room);

		text_addn(out, s, take);
		text_add(out, "\r\n ");
		s += take;
		n -= take;
		room = LINE_BYTES - 1;
	}
	text_addn(out, s, n);
	text_add(out, "\r\n");
}

static void add_lines(struct text *out, const char *ical)
{
	scope(text) lines = {0};

	unfold(&lines, ical);
	for (const char *s = text_get(&lines); *s;) {
		size_t n = strcspn(s, "\r\n");

		add_folded(out, s, n);
		s += n + strspn(s + n, "\r\n");
	}
}

void ics_add(struct text *out, const char *name, const struct ics_events *events, moment now)
{
	icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	char *s;

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(
	    calendar, icalproperty_new_prodid("-//deadlined//deadlined//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	add_name(calendar, name);
	list_each (const struct ics_event *, e, *events)
		icalcomponent_add_component(calendar, event_of(e, now));
	s = icalcomponent_as_ical_string_r(calendar);
	add_lines(out, s ? s : "");
	free(s);
	icalcomponent_free(calendar);
}
