/* The readers of texts that mean something: words of a list, times of day, paths. */
#include <errno.h>
#include <unistd.h>
#include "base/file.h"
#include "config/keys.h"
#include "config/nearest.h"

const char *const keys_languages[] = {"zh_CN", "zh_TW", "en", NULL};

void key_text(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);

	(void)k;
	if (text)
		*(const char **)member = text;
}

/* The place of a setting's text in a NULL-terminated list; -1 after a mistake. */
static int find_word(struct reading *r, const config_setting_t *s, const char *const *words)
{
	const char *text = keys_text(r, s);
	scope(text) all = {0};

	if (!text)
		return -1;
	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], text))
			return i;
		text_addf(&all, "%s%s", i ? ", " : "", words[i]);
	}
	keys_error(r, s, "\"%s\" is not known; expected one of %s", text, text_get(&all));
	return -1;
}

void key_word(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *const *words = k->more;
	int i = find_word(r, s, words);

	if (i >= 0)
		*(const char **)member = words[i];
}

void key_choice(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	int i = find_word(r, s, k->more);

	if (i >= 0)
		*(int *)member = i;
}

/* "HH:MM"; -1: no time. */
static int parse_clock(const char *s)
{
	for (int i = 0; i < 5; i++)
		if (i == 2 ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return -1;
	int hour = (s[0] - '0') * 10 + s[1] - '0', minute = (s[3] - '0') * 10 + s[4] - '0';
	if (s[5] || hour > 23 || minute > 59)
		return -1;
	return hour * HOUR_S + minute * MINUTE_S;
}

void key_clock(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);
	int second = text ? parse_clock(text) : -1;

	(void)k;
	if (second >= 0)
		*(int *)member = second;
	else if (text)
		keys_error(r, s, "\"%s\" is no time of day; write it as \"09:10\"", text);
}

void key_texts(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	keys_texts(r, s, member);
}

void key_path(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *text = keys_text(r, s);

	(void)k;
	if (text)
		*(const char **)member = keys_path(r, text);
}

/* The path of a setting if something that may be read is there; NULL after a mistake. */
static const char *readable(struct reading *r, const config_setting_t *s)
{
	const char *text = keys_text(r, s), *path = text ? keys_path(r, text) : NULL;

	if (!path || !access(path, R_OK))
		return path;
	keys_error(r, s, "%s cannot be read: %s", path, strerror(errno));
	return NULL;
}

void key_file(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	const char *path = readable(r, s);

	(void)k;
	if (path)
		*(const char **)member = path;
}

void key_files(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	struct names all = {0}, *out = member;

	(void)k;
	if (!keys_texts(r, s, &all))
		return;
	*out = (struct names){0};
	for (int i = 0; i < config_setting_length(s); i++) {
		const char *path = readable(r, config_setting_get_elem(s, (unsigned)i));

		if (path)
			*list_push(&r->settings->arena, out) = path;
	}
}
