#include "plan/directory.h"
#include <stdlib.h>
#include "base/text.h"
#include "table.h"

#define NAMES(...)                                                                                 \
	{                                                                                          \
		(const char *[]){__VA_ARGS__},                                                     \
		    sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *), 0                \
	}

#define AWAY(...)                                                                                  \
	{                                                                                          \
		(struct absence[]){__VA_ARGS__},                                                   \
		    sizeof((struct absence[]){__VA_ARGS__}) / sizeof(struct absence), 0            \
	}

/* Day 100 is a day on which nobody is away. */
static struct unit units[] = {
    {.name = "市府办公室",
	.aliases = NAMES("市政府办公室", "府办"),
	.notify = NAMES("mail:office@example.org", "group")},
    {.name = "市农业局", .notify = NAMES("mail:farm+{unit}@example.org")},
    {.name = "蓬江区政府",
	.aliases = NAMES("蓬江*"),
	.notify = NAMES("mail:pj@example.org", "group")},
    {.name = "江海区政府", .notify = NAMES("mail:jh@example.org")},
    {.name = "督查室", .supervisor = true, .notify = NAMES("mail:ducha@example.org", "group")},
    {.name = "哑", .notify = {0}},
    {.name = "市财政局",
	.notify = NAMES("mail:fin@example.org"),
	.away = AWAY({10, 12}, {20, 20}),
	.deputies = NAMES("江海区政府", "group", "mail:for+{unit}@example.org")},
    {.name = "市教育局",
	.notify = NAMES("mail:edu@example.org"),
	.away = AWAY({12, 14}),
	.deputies = NAMES("市财政局", "市農業局")},
    {.name = "子",
	.notify = NAMES("mail:zi@example.org"),
	.away = AWAY({10, 30}),
	.deputies = NAMES("丑")},
    {.name = "丑",
	.notify = NAMES("mail:chou@example.org"),
	.away = AWAY({10, 20}),
	.deputies = NAMES("寅", "子", "丑")},
    {.name = "寅", .notify = NAMES("mail:yin@example.org"), .away = AWAY({10, 15})},
    {.name = "卯",
	.notify = NAMES("mail:mao@example.org"),
	.away = AWAY({10, 15}),
	.deputies = NAMES("哑")},
};
static struct unit_group groups[] = {
    {.name = "各市、区政府", .members = NAMES("蓬江区政府", "江海区政府")},
    {.name = "全部", .members = NAMES("各市、区政府", "府办", "全部", "市农业局")},
    {.name = "甲", .members = NAMES("乙", "江海区政府")},
    {.name = "乙", .members = NAMES("甲", "乙", "市档案局")},
    {.name = "*有关单位", .members = NAMES("市府办公室")},
    {.name = "市有关单位", .members = NAMES("市农业局")},
    {.name = "市？县*", .members = NAMES("江海区政府")},
    {.name = "财教", .members = NAMES("市财政局", "江海区政府", "市教育局")},
};
static const struct directory directory = {
    .units = {units, ROWS(units), 0},
    .groups = {groups, ROWS(groups), 0},
    .unknown = NAMES("mail:ducha+{unit}{unit}@example.org"),
};

static const struct row {
	const char *name, *unit, *reaches;
	day today; /* 0: one on which nobody is away */
} rows[] = {
    {"a unit", "市府办公室", "mail office@example.org 市府办公室; group  市府办公室; ", 0},
    {"its alias", "市政府办公室", "mail office@example.org 市府办公室; group  市府办公室; ", 0},
    {"in the other script", "市政府辦公室",
	"mail office@example.org 市府办公室; group  市府办公室; ", 0},
    {"the name as it is written", "市農業局", "mail farm+市農業局@example.org 市农业局; ", 0},
    {"a group", "各市、區政府",
	"mail pj@example.org 蓬江区政府; group  蓬江区政府; mail jh@example.org 江海区政府; ", 0},
    {"a group of groups", "全部",
	"mail pj@example.org 蓬江区政府; group  蓬江区政府; mail jh@example.org 江海区政府; "
	"mail office@example.org 市府办公室; mail farm+市农业局@example.org 市农业局; ",
	0},
    {"a circle of groups", "甲",
	"mail ducha+市档案局市档案局@example.org 市档案局; mail jh@example.org 江海区政府; ", 0},
    {"nobody's name", "市編辦", "mail ducha+市編辦市編辦@example.org 市編辦; ", 0},
    {"a unit that hears nothing", "哑", "", 0},
    {"a unit's pattern", "蓬江區人民政府", "mail pj@example.org 蓬江区政府; group  蓬江区政府; ",
	0},
    {"a group's pattern", "市各有關單位", "mail office@example.org 市府办公室; group  市府办公室; ",
	0},
    {"a group's name before a pattern", "市有关单位", "mail farm+市农业局@example.org 市农业局; ",
	0},
    {"a wide ?", "市各县（市、区）", "mail jh@example.org 江海区政府; ", 0},
    {"? is one character", "市各各县", "mail ducha+市各各县市各各县@example.org 市各各县; ", 0},
    {"the day before", "市财政局", "mail fin@example.org 市财政局; ", 9},
    {"the first day", "市財政局",
	"mail jh@example.org 市财政局 (deputy); group  市财政局 (deputy); "
	"mail for+市財政局@example.org 市财政局 (deputy); ",
	10},
    {"the last day", "市财政局",
	"mail jh@example.org 市财政局 (deputy); group  市财政局 (deputy); "
	"mail for+市财政局@example.org 市财政局 (deputy); ",
	12},
    {"between two absences", "市财政局", "mail fin@example.org 市财政局; ", 13},
    {"the second absence, one day", "市财政局",
	"mail jh@example.org 市财政局 (deputy); group  市财政局 (deputy); "
	"mail for+市财政局@example.org 市财政局 (deputy); ",
	20},
    {"a deputy that is away", "市教育局",
	"mail jh@example.org 市教育局 (deputy); group  市教育局 (deputy); "
	"mail for+市教育局@example.org 市教育局 (deputy); mail farm+市农业局@example.org 市教育局 "
	"(deputy); ",
	12},
    {"a deputy that is back", "市教育局",
	"mail fin@example.org 市教育局 (deputy); mail farm+市农业局@example.org 市教育局 "
	"(deputy); ",
	13},
    {"everybody is away: the unit itself", "子", "mail zi@example.org 子; ", 10},
    {"the deputy's deputy", "子", "mail yin@example.org 子 (deputy); ", 16},
    {"the circle's other end", "丑", "mail chou@example.org 丑; ", 15},
    {"a deputy without ways to hear", "卯", "mail mao@example.org 卯; ", 10},
    {"away without a deputy", "寅", "mail yin@example.org 寅; ", 10},
    {"on its own account before as a deputy", "财教",
	"mail jh@example.org 江海区政府; group  市财政局 (deputy); "
	"mail for+市财政局@example.org 市财政局 (deputy); "
	"mail for+市教育局@example.org 市教育局 (deputy); mail farm+市农业局@example.org 市教育局 "
	"(deputy); ",
	12},
};

static char *described(const struct recipients *all)
{
	scope(text) out = {0};

	list_each (const struct recipient *, r, *all)
		text_addf(&out, "%s %s %s%s; ", r->channel, r->address, r->unit,
		    r->in_place ? " (deputy)" : "");
	return text_steal(&out);
}

static void test_expand(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct recipients out = {0};
	char *s;

	directory_expand(&directory, row->unit, row->today ? row->today : DAY_NONE, &a, &out);
	directory_expand(&directory, row->unit, row->today ? row->today : DAY_NONE, &a, &out);
	s = described(&out);
	assert_string_equal(s, row->reaches);
	free(s);
	arena_release(&a);
}

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(directory_find(&directory, "市府辦公室"), &units[0]);
	assert_ptr_equal(directory_find(&directory, "府辦"), &units[0]);
	assert_null(directory_find(&directory, "府办公"));
	assert_null(directory_find(&directory, ""));
	assert_null(directory_find(&directory, "全部"));
}

static void test_supervisors(void **state)
{
	struct arena a = {0};
	struct recipients out = {0};
	char *s;

	(void)state;
	directory_add(&out, &a, "mail:ducha@example.org", NULL);
	directory_supervisors(&directory, DAY_NONE, &a, &out);
	directory_add(&out, &a, "group", "x");
	directory_add(&out, &a, "mail:a:b", "x");
	directory_add(&out, &a, "mail:{unit}", NULL);
	assert_null(out.at[0].unit);
	out.at[0].unit = out.at[3].unit = "-";
	s = described(&out);
	assert_string_equal(s, "mail ducha@example.org -; group  督查室; mail a:b x; mail  -; ");
	free(s);
	arena_release(&a);
}

static struct unit listed[] = {
    {.name = "市人力资源社会保障局"},
    {.name = "市府办公室", .aliases = NAMES("市政府办公室", "*办")},
    {.name = "市教育局"},
    {.name = "市财政局"},
    {.name = "市互联网信息统筹局"},
};
static struct unit_group listed_groups[] = {{.name = "各市、区政府"}};

static const struct suggestion {
	const char *name, *written, *meant;
} suggestions[] = {
    {"suggest: an abbreviation", "市人社局", "市人力资源社会保障局"},
    {"suggest: of an alias", "市政府辦", "市府办公室"},
    {"suggest: more than is listed", "市教育和体育局", "市教育局"},
    {"suggest: a misprint", "市互联网信息筹统局", NULL},
    {"suggest: one other character of nine", "市互联网讯息统筹局", "市互联网信息统筹局"},
    {"suggest: in the other script", "市網信統籌局", "市互联网信息统筹局"},
    {"suggest: a group", "各市區政府", "各市、区政府"},
    {"suggest: another office is none", "市体育局", NULL},
    {"suggest: too short to tell", "市局", NULL},
    {"suggest: nothing", "", NULL},
    {"suggest: nothing like it", "中国人民银行江门市中心支行", NULL},
};

static void test_suggest(void **state)
{
	const struct directory d = {
	    .units = {listed, ROWS(listed), 0}, .groups = {listed_groups, ROWS(listed_groups), 0}};
	const struct suggestion *row = *state;
	const char *found = directory_suggest(&d, row->written);

	assert_string_equal(found ? found : "-", row->meant ? row->meant : "-");
}

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_find), cmocka_unit_test(test_supervisors)};

	return table_run("expanding", rows, test_expand) +
	       table_run("suggesting", suggestions, test_suggest) +
	       cmocka_run_group_tests_name("directory", others, NULL, NULL);
}
