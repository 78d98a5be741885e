/* The offline command that shows what a notice would become: options, files, and the two kinds of JSON. Everything
 * is read and printed file by file; the lexicon is loaded once. */
#include "ctl/parse.h"
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/file.h"
#include "base/json.h"
#include "base/span.h"
#include "notice/decode.h"
#include "notice/notice.h"
#include "plan/plan_json.h"

enum {
	UNDERSTOOD = 0,
	WITH_WARNINGS = 1,
	UNREADABLE = 2,
	COLUMNS_DEFAULT = 100,
	COLUMNS_MIN = 60,
	COLUMNS_MAX = 160,
	PHRASES_OUT_BYTES = 1 << 16
};

struct request {
	bool json, explain, phrases, help;
	day anchor;
	const char *lexicon; /* the user's own; NULL: none */
};

static const char usage[] =
    "usage: deadlinectl parse [--json] [--explain] [--anchor YYYY-MM-DD] [--lexicon FILE] FILE...\n"
    "       deadlinectl parse --phrases < \"id<TAB>issued<TAB>phrase\" lines\n"
    "Reads text, CSV, HTML, DOCX, XLSX; FILE - is standard input.\n";

static bool read_options(int argc, char **argv, struct request *r)
{
	static const struct option options[] = {{"json", no_argument, NULL, 'j'},
	    {"explain", no_argument, NULL, 'e'}, {"anchor", required_argument, NULL, 'a'},
	    {"lexicon", required_argument, NULL, 'l'}, {"phrases", no_argument, NULL, 'p'},
	    {"help", no_argument, NULL, 'h'}, {0}};
	int c;

	*r = (struct request){.anchor = DAY_NONE};
	optind = 1;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		r->json |= c == 'j';
		r->explain |= c == 'e';
		r->phrases |= c == 'p';
		r->help |= c == 'h';
		if (c == 'l')
			r->lexicon = optarg;
		if (c == 'a' && !civil_parse(optarg, &r->anchor)) {
			fprintf(stderr,
			    "deadlinectl: --anchor %s is no day: write it as 2026-11-23\n", optarg);
			return false;
		}
		if (c == '?')
			return false;
	}
	return true;
}

static struct lexicon *open_lexicon(const struct request *r)
{
	struct arena a = {0};
	struct errors mistakes = {0};
	struct lexicon *l = NULL;

	if (!lexicon_load(file_data(&a, "lexicon"), r->lexicon, &l, &mistakes))
		errors_print(&mistakes, stderr);
	errors_release(&mistakes);
	arena_release(&a);
	return l;
}

static size_t terminal_columns(void)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	size_t n = COLUMNS_DEFAULT;

	if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		n = size.ws_col;
	else if (columns && *columns)
		n = strtoul(columns, NULL, 10);
	return n < COLUMNS_MIN ? COLUMNS_MIN : n > COLUMNS_MAX ? COLUMNS_MAX : n;
}

static void write_out(const struct text *t)
{
	fwrite(text_get(t), 1, t->len, stdout);
}

static int grade(const struct notice *n)
{
	int result = n->tasks.n ? UNDERSTOOD : UNREADABLE;

	list_each (const struct diagnostic *, d, n->diagnostics)
		if (strcmp(d->severity, "note") != 0 && result == UNDERSTOOD)
			result = WITH_WARNINGS;
	return result;
}

/* The object of a notice with these tasks alone. */
static void add_object(const struct notice *n, struct task *tasks, size_t count, struct text *out)
{
	struct notice part = *n;
	json_scope object = NULL;

	part.tasks.at = tasks;
	part.tasks.n = count;
	object = plan_json_write(&part);
	json_add(object, out);
}

/* The words between the brackets of "tasks":[…]. No text in JSON can look like the key: its quotes are escaped. */
static struct span tasks_in(const struct text *object)
{
	static const char key[] = "\"tasks\":[", next[] = "],\"diagnostics\":";
	const char *from = strstr(text_get(object), key) + strlen(key), *to = from;

	for (const char *p = from; (p = strstr(p, next)); p++)
		to = p;
	return (struct span){.s = from, .n = (size_t)(to - from)};
}

/* The notice's JSON, a task at a time: jansson's tree of a large one would be many times its text. */
static void write_json(const struct notice *n)
{
	struct notice bare = *n;
	scope(text) frame = {.cap = 1u << 30}, one = {0};
	struct span middle, part;

	add_object(n, NULL, 0, &frame);
	middle = tasks_in(&frame);
	fwrite(frame.s, 1, (size_t)(middle.s - frame.s), stdout);
	bare.diagnostics.n = 0;
	list_each (struct task *, t, n->tasks) {
		text_reset(&one);
		add_object(&bare, t, 1, &one);
		part = tasks_in(&one);
		fwrite(",", 1, t > n->tasks.at, stdout);
		fwrite(part.s, 1, part.n, stdout);
	}
	fputs(middle.s, stdout);
	putchar('\n');
}

static void show(const struct request *r, const struct notice *n)
{
	scope(text) out = {.cap = 1u << 30};

	if (r->json) {
		write_json(n);
		return;
	}
	parse_print(n, terminal_columns(), r->explain, &out);
	write_out(&out);
}

static int read_file(const struct request *r, const struct lexicon *l, const char *path)
{
	scope(text) bytes = {.cap = DECODE_CAP_BYTES + 1};
	struct notice n = {0};
	struct notice_input in = {.name = path, .anchor = r->anchor};
	struct error err;
	int result;

	if (!file_read(path, DECODE_CAP_BYTES, &bytes, &err)) {
		fprintf(stderr, "deadlinectl: %s\n", err.s);
		return UNREADABLE;
	}
	in.bytes = text_get(&bytes);
	in.n = bytes.len;
	if (!notice_read(&in, l, &n, &err)) {
		fprintf(stderr, "deadlinectl: %s\n", err.s);
		return UNREADABLE;
	}
	show(r, &n);
	result = grade(&n);
	if (result == UNREADABLE)
		fprintf(stderr, "deadlinectl: %s: no task was found\n", path);
	notice_release(&n);
	return result;
}

/* "\n" in a phrase stands for a line break. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		bool broken = s[0] == '\\' && s[1] == 'n';

		*to++ = broken ? '\n' : *s;
		s += broken;
	}
	*to = '\0';
}

static void answer(const struct lexicon *l, char *line, struct text *out)
{
	char *issued = strchr(line, '\t'), *phrase = issued ? strchr(issued + 1, '\t') : NULL;
	struct arena a = {0};
	struct task t = {0};

	if (phrase) {
		json_scope object = json_object();
		day anchor = DAY_NONE;

		*issued++ = *phrase++ = '\0';
		civil_parse(issued, &anchor);
		unescape(phrase);
		notice_read_phrase(l, anchor, phrase, &a, &t);
		json_object_set_new(object, "id", json_string(line));
		json_object_set_new(object, "deadlines", plan_json_write_milestones(&t));
		json_add(object, out);
		text_addc(out, '\n');
	}
	arena_release(&a);
}

static int read_phrases(const struct lexicon *l)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	scope(text) out = {0};

	while ((n = getline(&line, &room, stdin)) >= 0) {
		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		answer(l, line, &out);
		if (out.len < PHRASES_OUT_BYTES)
			continue;
		write_out(&out);
		text_reset(&out);
	}
	write_out(&out);
	free(line);
	return UNDERSTOOD;
}

int parse_run(int argc, char **argv)
{
	struct request r;
	struct lexicon *l;
	int result = UNDERSTOOD;

	if (!read_options(argc, argv, &r) || (!r.phrases && !r.help && optind == argc)) {
		fputs(usage, stderr);
		return UNREADABLE;
	}
	if (r.help) {
		fputs(usage, stdout);
		return UNDERSTOOD;
	}
	l = open_lexicon(&r);
	if (!l)
		return UNREADABLE;
	if (r.phrases)
		result = read_phrases(l);
	for (int i = optind; !r.phrases && i < argc; i++) {
		int one = read_file(&r, l, argv[i]);

		result = one > result ? one : result;
	}
	lexicon_free(l);
	return result;
}
