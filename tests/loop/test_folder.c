#include "loop/folder.h"
#include <stdio.h>
#include <stdlib.h>
#include "base/file.h"
#include "table.h"

static void a_repeat_replaces_itself(void **state)
{
	char folder[] = "/tmp/deadlined-folder.XXXXXX", path[64], command[96];
	scope(arena) arena = {0};
	scope(text) bytes = {0};
	struct names found = {0}, left = {0};
	struct error err;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_true(folder_deliver(folder, "01ABC", 1000, "one", 3, &err));
	assert_true(folder_deliver(folder, "01ABC", 1000, "two", 3, &err));
	snprintf(path, sizeof path, "%s/new", folder);
	assert_true(file_names(path, &arena, &found, &err));
	assert_int_equal(found.n, 1);
	assert_string_equal(found.at[0], "1000.01ABC.deadlined");
	snprintf(path, sizeof path, "%s/new/%s", folder, found.at[0]);
	assert_true(file_read(path, 100, &bytes, &err));
	assert_string_equal(text_get(&bytes), "two");
	snprintf(path, sizeof path, "%s/tmp", folder);
	assert_true(file_names(path, &arena, &left, &err));
	assert_int_equal(left.n, 0);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
	struct error err;

	(void)state;
	assert_false(folder_deliver("/proc/no/mail", "01ABC", 1000, "one", 3, &err));
	assert_non_null(strstr(err.s, "/proc/no"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_repeat_replaces_itself),
	    cmocka_unit_test(a_folder_that_cannot_be_made_is_named)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
