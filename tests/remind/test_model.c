/* The data of the templates is what conf/templates/README says, no more and no less. */
#include "sample_news.h"
#include "remind/model.h"
#include "remind/template_names.h"

/* Every name that the model has, by its path: "sections.items.left". */
static void collect(json_t *seen, const char *path, const json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)object, key, value) {
		scope(text) full = {0};
		size_t i;
		json_t *one;

		text_addf(&full, "%s%s%s", path, *path ? "." : "", key);
		json_object_set_new(seen, full.s, json_true());
		json_array_foreach (value, i, one)
			collect(seen, full.s, one);
	}
}

static json_t *documented(struct arena *a, const char *file)
{
	json_t *all = json_object();
	struct template_names names = {0};
	const struct template_group *g;
	const char *path[8];
	scope(text) readme = {0};

	assert_true(file_read(file_data(a, "templates/README"), 1 << 20, &readme, NULL));
	template_names_read(a, &readme, &names);
	g = template_names_of(&names, file);
	assert_non_null(g);
	list_each (const struct template_name *, n, g->names) {
		const char *up = n->depth ? path[n->depth - 1] : "";

		path[n->depth] = arena_printf(a, "%s%s%s", up, n->depth ? "." : "", n->name);
		assert_int_equal(
		    json_object_set_new(all, path[n->depth], json_boolean(n->is_list)), 0);
	}
	return all;
}

static void all_of(const json_t *these, const json_t *in, const char *complaint)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)these, key, value)
		if (!json_object_get(in, key))
			fail_msg("%s %s", key, complaint);
}

static void collect_message(json_t *seen, struct sample *s, int notices, int parts)
{
	struct phrase p = {s->templates, "zh_CN", &s->calendar, s->message.now};
	struct view v = {.message = &s->message,
	    .phrase = &p,
	    .personal = true,
	    .own = true,
	    .n = s->message.items.n,
	    .today = zone_day(&s->calendar.zone, s->message.now, NULL),
	    .part = parts ? 1 : 0,
	    .parts = parts,
	    .notices = notices};
	json_scope model = NULL;

	v.summary = model_summary(&v, &s->arena);
	model = model_make(&v);
	collect(seen, "", model);
}

static void test_readme_is_true(void **state)
{
	struct sample s;
	json_scope seen = json_object();
	json_scope names = NULL;

	(void)state;
	sample_open(&s);
	sample_fresh(&s);
	sample_soon(&s);
	sample_overdue(&s);
	sample_add(&s, "9", "x", "2019-03-31", STAGE_BEFORE);
	news_unsigned(&s);
	collect_message(seen, &s, 1, 0);
	sample_clock(&s);
	*list_push(&s.arena, &s.message.instead) = "group";
	collect_message(seen, &s, 2, 3);
	names = documented(&s.arena, "mail.txt");
	all_of(seen, names, "is in the data, but not in conf/templates/README");
	all_of(names, seen, "stands in conf/templates/README, but no message has it");
	sample_close(&s);
}

static const char *const files[] = {
    "subject", "mail.txt", "mail.html", "chat", "event.txt", "test.txt", "dead.txt", "held.txt"};

static void test_groups(void **state)
{
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < ROWS(files); i++) {
		json_scope names = documented(&a, files[i]);

		assert_true(json_object_size(names) >= 2);
	}
	arena_release(&a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_readme_is_true),
	    cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
