/* A script, read as a whole before anything runs. Each line goes through the option parser of the command line and the
 * check of the verb table, so that a script can say what can be typed and nothing else. */
#include "ctl/story.h"
#include <stdlib.h>
#include "base/file.h"
#include "base/span.h"
#include "base/utf8.h"
#include "config/nearest.h"
#include "ctl/options.h"
#include "ctl/story_line.h"
#include "plan/plan_json.h"

enum { SCRIPT_CAP_BYTES = 16 << 20, OFFICE_OPENS_S = 9 * HOUR_S };

static const struct verb TAKE = {"take", "a changed notice is read", VERB_ADMIN,
    {{"file", ARGUMENT_TEXT, true, false, "the changed notice"},
	{"notice", ARGUMENT_TEXT, false, true, "which one it is; else that of the file's name"}},
    NULL, NULL};
static const struct verb RELOAD = {"reload", "another configuration is taken", VERB_ADMIN,
    {{"file", ARGUMENT_TEXT, true, false, "the configuration"}}, NULL, NULL};

struct reading {
	const struct offline *offline;
	struct engine *engine;
	struct story *story;
	struct errors *mistakes;
	char *folder; /* with its '/', or "" */
};

static const char *path_from(struct reading *r, const char *path)
{
	return *path == '/' ? path : arena_printf(&r->story->arena, "%s%s", r->folder, path);
}

/* ---- what each kind of command needs, and does */

static json_t *run_verb(const struct story_act *act, struct engine *e, struct error *err)
{
	const struct caller by = {act->who, act->at};

	return verb_run(e, act->verb->name, &by, act->arguments, err);
}

static struct notice *read_notice(struct reading *r, const char *path, struct error *err)
{
	struct notice *n = arena_alloc(&r->story->arena, sizeof *n);

	return offline_read(r->offline, path_from(r, path), n, err) ? n : NULL;
}

/* A file's name becomes what is in the file. */
static bool fill_reading(
    struct reading *r, const char *name, struct story_act *act, struct error *err)
{
	struct notice *n = read_notice(r, json_get_text(act->arguments, name, ""), err);

	if (!n)
		return false;
	n->diagnostics.n = 0;
	json_object_set_new(act->arguments, name, plan_json_write(n));
	notice_release(n);
	return true;
}

static bool prepare_verb(struct reading *r, struct story_act *act, struct error *err)
{
	const struct verb_argument *a = act->verb->arguments;
	size_t n = sizeof act->verb->arguments / sizeof *a;

	for (size_t i = 0; i < n && a[i].name; i++)
		if (a[i].kind == ARGUMENT_NOTICE && !fill_reading(r, a[i].name, act, err))
			return false;
	return verb_check(r->engine, act->verb, act->arguments, err);
}

static json_t *run_take(const struct story_act *act, struct engine *e, struct error *err)
{
	json_t *counts = json_object();
	scope(diff) changes = {0};

	if (!take_notice(e, act->notice, act->at, &changes, err))
		json_release(&counts);
	list_each (const struct change *, c, changes.changes) {
		const char *kind = change_kind_name(c->kind);

		json_object_set_new(counts, kind, json_integer(json_get_int(counts, kind, 0) + 1));
	}
	return counts;
}

static bool prepare_take(struct reading *r, struct story_act *act, struct error *err)
{
	const char *id = json_get_text(act->arguments, "notice", NULL);

	act->notice = read_notice(r, json_get_text(act->arguments, "file", ""), err);
	if (act->notice && id)
		act->notice->id = arena_dup(&act->notice->arena, id);
	return act->notice;
}

static json_t *run_reload(const struct story_act *act, struct engine *e, struct error *err)
{
	return engine_use(e, act->settings, act->at, err) ? json_object() : NULL;
}

static bool refuse_settings(const char *path, const struct errors *mistakes, struct error *err)
{
	scope(text) first = {0};

	list_each (const struct mistake *, m, mistakes->list) {
		if (m->warning)
			continue;
		if (m->line)
			text_addf(&first, ":%d", m->line);
		text_addf(&first, ": %s", m->message);
		break;
	}
	return error_set(err, "%s%s", path, text_get(&first));
}

static bool prepare_reload(struct reading *r, struct story_act *act, struct error *err)
{
	const char *path = path_from(r, json_get_text(act->arguments, "file", ""));
	struct settings *s = arena_alloc(&r->story->arena, sizeof *s);
	scope(errors) mistakes = {0};

	act->settings = s;
	if (!settings_inspect(path, s, &mistakes))
		return refuse_settings(path, &mistakes, err);
	s->state = ":memory:";
	return true;
}

static const struct kind {
	const struct verb *verb; /* NULL: any of the table */
	bool (*prepare)(struct reading *r, struct story_act *act, struct error *err);
	story_run *run;
} KINDS[] = {
    {&TAKE, prepare_take, run_take},
    {&RELOAD, prepare_reload, run_reload},
    {NULL, prepare_verb, run_verb},
};

static const struct kind *find_kind(const char *name)
{
	const struct kind *k = KINDS;

	while (k->verb && strcmp(k->verb->name, name) != 0)
		k++;
	return k;
}

/* ---- one line */

static void act_release(struct story_act *act)
{
	json_release(&act->arguments);
	if (act->notice)
		notice_release(act->notice);
	if (act->settings)
		settings_release(act->settings);
}

static bool unknown(const char *name, struct error *err)
{
	scope(arena) a = {0};
	struct names known = {0};
	const struct verb *v;
	const char *near;

	for (const struct kind *k = KINDS; k->verb; k++)
		*list_push(&a, &known) = k->verb->name;
	for (size_t i = 0; (v = verb_at(i)); i++)
		*list_push(&a, &known) = v->name;
	near = nearest_word(name, &known);
	if (near)
		return error_set(
		    err, "there is no command \"%s\"; did you mean \"%s\"?", name, near);
	return error_set(
	    err, "there is no command \"%s\"; `deadlinectl help` lists them all", name);
}

static bool read_time(const struct reading *r, const char *word, moment *out, struct error *err)
{
	const struct zone *zone = &r->offline->settings.calendar.zone;
	day d;

	if (civil_parse(word, &d)) {
		*out = zone_moment(zone, d, OFFICE_OPENS_S);
		return true;
	}
	return zone_parse_iso(zone, word, out) ||
	       error_set(err,
		   "\"%s\" is no time: a line begins with 2018-03-01T10:00, or with a day, "
		   "2018-03-01, for 09:00",
		   word);
}

/* The command line of a verb. */
static bool read_arguments(
    struct reading *r, struct names *words, struct story_act *act, struct error *err)
{
	scope(command_line) line = {0};
	const struct option_row *rows = options_of_verb(act->verb, NULL, &line.arena);
	char **argv = arena_alloc(&line.arena, (words->n + 1) * sizeof *argv);

	for (size_t i = 0; i < words->n; i++)
		argv[i] = arena_dup(&r->story->arena, words->at[i]);
	if (!options_read(rows, (int)words->n, argv, false, &line, err))
		return error_prefix(err, "%s: ", act->verb->name);
	act->arguments = options_arguments(act->verb, &line, err);
	return act->arguments;
}

static bool read_command(
    struct reading *r, const struct story_line *line, struct story_act *act, struct error *err)
{
	const struct kind *kind = find_kind(line->command);
	struct names words = line->arguments;

	act->verb = kind->verb ? kind->verb : verb_find(line->command);
	act->run = kind->run;
	act->who = line->who ? line->who : "script";
	act->words = line->words;
	if (!act->verb)
		return unknown(line->command, err);
	return read_arguments(r, &words, act, err) && kind->prepare(r, act, err);
}

static void read_line(struct reading *r, struct span line)
{
	struct story_act act = {.line = line.line};
	struct story_line parts = {0};
	struct error err;
	bool good;

	if (!utf8_valid(line.s, line.n)) {
		errors_add(r->mistakes, r->story->file, line.line, "the line is not UTF-8");
		return;
	}
	good = story_line_read(line, &r->story->arena, &parts, &err);
	if (good && !parts.time)
		return;
	good =
	    good && read_time(r, parts.time, &act.at, &err) && read_command(r, &parts, &act, &err);
	if (good) {
		*list_push(&r->story->arena, &r->story->acts) = act;
		return;
	}
	errors_add(r->mistakes, r->story->file, line.line, "%s", err.s);
	act_release(&act);
}

static int by_time(const void *pa, const void *pb)
{
	const struct story_act *a = pa, *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->line - b->line;
}

bool story_read(const char *path, const struct offline *o, struct engine *e, struct story *out,
    struct errors *mistakes)
{
	scope(text) bytes = {.cap = SCRIPT_CAP_BYTES + 1};
	struct reading r = {o, e, out, mistakes, NULL};
	const char *slash = strrchr(path, '/');
	size_t before = mistakes->mistakes;
	struct span rest, line;
	struct error err;

	out->file = arena_dup(&out->arena, path);
	r.folder = arena_dupn(&out->arena, path, slash ? (size_t)(slash - path) + 1 : 0);
	if (!file_read(path, SCRIPT_CAP_BYTES, &bytes, &err)) {
		errors_add(mistakes, path, 0, "%s", err.s);
		return false;
	}
	rest = span_of(text_get(&bytes));
	while (span_next_line(&rest, &line))
		read_line(&r, line);
	if (out->acts.n)
		qsort(out->acts.at, out->acts.n, sizeof *out->acts.at, by_time);
	return mistakes->mistakes == before;
}

void story_release(struct story *s)
{
	list_each (struct story_act *, act, s->acts)
		act_release(act);
	arena_release(&s->arena);
	*s = (struct story){0};
}
