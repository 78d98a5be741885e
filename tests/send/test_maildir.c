/* Names and paths in a Maildir. */
#include "send/maildir.h"
#include "table.h"

static void test_name(void **state)
{
	scope(text) one = {0}, same = {0};

	(void)state;
	maildir_add_name(&one, "01JD2Z8Q6V3K7N5W9X0Y1Z2A3B", 1794963600);
	assert_string_equal(one.s, "1794963600.01JD2Z8Q6V3K7N5W9X0Y1Z2A3B.deadlined");
	maildir_add_name(&same, "../a:2,S/b", 5);
	assert_string_equal(same.s, "5.___a_2_S_b.deadlined");
}

static const struct path_row {
	const char *name, *folder, *path;
} path_rows[] = {
    {"path: plain", "/var/mail/d", "/var/mail/d/tmp/5.A.deadlined"},
    {"path: slashes at the end", "/var/mail/d//", "/var/mail/d/tmp/5.A.deadlined"},
    {"path: root", "/", "//tmp/5.A.deadlined"},
};

static void test_path(void **state)
{
	const struct path_row *row = *state;
	scope(text) out = {0};

	maildir_add_path(&out, row->folder, "tmp", "5.A.deadlined");
	assert_string_equal(out.s, row->path);
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_name)};

	return table_run("path", path_rows, test_path) +
	       cmocka_run_group_tests_name("name", others, NULL, NULL);
}
