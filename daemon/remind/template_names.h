#ifndef REMIND_TEMPLATE_NAMES_H
#define REMIND_TEMPLATE_NAMES_H
#include "base/error.h"
#include "base/text.h"
#include "remind/template_parse.h"

/*
 * What the templates may name. The list is conf/templates/README, which users read: a line
 * "== file, file ==" begins the names for these files, "name" or "list[]" with two blanks behind it
 * is one, and two more blanks in front of a name put it into the list above.
 */
struct template_name {
	const char *name;
	int depth; /* 0: of the message, 1: of a list's items … */
	bool is_list;
};
struct template_group {
	struct names files;
	list_of(struct template_name) names;
};
struct template_names {
	list_of(struct template_group) groups; /* none: nothing is known, so all is allowed */
};

/* Read the list; allocates in a. */
void template_names_read(struct arena *a, const struct text *readme, struct template_names *out);
/* The names of a template's file; NULL when it is none of those. */
const struct template_group *template_names_of(const struct template_names *all, const char *file);
/* Add a mistake for each name in the template that is not among the group's where it stands. */
void template_names_check(const struct template_group *g, const char *path,
    const struct nodes *nodes, struct errors *mistakes);
#endif
