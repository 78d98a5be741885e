/* Days of festivals. Those of the lunar calendar stand in a table (month × 100 + day), because computing them
 * needs an ephemeris; the holidays of 2016 to 2026 in conf/holidays agree with it. */
#include "notice/period.h"

enum { LUNAR_FIRST = 2010, LUNAR_LAST = 2035, LANTERN_DAYS = 14 };

static const struct {
	int spring, dragon, autumn;
} lunar[LUNAR_LAST - LUNAR_FIRST + 1] = {
    {214, 616, 922},
    {203, 606, 912},
    {123, 623, 930},
    {210, 612, 919},
    {131, 602, 908},
    {219, 620, 927},
    {208, 609, 915},
    {128, 530, 1004},
    {216, 618, 924},
    {205, 607, 913},
    {125, 625, 1001},
    {212, 614, 921},
    {201, 603, 910},
    {122, 622, 929},
    {210, 610, 917},
    {129, 531, 1006},
    {217, 619, 925},
    {206, 609, 915},
    {126, 528, 1003},
    {213, 616, 922},
    {203, 605, 912},
    {123, 624, 1001},
    {211, 612, 919},
    {131, 601, 908},
    {219, 620, 927},
    {208, 610, 916},
};
static const int solar[] = {
    [FESTIVAL_NEW_YEAR] = 101,
    [FESTIVAL_LABOUR] = 501,
    [FESTIVAL_NATIONAL] = 1001,
    [FESTIVAL_CHRISTMAS] = 1225,
};

/* Qingming in the 21st century: day of April = ⌊0.2422 y + 4.81⌋ − ⌊y / 4⌋, y = the year's last two digits. */
static int tomb_day(int year)
{
	int y = year % 100;

	return 400 + (2422 * y + 48100) / 10000 - y / 4;
}

static int lunar_day(enum festival festival, int year)
{
	if (year < LUNAR_FIRST || year > LUNAR_LAST)
		return 0;
	if (festival == FESTIVAL_DRAGON)
		return lunar[year - LUNAR_FIRST].dragon;
	if (festival == FESTIVAL_AUTUMN)
		return lunar[year - LUNAR_FIRST].autumn;
	return lunar[year - LUNAR_FIRST].spring;
}

day festival_day(enum festival festival, int year)
{
	int md = 0;

	if (festival == FESTIVAL_TOMB)
		md = tomb_day(year);
	else if ((size_t)festival < sizeof solar / sizeof *solar)
		md = solar[festival];
	if (!md)
		md = lunar_day(festival, year);
	if (!md)
		return DAY_NONE;
	return civil_day(year, md / 100, md % 100) +
	       (festival == FESTIVAL_LANTERN ? LANTERN_DAYS : 0);
}
