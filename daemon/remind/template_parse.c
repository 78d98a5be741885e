/* A template's text → nodes in a flat list. Sections know where they end, so filling needs no tree; a tag that
 * stands alone on its line takes the line with it, so that templates can be laid out for their readers. */
#include "remind/template_parse.h"
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"

enum { DEPTH_MAX = 16 };
struct parser {
	struct arena *arena;
	const char *file;
	struct errors *mistakes;
	struct nodes *out;
	const char *start, *s, *end; /* the text, and how far it was read */
	size_t open[DEPTH_MAX];	     /* indices of the sections that are open */
	int opened_at[DEPTH_MAX];    /* their lines */
	int depth, line;
	size_t bad;
};
/* One tag as it stands: "{{#name}}". */
struct tag {
	char mark; /* '#', '^', '/', '!' or 0 */
	const char *name, *begin, *behind;
};

static void parse_complain(struct parser *p, const char *what, const char *name)
{
	errors_add(p->mistakes, p->file, p->line, "%s%s%s%s", what, name ? " \"" : "",
	    name ? name : "", name ? "\"" : "");
	p->bad++;
}

static void parse_add_text(struct parser *p, const char *s, const char *end)
{
	if (end > s)
		*list_push(p->arena, p->out) =
		    (struct node){.kind = NODE_TEXT, .s = s, .n = (size_t)(end - s)};
}

static void parse_count_lines(struct parser *p, const char *s, const char *end)
{
	for (; s < end; s++)
		p->line += *s == '\n';
}

static bool parse_name_is_good(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && !name[n];
}

/* The tag that begins at p->s; false (said) when it does not end or is no name. */
static bool parse_tag(struct parser *p, struct tag *out)
{
	const char *end = memmem(p->s, (size_t)(p->end - p->s), "}}", 2);
	const char *s = p->s + 2, *last;

	if (!end) {
		parse_complain(
		    p, "this tag does not end; write {{name}} or {{#name}}…{{/name}}", NULL);
		return false;
	}
	if (*s == '{') {
		parse_complain(
		    p, "every value is escaped; write {{name}} with two braces, not three", NULL);
		return false;
	}
	*out = (struct tag){.begin = p->s, .behind = end + 2};
	if (strchr("#^/!", *s))
		out->mark = *s++;
	for (last = end; last > s && isspace((unsigned char)last[-1]); last--)
		;
	while (s < last && isspace((unsigned char)*s))
		s++;
	out->name = arena_dupn(p->arena, s, (size_t)(last - s));
	if (out->mark != '!' && !parse_name_is_good(out->name)) {
		parse_complain(p, "a name has small letters, digits and _ only, not", out->name);
		return false;
	}
	return true;
}

static void parse_open(struct parser *p, const struct tag *t)
{
	if (p->depth == DEPTH_MAX) {
		parse_complain(p, "sections stand in one another more than 16 deep at", t->name);
		return;
	}
	p->opened_at[p->depth] = p->line;
	p->open[p->depth++] = p->out->n;
	*list_push(p->arena, p->out) = (struct node){
	    .kind = t->mark == '#' ? NODE_SECTION : NODE_ABSENT, .s = t->name, .line = p->line};
}

static void parse_close(struct parser *p, const struct tag *t)
{
	struct node *opened = p->depth ? &p->out->at[p->open[p->depth - 1]] : NULL;

	if (!opened) {
		parse_complain(p, "this closes a section that is not open:", t->name);
		return;
	}
	if (strcmp(opened->s, t->name)) {
		parse_complain(
		    p, "this closes another section than the one last opened, which is", opened->s);
	}
	opened->end = p->out->n;
	p->depth--;
}

static void parse_take(struct parser *p, const struct tag *t)
{
	if (t->mark == '#' || t->mark == '^')
		parse_open(p, t);
	else if (t->mark == '/')
		parse_close(p, t);
	else if (t->mark != '!')
		*list_push(p->arena, p->out) =
		    (struct node){.kind = NODE_VALUE, .s = t->name, .line = p->line};
}

/* Where the line of a tag that stands alone on it begins and where the next one does; false if it does not. */
static bool parse_alone(
    const struct parser *p, const struct tag *t, const char **begin, const char **behind)
{
	const char *s = t->begin, *e = t->behind;

	if (!t->mark)
		return false;
	while (s > p->start && (s[-1] == ' ' || s[-1] == '\t'))
		s--;
	while (e < p->end && (*e == ' ' || *e == '\t' || *e == '\r'))
		e++;
	if ((s > p->start && s[-1] != '\n') || (e < p->end && *e != '\n'))
		return false;
	*begin = s;
	*behind = e < p->end ? e + 1 : e;
	return true;
}

static void parse_all(struct parser *p)
{
	const char *text = p->s; /* what was not yet added */
	struct tag t;

	while ((p->s = memmem(text, (size_t)(p->end - text), "{{", 2))) {
		const char *before = p->s, *behind;

		parse_count_lines(p, text, p->s);
		if (!parse_tag(p, &t))
			return;
		behind = t.behind;
		if (!parse_alone(p, &t, &before, &behind))
			before = t.begin;
		parse_add_text(p, text, before > text ? before : text);
		parse_take(p, &t);
		parse_count_lines(p, t.begin, behind);
		text = behind;
	}
	parse_add_text(p, text, p->end);
}

bool template_parse(struct arena *a, const char *file, const struct text *s, struct nodes *out,
    struct errors *mistakes)
{
	char *copy = arena_dupn(a, text_get(s), s->len);
	struct parser p = {.arena = a,
	    .file = file,
	    .mistakes = mistakes,
	    .out = out,
	    .start = copy,
	    .s = copy,
	    .end = copy + s->len,
	    .line = 1};

	if (!utf8_valid(copy, s->len)) {
		errors_add(mistakes, file, 0, "is no UTF-8; save it as UTF-8");
		return false;
	}
	parse_all(&p);
	while (!p.bad && p.depth) {
		p.line = p.opened_at[--p.depth];
		parse_complain(&p, "this section is never closed:", out->at[p.open[p.depth]].s);
	}
	return !p.bad;
}
