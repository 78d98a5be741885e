#ifndef CTL_REPORTS_H
#define CTL_REPORTS_H
#include "ctl/command.h"

/* `reports FILE…`: what would be understood of a table of reported values. --json: a JSON object a line (plan/sheet.h); the
 * daemon's reader is this command. Exit status: 0 understood, 1 with remarks, 2 unreadable. */
command_function reports_run;
#endif
