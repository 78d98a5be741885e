#include "plan/directory.h"
#include <stdlib.h>
#include "base/text.h"
#include "table.h"

#define NAMES(...)                                                                                 \
	{                                                                                          \
		(const char *[]){__VA_ARGS__},                                                     \
		    sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *), 0                \
	}

static struct unit units[] = {
    {.name = "市府办公室",
	.aliases = NAMES("市政府办公室", "府办"),
	.notify = NAMES("mail:office@example.org", "group")},
    {.name = "市农业局", .notify = NAMES("mail:farm+{unit}@example.org")},
    {.name = "蓬江区政府", .notify = NAMES("mail:pj@example.org", "group")},
    {.name = "江海区政府", .notify = NAMES("mail:jh@example.org")},
    {.name = "督查室", .supervisor = true, .notify = NAMES("mail:ducha@example.org", "group")},
    {.name = "哑", .notify = {0}},
};
static struct unit_group groups[] = {
    {.name = "各市、区政府", .members = NAMES("蓬江区政府", "江海区政府")},
    {.name = "全部", .members = NAMES("各市、区政府", "府办", "全部", "市农业局")},
    {.name = "甲", .members = NAMES("乙", "江海区政府")},
    {.name = "乙", .members = NAMES("甲", "乙", "市档案局")},
};
static const struct directory directory = {
    .units = {units, 6, 6},
    .groups = {groups, 4, 4},
    .unknown = NAMES("mail:ducha+{unit}{unit}@example.org"),
};

static const struct row {
	const char *name, *reaches;
} rows[] = {
    {"市府办公室", "mail office@example.org 市府办公室; group  市府办公室; "},
    {"市政府办公室", "mail office@example.org 市府办公室; group  市府办公室; "},
    {"市政府辦公室", "mail office@example.org 市府办公室; group  市府办公室; "},
    {"市農業局", "mail farm+市農業局@example.org 市农业局; "},
    {"各市、區政府",
	"mail pj@example.org 蓬江区政府; group  蓬江区政府; mail jh@example.org 江海区政府; "},
    {"全部", "mail pj@example.org 蓬江区政府; group  蓬江区政府; mail jh@example.org 江海区政府; "
	     "mail office@example.org 市府办公室; mail farm+市农业局@example.org 市农业局; "},
    {"甲", "mail ducha+市档案局市档案局@example.org 市档案局; mail jh@example.org 江海区政府; "},
    {"市編辦", "mail ducha+市編辦市編辦@example.org 市編辦; "},
    {"哑", ""},
};

static char *described(const struct recipients *all)
{
	scope(text) out = {0};

	list_each (const struct recipient *, r, *all)
		text_addf(&out, "%s %s %s; ", r->channel, r->address, r->unit);
	return text_steal(&out);
}

static void test_expand(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct recipients out = {0};
	char *s;

	directory_expand(&directory, row->name, &a, &out);
	directory_expand(&directory, row->name, &a, &out);
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
	directory_supervisors(&directory, &a, &out);
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

int main(void)
{
	const struct CMUnitTest others[] = {
	    cmocka_unit_test(test_find), cmocka_unit_test(test_supervisors)};

	return table_run("expanding", rows, test_expand) +
	       cmocka_run_group_tests_name("directory", others, NULL, NULL);
}
