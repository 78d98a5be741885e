#ifndef CALENDAR_CALENDAR_H
#define CALENDAR_CALENDAR_H
#include "calendar/workday.h"
#include "calendar/zone.h"

/* The office's zone and working days, handed together to whatever reckons with time. */
struct calendar {
	struct zone zone;
	struct workdays workdays;
};
#endif
