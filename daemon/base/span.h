#ifndef BASE_SPAN_H
#define BASE_SPAN_H
#include <stdbool.h>
#include <stddef.h>

/* A slice of text that somebody else owns, with the line of its source (from 1; 0: none). */
struct span {
	const char *s;
	size_t n;
	int line;
};

struct span span_of(const char *s);
bool span_equal(struct span a, const char *s);
bool span_starts(struct span a, const char *prefix);
/* Without ASCII and ideographic (U+3000) white space at both ends. */
struct span span_trim(struct span a);
/* Cut at the first `separator`: the part before it; *rest becomes the part behind, empty (s NULL)
   at the end. */
struct span span_cut(struct span *rest, const char *separator);
/* The next line without its CR LF, counting lines in rest->line; false at the end. */
bool span_next_line(struct span *rest, struct span *line);
#endif
