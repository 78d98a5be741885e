/* What is known is every shipped language's text of a key in one string: a place that any of them has may be used. */
#include "remind/template_words.h"
#include <string.h>

void words_learn(json_t *known, const json_t *words)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)words, key, value) {
		scope(text) all = {0};

		if (!json_is_string(value))
			continue;
		text_add(&all, json_get_text(known, key, ""));
		text_add(&all, json_string_value(value));
		json_object_set_new(known, key, json_stringn(text_get(&all), all.len));
	}
}

/* The line on which a key stands; jansson does not keep it. */
static int line_of(const struct text *s, const char *key)
{
	scope(text) quoted = {0};
	const char *at;
	int line = 1;

	text_addf(&quoted, "\"%s\"", key);
	at = strstr(text_get(s), quoted.s);
	for (const char *p = s->s; at && p < at; p++)
		line += *p == '\n';
	return at ? line : 0;
}

/* The shipped texts of a key; of "days.one", where there is none, those of "days". NULL: no such key. */
static const char *shipped(const json_t *known, const char *key)
{
	size_t n = strlen(key);
	const char *found = json_get_text(known, key, NULL);

	if (!found && n > 4 && !strcmp(key + n - 4, ".one"))
		found = json_string_value(json_object_getn(known, key, n - 4));
	return found;
}

/* The next "{place}" at or behind s, its end in *end; NULL when there is none. */
static const char *next_place(const char *s, const char **end)
{
	for (s = strchr(s, '{'); s; s = strchr(s + 1, '{')) {
		size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_");

		*end = s + n + 2;
		if (n && s[n + 1] == '}')
			return s;
	}
	return NULL;
}

static void check_places(const char *path, int line, const char *key, const char *word,
    const char *known, struct errors *mistakes)
{
	const char *end;

	for (const char *s = next_place(word, &end); s; s = next_place(end, &end)) {
		scope(text) place = {0};

		text_addn(&place, s, (size_t)(end - s));
		if (!strstr(known, place.s))
			errors_add(mistakes, path, line,
			    "\"%s\": nothing is put into %s; the shipped word is \"%.200s\"", key,
			    place.s, known);
	}
}

void words_check(const json_t *known, const json_t *words, const char *path, const struct text *s,
    struct errors *mistakes)
{
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)words, key, value) {
		const char *texts = shipped(known, key);
		int line = line_of(s, key);

		if (!json_is_string(value))
			continue; /* said where it is taken */
		if (texts)
			check_places(path, line, key, json_string_value(value), texts, mistakes);
		else
			errors_add(mistakes, path, line,
			    "\"%s\" is no word that is ever asked for; the shipped words.json has "
			    "those that are",
			    key);
	}
}
