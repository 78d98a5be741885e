#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H
#include "calendar/calendar.h"
#include "plan/directory.h"
#include "remind/policy.h"
#include "remind/template.h"
#include "send/channel.h"

/* deadlined.conf, read, checked and with its secrets, holiday tables and templates loaded. */
struct settings {
	struct arena arena;
	const char *file;     /* NULL: the built-in defaults */
	const char *language; /* zh_CN, zh_TW, en */
	const char *state;    /* path of the database */
	const char *control;  /* path of the socket */
	const char *sender;   /* the office's name in the foot of a message; may be NULL */
	struct names notices; /* files and folders */
	struct calendar calendar;
	list_of(struct channel) channels;
	struct directory directory;
	struct policies policies;
	struct templates *templates;
};

/*
 * Read FILE (NULL: defaults alone: maildir channel "drop" below the folder of `state`, unknown_units =
 * ["drop:{unit}"], policy "default"). Every mistake is added with file, line and what was expected; *out (zeroed by
 * the caller) is usable only when the result is true (no mistakes; warnings may be there).
 */
bool settings_load(const char *file, struct settings *out, struct errors *mistakes);
const struct channel *settings_channel(const struct settings *s, const char *name);
void settings_release(struct settings *s);
#endif
