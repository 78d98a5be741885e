/* The names of a group are a tree written as a flat list with depths. A scope is the place of a list's first name and
 * the scope around it, so a look-up is a walk over siblings, from the inside out, as it is when a template is filled. */
#include "remind/template_names.h"
#include <string.h>
#include "remind/template_fill.h"

enum { DEPTH_MOST = 8, SHOWN_BYTES = 300 };
struct scope {
	const struct template_group *group;
	size_t first; /* where its names begin */
	int depth;
	const struct scope *up;
};
struct check {
	const char *path;
	const struct nodes *nodes;
	struct errors *mistakes;
};

/* ---- reading */

static void read_heading(
    struct arena *a, const char *s, const char *end, struct template_names *out)
{
	struct template_group *g = list_push(a, &out->groups);

	*g = (struct template_group){0};
	while (s < end) {
		size_t n = strcspn(s, ", =");

		if (n)
			*list_push(a, &g->files) = arena_dupn(a, s, n);
		s += n + strspn(s + n, ", =");
	}
}

/* "    items[]         the reminders" */
static void read_name(struct arena *a, const char *line, const char *end, struct template_group *g)
{
	size_t blanks = strspn(line, " ");
	const char *name = line + blanks;
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
	bool is_list = !strncmp(name + n, "[]", 2);
	const char *behind = name + n + (is_list ? 2 : 0);

	if (!n || blanks % 2 || blanks / 2 >= DEPTH_MOST || behind >= end ||
	    strncmp(behind, "  ", 2) != 0)
		return;
	*list_push(a, &g->names) = (struct template_name){
	    .name = arena_dupn(a, name, n), .depth = (int)blanks / 2, .is_list = is_list};
}

void template_names_read(struct arena *a, const struct text *readme, struct template_names *out)
{
	for (const char *s = text_get(readme); *s;) {
		const char *end = s + strcspn(s, "\n");

		if (!strncmp(s, "== ", 3))
			read_heading(a, s + 3, end, out);
		else if (out->groups.n)
			read_name(a, s, end, &out->groups.at[out->groups.n - 1]);
		s = end + (*end == '\n');
	}
}

const struct template_group *template_names_of(const struct template_names *all, const char *file)
{
	list_each (const struct template_group *, g, all->groups)
		for (size_t i = 0; i < g->files.n; i++)
			if (!strcmp(g->files.at[i], file))
				return g;
	return NULL;
}

/* ---- checking */

/* Is the name at i one of the scope's own, none of a list's inside it? `i` walks from scope->first on. */
static bool is_inside(const struct scope *s, size_t i)
{
	return i < s->group->names.n && s->group->names.at[i].depth >= s->depth;
}

static bool scope_find(const struct scope *scope, const char *name, struct scope *inner)
{
	for (const struct scope *s = scope; s; s = s->up)
		for (size_t i = s->first; is_inside(s, i); i++) {
			const struct template_name *t = &s->group->names.at[i];

			if (t->depth != s->depth || strcmp(t->name, name) != 0)
				continue;
			*inner = *scope;
			if (t->is_list)
				*inner = (struct scope){s->group, i + 1, s->depth + 1, scope};
			return true;
		}
	return false;
}

static void complain(const struct check *c, const struct node *node, const struct scope *scope)
{
	scope(text) known = {0};

	for (const struct scope *s = scope; s; s = s->up)
		for (size_t i = s->first; is_inside(s, i); i++)
			if (s->group->names.at[i].depth == s->depth && known.len < SHOWN_BYTES)
				text_addf(&known, "%s%s", known.len ? ", " : "",
				    s->group->names.at[i].name);
	errors_add(c->mistakes, c->path, node->line,
	    "\"%s\" is nothing that can be named here; there are: %s%s", node->s, text_get(&known),
	    known.len >= SHOWN_BYTES ? ", …" : "");
}

/* Recursion is as deep as sections stand in one another. */
static void check_range(const struct check *c, size_t i, size_t end, const struct scope *scope)
{
	while (i < end) {
		const struct node *node = &c->nodes->at[i];
		bool is_block = node->kind == NODE_SECTION || node->kind == NODE_ABSENT;
		bool is_mark = node->kind == NODE_SECTION && fill_is_mark(node->s);
		struct scope inner = *scope;

		if (node->kind != NODE_TEXT && !is_mark && !scope_find(scope, node->s, &inner))
			complain(c, node, scope);
		if (is_block)
			check_range(
			    c, i + 1, node->end, node->kind == NODE_ABSENT ? scope : &inner);
		i = is_block ? node->end : i + 1;
	}
}

void template_names_check(const struct template_group *g, const char *path,
    const struct nodes *nodes, struct errors *mistakes)
{
	struct check c = {path, nodes, mistakes};
	struct scope all = {g, 0, 0, NULL};

	check_range(&c, 0, nodes->n, &all);
}
