#ifndef REMIND_TEMPLATE_PARSE_H
#define REMIND_TEMPLATE_PARSE_H
#include "base/error.h"
#include "base/text.h"

/* A template taken apart: text, values and sections in the order in which they stand; a section's inner nodes
 * follow it up to `end`. */
enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_ABSENT };
struct node {
	enum node_kind kind;
	const char *s; /* the text, or the name */
	size_t n;      /* bytes of the text */
	size_t end;    /* sections: the index behind the last inner node */
	int line;      /* in the file */
};
struct nodes {
	struct node *at;
	size_t n, room;
};

/* Take a template's text apart into nodes allocated in a. Every mistake is added with file and line; false if there
 * was one. */
bool template_parse(struct arena *a, const char *file, const struct text *s, struct nodes *out,
    struct errors *mistakes);
#endif
