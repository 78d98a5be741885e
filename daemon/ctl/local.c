/* The whole road without the daemon: the very reader, the very schedule and the very words, on a store in memory. */
#include "ctl/local.h"
#include <stdio.h>
#include "base/span.h"
#include "base/utf8.h"
#include "ctl/help.h"
#include "ctl/message_text.h"
#include "ctl/offline.h"
#include "engine/simulate.h"

enum { AFTER_LAST_DAYS = 30, WITHOUT_DAY_DAYS = 365, WHO_CELLS = 28 };

static const struct option_row OPTIONS[] = {
    {"from", 'f', "DAY", "the day on which the notices come in; else the first one's day of issue"},
    {"to", 't', "DAY", "the last day; else 30 days behind the last due day"},
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
	bool json, full;
	struct terminal terminal;
	size_t messages;
};

static void simulation_release(struct simulation *s)
{
	engine_close(s->engine);
	list_each (struct notice *, n, s->notices)
		notice_release(n);
	offline_release(&s->offline);
	arena_release(&s->arena);
}

static bool read_notice(struct simulation *s, const char *path, struct error *err)
{
	return offline_read(&s->offline, path, list_push(&s->arena, &s->notices), err);
}

/* The last due day of all; DAY_NONE: none has a day. */
static day last_due(const struct simulation *s)
{
	day last = DAY_NONE;

	list_each (const struct notice *, n, s->notices)
		list_each (const struct task *, t, n->tasks)
			list_each (const struct milestone *, m, t->milestones)
				if (m->due > last)
					last = m->due;
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
	day last = last_due(s);

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

static void add_json(
    const struct simulation *s, moment at, const struct delivery *d, struct text *out)
{
	json_scope o = json_object();
	char when[ZONE_ISO_BYTES];
	scope(text) text = {0};

	zone_print_iso(&s->offline.settings.calendar.zone, at, when);
	json_object_set_new(o, "at", json_string(when));
	json_object_set_new(o, "channel", json_string(d->channel->name));
	json_object_set_new(o, "to", json_string(d->to));
	json_object_set_new(o, "subject", json_string(d->subject));
	if (s->full) {
		message_text_add(d, &text);
		json_object_set_new(o, "text", json_string(text_get(&text)));
	}
	json_add(o, out);
	text_addc(out, '\n');
}

static void add_indented(const char *text, struct text *out)
{
	scope(text) harmless = {0};
	struct span rest, line;

	terminal_add_harmless(&harmless, text, true);
	rest = span_of(text_get(&harmless));
	while (span_next_line(&rest, &line)) {
		text_add(out, line.n ? "    " : "");
		text_addn(out, line.s, line.n);
		text_addc(out, '\n');
	}
	text_addc(out, '\n');
}

/* "2018-12-24 09:13  office-mail:office@example.org  【逾期1项】…" */
static void add_line(
    const struct simulation *s, moment at, const struct delivery *d, struct text *out)
{
	char when[ZONE_ISO_BYTES];
	scope(text) who = {0}, subject = {0}, text = {0};

	zone_print_iso(&s->offline.settings.calendar.zone, at, when);
	terminal_add_time(out, when);
	text_addf(&who, "%s%s", d->channel->name, *d->to ? ":" : "");
	terminal_add_harmless(&who, d->to, false);
	text_add(out, "  ");
	if (utf8_width(who.s) < WHO_CELLS)
		utf8_add_cell(out, who.s, WHO_CELLS);
	else
		text_add(out, who.s);
	text_add(out, "  ");
	terminal_add_harmless(&subject, d->subject, false);
	terminal_add(&s->terminal, out, TINT_BOLD, text_get(&subject));
	text_addc(out, '\n');
	if (!s->full)
		return;
	message_text_add(d, &text);
	text_addc(out, '\n');
	add_indented(text_get(&text), out);
}

static void on_message(void *context, moment at, const struct delivery *d)
{
	struct simulation *s = context;
	scope(text) out = {0};

	s->messages++;
	if (s->json)
		add_json(s, at, d, &out);
	else
		add_line(s, at, d, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
}

static bool play(struct simulation *s, struct error *err)
{
	const struct zone *zone = &s->offline.settings.calendar.zone;
	moment from = zone_moment(zone, s->from, 0);

	if (!engine_open(&s->offline.settings, &s->engine, err))
		return false;
	list_each (struct notice *, n, s->notices) {
		scope(diff) changes = {0};

		if (!take_notice(s->engine, n, from, &changes, err))
			return false;
	}
	return simulate_run(s->engine, from, zone_moment(zone, s->to + 1, 0), on_message, s, err);
}

static bool simulate(struct simulation *s, const struct command_line *c, struct error *err)
{
	char from[11], to[11];

	for (size_t i = 0; i < c->words.n; i++)
		if (!read_notice(s, c->words.at[i], err))
			return false;
	if (!find_days(s, err) || !play(s, err))
		return false;
	civil_print(s->from, from);
	civil_print(s->to, to);
	if (!s->json)
		printf("\n%zu messages from %s to %s\n", s->messages, from, to);
	return true;
}

static int say_help(void)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {0};

	text_add(&out, "usage: deadlinectl simulate [OPTION…] FILE…\n\n"
		       "Every message that would be sent because of these notices, when and to "
		       "whom; nothing is sent,\n"
		       "no daemon is needed, and nobody reports progress.\n");
	help_add_options(OPTIONS, &t, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
	return COMMAND_DONE;
}

static int run(const struct command_line *front, const struct command_line *own)
{
	scope(simulation) s = {.terminal = terminal_of_output()};
	struct error err;

	s.json = command_value(front, own, "json");
	s.full = options_value(own, "full");
	if (!read_day(own, "from", &s.from, &err) || !read_day(own, "to", &s.to, &err)) {
		command_complain(err.s);
		return COMMAND_USAGE;
	}
	if (!offline_open(&s.offline, command_config(front, own), options_value(own, "lexicon")))
		return COMMAND_REFUSED;
	if (simulate(&s, own, &err))
		return COMMAND_DONE;
	command_complain(err.s);
	return COMMAND_REFUSED;
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
