/* The files of conf/lexicon. A line names a role or a list and gives its words; a line that begins
 * with white space goes on with the one before it. Every mistake is told before the loading fails.
 */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/script.h"
#include "base/span.h"
#include "notice/lexicon_table.h"
#include "notice/role.h"

enum { FILE_CAP = 4 << 20 };

static const char *const role_names[] = {[ROLE_NONE] = "",
#define X(name) [ROLE_##name] = #name,
    NOTICE_ROLES(X)
#undef X
};

/* Where the words of a line go. */
struct target_of_words {
	struct word word;	   /* a role of the grammar, or */
	struct lexicon_list *list; /* a list */
};
struct reading {
	struct lexicon *lexicon;
	struct errors *mistakes;
	const char *path;
	bool replaces; /* the user's own words win over those that were shipped */
	struct target_of_words to;
};

static enum role role_named(struct span name)
{
	for (size_t i = 1; i < sizeof role_names / sizeof *role_names; i++)
		if (span_equal(name, role_names[i]))
			return (enum role)i;
	return ROLE_NONE;
}

static struct lexicon_list *list_named(struct lexicon *l, struct span name)
{
	char *wanted = arena_dupn(&l->arena, name.s, name.n);
	struct lexicon_list *list = lexicon_list_of(l, wanted);

	if (list)
		return list;
	list = list_push(&l->arena, &l->lists);
	list->name = wanted;
	return list;
}

/* "role", "role 3" or "group.list". */
static bool read_head(struct reading *r, struct span head)
{
	struct span rest = span_trim(head), name = span_cut(&rest, " ");
	scope(text) number = {0};
	char *end = NULL;

	r->to = (struct target_of_words){0};
	if (memchr(name.s, '.', name.n)) {
		r->to.list = list_named(r->lexicon, name);
		return true;
	}
	r->to.word.role = (uint8_t)role_named(name);
	if (!r->to.word.role) {
		errors_add(r->mistakes, r->path, head.line,
		    "“%.*s” is neither a role of the grammar nor a list (those have a dot, as "
		    "headers.deadline).",
		    (int)name.n, name.s);
		return false;
	}
	rest = span_trim(rest);
	if (!rest.s || !rest.n)
		return true;
	text_addn(&number, rest.s, rest.n);
	r->to.word.number = (int32_t)strtol(text_get(&number), &end, 10);
	if (!*end)
		return true;
	errors_add(r->mistakes, r->path, head.line,
	    "Behind “%.*s” a whole number is expected, not “%s”.", (int)name.n, name.s,
	    text_get(&number));
	r->to = (struct target_of_words){0};
	return false;
}

static void add_word(struct reading *r, struct span word, int line)
{
	struct arena *a = &r->lexicon->arena;
	scope(text) folded = {0};
	const char *copy = arena_dupn(a, word.s, word.n);

	script_add_folded(&folded, copy);
	if (r->to.list)
		*list_push(a, &r->to.list->words) = arena_dup(a, text_get(&folded));
	else if (!lexicon_add_word(r->lexicon, text_get(&folded), r->to.word, r->replaces))
		errors_add(r->mistakes, r->path, line,
		    "“%s” is already a word; it can have one role only.", copy);
}

static void read_words(struct reading *r, struct span words)
{
	while (words.s) {
		int line = words.line;
		struct span word = span_trim(span_cut(&words, ","));

		if (word.n)
			add_word(r, word, line);
		else if (words.s)
			errors_add(r->mistakes, r->path, line, "There is no word before a comma.");
	}
}

static bool opens_with_blank(struct span line)
{
	return line.n && (line.s[0] == ' ' || line.s[0] == '\t');
}

static void read_line(struct reading *r, struct span line)
{
	struct span rest = span_trim(line), head;

	if (!rest.n || rest.s[0] == '#')
		return;
	rest.line = line.line;
	if (opens_with_blank(line)) {
		if (r->to.word.role || r->to.list)
			read_words(r, rest);
		else
			errors_add(r->mistakes, r->path, line.line,
			    "This line goes on with nothing: write the name of a role or a list "
			    "before it.");
		return;
	}
	head = span_cut(&rest, ":");
	head.line = rest.line = line.line;
	if (!rest.s)
		errors_add(r->mistakes, r->path, line.line,
		    "Expected “NAME: word, word”; there is no colon.");
	else if (read_head(r, head))
		read_words(r, rest);
}

static void read_file(struct lexicon *l, const char *path, bool replaces, struct errors *mistakes)
{
	struct reading r = {.replaces = replaces,
	    .lexicon = l,
	    .mistakes = mistakes,
	    .path = arena_dup(&mistakes->arena, path)};
	scope(text) bytes = {0};
	struct error err;
	struct span rest, line;

	if (!file_read(path, FILE_CAP, &bytes, &err)) {
		errors_add(mistakes, r.path, 0, "%s", err.s);
		return;
	}
	rest = span_of(text_get(&bytes));
	rest.line = 1;
	while (span_next_line(&rest, &line))
		read_line(&r, line);
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

static void read_folder(
    struct lexicon *l, const char *folder, bool replaces, struct errors *mistakes)
{
	struct names names = {0};
	struct error err;

	if (!file_names(folder, &l->arena, &names, &err)) {
		errors_add(mistakes, arena_dup(&mistakes->arena, folder), 0, "%s", err.s);
		return;
	}
	for (size_t i = 0; i < names.n; i++)
		if (ends_with(names.at[i], ".conf"))
			read_file(l, arena_printf(&l->arena, "%s/%s", folder, names.at[i]),
			    replaces, mistakes);
}

bool lexicon_load(
    const char *folder, const char *user, struct lexicon **out, struct errors *mistakes)
{
	struct lexicon *l = lexicon_new();
	size_t before = mistakes->mistakes;

	read_folder(l, folder, false, mistakes);
	if (user && file_is_folder(user))
		read_folder(l, user, true, mistakes);
	else if (user)
		read_file(l, user, true, mistakes);
	if (mistakes->mistakes > before) {
		lexicon_free(l);
		return false;
	}
	*out = l;
	return true;
}
