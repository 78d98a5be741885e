#ifndef CTL_HELP_H
#define CTL_HELP_H
#include "ctl/command.h"
#include "ctl/terminal.h"

/* The help of the whole program, of one verb, of one command's options; all made from the tables. */
void help_add_program(const struct terminal *t, struct text *out);
void help_add_verb(const struct verb *v, const struct terminal *t, struct text *out);
void help_add_options(const struct option_row *rows, const struct terminal *t, struct text *out);
#endif
