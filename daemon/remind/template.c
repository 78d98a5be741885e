/* Languages loaded from folders, file by file, so that a user can put one template or one word over ours. All lives
 * in one arena; only the words are jansson's. */
#include "remind/template.h"
#include <stdlib.h>
#include "base/file.h"
#include "remind/template_fill.h"
#include "remind/template_names.h"
#include "remind/template_words.h"

enum { TEMPLATE_BYTES = 256 << 10 };
struct template
{
	const char *name;
	struct nodes nodes;
};
struct language {
	const char *name;
	list_of(struct template) list;
	json_t *words; /* an object */
};
struct templates {
	struct arena arena;
	list_of(struct language) languages;
	struct template_names names; /* what they may name */
	json_t *known;		     /* the shipped words; NULL while those are loaded */
};

static struct language *language_find(const struct templates *t, const char *name)
{
	list_each (struct language *, l, t->languages)
		if (name && !strcmp(l->name, name))
			return l;
	return NULL;
}

static const struct template *language_template(const struct language *l, const char *name)
{
	if (!l)
		return NULL;
	list_each (const struct template *, one, l->list)
		if (!strcmp(one->name, name))
			return one;
	return NULL;
}

static void load_words(const struct templates *t, struct language *l, const char *path,
    const struct text *s, struct errors *mistakes)
{
	json_scope words = NULL;
	struct error err;
	const char *key;
	json_t *value;

	if (!json_parse(text_get(s), s->len, path, &words, &err)) {
		errors_add(mistakes, path, 0, "%s", err.s);
		return;
	}
	json_object_foreach (words, key, value)
		if (!json_is_string(value))
			errors_add(mistakes, path, 0,
			    "\"%s\" is no text; every word is written \"key\": \"text\"", key);
	if (t->known)
		words_check(t->known, words, path, s, mistakes);
	if (!json_is_object(words) || json_object_update(l->words, words))
		errors_add(mistakes, path, 0, "is no object; write { \"key\": \"text\", … }");
}

/* A name that the README does not list would stay an empty place in every message. */
static void check_names(const struct templates *t, const char *path, const char *name,
    const struct nodes *nodes, struct errors *mistakes)
{
	const struct template_group *g = template_names_of(&t->names, name);

	if (g)
		template_names_check(g, path, nodes, mistakes);
	else if (t->names.groups.n)
		errors_warn(mistakes, path, 0,
		    "no message is made of a template of that name; README beside the shipped "
		    "ones lists those that are");
}

static void load_file(struct templates *t, struct language *l, const char *folder, const char *name,
    struct errors *mistakes)
{
	const char *path = arena_printf(&t->arena, "%s/%s/%s", folder, l->name, name);
	struct template fresh = {.name = arena_dup(&t->arena, name)};
	struct template *old = (struct template *)language_template(l, name);
	scope(text) s = {0};
	struct error err;

	if (!file_read(path, TEMPLATE_BYTES, &s, &err)) {
		errors_add(mistakes, path, 0, "%s", err.s);
	} else if (!strcmp(name, "words.json")) {
		load_words(t, l, path, &s, mistakes);
	} else if (template_parse(&t->arena, path, &s, &fresh.nodes, mistakes)) {
		check_names(t, path, name, &fresh.nodes, mistakes);
		if (old)
			*old = fresh;
		else
			*list_push(&t->arena, &l->list) = fresh;
	}
}

static void load_language(
    struct templates *t, const char *folder, const char *name, struct errors *mistakes)
{
	const char *path = arena_printf(&t->arena, "%s/%s", folder, name);
	struct language *l = language_find(t, name);
	struct names files = {0};
	struct error err;

	if (!file_is_folder(path))
		return;
	if (!file_names(path, &t->arena, &files, &err)) {
		errors_add(mistakes, path, 0, "%s", err.s);
		return;
	}
	if (!l) {
		l = list_push(&t->arena, &t->languages);
		*l = (struct language){.name = arena_dup(&t->arena, name), .words = json_object()};
	}
	for (size_t i = 0; i < files.n; i++)
		load_file(t, l, folder, files.at[i], mistakes);
}

static void load_folder(struct templates *t, const char *folder, struct errors *mistakes)
{
	struct names names = {0};
	struct error err;

	if (!file_names(folder, &t->arena, &names, &err)) {
		errors_add(mistakes, folder, 0, "%s", err.s);
		return;
	}
	for (size_t i = 0; i < names.n; i++)
		load_language(t, folder, names.at[i], mistakes);
}

/* The list of names lies beside the shipped templates; without it any name will do. */
static void load_names(struct templates *t, const char *folder)
{
	scope(text) s = {0};

	if (file_read(arena_printf(&t->arena, "%s/README", folder), TEMPLATE_BYTES, &s, NULL))
		template_names_read(&t->arena, &s, &t->names);
}

static void learn_words(struct templates *t)
{
	t->known = json_object();
	list_each (const struct language *, l, t->languages)
		words_learn(t->known, l->words);
}

bool templates_load(
    const char *folder, const char *overlay, struct templates **out, struct errors *mistakes)
{
	struct templates *t = calloc(1, sizeof *t);
	size_t before = mistakes->mistakes;

	if (!t)
		abort();
	load_names(t, folder);
	load_folder(t, folder, mistakes);
	learn_words(t);
	if (overlay)
		load_folder(t, overlay, mistakes);
	if (mistakes->mistakes > before) {
		templates_free(t);
		return false;
	}
	*out = t;
	return true;
}

void templates_free(struct templates *t)
{
	struct arena arena;

	if (!t)
		return;
	list_each (struct language *, l, t->languages)
		json_decref(l->words);
	json_decref(t->known);
	arena = t->arena;
	free(t);
	arena_release(&arena);
}

bool templates_has(const struct templates *t, const char *language)
{
	return language_find(t, language) != NULL;
}

bool templates_has_word(const struct templates *t, const char *language, const char *key)
{
	const struct language *own = language_find(t, language);

	return own && json_is_string(json_object_get(own->words, key));
}

const char *templates_word(const struct templates *t, const char *language, const char *key)
{
	const struct language *own = language_find(t, language), *en = language_find(t, "en");
	const char *word = own ? json_get_text(own->words, key, NULL) : NULL;

	if (!word && en)
		word = json_get_text(en->words, key, NULL);
	return word ? word : key;
}

static const struct nodes *templates_find(
    const struct templates *t, const char *language, const char *name)
{
	const struct template *found = language_template(language_find(t, language), name);

	if (!found)
		found = language_template(language_find(t, "en"), name);
	return found ? &found->nodes : NULL;
}

void templates_fill(const struct templates *t, const char *language, const char *name,
    const json_t *data, enum template_escape escape, struct text *out)
{
	struct fill f = {.nodes = templates_find(t, language, name),
	    .place = escape == ESCAPE_HTML ? PLACE_HTML : PLACE_PLAIN,
	    .out = out};

	if (f.nodes)
		fill_template(&f, data);
}

void templates_fill_chat(const struct templates *t, const char *language, const char *name,
    const json_t *data, enum markup m, struct text *out)
{
	struct fill f = {.nodes = templates_find(t, language, name),
	    .place = PLACE_CHAT,
	    .markup = m,
	    .out = out};

	if (f.nodes)
		fill_template(&f, data);
}
