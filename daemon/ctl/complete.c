/* Completion from the same tables as the options themselves. What only the daemon knows is asked of it; that it does not run
 * is no reason to disturb somebody who is typing. */
#include "ctl/complete.h"
#include <stdio.h>
#include "ctl/client.h"

static void say_options(const struct option_row *rows)
{
	for (; rows->name; rows++)
		printf("--%s\n", rows->name);
}

static void say_commands(void)
{
	const struct command *c;
	const struct verb *v;

	for (size_t i = 0; (c = command_at(i)); i++)
		if (c->help && !verb_find(c->name))
			puts(c->name);
	for (size_t i = 0; (v = verb_at(i)); i++)
		puts(v->name);
	puts(command_reload.name);
	say_options(command_options);
}

/* Which arguments can be listed: by name, the verb that lists them, and where they stand in its answer. */
static const struct source {
	const char *argument, *verb, *list, *key;
} SOURCES[] = {
    {"address", "list", "items", "address"},
    {"channel", "status", "channels", "name"},
};

static void say_known(const struct source *source, const char *socket)
{
	json_scope none = json_object();
	json_scope reply = NULL;
	const json_t *one;
	size_t i;

	if (!socket || !client_ask(socket, source->verb, none, &reply, NULL))
		return;
	json_array_foreach (json_object_get(reply, source->list), i, one)
		puts(json_get_text(one, source->key, ""));
}

/* The argument that stands at the place of the next word; NULL: none does. */
static const struct verb_argument *next_argument(const struct verb *v, size_t words)
{
	for (size_t i = 0; i < sizeof v->arguments / sizeof *v->arguments && v->arguments[i].name;
	     i++)
		if (!v->arguments[i].option && !words--)
			return &v->arguments[i];
	return NULL;
}

static void say_verb(const struct verb *v, const struct command_line *front, int argc, char **argv)
{
	scope(command_line) own = {0};
	const struct option_row *rows = options_of_verb(v, command_options, &own.arena);
	const struct verb_argument *next;

	if (!options_read(rows, argc, argv, false, &own, NULL))
		return;
	say_options(rows);
	next = next_argument(v, own.words.n);
	for (size_t i = 0; next && i < sizeof SOURCES / sizeof *SOURCES; i++)
		if (!strcmp(SOURCES[i].argument, next->name))
			say_known(&SOURCES[i], command_socket(front, &own, NULL));
}

int complete_run(const struct command_line *front, int argc, char **argv)
{
	scope(command_line) before = {0};
	const struct verb *v;
	int skip = argc > 1 && !strcmp(argv[1], "--") ? 2 : 1;

	(void)front;
	if (!options_read(command_options, argc - skip, argv + skip, true, &before, NULL))
		return COMMAND_DONE;
	skip += before.used;
	if (skip >= argc) {
		say_commands();
		return COMMAND_DONE;
	}
	v = strcmp(argv[skip], command_reload.name) ? verb_find(argv[skip]) : &command_reload;
	if (v)
		say_verb(v, &before, argc - skip - 1, argv + skip + 1);
	return COMMAND_DONE;
}
