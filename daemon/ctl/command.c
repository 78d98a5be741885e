/* From the command line to one of three roads: a command of our own, a verb over the socket, or help. */
#include "ctl/command.h"
#include <stdio.h>
#include <unistd.h>
#include "config/nearest.h"
#include "config/settings.h"
#include "ctl/answer.h"
#include "ctl/client.h"
#include "ctl/complete.h"
#include "ctl/help.h"
#include "ctl/parse.h"
#include "ctl/review.h"
#include "ctl/local.h"
#include "ctl/reports.h"
#include "ctl/trial.h"

const struct option_row command_options[] = {
    {"config", 'c', "FILE", "the configuration that names the socket; else " SETTINGS_FILE},
    {"socket", 's', "PATH", "the daemon's control socket; else " SETTINGS_CONTROL},
    {"json", 'j', NULL, "JSON instead of a table, times with their offset"},
    {"help", 'h', NULL, "say what a command does"},
    {"version", 0, NULL, "print the version"},
    {0},
};
const struct verb command_reload = {"reload",
    "read the configuration again; with a mistake in it the old settings stay", VERB_ADMIN, {{0}},
    NULL, NULL};

static command_function run_parse, run_help;
static const struct command COMMANDS[] = {
    {"parse", "[--json] [--explain] FILE…", "what would be understood of a notice", run_parse},
    {"reports", "[--json] FILE…", "what would be understood of a table of reported values",
	reports_run},
    {"simulate", "[--script FILE] [--from DAY] [--to DAY] FILE…",
	"every message that would be sent, when and to whom", local_simulate},
    {"diff", "[--notice ID] FILE | OLD NEW",
	"what taking a changed notice would change; of two files, without the daemon", review_diff},
    {"help", "[COMMAND]", "this, or what one command does", run_help},
    {"complete", "", NULL, complete_run},
};

const struct command *command_at(size_t i)
{
	return i < sizeof COMMANDS / sizeof *COMMANDS ? &COMMANDS[i] : NULL;
}

const struct command *command_find(const char *name)
{
	const struct command *c;

	for (size_t i = 0; (c = command_at(i)); i++)
		if (!strcmp(c->name, name))
			return c;
	return NULL;
}

static const struct verb *find_verb(const char *name)
{
	return strcmp(name, command_reload.name) ? verb_find(name) : &command_reload;
}

void command_complain(const char *sentence)
{
	fprintf(stderr, "deadlinectl: %s\n", sentence);
}

static void show(const struct text *out)
{
	fwrite(text_get(out), 1, out->len, stdout);
}

static int run_parse(const struct command_line *front, int argc, char **argv)
{
	(void)front;
	return parse_run(argc, argv);
}

static int unknown_command(const char *name)
{
	scope(arena) a = {0};
	struct names known = {0};
	const struct command *c;
	const struct verb *v;
	const char *near;

	for (size_t i = 0; (c = command_at(i)); i++)
		if (c->help)
			*list_push(&a, &known) = c->name;
	for (size_t i = 0; (v = verb_at(i)); i++)
		*list_push(&a, &known) = v->name;
	*list_push(&a, &known) = command_reload.name;
	near = nearest_word(name, &known);
	fprintf(stderr, "deadlinectl: there is no command \"%s\"%s%s%s\n", name,
	    near ? "; did you mean \"" : "; `deadlinectl help` lists them all", near ? near : "",
	    near ? "\"?" : "");
	return COMMAND_USAGE;
}

static int help_verb(const struct verb *v)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {0};

	help_add_verb(v, &t, &out);
	show(&out);
	return COMMAND_DONE;
}

static int run_help(const struct command_line *front, int argc, char **argv)
{
	static char help[] = "--help";
	const struct terminal t = terminal_of_output();
	const struct command *c = argc > 1 ? command_find(argv[1]) : NULL;
	scope(text) out = {0};

	if (c && c->run != run_help)
		return c->run(front, 2, (char *[]){argv[1], help, NULL});
	if (argc > 1 && !c)
		return find_verb(argv[1]) ? help_verb(find_verb(argv[1]))
					  : unknown_command(argv[1]);
	help_add_program(&t, &out);
	show(&out);
	return COMMAND_DONE;
}

const char *command_value(
    const struct command_line *front, const struct command_line *own, const char *name)
{
	const char *value = options_value(own, name);

	return value ? value : options_value(front, name);
}

const char *command_config(const struct command_line *front, const struct command_line *own)
{
	const char *given = command_value(front, own, "config");

	return given ? given : access(SETTINGS_FILE, F_OK) ? NULL : SETTINGS_FILE;
}

const char *command_socket(
    const struct command_line *front, struct command_line *own, struct error *err)
{
	const char *path = command_value(front, own, "socket"), *config;

	if (path)
		return path;
	config = command_config(front, own);
	path = config ? settings_socket(config, &own->arena) : SETTINGS_CONTROL;
	if (path)
		return path;
	if (!command_value(front, own, "config"))
		return SETTINGS_CONTROL;
	error_set(err, "%s cannot be read as a configuration; `deadlined -c %s --check` says why",
	    config, config);
	return NULL;
}

static int ask(const struct verb *v, const struct command_line *front, struct command_line *own)
{
	const struct terminal t = terminal_of_output();
	bool is_trial = !strcmp(v->name, "test");
	const char *path;
	json_scope arguments = NULL;
	json_scope reply = NULL;
	scope(text) out = {0};
	struct error err;

	arguments = options_arguments(v, own, &err);
	if (!arguments) {
		fprintf(stderr, "deadlinectl: %s\nSee `deadlinectl help %s`.\n", err.s, v->name);
		return COMMAND_USAGE;
	}
	path = command_socket(front, own, &err);
	if (!path || !client_ask(path, v->name, arguments, &reply, &err) ||
	    (is_trial && !trial_wait(path, &reply, &err))) {
		command_complain(err.s);
		return COMMAND_REFUSED;
	}
	if (command_value(front, own, "json")) {
		json_add_pretty(reply, &out);
		text_addc(&out, '\n');
	} else {
		answer_print(v->name, reply, &t, &out);
	}
	show(&out);
	return !is_trial || trial_passed(reply) ? COMMAND_DONE : COMMAND_REFUSED;
}

static int run_verb(const struct verb *v, const struct command_line *front, int argc, char **argv)
{
	scope(command_line) own = {0};
	struct error err;
	const struct option_row *rows = options_of_verb(v, command_options, &own.arena);

	if (!options_read(rows, argc - 1, argv + 1, false, &own, &err)) {
		fprintf(stderr, "deadlinectl: %s: %s\nSee `deadlinectl help %s`.\n", v->name, err.s,
		    v->name);
		return COMMAND_USAGE;
	}
	if (command_value(front, &own, "help"))
		return help_verb(v);
	return ask(v, front, &own);
}

static int run_word(const struct command_line *front, int argc, char **argv)
{
	const struct command *c = command_find(argv[0]);
	const struct verb *v = find_verb(argv[0]);

	if (c && options_value(front, "help"))
		return run_help(front, 2, (char *[]){argv[0], argv[0], NULL});
	if (c)
		return c->run(front, argc, argv);
	return v ? run_verb(v, front, argc, argv) : unknown_command(argv[0]);
}

int command_run(int argc, char **argv)
{
	scope(command_line) front = {0};
	struct error err;

	if (!options_read(command_options, argc - 1, argv + 1, true, &front, &err)) {
		fprintf(stderr, "deadlinectl: %s\nSee `deadlinectl help`.\n", err.s);
		return COMMAND_USAGE;
	}
	if (options_value(&front, "version")) {
		puts("deadlinectl 0.1");
		return COMMAND_DONE;
	}
	if (front.used + 1 < argc)
		return run_word(&front, argc - 1 - front.used, argv + 1 + front.used);
	run_help(&front, 1, argv);
	return options_value(&front, "help") ? COMMAND_DONE : COMMAND_USAGE;
}
