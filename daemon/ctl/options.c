/* The command line by tables. A verb's table in engine/verb.h is the only place where its arguments are named. */
#include "ctl/options.h"
#include <ctype.h>
#include "base/utf8.h"
#include "config/nearest.h"

static bool is_named(const struct option_row *row, const char *name, size_t n)
{
	return strlen(row->name) == n && !strncmp(row->name, name, n);
}

static const struct option_row *find(const struct option_row *rows, const char *word)
{
	bool is_long = word[1] == '-';
	size_t n = strcspn(word + 2, "=");

	for (; rows->name; rows++)
		if (is_long ? is_named(rows, word + 2, n) : rows->letter && rows->letter == word[1])
			return rows;
	return NULL;
}

static bool refuse(const struct option_row *rows, const char *word, struct error *err)
{
	scope(arena) a = {0};
	struct names known = {0};
	const char *near;

	for (; rows->name; rows++)
		*list_push(&a, &known) = rows->name;
	near = word[1] == '-'
		   ? nearest_word(arena_dupn(&a, word + 2, strcspn(word + 2, "=")), &known)
		   : NULL;
	if (near)
		return error_set(
		    err, "%s: there is no such option; did you mean --%s?", word, near);
	return error_set(err, "%s: there is no such option", word);
}

/* The option at argv[i]; *i moves on to its value when that stands apart. */
static bool take(const struct option_row *rows, char **argv, int argc, int *i,
    struct command_line *out, struct error *err)
{
	const char *word = argv[*i], *value = "";
	const struct option_row *row = find(rows, word);
	bool is_long = word[1] == '-';
	const char *joined = is_long ? strchr(word, '=') : word[2] ? word + 1 : NULL;

	if (!row)
		return refuse(rows, word, err);
	if (joined && !row->takes)
		return error_set(err, "%s: --%s takes no value", word, row->name);
	if (row->takes && !joined && *i + 1 == argc)
		return error_set(err, "%s: %s is missing behind it", word, row->takes);
	if (row->takes)
		value = joined ? joined + 1 : argv[++*i];
	*list_push(&out->arena, &out->options) = (struct option_chosen){row->name, value};
	return true;
}

bool options_read(const struct option_row *rows, int argc, char **argv, bool first_word,
    struct command_line *out, struct error *err)
{
	bool only_words = false;
	int i;

	for (i = 0; i < argc; i++) {
		bool is_word = only_words || argv[i][0] != '-' || !argv[i][1];

		if (is_word && first_word)
			break;
		if (is_word)
			*list_push(&out->arena, &out->words) = argv[i];
		else if (!strcmp(argv[i], "--"))
			only_words = true;
		else if (!take(rows, argv, argc, &i, out, err))
			return false;
	}
	out->used = i;
	return true;
}

const char *options_value(const struct command_line *c, const char *name)
{
	const char *found = NULL;

	list_each (const struct option_chosen *, o, c->options)
		if (!strcmp(o->name, name))
			found = o->value;
	return found;
}

void command_line_release(struct command_line *c)
{
	arena_release(&c->arena);
	*c = (struct command_line){0};
}

/* The arguments of a verb end with a nameless one or with the array. */
static size_t count(const struct verb *v)
{
	size_t n = 0;

	while (n < sizeof v->arguments / sizeof *v->arguments && v->arguments[n].name)
		n++;
	return n;
}

static const char *const TAKES[] = {[ARGUMENT_ADDRESS] = "ADDRESS",
    [ARGUMENT_TEXT] = "TEXT",
    [ARGUMENT_TIME] = "TIME",
    [ARGUMENT_DAY] = "DAY",
    [ARGUMENT_FLAG] = NULL,
    [ARGUMENT_PAIRS] = "METRIC=VALUE",
    [ARGUMENT_NOTICE] = "FILE"};

const struct option_row *options_of_verb(
    const struct verb *v, const struct option_row *more, struct arena *a)
{
	list_of(struct option_row) rows = {0};

	for (size_t i = 0; i < count(v); i++)
		if (v->arguments[i].option)
			*list_push(a, &rows) = (struct option_row){.name = v->arguments[i].name,
			    .takes = TAKES[v->arguments[i].kind],
			    .help = v->arguments[i].help};
	for (; more && more->name; more++)
		*list_push(a, &rows) = *more;
	(void)list_push(a, &rows);
	return rows.at;
}

/* Text stands under its own name, everything else under that of its kind. */
static void add_name(const struct verb_argument *a, struct text *out)
{
	if (a->kind != ARGUMENT_TEXT) {
		text_add(out, TAKES[a->kind]);
		return;
	}
	for (const char *s = a->name; *s; s++)
		text_addc(out, (char)toupper((unsigned char)*s));
}

void options_add_usage(const struct verb *v, struct text *out)
{
	for (size_t i = 0; i < count(v); i++) {
		const struct verb_argument *a = &v->arguments[i];
		const char *takes = TAKES[a->kind];

		text_addf(out, "%s%s", out->len ? " " : "", a->required ? "" : "[");
		if (a->option)
			text_addf(out, "--%s%s%s", a->name, takes ? " " : "", takes ? takes : "");
		else
			add_name(a, out);
		text_addf(
		    out, "%s%s", a->kind == ARGUMENT_PAIRS ? "…" : "", a->required ? "" : "]");
	}
}

/* All words from `i` on; a value without "METRIC=" is that of the only target. */
static json_t *take_pairs(const struct names *words, size_t *i)
{
	json_t *pairs = json_array();

	for (; *i < words->n; ++*i) {
		const char *word = words->at[*i];
		scope(text) pair = {0};

		text_addf(&pair, "%s%s", strchr(word, '=') ? "" : "=", word);
		json_array_append_new(pairs, json_string(pair.s));
	}
	return pairs;
}

static void set_option(const struct verb_argument *a, const char *value, json_t *out)
{
	if (value)
		json_object_set_new(
		    out, a->name, a->kind == ARGUMENT_FLAG ? json_true() : json_string(value));
}

static bool missing(const struct verb *v, const struct verb_argument *a, struct error *err)
{
	scope(text) name = {0};

	add_name(a, &name);
	return error_set(err, "%s: %s is missing: %s", v->name, text_get(&name), a->help);
}

static bool set_arguments(
    const struct verb *v, const struct command_line *c, json_t *out, struct error *err)
{
	size_t word = 0;

	for (size_t i = 0; i < count(v); i++) {
		const struct verb_argument *a = &v->arguments[i];

		if (a->option)
			set_option(a, options_value(c, a->name), out);
		else if (word == c->words.n && a->required)
			return missing(v, a, err);
		else if (a->kind == ARGUMENT_PAIRS)
			json_object_set_new(out, a->name, take_pairs(&c->words, &word));
		else if (word < c->words.n)
			json_object_set_new(out, a->name, json_string(c->words.at[word++]));
	}
	return word == c->words.n ||
	       error_set(err, "%s: \"%s\" is one word too many", v->name, c->words.at[word]);
}

/* JSON has no other text. */
static bool check_text(const struct command_line *c, struct error *err)
{
	for (size_t i = 0; i < c->words.n; i++)
		if (!utf8_valid(c->words.at[i], strlen(c->words.at[i])))
			return error_set(err, "word %zu is not UTF-8; set a UTF-8 locale", i + 1);
	list_each (const struct option_chosen *, o, c->options)
		if (!utf8_valid(o->value, strlen(o->value)))
			return error_set(err, "--%s is not UTF-8; set a UTF-8 locale", o->name);
	return true;
}

json_t *options_arguments(const struct verb *v, const struct command_line *c, struct error *err)
{
	json_t *out = json_object();

	if (!check_text(c, err) || !set_arguments(v, c, out, err))
		json_release(&out);
	return out;
}
