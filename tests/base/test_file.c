#include "base/file.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "table.h"

/* Each test stands in a new empty folder. */
static int folder_open(void **state)
{
	char *folder = strdup("/tmp/test_file.XXXXXX");

	*state = folder;
	return mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

static int folder_close(void **state)
{
	char command[64];

	snprintf(command, sizeof command, "rm -rf %s", (char *)*state);
	free(*state);
	return chdir("/") || system(command);
}

static void test_replace_and_read_back(void **state)
{
	scope(text) out = {0};
	struct error err;
	struct stat st;
	scope(arena) a = {0};
	struct names names = {0};

	(void)state;
	assert_true(file_replace("plan", "one\0two", 7, &err));
	assert_true(file_read("plan", 100, &out, &err));
	assert_int_equal(out.len, 7);
	assert_memory_equal(out.s, "one\0two", 7);
	assert_int_equal(chmod("plan", 0640), 0);
	assert_true(file_replace("plan", "three", 5, &err));
	assert_true(file_read("plan", 100, &out, &err));
	assert_string_equal(text_get(&out), "three");
	assert_int_equal(stat("plan", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_true(file_names(".", &a, &names, &err));
	assert_int_equal(names.n, 1);
}

/* A reader that looks all the time sees one of the two whole files. */
static void test_replace_is_never_seen_half_done(void **state)
{
	static char old[60000], new[70000];
	pid_t writer;
	scope(text) out = {0};

	(void)state;
	memset(old, 'o', sizeof old);
	memset(new, 'n', sizeof new);
	assert_true(file_replace("f", old, sizeof old, NULL));
	writer = fork();
	if (!writer) {
		for (int i = 0; i < 20; i++)
			if (!file_replace(
				"f", i % 2 ? old : new, i % 2 ? sizeof old : sizeof new, NULL))
				_exit(1);
		_exit(0);
	}
	for (int status = 0, done = 0; !done;) {
		done = waitpid(writer, &status, WNOHANG) == writer;
		assert_int_equal(status, 0);
		assert_true(file_read("f", 100000, &out, NULL));
		assert_true(out.len == sizeof old || out.len == sizeof new);
		assert_memory_equal(out.s, out.len == sizeof old ? old : new, out.len);
	}
}

static void test_replace_says_where_it_cannot(void **state)
{
	struct error err;
	struct names names = {0};
	scope(arena) a = {0};

	(void)state;
	assert_false(file_replace("none/plan", "x", 1, &err));
	assert_memory_equal(err.s, "none/plan: ", 11);
	assert_int_equal(mkdir("taken", 0755), 0);
	assert_false(file_replace("taken", "x", 1, &err));
	assert_true(file_names(".", &a, &names, &err));
	assert_int_equal(names.n, 1);
	assert_false(file_names("none", &a, &names, &err));
	assert_memory_equal(err.s, "none: ", 6);
}

static void test_read_has_a_cap(void **state)
{
	scope(text) out = {0};
	struct error err;

	(void)state;
	assert_true(file_replace("f", "12345", 5, &err));
	assert_true(file_read("f", 5, &out, &err));
	assert_false(file_read("f", 4, &out, &err));
	assert_non_null(strstr(err.s, "f: is larger than the 4 bytes"));
}

static void test_read_refuses_what_is_no_file(void **state)
{
	scope(text) out = {0};
	struct error err;

	(void)state;
	assert_false(file_read("none", 10, &out, &err));
	assert_memory_equal(err.s, "none: ", 6);
	assert_false(file_read(".", 10, &out, &err));
	assert_non_null(strstr(err.s, "is a folder"));
	assert_int_equal(mkfifo("pipe", 0644), 0);
	assert_true(file_read("pipe", 10, &out, &err));
	assert_int_equal(out.len, 0);
}

static void test_read_takes_standard_input(void **state)
{
	int ends[2], kept = dup(STDIN_FILENO);
	scope(text) out = {0};

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "通知", 6), 6);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	assert_true(file_read("-", 100, &out, NULL));
	assert_string_equal(text_get(&out), "通知");
	dup2(kept, STDIN_FILENO);
	close(kept);
	close(ends[0]);
}

static void test_names_are_sorted(void **state)
{
	static const char *const made[] = {"b", "通", "a", ".hidden", "a.txt"};
	scope(arena) a = {0};
	struct names names = {0};

	(void)state;
	assert_true(file_names(".", &a, &names, NULL));
	assert_int_equal(names.n, 0);
	for (size_t i = 0; i < ROWS(made); i++)
		assert_true(file_replace(made[i], "", 0, NULL));
	assert_true(file_names(".", &a, &names, NULL));
	assert_int_equal(names.n, 4);
	assert_string_equal(names.at[0], "a");
	assert_string_equal(names.at[1], "a.txt");
	assert_string_equal(names.at[2], "b");
	assert_string_equal(names.at[3], "通");
}

static void test_folders_are_made_on_the_way(void **state)
{
	struct error err;

	(void)state;
	assert_true(file_make_folder("a/b//c/", &err));
	assert_true(file_make_folder("a/b/c", &err));
	assert_true(file_is_folder("a/b/c"));
	assert_false(file_is_folder("a/b/d"));
	assert_true(file_replace("a/f", "", 0, &err));
	assert_false(file_make_folder("a/f", &err));
	assert_false(file_make_folder("a/f/g", &err));
	assert_memory_equal(err.s, "a/f", 3);
}

static void test_shipped_files_are_found(void **state)
{
	scope(arena) a = {0};

	(void)state;
	setenv("DEADLINED_DATA", "/srv/data", 1);
	assert_string_equal(file_data(&a, "lexicon"), "/srv/data/lexicon");
	unsetenv("DEADLINED_DATA");
	assert_string_equal(file_data(&a, "no-such-file"), DEADLINED_DATA "/no-such-file");
}

static const struct stem_row {
	const char *name, *path, *stem;
} stems[] = {
    {"stem: folders and ending", "notes/江门-34.txt", "江门-34"},
    {"stem: no ending", "/a/b", "b"},
    {"stem: the last of two endings", "a.tar.gz", "a.tar"},
    {"stem: a dot in a folder", "a.d/b", "b"},
    {"stem: a hidden file", "x/.conf", ".conf"},
    {"stem: a slash behind", "a/b.d/", "b"},
    {"stem: standard input", "-", "-"},
    {"stem: nothing", "", ""},
};

static void test_stem(void **state)
{
	const struct stem_row *row = *state;
	scope(arena) a = {0};

	assert_string_equal(file_stem(&a, row->path), row->stem);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_FOLDER(test_replace_and_read_back),
	    IN_FOLDER(test_replace_is_never_seen_half_done),
	    IN_FOLDER(test_replace_says_where_it_cannot),
	    IN_FOLDER(test_read_has_a_cap),
	    IN_FOLDER(test_read_refuses_what_is_no_file),
	    IN_FOLDER(test_read_takes_standard_input),
	    IN_FOLDER(test_names_are_sorted),
	    IN_FOLDER(test_folders_are_made_on_the_way),
	    cmocka_unit_test(test_shipped_files_are_found),
	};

	return table_run("file_stem", stems, test_stem) +
	       cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
