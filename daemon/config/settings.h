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
	const char *lexicon; /* the user's own words for the reader (file or folder); may be NULL */
	struct names notices; /* files and folders */
	struct names reports; /* files and folders with tables of reported values */
	struct calendar calendar;
	list_of(struct channel) channels;
	struct directory directory;
	struct policies policies;
	struct templates *templates;
};

/* Where the configuration, the control socket and the database are when nothing else is said. */
#define SETTINGS_FILE	 "/etc/deadlined/deadlined.conf"
#define SETTINGS_CONTROL "/run/deadlined/control.sock"
#define SETTINGS_STATE	 "/var/lib/deadlined/deadlined.db"

/*
 * Read FILE (NULL: defaults alone: maildir channel "drop" below the folder of `state`, unknown_units =
 * ["drop:{unit}"], policy "default"). Every mistake is added with file, line and what was expected,
 * in the order of lines; *out (zeroed by the caller) is usable only when the result is true (no mistakes;
 * warnings may be there). A relative path in FILE counts from FILE's folder.
 */
bool settings_load(const char *file, struct settings *out, struct errors *mistakes);
/* The same for looking, not for sending: a secret that only the daemon gets to see (a credential of the service
 * manager, a file that the caller may not read) is a warning, and something that reaches nobody stands in its place. */
bool settings_inspect(const char *file, struct settings *out, struct errors *mistakes);
/* The path of the control socket alone, whatever mistakes the rest of FILE has; NULL when FILE cannot be
 * read. Allocated in a. */
const char *settings_socket(const char *file, struct arena *a);
const struct channel *settings_channel(const struct settings *s, const char *name);
void settings_release(struct settings *s);
#endif
