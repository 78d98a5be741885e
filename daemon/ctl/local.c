/* The whole road without the daemon: the very reader, the very schedule and the very words, on a store in memory. */
#include "ctl/local.h"
#include <stdio.h>
#include "ctl/help.h"
#include "ctl/offline.h"
#include "ctl/stream.h"
#include "engine/simulate.h"

enum { AFTER_LAST_DAYS = 30, WITHOUT_DAY_DAYS = 365 };

static const struct option_row OPTIONS[] = {
    {"from", 'f', "DAY", "the day on which the notices come in; else the first one's day of issue"},
    {"to", 't', "DAY", "the last day; else 30 days behind the last due day"},
    {"script", 0, "FILE", "what people report and do meanwhile"},
    {"items", 0, NULL, "with a line for each reminder in a message"},
    {"full", 0, NULL, "with the text of every message"},
    {"json", 'j', NULL, "one JSON object a message and line"},
    {"config", 'c', "FILE",
	"channels, units and policies; else " SETTINGS_FILE ", else the defaults"},
    {"lexicon", 'l', "FILE", "words of your own for the reader; else those of the configuration"},
    {"help", 'h', NULL, "print this"},
    {0},
};

struct simulation {
	struct offline offline;
	struct engine *engine;
	list_of(struct notice) notices;
	struct arena arena;
	day from, to; /* both played */
	struct story story;
	struct stream stream;
};

static void simulation_release(struct simulation *s)
{
	engine_close(s->engine);
	story_release(&s->story);
	list_each (struct notice *, n, s->notices)
		notice_release(n);
	offline_release(&s->offline);
	arena_release(&s->arena);
}

static bool read_notice(struct simulation *s, const char *path, struct error *err)
{
	return offline_read(&s->offline, path, list_push(&s->arena, &s->notices), err);
}

/* The last due day of all, and the last act of the script; DAY_NONE: none has a day. */
static day last_day(const struct simulation *s)
{
	day last = DAY_NONE;

	list_each (const struct notice *, n, s->notices)
		list_each (const struct task *, t, n->tasks)
			list_each (const struct milestone *, m, t->milestones)
				if (m->due > last)
					last = m->due;
	if (s->story.acts.n) {
		moment at = s->story.acts.at[s->story.acts.n - 1].at;
		day act = zone_day(&s->offline.settings.calendar.zone, at, NULL);

		last = act > last ? act : last;
	}
	return last;
}

/* The first day of issue; DAY_NONE: no notice says it. */
static day first_issued(const struct simulation *s)
{
	day first = DAY_NONE;

	list_each (const struct notice *, n, s->notices)
		if (n->issued != DAY_NONE && (first == DAY_NONE || n->issued < first))
			first = n->issued;
	return first;
}

/* What was not said follows from the notices. */
static bool find_days(struct simulation *s, struct error *err)
{
	day last = last_day(s);

	if (s->from == DAY_NONE)
		s->from = first_issued(s);
	if (s->from == DAY_NONE)
		return error_set(err,
		    "no notice says when it was issued; say from which day on with --from DAY");
	if (s->to == DAY_NONE)
		s->to = last > s->from ? last + AFTER_LAST_DAYS : s->from + WITHOUT_DAY_DAYS;
	return s->to >= s->from || error_set(err, "--to: the last day lies before the first");
}

static bool read_day(const struct command_line *c, const char *name, day *out, struct error *err)
{
	const char *value = options_value(c, name);

	*out = DAY_NONE;
	return !value || civil_parse(value, out) ||
	       error_set(err, "--%s %s: a day is written as 2018-12-31", name, value);
}

static void on_message(
    void *context, moment at, const struct delivery *d, const struct simulate_items *items)
{
	struct simulation *s = context;

	stream_message(&s->stream, at, d, items);
}

/* A command that is refused at its moment is said, and the time goes on, as it does for who typed it. */
static bool on_act(void *context, size_t i, moment now, struct error *err)
{
	struct simulation *s = context;
	const struct story_act *act = &s->story.acts.at[i];
	json_scope answer = NULL;
	struct error refusal;

	(void)now;
	(void)err;
	answer = act->run(act, s->engine, &refusal);
	stream_act(&s->stream, &s->story, act, answer, answer ? NULL : refusal.s);
	return true;
}

static bool take_all(struct simulation *s, moment from, struct error *err)
{
	list_each (struct notice *, n, s->notices) {
		scope(diff) changes = {0};

		if (!take_notice(s->engine, n, from, &changes, err))
			return false;
	}
	return true;
}

static bool play(struct simulation *s, struct error *err)
{
	const struct zone *zone = &s->offline.settings.calendar.zone;
	moment *acts = arena_alloc(&s->arena, (s->story.acts.n + 1) * sizeof *acts);
	const struct simulate what = {.from = zone_moment(zone, s->from, 0),
	    .to = zone_moment(zone, s->to + 1, 0),
	    .acts = acts,
	    .acts_n = s->story.acts.n,
	    .act = on_act,
	    .seen = on_message,
	    .context = s,
	    .items = s->stream.items};

	for (size_t i = 0; i < s->story.acts.n; i++)
		acts[i] = s->story.acts.at[i].at;
	s->stream.zone = *zone;
	return take_all(s, what.from, err) && simulate_run(s->engine, &what, err);
}

/* What lies before the first day cannot be played. */
static void check_acts(const struct simulation *s, struct errors *mistakes)
{
	moment from = zone_moment(&s->offline.settings.calendar.zone, s->from, 0);
	char first[11];

	civil_print(s->from, first);
	list_each (const struct story_act *, act, s->story.acts)
		if (act->at < from)
			errors_add(mistakes, s->story.file, act->line,
			    "this lies before %s, from which day on the notices are played; say an "
			    "earlier one with --from",
			    first);
}

/* The notices, and all mistakes of the script before anything runs. */
static int prepare(struct simulation *s, const struct command_line *c, struct error *err)
{
	const char *script = options_value(c, "script");
	scope(errors) mistakes = {0};

	for (size_t i = 0; i < c->words.n; i++)
		if (!read_notice(s, c->words.at[i], err))
			return COMMAND_REFUSED;
	if (!engine_open(&s->offline.settings, &s->engine, err))
		return COMMAND_REFUSED;
	if (script)
		story_read(script, &s->offline, s->engine, &s->story, &mistakes);
	if (!find_days(s, err))
		return COMMAND_REFUSED;
	check_acts(s, &mistakes);
	errors_print(&mistakes, stderr);
	if (!mistakes.mistakes)
		return COMMAND_DONE;
	error_set(err, "%s: nothing was played; %zu mistakes are to be mended first", script,
	    mistakes.mistakes);
	return COMMAND_USAGE;
}

static int simulate(struct simulation *s, const struct command_line *c)
{
	struct error err;
	int status = prepare(s, c, &err);

	if (status == COMMAND_DONE && !play(s, &err))
		status = COMMAND_REFUSED;
	if (status != COMMAND_DONE) {
		command_complain(err.s);
		return status;
	}
	stream_end(&s->stream, s->from, s->to);
	return s->stream.failures ? COMMAND_REFUSED : COMMAND_DONE;
}

static int say_help(void)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {0};

	text_add(&out,
	    "usage: deadlinectl simulate [OPTION…] FILE…\n\n"
	    "Every message that would be sent because of these notices, when and to "
	    "whom; nothing is sent\n"
	    "and no daemon is needed. A script says what people do meanwhile, one thing a "
	    "line:\n\n"
	    "  2018-03-01T10:00 by li report jiangmen-2016-34:18.2 数据集=150 --note '第一批'\n"
	    "  2018-03-02 show jiangmen-2016-34:18      # a day alone: 09:00\n"
	    "  2018-04-01 take changed.txt              # a changed notice is read\n"
	    "  2018-05-01 reload other.conf             # another configuration is taken\n\n"
	    "Exit status: 0 played, 1 a command of the script was refused at its moment, "
	    "2 the script has mistakes\n"
	    "(they are all named, and nothing is played).\n");
	help_add_options(OPTIONS, &t, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
	return COMMAND_DONE;
}

static int run(const struct command_line *front, const struct command_line *own)
{
	scope(simulation) s = {.stream.terminal = terminal_of_output()};
	struct error err;

	s.stream.json = command_value(front, own, "json");
	s.stream.full = options_value(own, "full");
	s.stream.items = options_value(own, "items");
	if (!read_day(own, "from", &s.from, &err) || !read_day(own, "to", &s.to, &err)) {
		command_complain(err.s);
		return COMMAND_USAGE;
	}
	if (!offline_open(&s.offline, command_config(front, own), options_value(own, "lexicon")))
		return COMMAND_REFUSED;
	return simulate(&s, own);
}

int local_simulate(const struct command_line *front, int argc, char **argv)
{
	scope(command_line) own = {0};
	struct error err;

	if (!options_read(OPTIONS, argc - 1, argv + 1, false, &own, &err)) {
		fprintf(
		    stderr, "deadlinectl: simulate: %s\nSee `deadlinectl help simulate`.\n", err.s);
		return COMMAND_USAGE;
	}
	if (options_value(&own, "help"))
		return say_help();
	if (own.words.n)
		return run(front, &own);
	command_complain("simulate: FILE is missing: a notice\nSee `deadlinectl help simulate`.");
	return COMMAND_USAGE;
}
