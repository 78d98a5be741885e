#ifndef CTL_COMMAND_H
#define CTL_COMMAND_H
#include "ctl/options.h"

/* deadlinectl, all of it: reads the command line, does the command, prints. The result is the exit status. */
enum command_status { COMMAND_DONE = 0, COMMAND_REFUSED = 1, COMMAND_USAGE = 2 };
int command_run(int argc, char **argv);

/* A command that needs no daemon; `argv[0]` is its name, `front` what stood before it. --help is its own to answer. */
typedef int command_function(const struct command_line *front, int argc, char **argv);
struct command {
	const char *name, *usage, *help; /* help NULL: for programs, not shown */
	command_function *run;
};
const struct command *command_at(size_t i); /* NULL past the end */
const struct command *command_find(const char *name);
/* The daemon's own verb beside those of the engine. */
extern const struct verb command_reload;

/* Options that every verb has. */
extern const struct option_row command_options[];
/* The value of an option behind the command, else before it; NULL when it was not given. */
const char *command_value(
    const struct command_line *front, const struct command_line *own, const char *name);
/* The configuration to go by: -c, else the usual one when it is there, else NULL (defaults alone). */
const char *command_config(const struct command_line *front, const struct command_line *own);
/* Where the daemon listens, by --socket, else by the configuration. Lives as long as `own`. NULL with err set when the named
 * configuration cannot be read. */
const char *command_socket(
    const struct command_line *front, struct command_line *own, struct error *err);
/* "deadlinectl: sentence" on standard error. */
void command_complain(const char *sentence);
#endif
