/* Help from the tables, so that it cannot say less or more than what is understood. */
#include "ctl/help.h"
#include "ctl/grid.h"

static const struct grid_column COLUMNS[] = {
    {.title = NULL}, {.title = NULL}, {.title = NULL, .least = 20}};
enum { COLUMNS_N = sizeof COLUMNS / sizeof *COLUMNS };

static void add_line(struct grid *g, const char *name, const char *help)
{
	grid_add(g, TINT_NONE, "");
	grid_add(g, TINT_NONE, name);
	grid_add(g, TINT_NONE, help);
}

static void add_title(const struct terminal *t, struct text *out, const char *title)
{
	text_addc(out, '\n');
	terminal_add(t, out, TINT_BOLD, title);
	text_addc(out, '\n');
}

/* A verb that has a command of its own (diff: a file is read first) is used as the command says. */
static void add_verb(struct grid *g, const struct verb *v)
{
	const struct command *own = command_find(v->name);
	scope(text) name = {0}, usage = {0};

	options_add_usage(v, &usage);
	text_addf(&name, "%s %s", v->name, own ? own->usage : text_get(&usage));
	add_line(g, name.s, own ? own->help : v->help);
}

static void add_verbs(enum verb_scope scope, struct grid *g)
{
	const struct verb *v;

	for (size_t i = 0; (v = verb_at(i)); i++)
		if (v->scope == scope)
			add_verb(g, v);
}

static void add_section(
    const struct terminal *t, const char *title, enum verb_scope scope, struct text *out)
{
	scope(grid) g = {.columns = COLUMNS, .n = COLUMNS_N};

	add_title(t, out, title);
	add_verbs(scope, &g);
	if (scope == VERB_ADMIN)
		add_verb(&g, &command_reload);
	grid_print(&g, t, out);
}

static void add_offline(const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = COLUMNS, .n = COLUMNS_N};
	const struct command *c;

	add_title(t, out, "Without the daemon");
	for (size_t i = 0; (c = command_at(i)); i++) {
		scope(text) name = {0};

		if (!c->help || verb_find(c->name))
			continue;
		text_addf(&name, "%s %s", c->name, c->usage);
		add_line(&g, name.s, c->help);
	}
	grid_print(&g, t, out);
}

void help_add_options(const struct option_row *rows, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = COLUMNS, .n = COLUMNS_N};

	add_title(t, out, "Options");
	for (; rows->name; rows++) {
		scope(text) name = {0};

		if (rows->letter)
			text_addf(&name, "-%c, ", rows->letter);
		else
			text_add(&name, "    ");
		text_addf(&name, "--%s%s%s", rows->name, rows->takes ? " " : "",
		    rows->takes ? rows->takes : "");
		add_line(&g, name.s, rows->help);
	}
	grid_print(&g, t, out);
}

void help_add_program(const struct terminal *t, struct text *out)
{
	text_add(out, "usage: deadlinectl [-c FILE | --socket PATH] COMMAND [ARGUMENT…]\n\n"
		      "Shows and changes the plan of deadlines that deadlined keeps.\n");
	add_offline(t, out);
	add_section(t, "The plan as it stands", VERB_READ, out);
	add_section(t, "What units do", VERB_ACT, out);
	add_section(t, "The post and the daemon", VERB_ADMIN, out);
	help_add_options(command_options, t, out);
	text_add(out,
	    "\nADDRESS is NOTICE:TASK.MILESTONE, with @OCCURRENCE where there are several:\n"
	    "jiangmen-2016-34:18.2, jiangmen-2016-34:33.1@2026. TIME is 2018-01-15T09:30, the "
	    "office's own time.\n"
	    "In listings wd are working days, and ~ marks a day that a new holiday table may "
	    "move.\n"
	    "`deadlinectl help COMMAND` says more. Exit status: 0 done, 1 refused, 2 not "
	    "understood.\n");
}

static void add_arguments(const struct verb *v, const struct terminal *t, struct text *out)
{
	scope(grid) g = {.columns = COLUMNS, .n = COLUMNS_N};

	for (size_t i = 0; i < sizeof v->arguments / sizeof *v->arguments && v->arguments[i].name;
	     i++) {
		struct verb one = {.arguments = {v->arguments[i]}};
		scope(text) name = {0};

		if (v->arguments[i].option)
			continue;
		options_add_usage(&one, &name);
		add_line(&g, text_get(&name), v->arguments[i].help);
	}
	if (g.cells.n)
		text_addc(out, '\n');
	grid_print(&g, t, out);
}

void help_add_verb(const struct verb *v, const struct terminal *t, struct text *out)
{
	scope(text) usage = {0};
	scope(arena) a = {0};

	options_add_usage(v, &usage);
	text_addf(out, "usage: deadlinectl %s %s\n\n%s\n", v->name, text_get(&usage), v->help);
	add_arguments(v, t, out);
	help_add_options(options_of_verb(v, command_options, &a), t, out);
}
