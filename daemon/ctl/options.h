#ifndef CTL_OPTIONS_H
#define CTL_OPTIONS_H
#include "base/error.h"
#include "base/json.h"
#include "engine/verb.h"

/* An option of the command line, --name or -letter. Tables end with a NULL name. */
struct option_row {
	const char *name;
	char letter;	   /* 0: none */
	const char *takes; /* the value's name in the help; NULL: a flag */
	const char *help;
};
struct option_chosen {
	const char *name, *value; /* "" of a flag */
};
/* What was on the command line. Everything is borrowed but the lists. */
struct command_line {
	struct arena arena;
	struct names words; /* without options */
	list_of(struct option_chosen) options;
	int used; /* arguments read */
};

/* Read arguments by `rows`; `--` ends the options, "-" is a word. `first_word`: stop before the first word. */
bool options_read(const struct option_row *rows, int argc, char **argv, bool first_word,
    struct command_line *out, struct error *err);
/* The value of an option, the last one given; NULL when it was not. */
const char *options_value(const struct command_line *c, const char *name);
void command_line_release(struct command_line *c);

/* The options of a verb as rows, with `more` (NULL: none) behind them. Allocated in a. */
const struct option_row *options_of_verb(
    const struct verb *v, const struct option_row *more, struct arena *a);
/* The verb's arguments as the daemon takes them, from words and options. A new reference; NULL with err set when one
 * is missing or there are too many. */
json_t *options_arguments(const struct verb *v, const struct command_line *c, struct error *err);
/* "ADDRESS METRIC=VALUE… [--note TEXT]". */
void options_add_usage(const struct verb *v, struct text *out);
#endif
