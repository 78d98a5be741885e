#ifndef TESTS_CONFIG_CONF_H
#define TESTS_CONFIG_CONF_H
/* A configuration from text: written into a new folder, loaded, and taken away again. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "table.h"
#include "base/file.h"
#include "config/settings.h"

struct conf {
	char folder[32], file[64];
	struct settings settings;
	struct errors mistakes;
	bool good;
};

/* `$` in a text is the folder. */
static inline void conf_expand(const struct conf *c, const char *text, struct text *out)
{
	for (; *text; text++) {
		if (*text == '$')
			text_add(out, c->folder);
		else
			text_addc(out, *text);
	}
}

static inline void conf_write(struct conf *c, const char *name, const char *text, mode_t mode)
{
	scope(text) path = {0}, out = {0};

	text_addf(&path, "%s/%s", c->folder, name);
	conf_expand(c, text, &out);
	assert_true(file_replace(path.s, text_get(&out), out.len, NULL));
	assert_int_equal(chmod(path.s, mode), 0);
}

static inline void conf_open(struct conf *c)
{
	*c = (struct conf){.folder = "/tmp/test_conf.XXXXXX"};
	assert_non_null(mkdtemp(c->folder));
	snprintf(c->file, sizeof c->file, "%s/deadlined.conf", c->folder);
	conf_write(c, "secret", "geheim\n", 0600);
	conf_write(c, "url", "https://robot.example.org/send?key=abcdefgh\n", 0600);
}

static inline void conf_read(struct conf *c, const char *text)
{
	conf_write(c, "deadlined.conf", text, 0644);
	c->good = settings_load(c->file, &c->settings, &c->mistakes);
}

static inline void conf_close(struct conf *c)
{
	char command[64];

	settings_release(&c->settings);
	errors_release(&c->mistakes);
	snprintf(command, sizeof command, "rm -rf %s", c->folder);
	assert_int_equal(system(command), 0);
}

/* Everything that was said of lines (not of the file as a whole), as "LINE: sentence\n". */
static inline void conf_say(const struct conf *c, struct text *out)
{
	list_each (const struct mistake *, m, c->mistakes.list)
		if (m->line)
			text_addf(
			    out, "%s%d: %s\n", m->warning ? "warning " : "", m->line, m->message);
}

/* One row a mistake: the file, and all that is to be said of it, '\n' behind each. */
struct conf_bad {
	const char *name, *text, *says;
};
static inline void conf_check_bad(void **state)
{
	const struct conf_bad *row = *state;
	scope(text) said = {0}, expected = {0};
	struct conf c;

	conf_open(&c);
	conf_read(&c, row->text);
	conf_say(&c, &said);
	conf_expand(&c, row->says, &expected);
	conf_close(&c);
	assert_string_equal(text_get(&said), text_get(&expected));
	assert_int_equal(c.good, !strncmp(row->says, "warning", 7));
}
#endif
