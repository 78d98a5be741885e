#ifndef CTL_PARSE_H
#define CTL_PARSE_H
#include "base/text.h"
#include "plan/task.h"

/*
 * deadlinectl parse [--json] [--explain] [--anchor YYYY-MM-DD] [--lexicon FILE] FILE…
 * deadlinectl parse --phrases
 * What would be understood; needs no daemon and no configuration. --json: one object a notice, one line each.
 * --phrases: lines "id<TAB>issued<TAB>phrase" from standard input ("\n" in a phrase is a line break), one
 * {"id", "deadlines"} a line. Result: 0 understood, 1 with warnings, 2 unreadable (or a wrong option).
 */
int parse_run(int argc, char **argv);

/* The notice as a table `columns` wide for people, and what was not understood below it. `explain`: under each
 * deadline the words that it rests on and the rule that read them. */
void parse_print(const struct notice *n, size_t columns, bool explain, struct text *out);
#endif
