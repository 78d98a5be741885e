/* The offline command that shows how a table of reported values is read, and that the daemon starts confined to read one.
 * What the lines mean for the plan only the daemon knows. */
#include "ctl/reports.h"
#include <stdio.h>
#include "base/file.h"
#include "ctl/grid.h"
#include "ctl/help.h"
#include "notice/decode.h"
#include "notice/read_sheet.h"

enum { UNDERSTOOD = 0, WITH_REMARKS = 1, UNREADABLE = 2, OUT_BYTES = 1 << 16 };

static const struct option_row OPTIONS[] = {
    {"json", 'j', NULL, "one JSON object a line"},
    {"lexicon", 'l', "FILE", "names of columns of your own"},
    {"help", 'h', NULL, "print this"},
    {0},
};
static const struct grid_column COLUMNS[] = {
    {.title = "LINE", .right = true},
    {.title = "ADDRESS", .least = 16},
    {.title = "UNIT", .least = 8},
    {.title = "METRIC", .least = 8},
    {.title = "VALUE", .right = true, .least = 6},
    {.title = "DATE", .least = 10},
    {.title = "NOTE", .least = 10, .weight = 2},
};

/* All at once would be many times the file. */
static void flush(struct text *out, size_t least)
{
	if (out->len <= least)
		return;
	fwrite(out->s, 1, out->len, stdout);
	text_reset(out);
}

static void print_json(const struct sheet *s)
{
	scope(text) out = {0};

	list_each (const struct sheet_line *, l, s->lines) {
		json_scope object = sheet_line_write(l);

		json_add(object, &out);
		text_addc(&out, '\n');
		flush(&out, OUT_BYTES);
	}
	flush(&out, 0);
}

static void add_row(struct grid *g, const struct sheet_line *l)
{
	char line[16];

	snprintf(line, sizeof line, "%d", l->line);
	grid_add(g, TINT_PALE, line);
	for (int f = 0; f < SHEET_FIELDS; f++)
		grid_add(g, TINT_NONE, l->field[f]);
}

static void print_table(const char *path, const struct sheet *s)
{
	const struct terminal t = terminal_of_output();
	scope(grid) g = {.columns = COLUMNS, .n = sizeof COLUMNS / sizeof *COLUMNS};
	scope(text) out = {.cap = 1u << 30};
	size_t lines = 0;

	list_each (const struct sheet_line *, l, s->lines)
		if (!l->remark) {
			add_row(&g, l);
			lines++;
		}
	if (lines)
		grid_print(&g, &t, &out);
	text_addf(&out,
	    "%s: %zu reported value%s; without a date one counts for the day on which "
	    "the file is read\n",
	    path, lines, lines == 1 ? "" : "s");
	flush(&out, 0);
}

static int grade(const char *path, const struct sheet *s)
{
	int result = UNDERSTOOD;

	list_each (const struct sheet_line *, l, s->lines)
		if (l->remark) {
			fprintf(stderr, "%s:%d: %s\n", path, l->line, l->remark);
			result = WITH_REMARKS;
		}
	return result;
}

static int read_file(const char *path, const struct lexicon *l, bool json)
{
	scope(text) bytes = {.cap = DECODE_CAP_BYTES + 1};
	scope(sheet) sheet = {0};
	struct error err;

	if (!file_read(path, DECODE_CAP_BYTES, &bytes, &err) ||
	    !read_sheet(
		path, (struct span){.s = text_get(&bytes), .n = bytes.len}, l, &sheet, &err)) {
		command_complain(err.s);
		return UNREADABLE;
	}
	if (json)
		print_json(&sheet);
	else
		print_table(path, &sheet);
	return grade(path, &sheet);
}

static int read_files(const struct command_line *own, bool json)
{
	scope(arena) a = {0};
	scope(errors) mistakes = {0};
	struct lexicon *l = NULL;
	int result = UNDERSTOOD;

	if (!lexicon_load(file_data(&a, "lexicon"), options_value(own, "lexicon"), &l, &mistakes)) {
		errors_print(&mistakes, stderr);
		return UNREADABLE;
	}
	for (size_t i = 0; i < own->words.n; i++) {
		int one = read_file(own->words.at[i], l, json);

		result = one > result ? one : result;
	}
	lexicon_free(l);
	return result;
}

static int say_help(void)
{
	const struct terminal t = terminal_of_output();
	scope(text) out = {0};

	text_add(&out,
	    "usage: deadlinectl reports [--json] FILE…\n\n"
	    "What would be understood of a table of reported values: CSV, TSV or XLSX, one report "
	    "a "
	    "row, with the\n"
	    "columns address (or unit), metric, value, date and note. A header row names them, in "
	    "any order; without\n"
	    "one they stand in this order. Files in the folders of `reports` in deadlined.conf are "
	    "taken by the daemon.\n");
	help_add_options(OPTIONS, &t, &out);
	fwrite(text_get(&out), 1, out.len, stdout);
	return COMMAND_DONE;
}

int reports_run(const struct command_line *front, int argc, char **argv)
{
	scope(command_line) own = {0};
	struct error err;

	if (!options_read(OPTIONS, argc - 1, argv + 1, false, &own, &err)) {
		fprintf(
		    stderr, "deadlinectl: reports: %s\nSee `deadlinectl help reports`.\n", err.s);
		return COMMAND_USAGE;
	}
	if (options_value(&own, "help"))
		return say_help();
	if (own.words.n)
		return read_files(&own, command_value(front, &own, "json"));
	command_complain("reports: FILE is missing: a table of reported values\n"
			 "See `deadlinectl help reports`.");
	return COMMAND_USAGE;
}
