#include "loop/watch.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"
#include "table.h"

struct seen {
	struct arena arena;
	struct names paths;
	int gone;
	struct ev_loop *ev;
};

static void on_seen(void *context, const char *path, bool gone)
{
	struct seen *s = context;

	*list_push(&s->arena, &s->paths) = arena_dup(&s->arena, path);
	s->gone += gone;
	ev_break(s->ev, EVBREAK_ALL);
}

static void on_limit(struct ev_loop *ev, ev_timer *w, int events)
{
	(void)w;
	(void)events;
	ev_break(ev, EVBREAK_ALL);
}

/* Run the loop until something was reported, five seconds at most. */
static void run(struct ev_loop *ev)
{
	ev_timer limit;

	ev_timer_init(&limit, on_limit, 5., 0.);
	ev_timer_start(ev, &limit);
	ev_run(ev, 0);
	ev_timer_stop(ev, &limit);
}

static void reports_a_file_once_when_it_is_quiet(void **state)
{
	struct ev_loop *ev = ev_loop_new(0);
	struct seen seen = {.ev = ev};
	scope(errors) mistakes = {0};
	char folder[] = "/tmp/deadlined-watch.XXXXXX", path[64];
	struct names places = {0};
	struct watch *w;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a.txt", folder);
	*list_push(&seen.arena, &places) = folder;
	watch_open(ev, &places, on_seen, &seen, &w, &mistakes);
	assert_int_equal(mistakes.list.n, 0);
	assert_true(file_replace(path, "1", 1, NULL));
	assert_true(file_replace(path, "22", 2, NULL));
	run(ev);
	assert_int_equal(seen.paths.n, 1);
	assert_string_equal(seen.paths.at[0], path);
	assert_int_equal(seen.gone, 0);
	unlink(path);
	run(ev);
	assert_int_equal(seen.paths.n, 2);
	assert_int_equal(seen.gone, 1);
	watch_close(w);
	arena_release(&seen.arena);
	ev_loop_destroy(ev);
	rmdir(folder);
}

static void watches_a_single_file_through_its_folder(void **state)
{
	struct ev_loop *ev = ev_loop_new(0);
	struct seen seen = {.ev = ev};
	scope(errors) mistakes = {0};
	char folder[] = "/tmp/deadlined-watch.XXXXXX", one[64], other[64];
	struct names places = {0};
	struct watch *w;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(one, sizeof one, "%s/one.txt", folder);
	snprintf(other, sizeof other, "%s/other.txt", folder);
	*list_push(&seen.arena, &places) = one;
	watch_open(ev, &places, on_seen, &seen, &w, &mistakes);
	assert_true(file_replace(other, "1", 1, NULL));
	assert_true(file_replace(one, "1", 1, NULL));
	run(ev);
	assert_int_equal(seen.paths.n, 1);
	assert_string_equal(seen.paths.at[0], one);
	watch_close(w);
	arena_release(&seen.arena);
	ev_loop_destroy(ev);
	unlink(one);
	unlink(other);
	rmdir(folder);
}

static void a_missing_folder_is_a_warning_with_its_name(void **state)
{
	struct ev_loop *ev = ev_loop_new(0);
	struct seen seen = {.ev = ev};
	scope(errors) mistakes = {0};
	struct names places = {0};
	struct watch *w;

	(void)state;
	*list_push(&seen.arena, &places) = "/nonexistent/notices/x";
	watch_open(ev, &places, on_seen, &seen, &w, &mistakes);
	assert_int_equal(mistakes.list.n, 1);
	assert_string_equal(mistakes.list.at[0].file, "/nonexistent/notices/x");
	watch_close(w);
	arena_release(&seen.arena);
	ev_loop_destroy(ev);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reports_a_file_once_when_it_is_quiet),
	    cmocka_unit_test(watches_a_single_file_through_its_folder),
	    cmocka_unit_test(a_missing_folder_is_a_warning_with_its_name)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
