#ifndef CTL_STORY_LINE_H
#define CTL_STORY_LINE_H
#include "base/error.h"
#include "base/span.h"

/* A line of a script in its parts: TIME [by NAME] COMMAND ARGUMENT…, quoted as in a shell. */
struct story_line {
	const char *time; /* NULL: the line is empty, or a remark */
	const char *who;  /* NULL: nobody is named */
	const char *command;
	const char *words; /* from the command on, as written */
	struct names arguments;
};

/* *out is zeroed by the caller; everything is allocated in a. */
bool story_line_read(struct span line, struct arena *a, struct story_line *out, struct error *err);
#endif
