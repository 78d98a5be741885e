#ifndef CTL_REVIEW_H
#define CTL_REVIEW_H
#include "ctl/answer.h"
#include "ctl/command.h"

/*
 * deadlinectl diff [--notice ID] FILE: what taking a changed notice would change, asked of the daemon.
 * deadlinectl diff OLD NEW: two files against each other, without it.
 * Exit status as of diff(1): 0 nothing would change, 1 something would, 2 trouble.
 */
command_function review_diff;
/* Its answer, in answer_diff.c. */
answer_view answer_diff;
#endif
