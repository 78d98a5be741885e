/* The days of festivals; periods themselves are read in test_when and test_english. */
#include "table.h"
#include "notice/period.h"

struct festival_row {
	const char *name;
	enum festival festival;
	int year;
	const char *want; /* NULL: not known */
};
static const struct festival_row rows[] = {
    {"spring 2016", FESTIVAL_SPRING, 2016, "2016-02-08"},
    {"spring 2027, new moon just before midnight", FESTIVAL_SPRING, 2027, "2027-02-06"},
    {"spring 2030, new moon just after midnight", FESTIVAL_SPRING, 2030, "2030-02-03"},
    {"lantern 2021", FESTIVAL_LANTERN, 2021, "2021-02-26"},
    {"tomb 2018", FESTIVAL_TOMB, 2018, "2018-04-05"},
    {"tomb 2025", FESTIVAL_TOMB, 2025, "2025-04-04"},
    {"dragon 2023", FESTIVAL_DRAGON, 2023, "2023-06-22"},
    {"autumn 2020", FESTIVAL_AUTUMN, 2020, "2020-10-01"},
    {"national 2050", FESTIVAL_NATIONAL, 2050, "2050-10-01"},
    {"spring 2036", FESTIVAL_SPRING, 2036, NULL},
};

static void test_festival(void **state)
{
	const struct festival_row *row = *state;
	day got = festival_day(row->festival, row->year), want = DAY_NONE;

	if (row->want)
		assert_true(civil_parse(row->want, &want));
	assert_int_equal(got, want);
}

int main(void)
{
	return table_run("festival", rows, test_festival);
}
