/* A changed notice is read here, by the very reader, and compared there, with the very plan: what is shown is what taking
 * it will do. */
#include "ctl/review.h"
#include <stdio.h>
#include <unistd.h>
#include "ctl/answer.h"
#include "ctl/client.h"
#include "ctl/help.h"
#include "ctl/offline.h"
#include "plan/diff.h"
#include "plan/plan_json.h"

enum review_status { SAME = 0, CHANGED = 1, TROUBLE = 2 };

static const struct option_row OPTIONS[] = {
    {"notice", 'n', "ID", "the notice that is meant; else the one of the file's name"},
    {"lexicon", 'l', "FILE", "words of your own for the reader; else those of the configuration"},
    {"json", 'j', NULL, "JSON instead of a listing"},
    {"config", 'c', "FILE",
	"the configuration that names the socket and the words; else " SETTINGS_FILE},
    {"socket", 's', "PATH", "the daemon's control socket; else " SETTINGS_CONTROL},
    {"help", 'h', NULL, "print this"},
    {0},
};

static int complain(const struct error *err)
{
	command_complain(err->s);
	return TROUBLE;
}

static int usage_error(const char *sentence)
{
	fprintf(stderr, "deadlinectl: diff: %s\nSee `deadlinectl help diff`.\n", sentence);
	return TROUBLE;
}

static int say_help(void)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {0};

	text_add(&out, "usage: deadlinectl diff [OPTION…] FILE\n"
		       "       deadlinectl diff [OPTION…] OLD NEW\n\n"
		       "What taking a changed notice would change: tasks and milestones that are "
		       "added, come back, move, are\n"
		       "reworded or retired, and what has been put on record for those that go. "
		       "Nothing is changed by it.\n"
		       "FILE is compared with the daemon's plan, OLD with NEW without a daemon.\n"
		       "Exit status: 0 nothing would change, 1 something would, 2 trouble.\n");
	help_add_options(OPTIONS, &t, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
	return SAME;
}

static int show(
    const struct command_line *front, const struct command_line *own, const json_t *reply)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {.cap = 1u << 30};

	if (command_value(front, own, "json")) {
		json_add_pretty(reply, &out);
		text_addc(&out, '\n');
	} else {
		answer_print("diff", reply, &t, &out);
	}
	fwrite(text_get(&out), 1, out.len, stdout);
	return json_array_size(json_object_get(reply, "changes")) ||
		       json_get_bool(reply, "returns", false) ||
		       !json_get_bool(reply, "known", true)
		   ? CHANGED
		   : SAME;
}

/* Two files: the plan as it would be if only OLD had ever been read. */
static int compare(
    const struct offline *o, const struct command_line *front, const struct command_line *own)
{
	scope(notice) old = {0}, fresh = {0};
	scope(diff) changes = {0};
	json_scope reply = NULL;
	struct error err;

	if (!offline_read(o, own->words.at[0], &old, &err) ||
	    !offline_read(o, own->words.at[1], &fresh, &err))
		return complain(&err);
	fresh.id = options_value(own, "notice") ? options_value(own, "notice") : old.id;
	diff_make(&old, &fresh, &changes);
	reply = json_pack("{s:s, s:s?, s:s?, s:b, s:b, s:I, s:o}", "notice", fresh.id, "title",
	    fresh.title, "doc_no", fresh.doc_no, "known", true, "returns", false, "unchanged",
	    (json_int_t)diff_count_unchanged(&changes, &fresh), "changes",
	    diff_write(&changes, &old, &fresh));
	return show(front, own, reply);
}

/* What the reader had to remark is no part of the plan. */
static json_t *reading_of(struct notice *n)
{
	n->diagnostics.n = 0;
	return plan_json_write(n);
}

static int ask(const struct offline *o, const struct command_line *front, struct command_line *own)
{
	scope(notice) fresh = {0};
	json_scope arguments = json_object();
	json_scope reply = NULL;
	const char *path;
	struct error err;

	if (!offline_read(o, own->words.at[0], &fresh, &err))
		return complain(&err);
	json_object_set_new(arguments, "reading", reading_of(&fresh));
	if (options_value(own, "notice"))
		json_object_set_new(arguments, "notice", json_string(options_value(own, "notice")));
	path = command_socket(front, own, &err);
	if (!path || !client_ask(path, "diff", arguments, &reply, &err))
		return complain(&err);
	return show(front, own, reply);
}

/* A configuration that nobody named and that one may not read is the daemon's own business. */
static const char *find_config(const struct command_line *front, const struct command_line *own)
{
	const char *path = command_config(front, own);

	return command_value(front, own, "config") || !path || !access(path, R_OK) ? path : NULL;
}

static int run(const struct command_line *front, struct command_line *own)
{
	scope(offline) o = {0};

	if (!offline_open(&o, find_config(front, own), options_value(own, "lexicon")))
		return TROUBLE;
	return own->words.n == 2 ? compare(&o, front, own) : ask(&o, front, own);
}

int review_diff(const struct command_line *front, int argc, char **argv)
{
	scope(command_line) own = {0};
	struct error err;

	if (!options_read(OPTIONS, argc - 1, argv + 1, false, &own, &err))
		return usage_error(err.s);
	if (options_value(&own, "help"))
		return say_help();
	if (own.words.n == 1 || own.words.n == 2)
		return run(front, &own);
	return usage_error(own.words.n ? "one FILE, or OLD and NEW, are compared"
				       : "FILE is missing: the changed notice");
}
