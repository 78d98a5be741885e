/* A plan in memory for one look at it. What it reaches is asked of the same verb that `deadlinectl units` asks. */
#include "loop/survey.h"
#include <ev.h>
#include <unistd.h>
#include "base/file.h"
#include "base/json.h"
#include "engine/reading.h"
#include "engine/verb.h"
#include "loop/intake.h"
#include "loop/watch.h"

struct survey {
	struct ev_loop *ev;
	const char *file; /* of the configuration */
	struct engine *engine;
	struct text *listing;
	struct errors *out;
	moment now;
	size_t left; /* files still to be read */
};

static void on_read(void *context, const char *path, struct text *json, const struct error *why)
{
	struct survey *s = context;
	scope(arena) a = {0};
	scope(text) summary = {0};
	struct error err;

	if (!json)
		errors_warn(s->out, s->file, 0, "notices: %s", why->s);
	else if (!reading_take(s->engine, file_stem(&a, path), json, s->now, &summary, &err))
		errors_warn(s->out, s->file, 0, "notices: %s: %s", path, err.s);
	if (!--s->left)
		ev_break(s->ev, EVBREAK_ALL);
}

static void read_all(struct survey *s, const struct settings *settings, const char *reader)
{
	scope(arena) a = {0};
	scope(errors) mistakes = {0};
	struct names files = {0};
	const struct intake_kind notices = {"parse", on_read, s};
	struct intake *in;

	watch_files(&settings->notices, &a, &files, &mistakes);
	list_each (const struct mistake *, m, mistakes.list)
		errors_warn(s->out, s->file, 0, "notices: %s", m->message);
	intake_open(s->ev, reader, &in);
	intake_use(in, settings->lexicon);
	for (size_t i = 0; i < files.n; i++)
		if (access(files.at[i], F_OK) == 0) { /* else the settings have said it */
			intake_add(in, &notices, files.at[i]);
			s->left++;
		}
	if (s->left)
		ev_run(s->ev, 0);
	intake_close(in);
}

/* ---- what is said of one unit */

/* `"市編辦" (7 tasks, in jiangmen-2016-34 and 2 more)` */
static void add_unit(struct text *out, const json_t *unit)
{
	const json_t *notices = json_object_get(unit, "notices");
	int64_t tasks = json_get_int(unit, "tasks", 0);
	const char *first = json_string_value(json_array_get(notices, 0));

	text_addf(out, "\"%s\" (%lld %s, in %s", json_get_text(unit, "name", ""), (long long)tasks,
	    tasks == 1 ? "task" : "tasks", first ? first : "no notice");
	if (json_array_size(notices) > 1)
		text_addf(out, " and %zu more", json_array_size(notices) - 1);
	text_addc(out, ')');
}

static void add_suggestion(struct text *out, const json_t *unit, const char *otherwise)
{
	const char *near = json_get_text(unit, "suggestion", NULL);

	if (near)
		text_addf(out, "; is it \"%s\"? then add it to its aliases", near);
	else
		text_add(out, otherwise);
}

static void say_nobody(struct text *out, const json_t *unit)
{
	const char *listed = json_get_text(unit, "unit", json_get_text(unit, "group", NULL));

	add_unit(out, unit);
	text_add(out, " reaches nobody");
	if (listed)
		text_addf(out, ": \"%s\" has no recipients", listed);
	else
		add_suggestion(out, unit, "; list it in units, or name somebody in unknown_units");
}

/* An office that lists nobody means it so. */
static void say_unknown(struct text *out, const json_t *unit)
{
	add_unit(out, unit);
	text_add(out, " is not listed, unknown_units hear for it");
	add_suggestion(out, unit, "");
}

/* `  市府辦公室: mail:a@example.org, group (deputy of 市府办公室)` */
static void list_unit(struct text *out, const json_t *unit)
{
	const json_t *hears = json_object_get(unit, "hears"), *to;
	size_t i;

	text_addf(out, "  %s: ", json_get_text(unit, "name", ""));
	json_array_foreach (hears, i, to) {
		const char *address = json_get_text(to, "address", "");

		text_addf(out, "%s%s%s%s", i ? ", " : "", json_get_text(to, "channel", ""),
		    *address ? ":" : "", address);
		if (json_get_text(to, "deputy_until", NULL))
			text_addf(out, " (deputy of %s)", json_get_text(to, "unit", ""));
	}
	text_add(out, i ? "\n" : "nobody\n");
}

static void list_units(struct text *out, const json_t *answer)
{
	const json_t *units = json_object_get(answer, "units"), *unit;
	size_t i;

	if (!json_array_size(units))
		return;
	text_addf(out, "Whom the units in the notices reach on %s:\n",
	    json_get_text(answer, "today", ""));
	json_array_foreach (units, i, unit)
		list_unit(out, unit);
}

static void say_unit(const struct survey *s, const json_t *unit, bool lists)
{
	const char *reached = json_get_text(unit, "reached", "");
	scope(text) words = {0};

	if (!strcmp(reached, "nobody"))
		say_nobody(&words, unit);
	else if (!strcmp(reached, "unknown_units") && lists)
		say_unknown(&words, unit);
	if (words.len)
		errors_warn(s->out, s->file, 0, "%s", words.s);
}

static void say_unused(const struct survey *s, const json_t *names)
{
	scope(text) words = {0};
	const json_t *name;
	size_t i;

	json_array_foreach (names, i, name)
		text_addf(&words, "%s%s", i ? ", " : "", json_string_value(name));
	if (i)
		errors_warn(s->out, s->file, 0,
		    "units: listed, but in no notice (a supervisor has role = \"supervisor\"): %s",
		    words.s);
}

static bool say_units(const struct survey *s, const struct directory *d, struct error *err)
{
	struct caller by = {"check", s->now};
	json_scope answer = verb_run(s->engine, "units", &by, NULL, err);
	const json_t *units = json_object_get(answer, "units"), *unit;
	size_t i;

	list_units(s->listing, answer);
	json_array_foreach (units, i, unit)
		say_unit(s, unit, d->units.n || d->groups.n);
	if (i)
		say_unused(s, json_object_get(answer, "unused"));
	return answer != NULL;
}

void survey_run(const struct settings *settings, const char *reader, moment now,
    struct text *listing, struct errors *out)
{
	struct settings memory = *settings;
	struct survey s = {.ev = ev_default_loop(0),
	    .file = settings->file ? settings->file : "defaults",
	    .listing = listing,
	    .out = out,
	    .now = now};
	struct error err;
	bool good;

	memory.state = ":memory:";
	good = engine_open(&memory, &s.engine, &err);
	if (good) {
		read_all(&s, settings, reader);
		good = say_units(&s, &settings->directory, &err);
	}
	engine_close(s.engine);
	if (!good)
		errors_warn(out, s.file, 0, "notices: %s", err.s);
}
