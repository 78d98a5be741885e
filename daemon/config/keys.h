#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H
#include <libconfig.h>
#include "config/settings.h"

/*
 * deadlined.conf as tables: a group's keys are rows {name, how it is read, which member it fills}. A mistake is added
 * with its place, the member keeps its default, and reading goes on.
 */
struct reading {
	struct settings *settings; /* what is being filled; all text lives in its arena */
	struct errors *mistakes;
	const char *file;   /* as the user named it */
	const char *folder; /* where it lies: relative paths count from here */
	bool lenient;	    /* settings_inspect(): secrets need not be readable */
	int unread;	    /* secrets left out for that */
};
struct key;
typedef void key_reader(
    struct reading *r, const config_setting_t *s, const struct key *k, void *member);
struct key {
	const char *name; /* NULL ends a table */
	key_reader *read;
	size_t member;	  /* offset in the struct that the group fills */
	const void *more; /* what the reader asks for, see below; else NULL */
	bool required;
};
struct key_range {
	int least, most;
};

/* Read every key of a group by its row, in the order of the rows; unknown and missing ones are mistakes. */
void keys_read(
    struct reading *r, const config_setting_t *group, const struct key *keys, void *into);
/* Call `read` for each group of a list ( { … }, { … } ). */
void keys_each(struct reading *r, const config_setting_t *list,
    void (*read)(struct reading *r, const config_setting_t *group));
/* A mistake (a warning) at a setting; the sentence is put behind the key's name. */
void keys_error(struct reading *r, const config_setting_t *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void keys_warn(struct reading *r, const config_setting_t *s, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The text of a setting, in the arena: valid UTF-8, not empty, without control characters. NULL after a mistake. */
const char *keys_text(struct reading *r, const config_setting_t *s);
/* The texts of a list or array; false (and a mistake each) when there was one. */
bool keys_texts(struct reading *r, const config_setting_t *s, struct names *out);
/* A path as the file means it: from the file's folder when it is relative. */
const char *keys_path(struct reading *r, const char *path);

/* zh_CN, zh_TW, en; NULL ends them. */
extern const char *const keys_languages[];

/* Readers of one type each; the member that they fill, and what `more` points at. */
key_reader key_text;   /* const char * */
key_reader key_lines;  /* const char *, line breaks allowed */
key_reader key_word;   /* const char *; one of the NULL-terminated list `more` */
key_reader key_choice; /* enum or int: the place in the NULL-terminated list `more` */
key_reader key_flag;   /* bool */
key_reader key_count;  /* int within the struct key_range `more` */
key_reader key_clock;  /* int, second of the day, from "09:10" */
key_reader key_texts;  /* struct names */
key_reader key_path;   /* const char * */
key_reader key_file;   /* const char *; it must be readable */
key_reader key_files;  /* struct names; each must be there */
key_reader key_group;  /* the struct that the table `more` fills */
/* A secret written where it must not stand: refused, and not proposed where keys are listed. */
key_reader key_bare_secret;
#endif
