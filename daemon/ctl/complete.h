#ifndef CTL_COMPLETE_H
#define CTL_COMPLETE_H
#include "ctl/command.h"

/* deadlinectl complete -- WORD…: what may come behind these words, one a line; for conf/completion. Commands, options,
 * and of the running daemon's plan the addresses and channels. Says nothing rather than complain. */
command_function complete_run;
#endif
