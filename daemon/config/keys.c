/* Walks a group of the file by its table. Mistakes name the place, what stands there and what was expected. */
#include "config/keys.h"
#include <stdarg.h>
#include <stdio.h>
#include "base/utf8.h"
#include "config/nearest.h"

static const char *const TYPES[] = {
    [CONFIG_TYPE_GROUP] = "a group { … }",
    [CONFIG_TYPE_INT] = "a number",
    [CONFIG_TYPE_INT64] = "a number",
    [CONFIG_TYPE_FLOAT] = "a number with a fraction",
    [CONFIG_TYPE_STRING] = "a text in quotes",
    [CONFIG_TYPE_BOOL] = "true or false",
    [CONFIG_TYPE_ARRAY] = "a list",
    [CONFIG_TYPE_LIST] = "a list",
};

/* The name of a setting, or of the list in which it stands. */
static const char *name_of(const config_setting_t *s)
{
	while (s && !config_setting_name(s))
		s = config_setting_parent(s);
	return s ? config_setting_name(s) : NULL;
}

static void add_mistake(
    struct reading *r, const config_setting_t *s, bool warning, const char *format, va_list args)
{
	char sentence[sizeof((struct error *)0)->s];
	const char *file = config_setting_source_file(s), *name = name_of(s);

	vsnprintf(sentence, sizeof sentence, format, args);
	(warning ? errors_warn : errors_add)(r->mistakes, file ? file : r->file,
	    config_setting_source_line(s), "%s%s%s", name ? name : "", name ? ": " : "", sentence);
}

void keys_error(struct reading *r, const config_setting_t *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_mistake(r, s, false, format, args);
	va_end(args);
}

void keys_warn(struct reading *r, const config_setting_t *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_mistake(r, s, true, format, args);
	va_end(args);
}

/* Is the setting of that type? The words say what a user would have to write. */
static bool expect(struct reading *r, const config_setting_t *s, int type, const char *words)
{
	int found = config_setting_type(s);

	if (found == type)
		return true;
	keys_error(r, s, "expected %s, found %s", words, TYPES[found]);
	return false;
}

static void refuse_unknown(
    struct reading *r, const config_setting_t *s, const char *name, const struct key *keys)
{
	struct names known = {0};
	scope(arena) arena = {0};
	scope(text) all = {0};
	const char *near;

	for (const struct key *k = keys; k->name; k++) {
		if (k->read == key_bare_secret)
			continue;
		text_addf(&all, "%s%s", known.n ? ", " : "", k->name);
		*list_push(&arena, &known) = k->name;
	}
	near = nearest_word(name, &known);
	if (near)
		keys_error(r, s, "unknown key; did you mean \"%s\"?", near);
	else
		keys_error(r, s, "unknown key; known here: %s", text_get(&all));
}

static bool is_known(const struct key *keys, const char *name)
{
	while (keys->name && strcmp(keys->name, name))
		keys++;
	return keys->name != NULL;
}

void keys_read(struct reading *r, const config_setting_t *group, const struct key *keys, void *into)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *s = config_setting_get_elem(group, (unsigned)i);

		if (!is_known(keys, config_setting_name(s)))
			refuse_unknown(r, s, config_setting_name(s), keys);
	}
	for (const struct key *k = keys; k->name; k++) {
		const config_setting_t *s = config_setting_get_member(group, k->name);

		if (s)
			k->read(r, s, k, (char *)into + k->member);
		else if (k->required)
			keys_error(r, group, "\"%s\" is missing", k->name);
	}
}

void keys_each(struct reading *r, const config_setting_t *list,
    void (*read)(struct reading *r, const config_setting_t *group))
{
	if (!expect(r, list, CONFIG_TYPE_LIST, "a list of groups ( { … }, { … } )"))
		return;
	for (int i = 0; i < config_setting_length(list); i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

		if (expect(r, group, CONFIG_TYPE_GROUP, "a group { … }"))
			read(r, group);
	}
}

static bool has_control(const char *s, bool lines)
{
	for (; *s; s++)
		if (((unsigned char)*s < ' ' && !(lines && *s == '\n')) || *s == 0x7f)
			return true;
	return false;
}

static const char *checked_text(struct reading *r, const config_setting_t *s, bool lines)
{
	const char *text;

	if (!expect(r, s, CONFIG_TYPE_STRING, "a text in quotes"))
		return NULL;
	text = config_setting_get_string(s);
	if (!*text)
		keys_error(r, s, "is empty; leave the key out instead");
	else if (!utf8_valid(text, strlen(text)))
		keys_error(r, s, "is not UTF-8; save the file as UTF-8");
	else if (has_control(text, lines))
		keys_error(
		    r, s, "holds a control character%s", lines ? "" : " such as a line break");
	else
		return arena_dup(&r->settings->arena, text);
	return NULL;
}

const char *keys_text(struct reading *r, const config_setting_t *s)
{
	return checked_text(r, s, false);
}

void key_lines(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = checked_text(r, s, true);

	(void)k;
	if (text)
		*(const char **)member = text;
}

bool keys_texts(struct reading *r, const config_setting_t *s, struct names *out)
{
	bool good = true;

	if (!config_setting_is_array(s) && !config_setting_is_list(s))
		return expect(r, s, CONFIG_TYPE_ARRAY, "a list of texts [ \"…\", \"…\" ]");
	*out = (struct names){0};
	for (int i = 0; i < config_setting_length(s); i++) {
		const char *text = keys_text(r, config_setting_get_elem(s, (unsigned)i));

		if (text)
			*list_push(&r->settings->arena, out) = text;
		else
			good = false;
	}
	return good;
}

const char *keys_path(struct reading *r, const char *path)
{
	return *path == '/' ? path : arena_printf(&r->settings->arena, "%s/%s", r->folder, path);
}

void key_group(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	if (expect(r, s, CONFIG_TYPE_GROUP, "a group { … }"))
		keys_read(r, s, k->more, member);
}

void key_flag(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	if (expect(r, s, CONFIG_TYPE_BOOL, "true or false without quotes"))
		*(bool *)member = config_setting_get_bool(s);
}

void key_count(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const struct key_range *range = k->more;
	long long n = config_setting_get_int64(s);

	if (config_setting_type(s) == CONFIG_TYPE_INT)
		n = config_setting_get_int(s);
	else if (!expect(r, s, CONFIG_TYPE_INT64, "a whole number without quotes"))
		return;
	if (n < range->least || n > range->most)
		keys_error(r, s, "%lld is not within %d and %d", n, range->least, range->most);
	else
		*(int *)member = (int)n;
}

void key_bare_secret(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)member;
	keys_error(r, s,
	    "a secret does not stand in this file; write %s_file = \"credential:NAME\" or the path "
	    "of a file",
	    k->name);
}
